package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"masthead/internal/errs"
)

// Tx is one transaction, writing or reading. Its SQL has the placeholders ?1, ?2 … on both engines. It belongs to one
// goroutine.
type Tx struct {
	db       *DB
	tx       *sql.Tx
	now      time.Time
	position int64
	changed  map[string]bool
}

// Exec runs a statement that returns no rows.
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	query, args, err := tx.db.statement(query, args)
	if err != nil {
		return nil, err
	}
	result, err := tx.tx.ExecContext(ctx, query, args...)
	return result, explain(err)
}

// Query runs a statement that returns rows, which the caller closes.
func (tx *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	query, args, err := tx.db.statement(query, args)
	if err != nil {
		return nil, err
	}
	rows, err := tx.tx.QueryContext(ctx, query, args...)
	return rows, explain(err)
}

// QueryRow runs a statement that returns one row. A text that cannot be rewritten for the engine is sent as it is, so
// that Scan reports the engine's complaint.
func (tx *Tx) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	text, args, err := tx.db.statement(query, args)
	if err != nil {
		text = query
	}
	return tx.tx.QueryRowContext(ctx, text, args...)
}

// Now is the time of the transaction, fixed when it began, in whole milliseconds.
func (tx *Tx) Now() time.Time { return tx.now }

// Position says how much of the change log a snapshot contains: every change with this position or an earlier one. A
// change with a later one may not be in it. It is 0 in a writing transaction, whose own change has a position only after the commit.
func (tx *Tx) Position() int64 { return tx.position }

// Change names what this transaction changes. All its keys become one row of the change log, at its end.
func (tx *Tx) Change(keys ...string) {
	if tx.changed == nil {
		tx.changed = make(map[string]bool, len(keys))
	}
	for _, k := range keys {
		tx.changed[k] = true
	}
}

// Close ends a snapshot. Closing it again does nothing.
func (tx *Tx) Close() error {
	if err := tx.tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return fmt.Errorf("closing a snapshot: %w", explain(err))
	}
	return nil
}

// statement makes a query and its arguments fit for the engine. Arguments are converted by database/sql's own rules on
// both, because pgx's differ: it would write an id.ID into a TEXT column by its MarshalText, where SQLite gets a number.
func (db *DB) statement(query string, args []any) (string, []any, error) {
	if db.rewrites == nil {
		return query, args, nil
	}
	query, err := db.rewrites.text(query)
	if err != nil {
		return "", nil, err
	}
	converted := make([]any, len(args))
	for i, a := range args {
		if converted[i], err = driver.DefaultParameterConverter.ConvertValue(a); err != nil {
			return "", nil, fmt.Errorf("store: argument ?%d: %w", i+1, err)
		}
	}
	return query, converted, nil
}

// Snapshot begins a reading transaction with one consistent view. The caller closes it soon: SQLite's log of writes
// grows, and PostgreSQL keeps dead rows, for as long as it is open.
func (db *DB) Snapshot(ctx context.Context) (*Tx, error) {
	t, err := db.read.BeginTx(ctx, db.snapshotOptions())
	if err != nil {
		return nil, fmt.Errorf("beginning a snapshot: %w", explain(err))
	}
	tx := &Tx{db: db, tx: t, now: db.now()}
	// The first read fixes the view, on both engines.
	if err := t.QueryRowContext(ctx, db.positionQuery()).Scan(&tx.position); err != nil {
		t.Rollback()
		return nil, fmt.Errorf("beginning a snapshot: %w", explain(err))
	}
	return tx, nil
}

func (db *DB) snapshotOptions() *sql.TxOptions {
	if db.dialect == Postgres {
		return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	return &sql.TxOptions{ReadOnly: true}
}

func (db *DB) now() time.Time { return Time(Millis(db.clock())) }

// inTransaction marks the context of a function that runs inside a transaction of a DB.
type inTransaction struct{ *DB }

// maxAttempts bounds how often a transaction is tried when others keep getting in its way.
const maxAttempts = 12

// Transact runs fn in a writing transaction, commits, and then tells the functions registered with OnCommit what
// changed. An error or a panic of fn rolls back. Transactions behave as if they ran one after another: on SQLite they
// do; on PostgreSQL one that meets another is run again, so fn must do nothing outside the transaction that may not
// happen twice. fn uses the context it is given. A transaction inside a transaction is refused.
func (db *DB) Transact(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	if ctx.Value(inTransaction{db}) != nil {
		return errors.New("store: a transaction inside a transaction")
	}
	if db.write == nil {
		return errs.New(errs.Unavailable, "The database is open for reading only.")
	}
	inner := context.WithValue(ctx, inTransaction{db}, true)
	for attempt := 1; ; attempt++ {
		change, err := db.attempt(inner, fn)
		if err == nil {
			db.committed(change)
			return nil
		}
		if !isCollision(err) {
			return explain(err)
		}
		if attempt == maxAttempts {
			return errs.Wrap(err, errs.Unavailable, "Too many changes were being made at once. Please try again.")
		}
		pause := rand.N(min(time.Millisecond<<attempt, 200*time.Millisecond))
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

func (db *DB) attempt(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) (Change, error) {
	var options sql.TxOptions
	if db.dialect == Postgres {
		options.Isolation = sql.LevelSerializable
	}
	t, err := db.write.BeginTx(ctx, &options)
	if err != nil {
		return Change{}, fmt.Errorf("beginning a transaction: %w", err)
	}
	defer t.Rollback()
	tx := &Tx{db: db, tx: t, now: db.now()}
	if err := fn(ctx, tx); err != nil {
		return Change{}, err
	}
	change, err := tx.record(ctx)
	if err != nil {
		return Change{}, err
	}
	if err := t.Commit(); err != nil {
		return Change{}, fmt.Errorf("committing: %w", err)
	}
	return change, nil
}
