package story

import (
	"context"
	"database/sql"
	"errors"
	"math"
	"strings"
	"time"

	"masthead/internal/doc"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

const cardColumns = `s.id, s.kind, r.id, r.slug, r.kicker, r.headline, r.short_headline, r.standfirst, r.dateline, r.language,
	r.section_id, r.byline, r.topics, r.hero_picture, r.hero_alt, r.words, p.first_at, p.changed_at`

const publicAt = ` FROM publication p JOIN revision r ON r.id = p.revision_id JOIN story s ON s.id = p.story_id`

func scanCard(row store.Row, more ...any) (c Card, err error) {
	var byline, topics string
	var first, changed int64
	err = row.Scan(append([]any{&c.Story, (*string)(&c.Kind), &c.Revision, &c.Slug, &c.Kicker, &c.Headline, &c.ShortHeadline,
		&c.Standfirst, &c.Dateline, &c.Language, &c.Section, &byline, &topics, &c.HeroPicture, &c.HeroAlt, &c.Words,
		&first, &changed}, more...)...)
	if err != nil {
		return c, err
	}
	c.First, c.Changed = store.Time(first), store.Time(changed)
	if c.Byline, err = decodeIDs(byline); err != nil {
		return c, err
	}
	c.Topics, err = decodeIDs(topics)
	return c, err
}

// Cards returns the cards of those of the stories that are public at a moment, in no order.
func Cards(ctx context.Context, tx *store.Tx, moment time.Time, stories []id.ID) ([]Card, error) {
	if len(stories) == 0 {
		return nil, nil
	}
	args := []any{store.Millis(moment)}
	in := store.In(&args, stories)
	rows, err := tx.Query(ctx, `SELECT `+cardColumns+publicAt+`
		WHERE p.story_id IN `+in+` AND p.from_at <= ?1 AND p.until_at > ?1`, args...)
	return store.Collect(rows, err, func(r store.Row) (Card, error) { return scanCard(r) })
}

// Exists reports whether there is such a story, public or not.
func Exists(ctx context.Context, tx *store.Tx, story id.ID) (bool, error) {
	var one int
	err := tx.QueryRow(ctx, `SELECT 1 FROM story WHERE id = ?1`, story).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, wrap(err, "looking for a story")
}

// PublicAt returns those of the stories that are public at a moment, with their bodies, in no order.
func PublicAt(ctx context.Context, tx *store.Tx, at Moment, stories []id.ID) ([]Public, error) {
	if len(stories) == 0 {
		return nil, nil
	}
	args := []any{store.Millis(at.Time)}
	in := store.In(&args, stories)
	rows, err := tx.Query(ctx, `SELECT `+cardColumns+`, b.hero, b.data`+publicAt+` JOIN body b ON b.revision_id = r.id
		WHERE p.story_id IN `+in+` AND p.from_at <= ?1 AND p.until_at > ?1`, args...)
	all, err := store.Collect(rows, err, scanPublic)
	if err != nil {
		return nil, wrap(err, "reading stories")
	}
	return all, addCorrections(ctx, tx, at, all)
}

func scanPublic(row store.Row) (p Public, err error) {
	var hero, body []byte
	if p.Card, err = scanCard(row, &hero, &body); err != nil {
		return p, err
	}
	if len(hero) > 0 {
		d, err := unpack(hero)
		if err != nil {
			return p, err
		}
		p.Hero, _ = d.Blocks[0].(*doc.Picture)
	}
	p.Body, err = unpack(body)
	return p, err
}

// addCorrections adds the corrections that stories had at a moment: at the present also one that another node dated by a
// clock that is ahead of this one, but none that is to appear with a publication to come.
func addCorrections(ctx context.Context, tx *store.Tx, at Moment, stories []Public) error {
	byStory := map[id.ID]*Public{}
	ids := make([]id.ID, len(stories))
	for i := range stories {
		ids[i] = stories[i].Story
		byStory[ids[i]] = &stories[i]
	}
	if len(ids) == 0 {
		return nil
	}
	moment := store.Millis(at.Time)
	until := moment
	if at.Live {
		until = store.Forever
	}
	args := []any{moment, until}
	rows, err := tx.Query(ctx, `SELECT story_id, at, note FROM correction WHERE story_id IN `+store.In(&args, ids)+` AND at <= ?2
		AND (scheduled = 0 OR at <= ?1) ORDER BY at DESC, id DESC`, args...)
	if err != nil {
		return wrap(err, "reading corrections")
	}
	defer rows.Close()
	for rows.Next() {
		var story id.ID
		var at int64
		var c Correction
		if err := rows.Scan(&story, &at, &c.Note); err != nil {
			return wrap(err, "reading corrections")
		}
		c.At = store.Time(at)
		byStory[story].Corrections = append(byStory[story].Corrections, c)
	}
	return rows.Err()
}

// WithdrawalAt returns the withdrawal in force at a moment. The error is of kind NotFound where there is none.
func WithdrawalAt(ctx context.Context, tx *store.Tx, moment time.Time, story id.ID) (Withdrawal, error) {
	var w Withdrawal
	var at int64
	err := tx.QueryRow(ctx, `SELECT from_at, reason FROM withdrawal WHERE story_id = ?1 AND from_at <= ?2 AND until_at > ?2`,
		story, store.Millis(moment)).Scan(&at, &w.Reason)
	if errors.Is(err, sql.ErrNoRows) {
		return w, errs.New(errs.NotFound, "This story has not been withdrawn.")
	}
	w.At = store.Time(at)
	return w, wrap(err, "reading a withdrawal")
}

// Place is a story's place in a list, newest first.
type Place struct {
	First time.Time
	Story id.ID
}

// Lists read at a moment in the past take every row into account. Read at the present, they take the rows that stand
// open and the few that will close, so that a list emptied in bulk costs nothing. The plus signs keep SQLite from walking
// the whole list, in its order, for those few.
const (
	listPast = `SELECT first_at, story_id FROM listing
		WHERE list_id = ?1 AND from_at <= ?2 AND until_at > ?2`
	listOpen = `SELECT first_at, story_id FROM listing
		WHERE list_id = ?1 AND until_at = 253402300799999 AND from_at <= ?2`
	listClosing = `SELECT first_at, story_id FROM listing
		WHERE list_id = ?1 AND until_at > ?2 AND until_at < 253402300799999 AND +from_at <= ?2`
	// An older page needs no 'first_at <= ?2': its edge is never above the moment, and SQLite would start at the moment.
	older      = ` AND (first_at, story_id) < (?4, ?5)`
	newer      = ` AND (first_at, story_id) > (?4, ?5) AND first_at <= ?2`
	olderFirst = ` ORDER BY first_at DESC, story_id DESC LIMIT ?3`
	newerFirst = ` ORDER BY first_at, story_id LIMIT ?3`
)

// Moment is when a list is read; Live says that it is the present, not a moment of the past.
type Moment struct {
	time.Time
	Live bool
}

// Older returns at most limit places of a list as it stands at a moment, newest first, below a place; the zero Place is
// above all.
func Older(ctx context.Context, tx *store.Tx, at Moment, list id.ID, below Place, limit int) ([]Place, error) {
	// A cursor above the moment would make the engine walk over all that lies between.
	if below.First.IsZero() || below.First.After(at.Time) {
		below = Place{First: at.Time, Story: math.MaxInt64}
	}
	return places(ctx, tx, at, older, olderFirst, list, below, limit)
}

// Newer returns at most limit places of a list as it stands at a moment, oldest first, above a place.
func Newer(ctx context.Context, tx *store.Tx, at Moment, list id.ID, above Place, limit int) ([]Place, error) {
	return places(ctx, tx, at, newer, newerFirst, list, above, limit)
}

func places(ctx context.Context, tx *store.Tx, at Moment, cut, order string, list id.ID, edge Place, limit int) ([]Place, error) {
	rows, err := tx.Query(ctx, listQuery(at.Live, cut, order), list, store.Millis(at.Time), limit, store.Millis(edge.First), edge.Story)
	return store.Collect(rows, err, func(row store.Row) (Place, error) {
		var p Place
		var first int64
		err := row.Scan(&first, &p.Story)
		p.First = store.Time(first)
		return p, err
	})
}

func listQuery(live bool, cut, order string) string {
	if !live {
		return listPast + cut + order
	}
	return `SELECT first_at, story_id FROM (SELECT * FROM (` + listOpen + cut + order + `) AS o
		UNION ALL ` + listClosing + strings.ReplaceAll(cut, "first_at", "+first_at") + `) AS l` + order
}

// NextTurn returns the next moment at which what is public changes by itself (a scheduled publication begins, a
// publication ends), or the zero time where none is known.
func NextTurn(ctx context.Context, tx *store.Tx, moment time.Time) (time.Time, error) {
	var begins, ends sql.NullInt64
	err := tx.QueryRow(ctx, `SELECT (SELECT min(from_at) FROM publication WHERE from_at > ?1),
		(SELECT min(until_at) FROM publication WHERE until_at > ?1)`, store.Millis(moment)).Scan(&begins, &ends)
	if err != nil {
		return time.Time{}, wrap(err, "looking for the next scheduled change")
	}
	next := store.Forever
	for _, at := range []sql.NullInt64{begins, ends} {
		if at.Valid {
			next = min(next, at.Int64)
		}
	}
	if next == store.Forever {
		return time.Time{}, nil
	}
	return store.Time(next), nil
}
