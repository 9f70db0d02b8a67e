package story

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// ErrEmbargo is the cause of the refusal to make a story public before its embargo ends.
var ErrEmbargo = errors.New("story: under embargo")

func errEmbargoed(until time.Time) error {
	return errs.Wrap(ErrEmbargo, errs.Conflict, "This story is under embargo until %s.", moment(until))
}

// maxAhead is how far ahead, in years, anything may be planned: what is further is a slip of the keyboard.
const maxAhead = 5

// limitedTime is what readers are told at the end of a story that was published for a limited time.
const limitedTime = "This story was published for a limited time."

// moment tells a time in a message.
func moment(t time.Time) string { return t.UTC().Format("15:04 UTC on 2 January 2006") }

// checkAhead refuses a time that is over or outside reason.
func checkAhead(what string, at, now time.Time) error {
	if !at.After(now) {
		return errs.New(errs.Invalid, "%s is over: %s.", what, moment(at))
	}
	if at.After(now.AddDate(maxAhead, 0, 0)) {
		return errs.New(errs.Invalid, "%s is more than %d years ahead: %s.", what, maxAhead, moment(at))
	}
	return nil
}

func (o Order) check(now time.Time) error {
	if !o.At.IsZero() && !o.At.Equal(now) {
		if err := checkAhead("The time of publication", o.At, now); err != nil {
			return err
		}
	}
	if o.Until.IsZero() {
		return checkNote(o.Note, false)
	}
	if err := checkAhead("The end", o.Until, now); err != nil {
		return err
	}
	if o.Endless || !o.Until.After(o.At) {
		return errs.New(errs.Invalid, "A story's end comes after its beginning.")
	}
	return checkNote(o.Note, false)
}

// PublishDraft makes the text of a story public as ordered. The error is of kind Conflict, with the cause ErrEmbargo
// where that is why.
func PublishDraft(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64, o Order) error {
	d, _, err := openFor(ctx, tx, actor, story, version, ActPublish)
	if err != nil {
		return err
	}
	now := tx.Now()
	o.At, o.Until = o.At.Truncate(time.Millisecond), o.Until.Truncate(time.Millisecond)
	if err := o.check(now); err != nil {
		return err
	}
	if o.At.IsZero() {
		o.At = now
	}
	before := d.State
	if err := d.carryOut(ctx, tx, actor, o); err != nil {
		return err
	}
	if err := d.save(ctx, tx, actor); err != nil {
		return err
	}
	detail := details("from", string(before), "correction", o.Correction, "note", o.Note)
	if !d.PublicUntil.IsZero() {
		detail["until"] = d.PublicUntil.Format(time.RFC3339)
	}
	if !o.Significant {
		detail["significant"] = "no"
	}
	if o.At.After(now) {
		detail["at"] = o.At.Format(time.RFC3339)
	}
	return account.Record(ctx, tx, actor, d.event(publishing(o, now), detail))
}

// publishing is the name of the act in the audit log.
func publishing(o Order, now time.Time) string {
	if o.At.After(now) {
		return "schedule"
	}
	return "publish"
}

// carryOut publishes as ordered. The caller saves the row.
func (d *desk) carryOut(ctx context.Context, tx *store.Tx, actor account.Actor, o Order) error {
	now := tx.Now()
	public, wasPublic := d.Public(now), !d.First.IsZero() && !d.First.After(now)
	if o.Correction != "" && !wasPublic {
		return errs.New(errs.Invalid, "There is nothing to correct: this story has never been public.")
	}
	end, reason, err := d.standingEnd(ctx, tx)
	if err != nil {
		return err
	}
	if !end.IsZero() && !end.After(o.At) && (public || o.Until.IsZero() && !o.Endless) {
		return errs.New(errs.Conflict, "This story ends before that, at %s.", moment(end))
	}
	if !d.ScheduledAt.IsZero() {
		if public {
			return errs.New(errs.Conflict, "A change is scheduled for %s. Cancel it first.", moment(d.ScheduledAt))
		}
		if err := d.unschedule(ctx, tx); err != nil {
			return err
		}
	}
	if err := d.fit(ctx, tx); err != nil {
		return err
	}
	if err := d.keep(ctx, tx, actor, publishing(o, now), cmp.Or(o.Note, o.Correction)); err != nil {
		return err
	}
	d.keptUntil, d.keptReason = store.Forever, ""
	if public && o.At.After(now) && !end.IsZero() {
		d.keptUntil, d.keptReason = store.Millis(end), reason
	}
	if !o.Until.IsZero() {
		end, reason = o.Until, o.UntilReason
		if reason == "" {
			reason = limitedTime
		}
	}
	d.become(now)
	from, err := d.publish(ctx, tx, d.LatestRevision, Publication{From: o.At, Minor: !o.Significant})
	if err != nil {
		return err
	}
	if o.Correction != "" {
		if err := d.correct(ctx, tx, from, o.Correction); err != nil {
			return err
		}
	}
	if end.IsZero() || o.Endless {
		return nil
	}
	return d.withdraw(ctx, tx, end, reason)
}

// standingEnd is when what is public, or scheduled, is to end, and what readers are told then; the zero time for never.
func (d *desk) standingEnd(ctx context.Context, tx *store.Tx) (end time.Time, reason string, err error) {
	if d.State != Published || !d.PublicUntil.After(tx.Now()) {
		return end, "", nil
	}
	err = tx.QueryRow(ctx, `SELECT reason FROM withdrawal WHERE story_id = ?1 AND from_at = ?2`, d.Story, store.Millis(d.PublicUntil)).Scan(&reason)
	if errors.Is(err, sql.ErrNoRows) {
		return end, "", nil
	}
	return d.PublicUntil, reason, wrap(err, "reading the end of a story")
}

// fit refuses a text that cannot be public.
func (d *desk) fit(ctx context.Context, tx *store.Tx) error {
	t, err := d.text(ctx, tx)
	if err != nil {
		return err
	}
	if err := t.checkLines(); err != nil {
		return err
	}
	if d.Kind == Article && t.Section == 0 {
		return errs.New(errs.Invalid, "A story needs a section before it can be published.")
	}
	return isSection(ctx, tx, t.Section)
}

// Unschedule cancels the publication that is still to come, with its correction; what stood before it stays.
func Unschedule(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64) error {
	d, err := open(ctx, tx, story, version)
	if err != nil {
		return err
	}
	if err := mayIn(actor, account.Publish, d.Working); err != nil {
		return err
	}
	if err := d.mayTouchPublic(ctx, tx, actor, account.Publish); err != nil {
		return err
	}
	at := d.ScheduledAt
	if err := d.unschedule(ctx, tx); err != nil {
		return err
	}
	if err := d.save(ctx, tx, actor); err != nil {
		return err
	}
	return account.Record(ctx, tx, actor, d.event("unschedule", details("at", at.Format(time.RFC3339))))
}

// unschedule cancels what is still to come. The end that stood before it comes back, and a story that was never public
// goes back to where it was. The caller saves the row.
func (d *desk) unschedule(ctx context.Context, tx *store.Tx) error {
	if d.ScheduledAt.IsZero() {
		return errs.Wrap(ErrTransition, errs.Conflict, "Nothing is scheduled for this story.")
	}
	if err := cancel(ctx, tx, d.Story, d.lastFrom); err != nil {
		return err
	}
	if err := d.plan(ctx, tx); err != nil {
		return err
	}
	d.told(tx.Now())
	if d.keptUntil != store.Forever {
		if err := d.withdraw(ctx, tx, store.Time(d.keptUntil), d.keptReason); err != nil {
			return err
		}
		d.keptUntil, d.keptReason = store.Forever, ""
	}
	if !d.Public(tx.Now()) && d.State == Published && d.CameFrom != "" {
		d.State, d.CameFrom = d.CameFrom, ""
	}
	t, err := d.text(ctx, tx)
	if err != nil {
		return err
	}
	return d.compare(ctx, tx, t)
}

// AddCorrection publishes, now, a note of what was wrong with a public story.
func AddCorrection(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64, note string) error {
	d, err := open(ctx, tx, story, version)
	if err != nil {
		return err
	}
	if err := mayIn(actor, account.Publish, d.Working); err != nil {
		return err
	}
	if err := d.mayTouchPublic(ctx, tx, actor, account.Publish); err != nil {
		return err
	}
	if !d.Public(tx.Now()) {
		return errs.Wrap(ErrTransition, errs.Conflict, "There is nothing to correct: this story is not public.")
	}
	if err := d.correct(ctx, tx, tx.Now(), note); err != nil {
		return err
	}
	if err := d.save(ctx, tx, actor); err != nil {
		return err
	}
	return account.Record(ctx, tx, actor, d.event("correct", details("note", note)))
}

// TakeDown withdraws a public story now or, where at is later, sets its end.
func TakeDown(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64, at time.Time, reason string) error {
	d, _, err := openFor(ctx, tx, actor, story, version, ActWithdraw)
	if err != nil {
		return err
	}
	at = at.Truncate(time.Millisecond)
	later := !at.IsZero() && !at.Equal(tx.Now())
	if later {
		if err := d.endLater(ctx, tx, at, reason); err != nil {
			return err
		}
	}
	if err := d.withdraw(ctx, tx, at, reason); err != nil {
		return err
	}
	detail := details("reason", reason)
	if later {
		detail["at"] = at.Format(time.RFC3339)
	} else {
		d.State, d.CameFrom, d.keptUntil, d.keptReason = Withdrawn, "", store.Forever, ""
		if err := d.keep(ctx, tx, actor, string(ActWithdraw), reason); err != nil {
			return err
		}
	}
	if err := d.save(ctx, tx, actor); err != nil {
		return err
	}
	return account.Record(ctx, tx, actor, d.event("withdraw", detail))
}

// endLater makes way for an end at a later moment, in place of the one that stands.
func (d *desk) endLater(ctx context.Context, tx *store.Tx, at time.Time, reason string) error {
	if err := checkAhead("The end", at, tx.Now()); err != nil {
		return err
	}
	if !d.ScheduledAt.IsZero() {
		if !d.ScheduledAt.Before(at) {
			return errs.New(errs.Conflict, "A change is scheduled for %s, which is not before that. Cancel it first.", moment(d.ScheduledAt))
		}
		d.keptUntil, d.keptReason = store.Millis(at), reason
	}
	if d.PublicUntil.IsZero() {
		return nil
	}
	end := store.Millis(d.PublicUntil)
	if _, err := tx.Exec(ctx, `DELETE FROM withdrawal WHERE story_id = ?1 AND from_at >= ?2`, d.Story, end); err != nil {
		return wrap(err, "moving the end of a story")
	}
	return reopen(ctx, tx, d.Story, end)
}

// SetEmbargo sets, changes or, with the zero time, lifts an embargo.
func SetEmbargo(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64, until time.Time) error {
	d, err := open(ctx, tx, story, version)
	if err != nil {
		return err
	}
	if err := mayIn(actor, account.Embargo, d.Working); err != nil {
		return err
	}
	until = until.Truncate(time.Millisecond)
	if !until.IsZero() {
		if err := checkAhead("The embargo", until, tx.Now()); err != nil {
			return err
		}
		if !d.ScheduledAt.IsZero() && d.ScheduledAt.Before(until) {
			return errs.Wrap(ErrEmbargo, errs.Conflict, "This story is scheduled for %s, before the embargo ends. Cancel that first.", moment(d.ScheduledAt))
		}
	}
	detail := map[string]string{}
	for name, t := range map[string]time.Time{"from": d.Embargo, "to": until} {
		if !t.IsZero() {
			detail[name] = t.Format(time.RFC3339)
		}
	}
	d.Embargo = until
	if err := d.save(ctx, tx, actor); err != nil {
		return err
	}
	return account.Record(ctx, tx, actor, d.event("embargo", detail))
}

// Assign makes a story a person's work; zero is nobody's.
func Assign(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64, person id.ID) error {
	d, err := open(ctx, tx, story, version)
	if err != nil {
		return err
	}
	return d.assign(ctx, tx, actor, person)
}

func (d *desk) assign(ctx context.Context, tx *store.Tx, actor account.Actor, person id.ID) error {
	if err := mayIn(actor, account.Assign, d.Working); err != nil {
		return err
	}
	name := ""
	if person != 0 {
		p, err := account.ByID(ctx, tx, person)
		if err != nil {
			return err
		}
		if !p.Active {
			return errs.New(errs.Invalid, "%s has left.", p.Name)
		}
		name = p.Name
	}
	d.Assignee = person
	if err := d.save(ctx, tx, actor); err != nil {
		return err
	}
	return account.Record(ctx, tx, actor, d.event("assign", details("to", name)))
}
