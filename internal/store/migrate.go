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
	current, target, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("reading the version of the schema: %w", explain(err))
	}
	if current > target {
		return errs.New(errs.Unavailable, "The database has schema %d, made by a newer Masthead; this one knows %d. "+
			"Start the newer program.", current, target)
	}
	if db.write == nil {
		if current < target {
			return errs.New(errs.Unavailable, "The database has schema %d and this program needs %d. "+
				"Start it once without read-only, which migrates the database.", current, target)
		}
		return nil
	}
	if _, err := p.Up(ctx); err != nil {
		// On SQLite, which has no lock for it, another process may have migrated in the meantime.
		if pending, e := p.HasPending(ctx); e != nil || pending {
			return fmt.Errorf("migrating the database: %w", explain(err))
		}
	}
	return nil
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
		locker, err := lock.NewPostgresSessionLocker()
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

// The tokens of a migration, for SQLite and for PostgreSQL. {{postgres}} begins a line that only PostgreSQL runs.
var tokens = map[Dialect]*strings.Replacer{
	SQLite: strings.NewReplacer(
		"{{blob}}", "BLOB",
		"{{serial}}", "INTEGER PRIMARY KEY AUTOINCREMENT",
		"{{without_rowid}}", " WITHOUT ROWID",
		"{{forever}}", strconv.FormatInt(Forever, 10),
		"{{xid}}", "",
		"{{postgres}}", "-- "),
	Postgres: strings.NewReplacer(
		"{{blob}}", "BYTEA",
		"{{serial}}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
		"{{without_rowid}}", "",
		"{{forever}}", strconv.FormatInt(Forever, 10),
		"{{xid}}", ", xid xid8 NOT NULL DEFAULT pg_current_xact_id()",
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
