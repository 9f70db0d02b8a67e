package story

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// keep makes a revision of the text as it was last saved, which says who did what and why, also where the text has not
// changed: history tells every deliberate act. The caller saves the row.
func (d *desk) keep(ctx context.Context, tx *store.Tx, actor account.Actor, act, note string) error {
	t, err := d.text(ctx, tx)
	if err != nil {
		return err
	}
	if d.LatestRevision, err = insertRevision(ctx, tx, actor, d.Story, t, act, note); err != nil {
		return err
	}
	return d.dropDraft(ctx, tx)
}

const revisionColumns = `SELECT id, at, actor, person_id, act, note, headline, words FROM revision`

func scanRevision(row store.Row, live id.ID) (r Revision, err error) {
	var at int64
	err = row.Scan(&r.ID, &at, &r.By, &r.Person, &r.Act, &r.Note, &r.Headline, &r.Words)
	r.At, r.Live = store.Time(at), r.ID == live
	return r, err
}

// Revisions returns the revisions of a story, the newest first.
func Revisions(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID) ([]Revision, error) {
	live, err := liveOf(ctx, tx, actor, story)
	if err != nil {
		return nil, err
	}
	rows, err := tx.Query(ctx, revisionColumns+` WHERE story_id = ?1 ORDER BY id DESC`, story)
	all, err := store.Collect(rows, err, func(row store.Row) (Revision, error) { return scanRevision(row, live) })
	return all, wrap(err, "reading revisions")
}

// RevisionContent returns one revision of a story and its text.
func RevisionContent(ctx context.Context, tx *store.Tx, actor account.Actor, story, revision id.ID) (Revision, Draft, error) {
	live, err := liveOf(ctx, tx, actor, story)
	if err != nil {
		return Revision{}, Draft{}, err
	}
	t, err := revisionText(ctx, tx, story, revision)
	if err != nil {
		return Revision{}, Draft{}, err
	}
	r, err := scanRevision(tx.QueryRow(ctx, revisionColumns+` WHERE id = ?1`, revision), live)
	if err != nil {
		return r, Draft{}, wrap(err, "reading a revision")
	}
	d, err := t.unpack()
	return r, d, err
}

// liveOf returns the revision of a story that is public now, or zero.
func liveOf(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID) (live id.ID, err error) {
	if _, err := Get(ctx, tx, actor, story); err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `SELECT revision_id FROM publication WHERE story_id = ?1 AND from_at <= ?2 AND until_at > ?2`,
		story, store.Millis(tx.Now())).Scan(&live)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return live, wrap(err, "reading what is public")
}

// Restore makes the text of a revision that of the story, as a new revision. What was being written becomes one before it.
func Restore(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64, revision id.ID) error {
	d, err := open(ctx, tx, story, version)
	if err != nil {
		return err
	}
	t, err := revisionText(ctx, tx, story, revision)
	if err != nil {
		return err
	}
	if err := mayMove(actor, d.Working, t.Section); err != nil {
		return err
	}
	var at int64
	if err := tx.QueryRow(ctx, `SELECT at FROM revision WHERE id = ?1`, revision).Scan(&at); err != nil {
		return wrap(err, "reading a revision")
	}
	if d.drafted {
		if err := d.keep(ctx, tx, actor, "revise", ""); err != nil {
			return err
		}
		if err := account.Record(ctx, tx, actor, d.event("revise", nil)); err != nil {
			return err
		}
	}
	if err := d.setText(ctx, tx, actor, t); err != nil {
		return err
	}
	if !d.drafted {
		return errs.New(errs.Conflict, "The story says what this revision says already.")
	}
	if err := d.keep(ctx, tx, actor, "restore", ""); err != nil {
		return err
	}
	if err := d.save(ctx, tx, actor); err != nil {
		return err
	}
	return account.Record(ctx, tx, actor, d.event("restore", map[string]string{"revision": revision.String(), "of": store.Time(at).Format(time.RFC3339)}))
}

// Publications returns what was, is and will be public of a story, in the order of time.
func Publications(ctx context.Context, tx *store.Tx, story id.ID) ([]Presence, error) {
	rows, err := tx.Query(ctx, `SELECT from_at, until_at, revision_id, first_at, changed_at FROM publication WHERE story_id = ?1 ORDER BY from_at`, story)
	all, err := store.Collect(rows, err, func(row store.Row) (p Presence, err error) {
		var from, until, first, changed int64
		err = row.Scan(&from, &until, &p.Revision, &first, &changed)
		p.From, p.Until, p.First, p.Significant = store.Time(from), ending(until), store.Time(first), store.Time(changed)
		return p, err
	})
	return all, wrap(err, "reading publications")
}

// Corrections returns the corrections of a story, the newest first, and those that appear with a publication to come.
func Corrections(ctx context.Context, tx *store.Tx, story id.ID) ([]Correction, error) {
	rows, err := tx.Query(ctx, `SELECT at, note FROM correction WHERE story_id = ?1 ORDER BY at DESC`, story)
	all, err := store.Collect(rows, err, func(row store.Row) (c Correction, err error) {
		var at int64
		err = row.Scan(&at, &c.Note)
		c.At = store.Time(at)
		return c, err
	})
	return all, wrap(err, "reading corrections")
}

// WithdrawalOf returns the withdrawal that stands or is to come, or nil.
func WithdrawalOf(ctx context.Context, tx *store.Tx, story id.ID) (*Withdrawal, error) {
	var w Withdrawal
	var at int64
	err := tx.QueryRow(ctx, `SELECT from_at, reason FROM withdrawal WHERE story_id = ?1 AND until_at > ?2 ORDER BY from_at LIMIT 1`,
		story, store.Millis(tx.Now())).Scan(&at, &w.Reason)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	w.At = store.Time(at)
	return &w, wrap(err, "reading a withdrawal")
}
