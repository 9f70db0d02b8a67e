package account

import (
	"context"
	"fmt"

	"masthead/internal/store"
)

// Sweep drops what is over: sessions, tokens, links and ceremonies that have expired, failures that are forgotten. All of
// it is refused without it too; it only keeps the tables small. Call it about every hour, on any node.
func Sweep(ctx context.Context, tx *store.Tx) error {
	now := tx.Now()
	for _, s := range []struct {
		query  string
		moment int64
	}{
		{`DELETE FROM session WHERE seen_at <= ?1`, store.Millis(now.Add(-sessionIdle))},
		{`DELETE FROM session WHERE created_at <= ?1`, store.Millis(now.Add(-sessionLife))},
		{`DELETE FROM token WHERE expires_at <= ?1`, store.Millis(now)},
		{`DELETE FROM invitation WHERE expires_at <= ?1`, store.Millis(now)},
		{`DELETE FROM passkey_flow WHERE expires_at <= ?1`, store.Millis(now)},
		{`DELETE FROM login_failure WHERE at <= ?1`, store.Millis(now.Add(-forgotten))},
	} {
		if _, err := tx.Exec(ctx, s.query, s.moment); err != nil {
			return fmt.Errorf("sweeping accounts: %w", err)
		}
	}
	return nil
}
