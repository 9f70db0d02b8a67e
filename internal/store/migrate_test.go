package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"masthead/internal/errs"
	"masthead/internal/newstest"
	"masthead/internal/store"
)

// eachEmpty runs fn on each engine with a function that makes the address of an empty database.
func eachEmpty(t *testing.T, fn func(t *testing.T, address func() string)) {
	t.Run("sqlite", func(t *testing.T) {
		fn(t, func() string { return "sqlite:" + filepath.Join(t.TempDir(), "x.db") })
	})
	t.Run("postgres", func(t *testing.T) {
		fn(t, func() string { return newstest.EmptyPostgresAddress(t) })
	})
}

// Every schema that ever was, with a row in each of its tables, comes to the newest one, by one step and by many.
func TestMigrateFromEveryVersion(t *testing.T) {
	eachEmpty(t, func(t *testing.T, address func() string) {
		ctx := t.Context()
		steps := newstest.Open(t, address(), store.Options{})
		newest, err := steps.Newest(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for v := int64(1); v <= newest; v++ {
			if err := steps.MigrateTo(ctx, v); err != nil {
				t.Fatalf("step to %d: %v", v, err)
			}
			fill(t, steps, v)
			once := newstest.Open(t, address(), store.Options{})
			if err := once.MigrateTo(ctx, v); err != nil {
				t.Fatalf("to %d: %v", v, err)
			}
			filled := fill(t, once, v)
			for range 2 {
				if err := once.Migrate(ctx); err != nil {
					t.Fatalf("from %d to the newest: %v", v, err)
				}
			}
			for _, table := range filled {
				if n := count(t, once, table); n == 0 {
					t.Errorf("from %d: the row of %s is gone", v, table)
				}
			}
		}
	})
}

func count(t *testing.T, db *store.DB, table string) (n int) {
	t.Helper()
	tx, err := db.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Close()
	if err := tx.QueryRow(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

const columnsSQLite = `SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c
	WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'goose_db_version'
	AND c.dflt_value IS NULL ORDER BY m.name, c.cid`

const columnsPostgres = `SELECT table_name, column_name, data_type FROM information_schema.columns
	WHERE table_schema = 'public' AND table_name <> 'goose_db_version'
	AND column_default IS NULL AND is_identity = 'NO' ORDER BY table_name, ordinal_position`

// fill inserts a row made of n into every table, those that others refer to first, and returns the tables.
func fill(t *testing.T, db *store.DB, n int64) []string {
	t.Helper()
	query := columnsSQLite
	if db.Dialect() == store.Postgres {
		query = columnsPostgres
	}
	inserts := map[string]string{}
	err := db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		found, err := tx.Query(ctx, query)
		_, err = store.Collect(found, err, func(row store.Row) (struct{}, error) {
			var table, column, kind string
			if err := row.Scan(&table, &column, &kind); err != nil {
				return struct{}{}, err
			}
			value := fmt.Sprint(n)
			switch strings.ToUpper(kind) {
			case "TEXT":
				value = fmt.Sprintf("'%d'", n)
			case "BLOB", "BYTEA":
				value = fmt.Sprintf("'x%d'", n)
			}
			before, ok := strings.CutSuffix(inserts[table], ")")
			if !ok {
				inserts[table] = fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, column, value)
				return struct{}{}, nil
			}
			before = strings.Replace(before, ") VALUES", ", "+column+") VALUES", 1)
			inserts[table] = before + ", " + value + ")"
			return struct{}{}, nil
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var filled []string
	for progress := true; progress; {
		progress = false
		for table, insert := range inserts {
			if err = transactSQL(t, db, insert); err == nil {
				delete(inserts, table)
				filled = append(filled, table)
				progress = true
			}
		}
	}
	if len(inserts) > 0 || len(filled) < 5 {
		t.Fatalf("filled %v, not %v: %v", filled, inserts, err)
	}
	slices.Sort(filled)
	return filled
}

func transactSQL(t *testing.T, db *store.DB, query string, args ...any) error {
	return db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, query, args...)
		return err
	})
}

func TestMigrateRefusesANewerSchema(t *testing.T) {
	newstest.EachAddress(t, func(t *testing.T, address string) {
		db := newstest.Open(t, address, store.Options{})
		if err := transactSQL(t, db, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, ?1)`, true); err != nil {
			t.Fatal(err)
		}
		for _, o := range []store.Options{{}, {ReadOnly: true}} {
			err := newstest.Open(t, address, o).Migrate(t.Context())
			if !errs.Is(err, errs.Unavailable) || !strings.Contains(err.Error(), "newer Masthead") {
				t.Errorf("read-only %v: %v", o.ReadOnly, err)
			}
		}
	})
}

func TestMigrateAtOnceFromSeveralNodes(t *testing.T) {
	eachEmpty(t, func(t *testing.T, address func() string) {
		shared := address()
		results := make(chan error)
		for range 3 {
			node := newstest.Open(t, shared, store.Options{})
			go func() { results <- node.Migrate(t.Context()) }()
		}
		for range 3 {
			if err := <-results; err != nil {
				t.Error(err)
			}
		}
	})
}

func TestReadOnly(t *testing.T) {
	newstest.EachAddress(t, func(t *testing.T, address string) {
		put(t, newstest.Open(t, address, store.Options{}), 1, "a")
		db := newstest.Open(t, address, store.Options{ReadOnly: true})
		if err := db.Migrate(t.Context()); err != nil {
			t.Error(err)
		}
		if n := rows(t, db); n != 1 {
			t.Errorf("%d rows", n)
		}
		err := db.Transact(t.Context(), func(context.Context, *store.Tx) error { t.Error("ran"); return nil })
		if !errs.Is(err, errs.Unavailable) {
			t.Errorf("writing: %v", err)
		}
	})
	eachEmpty(t, func(t *testing.T, address func() string) {
		db, err := store.Open(t.Context(), address(), store.Options{ReadOnly: true})
		if err == nil {
			err = db.Migrate(t.Context())
			db.Close()
		}
		if !errs.Is(err, errs.Unavailable) {
			t.Errorf("without a schema: %v", err)
		}
	})
}

func TestExpand(t *testing.T) {
	const text = "CREATE TABLE a (b {{blob}}, c TEXT){{without_rowid}};\n{{postgres}}CREATE INDEX d;\n{{sqlite}}CREATE INDEX e;\n-- {{forever}}"
	for dialect, want := range map[store.Dialect]string{
		store.SQLite:   "CREATE TABLE a (b BLOB, c TEXT) WITHOUT ROWID;\n-- CREATE INDEX d;\nCREATE INDEX e;\n-- 253402300799999",
		store.Postgres: "CREATE TABLE a (b BYTEA, c TEXT COLLATE \"C\");\nCREATE INDEX d;\n-- CREATE INDEX e;\n-- 253402300799999",
	} {
		if got, err := store.Expand(text, dialect); err != nil || got != want {
			t.Errorf("%v: %q, %v", dialect, got, err)
		}
		if got, err := store.Expand("{{blub}}", dialect); err == nil {
			t.Errorf("an unknown token became %q", got)
		}
	}
}
