package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"masthead/internal/newstest"
	"masthead/internal/store"
)

func pragma(t *testing.T, ctx context.Context, tx *store.Tx, name string) (value string) {
	t.Helper()
	if err := tx.QueryRow(ctx, "PRAGMA "+name).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

func TestSQLiteSettings(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a b?c#d%41é'")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "masthead.db")
	db := newstest.Open(t, "sqlite:"+path, store.Options{})
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	err := db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for name, want := range map[string]string{
			"page_size": "16384", "journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000",
		} {
			if got := pragma(t, ctx, tx, name); got != want {
				t.Errorf("the writer's %s is %s, want %s", name, got, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	tx, err := db.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Close()
	for name, want := range map[string]string{"query_only": "1", "journal_mode": "wal", "busy_timeout": "10000"} {
		if got := pragma(t, t.Context(), tx, name); got != want {
			t.Errorf("a reader's %s is %s, want %s", name, got, want)
		}
	}
	for _, name := range []string{path, path + "-wal"} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has the permissions %v", filepath.Base(name), info.Mode())
		}
	}
}

func TestForeignKeysHold(t *testing.T) {
	newstest.EachDB(t, func(t *testing.T, db *store.DB) {
		err := transactSQL(t, db, `INSERT INTO body (revision_id, data) VALUES (99, ?1)`, []byte("x"))
		if err == nil || store.IsUnique(err) {
			t.Errorf("a body without its revision: %v", err)
		}
	})
}

// A statement is prepared once and used again, also while its own rows are still being read.
func TestTheSameStatementInsideItsOwnRows(t *testing.T) {
	newstest.EachDB(t, func(t *testing.T, db *store.DB) {
		for i := range 5 {
			put(t, db, int64(i), "x")
		}
		err := db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			if db.Dialect() == store.Postgres {
				return nil // one result at a time on a connection
			}
			return nested(ctx, tx, 0)
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func nested(ctx context.Context, tx *store.Tx, depth int64) error {
	found, err := tx.Query(ctx, `SELECT from_at FROM layout WHERE from_at >= ?1 ORDER BY from_at`, depth)
	if err != nil {
		return err
	}
	defer found.Close()
	for want := depth; found.Next(); want++ {
		var got int64
		if err := found.Scan(&got); err != nil {
			return err
		}
		if got != want {
			return fmt.Errorf("at depth %d got %d, want %d", depth, got, want)
		}
		if depth < 3 {
			if err := nested(ctx, tx, depth+1); err != nil {
				return err
			}
		}
	}
	return found.Err()
}

func TestMoreStatementsThanAreKept(t *testing.T) {
	newstest.EachDB(t, func(t *testing.T, db *store.DB) {
		var group sync.WaitGroup
		for range 3 {
			group.Go(func() {
				tx, err := db.Snapshot(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				defer tx.Close()
				for i := range 700 {
					var got int
					query := fmt.Sprintf(`SELECT CAST(?1 AS BIGINT) + %d`, i%600)
					if err := tx.QueryRow(t.Context(), query, 1).Scan(&got); err != nil || got != i%600+1 {
						t.Errorf("%s: %d, %v", query, got, err)
						return
					}
				}
			})
		}
		group.Wait()
	})
}

func TestAKeptStatementFollowsTheSchema(t *testing.T) {
	db := newstest.SQLite(t)
	put(t, db, 1, "x")
	for i, change := range []string{"SELECT 1", "ALTER TABLE layout ADD COLUMN extra TEXT NOT NULL DEFAULT 'e'"} {
		if err := transactSQL(t, db, change); err != nil {
			t.Fatal(err)
		}
		tx, err := db.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		found, err := tx.Query(t.Context(), `SELECT * FROM layout`)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := found.Columns()
		if err != nil || len(columns) != 3+i || !found.Next() {
			t.Errorf("%v, %v", columns, err)
		}
		found.Close()
		tx.Close()
	}
}
