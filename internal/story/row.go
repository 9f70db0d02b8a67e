package story

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// desk is the desk's row of a story, which is read whole, changed, and written back.
type desk struct {
	Working
	drafted    bool   // the text is not that of the latest revision, but in working_body
	differs    bool   // the text is not that of the revision published last
	lastFrom   int64  // when the publication that begins last begins
	keptUntil  int64  // the end that comes back when the scheduled change is cancelled
	keptReason string // and what readers are told then
	search     string // the words by which the story is found
}

const workingColumns = `w.story_id, s.kind, w.version, w.state, w.came_from, w.section_id, w.owner_id, w.assignee_id, w.embargo_at,
	w.created_at, w.updated_at, w.updated_by, w.saved_at, w.saved_by, w.drafted, w.changed, w.latest_revision, w.published_revision,
	w.first_at, w.public_from, w.public_until, w.last_from, w.kept_until, w.kept_reason, w.search, coalesce(l.slug, ''), coalesce(l.kicker, ''),
	coalesce(l.headline, ''), coalesce(l.short_headline, ''), coalesce(l.byline, ''), coalesce(l.topics, ''), coalesce(l.hero_picture, 0),
	coalesce(l.words, 0)`

// A story that a program has created and not yet saved has no line.
const workingTables = ` FROM working w JOIN story s ON s.id = w.story_id LEFT JOIN working_line l ON l.story_id = w.story_id`

func scanDesk(row store.Row, now time.Time) (*desk, error) {
	var d desk
	var embargo, created, updated, saved, first, from, until int64
	var drafted, differs int
	var byline, topics string
	err := row.Scan(&d.Story, (*string)(&d.Kind), &d.Version, (*string)(&d.State), (*string)(&d.CameFrom), &d.Section, &d.Owner, &d.Assignee,
		&embargo, &created, &updated, &d.UpdatedBy, &saved, &d.SavedBy, &drafted, &differs, &d.LatestRevision, &d.PublishedRevision,
		&first, &from, &until, &d.lastFrom, &d.keptUntil, &d.keptReason, &d.search, &d.Slug, &d.Kicker,
		&d.Headline, &d.ShortHeadline, &byline, &topics, &d.HeroPicture,
		&d.Words)
	if err != nil {
		return nil, err
	}
	d.drafted, d.differs = drafted != 0, differs != 0
	d.Embargo, d.First, d.PublicFrom, d.PublicUntil = beginning(embargo), beginning(first), beginning(from), ending(until)
	d.Created, d.Updated, d.Saved = store.Time(created), store.Time(updated), store.Time(saved)
	d.told(now)
	if d.Byline, err = decodeIDs(byline); err != nil {
		return nil, err
	}
	d.Topics, err = decodeIDs(topics)
	return &d, err
}

// told sets what others see of the fields that only this package knows.
func (d *desk) told(now time.Time) {
	d.ScheduledAt = time.Time{}
	if d.lastFrom > store.Millis(now) {
		d.ScheduledAt = store.Time(d.lastFrom)
	}
	d.Changed = d.differs && (d.State == Published || d.State == Held && d.CameFrom == Published)
}

// beginning and ending read the moments of spans, of which the zero time is none.
func beginning(ms int64) time.Time {
	if ms == store.Beginning {
		return time.Time{}
	}
	return store.Time(ms)
}

func ending(ms int64) time.Time {
	if ms == store.Forever {
		return time.Time{}
	}
	return store.Time(ms)
}

func endingMillis(t time.Time) int64 {
	if t.IsZero() {
		return store.Forever
	}
	return store.Millis(t)
}

// read returns the desk's row of a story.
func read(ctx context.Context, tx *store.Tx, story id.ID) (*desk, error) {
	d, err := scanDesk(tx.QueryRow(ctx, `SELECT `+workingColumns+workingTables+` WHERE w.story_id = ?1`, story), tx.Now())
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.New(errs.NotFound, "There is no such story.")
	}
	return d, wrap(err, "reading a story of the desk")
}

// open is read for somebody who has seen a version of the story.
func open(ctx context.Context, tx *store.Tx, story id.ID, version int64) (*desk, error) {
	d, err := read(ctx, tx, story)
	if err == nil && d.Version != version {
		err = errStale()
	}
	return d, err
}

func errStale() error {
	return errs.New(errs.Stale, "This story has been changed since you opened it.")
}

// insert adds the row of a new story that is found by these words. Its line comes after it.
func (d *desk) insert(ctx context.Context, tx *store.Tx, actor account.Actor, search string) error {
	d.Version, d.Updated, d.UpdatedBy = 1, tx.Now(), actor.Person()
	_, err := tx.Exec(ctx, `INSERT INTO working (story_id, version, state, came_from, section_id, owner_id, assignee_id, embargo_at,
		created_at, updated_at, updated_by, saved_at, saved_by, drafted, changed, latest_revision, published_revision, first_at,
		public_from, public_until, last_from, kept_until, kept_reason, search)
		VALUES (?1, 1, ?2, '', ?3, ?4, 0, ?5, ?6, ?7, ?8, ?7, ?8, ?9, 0, 0, 0, ?5, ?5, ?10, ?5, ?10, '', ?11)`,
		d.Story, string(d.State), d.Section, d.Owner, store.Beginning, store.Millis(d.Created), store.Millis(tx.Now()), d.UpdatedBy,
		flag(d.drafted), store.Forever, search)
	return wrap(err, "adding a story to the desk")
}

// save writes the row back as its next version.
func (d *desk) save(ctx context.Context, tx *store.Tx, actor account.Actor) error {
	d.Version, d.Updated, d.UpdatedBy = d.Version+1, tx.Now(), actor.Person()
	result, err := tx.Exec(ctx, `UPDATE working SET version = ?2, state = ?3, came_from = ?4, section_id = ?5, assignee_id = ?6,
		embargo_at = ?7, updated_at = ?8, updated_by = ?9, saved_at = ?10, saved_by = ?11, drafted = ?12, changed = ?13,
		latest_revision = ?14, published_revision = ?15, first_at = ?16, public_from = ?17, public_until = ?18, last_from = ?19,
		kept_until = ?20, kept_reason = ?21, search = ?22 WHERE story_id = ?1 AND version = ?2 - 1`,
		d.Story, d.Version, string(d.State), string(d.CameFrom), d.Section, d.Assignee,
		store.Millis(d.Embargo), store.Millis(d.Updated), d.UpdatedBy, store.Millis(d.Saved), d.SavedBy, flag(d.drafted), flag(d.differs),
		d.LatestRevision, d.PublishedRevision, store.Millis(d.First), store.Millis(d.PublicFrom), endingMillis(d.PublicUntil), d.lastFrom,
		d.keptUntil, d.keptReason, d.search)
	if err != nil {
		return wrap(err, "writing a story of the desk")
	}
	if n, err := result.RowsAffected(); err != nil || n != 1 {
		return errStale()
	}
	d.told(tx.Now())
	return nil
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
