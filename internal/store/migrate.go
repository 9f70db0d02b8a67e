package store

import (
	"context"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"masthead/internal/errs"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrate brings the schema to the program's. It only goes forward, and refuses a schema newer than the program. A
// database opened for reading only is checked, not changed.
func (db *DB) Migrate(ctx context.Context) error {
	p, err := db.migrator()
	if err != nil {
		return err
	}
	sources := p.ListSources()
	target := sources[len(sources)-1].Version
	current, err := db.schema(ctx)
	if err != nil {
		return err
	}
	if current > target {
		return errs.New(errs.Unavailable, "The database has schema %d, made by a newer Masthead; this one knows %d. "+
			"Start the newer program.", current, target)
	}
	if current == target {
		return nil
	}
	if db.write == nil {
		return errs.New(errs.Unavailable, "The database has schema %d and this program needs %d. "+
			"Start it once for writing, which migrates the database.", current, target)
	}
	if _, err := p.Up(ctx); err != nil {
		// On SQLite, which has no lock for it, another process may have migrated in the meantime.
		if pending, e := p.HasPending(ctx); e != nil || pending {
			return fmt.Errorf("migrating the database: %w", explain(err))
		}
	}
	return nil
}

// schema returns the version of the schema, 0 for an empty database. It asks by itself because goose would create its
// table where it is missing, also in a database that is only to be read.
func (db *DB) schema(ctx context.Context) (version int64, err error) {
	exists := "SELECT count(*) FROM sqlite_master WHERE name = 'goose_db_version'"
	if db.dialect == Postgres {
		exists = "SELECT count(*) FROM pg_tables WHERE schemaname = ANY (current_schemas(false)) AND tablename = 'goose_db_version'"
	}
	var tables int
	err = db.read.QueryRowContext(ctx, exists).Scan(&tables)
	if err == nil && tables > 0 {
		err = db.read.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM goose_db_version").Scan(&version)
	}
	if err != nil {
		return 0, fmt.Errorf("reading the version of the schema: %w", explain(err))
	}
	return version, nil
}

func (db *DB) migrator() (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return newMigrator(db, files)
}

func newMigrator(db *DB, files fs.FS) (*goose.Provider, error) {
	options := []goose.ProviderOption{goose.WithSlog(db.log), goose.WithDisableGlobalRegistry(true)}
	dialect := goose.DialectSQLite3
	if db.dialect == Postgres {
		dialect = goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
		if err != nil {
			return nil, fmt.Errorf("preparing to migrate: %w", err)
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	pool := db.write
	if pool == nil {
		pool = db.read
	}
	p, err := goose.NewProvider(dialect, pool, expandedFS{files, db.dialect}, options...)
	if err != nil {
		return nil, fmt.Errorf("preparing to migrate: %w", err)
	}
	return p, nil
}

// expandedFS shows migrations as one engine reads them.
type expandedFS struct {
	fs.FS
	dialect Dialect
}

func (e expandedFS) Open(name string) (fs.File, error) {
	f, err := e.FS.Open(name)
	if err != nil || !strings.HasSuffix(name, ".sql") {
		return f, err
	}
	text, err := io.ReadAll(f)
	if err != nil {
		f.Close()
		return nil, err
	}
	expanded, err := expand(string(text), e.dialect)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return expandedFile{f, strings.NewReader(expanded)}, nil
}

type expandedFile struct {
	fs.File
	text *strings.Reader
}

func (f expandedFile) Read(p []byte) (int, error) { return f.text.Read(p) }

// The tokens of a migration, for SQLite and for PostgreSQL. {{postgres}} and {{sqlite}} begin a line that only that one runs.
var tokens = map[Dialect]*strings.Replacer{
	SQLite: strings.NewReplacer(
		"{{blob}}", "BLOB",
		"{{serial}}", "INTEGER PRIMARY KEY AUTOINCREMENT",
		"{{id}}", "INTEGER PRIMARY KEY", // the row's own number, which BIGINT would not be
		"{{without_rowid}}", " WITHOUT ROWID",
		"{{forever}}", strconv.FormatInt(Forever, 10),
		"{{xid}}", "",
		"{{sqlite}}", "",
		"{{postgres}}", "-- "),
	Postgres: strings.NewReplacer(
		"{{blob}}", "BYTEA",
		"{{id}}", "BIGINT PRIMARY KEY",
		"{{serial}}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
		"{{without_rowid}}", "",
		"{{forever}}", strconv.FormatInt(Forever, 10),
		"{{xid}}", ", xid xid8 NOT NULL DEFAULT pg_current_xact_id()",
		"{{sqlite}}", "-- ",
		"{{postgres}}", ""),
}

var (
	textColumn = regexp.MustCompile(`\bTEXT\b`)
	anyToken   = regexp.MustCompile(`\{\{[^}]*\}\}`)
)

// expand writes a migration for one engine. On PostgreSQL every text column is ordered by its bytes, as on SQLite,
// whatever the language that the database was created for: lists and keyset cursors must agree on both.
func expand(text string, dialect Dialect) (string, error) {
	text = tokens[dialect].Replace(text)
	if dialect == Postgres {
		text = textColumn.ReplaceAllString(text, `TEXT COLLATE "C"`)
	}
	if t := anyToken.FindString(text); t != "" {
		return "", fmt.Errorf("unknown token %s", t)
	}
	return text, nil
}
