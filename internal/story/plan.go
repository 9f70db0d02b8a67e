package story

import (
	"context"
	"database/sql"
	"errors"

	"masthead/internal/id"
	"masthead/internal/store"
)

// cancel removes what is scheduled for a story from a moment in the future on, which nobody has ever seen: publications,
// their corrections, and the end that was to follow. What was to end by it goes on, also an end of the story's being
// withdrawn.
func cancel(ctx context.Context, tx *store.Tx, story id.ID, from int64) error {
	var next int64
	if err := tx.QueryRow(ctx, `SELECT min(from_at) FROM publication WHERE story_id = ?1 AND from_at >= ?2`, story, from).Scan(&next); err != nil {
		return wrap(err, "cancelling a publication")
	}
	for _, statement := range []string{
		`DELETE FROM publication WHERE story_id = ?1 AND from_at >= ?2`,
		`DELETE FROM correction WHERE story_id = ?1 AND at >= ?2 AND scheduled = 1`,
		`DELETE FROM withdrawal WHERE story_id = ?1 AND from_at >= ?2`,
		`DELETE FROM listing WHERE story_id = ?1 AND until_at > ?2 AND from_at >= ?2`,
	} {
		if _, err := tx.Exec(ctx, statement, story, next); err != nil {
			return wrap(err, "cancelling a publication")
		}
	}
	return reopen(ctx, tx, story, next)
}

// reopen lets go on what was to end at a moment in the future, or later.
func reopen(ctx context.Context, tx *store.Tx, story id.ID, from int64) error {
	for _, statement := range []string{
		`UPDATE publication SET until_at = ?3 WHERE story_id = ?1 AND until_at >= ?2 AND until_at < ?3`,
		`UPDATE withdrawal SET until_at = ?3 WHERE story_id = ?1 AND until_at >= ?2 AND until_at < ?3`,
		`UPDATE listing SET until_at = ?3 WHERE story_id = ?1 AND until_at >= ?2 AND until_at < ?3`,
	} {
		if _, err := tx.Exec(ctx, statement, story, from, store.Forever); err != nil {
			return wrap(err, "reopening what was to end")
		}
	}
	tx.Change(Key(story))
	lists, err := listings(ctx, tx, story, from)
	for l := range lists {
		tx.Change(ListKey(l))
	}
	return err
}

// plan reads again what is public of the story now and will be. It shows the presence on the site that is or, where there
// is none, the next one or the last.
func (d *desk) plan(ctx context.Context, tx *store.Tx) error {
	now := store.Millis(tx.Now())
	var first, standing int64
	err := tx.QueryRow(ctx, `SELECT from_at, revision_id, first_at FROM publication WHERE story_id = ?1
		ORDER BY from_at DESC LIMIT 1`, d.Story).Scan(&d.lastFrom, &d.PublishedRevision, &first)
	if errors.Is(err, sql.ErrNoRows) {
		d.lastFrom, d.PublishedRevision, d.differs = store.Beginning, 0, false
		d.First, d.PublicFrom, d.PublicUntil = beginning(store.Beginning), beginning(store.Beginning), ending(store.Forever)
		return nil
	}
	if err != nil {
		return wrap(err, "reading what is public")
	}
	err = tx.QueryRow(ctx, `SELECT coalesce((SELECT from_at FROM publication WHERE story_id = ?1 AND from_at <= ?2 AND until_at > ?2),
		(SELECT min(from_at) FROM publication WHERE story_id = ?1 AND from_at > ?2), ?3)`, d.Story, now, d.lastFrom).Scan(&standing)
	if err != nil {
		return wrap(err, "reading what is public")
	}
	var from, until int64
	err = tx.QueryRow(ctx, `SELECT
		(SELECT p.from_at FROM publication p WHERE p.story_id = ?1 AND p.from_at <= ?2 AND NOT EXISTS
			(SELECT 1 FROM publication q WHERE q.story_id = ?1 AND q.until_at = p.from_at) ORDER BY p.from_at DESC LIMIT 1),
		(SELECT p.until_at FROM publication p WHERE p.story_id = ?1 AND p.from_at >= ?2 AND NOT EXISTS
			(SELECT 1 FROM publication q WHERE q.story_id = ?1 AND q.from_at = p.until_at) ORDER BY p.from_at LIMIT 1)`,
		d.Story, standing).Scan(&from, &until)
	d.First, d.PublicFrom, d.PublicUntil = store.Time(first), store.Time(from), ending(until)
	return wrap(err, "reading what is public")
}
