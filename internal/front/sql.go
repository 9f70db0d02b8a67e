package front

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"masthead/internal/account"
	"masthead/internal/id"
	"masthead/internal/store"
	"masthead/internal/topic"
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
	return l, l.follow(ctx, tx, moment)
}

// follow puts, in place of the topics that had been merged by a moment, those that they became part of. The rails of a
// merged topic's own page go with the page.
func (l Layout) follow(ctx context.Context, tx *store.Tx, moment time.Time) error {
	var named []id.ID
	for own := range l.Own {
		named = append(named, own)
	}
	rails := l.all()
	for _, r := range rails {
		named = append(named, r.Topics...)
		for _, f := range []Fill{r.Fill, r.More} {
			if f.From == FromTopic && f.ID != 0 {
				named = append(named, f.ID)
			}
		}
	}
	into, err := topic.Follow(ctx, tx, moment, named)
	if err != nil || len(into) == 0 {
		return err
	}
	for _, r := range rails {
		r.Topics = topic.Followed(r.Topics, into)
		for _, f := range []*Fill{&r.Fill, &r.More} {
			if to := into[f.ID]; to != 0 && f.From == FromTopic {
				f.ID = to
			}
		}
	}
	for from := range into {
		delete(l.Own, from)
	}
	return nil
}

// all returns every rail of the layout, in place.
func (l Layout) all() []*Rail {
	var rails []*Rail
	for _, page := range l.Pages {
		for i := range page {
			rails = append(rails, &page[i])
		}
	}
	for _, page := range l.Own {
		for i := range page {
			rails = append(rails, &page[i])
		}
	}
	return rails
}

// Since returns when the layout that stands at a moment was applied. The one that a newsroom has not made, and its first,
// have always stood.
func Since(ctx context.Context, tx *store.Tx, moment time.Time) (time.Time, error) {
	from := store.Beginning
	err := tx.QueryRow(ctx, `SELECT from_at FROM layout WHERE from_at <= ?1 AND until_at > ?1`, store.Millis(moment)).Scan(&from)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, fmt.Errorf("reading the layout: %w", err)
	}
	return store.Time(from), nil
}
