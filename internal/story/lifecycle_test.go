package story_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/contributor"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

var noon = time.Date(2025, 7, 3, 12, 0, 0, 0, time.UTC)

// newsdesk is a desk with sections and people, and one story whose life a test tells.
type newsdesk struct {
	*newstest.Desk
	t     testing.TB
	world topic.Section
	sport topic.Section
	war   topic.Topic
	ada   contributor.Contributor
	story id.ID
	told  []store.Change // what the newsroom has been told of the changes
}

func eachNewsdesk(t *testing.T, fn func(t *testing.T, d *newsdesk)) {
	t.Helper()
	newstest.EachDesk(t, noon, func(t *testing.T, desk *newstest.Desk) {
		d := &newsdesk{Desk: desk, t: t}
		d.world = d.Section(topic.Section{Name: "World"})
		d.sport = d.Section(topic.Section{Name: "Sport"})
		d.war = d.Topic(topic.Topic{Name: "War"})
		d.ada = d.Contributor(contributor.Contributor{Name: "Ada"})
		d.DB.OnCommit(func(c store.Change) { d.told = append(d.told, c) })
		fn(t, d)
	})
}

// at moves the clock to a time after noon.
func (d *newsdesk) at(after time.Duration) { d.Clock.Set(noon.Add(after)) }

func (d *newsdesk) draft(headline string, section topic.Section, more ...func(*story.Draft)) story.Draft {
	draft := story.Draft{Headline: headline, Section: section.ID, Body: newstest.Paragraphs(headline + ".")}
	for _, change := range more {
		change(&draft)
	}
	return draft
}

func (d *newsdesk) aboutWar(draft *story.Draft) { draft.Topics = []id.ID{d.war.ID} }
func (d *newsdesk) byAda(draft *story.Draft)    { draft.Byline = []id.ID{d.ada.ID} }

func (d *newsdesk) create() {
	d.t.Helper()
	d.Do(func(ctx context.Context, tx *store.Tx) (err error) {
		d.story, err = story.Create(ctx, tx, newstest.Editor, story.Article, tx.Now())
		return err
	})
}

// publish saves a draft and publishes it.
func (d *newsdesk) publish(draft story.Draft, p story.Publication) error {
	d.t.Helper()
	return d.Try(func(ctx context.Context, tx *store.Tx) error {
		revision, err := story.Save(ctx, tx, newstest.Editor, d.story, draft)
		if err != nil {
			return err
		}
		return story.Publish(ctx, tx, newstest.Editor, d.story, revision, p)
	})
}

func (d *newsdesk) withdraw(at time.Time) error {
	d.t.Helper()
	return d.Try(func(ctx context.Context, tx *store.Tx) error {
		return story.Withdraw(ctx, tx, newstest.Editor, d.story, at, "It was wrong.")
	})
}

// wantTold checks what the last change named, in short, and forgets it.
func (d *newsdesk) wantTold(keys ...string) {
	d.t.Helper()
	names := map[string]string{
		story.Key(d.story): "story", story.ListKey(story.Everything): "everything", story.ListKey(story.Pages): "pages",
		story.ListKey(d.world.ID): "world", story.ListKey(d.sport.ID): "sport", story.ListKey(d.war.ID): "war", story.ListKey(d.ada.ID): "ada",
	}
	var got []string
	for _, c := range d.told {
		for _, key := range c.Keys {
			name, ok := names[key]
			if !ok {
				name = key
			}
			got = append(got, name)
		}
	}
	d.told = nil
	slices.Sort(got)
	slices.Sort(keys)
	if diff := cmp.Diff(keys, got); diff != "" {
		d.t.Errorf("the change names (-want +got):\n%s", diff)
	}
}

// state tells how the story stands at a moment: its headline, its times in minutes after noon, and the lists it is in.
func (d *newsdesk) state(after time.Duration, live bool) (state string) {
	d.t.Helper()
	moment := story.Moment{Time: noon.Add(after), Live: live}
	minutes := func(t time.Time) string { return fmt.Sprint(int(t.Sub(noon) / time.Minute)) }
	d.Read(func(ctx context.Context, tx *store.Tx) error {
		public, err := story.PublicAt(ctx, tx, moment, []id.ID{d.story})
		if err != nil {
			return err
		}
		var parts []string
		for _, p := range public {
			parts = append(parts, fmt.Sprintf("%s, first %s, changed %s", p.Headline, minutes(p.First), minutes(p.Changed)))
			for _, c := range p.Corrections {
				parts = append(parts, "corrected "+minutes(c.At))
			}
		}
		if w, err := story.WithdrawalAt(ctx, tx, moment.Time, d.story); err == nil {
			parts = append(parts, "withdrawn "+minutes(w.At))
		} else if !errs.Is(err, errs.NotFound) {
			return err
		}
		for _, list := range []struct {
			name string
			id   id.ID
		}{{"everything", story.Everything}, {"world", d.world.ID}, {"sport", d.sport.ID}, {"war", d.war.ID}, {"ada", d.ada.ID}} {
			places, err := story.Older(ctx, tx, moment, list.id, story.Place{}, 10)
			if err != nil {
				return err
			}
			for range places {
				parts = append(parts, list.name)
			}
		}
		state = strings.Join(parts, "; ")
		return nil
	})
	return state
}

// presences counts the rows of the story's listings.
func (d *newsdesk) presences() (n int) {
	d.t.Helper()
	d.Read(func(ctx context.Context, tx *store.Tx) error {
		return tx.QueryRow(ctx, `SELECT count(*) FROM listing WHERE story_id = ?1`, d.story).Scan(&n)
	})
	return n
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheLifeOfAStory(t *testing.T) {
	eachNewsdesk(t, func(t *testing.T, d *newsdesk) {
		d.create()
		d.wantTold()

		must(t, d.publish(d.draft("First", d.world, d.aboutWar, d.byAda), story.Publication{}))
		d.wantTold("story", "everything", "world", "war", "ada")
		if n := d.presences(); n != 4 {
			t.Errorf("%d presences after publication", n)
		}
		d.at(10 * time.Minute)
		must(t, d.publish(d.draft("Updated", d.world, d.aboutWar, d.byAda), story.Publication{}))
		d.wantTold("story") // no list has changed
		d.at(20 * time.Minute)
		must(t, d.publish(d.draft("Updated again", d.world, d.aboutWar, d.byAda), story.Publication{Minor: true}))
		d.wantTold("story")
		if n := d.presences(); n != 4 {
			t.Errorf("%d presences after two updates that change no list", n)
		}
		d.at(30 * time.Minute)
		must(t, d.publish(d.draft("Moved", d.sport, d.byAda), story.Publication{Minor: true}))
		d.wantTold("story", "world", "sport", "war")
		d.at(40 * time.Minute)
		must(t, d.Try(func(ctx context.Context, tx *store.Tx) error {
			return story.Correct(ctx, tx, newstest.Editor, d.story, time.Time{}, "It was sport all along.")
		}))
		d.wantTold("story")
		d.at(50 * time.Minute)
		must(t, d.withdraw(time.Time{}))
		d.wantTold("story", "everything", "sport", "ada")
		d.at(60 * time.Minute)
		must(t, d.publish(d.draft("Back", d.sport), story.Publication{}))
		d.wantTold("story", "everything", "sport")
		if n := d.presences(); n != 7 {
			t.Errorf("%d presences in the end", n)
		}

		for _, c := range []struct {
			minute int
			want   string
		}{
			{-1, ""},
			{0, "First, first 0, changed 0; everything; world; war; ada"},
			{9, "First, first 0, changed 0; everything; world; war; ada"},
			{10, "Updated, first 0, changed 10; everything; world; war; ada"},
			{20, "Updated again, first 0, changed 10; everything; world; war; ada"},
			{30, "Moved, first 0, changed 10; everything; sport; ada"},
			{40, "Moved, first 0, changed 10; corrected 40; everything; sport; ada"},
			{50, "withdrawn 50"},
			{59, "withdrawn 50"},
			{60, "Back, first 0, changed 60; corrected 40; everything; sport"},
		} {
			if got := d.state(time.Duration(c.minute)*time.Minute, false); got != c.want {
				t.Errorf("minute %d: %q, want %q", c.minute, got, c.want)
			}
		}
		if got, want := d.state(60*time.Minute, true), d.state(60*time.Minute, false); got != want {
			t.Errorf("now %q, but as a moment %q", got, want)
		}
	})
}

func TestScheduledPublicationsAppearAtTheirMoment(t *testing.T) {
	eachNewsdesk(t, func(t *testing.T, d *newsdesk) {
		d.create()
		must(t, d.publish(d.draft("Tonight", d.world), story.Publication{From: noon.Add(6 * time.Hour)}))
		d.wantTold("story", "everything", "world")
		must(t, d.publish(d.draft("Tomorrow", d.sport), story.Publication{From: noon.Add(24 * time.Hour)}))
		d.wantTold("story", "world", "sport")
		for _, c := range []struct {
			moment, next time.Duration
			want         string
		}{
			{0, 6 * time.Hour, ""},
			{6*time.Hour - time.Millisecond, 6 * time.Hour, ""},
			{6 * time.Hour, 24 * time.Hour, "Tonight, first 360, changed 360; everything; world"},
			{24*time.Hour - time.Millisecond, 24 * time.Hour, "Tonight, first 360, changed 360; everything; world"},
			{24 * time.Hour, 0, "Tomorrow, first 360, changed 1440; everything; sport"},
		} {
			for _, live := range []bool{true, false} {
				if got := d.state(c.moment, live); got != c.want {
					t.Errorf("%s after noon (live %v): %q, want %q", c.moment, live, got, c.want)
				}
			}
			var want time.Time
			if c.next != 0 {
				want = noon.Add(c.next)
			}
			d.Read(func(ctx context.Context, tx *store.Tx) error {
				next, err := story.NextTurn(ctx, tx, noon.Add(c.moment))
				if !next.Equal(want) {
					t.Errorf("%s after noon the next turn is %s, want %s", c.moment, next, want)
				}
				return err
			})
		}
	})
}

func TestWithdrawingWhatHasAnUpdateScheduled(t *testing.T) {
	eachNewsdesk(t, func(t *testing.T, d *newsdesk) {
		d.create()
		must(t, d.publish(d.draft("Here", d.world), story.Publication{}))
		evening := noon.Add(6 * time.Hour)
		must(t, d.publish(d.draft("There", d.sport), story.Publication{From: evening}))
		d.told = nil
		d.at(time.Hour)
		must(t, d.withdraw(time.Time{}))
		d.wantTold("story", "everything", "world")
		for _, after := range []time.Duration{time.Hour, 7 * time.Hour} {
			if got := d.state(after, true); got != "withdrawn 60" {
				t.Errorf("%s after noon: %q", after, got)
			}
		}
		d.at(2 * time.Hour)
		must(t, d.publish(d.draft("Here again", d.world), story.Publication{}))
		must(t, d.publish(d.draft("There again", d.sport), story.Publication{From: evening}))
		if got := d.state(7*time.Hour, true); got != "There again, first 0, changed 360; everything; sport" {
			t.Errorf("in the evening: %q", got)
		}
	})
}

func TestWithdrawingAtTheMomentOfAnUpdate(t *testing.T) {
	eachNewsdesk(t, func(t *testing.T, d *newsdesk) {
		d.create()
		must(t, d.publish(d.draft("Here", d.world), story.Publication{}))
		evening := noon.Add(6 * time.Hour)
		must(t, d.publish(d.draft("There", d.sport), story.Publication{From: evening}))
		must(t, d.withdraw(evening))
		for after, want := range map[time.Duration]string{
			6*time.Hour - time.Millisecond: "Here, first 0, changed 0; everything; world", 6 * time.Hour: "withdrawn 360", 7 * time.Hour: "withdrawn 360",
		} {
			if got := d.state(after, true); got != want {
				t.Errorf("%s after noon: %q, want %q", after, got, want)
			}
		}
	})
}

func TestScheduledWithdrawals(t *testing.T) {
	eachNewsdesk(t, func(t *testing.T, d *newsdesk) {
		d.create()
		must(t, d.publish(d.draft("Brief", d.world), story.Publication{}))
		evening := noon.Add(6 * time.Hour)
		for range 2 { // an update undoes it; then it is scheduled for the same moment again
			d.Clock.Add(time.Minute)
			must(t, d.withdraw(evening))
			if got := d.state(7*time.Hour, true); got != "withdrawn 360" {
				t.Errorf("in the evening: %q", got)
			}
			if got := d.state(time.Hour, true); !strings.HasSuffix(got, "; everything; world") {
				t.Errorf("before: %q", got)
			}
			d.Clock.Add(time.Minute)
			must(t, d.publish(d.draft("Brief", d.world), story.Publication{Minor: true}))
			if got := d.state(7*time.Hour, true); got != "Brief, first 0, changed 0; everything; world" {
				t.Errorf("in the evening, after an update: %q", got)
			}
		}
		if n := d.presences(); n != 2 {
			t.Errorf("%d presences", n)
		}
	})
}

func TestAllInOneMillisecond(t *testing.T) {
	eachNewsdesk(t, func(t *testing.T, d *newsdesk) {
		d.create()
		must(t, d.publish(d.draft("One", d.world), story.Publication{}))
		must(t, d.publish(d.draft("Two", d.sport), story.Publication{}))
		if got := d.state(time.Millisecond, true); got != "Two, first 0, changed 0; everything; sport" {
			t.Errorf("after two publications: %q", got)
		}
		d.at(time.Minute)
		must(t, d.publish(d.draft("Three", d.world), story.Publication{}))
		must(t, d.withdraw(time.Time{}))
		if got := d.state(time.Minute+time.Millisecond, true); got != "withdrawn 1" {
			t.Errorf("after a publication and a withdrawal: %q", got)
		}
		must(t, d.publish(d.draft("Four", d.world), story.Publication{}))
		if got := d.state(2*time.Minute, true); got != "Four, first 0, changed 1; everything; world" {
			t.Errorf("after it is published again: %q", got)
		}
	})
}

func TestImportedDates(t *testing.T) {
	eachNewsdesk(t, func(t *testing.T, d *newsdesk) {
		d.create()
		long := noon.AddDate(-9, 0, 0)
		must(t, d.publish(d.draft("Old", d.world), story.Publication{From: long, Changed: long.AddDate(0, 0, 2)}))
		d.Read(func(ctx context.Context, tx *store.Tx) error {
			cards, err := story.Cards(ctx, tx, long, []id.ID{d.story})
			if len(cards) != 1 || !cards[0].First.Equal(long) || !cards[0].Changed.Equal(long.AddDate(0, 0, 2)) {
				t.Errorf("the cards are %+v", cards)
			}
			return err
		})
		must(t, d.withdraw(long.AddDate(1, 0, 0)))
		if got := d.state(0, true); !strings.HasPrefix(got, "withdrawn ") {
			t.Errorf("now: %q", got)
		}
	})
}

func TestPlainPages(t *testing.T) {
	eachNewsdesk(t, func(t *testing.T, d *newsdesk) {
		d.Do(func(ctx context.Context, tx *store.Tx) (err error) {
			d.story, err = story.Create(ctx, tx, newstest.Editor, story.Page, tx.Now())
			return err
		})
		about := func(slug string) story.Draft {
			return story.Draft{Headline: "About us", Slug: slug, Body: newstest.Paragraphs("We.")}
		}
		must(t, d.publish(about("about"), story.Publication{}))
		d.wantTold("story", "pages")
		if got := d.state(0, true); got != "About us, first 0, changed 0" {
			t.Errorf("a plain page stands in lists: %q", got)
		}
		d.at(time.Minute)
		must(t, d.publish(about("about-us"), story.Publication{}))
		d.Read(func(ctx context.Context, tx *store.Tx) error {
			for _, path := range []string{"/about", "/about-us"} {
				noun, target, ok, err := topic.Lookup(ctx, tx, path)
				if noun != topic.StoryNoun || target != d.story || !ok || err != nil {
					t.Errorf("%s leads to %s %s, %v", path, noun, target, err)
				}
			}
			return nil
		})
		if err := d.publish(about("topics"), story.Publication{}); !errs.Is(err, errs.Invalid) {
			t.Errorf("a page at an address that the site keeps: %v", err)
		}
	})
}

// A page keeps its address until it gives it up: another, scheduled say, does not make it vanish.
func TestAPagesAddressIsItsOwn(t *testing.T) {
	eachNewsdesk(t, func(t *testing.T, d *newsdesk) {
		page := func() {
			d.Do(func(ctx context.Context, tx *store.Tx) (err error) {
				d.story, err = story.Create(ctx, tx, newstest.Editor, story.Page, tx.Now())
				return err
			})
		}
		about := story.Draft{Headline: "About us", Slug: "about", Body: newstest.Paragraphs("We.")}
		page()
		must(t, d.publish(about, story.Publication{}))
		first := d.story
		d.at(time.Minute)
		page()
		if err := d.publish(about, story.Publication{From: noon.Add(time.Hour)}); !errs.Is(err, errs.Conflict) {
			t.Errorf("another page takes the address: %v", err)
		}
		second := d.story
		d.story = first
		must(t, d.withdraw(noon.Add(2*time.Minute)))
		d.at(3 * time.Minute)
		d.story = second
		must(t, d.publish(about, story.Publication{}))
	})
}
