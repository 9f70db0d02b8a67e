package store

import (
	"cmp"
	"context"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"masthead/internal/errs"
)

// Connections of one node. A server's own default is 100, for all nodes.
const (
	postgresWriters = 8
	postgresReaders = 16
)

// channel is the name under which PostgreSQL wakes the followers of the change log.
const channel = "masthead_change"

func (db *DB) openPostgres(address string, readOnly bool) error {
	db.dialect = Postgres
	db.rewrites = &rewriter{}
	config, err := pgx.ParseConfig(address)
	if err != nil {
		// The cause quotes the address, less its password.
		return errs.Wrap(err, errs.Invalid, "The address of the PostgreSQL database cannot be read.")
	}
	config.ConnectTimeout = cmp.Or(config.ConnectTimeout, 10*time.Second)
	set := func(name, value string) {
		if config.RuntimeParams[name] == "" {
			config.RuntimeParams[name] = value
		}
	}
	set("application_name", "masthead")
	// A writing transaction left open would hold up every reader of the change log.
	set("idle_in_transaction_session_timeout", "60000")
	set("lock_timeout", "30000")
	if readOnly {
		set("default_transaction_read_only", "on")
	} else {
		db.write = stdlib.OpenDB(*config.Copy())
		db.write.SetMaxOpenConns(postgresWriters)
		db.write.SetMaxIdleConns(postgresWriters)
		db.write.SetConnMaxIdleTime(5 * time.Minute)
	}
	db.read = stdlib.OpenDB(*config.Copy())
	db.read.SetMaxOpenConns(postgresReaders)
	db.read.SetMaxIdleConns(postgresReaders)
	db.read.SetConnMaxIdleTime(5 * time.Minute)
	db.listener = config
	return nil
}

// listen wakes a follower whenever a change is announced, until ctx ends. A lost connection is made again; until then
// the follower's own polling finds the changes.
func (db *DB) listen(ctx context.Context, wake chan<- struct{}) {
	for pause := 100 * time.Millisecond; ctx.Err() == nil; pause = min(2*pause, 15*time.Second) {
		began := time.Now()
		err := db.listenOnce(ctx, wake)
		if ctx.Err() != nil {
			return
		}
		db.log.Warn("listening for changes was interrupted", "error", err)
		if time.Since(began) > time.Minute {
			pause = 100 * time.Millisecond
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause/2 + rand.N(pause/2)):
		}
	}
}

func (db *DB) listenOnce(ctx context.Context, wake chan<- struct{}) error {
	conn, err := pgx.ConnectConfig(ctx, db.listener.Copy())
	if err != nil {
		return err
	}
	defer func() {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		conn.Close(closing)
	}()
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return err
	}
	for {
		// Also before the first announcement: one may have been missed while nobody listened.
		nudge(wake)
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return err
		}
	}
}
