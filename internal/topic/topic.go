// Package topic holds what stories are filed under — sections and topics — and the addresses of everything.
package topic

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

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
	Version     int64  // tells one state from the next; where it is given to SaveSection, that one must stand
}

// Topic is what stories are about; a story has any number.
type Topic struct {
	ID          id.ID
	Slug        string
	Name        string
	Description string
	Version     int64 // tells one state from the next; where it is given to SaveTopic, that one must stand
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

// FeaturedKey is what a page notes that shows the topics that the newsroom features.
func FeaturedKey() string { return "featured" }

// reserved are the first parts of addresses that the site keeps for itself.
var reserved = map[string]bool{
	"topics": true, "by": true, "latest": true, "media": true, "assets": true, "desk": true, "api": true, "feed": true,
	"feeds": true, "sitemap": true, "static": true, "healthz": true, "readyz": true, "metrics": true, "schema": true, "search": true, "live": true,
	"preview": true,
}

// Reserved reports whether no section and no plain page may have this slug.
func Reserved(slug string) bool { return reserved[slug] }

const sectionColumns = `SELECT id, slug, name, description, colour, position, from_at FROM section WHERE from_at <= ?1 AND until_at > ?1`

func scanSection(row store.Row) (s Section, err error) {
	err = row.Scan(&s.ID, &s.Slug, &s.Name, &s.Description, &s.Colour, &s.Position, &s.Version)
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

const topicColumns = `SELECT id, slug, name, description, from_at FROM topic WHERE from_at <= ?1 AND until_at > ?1`

func scanTopic(row store.Row) (t Topic, err error) {
	err = row.Scan(&t.ID, &t.Slug, &t.Name, &t.Description, &t.Version)
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
