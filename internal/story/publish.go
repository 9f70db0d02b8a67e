package story

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
	"masthead/internal/topic"
)

// Publication says from when a revision is the public one.
type Publication struct {
	// From is the moment; zero is now. A later one is a scheduled publication. An earlier one is refused for a story that
	// has been public, so that history is never rewritten.
	From time.Time
	// Minor leaves the time of the last significant change as it was.
	Minor bool
	// Changed is when the story last changed significantly, where that is not From: an import knows it.
	Changed time.Time
}

// Publish makes a revision of a story the public one from a moment on. The error is of kind Conflict where another
// publication begins later than that (it would have to be cancelled first), where the story is under an embargo then, and
// where it is on legal hold.
func Publish(ctx context.Context, tx *store.Tx, actor account.Actor, story, revision id.ID, p Publication) error {
	if err := program(actor, account.Publish); err != nil {
		return err
	}
	d, err := read(ctx, tx, story)
	if err != nil {
		return err
	}
	if d.State == Held {
		return errs.New(errs.Conflict, "This story is on legal hold.")
	}
	d.become(tx.Now())
	if _, err := d.publish(ctx, tx, revision, p); err != nil {
		return err
	}
	return d.save(ctx, tx, actor)
}

// become makes the story a published one, which remembers what it was as long as it is only scheduled.
func (d *desk) become(now time.Time) {
	switch d.Status(now) {
	case Scheduled:
	case Published:
		d.CameFrom = ""
	default:
		d.CameFrom = d.State
	}
	d.State = Published
}

// publish makes a revision the public one and returns from when on. The caller saves the row.
func (d *desk) publish(ctx context.Context, tx *store.Tx, revision id.ID, p Publication) (time.Time, error) {
	r, err := filed(ctx, tx, d.Story, revision)
	if err != nil {
		return p.From, err
	}
	if r.kind == Article && r.section == 0 {
		return p.From, errs.New(errs.Invalid, "A story needs a section before it can be published.")
	}
	if p.From.IsZero() {
		p.From = tx.Now()
	}
	if p.From.Before(d.Embargo) {
		return p.From, errEmbargoed(d.Embargo)
	}
	from := store.Millis(p.From)
	before, err := latest(ctx, tx, d.Story)
	if err != nil {
		return p.From, err
	}
	first, changed := from, from
	if !p.Changed.IsZero() {
		changed = max(store.Millis(p.Changed), from)
	}
	if before != nil {
		switch now := store.Millis(tx.Now()); {
		case before.from > from && before.from > now:
			return p.From, errs.New(errs.Conflict, "Another publication of this story is scheduled for %s.", store.Time(before.from).Format(time.RFC3339))
		case from < now:
			return p.From, errs.New(errs.Invalid, "A story that has been public cannot be published in the past.")
		}
		from = max(from, before.from+1)
		first = before.first
		if p.Minor {
			changed = before.changed
		}
		if err := endPublication(ctx, tx, d.Story, from); err != nil {
			return p.From, err
		}
	}
	_, err = tx.Exec(ctx, `INSERT INTO publication (story_id, from_at, until_at, revision_id, first_at, changed_at)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6)`, d.Story, from, store.Forever, revision, first, changed)
	if err != nil {
		return p.From, wrap(err, "publishing")
	}
	tx.Change(Key(d.Story))
	if r.kind == Page {
		if err := setPageAddress(ctx, tx, d.Story, r.slug); err != nil {
			return p.From, err
		}
	}
	if err := list(ctx, tx, d.Story, first, from, r.lists(), before != nil); err != nil {
		return p.From, err
	}
	d.differs = d.drafted || revision != d.LatestRevision
	if before != nil {
		return store.Time(from), d.plan(ctx, tx)
	}
	d.First, d.PublicFrom, d.lastFrom, d.PublishedRevision = store.Time(from), store.Time(from), from, revision
	return store.Time(from), nil
}

func setPageAddress(ctx context.Context, tx *store.Tx, story id.ID, slug string) error {
	if topic.Reserved(slug) {
		return errs.New(errs.Invalid, "The site keeps the address /%s for itself.", slug)
	}
	noun, other, taken, err := topic.Lookup(ctx, tx, "/"+slug)
	if err != nil {
		return err
	}
	if taken && noun == topic.SectionNoun {
		return errs.New(errs.Conflict, "The address /%s is a section's.", slug)
	}
	if taken && noun == topic.StoryNoun && other != story {
		cards, err := Cards(ctx, tx, tx.Now(), []id.ID{other})
		if err != nil {
			return err
		}
		if len(cards) == 1 && cards[0].Kind == Page && cards[0].Slug == slug {
			return errs.New(errs.Conflict, "The address /%s is another page's.", slug)
		}
	}
	return topic.SetAddress(ctx, tx, "/"+slug, topic.StoryNoun, story)
}

// filing is where a revision is filed.
type filing struct {
	kind    Kind
	slug    string
	section id.ID
	labels  []id.ID
}

// lists returns every list that the revision stands in.
func (f filing) lists() []id.ID {
	if f.kind == Page {
		return []id.ID{Pages}
	}
	all := append([]id.ID{Everything, f.section}, f.labels...)
	slices.Sort(all)
	return slices.Compact(all)
}

func filed(ctx context.Context, tx *store.Tx, story, revision id.ID) (f filing, err error) {
	var byline, topics string
	err = tx.QueryRow(ctx, `SELECT s.kind, r.slug, r.section_id, r.byline, r.topics FROM revision r JOIN story s ON s.id = r.story_id
		WHERE r.id = ?1 AND r.story_id = ?2`, revision, story).Scan((*string)(&f.kind), &f.slug, &f.section, &byline, &topics)
	if errors.Is(err, sql.ErrNoRows) {
		return f, errs.New(errs.NotFound, "There is no such revision of this story.")
	}
	if err != nil {
		return f, wrap(err, "reading a revision")
	}
	if f.labels, err = decodeIDs(byline + " " + topics); err != nil {
		return f, err
	}
	f.labels, err = followed(ctx, tx, f.labels)
	return f, err
}

type span struct{ from, until, first, changed int64 }

// latest returns the publication of a story that begins last, or nil.
func latest(ctx context.Context, tx *store.Tx, story id.ID) (*span, error) {
	var s span
	err := tx.QueryRow(ctx, `SELECT from_at, until_at, first_at, changed_at FROM publication WHERE story_id = ?1
		ORDER BY from_at DESC LIMIT 1`, story).Scan(&s.from, &s.until, &s.first, &s.changed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &s, wrap(err, "reading a publication")
}

// endPublication ends what stands at a moment: the publication, and a withdrawal that a new publication undoes. A
// withdrawal that was to come later will not.
func endPublication(ctx context.Context, tx *store.Tx, story id.ID, at int64) error {
	for _, statement := range []string{
		`UPDATE publication SET until_at = ?2 WHERE story_id = ?1 AND until_at > ?2`,
		`DELETE FROM withdrawal WHERE story_id = ?1 AND from_at >= ?2`,
		`UPDATE withdrawal SET until_at = ?2 WHERE story_id = ?1 AND until_at > ?2`,
	} {
		if _, err := tx.Exec(ctx, statement, story, at); err != nil {
			return wrap(err, "ending a publication")
		}
	}
	return nil
}

// list makes a story stand, from a moment on, in exactly these lists. One row covers an unbroken presence, so lists that
// it stays in are not touched.
func list(ctx context.Context, tx *store.Tx, story id.ID, first, from int64, lists []id.ID, listed bool) error {
	standing := map[id.ID]int64{} // until when the story stands in a list
	if listed {
		var err error
		if standing, err = listings(ctx, tx, story, from); err != nil {
			return err
		}
	}
	var gone, reopened, added []id.ID
	for l, until := range standing {
		if !slices.Contains(lists, l) {
			gone = append(gone, l)
		} else if until != store.Forever {
			reopened = append(reopened, l)
		}
	}
	for _, l := range lists {
		if _, ok := standing[l]; !ok {
			added = append(added, l)
		}
	}
	if err := setUntil(ctx, tx, story, gone, from, from); err != nil {
		return err
	}
	if err := setUntil(ctx, tx, story, reopened, from, store.Forever); err != nil {
		return err
	}
	if err := insertListings(ctx, tx, story, first, from, added); err != nil {
		return err
	}
	for _, l := range slices.Concat(gone, reopened, added) {
		tx.Change(ListKey(l))
	}
	return nil
}

// listings returns the lists in which a story stands at a moment or will stand, and until when.
func listings(ctx context.Context, tx *store.Tx, story id.ID, at int64) (map[id.ID]int64, error) {
	rows, err := tx.Query(ctx, `SELECT list_id, until_at FROM listing WHERE story_id = ?1 AND until_at > ?2`, story, at)
	if err != nil {
		return nil, wrap(err, "reading a story's lists")
	}
	defer rows.Close()
	standing := map[id.ID]int64{}
	for rows.Next() {
		var l id.ID
		var until int64
		if err := rows.Scan(&l, &until); err != nil {
			return nil, wrap(err, "reading a story's lists")
		}
		standing[l] = until
	}
	return standing, wrap(rows.Err(), "reading a story's lists")
}

// setUntil changes when a story's presence, at a moment, in these lists ends.
func setUntil(ctx context.Context, tx *store.Tx, story id.ID, lists []id.ID, at, until int64) error {
	if len(lists) == 0 {
		return nil
	}
	args := []any{until, story, at}
	_, err := tx.Exec(ctx, `UPDATE listing SET until_at = ?1 WHERE story_id = ?2 AND until_at > ?3 AND list_id IN `+
		store.In(&args, lists), args...)
	return wrap(err, "changing a story's lists")
}

// insertListings adds a row for each list. Each has a statement of its own: SQLite keeps a journal for one that inserts
// many rows, which costs more.
func insertListings(ctx context.Context, tx *store.Tx, story id.ID, first, from int64, lists []id.ID) error {
	for _, l := range lists {
		if _, err := tx.Exec(ctx, `INSERT INTO listing (list_id, first_at, story_id, from_at, until_at) VALUES (?1, ?2, ?3, ?4, ?5)`,
			l, first, story, from, store.Forever); err != nil {
			return wrap(err, "listing a story")
		}
	}
	return nil
}

// Correct publishes a dated note of what was wrong with a story. A zero moment is now; a later one is refused.
func Correct(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, at time.Time, note string) error {
	if err := program(actor, account.Publish); err != nil {
		return err
	}
	d, err := read(ctx, tx, story)
	if err != nil {
		return err
	}
	if at.IsZero() {
		at = tx.Now()
	}
	if at.After(tx.Now()) {
		return errs.New(errs.Invalid, "A correction cannot be dated in the future.")
	}
	if err := d.correct(ctx, tx, at, note); err != nil {
		return err
	}
	return d.save(ctx, tx, actor)
}

// correct adds a correction. One of the future appears with the publication that begins then.
func (d *desk) correct(ctx context.Context, tx *store.Tx, at time.Time, note string) error {
	if strings.TrimSpace(note) == "" || len(note) > 4*maxLine || !store.IsText(note) {
		return errs.New(errs.Invalid, "A correction says what was wrong, in at most %d bytes.", 4*maxLine)
	}
	if d.First.IsZero() {
		return errs.New(errs.NotFound, "There is no published story to correct.")
	}
	_, err := tx.Exec(ctx, `INSERT INTO correction (id, story_id, at, note, scheduled) VALUES (?1, ?2, ?3, ?4, ?5)`,
		id.New(tx.Now()), d.Story, store.Millis(at), note, flag(at.After(tx.Now())))
	tx.Change(Key(d.Story))
	return wrap(err, "correcting")
}

// Withdraw takes a story off the site from a moment on, with a reason that its page gives. A zero moment is now. An
// update that is scheduled after it is cancelled. The error is of kind NotFound where the story is not public then.
func Withdraw(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, at time.Time, reason string) error {
	if err := program(actor, account.Withdraw); err != nil {
		return err
	}
	d, err := read(ctx, tx, story)
	if err != nil {
		return err
	}
	if err := d.withdraw(ctx, tx, at, reason); err != nil {
		return err
	}
	if !at.After(tx.Now()) {
		d.State, d.CameFrom = Withdrawn, ""
	}
	return d.save(ctx, tx, actor)
}

// withdraw ends what is public of a story at a moment; the zero one is now. The caller saves the row.
func (d *desk) withdraw(ctx context.Context, tx *store.Tx, at time.Time, reason string) error {
	if strings.TrimSpace(reason) == "" || len(reason) > 4*maxLine || !store.IsText(reason) {
		return errs.New(errs.Invalid, "A withdrawal gives its reason, in at most %d bytes.", 4*maxLine)
	}
	before, from, err := withdrawable(ctx, tx, d.Story, at)
	if err != nil {
		return err
	}
	if err := endPublication(ctx, tx, d.Story, from); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO withdrawal (story_id, from_at, until_at, reason) VALUES (?1, ?2, ?3, ?4)`,
		d.Story, from, store.Forever, reason)
	if err != nil {
		return wrap(err, "withdrawing")
	}
	tx.Change(Key(d.Story))
	if err := list(ctx, tx, d.Story, before.first, from, nil, true); err != nil {
		return err
	}
	return d.plan(ctx, tx)
}

// withdrawable returns the publication that a withdrawal at a moment ends, and the moment in milliseconds. What is
// scheduled after it is cancelled.
func withdrawable(ctx context.Context, tx *store.Tx, story id.ID, at time.Time) (*span, int64, error) {
	now := store.Millis(tx.Now())
	from := store.Millis(at)
	if at.IsZero() {
		from = now
	}
	before, err := latest(ctx, tx, story)
	if err != nil {
		return nil, 0, err
	}
	if before != nil && before.from == now && from == now {
		from++ // it became public in this very millisecond
	}
	if before != nil && before.from > now && before.from >= from {
		if err := cancel(ctx, tx, story, max(from, now+1)); err != nil {
			return nil, 0, err
		}
		if before, err = latest(ctx, tx, story); err != nil {
			return nil, 0, err
		}
	}
	if before == nil || before.from >= from || before.until <= from {
		return nil, 0, errs.New(errs.NotFound, "This story is not public.")
	}
	return before, from, nil
}
