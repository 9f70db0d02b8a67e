// Package store holds the database: SQLite or PostgreSQL, chosen by an address, with one text of SQL for both, one way
// to write (Transact), one way to read (Snapshot), and the log of what every committed transaction changed.
package store

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"masthead/internal/errs"
)

// Options are what a DB needs beside its address. The zero value is usable.
type Options struct {
	Clock    func() time.Time // the time of transactions; time.Now when nil
	Logger   *slog.Logger     // nothing is logged when nil
	ReadOnly bool             // refuse to write, and to create or migrate the database
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	dialect  Dialect
	write    *sql.DB // one connection on SQLite; nil when read-only
	read     *sql.DB
	rewrites *rewriter       // nil on SQLite, whose placeholders are the ones written
	listener *pgx.ConnConfig // for the connection that listens; PostgreSQL only
	clock    func() time.Time
	log      *slog.Logger
	poll     time.Duration // the longest wait between two looks at the change log

	mu        sync.Mutex
	onCommit  []func(Change)
	followers map[chan struct{}]bool
}

// Open opens the database at an address: "sqlite:/path/masthead.db", or the URL of a PostgreSQL database. A SQLite
// file that does not exist is created, in a folder that must exist. Open does not migrate.
func Open(ctx context.Context, address string, o Options) (*DB, error) {
	db := &DB{clock: o.Clock, log: o.Logger, poll: time.Second, followers: map[chan struct{}]bool{}}
	if db.clock == nil {
		db.clock = time.Now
	}
	if db.log == nil {
		db.log = slog.New(slog.DiscardHandler)
	}
	var err error
	switch {
	case strings.HasPrefix(address, "sqlite:"):
		err = db.openSQLite(ctx, strings.TrimPrefix(address, "sqlite:"), o.ReadOnly)
	case strings.HasPrefix(address, "postgres://"), strings.HasPrefix(address, "postgresql://"):
		err = db.openPostgres(address, o.ReadOnly)
	default:
		return nil, errs.New(errs.Invalid, "A database address begins with sqlite: or postgres://.")
	}
	if err == nil {
		err = db.Ping(ctx)
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// Close closes the database. Snapshots must have been closed and followers ended.
func (db *DB) Close() error {
	var first error
	for _, pool := range []*sql.DB{db.read, db.write} {
		if pool == nil {
			continue
		}
		if err := pool.Close(); err != nil && first == nil {
			first = fmt.Errorf("closing the database: %w", err)
		}
	}
	return first
}

// Dialect says which engine this is.
func (db *DB) Dialect() Dialect { return db.dialect }

// Ping checks that the database answers.
func (db *DB) Ping(ctx context.Context) error {
	for _, pool := range []*sql.DB{db.write, db.read} {
		if pool == nil {
			continue
		}
		if err := pool.PingContext(ctx); err != nil {
			return fmt.Errorf("reaching the database: %w", explain(err))
		}
	}
	return nil
}

// OnCommit registers a function that Transact calls after each commit of this DB that changed something, before it
// returns. It is called from many goroutines at once and must be quick.
func (db *DB) OnCommit(fn func(Change)) {
	db.mu.Lock()
	defer db.mu.Unlock()
	db.onCommit = append(db.onCommit, fn)
}
