package story

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newsroom"
	"masthead/internal/store"
)

// ErrTransition is the cause of the refusal of an act that a story's state does not allow.
var ErrTransition = errors.New("story: no such step")

// step is one row of the workflow: an act, and from which states it leads where.
type step struct {
	act   Act
	name  string
	from  []State
	to    State          // empty: where the story came from
	right account.Action // Write is the right to write this story, not only any
	note  bool           // it must say why
	// why says what stands in the way, or nothing.
	why func(w Working, n newsroom.Newsroom, now time.Time) string
}

// steps is the workflow. Where an act has several rows the story's state chooses.
var steps = []step{
	{act: SendToSubs, name: "Send to the subs", from: []State{InDraft}, to: WithSubs, right: account.Write, why: subsWork},
	{act: SendForApproval, name: "Send for approval", from: []State{WithSubs}, to: InApproval, right: account.Subedit, why: approvalWorks},
	{act: SendForApproval, name: "Send for approval", from: []State{InDraft}, to: InApproval, right: account.Write, why: subsSkipped},
	{act: SendBack, name: "Send back", from: []State{WithSubs, InApproval}, to: InDraft, right: account.Subedit, note: true},
	{act: ActPublish, name: "Publish", from: []State{InApproval, Published}, to: Published, right: account.Publish},
	{act: ActPublish, name: "Publish", from: []State{WithSubs}, to: Published, right: account.Publish, why: approvalSkipped},
	{act: ActPublish, name: "Publish", from: []State{InDraft}, to: Published, right: account.Publish, why: bothSkipped},
	{act: ActHold, name: "Put on legal hold", from: []State{InDraft, WithSubs, InApproval, Published}, to: Held, right: account.Hold, note: true, why: holds},
	{act: ActRelease, name: "Release from hold", from: []State{Held}, right: account.Hold},
	{act: ActWithdraw, name: "Withdraw", from: []State{Published}, to: Withdrawn, right: account.Withdraw, note: true, why: isPublic},
	{act: ActReopen, name: "Reopen", from: []State{Withdrawn}, to: InDraft, right: account.Publish},
}

func subsWork(_ Working, n newsroom.Newsroom, _ time.Time) string {
	return when(n.SkipSubs, "Stories go without sub-editing here.")
}

func approvalWorks(_ Working, n newsroom.Newsroom, _ time.Time) string {
	return when(n.SkipApproval, "Stories go without approval here.")
}

func subsSkipped(w Working, n newsroom.Newsroom, now time.Time) string {
	if !n.SkipSubs {
		return "This story goes to the subs first."
	}
	return approvalWorks(w, n, now)
}

func approvalSkipped(_ Working, n newsroom.Newsroom, _ time.Time) string {
	return when(!n.SkipApproval, "This story is approved before it is published.")
}

func bothSkipped(w Working, n newsroom.Newsroom, now time.Time) string {
	if !n.SkipSubs {
		return "This story goes to the subs first."
	}
	return approvalSkipped(w, n, now)
}

func holds(w Working, _ newsroom.Newsroom, now time.Time) string {
	nothing := w.State == Published && w.Public(now) && !w.Changed && w.ScheduledAt.IsZero()
	return when(nothing, "All of this story is public already. It can be withdrawn.")
}

func isPublic(w Working, _ newsroom.Newsroom, now time.Time) string {
	return when(!w.Public(now), "This story is not public.")
}

func when(so bool, words string) string {
	if so {
		return words
	}
	return ""
}

// standings say where a story is, after 'A story'.
var standings = map[State]string{
	InDraft: "that is a draft", WithSubs: "that is with the subs", InApproval: "that waits for approval", Published: "that is published",
	Held: "on legal hold", Withdrawn: "that is withdrawn",
}

// deeds say what an act would do, after 'cannot be'.
var deeds = map[Act]string{
	SendToSubs: "sent to the subs", SendForApproval: "sent for approval", SendBack: "sent back", ActPublish: "published",
	ActHold: "put on legal hold", ActRelease: "released from hold", ActWithdraw: "withdrawn", ActReopen: "reopened",
}

// fits returns an error of kind Conflict where the step does not lead on from where the story is.
func (s step) fits(w Working, n newsroom.Newsroom, now time.Time) error {
	if !slices.Contains(s.from, w.State) {
		return errs.Wrap(ErrTransition, errs.Conflict, "A story %s cannot be %s.", standings[w.State], deeds[s.act])
	}
	if s.why != nil {
		if why := s.why(w, n, now); why != "" {
			return errs.Wrap(ErrTransition, errs.Conflict, "%s", why)
		}
	}
	return nil
}

func (s step) may(actor account.Actor, w Working) error {
	if s.right == account.Write {
		return mayHandle(actor, w)
	}
	return mayIn(actor, s.right, w)
}

// find returns the step that an act is for an actor and a story. Who may not do the act in this state is told so rather
// than what else stands in the way.
func find(actor account.Actor, w Working, n newsroom.Newsroom, now time.Time, act Act) (step, error) {
	var refusal error
	for _, s := range steps {
		if s.act != act {
			continue
		}
		fits, may := s.fits(w, n, now), s.may(actor, w)
		if fits == nil && may == nil {
			return s, nil
		}
		if fits == nil || refusal == nil && may != nil {
			refusal = may
		} else if may == nil && (refusal == nil || slices.Contains(s.from, w.State)) {
			refusal = fits
		}
	}
	if refusal == nil {
		refusal = errs.New(errs.Invalid, "%q is not an act of the workflow.", act)
	}
	return step{}, refusal
}

// mayIn refuses who may not do something to a story where it is filed. A plain page is in no section: it is not for those
// who are limited to some.
func mayIn(actor account.Actor, right account.Action, w Working) error {
	if err := actor.May(right); err != nil {
		return err
	}
	if w.Kind == Page && len(actor.Sections()) > 0 {
		return errs.New(errs.Forbidden, "You may not %s outside of your sections.", right)
	}
	return actor.MayIn(right, w.Section)
}

// mayTouchPublic refuses who may not do something in the section in which readers find the story: its text may have moved
// since.
func (d *desk) mayTouchPublic(ctx context.Context, tx *store.Tx, actor account.Actor, right account.Action) error {
	if d.PublishedRevision == 0 || len(actor.Sections()) == 0 {
		return nil
	}
	filed := d.Working
	if err := tx.QueryRow(ctx, `SELECT section_id FROM revision WHERE id = ?1`, d.PublishedRevision).Scan(&filed.Section); err != nil {
		return wrap(err, "reading a revision")
	}
	return mayIn(actor, right, filed)
}

// mayHandle refuses who may not work on a story: it is somebody else's.
func mayHandle(actor account.Actor, w Working) error {
	if err := mayIn(actor, account.Write, w); err != nil {
		return err
	}
	if p := actor.Person(); p != 0 && (p == w.Owner || p == w.Assignee) {
		return nil
	}
	return mayIn(actor, account.WriteAny, w)
}

// mayWrite refuses who may not change the text of a story where it is now.
func mayWrite(actor account.Actor, w Working) error {
	switch w.State {
	case WithSubs, InApproval:
		return mayIn(actor, account.Subedit, w)
	case Held:
		return mayIn(actor, account.Hold, w)
	case Withdrawn:
		return errs.Wrap(ErrTransition, errs.Conflict, "A story that is withdrawn is reopened before it is changed.")
	}
	return mayHandle(actor, w)
}

// PermitsFor says what an actor may do with a story at a moment.
func PermitsFor(actor account.Actor, w Working, n newsroom.Newsroom, now time.Time) Permits {
	p := Permits{
		Write:      mayWrite(actor, w) == nil,
		Unschedule: !w.ScheduledAt.IsZero() && mayIn(actor, account.Publish, w) == nil,
		Correct:    w.Public(now) && mayIn(actor, account.Publish, w) == nil,
		Embargo:    mayIn(actor, account.Embargo, w) == nil,
		Assign:     mayIn(actor, account.Assign, w) == nil,
		Share:      mayIn(actor, account.Share, w) == nil,
		Topics:     actor.Can(account.CreateTopics),
	}
	for _, s := range steps {
		if found, err := find(actor, w, n, now, s.act); err != nil || found.from[0] != s.from[0] {
			continue
		}
		to := s.to
		if to == "" {
			to = w.CameFrom
		}
		p.Acts = append(p.Acts, Offer{Act: s.act, Name: s.name, NeedsNote: s.note, To: to})
		p.Publish = p.Publish || s.act == ActPublish
		p.Withdraw = p.Withdraw || s.act == ActWithdraw
	}
	return p
}

// Move takes a story one step on, and keeps a revision. note says why; for a withdrawal it is what readers are told.
func Move(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64, act Act, note string) error {
	switch act {
	case ActPublish:
		return PublishDraft(ctx, tx, actor, story, version, Order{Significant: true, Note: note})
	case ActWithdraw:
		return TakeDown(ctx, tx, actor, story, version, time.Time{}, note)
	}
	d, s, err := openFor(ctx, tx, actor, story, version, act)
	if err != nil {
		return err
	}
	if err := checkNote(note, s.note); err != nil {
		return err
	}
	if act == ActHold && !d.ScheduledAt.IsZero() {
		if err := d.unschedule(ctx, tx); err != nil {
			return err
		}
	}
	from := d.State
	if err := d.keep(ctx, tx, actor, string(act), note); err != nil {
		return err
	}
	switch act {
	case ActHold:
		d.State, d.CameFrom = Held, d.State
	case ActRelease:
		d.State, d.CameFrom = d.CameFrom, ""
	default:
		d.State, d.CameFrom = s.to, ""
	}
	if err := d.save(ctx, tx, actor); err != nil {
		return err
	}
	return account.Record(ctx, tx, actor, d.event(string(act), details("from", string(from), "to", string(d.State), "note", note)))
}

// openFor opens a story for an act of the workflow, which it refuses where the actor or the story's state is not fit.
func openFor(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64, act Act) (*desk, step, error) {
	d, err := open(ctx, tx, story, version)
	if err != nil {
		return nil, step{}, err
	}
	n, _, err := newsroom.At(ctx, tx, store.Latest)
	if err != nil {
		return nil, step{}, err
	}
	s, err := find(actor, d.Working, n, tx.Now(), act)
	if err == nil && (act == ActPublish || act == ActWithdraw || act == ActHold) {
		err = d.mayTouchPublic(ctx, tx, actor, s.right)
	}
	return d, s, err
}

func checkNote(note string, needed bool) error {
	if needed && strings.TrimSpace(note) == "" {
		return errs.New(errs.Invalid, "Say why, in a note.")
	}
	if len(note) > 4*maxLine || !store.IsText(note) {
		return errs.New(errs.Invalid, "A note is text of at most %d bytes.", 4*maxLine)
	}
	return nil
}

// details are pairs of names and what an act is recorded with, without those that are empty.
func details(pairs ...string) map[string]string {
	d := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			d[pairs[i]] = pairs[i+1]
		}
	}
	return d
}
