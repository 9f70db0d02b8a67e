package story_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
)

// shown checks how the story stands for readers at minutes after noon, and how it will once they have come.
func (r *room) shown(want map[int]string) {
	r.t.Helper()
	now := int(r.Clock.Now().Sub(noon) / time.Minute)
	for minute, state := range want {
		for _, live := range []bool{false, true} {
			if live && minute < now {
				continue
			}
			if got := r.state(time.Duration(minute)*time.Minute, live); got != state {
				r.t.Errorf("minute %d (live %v): %q, want %q", minute, live, got, state)
			}
		}
	}
}

func TestAScheduledChangeWithItsCorrection(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.published(r.draft("First", r.world, r.aboutWar), story.Order{})
		r.at(10 * time.Minute)
		_, err := r.save("editor", r.draft("Then", r.sport, r.byAda))
		must(t, err)
		r.told = nil
		must(t, r.order("editor", story.Order{At: noon.Add(time.Hour), Significant: true, Correction: "It was sport.", Note: "As agreed."}))
		r.wantTold("story", "world", "war", "sport", "ada")
		before := map[int]string{
			0: "First, first 0, changed 0; everything; world; war", 59: "First, first 0, changed 0; everything; world; war",
			60: "Then, first 0, changed 60; corrected 60; everything; sport; ada", 120: "Then, first 0, changed 60; corrected 60; everything; sport; ada",
		}
		r.shown(before)
		if w := r.working(); w.Changed || !w.ScheduledAt.Equal(noon.Add(time.Hour)) || w.Status(r.Clock.Now()) != story.Published {
			t.Errorf("the story is %+v", w)
		}
		wantKind(t, "publishing before the scheduled change", errs.Conflict, r.order("editor", story.Order{}))
		wantKind(t, "a second scheduled change", errs.Conflict, r.order("editor", story.Order{At: noon.Add(2 * time.Hour)}))
		wantKind(t, "cancelling by a reporter", errs.Forbidden, r.unschedule("reporter"))
		r.told = nil
		must(t, r.unschedule("editor"))
		r.wantTold("story", "everything", "world", "war")
		after := "First, first 0, changed 0; everything; world; war"
		r.shown(map[int]string{0: after, 59: after, 60: after, 120: after})
		if w := r.working(); !w.Changed || !w.ScheduledAt.IsZero() || w.State != story.Published {
			t.Errorf("after the schedule is cancelled the story is %+v", w)
		}
		wantCause(t, "cancelling nothing", story.ErrTransition, r.unschedule("editor"))

		must(t, r.order("editor", story.Order{At: noon.Add(time.Hour), Significant: true, Correction: "It was sport."}))
		r.at(61 * time.Minute)
		r.shown(before)
		wantCause(t, "cancelling what is public", story.ErrTransition, r.unschedule("editor"))
	})
}

// What is scheduled for the first time goes back to where it was, and may be scheduled anew without being cancelled.
func TestTheFirstScheduleIsMoved(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		evening := noon.Add(6 * time.Hour)
		r.published(r.draft("Tonight", r.world), story.Order{At: evening, Until: evening.Add(time.Hour)})
		if w := r.working(); w.Status(noon) != story.Scheduled || w.Status(evening) != story.Published || w.Status(evening.Add(time.Hour)) != story.Ended {
			t.Errorf("the story is %+v", w)
		}
		must(t, r.order("editor", story.Order{At: evening.Add(-time.Hour)}))
		r.shown(map[int]string{299: "", 300: "Tonight, first 300, changed 300; everything; world", 419: "Tonight, first 300, changed 300; everything; world", 420: "withdrawn 420"})
		wantKind(t, "scheduling after the end", errs.Conflict, r.order("editor", story.Order{At: evening.Add(2 * time.Hour)}))
		must(t, r.order("editor", story.Order{At: evening.Add(2 * time.Hour), Endless: true}))
		r.shown(map[int]string{300: "", 420: "", 480: "Tonight, first 480, changed 480; everything; world"})
		must(t, r.unschedule("editor"))
		r.shown(map[int]string{300: "", 480: "", 900: ""})
		if w := r.working(); w.State != story.InApproval || !w.First.IsZero() || !w.PublicFrom.IsZero() || !w.PublicUntil.IsZero() {
			t.Errorf("after the schedule is cancelled the story is %+v", w)
		}
		must(t, r.order("editor", story.Order{}))
		must(t, r.takeDown("editor", time.Time{}, "It was wrong."))
		must(t, r.move("editor", story.ActReopen, ""))
		r.skip(true, true)
		r.at(time.Minute)
		must(t, r.order("editor", story.Order{At: evening, Significant: true}))
		r.shown(map[int]string{1: "withdrawn 0", 359: "withdrawn 0", 360: "Tonight, first 0, changed 360; everything; world"})
		must(t, r.unschedule("editor"))
		r.shown(map[int]string{1: "withdrawn 0", 900: "withdrawn 0"})
		if w := r.working(); w.State != story.InDraft {
			t.Errorf("after its return is cancelled the story is %s", w.State)
		}
	})
}

func TestEnds(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		here := "Here, first 0, changed 0; everything; world"
		r.published(r.draft("Here", r.world), story.Order{Until: noon.Add(time.Hour), UntilReason: "The offer is over."})
		r.shown(map[int]string{0: here, 59: here, 60: "withdrawn 60"})
		r.at(time.Minute)
		must(t, r.order("editor", story.Order{})) // a silent fix keeps the end
		r.shown(map[int]string{1: here, 59: here, 60: "withdrawn 60"})
		if w := r.reason(); w != "The offer is over." {
			t.Errorf("the end says %q", w)
		}
		must(t, r.order("editor", story.Order{At: noon.Add(30 * time.Minute), Until: noon.Add(3 * time.Hour)}))
		r.shown(map[int]string{30: here, 60: here, 179: here, 180: "withdrawn 180"})
		must(t, r.takeDown("editor", noon.Add(4*time.Hour), "Later."))
		r.shown(map[int]string{180: here, 239: here, 240: "withdrawn 240"})
		must(t, r.unschedule("editor")) // the end that was moved meanwhile stays
		r.shown(map[int]string{30: here, 239: here, 240: "withdrawn 240"})
		must(t, r.order("editor", story.Order{At: noon.Add(30 * time.Minute), Endless: true}))
		r.shown(map[int]string{240: here, 900: here})
		must(t, r.unschedule("editor"))
		r.shown(map[int]string{239: here, 240: "withdrawn 240"})
		wantKind(t, "a change after the end", errs.Conflict, r.order("editor", story.Order{At: noon.Add(5 * time.Hour), Endless: true}))
		must(t, r.takeDown("editor", noon.Add(2*time.Hour), "Earlier."))
		r.shown(map[int]string{119: here, 120: "withdrawn 120", 240: "withdrawn 120"})
		r.at(2 * time.Minute)
		must(t, r.order("editor", story.Order{Endless: true}))
		r.shown(map[int]string{1: here, 120: here, 900: here})

		r.at(3 * time.Minute)
		must(t, r.order("editor", story.Order{Until: noon.Add(10 * time.Minute)}))
		if w := r.reason(); !strings.Contains(w, "limited time") {
			t.Errorf("the end says %q", w)
		}
		r.at(20 * time.Minute)
		must(t, r.order("editor", story.Order{At: noon.Add(30 * time.Minute)})) // what has ended may return
		r.shown(map[int]string{20: "withdrawn 10", 29: "withdrawn 10", 30: here})
		if w := r.working(); w.Status(r.Clock.Now()) != story.Scheduled {
			t.Errorf("before its return the story is %s", w.Status(r.Clock.Now()))
		}
		must(t, r.unschedule("editor"))
		r.shown(map[int]string{20: "withdrawn 10", 30: "withdrawn 10", 900: "withdrawn 10"})
		if w := r.working(); w.Status(r.Clock.Now()) != story.Ended {
			t.Errorf("after its return is cancelled the story is %s", w.Status(r.Clock.Now()))
		}
	})
}

// reason is what readers are told at the end that stands.
func (r *room) reason() (reason string) {
	r.t.Helper()
	r.Read(func(ctx context.Context, tx *store.Tx) error {
		w, err := story.WithdrawalOf(ctx, tx, r.story)
		if w != nil {
			reason = w.Reason
		}
		return err
	})
	return reason
}

func TestEmbargo(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		lifts := noon.Add(time.Hour)
		r.approved(r.draft("Secret", r.world))
		wantKind(t, "an embargo by a sub", errs.Forbidden, r.embargo("sub", lifts))
		must(t, r.embargo("editor", lifts))
		for _, o := range []story.Order{{}, {At: lifts.Add(-time.Millisecond)}} {
			err := r.order("administrator", o)
			wantKind(t, "publishing under embargo", errs.Conflict, err)
			wantCause(t, "publishing under embargo", story.ErrEmbargo, err)
		}
		err := r.Try(func(ctx context.Context, tx *store.Tx) error {
			revision, err := story.Save(ctx, tx, newstest.Editor, r.story, r.draft("Import", r.world))
			if err != nil {
				return err
			}
			return story.Publish(ctx, tx, newstest.Editor, r.story, revision, story.Publication{})
		})
		wantCause(t, "an import under embargo", story.ErrEmbargo, err)
		must(t, r.order("editor", story.Order{At: lifts}))
		r.shown(map[int]string{0: "", 59: "", 60: "Secret, first 60, changed 60; everything; world"})
		wantCause(t, "an embargo that ends after the schedule", story.ErrEmbargo, r.embargo("editor", lifts.Add(time.Minute)))
		must(t, r.unschedule("editor"))
		must(t, r.embargo("editor", time.Time{}))
		must(t, r.order("editor", story.Order{}))
		must(t, r.embargo("editor", lifts)) // what is public stays; the next change waits
		r.at(time.Minute)
		wantCause(t, "an update under embargo", story.ErrEmbargo, r.order("editor", story.Order{}))
		r.at(time.Hour)
		must(t, r.order("editor", story.Order{}))
	})
}

func TestOrdersThatAreRefused(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.approved(r.draft("One", r.world))
		for doing, o := range map[string]story.Order{
			"in the past":             {At: noon.Add(-time.Minute)},
			"in six years":            {At: noon.AddDate(6, 0, 0)},
			"in the year 20000":       {At: noon.AddDate(18000, 0, 0)},
			"an end in the past":      {Until: noon.Add(-time.Minute)},
			"an end in six years":     {Until: noon.AddDate(6, 0, 0)},
			"an end before the start": {At: noon.Add(2 * time.Hour), Until: noon.Add(time.Hour)},
			"an end at the start":     {At: noon.Add(time.Hour), Until: noon.Add(time.Hour)},
			"an end and none":         {Until: noon.Add(time.Hour), Endless: true},
			"a correction of nothing": {Correction: "It was wrong."},
			"a reason that is long":   {Until: noon.Add(time.Hour), UntilReason: strings.Repeat("x", 4001)},
			"a note that is long":     {Note: strings.Repeat("x", 4001)},
			"a note of other bytes":   {Note: "\xff"},
		} {
			wantKind(t, doing, errs.Invalid, r.order("editor", o))
		}
		for doing, until := range map[string]time.Time{"in the past": noon, "in six years": noon.AddDate(6, 0, 0)} {
			wantKind(t, "an embargo "+doing, errs.Invalid, r.embargo("editor", until))
		}
		wantCause(t, "correcting what is not public", story.ErrTransition, r.correct("editor", "It was wrong."))
		wantCause(t, "withdrawing what is not public", story.ErrTransition, r.takeDown("editor", time.Time{}, "No."))
		r.shown(map[int]string{0: "", 900: ""})

		r.skip(true, true)
		for doing, draft := range map[string]story.Draft{"without a headline": {Section: r.world.ID}, "without a section": {Headline: "Lost"}} {
			r.begin("editor", draft)
			wantKind(t, doing, errs.Invalid, r.order("editor", story.Order{}))
		}
		r.begin("editor", r.draft("One", r.world))
		must(t, r.order("editor", story.Order{}))
		for doing, err := range map[string]error{
			"a correction without words": r.correct("editor", " "), "a withdrawal without a reason": r.takeDown("editor", time.Time{}, ""),
			"an end in the past": r.takeDown("editor", noon.Add(-time.Hour), "No."), "an end in six years": r.takeDown("editor", noon.AddDate(6, 0, 0), "No."),
		} {
			wantKind(t, doing, errs.Invalid, err)
		}
		wantKind(t, "a correction by a sub", errs.Forbidden, r.correct("sub", "It was wrong."))
	})
}

func TestCorrectionsAndSilentFixes(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.published(r.draft("One", r.world), story.Order{Significant: true})
		r.at(time.Minute)
		_, err := r.save("editor", r.draft("Two", r.world))
		must(t, err)
		must(t, r.order("editor", story.Order{}))
		r.at(2 * time.Minute)
		must(t, r.correct("editor", "It was two."))
		r.at(3 * time.Minute)
		must(t, r.order("editor", story.Order{Significant: true, Correction: "And three."}))
		r.shown(map[int]string{
			1: "Two, first 0, changed 0; everything; world", 2: "Two, first 0, changed 0; corrected 2; everything; world",
			3: "Two, first 0, changed 3; corrected 3; corrected 2; everything; world",
		})
		r.Read(func(ctx context.Context, tx *store.Tx) error {
			all, err := story.Publications(ctx, tx, r.story)
			if len(all) != 3 || !all[2].Until.IsZero() || !all[1].Until.Equal(all[2].From) || !all[1].Significant.Equal(noon) {
				t.Errorf("the publications are %+v", all)
			}
			corrections, _ := story.Corrections(ctx, tx, r.story)
			if len(corrections) != 2 || corrections[0].Note != "And three." {
				t.Errorf("the corrections are %+v", corrections)
			}
			return err
		})
		for i, v := range r.revisions() {
			if v.Live != (i == 0) || v.Live && v.Note != "And three." {
				t.Errorf("revision %d, %q because %q, is live: %v", i, v.Headline, v.Note, v.Live)
			}
		}
	})
}

// Of several people who act on what they all see, one does; the others are told that the story has changed.
func TestPublishingAtOnce(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.approved(r.draft("One", r.world))
		version := r.working().Version
		var wait sync.WaitGroup
		results := make(chan error, 4)
		for _, who := range []string{"editor", "administrator", "editor", "administrator"} {
			wait.Go(func() {
				results <- r.DB.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
					return story.PublishDraft(ctx, tx, r.people[who], r.story, version, story.Order{})
				})
			})
		}
		wait.Wait()
		close(results)
		done := 0
		for err := range results {
			if err == nil {
				done++
			} else if !errs.Is(err, errs.Stale) {
				t.Errorf("one of them is told: %v", err)
			}
		}
		if w := r.working(); done != 1 || w.Version != version+1 {
			t.Errorf("%d published, the version went from %d to %d", done, version, w.Version)
		}
	})
}

// Every call that takes a version refuses one that is not the story's.
func TestStale(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.published(r.draft("One", r.world), story.Order{})
		revision := r.working().LatestRevision
		editor := r.people["editor"]
		for doing, fn := range map[string]func(ctx context.Context, tx *store.Tx, version int64) error{
			"saving": func(ctx context.Context, tx *store.Tx, v int64) error {
				_, err := story.SaveDraft(ctx, tx, editor, r.story, v, r.draft("Two", r.world))
				return err
			},
			"acting": func(ctx context.Context, tx *store.Tx, v int64) error {
				return story.Move(ctx, tx, editor, r.story, v, story.ActHold, "No.")
			},
			"publishing": func(ctx context.Context, tx *store.Tx, v int64) error {
				return story.PublishDraft(ctx, tx, editor, r.story, v, story.Order{})
			},
			"cancelling": func(ctx context.Context, tx *store.Tx, v int64) error {
				return story.Unschedule(ctx, tx, editor, r.story, v)
			},
			"withdrawing": func(ctx context.Context, tx *store.Tx, v int64) error {
				return story.TakeDown(ctx, tx, editor, r.story, v, time.Time{}, "No.")
			},
			"correcting": func(ctx context.Context, tx *store.Tx, v int64) error {
				return story.AddCorrection(ctx, tx, editor, r.story, v, "No.")
			},
			"an embargo": func(ctx context.Context, tx *store.Tx, v int64) error {
				return story.SetEmbargo(ctx, tx, editor, r.story, v, noon.Add(time.Hour))
			},
			"assigning": func(ctx context.Context, tx *store.Tx, v int64) error {
				return story.Assign(ctx, tx, editor, r.story, v, editor.Person())
			},
			"restoring": func(ctx context.Context, tx *store.Tx, v int64) error {
				return story.Restore(ctx, tx, editor, r.story, v, revision)
			},
		} {
			w := r.working()
			for _, version := range []int64{0, w.Version - 1, w.Version + 1} {
				wantKind(t, doing, errs.Stale, r.Try(func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx, version) }))
			}
		}
	})
}

// People may not go round the workflow.
func TestOnlyProgramsPassTheWorkflowBy(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.published(r.draft("One", r.world), story.Order{})
		revision := r.working().LatestRevision
		administrator := r.people["administrator"]
		for doing, fn := range map[string]func(ctx context.Context, tx *store.Tx, actor account.Actor) error{
			"creating": func(ctx context.Context, tx *store.Tx, a account.Actor) error {
				_, err := story.Create(ctx, tx, a, story.Article, tx.Now())
				return err
			},
			"saving": func(ctx context.Context, tx *store.Tx, a account.Actor) error {
				_, err := story.Save(ctx, tx, a, r.story, r.draft("Two", r.world))
				return err
			},
			"publishing": func(ctx context.Context, tx *store.Tx, a account.Actor) error {
				return story.Publish(ctx, tx, a, r.story, revision, story.Publication{})
			},
			"correcting": func(ctx context.Context, tx *store.Tx, a account.Actor) error {
				return story.Correct(ctx, tx, a, r.story, time.Time{}, "No.")
			},
			"withdrawing": func(ctx context.Context, tx *store.Tx, a account.Actor) error {
				return story.Withdraw(ctx, tx, a, r.story, time.Time{}, "No.")
			},
		} {
			wantKind(t, doing, errs.Forbidden, r.Try(func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx, administrator) }))
		}
	})
}
