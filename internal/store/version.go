package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Beginning is the start of a span that has always been: the year 1, in milliseconds.
const Beginning int64 = -62135596800000

// Supersede ends, now, the version that stands in a table of versions (from_at, until_at), and returns the from_at of
// the version that the caller inserts after it. The first version counts from the beginning of time, so that a
// newsroom's name, fronts and sections hold for an archive older than the newsroom. where narrows the rows to those of
// one thing ("id = ?1"); empty takes the whole table.
func Supersede(ctx context.Context, tx *Tx, table, where string, args ...any) (int64, error) {
	if where != "" {
		where = " AND " + where
	}
	current := fmt.Sprintf("%s WHERE until_at = %d%s", table, Forever, where)
	var from int64
	err := tx.QueryRow(ctx, "SELECT from_at FROM "+current, args...).Scan(&from)
	if errors.Is(err, sql.ErrNoRows) {
		return Beginning, nil
	}
	if err != nil {
		return 0, fmt.Errorf("superseding in %s: %w", table, err)
	}
	next := max(Millis(tx.Now()), from+1)
	end := fmt.Sprintf("UPDATE %s SET until_at = %d WHERE until_at = %d%s", table, next, Forever, where)
	if _, err := tx.Exec(ctx, end, args...); err != nil {
		return 0, fmt.Errorf("superseding in %s: %w", table, err)
	}
	return next, nil
}
