package story

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// maxBulk bounds how many stories one act changes.
const maxBulk = 500

// Bulk does one act to at most 500 stories. Each is checked on its own. What it changes of a public story is its text on
// the desk, not the public page, until the story is published again.
func Bulk(ctx context.Context, tx *store.Tx, actor account.Actor, stories []id.ID, act BulkAct, value id.ID) (BulkResult, error) {
	if err := actor.May(account.UseDesk); err != nil {
		return BulkResult{}, err
	}
	if len(stories) > maxBulk {
		return BulkResult{}, errs.New(errs.Invalid, "At most %d stories can be changed at once.", maxBulk)
	}
	if err := act.check(ctx, tx, value); err != nil {
		return BulkResult{}, err
	}
	r := BulkResult{ID: id.New(tx.Now())}
	_, err := tx.Exec(ctx, `INSERT INTO bulk_act (id, at, person_id, act, value, undone) VALUES (?1, ?2, ?3, ?4, ?5, 0)`,
		r.ID, store.Millis(tx.Now()), actor.Person(), string(act), value)
	if err != nil {
		return r, wrap(err, "changing many stories")
	}
	seen := map[id.ID]bool{}
	for _, story := range stories {
		if seen[story] {
			continue
		}
		seen[story] = true
		err := r.try(story, func() error {
			d, err := read(ctx, tx, story)
			if err != nil {
				return err
			}
			before, changed, err := act.do(ctx, tx, actor, d, value)
			if err != nil || !changed {
				return err
			}
			_, err = tx.Exec(ctx, `INSERT INTO bulk_story (bulk_id, story_id, before, version) VALUES (?1, ?2, ?3, ?4)`, r.ID, story, before, d.Version)
			return wrap(err, "changing many stories")
		})
		if err != nil {
			return r, err
		}
	}
	return r, nil
}

// try notes what became of one story: a refusal is not a failure of the whole.
func (r *BulkResult) try(story id.ID, fn func() error) error {
	err := fn()
	switch errs.KindOf(err) {
	case errs.NotFound, errs.Invalid, errs.Conflict, errs.Forbidden, errs.Stale:
		r.Refused = append(r.Refused, Refusal{Story: story, Why: errs.Public(err)})
		return nil
	}
	if err == nil {
		r.Done = append(r.Done, story)
	}
	return err
}

func (a BulkAct) check(ctx context.Context, tx *store.Tx, value id.ID) error {
	switch a {
	case BulkAssign:
		if value == 0 {
			return nil
		}
		_, err := account.ByID(ctx, tx, value)
		return err
	case BulkSection:
		if value == 0 {
			return errs.New(errs.Invalid, "Say into which section.")
		}
		return isSection(ctx, tx, value)
	case BulkAddTopic, BulkRemoveTopic:
		return areTopics(ctx, tx, []id.ID{value})
	}
	return errs.New(errs.Invalid, "%q is not an act on many stories.", a)
}

// do does the act to one story. It returns what the story had: the value, or whether it had the topic (1 or 0).
func (a BulkAct) do(ctx context.Context, tx *store.Tx, actor account.Actor, d *desk, value id.ID) (before id.ID, changed bool, err error) {
	switch a {
	case BulkAssign:
		if before = d.Assignee; before == value {
			return before, false, mayIn(actor, account.Assign, d.Working)
		}
		return before, true, d.assign(ctx, tx, actor, value)
	case BulkSection:
		if before = d.Section; before == value {
			return before, false, mayWrite(actor, d.Working)
		}
		return before, true, d.moveSection(ctx, tx, actor, value)
	}
	topics := slices.Clone(d.Topics)
	had := slices.Contains(topics, value)
	if had {
		before = 1
	}
	if had == (a == BulkAddTopic) {
		return before, false, mayWrite(actor, d.Working)
	}
	if had {
		topics = slices.DeleteFunc(topics, func(t id.ID) bool { return t == value })
	} else {
		topics = append(topics, value)
	}
	return before, true, d.setTopics(ctx, tx, actor, topics)
}

func (d *desk) moveSection(ctx context.Context, tx *store.Tx, actor account.Actor, section id.ID) error {
	if d.Kind == Page {
		return errs.New(errs.Invalid, "A plain page stands in no section.")
	}
	from := d.Section
	return d.rewrite(ctx, tx, actor, "move_section", details("from", from.String(), "to", section.String()), func(t *text) { t.Section = section })
}

func (d *desk) setTopics(ctx context.Context, tx *store.Tx, actor account.Actor, topics []id.ID) error {
	if len(topics) > maxLabels {
		return errs.New(errs.Invalid, "A story has at most %d topics.", maxLabels)
	}
	return d.rewrite(ctx, tx, actor, "topics", details("from", encodeIDs(d.Topics), "to", encodeIDs(topics)), func(t *text) { t.Topics = topics })
}

// rewrite changes the text of a story and saves it, as a revision that has what somebody was writing too.
func (d *desk) rewrite(ctx context.Context, tx *store.Tx, actor account.Actor, act string, detail map[string]string, change func(*text)) error {
	t, err := d.text(ctx, tx)
	if err != nil {
		return err
	}
	change(&t)
	if err := mayMove(actor, d.Working, t.Section); err != nil {
		return err
	}
	if err := d.setText(ctx, tx, actor, t); err != nil {
		return err
	}
	if err := d.keep(ctx, tx, actor, act, ""); err != nil {
		return err
	}
	if err := d.save(ctx, tx, actor); err != nil {
		return err
	}
	return account.Record(ctx, tx, actor, d.event(act, detail))
}

// UndoBulk gives each story back what it had before a bulk act of the actor, but for those that have changed since.
func UndoBulk(ctx context.Context, tx *store.Tx, actor account.Actor, bulk id.ID) (BulkResult, error) {
	r := BulkResult{ID: bulk}
	var act BulkAct
	var person, value id.ID
	var undone int
	err := tx.QueryRow(ctx, `SELECT act, person_id, value, undone FROM bulk_act WHERE id = ?1`, bulk).Scan((*string)(&act), &person, &value, &undone)
	if errors.Is(err, sql.ErrNoRows) || err == nil && person != actor.Person() {
		return r, errs.New(errs.NotFound, "There is no such act of yours.")
	}
	if err != nil {
		return r, wrap(err, "undoing")
	}
	if undone != 0 {
		return r, errs.New(errs.Conflict, "This has been undone already.")
	}
	if _, err := tx.Exec(ctx, `UPDATE bulk_act SET undone = 1 WHERE id = ?1`, bulk); err != nil {
		return r, wrap(err, "undoing")
	}
	type was struct {
		story, before id.ID
		version       int64
	}
	rows, err := tx.Query(ctx, `SELECT story_id, before, version FROM bulk_story WHERE bulk_id = ?1 ORDER BY story_id`, bulk)
	stories, err := store.Collect(rows, err, func(row store.Row) (w was, err error) { return w, row.Scan(&w.story, &w.before, &w.version) })
	if err != nil {
		return r, wrap(err, "undoing")
	}
	for _, w := range stories {
		err := r.try(w.story, func() error {
			d, err := open(ctx, tx, w.story, w.version)
			if err != nil {
				return err
			}
			back, to := act, w.before
			switch act {
			case BulkAddTopic:
				back, to = BulkRemoveTopic, value
			case BulkRemoveTopic:
				back, to = BulkAddTopic, value
			}
			_, _, err = back.do(ctx, tx, actor, d, to)
			return err
		})
		if err != nil {
			return r, err
		}
	}
	return r, nil
}
