package edition_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/contributor"
	"masthead/internal/doc"
	"masthead/internal/edition"
	"masthead/internal/errs"
	"masthead/internal/front"
	"masthead/internal/id"
	"masthead/internal/newsroom"
	"masthead/internal/newstest"
	"masthead/internal/picture"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// live opens the edition of the present.
func (w *world) live() *edition.Edition {
	w.t.Helper()
	return open(w.t, &edition.Press{DB: w.DB, Clock: w.Clock.Now})
}

func eachWorld(t *testing.T, fn func(t *testing.T, w *world)) {
	t.Helper()
	newstest.EachDesk(t, start, func(t *testing.T, d *newstest.Desk) { fn(t, newWorld(t, d, 1)) })
}

// changes gathers the keys of what is committed while fn runs.
func (w *world) changes(fn func()) (keys []string) {
	on := true
	w.DB.OnCommit(func(c store.Change) {
		if on {
			keys = append(keys, c.Keys...)
		}
	})
	fn()
	on = false
	return keys
}

// readings are ways to read an edition, by the name of the page that reads so.
func (w *world) readings(article id.ID) map[string]func(context.Context, *edition.Edition) error {
	return map[string]func(context.Context, *edition.Edition) error{
		"article": func(ctx context.Context, e *edition.Edition) error { _, err := e.Article(ctx, article); return err },
		"section": func(ctx context.Context, e *edition.Edition) error {
			_, err := e.Listing(ctx, w.sections[0].ID, nil, nil, 5)
			return err
		},
		"topic": func(ctx context.Context, e *edition.Edition) error {
			_, err := e.Listing(ctx, w.topics[0].ID, nil, nil, 5)
			return err
		},
		"contributor": func(ctx context.Context, e *edition.Edition) error {
			_, _, err := e.ContributorBySlug(ctx, "person-0")
			return err
		},
		"rails": func(ctx context.Context, e *edition.Edition) error {
			_, err := e.Rails(ctx, edition.Page{Kind: front.Section, Section: w.sections[0]})
			return err
		},
		"topics": func(ctx context.Context, e *edition.Edition) error {
			_, err := e.Topics(ctx, topic.Topic{}, 9)
			return err
		},
		"months": func(ctx context.Context, e *edition.Edition) error { _, err := e.Months(ctx); return err },
		"pages": func(ctx context.Context, e *edition.Edition) error {
			_, err := e.Listing(ctx, story.Pages, nil, nil, 9)
			return err
		},
	}
}

// Whatever changes what a page shows names something that the page has noted, and nothing else does.
func TestNotesMeetChanges(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		world, sport := w.sections[0], w.sections[1]
		d := w.draft()
		d.Section, d.Topics, d.Byline = world.ID, []id.ID{w.topics[0].ID}, []id.ID{w.contributors[0].ID}
		one := w.Publish(d, time.Time{})
		other := d
		other.Section, other.Topics, other.Byline, other.Headline = sport.ID, nil, nil, "Other"
		two := w.Publish(other, time.Time{})
		w.Do(func(ctx context.Context, tx *store.Tx) error {
			return front.Apply(ctx, tx, newstest.Editor, front.Layout{Pages: map[front.Kind][]front.Rail{
				front.Section: {{Fill: front.Fill{From: front.FromSection}, Cards: 5}}}})
		})
		reads := map[string][]string{}
		for name, read := range w.readings(one) {
			e := w.live()
			must(t, read(t.Context(), e))
			reads[name] = e.Notes().Reads
			must(t, e.Close())
		}
		for _, c := range []struct {
			doing string
			fn    func()
			ends  []string
		}{
			{"an update", func() { w.Update(one, d, story.Publication{}) }, []string{"article", "section", "topic", "rails"}},
			{"a story in another section", func() { w.Publish(other, time.Time{}) }, []string{"months"}},
			{"a story in the section", func() { d := other; d.Section = world.ID; w.Publish(d, time.Time{}) }, []string{"section", "rails", "months"}},
			{"a story of the topic", func() { d := other; d.Topics = []id.ID{w.topics[0].ID}; w.Publish(d, time.Time{}) }, []string{"topic", "months"}},
			{"a withdrawal elsewhere", func() { w.Withdraw(two, "It was wrong.") }, []string{"months"}},
			{"a contributor renamed", func() { c := w.contributors[0]; c.Name = "Renamed"; w.Contributor(c) },
				[]string{"article", "section", "topic", "rails", "contributor"}},
			{"another contributor renamed", func() { c := w.contributors[1]; c.Name = "Renamed"; w.Contributor(c) }, nil},
			{"a topic renamed", func() { x := w.topics[0]; x.Name = "Renamed"; w.Topic(x) }, []string{"article", "topics"}},
			{"a section renamed", func() { x := w.sections[2]; x.Name = "Renamed"; w.Section(x) }, []string{"article", "section", "topic", "rails"}},
			{"a new layout", func() {
				w.Do(func(ctx context.Context, tx *store.Tx) error {
					return front.Apply(ctx, tx, newstest.Editor, front.Default())
				})
			}, []string{"rails"}},
			{"a plain page", func() {
				w.PublishAs(id.New(start), story.Page, story.Draft{Headline: "About"}, time.Time{})
			}, []string{"pages"}},
			{"the newsroom renamed", func() { w.Newsroom(newsroom.Newsroom{Name: "New", Language: "en", TimeZone: "UTC"}) },
				[]string{"article", "section", "topic", "contributor", "rails", "topics", "months", "pages"}},
		} {
			w.Clock.Add(time.Minute)
			keys := w.changes(c.fn)
			for name, noted := range reads {
				ended := slices.ContainsFunc(keys, func(k string) bool { return slices.Contains(noted, k) })
				if ended != slices.Contains(c.ends, name) {
					t.Errorf("%s names %v: the page %q that has noted %v ends: %v", c.doing, keys, name, noted, ended)
				}
			}
		}
	})
}

// A page made now by a node whose clock is behind shows what another has committed, or ends when it will show it.
func TestAClockThatIsBehind(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.Clock.Set(start.Add(time.Minute))
		d := w.draft()
		i := w.Publish(d, time.Time{})
		d.Headline = "Updated"
		w.Clock.Add(time.Minute)
		w.Update(i, d, story.Publication{})
		w.Do(func(ctx context.Context, tx *store.Tx) error {
			return story.Correct(ctx, tx, newstest.Editor, i, time.Time{}, "It was wrong.")
		})
		w.Newsroom(newsroom.Newsroom{Name: "First", Language: "en", TimeZone: "UTC"})
		w.Clock.Add(time.Second)
		w.Newsroom(newsroom.Newsroom{Name: "Second", Language: "en", TimeZone: "UTC"})
		section := w.sections[0]
		section.Name = "Renamed"
		w.Section(section)
		updated := start.Add(2 * time.Minute)
		behind := open(t, &edition.Press{DB: w.DB, Clock: func() time.Time { return updated.Add(-time.Millisecond) }})
		if name := behind.Newsroom().Name; name != "Second" {
			t.Errorf("the newsroom is called %q", name)
		}
		if s, err := behind.SectionBySlug(t.Context(), section.Slug); err != nil || s.Name != "Renamed" {
			t.Errorf("the section is called %q, %v", s.Name, err)
		}
		a, err := behind.Article(t.Context(), i)
		must(t, err)
		if len(a.Corrections) != 1 {
			t.Error("the correction does not show")
		}
		if a.Headline == "Updated" || !behind.Notes().StaleAt.Equal(updated) {
			t.Errorf("headline %q, until %s; the update is of %s", a.Headline, behind.Notes().StaleAt, updated)
		}
	})
}

func TestWhenAPageGoesStale(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.Publish(w.draft(), start.Add(time.Hour))
		stale := func(p *edition.Press, ages ...time.Duration) time.Time {
			e := open(t, p)
			defer e.Close()
			for _, age := range ages {
				e.StaleAt(start.Add(age))
			}
			return e.Notes().StaleAt
		}
		now := &edition.Press{DB: w.DB, Clock: w.Clock.Now}
		if got := stale(now); !got.Equal(start.Add(time.Hour)) {
			t.Errorf("stale at %s, not when the scheduled story appears", got)
		}
		if got := stale(now, 2*time.Hour, time.Minute, 3*time.Minute); !got.Equal(start.Add(time.Minute)) {
			t.Errorf("stale at %s, not when the first age turns over", got)
		}
		if got := stale(&edition.Press{DB: w.DB, At: start}, time.Minute); !got.IsZero() {
			t.Errorf("a fixed moment goes stale at %s", got)
		}
		w.Clock.Add(time.Hour)
		if got := stale(now); !got.IsZero() {
			t.Errorf("stale at %s, though nothing is scheduled", got)
		}
	})
}

func TestPositionHoldsTheChange(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		var last store.Change
		w.DB.OnCommit(func(c store.Change) { last = c })
		before := w.live().Notes().Position
		w.Publish(w.draft(), time.Time{})
		if before >= last.Position {
			t.Errorf("position %d before the change at %d", before, last.Position)
		}
		// On PostgreSQL a transaction of anybody holds the position back for as long as it runs.
		for deadline := time.Now().Add(20 * time.Second); ; {
			e := w.live()
			if e.Notes().Position >= last.Position {
				break
			}
			must(t, e.Close())
			if time.Now().After(deadline) {
				t.Fatalf("the position does not reach the change at %d", last.Position)
			}
		}
	})
}

func TestSettingsStandIn(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		if got := w.live().Newsroom(); got.Name == "" || got.Validate() != nil {
			t.Errorf("a newsroom that says nothing of itself is %+v", got)
		}
		w.Newsroom(newsroom.Newsroom{Name: "Post", Tagline: "Daily", Language: "de", TimeZone: "Europe/Berlin"})
		e := open(t, &edition.Press{DB: w.DB, Clock: w.Clock.Now, Settings: newsroom.Newsroom{Name: "Test", TimeZone: "Asia/Tokyo"}})
		want := newsroom.Newsroom{Name: "Test", Tagline: "Daily", Language: "de", TimeZone: "Asia/Tokyo"}
		if got := e.Newsroom(); got.Name != want.Name || got.Tagline != want.Tagline || got.Language != want.Language || got.TimeZone != want.TimeZone {
			t.Errorf("the newsroom is %+v, want %+v", got, want)
		}
		if got := e.Moment().Location().String(); got != "Asia/Tokyo" {
			t.Errorf("the edition is in the zone %s", got)
		}
	})
}

// Months are those of the newsroom's own time zone; every article is in exactly one.
func TestMonths(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.Newsroom(newsroom.Newsroom{Name: "Post", Language: "en", TimeZone: "America/New_York"})
		zone, err := time.LoadLocation("America/New_York")
		must(t, err)
		published := map[id.ID]time.Time{}
		for _, at := range []time.Time{
			start, time.Date(2025, 3, 1, 4, 59, 59, 0, time.UTC), time.Date(2025, 3, 1, 5, 0, 0, 0, time.UTC), time.Date(1999, 12, 31, 23, 0, 0, 0, time.UTC),
			time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC), time.Date(1851, 9, 18, 12, 0, 0, 0, time.UTC), {}, time.Date(1, 1, 1, 0, 0, 0, 1e6, time.UTC),
			start.AddDate(0, 1, 0),
		} {
			i := id.New(start)
			if at.IsZero() {
				at = time.Date(1, 2, 1, 5, 0, 0, 0, time.UTC)
			}
			w.PublishAs(i, story.Article, w.draft(), at)
			published[i] = at
		}
		e := w.live()
		months, err := e.Months(t.Context())
		must(t, err)
		var names []string
		found := map[id.ID]bool{}
		for k, m := range months {
			names = append(names, m.Start.Format("2006-01"))
			if k > 0 && !m.End.Before(months[k-1].End) {
				t.Errorf("month %s is not older than %s", m.Start, months[k-1].Start)
			}
			cards, err := e.Between(t.Context(), m.Start, m.End, 100)
			must(t, err)
			for _, c := range cards {
				if found[c.Story] || published[c.Story].In(zone).Format("2006-01") != m.Start.Format("2006-01") {
					t.Errorf("a story of %s is in the month of %s", published[c.Story], m.Start)
				}
				found[c.Story] = true
			}
		}
		if want := []string{"2025-03", "2025-02", "2024-02", "1999-12", "1851-09", "0001-02", "0000-12"}; !cmp.Equal(want, names) || len(found) != 8 {
			t.Errorf("months %v with %d stories, want %v with 8", names, len(found), want)
		}
	})
}

// A story published at the very beginning of time must not send anybody round in circles.
func TestTheFirstMomentOfAll(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.PublishAs(id.New(start), story.Article, w.draft(), time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Nanosecond))
		months, err := w.live().Months(t.Context())
		if err != nil || len(months) != 1 {
			t.Errorf("%d months, %v", len(months), err)
		}
	})
}

func TestBetween(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		var stories []id.ID
		for k := range 10 {
			i := id.New(start)
			w.PublishAs(i, story.Article, w.draft(), start.Add(time.Duration(k-10)*time.Hour))
			stories = append(stories, i)
		}
		slices.Reverse(stories)
		e := w.live()
		for _, c := range []struct {
			from, to, limit int
			want            []id.ID
		}{
			{-10, 0, 100, stories}, {-10, 1, 3, stories[:3]}, {-5, -3, 100, stories[3:5]}, {-3, -3, 100, nil}, {-99, -50, 100, nil},
		} {
			cards, err := e.Between(t.Context(), start.Add(time.Duration(c.from)*time.Hour), start.Add(time.Duration(c.to)*time.Hour), c.limit)
			if diff := cmp.Diff(c.want, storiesOf(cards)); diff != "" || err != nil {
				t.Errorf("between %d and %d, at most %d: %v (-want +got):\n%s", c.from, c.to, c.limit, err, diff)
			}
		}
		// A list's own beginning, the zero Cursor, is no place before all stories.
		if cards, err := e.Between(t.Context(), time.Time{}.AddDate(0, -1, 0), time.Time{}, 100); len(cards) > 0 || err != nil {
			t.Errorf("before all time: %d cards, %v", len(cards), err)
		}
	})
}

func TestOldAddresses(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		d := w.draft()
		d.Section = w.sections[0].ID
		i := w.Publish(d, time.Time{})
		gone := w.Publish(w.draft(), time.Time{})
		future := w.Publish(w.draft(), start.AddDate(0, 0, 1))
		about := id.New(start)
		w.PublishAs(about, story.Page, story.Draft{Headline: "About", Slug: "about"}, time.Time{})
		w.Clock.Add(time.Minute)
		w.Withdraw(gone, "It was wrong.")
		w.Update(about, story.Draft{Headline: "About", Slug: "about-us"}, story.Publication{})
		renamed := w.topics[0]
		renamed.Slug = "renamed"
		w.Topic(renamed)
		section := w.sections[0]
		section.Slug = "moved"
		w.Section(section)
		person := w.contributors[0]
		person.Slug = "someone"
		w.Contributor(person)
		w.Do(func(ctx context.Context, tx *store.Tx) error {
			for path, target := range map[string]id.ID{"/2019/05/old": i, "/?p=12": i, "/2019/gone": gone, "/2030/soon": future} {
				if err := topic.SetAddress(ctx, tx, path, topic.StoryNoun, target); err != nil {
					return err
				}
			}
			return nil
		})
		e := w.live()
		current := "/moved/" + d.Slug + "-" + i.String()
		for path, want := range map[string]string{
			"/2019/05/old": current, "/?p=12": current, "/about": "/about-us", "/about-us": "/about-us", "/topics/topic-0": "/topics/renamed",
			"/topics/topic-1": "/topics/topic-1", "/section-0": "/moved", "/by/person-0": "/by/someone",
		} {
			if got, err := e.Resolve(t.Context(), path); got != want || err != nil {
				t.Errorf("%s leads to %q, %v; want %s", path, got, err, want)
			}
		}
		for path, kind := range map[string]errs.Kind{"/2019/gone": errs.Gone, "/2030/soon": errs.NotFound, "/nowhere": errs.NotFound, "": errs.NotFound} {
			if got, err := e.Resolve(t.Context(), path); !errs.Is(err, kind) {
				t.Errorf("%s leads to %q, %v; want an error of kind %s", path, got, err, kind)
			}
		}
	})
}

// An article comes with all that it shows of other nouns, in the order in which it was written.
func TestArticle(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		var photos []picture.Picture
		w.Do(func(ctx context.Context, tx *store.Tx) error {
			photos = nil
			for k := range 3 {
				p, err := picture.Add(ctx, tx, newstest.Editor, picture.Original{Hash: strings.Repeat(fmt.Sprint(k), 64), Format: "jpeg", Width: 800, Height: 600}, picture.Words{})
				if err != nil {
					return err
				}
				photos = append(photos, p)
			}
			return nil
		})
		shown := w.Publish(w.draft(), time.Time{})
		hidden := w.Publish(w.draft(), start.AddDate(0, 0, 1))
		ref := func(i id.ID) doc.Block { return &doc.ReadMore{Story: i.String(), Title: "x"} }
		d := story.Draft{
			Headline: "All", ShortHeadline: "Short", Section: w.sections[1].ID, Byline: []id.ID{w.contributors[2].ID, w.contributors[0].ID, 99},
			Topics: []id.ID{w.topics[3].ID, w.topics[1].ID},
			Hero:   &doc.Picture{Picture: photos[0].ID.String(), Alt: "hero"},
			Body: doc.Document{Blocks: []doc.Block{
				&doc.Gallery{Pictures: []*doc.Picture{{Picture: photos[1].ID.String(), Alt: "one"}, {Picture: id.ID(77).String(), Alt: "lost"}}},
				ref(shown), ref(hidden),
			}},
		}
		i := w.Publish(d, time.Time{})
		a, err := w.live().Article(t.Context(), i)
		must(t, err)
		if a.Path != "/section-1/all-"+i.String() || a.Title() != "Short" || a.Section.Name != "Section 1" || a.Hero == nil || a.Hero.Alt != "hero" {
			t.Errorf("the article is %+v", a.Card)
		}
		names := func() (all []string) {
			for _, c := range a.Byline {
				all = append(all, c.Name)
			}
			for _, x := range a.Topics {
				all = append(all, x.Name)
			}
			return all
		}()
		if diff := cmp.Diff([]string{"Person 2", "Person 0", "Topic 3", "Topic 1"}, names); diff != "" {
			t.Errorf("names (-want +got):\n%s", diff)
		}
		if len(a.Pictures) != 2 || a.Pictures[photos[0].ID.String()].ID != photos[0].ID || a.Pictures[photos[1].ID.String()].ID != photos[1].ID {
			t.Errorf("the pictures are %v", a.Pictures)
		}
		if len(a.Stories) != 1 || a.Stories[shown.String()].Story != shown {
			t.Errorf("the stories are %v", a.Stories)
		}
		if a.Card.Picture == nil || a.Card.Picture.ID != photos[0].ID {
			t.Errorf("the card's picture is %v", a.Card.Picture)
		}
	})
}

func TestUnknownNames(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		e := w.live()
		_, err := e.SectionBySlug(t.Context(), "none")
		_, err2 := e.TopicBySlug(t.Context(), "none")
		_, _, err3 := e.ContributorBySlug(t.Context(), "none")
		_, err4 := e.Article(t.Context(), 42)
		_, err5 := e.Withdrawal(t.Context(), 42)
		for k, err := range []error{err, err2, err3, err4, err5} {
			if !errs.Is(err, errs.NotFound) {
				t.Errorf("%d: %v", k+1, err)
			}
		}
	})
}

func TestTopicsAndContributorsPageByPage(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for k := range 7 {
			w.Topic(topic.Topic{Name: "Same name", Slug: fmt.Sprint("same-", k)})
			w.Contributor(contributor.Contributor{Name: "Same name", Slug: fmt.Sprint("same-", k)})
		}
		e := w.live()
		var topics, people []string
		for after := (topic.Topic{}); ; {
			page, err := e.Topics(t.Context(), after, 3)
			must(t, err)
			if len(page) == 0 {
				break
			}
			for _, x := range page {
				topics = append(topics, x.Name+x.Slug)
			}
			after = page[len(page)-1]
		}
		for after := id.ID(0); ; {
			page, err := e.Contributors(t.Context(), after, 3)
			must(t, err)
			if len(page) == 0 {
				break
			}
			for _, x := range page {
				people = append(people, x.Slug)
			}
			after = page[len(page)-1].ID
		}
		if len(topics) != 11 || len(people) != 10 || !slices.IsSorted(topics) || len(slices.Compact(slices.Sorted(slices.Values(people)))) != 10 {
			t.Errorf("topics %v, contributors %v", topics, people)
		}
	})
}

func TestCursor(t *testing.T) {
	for _, c := range []edition.Cursor{{First: start, Story: 1}, {First: time.UnixMilli(-1).UTC(), Story: 1 << 62}} {
		if back, err := edition.ParseCursor(edition.FormatCursor(c)); err != nil || back != c {
			t.Errorf("%+v is read back as %+v, %v", c, back, err)
		}
	}
	for _, s := range []string{"", ".", "x", "0.", "0.zzz", "!.0000000000001", "0.0000000000000", "zzzzzzzzzzzzzzz.0000000000001", strings.Repeat("0", 10000)} {
		if c, err := edition.ParseCursor(s); !errs.Is(err, errs.Invalid) {
			t.Errorf("%.30q is read as %+v, %v", s, c, err)
		}
	}
}

// A cursor can be anything that somebody types: beyond the end, above the present, in a list where the story does not stand.
func TestForeignCursors(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		d := w.draft()
		i := w.Publish(d, time.Time{})
		e := w.live()
		for _, c := range []struct {
			first time.Time
			below int
			above int
		}{
			{start.AddDate(5000, 0, 0), 1, 0}, {start.Add(time.Hour), 1, 0}, {start.Add(-time.Hour), 0, 1}, {time.Time{}, 1, 1}, {time.UnixMilli(-1 << 62), 0, 1},
		} {
			cursor := edition.Cursor{First: c.first, Story: i}
			below, err := e.Listing(t.Context(), story.Everything, &cursor, nil, 5)
			above, err2 := e.Listing(t.Context(), story.Everything, nil, &cursor, 5)
			if err != nil || err2 != nil || len(below.Cards) != c.below || len(above.Cards) != c.above {
				t.Errorf("at %s: %d below, %v; %d above, %v", c.first, len(below.Cards), err, len(above.Cards), err2)
			}
		}
	})
}

func FuzzParseCursor(f *testing.F) {
	f.Add("mb0g2t1c.1ebsmkkm1t692")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := edition.ParseCursor(s)
		if err != nil {
			return
		}
		if back, err := edition.ParseCursor(edition.FormatCursor(c)); err != nil || back != c {
			t.Errorf("%q is %+v, which is read back as %+v, %v", s, c, back, err)
		}
	})
}

func TestDatelined(t *testing.T) {
	line := func(words ...string) (text doc.Text) {
		text = doc.Text{{Text: "KYIV", Marks: []doc.Mark{{Type: doc.Strong}}}}
		for _, w := range words {
			text = append(text, doc.Inline{Text: w})
		}
		return text
	}
	photo := &doc.Picture{Picture: "x"}
	for name, c := range map[string]struct{ body, want []doc.Block }{
		"a paragraph": {newstest.Paragraphs("One.", "Two.").Blocks,
			[]doc.Block{&doc.Paragraph{Text: line(" – ", "One.")}, &doc.Paragraph{Text: doc.Plain("Two.")}}},
		"a picture first": {[]doc.Block{photo, &doc.Paragraph{Text: doc.Plain("One.")}}, []doc.Block{photo, &doc.Paragraph{Text: line(" – ", "One.")}}},
		"no paragraph":    {[]doc.Block{photo}, []doc.Block{&doc.Paragraph{Text: line()}, photo}},
	} {
		a := edition.Article{Card: edition.Card{Card: story.Card{Dateline: "KYIV"}}, Body: doc.Document{Blocks: c.body}}
		if diff := cmp.Diff(c.want, a.Datelined().Blocks); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		a.Dateline = ""
		if diff := cmp.Diff(c.body, a.Datelined().Blocks); diff != "" {
			t.Errorf("%s, without a dateline (-want +got):\n%s", name, diff)
		}
	}
}
