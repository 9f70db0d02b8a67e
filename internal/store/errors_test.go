package store_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"masthead/internal/errs"
	"masthead/internal/newstest"
	"masthead/internal/store"
)

func wantUnavailable(t *testing.T, err error, words string) {
	t.Helper()
	if !errs.Is(err, errs.Unavailable) || !strings.Contains(errs.Public(err), words) {
		t.Errorf("got %v, want Unavailable with %q", err, words)
	}
}

func TestOpenExplains(t *testing.T) {
	folder := t.TempDir()
	garbage := filepath.Join(folder, "garbage.db")
	if err := os.WriteFile(garbage, []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for address, words := range map[string]string{
		"sqlite:" + garbage: "Restore it from a backup",
		"sqlite:" + filepath.Join(folder, "none", "x.db"): "Check that its folder exists",
		"sqlite:" + folder: "Check that its folder exists",
		"postgres://nobody@127.0.0.1:1/x?connect_timeout=2": "Check that it runs",
	} {
		db, err := store.Open(t.Context(), address, store.Options{})
		wantUnavailable(t, err, words)
		if db != nil {
			t.Errorf("%s: opened", address)
		}
	}
	for _, address := range []string{"", "masthead.db", "mysql://x", "postgres://%zz"} {
		if _, err := store.Open(t.Context(), address, store.Options{}); !errs.Is(err, errs.Invalid) {
			t.Errorf("%q: %v", address, err)
		}
	}
	if os.Getenv(newstest.PostgresVariable) == "" {
		return
	}
	missing := strings.Replace(os.Getenv(newstest.PostgresVariable), "/postgres", "/no_such_database", 1)
	_, err := store.Open(t.Context(), missing, store.Options{})
	wantUnavailable(t, err, "Check that it runs")
}

func TestDiskFull(t *testing.T) {
	db := newstest.SQLite(t)
	put(t, db, 1, "before")
	write := func(ctx context.Context, tx *store.Tx) error {
		var pages int
		if err := tx.QueryRow(ctx, "PRAGMA max_page_count = 1").Scan(&pages); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, insertRow, 2, store.Forever, strings.Repeat("x", 1<<20))
		return err
	}
	wantUnavailable(t, db.Transact(t.Context(), write), "Free some space")
	if n := rows(t, db); n != 1 {
		t.Errorf("%d rows", n)
	}
	err := db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		var pages int
		if err := tx.QueryRow(ctx, "PRAGMA max_page_count = 1000000").Scan(&pages); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, insertRow, 2, store.Forever, "after")
		return err
	})
	if err != nil {
		t.Errorf("with space again: %v", err)
	}
}

func TestLocked(t *testing.T) {
	address := newstest.SQLiteAddress(t)
	one, two := newstest.Open(t, address, store.Options{}), newstest.Open(t, address, store.Options{})
	// The writer has one connection, so that this setting stays.
	err := two.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		var n int
		return tx.QueryRow(ctx, "PRAGMA busy_timeout = 1").Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	err = one.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		return two.Transact(t.Context(), func(context.Context, *store.Tx) error { t.Error("both write"); return nil })
	})
	wantUnavailable(t, err, "Another program")
}

func TestClosed(t *testing.T) {
	newstest.EachAddress(t, func(t *testing.T, address string) {
		db, err := store.Open(t.Context(), address, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		_, err = db.Snapshot(t.Context())
		wantUnavailable(t, err, "closed")
		err = db.Transact(t.Context(), func(context.Context, *store.Tx) error { t.Error("ran"); return nil })
		wantUnavailable(t, err, "closed")
		wantUnavailable(t, db.Ping(t.Context()), "closed")
	})
}

func TestServerGone(t *testing.T) {
	db := newstest.Postgres(t)
	err := db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `SELECT pg_terminate_backend(pg_backend_pid())`)
		return err
	})
	wantUnavailable(t, err, "Check that it runs")
	put(t, db, 1, "again")
}

func TestAnErrorOfTheCallerStaysItself(t *testing.T) {
	db := newstest.SQLite(t)
	if err := db.Transact(t.Context(), func(context.Context, *store.Tx) error { return io.EOF }); err != io.EOF {
		t.Errorf("it became %v", err)
	}
}
