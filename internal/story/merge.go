package story

import (
	"context"
	"slices"

	"masthead/internal/account"
	"masthead/internal/id"
	"masthead/internal/store"
	"masthead/internal/topic"
)

// MergeTopic makes one topic part of another from now on: its stories stand in the other's list, and its address leads
// there. The site as it stood before stays as it was. Revisions and drafts keep the topic that they name, which is read
// as the other from then on.
func MergeTopic(ctx context.Context, tx *store.Tx, actor account.Actor, from, into id.ID) error {
	if err := topic.Merge(ctx, tx, actor, from, into); err != nil {
		return err
	}
	now := store.Millis(tx.Now())
	both, err := inBoth(ctx, tx, from, into, now)
	if err != nil {
		return err
	}
	for _, story := range both {
		if err := joinSpans(ctx, tx, story, from, into, now); err != nil {
			return err
		}
	}
	for _, s := range []struct {
		statement string
		args      []any
	}{
		{`INSERT INTO listing (list_id, first_at, story_id, from_at, until_at)
			SELECT ?3, first_at, story_id, CASE WHEN from_at < ?2 THEN ?2 ELSE from_at END, until_at FROM listing
			WHERE list_id = ?1 AND until_at > ?2`, []any{from, now, into}},
		{`DELETE FROM listing WHERE list_id = ?1 AND until_at > ?2 AND from_at >= ?2`, []any{from, now}},
		{`UPDATE listing SET until_at = ?2 WHERE list_id = ?1 AND until_at > ?2`, []any{from, now}},
	} {
		if _, err := tx.Exec(ctx, s.statement, s.args...); err != nil {
			return wrap(err, "merging topics")
		}
	}
	tx.Change(ListKey(from), ListKey(into))
	return mergeWorking(ctx, tx, from, into)
}

// mergeWorking puts one topic in place of another in what the desk knows of its stories. The versions of those stay: an
// editor who is writing one of them is not disturbed.
func mergeWorking(ctx context.Context, tx *store.Tx, from, into id.ID) error {
	const (
		both = ` WHERE story_id IN (SELECT a.story_id FROM working_topic a JOIN working_topic b ON b.story_id = a.story_id
			WHERE a.topic_id = ?3 AND b.topic_id = ?4)`
		one = ` WHERE story_id IN (SELECT story_id FROM working_topic WHERE topic_id = ?3)`
	)
	was, is := from.String(), into.String()
	for _, s := range []struct {
		statement string
		args      []any
	}{
		{`UPDATE working_line SET topics = trim(replace(replace(topics, ?1, ?2), '  ', ' '))` + both, []any{was, "", from, into}},
		{`UPDATE working_body SET topics = trim(replace(replace(topics, ?1, ?2), '  ', ' '))` + both, []any{was, "", from, into}},
		{`UPDATE working_line SET topics = replace(topics, ?1, ?2)` + one, []any{was, is, from}},
		{`UPDATE working_body SET topics = replace(topics, ?1, ?2)` + one, []any{was, is, from}},
		{`INSERT INTO working_topic (topic_id, story_id) SELECT ?2, a.story_id FROM working_topic a WHERE a.topic_id = ?1
			AND NOT EXISTS (SELECT 1 FROM working_topic b WHERE b.topic_id = ?2 AND b.story_id = a.story_id)`, []any{from, into}},
		{`DELETE FROM working_topic WHERE topic_id = ?1`, []any{from}},
	} {
		if _, err := tx.Exec(ctx, s.statement, s.args...); err != nil {
			return wrap(err, "merging topics on the desk")
		}
	}
	return nil
}

// inBoth returns the stories that stand in both lists, or will.
func inBoth(ctx context.Context, tx *store.Tx, one, other id.ID, now int64) ([]id.ID, error) {
	rows, err := tx.Query(ctx, `SELECT a.story_id FROM listing a JOIN listing b ON b.story_id = a.story_id
		WHERE a.list_id = ?1 AND a.until_at > ?3 AND b.list_id = ?2 AND b.until_at > ?3`, one, other, now)
	both, err := store.Collect(rows, err, func(row store.Row) (i id.ID, err error) { return i, row.Scan(&i) })
	slices.Sort(both)
	return slices.Compact(both), wrap(err, "merging topics")
}

// presence is a story's unbroken presence in a list.
type presence struct{ first, from, until int64 }

// joinSpans gives a story, in one list, the time from now on that it has in either, and takes it out of the other.
func joinSpans(ctx context.Context, tx *store.Tx, story, from, into id.ID, now int64) error {
	rows, err := tx.Query(ctx, `SELECT list_id, first_at, from_at, until_at FROM listing
		WHERE story_id = ?1 AND until_at > ?2 AND list_id IN (?3, ?4)`, story, now, from, into)
	all, err := store.Collect(rows, err, func(row store.Row) (p presence, err error) {
		var list id.ID
		err = row.Scan(&list, &p.first, &p.from, &p.until)
		if list == from {
			p.from = max(p.from, now) // before that it stood in the other list alone
		}
		return p, err
	})
	if err != nil {
		return wrap(err, "merging topics")
	}
	for _, s := range []struct {
		statement string
		args      []any
	}{
		{`UPDATE listing SET until_at = ?1 WHERE list_id = ?2 AND story_id = ?3 AND until_at > ?1 AND from_at < ?1`, []any{now, from, story}},
		{`DELETE FROM listing WHERE story_id = ?1 AND until_at > ?2 AND list_id IN (?3, ?4)`, []any{story, now, from, into}},
	} {
		if _, err := tx.Exec(ctx, s.statement, s.args...); err != nil {
			return wrap(err, "merging topics")
		}
	}
	for _, p := range joined(all) {
		if _, err := tx.Exec(ctx, `INSERT INTO listing (list_id, first_at, story_id, from_at, until_at) VALUES (?1, ?2, ?3, ?4, ?5)`,
			into, p.first, story, p.from, p.until); err != nil {
			return wrap(err, "merging topics")
		}
	}
	return nil
}

// joined makes one presence of those that overlap or touch.
func joined(all []presence) []presence {
	slices.SortFunc(all, func(a, b presence) int { return int(min(max(a.from-b.from, -1), 1)) })
	var out []presence
	for _, p := range all {
		if n := len(out); n > 0 && p.from <= out[n-1].until && p.first == out[n-1].first {
			out[n-1].until = max(out[n-1].until, p.until)
			continue
		}
		out = append(out, p)
	}
	return out
}

// followed returns the labels of a revision with the topics that its own have been merged into since.
func followed(ctx context.Context, tx *store.Tx, labels []id.ID) ([]id.ID, error) {
	into, err := topic.Follow(ctx, tx, store.Latest, labels)
	return topic.Followed(labels, into), err
}
