package story_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"masthead/internal/doc"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
	"masthead/internal/story"
)

// turn is something that happens to what readers see of a story: a headline is public from then on or, where it has
// none, nothing is.
type turn struct {
	at       time.Time
	headline string
}

// timeline is what readers saw, see and will see of a story, as a naive newsroom would write it down.
type timeline struct {
	turns       []turn
	corrections []time.Time
}

func (p timeline) clone() timeline {
	return timeline{slices.Clone(p.turns), slices.Clone(p.corrections)}
}

// at returns the headline that is public at a moment, or nothing.
func (p timeline) at(t time.Time) (headline string) {
	for _, e := range p.turns {
		if !e.at.After(t) {
			headline = e.headline
		}
	}
	return headline
}

// dropFrom forgets what is to happen from a moment on.
func (p *timeline) dropFrom(t time.Time) {
	p.turns = slices.DeleteFunc(p.turns, func(e turn) bool { return !e.at.Before(t) })
	p.corrections = slices.DeleteFunc(p.corrections, func(at time.Time) bool { return !at.Before(t) })
}

// end returns the moment after now at which nothing is public any more, or the zero time.
func (p timeline) end(now time.Time) (end time.Time) {
	for _, e := range p.turns {
		if e.headline == "" && e.at.After(now) {
			end = e.at
		}
	}
	return end
}

// last is when the last publication begins.
func (p timeline) last() (last time.Time) {
	for _, e := range p.turns {
		if e.headline != "" {
			last = e.at
		}
	}
	return last
}

// written is a story as the model remembers it.
type written struct {
	id       id.ID
	plan     timeline
	before   timeline // what stands if what is scheduled is cancelled
	embargo  time.Time
	headline string           // of the text as it was last saved
	kept     map[id.ID]string // the revisions, by their headlines
	seen     map[time.Time]string
}

func (w *written) scheduled(now time.Time) bool { return w.plan.last().After(now) }

// play is a newsroom at work and the memory of it.
type play struct {
	*room
	rng     *rand.Rand
	stories []*written
	count   int
	done    map[string]int
	refused map[string]int
}

func (p *play) pick() *written {
	s := p.stories[p.rng.IntN(len(p.stories))]
	p.story = s.id
	return s
}

// soon is a moment up to some hours ahead; sometimes now, or one at which something is planned.
func (p *play) soon(s *written) time.Time {
	switch n := p.rng.IntN(6); {
	case n == 0:
		return time.Time{}
	case n == 1 && len(s.plan.turns) > 0:
		return s.plan.turns[p.rng.IntN(len(s.plan.turns))].at
	}
	return p.Clock.Now().Add(time.Duration(p.rng.Int64N(int64(3*time.Hour))) - 10*time.Minute).Truncate(time.Millisecond)
}

func (p *play) who() string {
	return []string{"reporter", "sub", "editor", "editor", "editor", "editor", "editor", "administrator"}[p.rng.IntN(8)]
}

// note counts what was done and what was refused, and reports whether it was done. What is refused changes nothing.
func (p *play) note(doing string, version int64, err error) bool {
	p.t.Helper()
	if err == nil {
		p.done[doing]++
		return true
	}
	p.refused[doing]++
	switch errs.KindOf(err) {
	case errs.Forbidden, errs.Conflict, errs.Invalid, errs.NotFound:
	default:
		p.t.Fatalf("%s: %v", doing, err)
	}
	if w := p.working(); w.Version != version {
		p.t.Fatalf("%s was refused (%v), and the version went from %d to %d", doing, err, version, w.Version)
	}
	return false
}

// step has somebody do something at random.
func (p *play) step() {
	p.t.Helper()
	p.Clock.Add(time.Duration(1+p.rng.IntN(12*60*1000)) * time.Millisecond)
	if len(p.stories) < 3 {
		p.count++
		headline := fmt.Sprint("Headline ", p.count)
		p.begin("reporter", p.draft(headline, p.world))
		p.stories = append(p.stories, &written{id: p.story, headline: headline, kept: map[id.ID]string{}, seen: map[time.Time]string{}})
		return
	}
	s := p.pick()
	version := p.working().Version
	switch n := p.rng.IntN(20); {
	case n < 4:
		p.count++
		headline := fmt.Sprint("Headline ", p.count)
		if _, err := p.save(p.who(), p.draft(headline, p.world)); p.note("save", version, err) {
			s.headline = headline
		}
	case n < 8:
		p.act(s, version)
	case n < 13:
		p.publishing(s, version)
	case n < 15:
		if p.note("unschedule", version, p.unschedule(p.who())) {
			s.plan = s.before
		}
	case n < 17:
		p.endings(s, version)
	case n < 18:
		var until time.Time
		if p.rng.IntN(3) == 0 {
			until = p.soon(s)
		}
		if p.note("embargo", version, p.embargo(p.who(), until)) {
			s.embargo = until
		}
	case n < 19:
		if p.note("correct", version, p.correct(p.who(), "It was wrong.")) {
			s.plan.corrections = append(s.plan.corrections, p.Clock.Now())
			s.before.corrections = append(s.before.corrections, p.Clock.Now())
		}
	default:
		all := p.revisions()
		if len(all) == 0 {
			return
		}
		v := all[p.rng.IntN(len(all))]
		if p.note("restore", version, p.restore(p.who(), v.ID)) {
			s.headline = v.Headline
		}
	}
	p.look(s)
}

func (p *play) act(s *written, version int64) {
	p.t.Helper()
	act, who := acts[p.rng.IntN(len(acts))], p.who()
	if offered := strings.Fields(p.allowed("editor")); p.rng.IntN(2) == 0 && len(offered) > 0 {
		act, who = story.Act(offered[p.rng.IntN(len(offered))]), "editor"
	}
	if act == "write" || act == story.ActPublish || act == story.ActWithdraw || act == story.ActHold && p.rng.IntN(4) > 0 {
		return
	}
	scheduled := s.scheduled(p.Clock.Now())
	if p.note(string(act), version, p.move(who, act, "Because.")) && act == story.ActHold && scheduled {
		s.plan = s.before
	}
}

func (p *play) publishing(s *written, version int64) {
	p.t.Helper()
	now := p.Clock.Now()
	o := story.Order{At: p.soon(s), Significant: p.rng.IntN(2) == 0, Endless: p.rng.IntN(4) == 0}
	if p.rng.IntN(3) == 0 {
		o.Until = p.soon(s)
	}
	if s.plan.at(now) != "" && p.rng.IntN(2) == 0 {
		o.Correction = "It was wrong."
	}
	if !p.note("publish", version, p.order(p.who(), o)) {
		return
	}
	at := o.At
	if at.IsZero() {
		at = now
	}
	if at.Before(s.embargo) {
		p.t.Fatalf("published at %s, under an embargo until %s", at, s.embargo)
	}
	end := s.plan.end(now)
	if s.scheduled(now) { // it was not public: the schedule is replaced
		s.plan = s.before
	}
	s.before = s.plan.clone()
	s.plan.dropFrom(at)
	s.plan.turns = append(s.plan.turns, turn{at, s.headline})
	if o.Correction != "" {
		s.plan.corrections = append(s.plan.corrections, at)
	}
	if !o.Until.IsZero() {
		end = o.Until
	}
	if !end.IsZero() && !o.Endless {
		s.plan.turns = append(s.plan.turns, turn{at: end})
	}
}

func (p *play) endings(s *written, version int64) {
	p.t.Helper()
	now, at := p.Clock.Now(), p.soon(s)
	if p.rng.IntN(2) == 0 {
		at = time.Time{}
	}
	if !p.note("withdraw", version, p.takeDown(p.who(), at, "It was wrong.")) {
		return
	}
	if at.IsZero() || at.Equal(now) {
		s.plan.dropFrom(now)
		s.plan.turns = append(s.plan.turns, turn{at: now})
		return
	}
	for _, one := range []*timeline{&s.plan, &s.before} { // also what comes back if a scheduled change is cancelled
		if end := one.end(now); !end.IsZero() {
			one.turns = one.turns[:len(one.turns)-1]
		}
		one.turns = append(one.turns, turn{at: at})
	}
}

// look checks a story against the memory of it, and that no revision is gone or has changed.
func (p *play) look(s *written) {
	p.t.Helper()
	now, w := p.Clock.Now(), p.working()
	if public := s.plan.at(now) != ""; w.Public(now) != public || w.Headline != s.headline {
		p.t.Fatalf("the desk has %+v; the memory %+v", w, s)
	}
	if scheduled := s.scheduled(now); scheduled != !w.ScheduledAt.IsZero() || scheduled && !w.ScheduledAt.Equal(s.plan.last()) {
		p.t.Fatalf("the desk has it scheduled for %s; the memory is %+v", w.ScheduledAt, s.plan)
	}
	s.seen[now] = s.plan.at(now)
	current := map[id.ID]string{}
	for _, v := range p.revisions() {
		current[v.ID] = v.Headline
	}
	for v, headline := range s.kept {
		if current[v] != headline {
			p.t.Fatalf("the revision %s of %q has become %q", v, headline, current[v])
		}
	}
	s.kept = current
}

// compare checks what readers see at every moment at which something happens, and around it.
func (p *play) compare(s *written) {
	p.t.Helper()
	moments := slices.Collect(maps.Keys(s.seen))
	for _, e := range slices.Concat(s.plan.turns, s.before.turns) {
		moments = append(moments, e.at.Add(-time.Millisecond), e.at, e.at.Add(time.Millisecond))
	}
	for at, headline := range s.seen {
		if got := s.plan.at(at); got != headline {
			p.t.Fatalf("at %s %q was public, and now %q was", at, headline, got)
		}
	}
	p.Read(func(ctx context.Context, tx *store.Tx) error {
		for _, at := range moments {
			public, err := story.PublicAt(ctx, tx, story.Moment{Time: at}, []id.ID{s.id})
			if err != nil {
				return err
			}
			got, corrections, want := "", 0, s.plan.at(at)
			if len(public) == 1 {
				got, corrections = public[0].Headline, len(public[0].Corrections)
				if body := public[0].Body; len(body.Blocks) != 1 || body.Blocks[0].(*doc.Paragraph).Text.String() != got+"." {
					p.t.Fatalf("%q has another body: %v", got, body)
				}
			}
			wanted := 0
			for _, c := range s.plan.corrections {
				if !c.After(at) && want != "" {
					wanted++
				}
			}
			if got != want || corrections != wanted {
				p.t.Fatalf("at %s: %q with %d corrections, want %q with %d; %+v", at, got, corrections, want, wanted, s.plan)
			}
			listed, err := story.Older(ctx, tx, story.Moment{Time: at}, p.world.ID, story.Place{}, 10)
			if in := slices.ContainsFunc(listed, func(l story.Place) bool { return l.Story == s.id }); err != nil || in != (want != "") {
				p.t.Fatalf("at %s: in the section's list %v, want %v; %v", at, in, want != "", err)
			}
		}
		return nil
	})
}

// Whatever people do, in whatever order, no revision is lost, nothing is public before its embargo, and readers see at
// every moment what a naive newsroom would have written down.
func TestPeopleAtWork(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		p := &play{room: r, rng: rand.New(rand.NewPCG(11, 12)), done: map[string]int{}, refused: map[string]int{}}
		for round := range 4 {
			r.skip(round%2 == 1, round%2 == 1)
			for range 300 {
				p.step()
			}
			for _, s := range p.stories {
				p.story = s.id
				p.compare(s)
			}
		}
		for _, doing := range []string{"save", "publish", "unschedule", "withdraw", "embargo", "correct", "restore", "send_to_subs", "send_for_approval",
			"send_back", "hold", "release", "reopen"} {
			if p.done[doing] < 2 {
				t.Errorf("'%s' was done %d times and refused %d times", doing, p.done[doing], p.refused[doing])
			}
		}
	})
}
