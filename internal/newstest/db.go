// Package newstest helps tests. Nothing else imports it.
package newstest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"masthead/internal/store"
)

// PostgresVariable names the environment variable with the URL of a PostgreSQL server on which tests may create
// databases. scripts/postgres.sh starts one.
const PostgresVariable = "MASTHEAD_TEST_POSTGRES"

// EachDB runs fn as a subtest on each engine, with a fresh, migrated database that is gone afterwards.
func EachDB(t *testing.T, fn func(t *testing.T, db *store.DB)) {
	t.Helper()
	EachAddress(t, func(t *testing.T, address string) { fn(t, Open(t, address, store.Options{})) })
}

// EachAddress is EachDB for tests that open the database themselves, with options or more than once.
func EachAddress(t *testing.T, fn func(t *testing.T, address string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { fn(t, SQLiteAddress(t)) })
	t.Run("postgres", func(t *testing.T) { fn(t, PostgresAddress(t)) })
}

// Open opens a database, to be closed at the end of the test.
func Open(t testing.TB, address string, o store.Options) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), address, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// SQLite returns a fresh, migrated SQLite database.
func SQLite(t testing.TB) *store.DB {
	t.Helper()
	return Open(t, SQLiteAddress(t), store.Options{})
}

// SQLiteAddress returns the address of a fresh, migrated SQLite database.
func SQLiteAddress(t testing.TB) string {
	t.Helper()
	address := "sqlite:" + filepath.Join(t.TempDir(), "masthead.db")
	if err := migrate(t.Context(), address); err != nil {
		t.Fatal(err)
	}
	return address
}

// Postgres returns a fresh, migrated PostgreSQL database, or skips the test where there is no server for it.
func Postgres(t testing.TB) *store.DB {
	t.Helper()
	return Open(t, PostgresAddress(t), store.Options{})
}

// PostgresAddress returns the address of a fresh, migrated PostgreSQL database, or skips the test where there is no server for it.
func PostgresAddress(t testing.TB) string {
	t.Helper()
	template := postgresTemplate(t)
	return createDatabase(t, " TEMPLATE "+template)
}

// EmptyPostgresAddress returns the address of a fresh PostgreSQL database that has not been migrated.
func EmptyPostgresAddress(t testing.TB) string {
	t.Helper()
	requirePostgres(t)
	return createDatabase(t, "")
}

func createDatabase(t testing.TB, options string) string {
	t.Helper()
	name := "masthead_test_" + strings.ToLower(rand.Text()[:12])
	if err := onServer("CREATE DATABASE " + name + options); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := onServer("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return databaseURL(name)
}

func migrate(ctx context.Context, address string) error {
	db, err := store.Open(ctx, address, store.Options{})
	if err != nil {
		return err
	}
	if err := db.Migrate(ctx); err != nil {
		db.Close()
		return err
	}
	return db.Close()
}

func requirePostgres(t testing.TB) {
	t.Helper()
	if os.Getenv(PostgresVariable) == "" {
		t.Skip("no PostgreSQL server: " + PostgresVariable + " is not set")
	}
}

func databaseURL(name string) string {
	u, err := url.Parse(os.Getenv(PostgresVariable))
	if err != nil {
		return ""
	}
	u.Path = "/" + name
	return u.String()
}

func onServer(statements ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, os.Getenv(PostgresVariable))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	for _, s := range statements {
		if _, err := conn.Exec(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}

var template struct {
	sync.Once
	name string
	err  error
}

// postgresTemplate returns the name of a migrated database to copy. Migrating takes longer than copying, so that one
// template serves all test programs with the same schema, and stays on the server.
func postgresTemplate(t testing.TB) string {
	t.Helper()
	requirePostgres(t)
	template.Do(func() {
		if template.name, template.err = templateName(); template.err == nil {
			template.err = makeTemplate(template.name)
		}
	})
	if template.err != nil {
		t.Fatal(template.err)
	}
	return template.name
}

// templateName is made of the sources of the schema.
func templateName() (string, error) {
	_, file, _, _ := runtime.Caller(0)
	folder := filepath.Join(filepath.Dir(file), "..", "store")
	hash := sha256.New()
	for _, pattern := range []string{"migrate.go", "migrations/*.sql"} {
		paths, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			return "", err
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				return "", err
			}
			hash.Write(data)
		}
	}
	return fmt.Sprintf("masthead_template_%x", hash.Sum(nil)[:6]), nil
}

func makeTemplate(name string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, os.Getenv(PostgresVariable))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	// Other test programs wait here; the lock ends with the connection.
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock(hashtext('masthead_template'))"); err != nil {
		return err
	}
	var exists bool
	query := "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)"
	if err := conn.QueryRow(ctx, query, name).Scan(&exists); err != nil || exists {
		return err
	}
	draft := name + "_draft"
	if err := onServer("DROP DATABASE IF EXISTS "+draft+" WITH (FORCE)", "CREATE DATABASE "+draft); err != nil {
		return err
	}
	if err := migrate(ctx, databaseURL(draft)); err != nil {
		return err
	}
	return onServer("ALTER DATABASE " + draft + " RENAME TO " + name)
}
