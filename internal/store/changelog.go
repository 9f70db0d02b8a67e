package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"
)

// Change is one row of the change log: what one committed transaction changed.
type Change struct {
	Position int64 // see Tx.Position
	At       time.Time
	Keys     []string // sorted, each once
}

// A position is, on SQLite, the row's own number: transactions commit one after another there. On PostgreSQL rows can
// become visible out of the order of their numbers, so a position is the number of the transaction, and nobody looks at or past
// the oldest transaction that still runs: whatever comes before it is finished.
const (
	positionSQLite   = `SELECT coalesce(max(seq), 0) FROM change_log`
	positionPostgres = `SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1`

	tailSQLite   = `SELECT seq, at, keys, 1 FROM change_log WHERE seq > ?1 ORDER BY seq LIMIT 100`
	tailPostgres = `SELECT xid::text::bigint, at, keys, CASE WHEN xid < pg_snapshot_xmin(pg_current_snapshot()) THEN 1 ELSE 0 END
		FROM change_log WHERE xid > ?1::bigint::text::xid8 ORDER BY xid LIMIT 100`

	recordSQLite = `INSERT INTO change_log (at, keys) VALUES (?1, ?2) RETURNING seq`
	// The announcement leaves with the commit. Commits that announce wait for one another, which a newsroom's pace allows.
	recordPostgres = `WITH change AS (INSERT INTO change_log (at, keys) VALUES (?1, ?2) RETURNING xid)
		SELECT xid::text::bigint FROM change, pg_notify('` + channel + `', '')`
)

func (db *DB) positionQuery() string {
	if db.dialect == Postgres {
		return positionPostgres
	}
	return positionSQLite
}

// record writes the row of the change log of a transaction that changed something.
func (tx *Tx) record(ctx context.Context) (Change, error) {
	if len(tx.changed) == 0 {
		return Change{}, nil
	}
	change := Change{At: tx.now, Keys: slices.Sorted(maps.Keys(tx.changed))}
	keys, err := json.Marshal(change.Keys)
	if err != nil {
		return Change{}, err
	}
	query := recordSQLite
	if tx.db.dialect == Postgres {
		query = recordPostgres
	}
	if err := tx.QueryRow(ctx, query, Millis(tx.now), string(keys)).Scan(&change.Position); err != nil {
		return Change{}, fmt.Errorf("writing the change log: %w", err)
	}
	return change, nil
}

func (db *DB) committed(change Change) {
	if len(change.Keys) == 0 {
		return
	}
	db.mu.Lock()
	tell := db.onCommit
	for wake := range db.followers {
		nudge(wake)
	}
	db.mu.Unlock()
	for _, fn := range tell {
		fn(change)
	}
}

func nudge(wake chan<- struct{}) {
	select {
	case wake <- struct{}{}:
	default:
	}
}

// Follow calls fn for each change committed after the moment it was called, by this node or another, in the order of
// the log, until ctx ends. Around that moment it may call fn for changes committed just before. It calls ready when
// it has begun. Once begun it goes on through failures of the database, which it logs.
func (db *DB) Follow(ctx context.Context, ready func(), fn func(Change)) error {
	wake := make(chan struct{}, 1)
	db.mu.Lock()
	db.followers[wake] = true
	db.mu.Unlock()
	defer func() {
		db.mu.Lock()
		delete(db.followers, wake)
		db.mu.Unlock()
	}()
	var position int64
	if err := db.read.QueryRowContext(ctx, db.positionQuery()).Scan(&position); err != nil {
		return fmt.Errorf("following the change log: %w", explain(err))
	}
	if db.dialect == Postgres {
		listening := make(chan struct{})
		go func() {
			defer close(listening)
			db.listen(ctx, wake)
		}()
		defer func() { <-listening }()
	}
	ready()
	db.follow(ctx, position, wake, fn)
	return nil
}

// tailLimit is the limit in both queries of the tail.
const tailLimit = 100

// soon is the first wait for a change that is committed, but not yet to be read because an older transaction runs.
const soon = 10 * time.Millisecond

func (db *DB) follow(ctx context.Context, position int64, wake <-chan struct{}, fn func(Change)) {
	retry := soon
	for {
		changes, more, err := db.tail(ctx, position)
		for _, change := range changes {
			if ctx.Err() != nil {
				return
			}
			fn(change)
			position = change.Position
		}
		if err != nil && ctx.Err() == nil {
			db.log.Error("reading the change log failed", "error", err)
		}
		wait := db.poll
		switch {
		case !more:
			retry = soon
		case len(changes) > 0:
			wait, retry = 0, soon
		default:
			wait, retry = retry, min(2*retry, db.poll)
		}
		select {
		case <-ctx.Done():
			return
		case <-wake:
		case <-time.After(wait/2 + rand.N(wait/2+1)):
		}
	}
}

// tail reads the next changes after a position, and says whether more are there, to be read now or soon.
func (db *DB) tail(ctx context.Context, position int64) (changes []Change, more bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	query := tailSQLite
	if db.dialect == Postgres {
		query = tailPostgres
	}
	query, args, err := db.statement(query, []any{position})
	if err != nil {
		return nil, false, err
	}
	rows, err := db.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, false, explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var at, settled int64
		var keys string
		var change Change
		if err := rows.Scan(&change.Position, &at, &keys, &settled); err != nil {
			return changes, false, err
		}
		if settled == 0 {
			return changes, true, nil
		}
		if err := json.Unmarshal([]byte(keys), &change.Keys); err != nil {
			return changes, false, fmt.Errorf("the change log at %d: %w", change.Position, err)
		}
		change.At = Time(at)
		changes = append(changes, change)
	}
	return changes, len(changes) == tailLimit, explain(rows.Err())
}
