package story_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/account"
	"masthead/internal/doc"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
)

func wantKind(t *testing.T, doing string, kind errs.Kind, err error) {
	t.Helper()
	if !errs.Is(err, kind) {
		t.Errorf("%s: error %v, want one of kind %s", doing, err, kind)
	}
}

func TestWhoMayNot(t *testing.T) {
	eachNewsdesk(t, func(t *testing.T, d *newsdesk) {
		d.create()
		must(t, d.publish(d.draft("Public", d.world), story.Publication{}))
		before := d.state(0, true)
		d.told = nil
		d.at(time.Minute)
		var nobody account.Actor
		for doing, fn := range map[string]func(ctx context.Context, tx *store.Tx) error{
			"creating": func(ctx context.Context, tx *store.Tx) error {
				_, err := story.Create(ctx, tx, nobody, story.Article, tx.Now())
				return err
			},
			"creating with an id": func(ctx context.Context, tx *store.Tx) error {
				return story.CreateWithID(ctx, tx, nobody, id.New(tx.Now()), story.Article, tx.Now())
			},
			"saving": func(ctx context.Context, tx *store.Tx) error {
				_, err := story.Save(ctx, tx, nobody, d.story, d.draft("Mine", d.world))
				return err
			},
			"publishing": func(ctx context.Context, tx *store.Tx) error {
				revision, err := story.Save(ctx, tx, newstest.Editor, d.story, d.draft("Mine", d.world))
				if err != nil {
					return err
				}
				return story.Publish(ctx, tx, nobody, d.story, revision, story.Publication{})
			},
			"correcting": func(ctx context.Context, tx *store.Tx) error {
				return story.Correct(ctx, tx, nobody, d.story, time.Time{}, "No.")
			},
			"withdrawing": func(ctx context.Context, tx *store.Tx) error {
				return story.Withdraw(ctx, tx, nobody, d.story, time.Time{}, "No.")
			},
		} {
			wantKind(t, doing, errs.Forbidden, d.Try(fn))
		}
		d.wantTold()
		if after := d.state(time.Minute, true); after != before {
			t.Errorf("the story has become %q", after)
		}
	})
}

func TestWhatIsRefused(t *testing.T) {
	eachNewsdesk(t, func(t *testing.T, d *newsdesk) {
		d.create()
		wantKind(t, "publishing without a section", errs.Invalid, d.publish(story.Draft{Headline: "Lost"}, story.Publication{}))
		wantKind(t, "withdrawing what was never public", errs.NotFound, d.withdraw(time.Time{}))
		must(t, d.publish(d.draft("Tonight", d.world), story.Publication{From: noon.Add(6 * time.Hour)}))
		wantKind(t, "publishing before what is scheduled", errs.Conflict, d.publish(d.draft("Now", d.world), story.Publication{}))
		wantKind(t, "withdrawing what is only scheduled", errs.NotFound, d.withdraw(time.Time{}))
		d.at(7 * time.Hour)
		wantKind(t, "publishing in the past", errs.Invalid, d.publish(d.draft("Earlier", d.world), story.Publication{From: noon.Add(time.Hour)}))
		must(t, d.withdraw(time.Time{}))
		wantKind(t, "withdrawing twice", errs.NotFound, d.withdraw(time.Time{}))

		one, other := d.story, id.ID(0)
		d.Do(func(ctx context.Context, tx *store.Tx) (err error) {
			other, err = story.Create(ctx, tx, newstest.Editor, story.Article, tx.Now())
			return err
		})
		for _, c := range []struct {
			doing string
			kind  errs.Kind
			fn    func(ctx context.Context, tx *store.Tx) error
		}{
			{"creating a story of no kind", errs.Invalid, func(ctx context.Context, tx *store.Tx) error {
				_, err := story.Create(ctx, tx, newstest.Editor, "poem", tx.Now())
				return err
			}},
			{"creating a story twice", errs.Conflict, func(ctx context.Context, tx *store.Tx) error {
				return story.CreateWithID(ctx, tx, newstest.Editor, one, story.Article, tx.Now())
			}},
			{"saving a story that is not there", errs.NotFound, func(ctx context.Context, tx *store.Tx) error {
				_, err := story.Save(ctx, tx, newstest.Editor, 12345, d.draft("Nowhere", d.world))
				return err
			}},
			{"publishing another story's revision", errs.NotFound, func(ctx context.Context, tx *store.Tx) error {
				revision, err := story.Save(ctx, tx, newstest.Editor, other, d.draft("Other", d.world))
				if err != nil {
					return err
				}
				return story.Publish(ctx, tx, newstest.Editor, one, revision, story.Publication{})
			}},
			{"correcting a draft", errs.NotFound, func(ctx context.Context, tx *store.Tx) error {
				return story.Correct(ctx, tx, newstest.Editor, other, time.Time{}, "It was wrong.")
			}},
			{"correcting in the future", errs.Invalid, func(ctx context.Context, tx *store.Tx) error {
				return story.Correct(ctx, tx, newstest.Editor, one, tx.Now().Add(time.Second), "It will be wrong.")
			}},
			{"correcting without words", errs.Invalid, func(ctx context.Context, tx *store.Tx) error {
				return story.Correct(ctx, tx, newstest.Editor, one, time.Time{}, " \n")
			}},
			{"correcting at length", errs.Invalid, func(ctx context.Context, tx *store.Tx) error {
				return story.Correct(ctx, tx, newstest.Editor, one, time.Time{}, strings.Repeat("x", 4001))
			}},
			{"withdrawing without a reason", errs.Invalid, func(ctx context.Context, tx *store.Tx) error {
				return story.Withdraw(ctx, tx, newstest.Editor, one, time.Time{}, "")
			}},
		} {
			wantKind(t, c.doing, c.kind, d.Try(c.fn))
		}
	})
}

func TestDraftLimits(t *testing.T) {
	fine := func() story.Draft {
		return story.Draft{Headline: "Fine", Section: 1, Body: newstest.Paragraphs("Fine.")}
	}
	deep := func(n int) doc.Block {
		var b doc.Block = &doc.Paragraph{Text: doc.Plain("deep")}
		for range n {
			b = &doc.List{Items: []doc.Item{{Blocks: []doc.Block{b}}}}
		}
		return b
	}
	for _, c := range []struct {
		name   string
		change func(*story.Draft)
		ok     bool
	}{
		{"as it is", func(*story.Draft) {}, true},
		{"no headline", func(d *story.Draft) { d.Headline = " " }, false},
		{"a headline of 1,000 bytes", func(d *story.Draft) { d.Headline = strings.Repeat("x", 1000) }, true},
		{"a headline of 1,001 bytes", func(d *story.Draft) { d.Headline = strings.Repeat("x", 1001) }, false},
		{"a long kicker", func(d *story.Draft) { d.Kicker = strings.Repeat("x", 1001) }, false},
		{"a long short headline", func(d *story.Draft) { d.ShortHeadline = strings.Repeat("x", 1001) }, false},
		{"a long dateline", func(d *story.Draft) { d.Dateline = strings.Repeat("x", 1001) }, false},
		{"a long language", func(d *story.Draft) { d.Language = strings.Repeat("x", 1001) }, false},
		{"a standfirst of 10,000 bytes", func(d *story.Draft) { d.Standfirst = strings.Repeat("x", 10000) }, true},
		{"a standfirst of 10,001 bytes", func(d *story.Draft) { d.Standfirst = strings.Repeat("x", 10001) }, false},
		{"a slug of its own", func(d *story.Draft) { d.Slug = "all-is-fine" }, true},
		{"a slug with capitals", func(d *story.Draft) { d.Slug = "Fine" }, false},
		{"a slug that climbs", func(d *story.Draft) { d.Slug = "../fine" }, false},
		{"100 topics", func(d *story.Draft) { d.Topics = make([]id.ID, 100) }, true},
		{"101 topics", func(d *story.Draft) { d.Topics = make([]id.ID, 101) }, false},
		{"101 contributors", func(d *story.Draft) { d.Byline = make([]id.ID, 101) }, false},
		{"a body nested for ever", func(d *story.Draft) { d.Body.Blocks = []doc.Block{deep(1000)} }, false},
		{"a body with a wrong link", func(d *story.Draft) {
			d.Body.Blocks = []doc.Block{&doc.Paragraph{Text: doc.Text{{Text: "x", Marks: []doc.Mark{{Type: doc.Link, Href: "javascript:alert(1)"}}}}}}
		}, false},
	} {
		d := fine()
		c.change(&d)
		if err := d.Check(); (err == nil) != c.ok || err != nil && errs.KindOf(err) != errs.Invalid {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// What is saved is what was checked, whichever way it is refused.
func TestSaveChecks(t *testing.T) {
	eachNewsdesk(t, func(t *testing.T, d *newsdesk) {
		d.create()
		for name, draft := range map[string]story.Draft{
			"no headline":     {Section: d.world.ID},
			"a wrong body":    {Headline: "x", Body: doc.Document{Blocks: []doc.Block{&doc.Heading{Level: 9, Text: doc.Plain("x")}}}},
			"a hero of no id": {Headline: "x", Hero: &doc.Picture{Picture: "hero.jpg"}},
			"a wrong hero":    {Headline: "x", Hero: &doc.Picture{Picture: id.ID(7).String(), Alt: "x", Decorative: true}},
		} {
			wantKind(t, name, errs.Invalid, d.Try(func(ctx context.Context, tx *store.Tx) error {
				_, err := story.Save(ctx, tx, newstest.Editor, d.story, draft)
				return err
			}))
		}
	})
}

// Everything that an editor writes comes back as it was.
func TestSavedAndRead(t *testing.T) {
	eachNewsdesk(t, func(t *testing.T, d *newsdesk) {
		d.create()
		hero := &doc.Picture{Picture: id.ID(7).String(), Alt: "A quay", Caption: doc.Plain("The quay"), Credit: "A"}
		draft := d.draft("Headline", d.world, d.aboutWar, d.byAda)
		draft.Kicker, draft.ShortHeadline, draft.Standfirst, draft.Dateline, draft.Language = "Exclusive", "Short", "Standfirst\nin two lines", "KYIV", "uk"
		draft.Hero = hero
		must(t, d.publish(draft, story.Publication{}))
		d.Read(func(ctx context.Context, tx *store.Tx) error {
			all, err := story.PublicAt(ctx, tx, story.Moment{Time: noon}, []id.ID{d.story})
			if err != nil || len(all) != 1 {
				t.Fatalf("%d stories, %v", len(all), err)
			}
			p := all[0]
			back := story.Draft{
				Slug: p.Slug, Kicker: p.Kicker, Headline: p.Headline, ShortHeadline: p.ShortHeadline, Standfirst: p.Standfirst, Dateline: p.Dateline,
				Language: p.Language, Section: p.Section, Byline: p.Byline, Topics: p.Topics, Hero: p.Hero, Body: p.Body,
			}
			draft.Slug = "headline"
			if diff := cmp.Diff(draft, back); diff != "" {
				t.Errorf("what was written is read as (-want +got):\n%s", diff)
			}
			if p.Kind != story.Article || p.HeroPicture != 7 || p.HeroAlt != "A quay" || p.Words == 0 {
				t.Errorf("the card is %+v", p.Card)
			}
			return nil
		})
	})
}
