package front

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"masthead/internal/account"
	"masthead/internal/store"
)

// Apply makes l the layout of the site from now on. The first one counts from the beginning of time, so that an
// imported archive has rails at every moment of its past.
func Apply(ctx context.Context, tx *store.Tx, actor account.Actor, l Layout) error {
	if err := actor.May(account.Curate); err != nil {
		return err
	}
	if err := l.check(); err != nil {
		return err
	}
	document, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("applying a layout: %w", err)
	}
	from, err := store.Supersede(ctx, tx, "layout", "")
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO layout (from_at, until_at, document) VALUES (?1, ?2, ?3)`, from, store.Forever, string(document))
	if err != nil {
		return fmt.Errorf("applying a layout: %w", err)
	}
	tx.Change(Key())
	return nil
}

// At returns the layout as it stood at a moment, or the default one where none had been made.
func At(ctx context.Context, tx *store.Tx, moment time.Time) (Layout, error) {
	var document string
	err := tx.QueryRow(ctx, `SELECT document FROM layout WHERE from_at <= ?1 AND until_at > ?1`, store.Millis(moment)).Scan(&document)
	if errors.Is(err, sql.ErrNoRows) {
		return Default(), nil
	}
	var l Layout
	if err == nil {
		err = json.Unmarshal([]byte(document), &l)
	}
	if err != nil {
		return Layout{}, fmt.Errorf("reading the layout: %w", err)
	}
	return l, nil
}
