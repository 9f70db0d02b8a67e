package front_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/account"
	"masthead/internal/contributor"
	"masthead/internal/doc"
	"masthead/internal/errs"
	"masthead/internal/front"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

var curator = account.System("test")

// desk is what the documents of these tests speak of.
type desk struct {
	sport, arts    topic.Section
	cup            topic.Topic
	ana            contributor.Contributor
	public, unborn id.ID
	path           string
}

func furnish(t *testing.T, db *store.DB) (d desk) {
	t.Helper()
	write(t, db, func(ctx context.Context, tx *store.Tx) error {
		var err error
		if d.sport, err = topic.SaveSection(ctx, tx, curator, topic.Section{Slug: "sport", Name: "Sport"}); err != nil {
			return err
		}
		if d.arts, err = topic.SaveSection(ctx, tx, curator, topic.Section{Slug: "arts", Name: "Arts"}); err != nil {
			return err
		}
		if d.cup, err = topic.SaveTopic(ctx, tx, curator, topic.Topic{Slug: "cup", Name: "The Cup"}); err != nil {
			return err
		}
		if d.ana, err = contributor.Save(ctx, tx, curator, contributor.Contributor{Slug: "ana", Name: "Ana"}); err != nil {
			return err
		}
		if d.unborn, err = story.Create(ctx, tx, curator, story.Article, tx.Now()); err != nil {
			return err
		}
		d.public, err = story.Create(ctx, tx, curator, story.Article, tx.Now())
		if err != nil {
			return err
		}
		revision, err := story.Save(ctx, tx, curator, d.public, story.Draft{
			Headline: "City reach the final", Section: d.sport.ID, Body: doc.Document{Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain("They did.")}}},
		})
		if err != nil {
			return err
		}
		return story.Publish(ctx, tx, curator, d.public, revision, story.Publication{})
	})
	d.path = "/sport/city-reach-the-final-" + d.public.String()
	return d
}

func write(t *testing.T, db *store.DB, fn func(context.Context, *store.Tx) error) {
	t.Helper()
	if err := db.Transact(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func TestADocumentIsReadAndWrittenBack(t *testing.T) {
	newstest.EachDB(t, func(t *testing.T, db *store.DB) {
		d := furnish(t, db)
		document := strings.ReplaceAll(strings.TrimLeft(`
home:
  - title: Today
    show: lead
    picks:
      - PATH
      - UNBORN
    fill: newest
    cards: 7
  - show: grid
    fill: sections
    cards: 4
article:
  - title: More sport
    show: strip
    fill: section sport
    cards: 5
    age: true
    more: topic cup
  - title: More topics
    show: topics
    topics:
      - cup
  - title: Featured topics
    show: topics
contributor ana:
  - show: list
    fill: contributor
    cards: 3
section sport:
  - show: lead
    fill: section
    cards: 9
`, "\n"), "PATH", d.path)
		document = strings.ReplaceAll(document, "UNBORN", d.unborn.String())
		write(t, db, func(ctx context.Context, tx *store.Tx) error {
			l, err := front.Parse(ctx, tx, []byte(document))
			if err != nil {
				return err
			}
			if got := l.Pages[front.Home][0].Picks; !cmp.Equal(got, []id.ID{d.public, d.unborn}) {
				t.Errorf("picks %v", got)
			}
			if got := l.Rails(front.Section, d.sport.ID)[0].Cards; got != 9 {
				t.Errorf("the section's own rail has %d cards", got)
			}
			if got := l.Rails(front.Section, d.arts.ID); !cmp.Equal(got, front.Default().Pages[front.Section]) {
				t.Errorf("a section of which the document does not speak has %v", got)
			}
			if err := front.Apply(ctx, tx, curator, l); err != nil {
				return err
			}
			kept, err := front.At(ctx, tx, tx.Now())
			if err != nil {
				return err
			}
			text, err := front.Format(ctx, tx, kept)
			if err != nil {
				return err
			}
			if diff := cmp.Diff(document, string(text)); diff != "" {
				t.Errorf("(-written +shown)\n%s", diff)
			}
			return nil
		})
	})
}

func TestAStoryIsNamedByAnyAddressThatLeadsToIt(t *testing.T) {
	db := newstest.SQLite(t)
	d := furnish(t, db)
	write(t, db, func(ctx context.Context, tx *store.Tx) error {
		for _, path := range []string{"/2019/05/the-final", "/?p=12"} {
			if err := topic.SetAddress(ctx, tx, path, topic.StoryNoun, d.public); err != nil {
				return err
			}
		}
		for _, ref := range []string{d.path, d.public.String(), "https://old.example/2019/05/the-final/", "/?p=12", "/elsewhere/with-another-slug-" + d.public.String()} {
			l, err := front.Parse(ctx, tx, []byte("home: [{picks: ['"+ref+"']}]"))
			if err != nil {
				t.Errorf("%s: %v", ref, err)
			} else if got := l.Pages[front.Home][0].Picks[0]; got != d.public {
				t.Errorf("%s leads to %v", ref, got)
			}
		}
		return nil
	})
}

func TestAWrongDocumentSaysWhatIsWrong(t *testing.T) {
	db := newstest.SQLite(t)
	furnish(t, db)
	for _, c := range []struct{ name, document, want string }{
		{"not YAML", "home: [", "1:7"},
		{"unknown key", "home:\n  - title: A\n    colour: red\n    fill: newest\n", "3:5"},
		{"unknown page", "front: []", `"front" is not a kind of page`},
		{"unknown section", "section golf: []", `no section "golf"`},
		{"unknown fill", "home: [{fill: oldest, cards: 3}]", `home, rail 1: "oldest" is not a fill`},
		{"unknown show", "home: [{fill: newest, cards: 3, show: mosaic}]", `"mosaic" is not a way`},
		{"unknown topic", "home: [{topics: [golf]}]", `no topic "golf"`},
		{"unknown story", "home: [{picks: [/sport/gone-01jz8k3v9qx4t]}]", "does not lead to a story"},
		{"no story at all", "home: [{picks: ['A headline']}]", "neither the address nor the id"},
		{"a fill without a number", "home: [{fill: newest}]", "says how many cards"},
		{"too many cards", "home: [{fill: newest, cards: 1000}]", "at most 60"},
		{"nothing in it", "home: [{title: Nothing}]", "picks, a fill or topics"},
		{"stories among topics", "home: [{show: topics, fill: newest, cards: 3}]", "A rail that shows topics has no stories"},
		{"a page that has no slug", "home golf: []", "only a section, topic or contributor"},
		{"too deep", strings.Repeat("[", 100000), "50 deep"},
		{"too large", "# " + strings.Repeat("x", 1<<20), "more than"},
	} {
		t.Run(c.name, func(t *testing.T) {
			write(t, db, func(ctx context.Context, tx *store.Tx) error {
				_, err := front.Parse(ctx, tx, []byte(c.document))
				if !errs.Is(err, errs.Invalid) || !strings.Contains(errs.Public(err), c.want) {
					t.Errorf("got %v, want it to say %q", err, c.want)
				}
				return nil
			})
		})
	}
}

func TestLayoutsHaveAHistory(t *testing.T) {
	now := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	newstest.EachAddress(t, func(t *testing.T, address string) {
		moment := now
		db := newstest.Open(t, address, store.Options{Clock: func() time.Time { return moment }})
		apply := func(title string) {
			write(t, db, func(ctx context.Context, tx *store.Tx) error {
				return front.Apply(ctx, tx, curator, front.Layout{Pages: map[front.Kind][]front.Rail{
					front.Home: {{Title: title, Show: front.Grid, Fill: front.Fill{From: front.Newest}, Cards: 1}},
				}})
			})
		}
		at := func(when time.Time) (title string) {
			write(t, db, func(ctx context.Context, tx *store.Tx) error {
				l, err := front.At(ctx, tx, when)
				title = l.Pages[front.Home][0].Title
				return err
			})
			return title
		}
		if got := at(now); got != front.Default().Pages[front.Home][0].Title {
			t.Errorf("before any layout: %q", got)
		}
		apply("First")
		moment = now.Add(time.Hour)
		apply("Second")
		for _, c := range []struct {
			when time.Time
			want string
		}{
			{now.AddDate(-20, 0, 0), "First"}, {now.Add(time.Hour - 1), "First"}, {now.Add(time.Hour), "Second"}, {now.AddDate(5, 0, 0), "Second"},
		} {
			if got := at(c.when); got != c.want {
				t.Errorf("at %v: %q, want %q", c.when, got, c.want)
			}
		}
	})
}

func TestOnlyACuratorAppliesALayout(t *testing.T) {
	db := newstest.SQLite(t)
	err := db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		return front.Apply(ctx, tx, account.Actor{}, front.Default())
	})
	if !errs.Is(err, errs.Forbidden) {
		t.Errorf("got %v", err)
	}
}
