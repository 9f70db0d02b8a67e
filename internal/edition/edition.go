// Package edition is the site at one moment, seen through one consistent snapshot. It is the only reader behind public
// pages, and notes all that a page reads: what a page has noted is what makes it stale.
package edition

import (
	"context"
	"slices"
	"time"

	"masthead/internal/id"
	"masthead/internal/newsroom"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

// Press opens editions.
type Press struct {
	DB *store.DB
	// Clock tells the time; time.Now where nil.
	Clock func() time.Time
	// At fixes the moment of every edition: the site as it stood, or will stand, then. Zero is the present.
	At time.Time
	// Settings stand in for what the newsroom says of itself, field by field, where they are not empty.
	Settings newsroom.Newsroom
}

// Edition is the site at one moment. It belongs to one goroutine, and is closed soon: it holds a read transaction.
type Edition struct {
	tx       *store.Tx
	at       story.Moment
	newsroom newsroom.Newsroom
	sections []topic.Section
	reads    map[string]struct{}
	stale    time.Time
	preview  *story.Public // a draft that stands in place of what is public of its story
}

// Open opens the edition of the present, or of the press's fixed moment.
func (p *Press) Open(ctx context.Context) (*Edition, error) { return p.OpenAt(ctx, p.At) }

// OpenAt opens the edition of a moment, past or to come; a zero one is the present.
func (p *Press) OpenAt(ctx context.Context, moment time.Time) (*Edition, error) {
	clock := p.Clock
	if clock == nil {
		clock = time.Now
	}
	tx, err := p.DB.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	at := story.Moment{Time: moment}
	if moment.IsZero() {
		// After the snapshot, so that all that it holds has happened by then.
		at = story.Moment{Time: clock().Truncate(time.Millisecond), Live: true}
	}
	e := &Edition{tx: tx, at: at, reads: map[string]struct{}{}}
	if err := e.begin(ctx, p); err != nil {
		tx.Close()
		return nil, err
	}
	return e, nil
}

func (e *Edition) begin(ctx context.Context, p *Press) error {
	e.note(newsroom.Key())
	n, ok, err := newsroom.At(ctx, e.tx, e.settled())
	if err != nil {
		return err
	}
	if !ok {
		n = newsroom.Unnamed()
	}
	e.newsroom = n.With(p.Settings)
	e.at.Time = e.at.In(e.newsroom.Location())
	if !e.at.Live {
		return nil // nothing turns over in a moment that is fixed
	}
	turn, err := story.NextTurn(ctx, e.tx, e.at.Time)
	if !turn.IsZero() {
		e.StaleAt(turn)
	}
	return err
}

// Close ends the edition.
func (e *Edition) Close() error { return e.tx.Close() }

// Moment is the moment of the edition, in the newsroom's time zone.
func (e *Edition) Moment() time.Time { return e.at.Time }

// settled is the moment at which everything is read that cannot be scheduled: names, sections, the layout. At the present
// it is beyond the last version, which another node may have written by a clock that is ahead of this one: no change
// would follow by which a page made of the version before could end.
func (e *Edition) settled() time.Time {
	if e.at.Live {
		return store.Latest
	}
	return e.at.Time
}

// Newsroom is what the newsroom says of itself.
func (e *Edition) Newsroom() newsroom.Newsroom { return e.newsroom }

// StaleAt notes that what was made of this edition is out of date from a moment on: a page calls it for an age that it
// shows.
func (e *Edition) StaleAt(t time.Time) {
	if e.at.Live && (e.stale.IsZero() || t.Before(e.stale)) {
		e.stale = t
	}
}

// Notes says what was read.
type Notes struct {
	Reads    []string  // keys, as changes name them
	Position int64     // the change log's, at which the snapshot was taken
	StaleAt  time.Time // when it goes stale by itself; zero for never
}

// Notes returns what has been read of this edition so far.
func (e *Edition) Notes() Notes {
	reads := make([]string, 0, len(e.reads))
	for key := range e.reads {
		reads = append(reads, key)
	}
	slices.Sort(reads)
	return Notes{Reads: reads, Position: e.tx.Position(), StaleAt: e.stale}
}

func (e *Edition) note(keys ...string) {
	for _, key := range keys {
		e.reads[key] = struct{}{}
	}
}

// Sections returns all sections in their order.
func (e *Edition) Sections(ctx context.Context) ([]topic.Section, error) {
	e.note(topic.SectionsKey())
	if e.sections != nil {
		return e.sections, nil
	}
	var err error
	e.sections, err = topic.Sections(ctx, e.tx, e.settled())
	return e.sections, err
}

func (e *Edition) section(ctx context.Context, i id.ID) (topic.Section, error) {
	sections, err := e.Sections(ctx)
	for _, s := range sections {
		if s.ID == i {
			return s, nil
		}
	}
	return topic.Section{}, err
}
