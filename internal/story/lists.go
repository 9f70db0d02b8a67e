package story

import (
	"context"
	"time"

	"masthead/internal/id"
	"masthead/internal/store"
)

// CountIn returns how many public stories stand in each of these lists at a moment.
func CountIn(ctx context.Context, tx *store.Tx, moment time.Time, lists []id.ID) (map[id.ID]int, error) {
	counts := map[id.ID]int{}
	if len(lists) == 0 {
		return counts, nil
	}
	args := []any{store.Millis(moment)}
	rows, err := tx.Query(ctx, `SELECT list_id, count(*) FROM listing WHERE list_id IN `+store.In(&args, lists)+`
		AND until_at > ?1 AND from_at <= ?1 GROUP BY list_id`, args...)
	_, err = store.Collect(rows, err, func(row store.Row) (struct{}, error) {
		var list id.ID
		var n int
		err := row.Scan(&list, &n)
		counts[list] = n
		return struct{}{}, err
	})
	return counts, wrap(err, "counting stories")
}

// Standing is an unbroken presence of a story in a list.
type Standing struct {
	List        id.ID
	From, Until time.Time // Until is zero where no end is set
}

// ListsOf returns where a story stands in lists at a moment, and since when.
func ListsOf(ctx context.Context, tx *store.Tx, moment time.Time, story id.ID) ([]Standing, error) {
	rows, err := tx.Query(ctx, `SELECT list_id, from_at, until_at FROM listing WHERE story_id = ?1 AND until_at > ?2 AND from_at <= ?2`,
		story, store.Millis(moment))
	all, err := store.Collect(rows, err, func(row store.Row) (s Standing, err error) {
		var from, until int64
		err = row.Scan(&s.List, &from, &until)
		s.From = store.Time(from)
		if until != store.Forever {
			s.Until = store.Time(until)
		}
		return s, err
	})
	return all, wrap(err, "reading a story's lists")
}
