package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"masthead/internal/errs"
)

const (
	diskFull    = "The disk that holds the database is full. Free some space on it and try again; nothing that was saved is lost."
	diskFails   = "The disk that holds the database reports an error. Check the disk and the system's log before going on."
	damaged     = "The database file is damaged, or is no database. Restore it from a backup."
	locked      = "Another program has kept the database locked for too long. Try again, or end that program."
	cannotOpen  = "The database file cannot be opened. Check that its folder exists and that this user may read and write in it."
	cannotWrite = "The database cannot be written to. Check the owner and the permissions of its file and folder."
	unreachable = "The database server cannot be reached. Check that it runs, and the address and password given for it."
	tooMany     = "The database server has no connection left. Raise its max_connections, or run fewer nodes."
	stopping    = "The database has been closed, because the program is stopping."
)

// explain gives an error of an engine its kind and says what to do about it. It leaves alone the errors that have a
// kind, those of a context, and those that only a programmer can do something about.
func explain(err error) error {
	if err == nil || errs.KindOf(err) != errs.Internal ||
		errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if message := advice(err); message != "" {
		return errs.Wrap(err, errs.Unavailable, "%s", message)
	}
	return err
}

func advice(err error) string {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return adviceSQLite(e.Code() & 0xff)
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return advicePostgres(e.Code)
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return unreachable
	}
	// The driver says of a connection that was lost in several ways.
	if _, ok := errors.AsType[*net.OpError](err); ok || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF) ||
		pgconn.SafeToRetry(err) {
		return unreachable
	}
	// database/sql does not export the error of a closed pool.
	if errors.Is(err, sql.ErrConnDone) || strings.Contains(err.Error(), "sql: database is closed") {
		return stopping
	}
	return ""
}

func adviceSQLite(primary int) string {
	switch primary {
	case sqlite3.SQLITE_FULL:
		return diskFull
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return locked
	case sqlite3.SQLITE_IOERR:
		return diskFails
	case sqlite3.SQLITE_CANTOPEN:
		return cannotOpen
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return cannotWrite
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return damaged
	}
	return ""
}

// advicePostgres reads an SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
func advicePostgres(state string) string {
	switch state {
	case "53100":
		return diskFull
	case "53300":
		return tooMany
	case "55P03":
		return locked
	case "25006":
		return cannotWrite
	case "25P03":
		return "The database server ended a transaction that did nothing for too long. Try again."
	}
	switch state[:2] {
	case "08", "28", "3D", "57":
		return unreachable
	case "58":
		return diskFails
	case "XX":
		return damaged
	}
	return ""
}

// IsUnique reports whether err says that a row with the same unique value exists.
func IsUnique(err error) bool {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY ||
			e.Code() == sqlite3.SQLITE_CONSTRAINT_ROWID
	}
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && e.Code == "23505"
}

// IsForeignKey reports whether err says that a row refers to one that does not exist.
func IsForeignKey(err error) bool {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
	}
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && e.Code == "23503"
}

// isCollision reports whether err says that a transaction met another and may be tried again.
func isCollision(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (e.Code == "40001" || e.Code == "40P01")
}
