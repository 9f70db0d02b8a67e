// Package newsroom holds what a newsroom says of itself: its name, its language, its time zone.
package newsroom

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/language"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/store"
)

// Newsroom is the identity of a site.
type Newsroom struct {
	Name     string
	Tagline  string
	Language string // a BCP 47 tag: "en-GB"
	TimeZone string // a name of the IANA time zone database: "Europe/London"

	SkipSubs     bool              // stories go without sub-editing
	SkipApproval bool              // stories go without approval
	Choices      map[string]string // what the newsroom chose of what its theme leaves to it, by name
}

// Key is what a page notes that shows the newsroom's name, and what a change of it names.
func Key() string { return "newsroom" }

// Location returns the time zone, or UTC where the name is unknown to this machine.
func (n Newsroom) Location() *time.Location {
	if loc, err := time.LoadLocation(n.TimeZone); err == nil {
		return loc
	}
	return time.UTC
}

// Validate checks that the newsroom has a name, a language and a time zone that exist.
func (n Newsroom) Validate() error {
	if !store.IsText(n.Name, n.Tagline) || strings.TrimSpace(n.Name) == "" || len(n.Name) > 200 || len(n.Tagline) > 500 {
		return errs.New(errs.Invalid, "A newsroom has a name of at most 200 bytes and a tagline of at most 500.")
	}
	if _, err := language.Parse(n.Language); err != nil {
		return errs.New(errs.Invalid, "%q is not a language tag such as en-GB.", n.Language)
	}
	if _, err := time.LoadLocation(n.TimeZone); err != nil || n.TimeZone == "" || n.TimeZone == "Local" {
		return errs.New(errs.Invalid, "%q is not a time zone such as Europe/London.", n.TimeZone)
	}
	return nil
}

// At returns the newsroom as it stood at a moment; the first one counts from the beginning of time. It returns false
// where none has been set.
func At(ctx context.Context, tx *store.Tx, moment time.Time) (Newsroom, bool, error) {
	var n Newsroom
	err := tx.QueryRow(ctx, `SELECT name, tagline, language, time_zone FROM newsroom
		WHERE from_at <= ?1 AND until_at > ?1`, store.Millis(moment)).Scan(&n.Name, &n.Tagline, &n.Language, &n.TimeZone)
	if errors.Is(err, sql.ErrNoRows) {
		return n, false, nil
	}
	if err != nil {
		return n, false, fmt.Errorf("newsroom: %w", err)
	}
	return n, true, nil
}

// Save sets the newsroom from now on.
func Save(ctx context.Context, tx *store.Tx, actor account.Actor, n Newsroom) error {
	if err := actor.May(account.Configure); err != nil {
		return err
	}
	if err := n.Validate(); err != nil {
		return err
	}
	from, err := store.Supersede(ctx, tx, "newsroom", "")
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO newsroom (from_at, until_at, name, tagline, language, time_zone)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6)`, from, store.Forever, n.Name, n.Tagline, n.Language, n.TimeZone)
	tx.Change(Key())
	return err
}

// With returns the newsroom with those fields of o in place of its own that are not empty.
func (n Newsroom) With(o Newsroom) Newsroom {
	for _, f := range []struct {
		own   *string
		other string
	}{{&n.Name, o.Name}, {&n.Tagline, o.Tagline}, {&n.Language, o.Language}, {&n.TimeZone, o.TimeZone}} {
		if f.other != "" {
			*f.own = f.other
		}
	}
	return n
}
