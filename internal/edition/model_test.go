package edition_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"masthead/internal/contributor"
	"masthead/internal/edition"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

// start is when the histories of these tests begin.
var start = time.Date(2025, 3, 30, 0, 30, 0, 0, time.UTC)

// event is something that happened to a story: a publication, or a withdrawal where it has a reason.
type event struct {
	from, first, changed time.Time
	draft                story.Draft
	reason               string
}

// told is a story as a naive newsroom would remember it: all that ever happened, in order.
type told struct {
	id     id.ID
	kind   story.Kind
	events []event
}

// at returns what stands of the story at a moment.
func (s *told) at(t time.Time) (event, bool) {
	for _, e := range slices.Backward(s.events) {
		if !e.from.After(t) {
			return e, true
		}
	}
	return event{}, false
}

// latest returns the publication that begins last.
func (s *told) latest() (event, bool) {
	for _, e := range slices.Backward(s.events) {
		if e.reason == "" {
			return e, true
		}
	}
	return event{}, false
}

func (s *told) drop(gone func(event) bool) { s.events = slices.DeleteFunc(s.events, gone) }

func (s *told) add(e event) {
	s.drop(func(old event) bool { return old.reason != "" && !old.from.Before(e.from) })
	s.events = append(s.events, e)
	slices.SortStableFunc(s.events, func(a, b event) int { return a.from.Compare(b.from) })
}

// publish is what story.Publish promises.
func (s *told) publish(now time.Time, d story.Draft, p story.Publication) errs.Kind {
	e := event{from: p.From, draft: d}
	if e.from.IsZero() {
		e.from = now
	}
	before, was := s.latest()
	if !was {
		e.first, e.changed = e.from, e.from
		s.add(e)
		return -1
	}
	if before.from.After(e.from) && before.from.After(now) {
		return errs.Conflict
	}
	if e.from.Before(now) {
		return errs.Invalid
	}
	if !e.from.After(before.from) {
		e.from = before.from.Add(time.Millisecond)
	}
	e.first, e.changed = before.first, p.From
	if p.From.IsZero() {
		e.changed = now
	}
	if p.Minor {
		e.changed = before.changed
	}
	s.add(e)
	return -1
}

// withdraw is what story.Withdraw promises.
func (s *told) withdraw(now, at time.Time, reason string) errs.Kind {
	if at.IsZero() {
		at = now
	}
	kept := slices.Clone(s.events)
	before, was := s.latest()
	if was && at.Equal(now) && before.from.Equal(now) {
		at = at.Add(time.Millisecond)
	}
	if was && before.from.After(now) && !before.from.Before(at) {
		s.drop(func(e event) bool { return e.reason == "" && e.from.After(now) && !e.from.Before(at) })
		before, was = s.latest()
	}
	standing, _ := s.at(at)
	if !was || !before.from.Before(at) || standing.reason != "" {
		s.events = kept
		return errs.NotFound
	}
	s.add(event{from: at, reason: reason})
	return -1
}

// world is a newsroom and the naive memory of it.
type world struct {
	*newstest.Desk
	t            *testing.T
	rng          *rand.Rand
	sections     []topic.Section
	topics       []topic.Topic
	contributors []contributor.Contributor
	stories      []*told
	drafts       int
}

func newWorld(t *testing.T, d *newstest.Desk, seed uint64) *world {
	w := &world{Desk: d, t: t, rng: rand.New(rand.NewPCG(seed, 1))}
	for i := range 3 {
		w.sections = append(w.sections, d.Section(topic.Section{Name: fmt.Sprint("Section ", i)}))
	}
	for i := range 4 {
		w.topics = append(w.topics, d.Topic(topic.Topic{Name: fmt.Sprint("Topic ", i)}))
	}
	for i := range 3 {
		w.contributors = append(w.contributors, d.Contributor(contributor.Contributor{Name: fmt.Sprint("Person ", i)}))
	}
	return w
}

// some returns a few of the ids, in a random order.
func some[T any](w *world, all []T, idOf func(T) id.ID) []id.ID {
	var ids []id.ID
	for _, i := range w.rng.Perm(len(all))[:w.rng.IntN(len(all))] {
		ids = append(ids, idOf(all[i]))
	}
	return ids
}

func (w *world) draft() story.Draft {
	w.drafts++
	headline := fmt.Sprint("Headline ", w.drafts)
	return story.Draft{
		Headline: headline, Slug: id.Slug(headline), Section: w.sections[w.rng.IntN(len(w.sections))].ID,
		Topics: some(w, w.topics, func(t topic.Topic) id.ID { return t.ID }),
		Byline: some(w, w.contributors, func(c contributor.Contributor) id.ID { return c.ID }),
		Body:   newstest.Paragraphs(headline + " in full."),
	}
}

func (w *world) story() *told { return w.stories[w.rng.IntN(len(w.stories))] }

// around is a moment after or before now; sometimes exactly that of something that is scheduled.
func (w *world) around(most time.Duration) time.Time {
	if w.rng.IntN(4) == 0 && len(w.stories) > 0 {
		if p, ok := w.story().latest(); ok {
			return p.from
		}
	}
	return w.Clock.Now().Add(time.Duration(w.rng.Int64N(int64(2*most))) - most).Truncate(time.Millisecond)
}

// step does something at random, in the newsroom and in the memory of it.
func (w *world) step() {
	w.t.Helper()
	if w.rng.IntN(3) > 0 {
		w.Clock.Add(time.Duration(w.rng.IntN(3*3600*1000)) * time.Millisecond)
	}
	switch n := w.rng.IntN(10); {
	case n < 3 && len(w.stories) < 6 || len(w.stories) == 0: // few, so that much happens to each
		s := &told{id: id.New(w.Clock.Now()), kind: story.Article}
		w.stories = append(w.stories, s)
		var from time.Time
		if w.rng.IntN(2) == 0 {
			from = w.around(48 * time.Hour)
		}
		w.Do(func(ctx context.Context, tx *store.Tx) error {
			return story.CreateWithID(ctx, tx, newstest.Editor, s.id, s.kind, w.Clock.Now())
		})
		w.publish(s, story.Publication{From: from})
	case n < 6:
		w.publish(w.story(), story.Publication{Minor: w.rng.IntN(3) == 0})
	case n < 7:
		w.publish(w.story(), story.Publication{From: w.around(24 * time.Hour), Minor: w.rng.IntN(3) == 0})
	default:
		s, at := w.story(), time.Time{}
		if w.rng.IntN(2) == 0 {
			at = w.around(24 * time.Hour)
		}
		reason := fmt.Sprint("Reason ", w.rng.IntN(1000))
		want := s.withdraw(w.Clock.Now(), at, reason)
		w.expect("withdrawing", want, w.Try(func(ctx context.Context, tx *store.Tx) error {
			return story.Withdraw(ctx, tx, newstest.Editor, s.id, at, reason)
		}))
	}
}

func (w *world) publish(s *told, p story.Publication) {
	w.t.Helper()
	d := w.draft()
	want := s.publish(w.Clock.Now(), d, p)
	w.expect("publishing", want, w.Try(func(ctx context.Context, tx *store.Tx) error {
		revision, err := story.Save(ctx, tx, newstest.Editor, s.id, d)
		if err != nil {
			return err
		}
		return story.Publish(ctx, tx, newstest.Editor, s.id, revision, p)
	}))
}

// expect checks an error against the kind that the memory expects, -1 for none.
func (w *world) expect(doing string, want errs.Kind, err error) {
	w.t.Helper()
	if (err != nil) != (want >= 0) || err != nil && errs.KindOf(err) != want {
		w.t.Fatalf("%s: error %v, expected kind %d", doing, err, want)
	}
}

// moments returns the moments at which something began or ended, those just before and after, and some between.
func (w *world) moments() []time.Time {
	var all []time.Time
	for _, s := range w.stories {
		for _, e := range s.events {
			all = append(all, e.from.Add(-time.Millisecond), e.from, e.from.Add(time.Millisecond), e.from.Add(time.Duration(w.rng.IntN(1e13))))
		}
	}
	w.rng.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
	return all
}

// lists returns every list with its place in a draft.
func (w *world) lists() map[id.ID]func(story.Draft) bool {
	all := map[id.ID]func(story.Draft) bool{story.Everything: func(story.Draft) bool { return true }}
	for _, s := range w.sections {
		all[s.ID] = func(d story.Draft) bool { return d.Section == s.ID }
	}
	for _, t := range w.topics {
		all[t.ID] = func(d story.Draft) bool { return slices.Contains(d.Topics, t.ID) }
	}
	for _, c := range w.contributors {
		all[c.ID] = func(d story.Draft) bool { return slices.Contains(d.Byline, c.ID) }
	}
	return all
}

// remembered returns the stories of a list at a moment, newest first.
func (w *world) remembered(t time.Time, in func(story.Draft) bool) []id.ID {
	var places []edition.Cursor
	for _, s := range w.stories {
		if e, ok := s.at(t); ok && e.reason == "" && in(e.draft) {
			places = append(places, edition.Cursor{First: e.first, Story: s.id})
		}
	}
	slices.SortFunc(places, func(a, b edition.Cursor) int {
		if c := b.First.Compare(a.First); c != 0 {
			return c
		}
		return int(b.Story - a.Story)
	})
	ids := []id.ID{}
	for _, p := range places {
		ids = append(ids, p.Story)
	}
	return ids
}
