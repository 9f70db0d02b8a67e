package topic

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"masthead/internal/id"
	"masthead/internal/store"
)

// Noun says what kind of thing an address leads to.
type Noun string

// The nouns that have addresses.
const (
	StoryNoun       Noun = "story"
	SectionNoun     Noun = "section"
	TopicNoun       Noun = "topic"
	ContributorNoun Noun = "contributor"
)

// SetAddress makes path lead to target from now on. An address that has led elsewhere now leads here: the latest wins,
// as it does on every site.
func SetAddress(ctx context.Context, tx *store.Tx, path string, noun Noun, target id.ID) error {
	_, err := tx.Exec(ctx, `INSERT INTO address (path, noun, target_id, at) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT (path) DO UPDATE SET noun = excluded.noun, target_id = excluded.target_id, at = excluded.at
		WHERE address.noun <> excluded.noun OR address.target_id <> excluded.target_id`,
		path, string(noun), target, store.Millis(tx.Now()))
	if err != nil {
		return fmt.Errorf("setting the address %s: %w", path, err)
	}
	return nil
}

// Lookup says what an address leads to; ok is false where it never led anywhere.
func Lookup(ctx context.Context, tx *store.Tx, path string) (noun Noun, target id.ID, ok bool, err error) {
	err = tx.QueryRow(ctx, `SELECT noun, target_id FROM address WHERE path = ?1`, path).Scan((*string)(&noun), &target)
	if errors.Is(err, sql.ErrNoRows) {
		return "", 0, false, nil
	}
	if err != nil {
		return "", 0, false, fmt.Errorf("looking up an address: %w", err)
	}
	return noun, target, true, nil
}
