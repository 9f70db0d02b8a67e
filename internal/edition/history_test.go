package edition_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/edition"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newstest"
)

// open opens an edition that is closed when the test ends.
func open(t testing.TB, p *edition.Press) *edition.Edition {
	t.Helper()
	e, err := p.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

// Random histories, told to a newsroom and to a naive memory of it, show the same at every moment: at the present as it
// goes by, and at all moments of the past and of what is scheduled.
func TestEveryMomentShowsWhatStood(t *testing.T) {
	for engine, histories := range map[string]int{"sqlite": 6, "postgres": 2} {
		t.Run(engine, func(t *testing.T) {
			for seed := range histories {
				t.Run(fmt.Sprint("history ", seed), func(t *testing.T) {
					address := newstest.SQLiteAddress
					if engine == "postgres" {
						address = newstest.PostgresAddress
					}
					w := newWorld(t, newstest.NewDesk(t, address(t), start), uint64(seed))
					live := &edition.Press{DB: w.DB, Clock: w.Clock.Now}
					for range 80 {
						w.step()
						if w.rng.IntN(4) == 0 {
							w.check(live, w.Clock.Now())
						}
					}
					for _, at := range w.moments()[:25] {
						w.check(&edition.Press{DB: w.DB, At: at}, at)
					}
				})
			}
		})
	}
}

// check compares an edition with what is remembered of its moment.
func (w *world) check(p *edition.Press, at time.Time) {
	w.t.Helper()
	e, err := p.Open(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	defer e.Close()
	if !e.Moment().Equal(at) {
		w.t.Fatalf("the edition is of %s, not %s", e.Moment(), at)
	}
	for list, in := range w.lists() {
		want := w.remembered(at, in)
		if diff := cmp.Diff(want, w.walk(e, list)); diff != "" {
			w.t.Fatalf("list %q at %s (live %v), -remembered +shown:\n%s", list, at, p.At.IsZero(), diff)
		}
	}
	for _, s := range w.stories {
		w.checkStory(e, s, at)
	}
}

// walk reads a list page by page to its end, and back.
func (w *world) walk(e *edition.Edition, list id.ID) []id.ID {
	w.t.Helper()
	limit := 1 + w.rng.IntN(7)
	shown := []id.ID{}
	var older *edition.Cursor
	var pages [][]id.ID
	var newer *edition.Cursor
	for {
		l, err := e.Listing(w.t.Context(), list, older, nil, limit)
		if err != nil {
			w.t.Fatal(err)
		}
		if (l.Newer != nil) != (older != nil && len(l.Cards) > 0) {
			w.t.Fatalf("page %d of list %q says that newer ones are at %v", len(pages), list, l.Newer)
		}
		pages = append(pages, storiesOf(l.Cards))
		shown = append(shown, pages[len(pages)-1]...)
		newer = l.Newer
		if older = l.Older; older == nil {
			break
		}
	}
	for k := len(pages) - 2; k >= 0; k-- {
		l, err := e.Listing(w.t.Context(), list, nil, newer, limit)
		if err != nil {
			w.t.Fatal(err)
		}
		if diff := cmp.Diff(pages[k], storiesOf(l.Cards)); diff != "" || (l.Newer != nil) != (k > 0) || l.Older == nil {
			w.t.Fatalf("list %q, back to page %d (newer %v, older %v):\n%s", list, k, l.Newer, l.Older, diff)
		}
		newer = l.Newer
	}
	return shown
}

func storiesOf(cards []edition.Card) []id.ID {
	var ids []id.ID
	for _, c := range cards {
		ids = append(ids, c.Story)
	}
	return ids
}

func (w *world) checkStory(e *edition.Edition, s *told, at time.Time) {
	w.t.Helper()
	stood, ok := s.at(at)
	a, err := e.Article(w.t.Context(), s.id)
	switch {
	case !ok:
		if !errs.Is(err, errs.NotFound) {
			w.t.Fatalf("story %s is not yet public at %s: error %v", s.id, at, err)
		}
	case stood.reason != "":
		withdrawn, err2 := e.Withdrawal(w.t.Context(), s.id)
		if !errs.Is(err, errs.Gone) || err2 != nil || withdrawn.Reason != stood.reason || !withdrawn.At.Equal(stood.from) {
			w.t.Fatalf("story %s is withdrawn at %s: error %v; %+v, error %v", s.id, at, err, withdrawn, err2)
		}
	case err != nil:
		w.t.Fatalf("story %s at %s: %v", s.id, at, err)
	default:
		var section string
		for _, x := range w.sections {
			if x.ID == stood.draft.Section {
				section = x.Slug
			}
		}
		got := fmt.Sprintln(a.Headline, a.Path, a.First.UTC(), a.Changed.UTC(), a.Card.Card.Byline, a.Card.Card.Topics, len(a.Byline), len(a.Topics), a.Body.Blocks[0])
		d := stood.draft
		want := fmt.Sprintln(d.Headline, "/"+section+"/"+d.Slug+"-"+s.id.String(), stood.first, stood.changed, d.Byline, d.Topics, len(d.Byline), len(d.Topics), d.Body.Blocks[0])
		if diff := cmp.Diff(want, got); diff != "" {
			w.t.Fatalf("story %s at %s, -remembered +shown:\n%s", s.id, at, diff)
		}
		if c, err := e.Resolve(w.t.Context(), a.Path); err == nil && c != a.Path {
			w.t.Fatalf("the address %s leads to %s", a.Path, c)
		}
	}
}
