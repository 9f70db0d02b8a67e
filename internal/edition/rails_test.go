package edition_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/edition"
	"masthead/internal/front"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

// layout returns random rails for the pages of an article.
func (w *world) layout() front.Layout {
	var rails []front.Rail
	for range 2 + w.rng.IntN(6) {
		r := front.Rail{Title: fmt.Sprint("Rail ", len(rails)), Show: front.Grid, Cards: 1 + w.rng.IntN(6), Age: w.rng.IntN(2) == 0}
		for range w.rng.IntN(4) {
			r.Picks = append(r.Picks, w.story().id)
		}
		switch w.rng.IntN(7) {
		case 0:
			r.Fill = front.Fill{From: front.Newest}
		case 1:
			r.Fill = front.Fill{From: front.FromSection, ID: w.sections[w.rng.IntN(len(w.sections))].ID}
		case 2:
			r.Fill = front.Fill{From: front.FromSection}
		case 3:
			r.Fill = front.Fill{From: front.FromTopic, ID: w.topics[w.rng.IntN(len(w.topics))].ID}
		case 4:
			r.Fill = front.Fill{From: front.Related}
		case 5:
			r.Fill = front.Fill{From: front.EachSection}
		default:
			r.Picks = append(r.Picks, w.story().id)
		}
		rails = append(rails, r)
	}
	return front.Layout{Pages: map[front.Kind][]front.Rail{front.Article: rails}}
}

// planned returns what the layout asks for, with a rail for each section where it says so.
func (w *world) planned(l front.Layout) []front.Rail {
	var all []front.Rail
	for _, r := range l.Pages[front.Article] {
		if r.Fill.From != front.EachSection {
			all = append(all, r)
			continue
		}
		for _, s := range w.sections {
			r.Title, r.Fill = s.Name, front.Fill{From: front.FromSection, ID: s.ID}
			all = append(all, r)
		}
	}
	return all
}

// wanted returns the cards of each rail as an editor would set them by hand, going down the page.
func (w *world) wanted(l front.Layout, p edition.Page, at time.Time) [][]id.ID {
	seen := slices.Clone(p.Shown)
	everything := w.remembered(at, func(story.Draft) bool { return true })
	rails := make([][]id.ID, len(w.planned(l)))
	for k, r := range w.planned(l) {
		take := func(i id.ID) {
			if len(rails[k]) < r.Cards && !slices.Contains(seen, i) && slices.Contains(everything, i) {
				rails[k] = append(rails[k], i)
				seen = append(seen, i)
			}
		}
		for _, i := range r.Picks {
			take(i)
		}
		for _, i := range w.remembered(at, func(d story.Draft) bool {
			switch r.Fill.From {
			case front.Newest:
				return true
			case front.FromSection:
				return d.Section == r.Fill.ID || r.Fill.ID == 0 && d.Section == p.Section.ID
			case front.FromTopic:
				return slices.Contains(d.Topics, r.Fill.ID)
			case front.Related:
				return slices.ContainsFunc(p.Topics, func(t topic.Topic) bool { return slices.Contains(d.Topics, t.ID) })
			}
			return false
		}) {
			take(i)
		}
	}
	return slices.DeleteFunc(rails, func(cards []id.ID) bool { return len(cards) == 0 })
}

// Random layouts over random histories: each rail has what it should, and no story stands twice on a page.
func TestRails(t *testing.T) {
	newstest.EachAddress(t, func(t *testing.T, address string) {
		w := newWorld(t, newstest.NewDesk(t, address, start), 7)
		for range 60 {
			w.step()
		}
		for range 10 {
			s := &told{id: id.New(w.Clock.Now()), kind: story.Article}
			w.stories = append(w.stories, s)
			w.Do(func(ctx context.Context, tx *store.Tx) error {
				return story.CreateWithID(ctx, tx, newstest.Editor, s.id, s.kind, w.Clock.Now())
			})
			w.Clock.Add(time.Minute)
			w.publish(s, story.Publication{})
		}
		for round := range 25 {
			w.Clock.Add(time.Minute)
			l := w.layout()
			w.Do(func(ctx context.Context, tx *store.Tx) error { return front.Apply(ctx, tx, newstest.Editor, l) })
			p := edition.Page{Kind: front.Article, Section: w.sections[w.rng.IntN(len(w.sections))],
				Topics: w.topics[:w.rng.IntN(len(w.topics))], Shown: []id.ID{w.story().id}}
			e := open(t, &edition.Press{DB: w.DB, Clock: w.Clock.Now})
			rails, err := e.Rails(t.Context(), p)
			if err != nil {
				t.Fatal(err)
			}
			var got [][]id.ID
			seen := map[id.ID]bool{p.Shown[0]: true}
			for _, r := range rails {
				got = append(got, storiesOf(r.Cards))
				for _, c := range r.Cards {
					if seen[c.Story] {
						t.Errorf("round %d: story %s stands twice on the page", round, c.Story)
					}
					seen[c.Story] = true
				}
			}
			if diff := cmp.Diff(w.wanted(l, p, w.Clock.Now()), got); diff != "" {
				t.Errorf("round %d (-by hand +shown):\n%s", round, diff)
			}
			e.Close()
		}
	})
}

func TestWhereRailsLead(t *testing.T) {
	newstest.EachAddress(t, func(t *testing.T, address string) {
		w := newWorld(t, newstest.NewDesk(t, address, start), 1)
		world, war, ada := w.sections[0], w.topics[0], w.contributors[0]
		d := w.draft()
		d.Section, d.Topics, d.Byline = world.ID, []id.ID{war.ID}, []id.ID{ada.ID}
		i := w.Publish(d, time.Time{})
		fills := []front.Fill{
			{From: front.Newest}, {From: front.FromSection, ID: world.ID}, {From: front.FromSection}, {From: front.FromTopic, ID: war.ID},
			{From: front.FromTopic}, {From: front.FromContributor, ID: ada.ID}, {From: front.FromContributor}, {From: front.None},
		}
		var rails []front.Rail
		for _, f := range fills {
			// A rail for each, of which only the first would have the story: so each is on a page of its own.
			rails = append(rails, front.Rail{Title: string(f.From), Show: front.Grid, Picks: []id.ID{i}, Fill: f, Cards: 1})
		}
		for k, want := range []string{"/latest", "/section-0/latest", "/section-0/latest", "/topics/topic-0/latest", "/topics/topic-0/latest",
			"/by/person-0/latest", "/by/person-0/latest", ""} {
			l := front.Layout{Pages: map[front.Kind][]front.Rail{front.Article: {rails[k]}}}
			w.Clock.Add(time.Minute)
			w.Do(func(ctx context.Context, tx *store.Tx) error { return front.Apply(ctx, tx, newstest.Editor, l) })
			e := open(t, &edition.Press{DB: w.DB, Clock: w.Clock.Now})
			got, err := e.Rails(t.Context(), edition.Page{Kind: front.Article, Section: world, Topics: []topic.Topic{war}, Contributor: ada})
			if err != nil || len(got) != 1 || got[0].More != want {
				t.Errorf("fill %+v: %+v, %v; want it to lead to %q", fills[k], got, err, want)
			}
			e.Close()
		}
	})
}
