package story

import (
	"context"
	"time"

	"masthead/internal/store"
)

// undoable is how long an act on many stories can be undone at least.
const undoable = 7 * 24 * time.Hour

// Sweep drops what is over: links to drafts that have expired, and what stories had before acts on many that nobody undoes
// any more. Call it about every hour, on any node.
func Sweep(ctx context.Context, tx *store.Tx) error {
	now, old := store.Millis(tx.Now()), store.Millis(tx.Now().Add(-undoable))
	for _, s := range []struct {
		query  string
		moment int64
	}{
		{`DELETE FROM preview WHERE expires_at <= ?1`, now},
		{`DELETE FROM bulk_story WHERE bulk_id IN (SELECT id FROM bulk_act WHERE at <= ?1)`, old},
		{`DELETE FROM bulk_act WHERE at <= ?1`, old},
	} {
		if _, err := tx.Exec(ctx, s.query, s.moment); err != nil {
			return wrap(err, "sweeping stories")
		}
	}
	return nil
}
