// Package contributor holds the people (and desks and agencies) whose bylines stand over stories.
package contributor

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
	"masthead/internal/topic"
)

// Contributor is a name that stands in bylines, with a page of its own.
type Contributor struct {
	ID      id.ID
	Slug    string
	Name    string
	Role    string // "Harbour correspondent"
	Bio     string // plain text; blank lines part paragraphs
	Picture id.ID  // zero for none
	Version int64  // tells one state from the next; where it is given to Save, that one must stand
}

// Path is the address of the contributor's page.
func (c Contributor) Path() string { return "/by/" + c.Slug }

// Key is what a page notes that shows the contributor, and what a change names.
func Key(i id.ID) string { return "contributor:" + i.String() }

// AllKey is what a page notes that lists contributors.
func AllKey() string { return "contributors" }

// Save adds a contributor, or changes it from now on where it has an id that exists. It returns it with its id and
// version. The error is of kind Stale where it came with a version and another stands.
func Save(ctx context.Context, tx *store.Tx, actor account.Actor, c Contributor) (Contributor, error) {
	if err := actor.May(account.ManagePeople); err != nil {
		return c, err
	}
	if err := c.check(); err != nil {
		return c, err
	}
	found, err := ByID(ctx, tx, store.Latest, []id.ID{c.ID})
	if err != nil {
		return c, err
	}
	before := append(found, Contributor{})[0]
	if c.Version != 0 && c.Version != before.Version {
		return c, errs.New(errs.Stale, "The contributor has been changed since you read it.")
	}
	if c.ID == 0 {
		c.ID = id.New(tx.Now())
	}
	if c.Version, err = store.Supersede(ctx, tx, "contributor", "id = ?1", c.ID); err != nil {
		return c, err
	}
	_, err = tx.Exec(ctx, `INSERT INTO contributor (id, from_at, until_at, slug, name, role, bio, picture_id, words)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`, c.ID, c.Version, store.Forever, c.Slug, c.Name, c.Role, c.Bio, c.Picture, topic.Words(c.Name))
	if store.IsUnique(err) {
		return c, errs.Wrap(err, errs.Conflict, "The address %q is taken.", c.Slug)
	}
	if err != nil {
		return c, fmt.Errorf("saving a contributor: %w", err)
	}
	tx.Change(Key(c.ID), AllKey())
	if err := topic.SetAddress(ctx, tx, c.Path(), topic.ContributorNoun, c.ID); err != nil {
		return c, err
	}
	e := account.Event{Act: "contributor.change", Noun: "contributor", Target: c.ID, About: c.Name, Detail: c.since(before)}
	if before.ID == 0 {
		e.Act = "contributor.create"
	}
	return c, account.Record(ctx, tx, actor, e)
}

func (c Contributor) check() error {
	switch {
	case !store.IsText(c.Name, c.Role, c.Bio):
		return errs.New(errs.Invalid, "A contributor's words must be text in UTF-8.")
	case c.Name == "" || len(c.Name) > 200 || len(c.Role) > 200:
		return errs.New(errs.Invalid, "A contributor has a name and a role of at most 200 bytes.")
	case c.Slug == "" || id.Slug(c.Slug) != c.Slug:
		return errs.New(errs.Invalid, "%q cannot stand in an address; try %q.", c.Slug, id.Slug(c.Name))
	case len(c.Bio) > 10000:
		return errs.New(errs.Invalid, "A biography has at most 10,000 bytes.")
	}
	return nil
}

// since says what has changed of a contributor, for the audit log.
func (c Contributor) since(before Contributor) map[string]string {
	d := account.Difference{}
	d.Add("name", before.Name, c.Name)
	d.Add("slug", before.Slug, c.Slug)
	d.Add("role", before.Role, c.Role)
	d.Add("bio", before.Bio, c.Bio)
	d.Add("picture", before.Picture.String(), c.Picture.String())
	return d
}

const columns = `SELECT id, slug, name, role, bio, picture_id, from_at FROM contributor WHERE from_at <= ?1 AND until_at > ?1`

func scan(row store.Row) (c Contributor, err error) {
	err = row.Scan(&c.ID, &c.Slug, &c.Name, &c.Role, &c.Bio, &c.Picture, &c.Version)
	return c, err
}

// BySlug finds the contributor who has a slug at a moment. The error is of kind NotFound where there is none.
func BySlug(ctx context.Context, tx *store.Tx, moment time.Time, slug string) (Contributor, error) {
	c, err := scan(tx.QueryRow(ctx, columns+` AND slug = ?2`, store.Millis(moment), slug))
	if errors.Is(err, sql.ErrNoRows) {
		return c, errs.New(errs.NotFound, "There is no contributor %q.", slug)
	}
	return c, err
}

// ByID returns the contributors with these ids as they stood at a moment, in no order.
func ByID(ctx context.Context, tx *store.Tx, moment time.Time, ids []id.ID) ([]Contributor, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := []any{store.Millis(moment)}
	rows, err := tx.Query(ctx, columns+` AND id IN `+store.In(&args, ids), args...)
	return store.Collect(rows, err, scan)
}

// All returns contributors as they stood at a moment, in the order in which they were added, after the one given (zero for the first page).
func All(ctx context.Context, tx *store.Tx, moment time.Time, after id.ID, limit int) ([]Contributor, error) {
	rows, err := tx.Query(ctx, columns+` AND id > ?2 ORDER BY id LIMIT ?3`, store.Millis(moment), after, limit)
	return store.Collect(rows, err, scan)
}

// Find returns the contributors of now whose names have words that begin with those typed, at most limit: first those
// whose addresses begin so. It walks the names where those are too few: some ten thousand take a few milliseconds.
func Find(ctx context.Context, tx *store.Tx, typed string, limit int) ([]Contributor, error) {
	t, now := topic.TypedAs(typed), store.Millis(store.Latest)
	rows, err := tx.Query(ctx, columns+` AND slug >= ?2 AND slug < ?3 ORDER BY slug LIMIT ?4`, now, t.From, t.To, limit)
	found, err := store.Collect(rows, err, scan)
	if err != nil || len(found) >= limit {
		return found, err
	}
	rows, err = tx.Query(ctx, columns+` AND slug > '' AND words LIKE ?2 AND words LIKE ?3 AND words LIKE ?4 AND words LIKE ?5
		ORDER BY slug LIMIT ?6`, now, t.Patterns[0], t.Patterns[1], t.Patterns[2], t.Patterns[3], limit)
	others, err := store.Collect(rows, err, scan)
	return topic.Together(found, others, limit, func(c Contributor) id.ID { return c.ID }), err
}
