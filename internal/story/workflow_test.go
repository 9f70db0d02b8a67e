package story_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/newsroom"
	"masthead/internal/store"
	"masthead/internal/story"
)

// acts are all of the workflow.
var acts = []story.Act{story.SendToSubs, story.SendForApproval, story.SendBack, story.ActPublish, story.ActHold, story.ActRelease,
	story.ActWithdraw, story.ActReopen}

// stages bring a new story of the reporter's to every place where a story can be.
var stages = []struct {
	name  string
	reach func(r *room)
}{
	{"draft", func(r *room) { r.begin("reporter", r.draft("One", r.world)) }},
	{"subs", func(r *room) {
		r.begin("reporter", r.draft("One", r.world))
		must(r.t, r.move("reporter", story.SendToSubs, ""))
	}},
	{"approval", func(r *room) { r.approved(r.draft("One", r.world)) }},
	{"scheduled", func(r *room) {
		r.published(r.draft("One", r.world), story.Order{At: r.Clock.Now().Add(time.Hour)})
	}},
	{"published", func(r *room) { r.published(r.draft("One", r.world), story.Order{}) }},
	{"changed", func(r *room) {
		r.published(r.draft("One", r.world), story.Order{})
		_, err := r.save("reporter", r.draft("Two", r.world))
		must(r.t, err)
	}},
	{"ended", func(r *room) {
		r.published(r.draft("One", r.world), story.Order{Until: r.Clock.Now().Add(time.Minute)})
		r.Clock.Add(2 * time.Minute)
	}},
	{"held", func(r *room) {
		r.approved(r.draft("One", r.world))
		must(r.t, r.move("editor", story.ActHold, "The lawyers."))
	}},
	{"withdrawn", func(r *room) {
		r.published(r.draft("One", r.world), story.Order{})
		r.Clock.Add(time.Minute)
		must(r.t, r.takeDown("editor", time.Time{}, "It was wrong."))
	}},
}

// who may do what, where: 'write' stands for the text. Whoever is not named may do nothing.
const usual = `
draft: reporter: write send_to_subs
draft: sub: write send_to_subs
draft: editor, administrator: write send_to_subs hold
subs: sub: write send_for_approval send_back
subs: editor, administrator: write send_for_approval send_back hold
approval: sub: write send_back
approval: editor, administrator: write send_back publish hold
scheduled: reporter, sub: write
scheduled: editor, administrator: write publish hold
published: reporter, sub: write
published: editor, administrator: write publish withdraw
changed: reporter, sub: write
changed: editor, administrator: write publish hold withdraw
ended: reporter, sub: write
ended: editor, administrator: write publish hold
held: editor, administrator: write release
withdrawn: editor, administrator: reopen
`

// What differs where stages are skipped, of the stages named.
const withoutSubs = `
draft: reporter, sub: write send_for_approval
draft: editor, administrator: write send_for_approval hold
subs: sub: write send_for_approval send_back
subs: editor, administrator: write send_for_approval send_back hold
approval: sub: write send_back
approval: editor, administrator: write send_back publish hold
`

const withoutApproval = `
draft: reporter, sub: write send_to_subs
draft: editor, administrator: write send_to_subs hold
subs: sub: write send_back
subs: editor, administrator: write send_back publish hold
approval: sub: write send_back
approval: editor, administrator: write send_back publish hold
`

const withoutBoth = `
draft: reporter, sub: write
draft: editor, administrator: write publish hold
subs: sub: write send_back
subs: editor, administrator: write send_back publish hold
approval: sub: write send_back
approval: editor, administrator: write send_back publish hold
`

// table reads one of the tables above.
func table(text string) map[string]string {
	may := map[string]string{}
	for line := range strings.Lines(strings.TrimSpace(text)) {
		parts := strings.SplitN(strings.TrimSpace(line), ": ", 3)
		for who := range strings.SplitSeq(parts[1], ", ") {
			may[parts[0]+" "+who] = parts[2]
		}
	}
	return may
}

// Whoever may do something is offered it, and can; whoever may not is refused, in every state.
func TestWhoMayDoWhatWhere(t *testing.T) {
	for _, c := range []struct {
		name           string
		subs, approval bool
		may            string
	}{
		{"usual", false, false, usual}, {"without subs", true, false, withoutSubs},
		{"without approval", false, true, withoutApproval}, {"without both", true, true, withoutBoth},
	} {
		t.Run(strings.ReplaceAll(c.name, " ", "-"), func(t *testing.T) {
			eachRoom(t, func(t *testing.T, r *room) {
				may := table(c.may)
				for _, stage := range stages {
					if !strings.Contains(c.may, "\n"+stage.name+":") {
						continue
					}
					r.skip(false, false)
					stage.reach(r)
					r.skip(c.subs, c.approval)
					for who := range r.people {
						if got, want := r.allowed(who), may[stage.name+" "+who]; got != want {
							t.Errorf("%s: the %s may '%s', want '%s'", stage.name, who, got, want)
						}
						r.wantOnly(stage.name, who, strings.Fields(may[stage.name+" "+who]))
					}
				}
			})
		})
	}
}

// allowed tells what a person is offered.
func (r *room) allowed(who string) string {
	r.t.Helper()
	var parts []string
	r.Read(func(ctx context.Context, tx *store.Tx) error {
		n, _, err := newsroom.At(ctx, tx, tx.Now())
		if err != nil {
			return err
		}
		w, err := story.Get(ctx, tx, r.people[who], r.story)
		if err != nil {
			return err
		}
		p := story.PermitsFor(r.people[who], w, n, tx.Now())
		if p.Write {
			parts = append(parts, "write")
		}
		for _, o := range p.Acts {
			parts = append(parts, string(o.Act))
		}
		if p.Publish != slices.Contains(parts, "publish") || p.Withdraw != slices.Contains(parts, "withdraw") {
			r.t.Errorf("the permits %+v contradict the acts", p)
		}
		return nil
	})
	return strings.Join(parts, " ")
}

// wantOnly has a person try everything, and wants exactly what is allowed to be done.
func (r *room) wantOnly(stage, who string, allowed []string) {
	r.t.Helper()
	w := r.working()
	check := func(what string, err error) {
		r.t.Helper()
		refused := errs.Is(err, errs.Forbidden) || errors.Is(err, story.ErrTransition) && errs.Is(err, errs.Conflict)
		if may := slices.Contains(allowed, what); may != (err == nil) || !may && !refused {
			r.t.Errorf("%s: the %s tries '%s': %v", stage, who, what, err)
		}
	}
	check("write", r.dry(func(ctx context.Context, tx *store.Tx) error {
		_, err := story.SaveDraft(ctx, tx, r.people[who], r.story, w.Version, r.draft("Three", r.world))
		return err
	}))
	for _, act := range acts {
		check(string(act), r.dry(func(ctx context.Context, tx *store.Tx) error {
			return story.Move(ctx, tx, r.people[who], r.story, w.Version, act, "Because.")
		}))
	}
}

// Who is limited to sections may act in them, and on what has no section yet.
func TestPeopleOfASection(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.people["sports editor"] = r.Person(account.Editor, r.sport.ID)
		r.people["sports reporter"] = r.Person(account.Reporter, r.sport.ID)
		r.approved(r.draft("World", r.world))
		for _, act := range []story.Act{story.SendBack, story.ActPublish, story.ActHold} {
			wantKind(t, string(act), errs.Forbidden, r.move("sports editor", act, "Because."))
		}
		wantKind(t, "an embargo", errs.Forbidden, r.embargo("sports editor", noon.Add(time.Hour)))
		wantKind(t, "assigning", errs.Forbidden, r.assign("sports editor", 0))
		r.begin("sports reporter", r.draft("Sport", r.sport))
		_, err := r.save("sports reporter", r.draft("World", r.world))
		wantKind(t, "moving a story away", errs.Forbidden, err)
		err = r.Try(func(ctx context.Context, tx *store.Tx) error {
			_, err := story.Begin(ctx, tx, r.people["sports reporter"], story.Article, r.draft("World", r.world))
			return err
		})
		wantKind(t, "beginning in another section", errs.Forbidden, err)
		r.begin("sports reporter", story.Draft{})
		_, err = r.save("sports reporter", r.draft("Sport", r.sport))
		must(t, err)
		must(t, r.move("sports editor", story.SendToSubs, ""))
	})
}

func TestAnAssigneeWrites(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.begin("reporter", r.draft("One", r.world))
		other := r.people["another reporter"].Person()
		wantKind(t, "a reporter assigning", errs.Forbidden, r.assign("reporter", other))
		must(t, r.assign("sub", other))
		_, err := r.save("another reporter", r.draft("Two", r.world))
		must(t, err)
		must(t, r.move("another reporter", story.SendToSubs, ""))
		wantKind(t, "assigning to nobody known", errs.NotFound, r.assign("sub", 12345))
		r.Do(func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE person SET active = 0 WHERE id = ?1`, other)
			return err
		})
		wantKind(t, "assigning to who has left", errs.Invalid, r.assign("sub", other))
		must(t, r.assign("sub", 0))
		if w := r.working(); w.Assignee != 0 || w.Owner != r.people["reporter"].Person() {
			t.Errorf("the story is %s's, assigned to %s", w.Owner, w.Assignee)
		}
	})
}

// Each act leads on, and says in the history who did it, when and why.
func TestAStoryGoesItsWay(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.begin("reporter", r.draft("One", r.world))
		steps := []struct {
			who   string
			act   story.Act
			note  string
			state story.State
		}{
			{"reporter", story.SendToSubs, "Please check the names.", story.WithSubs},
			{"sub", story.SendBack, "Which bridge?", story.InDraft},
			{"reporter", story.SendToSubs, "", story.WithSubs},
			{"sub", story.SendForApproval, "", story.InApproval},
			{"editor", story.ActHold, "The lawyers read it.", story.Held},
			{"editor", story.ActRelease, "", story.InApproval},
			{"editor", story.ActPublish, "", story.Published},
			{"editor", story.ActWithdraw, "It was wrong.", story.Withdrawn},
			{"editor", story.ActReopen, "", story.InDraft},
		}
		for i, s := range steps {
			r.at(time.Duration(i+1) * time.Minute)
			if s.act == story.SendToSubs && s.note == "" {
				_, err := r.save("reporter", r.draft("Two", r.world))
				must(t, err)
			}
			must(t, r.move(s.who, s.act, s.note))
			if w := r.working(); w.State != s.state {
				t.Fatalf("after %s the story is %s, want %s", s.act, w.State, s.state)
			}
		}
		var got []string
		for _, v := range slices.Backward(r.revisions()) {
			got = append(got, fmt.Sprintf("%s %s %q %s %d", v.At.Format("15:04"), v.Act, v.Note, v.Headline, v.Person))
		}
		of := func(who string) int64 { return int64(r.people[who].Person()) }
		want := []string{
			fmt.Sprintf(`12:01 send_to_subs "Please check the names." One %d`, of("reporter")),
			fmt.Sprintf(`12:02 send_back "Which bridge?" One %d`, of("sub")),
			fmt.Sprintf(`12:03 send_to_subs "" Two %d`, of("reporter")),
			fmt.Sprintf(`12:04 send_for_approval "" Two %d`, of("sub")),
			fmt.Sprintf(`12:05 hold "The lawyers read it." Two %d`, of("editor")),
			fmt.Sprintf(`12:06 release "" Two %d`, of("editor")),
			fmt.Sprintf(`12:07 publish "" Two %d`, of("editor")),
			fmt.Sprintf(`12:08 withdraw "It was wrong." Two %d`, of("editor")),
			fmt.Sprintf(`12:09 reopen "" Two %d`, of("editor")),
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the revisions (-want +got):\n%s", diff)
		}
		r.Read(func(ctx context.Context, tx *store.Tx) error {
			rows, err := tx.Query(ctx, `SELECT act FROM audit WHERE target_id = ?1 ORDER BY id`, r.story)
			recorded, err := store.Collect(rows, err, func(row store.Row) (s string, err error) { return s, row.Scan(&s) })
			want := []string{"story.create", "story.send_to_subs", "story.send_back", "story.send_to_subs", "story.send_for_approval",
				"story.hold", "story.release", "story.publish", "story.withdraw", "story.reopen"}
			if diff := cmp.Diff(want, recorded); diff != "" {
				t.Errorf("the audit log (-want +got):\n%s", diff)
			}
			return err
		})
	})
}

func TestANoteIsGivenWhereItIsNeeded(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.approved(r.draft("One", r.world))
		for _, act := range []story.Act{story.SendBack, story.ActHold} {
			wantKind(t, string(act), errs.Invalid, r.move("editor", act, " "))
			wantKind(t, string(act), errs.Invalid, r.move("editor", act, strings.Repeat("x", 4001)))
			wantKind(t, string(act), errs.Invalid, r.move("editor", act, "\xff"))
		}
		wantKind(t, "an act that is none", errs.Invalid, r.move("editor", "print", ""))
	})
}

func TestHoldingWhatIsScheduled(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.published(r.draft("Tonight", r.world), story.Order{At: noon.Add(6 * time.Hour)})
		must(t, r.move("editor", story.ActHold, "The lawyers."))
		if got := r.state(7*time.Hour, true); got != "" {
			t.Errorf("what is on hold becomes public: %q", got)
		}
		wantKind(t, "publishing what is on hold", errs.Conflict, r.order("administrator", story.Order{}))
		err := r.Try(func(ctx context.Context, tx *store.Tx) error {
			return story.Publish(ctx, tx, account.System("import"), r.story, r.working().LatestRevision, story.Publication{})
		})
		wantKind(t, "an import publishing what is on hold", errs.Conflict, err)
		must(t, r.move("editor", story.ActRelease, ""))
		if w := r.working(); w.State != story.InApproval || !w.ScheduledAt.IsZero() {
			t.Errorf("after its release the story is %s, scheduled for %s", w.State, w.ScheduledAt)
		}

		r.published(r.draft("Here", r.world), story.Order{})
		_, err = r.save("editor", r.draft("There", r.world))
		must(t, err)
		must(t, r.order("editor", story.Order{At: noon.Add(6 * time.Hour)}))
		must(t, r.move("editor", story.ActHold, "The lawyers."))
		if got := r.state(7*time.Hour, true); got != "Here, first 0, changed 0; everything; world" {
			t.Errorf("while the change is on hold readers see %q", got)
		}
		if w := r.working(); w.CameFrom != story.Published || !w.Changed {
			t.Errorf("the story on hold is %+v", w)
		}
		must(t, r.move("editor", story.ActRelease, ""))
		if w := r.working(); w.Status(r.Clock.Now()) != story.Published {
			t.Errorf("after its release the story is %s", w.State)
		}
	})
}
