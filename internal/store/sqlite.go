package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	"modernc.org/sqlite"

	"masthead/internal/errs"
)

// openSQLite opens a file twice: a pool of one connection that writes, and a pool that reads beside it. The write-ahead
// log lets both go on at once.
func (db *DB) openSQLite(ctx context.Context, path string, readOnly bool) error {
	db.dialect = SQLite
	path, err := filepath.Abs(path)
	if err != nil {
		return errs.Wrap(err, errs.Invalid, "The path of the database makes no sense here.")
	}
	if !readOnly {
		if err := createPrivate(path); err != nil {
			return errs.Wrap(err, errs.Unavailable, cannotOpen)
		}
		if db.write, err = sqlitePool(path, 1, url.Values{
			// The driver applies page_size before the journal mode, after which it could not be changed.
			"_pragma":       {"page_size(16384)", "cache_size(-16384)", "journal_size_limit(67108864)"},
			"_journal_mode": {"WAL"},
			// NORMAL would lose acknowledged commits when the power fails.
			"_synchronous": {"FULL"},
			// A deferred transaction that reads and then writes fails at once when another has written in between.
			"_txlock":       {"immediate"},
			"_foreign_keys": {"1"},
		}); err != nil {
			return err
		}
		// The reading pool cannot turn a new file into a database with a write-ahead log.
		if err := db.write.PingContext(ctx); err != nil {
			return explain(err)
		}
	}
	db.read, err = sqlitePool(path, max(4, 2*runtime.GOMAXPROCS(0)), url.Values{
		"mode":        {"ro"},
		"_query_only": {"1"},
		"_pragma":     {"cache_size(-8192)"},
	})
	return err
}

// createPrivate makes a file that only its owner may read: it will hold what is not published. SQLite gives its log the
// same permissions. A file that exists is not opened, because closing it would drop the locks that this process has on it.
func createPrivate(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

func sqlitePool(path string, connections int, settings url.Values) (*sql.DB, error) {
	settings.Set("_busy_timeout", "10000")
	// Without it, "text" in double quotes is taken for a literal where no column has that name.
	settings.Set("_dqs", "0")
	connector, err := sqlite.NewConnector("file:" + (&url.URL{Path: path}).EscapedPath() + "?" + settings.Encode())
	if err != nil {
		return nil, errs.Wrap(err, errs.Invalid, "The path of the database makes no sense here.")
	}
	pool := sql.OpenDB(preparing{connector})
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return pool, nil
}
