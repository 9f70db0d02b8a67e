// Package newsroom holds what a newsroom says of itself: its name, its language, its time zone.
package newsroom

import (
	"context"
	"database/sql"
	"encoding/json"
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

	// Version tells one state of the settings from the next. Save refuses a newsroom whose version, where it has one, is
	// no longer the one that stands.
	Version int64
}

// Limits of what a newsroom chooses for its theme.
const (
	maxChoices = 50
	maxChoice  = 1000
)

// Key is what a page notes that shows the newsroom's name, and what a change of it names.
func Key() string { return "newsroom" }

// Unnamed is what stands in for a newsroom that nobody has set up yet.
func Unnamed() Newsroom { return Newsroom{Name: "Masthead", Language: "en-GB", TimeZone: "UTC"} }

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
	if len(n.Choices) > maxChoices {
		return errs.New(errs.Invalid, "A newsroom makes at most %d choices for its theme.", maxChoices)
	}
	for name, value := range n.Choices {
		if !store.IsText(name, value) || name == "" || len(name) > 100 || len(value) > maxChoice {
			return errs.New(errs.Invalid, "A choice for the theme is text of at most %d bytes.", maxChoice)
		}
	}
	return nil
}

// At returns the newsroom as it stood at a moment; the first one counts from the beginning of time. It returns false
// where none has been set.
func At(ctx context.Context, tx *store.Tx, moment time.Time) (Newsroom, bool, error) {
	return at(ctx, tx, store.Millis(moment))
}

func at(ctx context.Context, tx *store.Tx, moment int64) (Newsroom, bool, error) {
	var n Newsroom
	var subs, approval int
	var choices string
	err := tx.QueryRow(ctx, `SELECT from_at, name, tagline, language, time_zone, skip_subs, skip_approval, choices FROM newsroom
		WHERE from_at <= ?1 AND until_at > ?1`, moment).
		Scan(&n.Version, &n.Name, &n.Tagline, &n.Language, &n.TimeZone, &subs, &approval, &choices)
	if errors.Is(err, sql.ErrNoRows) {
		return n, false, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(choices), &n.Choices)
	}
	if err != nil {
		return n, false, fmt.Errorf("newsroom: %w", err)
	}
	if len(n.Choices) == 0 {
		n.Choices = nil
	}
	n.SkipSubs, n.SkipApproval = subs != 0, approval != 0
	return n, true, nil
}

// Save sets the newsroom from now on. The error is of kind Stale where the newsroom has a version and another stands.
func Save(ctx context.Context, tx *store.Tx, actor account.Actor, n Newsroom) error {
	if err := actor.May(account.Configure); err != nil {
		return err
	}
	if err := n.Validate(); err != nil {
		return err
	}
	before, _, err := at(ctx, tx, store.Millis(store.Latest))
	if err != nil {
		return err
	}
	if n.Version != 0 && n.Version != before.Version {
		return errs.New(errs.Stale, "The settings have been changed since you read them.")
	}
	choices, err := json.Marshal(n.Choices)
	if err != nil {
		return fmt.Errorf("newsroom: %w", err)
	}
	if n.Choices == nil {
		choices = []byte("{}")
	}
	from, err := store.Supersede(ctx, tx, "newsroom", "")
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO newsroom (from_at, until_at, name, tagline, language, time_zone, skip_subs, skip_approval, choices)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`, from, store.Forever, n.Name, n.Tagline, n.Language, n.TimeZone,
		flag(n.SkipSubs), flag(n.SkipApproval), string(choices))
	if err != nil {
		return fmt.Errorf("newsroom: %w", err)
	}
	tx.Change(Key())
	return account.Record(ctx, tx, actor, account.Event{Act: "settings.change", Noun: "newsroom", About: n.Name, Detail: n.since(before)})
}

func flag(on bool) int {
	if on {
		return 1
	}
	return 0
}

// since says what has changed of a newsroom, for the audit log.
func (n Newsroom) since(before Newsroom) map[string]string {
	yesno := func(on bool) string { return map[bool]string{true: "yes", false: "no"}[on] }
	d := account.Difference{}
	d.Add("name", before.Name, n.Name)
	d.Add("tagline", before.Tagline, n.Tagline)
	d.Add("language", before.Language, n.Language)
	d.Add("time_zone", before.TimeZone, n.TimeZone)
	d.Add("skip_subs", yesno(before.SkipSubs), yesno(n.SkipSubs))
	d.Add("skip_approval", yesno(before.SkipApproval), yesno(n.SkipApproval))
	for _, choices := range []map[string]string{before.Choices, n.Choices} {
		for name := range choices {
			d.Add("choice "+name, before.Choices[name], n.Choices[name])
		}
	}
	return d
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
