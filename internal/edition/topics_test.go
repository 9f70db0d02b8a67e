package edition_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/contributor"
	"masthead/internal/edition"
	"masthead/internal/front"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

func topicNames(topics []topic.Topic) (names []string) {
	for _, t := range topics {
		names = append(names, t.Name)
	}
	return names
}

func openAt(t *testing.T, press *edition.Press, at time.Time) *edition.Edition {
	t.Helper()
	e, err := press.OpenAt(t.Context(), at)
	must(t, err)
	return e
}

// A merged topic is the other one from then on, wherever it is named, and was itself before.
func TestAMergedTopic(t *testing.T) {
	newstest.EachDesk(t, start, func(t *testing.T, d *newstest.Desk) {
		s := d.Section(topic.Section{Name: "Harbour"})
		storm, gale, wind := d.Topic(topic.Topic{Name: "Storm"}), d.Topic(topic.Topic{Name: "Gale"}), d.Topic(topic.Topic{Name: "Wind"})
		i := d.Publish(story.Draft{Headline: "It blew", Section: s.ID, Topics: []id.ID{wind.ID, gale.ID, storm.ID}, Body: newstest.Paragraphs("It blew.")}, start.Add(-time.Hour))
		d.Do(func(ctx context.Context, tx *store.Tx) error {
			must(t, topic.Feature(ctx, tx, newstest.Editor, []id.ID{wind.ID, storm.ID, gale.ID}))
			return front.Apply(ctx, tx, newstest.Editor, front.Layout{
				Pages: map[front.Kind][]front.Rail{front.Home: {
					{Title: "Wind", Fill: front.Fill{From: front.FromTopic, ID: wind.ID}, Cards: 3},
					{Title: "Topics", Show: front.Labels, Topics: []id.ID{storm.ID, wind.ID}},
					{Title: "Featured", Show: front.Labels},
				}},
				Own: map[id.ID][]front.Rail{wind.ID: {{Fill: front.Fill{From: front.Newest}, Cards: 1}}},
			})
		})
		press := &edition.Press{DB: d.DB, Clock: d.Clock.Now}
		stale := map[string]bool{}
		must(t, func() error {
			e := openAt(t, press, time.Time{})
			_, err := e.Rails(t.Context(), edition.Page{Kind: front.Home})
			for _, key := range e.Notes().Reads {
				stale[key] = true
			}
			return errors.Join(err, e.Close())
		}())
		d.Clock.Add(time.Minute)
		before := d.Clock.Now().Add(-time.Millisecond)
		var named []string
		d.DB.OnCommit(func(c store.Change) { named = append(named, c.Keys...) })
		for _, m := range [][2]id.ID{{wind.ID, gale.ID}, {gale.ID, storm.ID}} {
			d.Do(func(ctx context.Context, tx *store.Tx) error {
				return story.MergeTopic(ctx, tx, newstest.Editor, m[0], m[1])
			})
			d.Clock.Add(time.Minute)
		}
		if !slices.ContainsFunc(named, func(key string) bool { return stale[key] }) {
			t.Errorf("the home page would not be made again: it read %v, and there changed %v", stale, named)
		}
		for _, c := range []struct {
			at                       time.Time
			topics, labels, featured []string
			address, more            string
		}{
			{time.Time{}, []string{"Storm"}, []string{"Storm"}, []string{"Storm"}, "/topics/storm", "/topics/storm/latest"},
			{before.Add(time.Minute), []string{"Gale", "Storm"}, []string{"Storm", "Gale"}, []string{"Gale", "Storm"}, "/topics/gale", "/topics/gale/latest"},
			{before, []string{"Wind", "Gale", "Storm"}, []string{"Storm", "Wind"}, []string{"Wind", "Storm", "Gale"}, "/topics/wind", "/topics/wind/latest"},
		} {
			e := openAt(t, press, c.at)
			a, err := e.Article(t.Context(), i)
			must(t, err)
			if diff := cmp.Diff(c.topics, topicNames(a.Topics)); diff != "" {
				t.Errorf("at %s the story's topics (-want +got):\n%s", c.at, diff)
			}
			rails, err := e.Rails(t.Context(), edition.Page{Kind: front.Home})
			must(t, err)
			if len(rails) != 3 || len(rails[0].Cards) != 1 || rails[0].More != c.more {
				t.Fatalf("at %s the rails are %+v", c.at, rails)
			}
			for k, want := range [][]string{c.labels, c.featured} {
				if diff := cmp.Diff(want, topicNames(rails[k+1].Topics)); diff != "" {
					t.Errorf("at %s the rail %s (-want +got):\n%s", c.at, rails[k+1].Title, diff)
				}
			}
			if to, err := e.Resolve(t.Context(), "/topics/wind"); to != c.address || err != nil {
				t.Errorf("at %s the old address leads to %s, %v", c.at, to, err)
			}
			must(t, e.Close())
		}
		d.Read(func(ctx context.Context, tx *store.Tx) error {
			layout, err := front.At(ctx, tx, d.Clock.Now())
			must(t, err)
			document, err := front.Format(ctx, tx, layout)
			if err == nil {
				_, err = front.Parse(ctx, tx, document)
			}
			if err != nil {
				t.Errorf("the layout as a document: %v\n%s", err, document)
			}
			return nil
		})
	})
}

func TestAppearances(t *testing.T) {
	newstest.EachDesk(t, start, func(t *testing.T, d *newstest.Desk) {
		s := d.Section(topic.Section{Name: "Harbour"})
		storm := d.Topic(topic.Topic{Name: "Storm"})
		ada := d.Contributor(contributor.Contributor{Name: "Ada Quay"})
		draft := story.Draft{Headline: "It blew", Section: s.ID, Body: newstest.Paragraphs("It blew.")}
		published, filed := start.Add(-time.Hour), start.Add(time.Minute)
		i := d.Publish(draft, published)
		other := d.Publish(draft, start.Add(-30*time.Minute))
		d.Clock.Set(filed)
		draft.Topics, draft.Byline = []id.ID{storm.ID}, []id.ID{ada.ID}
		d.Update(i, draft, story.Publication{Minor: true})
		d.Clock.Add(time.Minute)
		d.Do(func(ctx context.Context, tx *store.Tx) error {
			return front.Apply(ctx, tx, newstest.Editor, front.Default())
		})
		d.Clock.Add(time.Minute)
		picked := d.Clock.Now()
		layout := front.Default()
		layout.Pages[front.Home] = []front.Rail{{Title: "Picked", Picks: []id.ID{i}}}
		d.Do(func(ctx context.Context, tx *store.Tx) error { return front.Apply(ctx, tx, newstest.Editor, layout) })
		press := &edition.Press{DB: d.DB, Clock: d.Clock.Now}
		look := func(at time.Time) []edition.Appearance {
			e := openAt(t, press, at)
			all, err := e.Appearances(t.Context(), i)
			must(t, errors.Join(err, e.Close()))
			return all
		}
		e := openAt(t, press, time.Time{})
		own, beside := pathOf(t, e, i), pathOf(t, e, other)
		must(t, e.Close())
		month := "/sitemap/" + published.Format("2006-01") + ".xml"
		want := []edition.Appearance{
			{Kind: edition.OnPage, Title: "It blew", Path: own, Since: published},
			{Kind: edition.OnFront, Title: "Home: Picked", Path: "/", Since: picked},
			{Kind: edition.OnFront, Title: "Harbour", Path: "/harbour", Since: published},
			{Kind: edition.OnFront, Title: "Storm", Path: "/topics/storm", Since: filed},
			{Kind: edition.OnFront, Title: "Ada Quay", Path: "/by/ada-quay", Since: filed},
			{Kind: edition.OnRail, Title: "Beside other stories: Latest", Path: beside, Since: published},
			{Kind: edition.OnList, Title: "Latest", Path: "/latest", Since: published},
			{Kind: edition.OnList, Title: "Harbour", Path: "/harbour/latest", Since: published},
			{Kind: edition.OnList, Title: "Storm", Path: "/topics/storm/latest", Since: filed},
			{Kind: edition.OnList, Title: "Ada Quay", Path: "/by/ada-quay/latest", Since: filed},
			{Kind: edition.InFeed, Title: "All stories", Path: "/feed.rss", Since: published},
			{Kind: edition.InFeed, Title: "Harbour", Path: "/harbour/feed.rss", Since: published},
			{Kind: edition.InFeed, Title: "Storm", Path: "/topics/storm/feed.rss", Since: filed},
			{Kind: edition.InFeed, Title: "Ada Quay", Path: "/by/ada-quay/feed.rss", Since: filed},
			{Kind: edition.InSitemap, Title: published.Format("January 2006"), Path: month, Since: published},
			{Kind: edition.InSitemap, Title: "News", Path: "/sitemap/news.xml", Since: published, Until: published.Add(48 * time.Hour)},
		}
		if diff := cmp.Diff(want, look(time.Time{})); diff != "" {
			t.Errorf("where it appears (-want +got):\n%s", diff)
		}
		if all := look(published.Add(-time.Minute)); len(all) != 0 {
			t.Errorf("before it was public it appears at %v", all)
		}
		all := look(published.Add(72 * time.Hour))
		if last := all[len(all)-1]; last.Path != month {
			t.Errorf("after three days it still appears at %v", last)
		}
		d.Withdraw(i, "It did not blow.")
		if all := look(time.Time{}); len(all) != 0 {
			t.Errorf("withdrawn, it appears at %v", all)
		}
	})
}

func pathOf(t *testing.T, e *edition.Edition, i id.ID) string {
	t.Helper()
	a, err := e.Article(t.Context(), i)
	must(t, err)
	return a.Path
}

// A draft is shown as it would stand if it were published as it is.
func TestADraftInPlaceOfWhatIsPublic(t *testing.T) {
	newstest.EachDesk(t, start, func(t *testing.T, d *newstest.Desk) {
		s := d.Section(topic.Section{Name: "Harbour"})
		ada := d.Contributor(contributor.Contributor{Name: "Ada Quay"})
		was := story.Draft{Headline: "It blew", Section: s.ID, Byline: []id.ID{ada.ID}, Body: newstest.Paragraphs("It blew.")}
		public := d.Publish(was, start.Add(-time.Hour))
		scheduled := d.Publish(was, start.Add(time.Hour))
		bare := id.New(start)
		d.Do(func(ctx context.Context, tx *store.Tx) error {
			return story.CreateWithID(ctx, tx, newstest.Editor, bare, story.Article, start)
		})
		changed := was
		changed.Headline = "It blew hard"
		later := start.Add(3 * time.Hour)
		for _, c := range []struct {
			doing    string
			story    id.ID
			draft    story.Draft
			at       time.Time
			headline string
			first    time.Time
			changed  time.Time
		}{
			{"the public text", public, was, time.Time{}, "It blew", start.Add(-time.Hour), start.Add(-time.Hour)},
			{"a change", public, changed, time.Time{}, "It blew hard", start.Add(-time.Hour), start},
			{"a change, later", public, changed, later, "It blew hard", start.Add(-time.Hour), later},
			{"one that is scheduled", scheduled, changed, time.Time{}, "It blew hard", start.Add(time.Hour), start.Add(time.Hour)},
			{"a blank page", bare, story.Draft{}, time.Time{}, "", start, start},
			{"a blank page, later", bare, story.Draft{}, later, "", later, later},
		} {
			e := openAt(t, &edition.Press{DB: d.DB, Clock: d.Clock.Now}, c.at)
			must(t, e.Preview(t.Context(), c.story, c.draft, time.Time{}))
			a, err := e.Article(t.Context(), c.story)
			must(t, e.Close())
			if err != nil {
				t.Errorf("%s: %v", c.doing, err)
				continue
			}
			if a.Headline != c.headline || !a.First.Equal(c.first) || !a.Changed.Equal(c.changed) || len(a.Byline) != len(c.draft.Byline) {
				t.Errorf("%s: %q of %s, changed %s, by %v", c.doing, a.Headline, a.First, a.Changed, a.Byline)
			}
		}
	})
}
