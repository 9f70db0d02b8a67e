package store_test

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"

	"masthead/internal/errs"
	"masthead/internal/newstest"
	"masthead/internal/store"
)

const insertRow = `INSERT INTO layout (from_at, until_at, document) VALUES (?1, ?2, ?3)`

// put writes one row with a key of the change log.
func put(t *testing.T, db *store.DB, n int64, key string) {
	t.Helper()
	err := db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		tx.Change(key)
		_, err := tx.Exec(ctx, insertRow, n, store.Forever, "put")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// rows counts the rows that put has written, as a new snapshot sees them.
func rows(t *testing.T, db *store.DB) int {
	t.Helper()
	tx, err := db.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Close()
	return rowsIn(t, tx)
}

func rowsIn(t *testing.T, tx *store.Tx) (n int) {
	t.Helper()
	if err := tx.QueryRow(t.Context(), `SELECT count(*) FROM layout`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTransactCommits(t *testing.T) {
	newstest.EachDB(t, func(t *testing.T, db *store.DB) {
		var told []store.Change
		db.OnCommit(func(c store.Change) {
			told = append(told, c)
			if n := rows(t, db); n != 1 {
				t.Errorf("told of the change when %d rows could be read", n)
			}
		})
		err := db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			tx.Change("b", "a")
			tx.Change("b")
			_, err := tx.Exec(ctx, insertRow, 1, store.Forever, "x")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(told) != 1 || strings.Join(told[0].Keys, " ") != "a b" || told[0].Position < 1 {
			t.Errorf("told of %+v", told)
		}
	})
}

func TestTransactRollsBack(t *testing.T) {
	failure := errs.New(errs.Conflict, "no")
	newstest.EachDB(t, func(t *testing.T, db *store.DB) {
		db.OnCommit(func(c store.Change) { t.Errorf("told of %+v", c) })
		write := func(ctx context.Context, tx *store.Tx) {
			tx.Change("a")
			if _, err := tx.Exec(ctx, insertRow, 1, store.Forever, "x"); err != nil {
				t.Error(err)
			}
		}
		err := db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error { write(ctx, tx); return failure })
		if err != failure {
			t.Errorf("the error became %v", err)
		}
		func() {
			defer func() {
				if recover() != "oh" {
					t.Error("the panic was swallowed")
				}
			}()
			db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error { write(ctx, tx); panic("oh") })
		}()
		ctx, cancel := context.WithCancel(t.Context())
		err = db.Transact(ctx, func(ctx context.Context, tx *store.Tx) error { write(ctx, tx); cancel(); return nil })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("with its context ended: %v", err)
		}
		// A statement that failed spoils the transaction even where its error is ignored, or is without effect.
		db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			tx.Exec(ctx, "INSERT INTO nothing VALUES (1)")
			return failure
		})
		if n := rows(t, db); n != 0 {
			t.Errorf("%d rows stayed", n)
		}
	})
}

func TestTransactRefusesToNest(t *testing.T) {
	newstest.EachDB(t, func(t *testing.T, db *store.DB) {
		err := db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return db.Transact(ctx, func(context.Context, *store.Tx) error { t.Error("ran inside"); return nil })
		})
		if err == nil || !strings.Contains(err.Error(), "inside a transaction") {
			t.Errorf("nested: %v", err)
		}
	})
}

func TestIsUnique(t *testing.T) {
	newstest.EachDB(t, func(t *testing.T, db *store.DB) {
		put(t, db, 1, "a")
		err := db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, insertRow, 1, store.Forever, "b")
			return err
		})
		if !store.IsUnique(err) {
			t.Errorf("a second row with the same key: %v", err)
		}
		if store.IsUnique(sql.ErrNoRows) || store.IsUnique(nil) {
			t.Error("another error counts as unique violation")
		}
	})
}

func TestSnapshotIsOneView(t *testing.T) {
	newstest.EachDB(t, func(t *testing.T, db *store.DB) {
		put(t, db, 1, "a")
		tx, err := db.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Close()
		put(t, db, 2, "b")
		if n := rowsIn(t, tx); n != 1 {
			t.Errorf("an older snapshot sees %d rows", n)
		}
		if n := rows(t, db); n != 2 {
			t.Errorf("a new snapshot sees %d rows", n)
		}
		if _, err := tx.Exec(t.Context(), insertRow, 3, store.Forever, "c"); err == nil {
			t.Error("a snapshot could write")
		}
	})
}
