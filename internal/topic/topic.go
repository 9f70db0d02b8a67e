// Package topic holds what stories are filed under — sections and topics — and the addresses of everything.
package topic

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// Section is a part of the site; a story stands in one.
type Section struct {
	ID          id.ID
	Slug        string
	Name        string
	Description string
	Colour      string // "#rrggbb", or empty for the theme's own
	Position    int    // order in the navigation, then by name
}

// Topic is what stories are about; a story has any number.
type Topic struct {
	ID          id.ID
	Slug        string
	Name        string
	Description string
}

// Path is the address of the section's page.
func (s Section) Path() string { return "/" + s.Slug }

// Path is the address of the topic's page.
func (t Topic) Path() string { return "/topics/" + t.Slug }

// Key is what a page notes that shows a section's or topic's own words, and what a change of them names.
func Key(i id.ID) string { return "topic:" + i.String() }

// SectionsKey is what a page notes that shows all sections.
func SectionsKey() string { return "sections" }

// TopicsKey is what a page notes that shows all topics.
func TopicsKey() string { return "topics" }

var colour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// reserved are the first parts of addresses that the site keeps for itself.
var reserved = map[string]bool{
	"topics": true, "by": true, "latest": true, "media": true, "assets": true, "desk": true, "api": true, "feed": true,
	"feeds": true, "sitemap": true, "static": true, "healthz": true, "readyz": true, "metrics": true, "schema": true, "search": true, "live": true,
}

// Reserved reports whether no section and no plain page may have this slug.
func Reserved(slug string) bool { return reserved[slug] }

func checkName(slug, name, description string) error {
	switch {
	case !store.IsText(name, description):
		return errs.New(errs.Invalid, "Names and descriptions must be text in UTF-8.")
	case name == "" || len(name) > 200:
		return errs.New(errs.Invalid, "A name has between 1 and 200 bytes.")
	case slug == "" || id.Slug(slug) != slug:
		return errs.New(errs.Invalid, "%q cannot stand in an address; try %q.", slug, id.Slug(name))
	case len(description) > 2000:
		return errs.New(errs.Invalid, "A description has at most 2,000 bytes.")
	}
	return nil
}

// SaveSection adds a section, or changes it from now on where it has an id that exists. It returns it with its id.
func SaveSection(ctx context.Context, tx *store.Tx, actor account.Actor, s Section) (Section, error) {
	if err := actor.May(account.ManageSections); err != nil {
		return s, err
	}
	if err := checkName(s.Slug, s.Name, s.Description); err != nil {
		return s, err
	}
	if Reserved(s.Slug) {
		return s, errs.New(errs.Invalid, "The site keeps the address /%s for itself.", s.Slug)
	}
	if s.Colour != "" && !colour.MatchString(s.Colour) {
		return s, errs.New(errs.Invalid, "%q is not a colour such as #0a5c8a.", s.Colour)
	}
	if s.ID == 0 {
		s.ID = id.New(tx.Now())
	}
	from, err := store.Supersede(ctx, tx, "section", "id = ?1", s.ID)
	if err != nil {
		return s, err
	}
	_, err = tx.Exec(ctx, `INSERT INTO section (id, from_at, until_at, slug, name, description, colour, position)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`, s.ID, from, store.Forever, s.Slug, s.Name, s.Description, s.Colour, s.Position)
	if err != nil {
		return s, saveError(err, s.Slug)
	}
	tx.Change(Key(s.ID), SectionsKey())
	return s, SetAddress(ctx, tx, s.Path(), SectionNoun, s.ID)
}

// SaveTopic adds a topic, or changes it from now on where it has an id that exists. It returns it with its id.
func SaveTopic(ctx context.Context, tx *store.Tx, actor account.Actor, t Topic) (Topic, error) {
	if err := actor.May(account.ManageTopics); err != nil {
		return t, err
	}
	if err := checkName(t.Slug, t.Name, t.Description); err != nil {
		return t, err
	}
	if t.ID == 0 {
		t.ID = id.New(tx.Now())
	}
	from, err := store.Supersede(ctx, tx, "topic", "id = ?1", t.ID)
	if err != nil {
		return t, err
	}
	_, err = tx.Exec(ctx, `INSERT INTO topic (id, from_at, until_at, slug, name, description)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6)`, t.ID, from, store.Forever, t.Slug, t.Name, t.Description)
	if err != nil {
		return t, saveError(err, t.Slug)
	}
	tx.Change(Key(t.ID), TopicsKey())
	return t, SetAddress(ctx, tx, t.Path(), TopicNoun, t.ID)
}

func saveError(err error, slug string) error {
	if store.IsUnique(err) {
		return errs.Wrap(err, errs.Conflict, "The address %q is taken.", slug)
	}
	return err
}

const sectionColumns = `SELECT id, slug, name, description, colour, position FROM section WHERE from_at <= ?1 AND until_at > ?1`

func scanSection(row store.Row) (s Section, err error) {
	err = row.Scan(&s.ID, &s.Slug, &s.Name, &s.Description, &s.Colour, &s.Position)
	return s, err
}

// Sections returns all sections as they stood at a moment, in their order. There are few; a newsroom has at most some dozens.
func Sections(ctx context.Context, tx *store.Tx, moment time.Time) ([]Section, error) {
	rows, err := tx.Query(ctx, sectionColumns+` ORDER BY position, name, id`, store.Millis(moment))
	return store.Collect(rows, err, scanSection)
}

// SectionBySlug finds the section that has a slug at a moment. The error is of kind NotFound where there is none.
func SectionBySlug(ctx context.Context, tx *store.Tx, moment time.Time, slug string) (Section, error) {
	s, err := scanSection(tx.QueryRow(ctx, sectionColumns+` AND slug = ?2`, store.Millis(moment), slug))
	return s, notFound(err, "There is no section %q.", slug)
}

const topicColumns = `SELECT id, slug, name, description FROM topic WHERE from_at <= ?1 AND until_at > ?1`

func scanTopic(row store.Row) (t Topic, err error) {
	err = row.Scan(&t.ID, &t.Slug, &t.Name, &t.Description)
	return t, err
}

// TopicBySlug finds the topic that has a slug at a moment. The error is of kind NotFound where there is none.
func TopicBySlug(ctx context.Context, tx *store.Tx, moment time.Time, slug string) (Topic, error) {
	t, err := scanTopic(tx.QueryRow(ctx, topicColumns+` AND slug = ?2`, store.Millis(moment), slug))
	return t, notFound(err, "There is no topic %q.", slug)
}

// TopicsByID returns the topics with these ids as they stood at a moment, in no order.
func TopicsByID(ctx context.Context, tx *store.Tx, moment time.Time, ids []id.ID) ([]Topic, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := []any{store.Millis(moment)}
	rows, err := tx.Query(ctx, topicColumns+` AND id IN `+store.In(&args, ids), args...)
	return store.Collect(rows, err, scanTopic)
}

// Topics returns topics as they stood at a moment, after the one given (the zero Topic for the first page), in the order
// of their slugs: that of their names without regard to case and accents, the same on both engines.
func Topics(ctx context.Context, tx *store.Tx, moment time.Time, after Topic, limit int) ([]Topic, error) {
	rows, err := tx.Query(ctx, topicColumns+` AND slug > ?2 ORDER BY slug LIMIT ?3`, store.Millis(moment), after.Slug, limit)
	return store.Collect(rows, err, scanTopic)
}

func notFound(err error, format string, args ...any) error {
	if errors.Is(err, sql.ErrNoRows) {
		return errs.New(errs.NotFound, format, args...)
	}
	if err != nil {
		return fmt.Errorf("topic: %w", err)
	}
	return nil
}
