// Package app builds a Masthead out of its parts, in order, and runs what the commands ask for.
package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"masthead/internal/account"
	"masthead/internal/blob"
	"masthead/internal/config"
	"masthead/internal/errs"
	"masthead/internal/newsroom"
	"masthead/internal/store"
)

// Options are what every command has.
type Options struct {
	Config  config.Config
	Logger  *slog.Logger
	Version string
	Out     io.Writer // for people: addresses, documents, reports

	At   time.Time // serve: the fixed moment; zero for the present
	Demo bool      // serve: create the demo newsroom in an empty database
}

// operator is who acts when a command of this program does.
var operator = account.System("operator")

// stores are the two places where a newsroom keeps everything.
type stores struct {
	db    *store.DB
	blobs *blob.Store
}

// openStores opens the database, brought to the newest schema, and the blobs. What does not exist is created.
func openStores(ctx context.Context, o Options) (*stores, error) {
	if err := os.MkdirAll(o.Config.Data, 0o755); err != nil {
		return nil, errs.Wrap(err, errs.Invalid, "The data folder cannot be made")
	}
	db, err := openDatabase(ctx, o, false)
	if err != nil {
		return nil, err
	}
	s := &stores{db: db}
	if s.blobs, err = blob.Open(ctx, o.Config.StoreAddress()); err != nil {
		s.close(o.Logger)
		return nil, fmt.Errorf("opening the store: %w", err)
	}
	return s, nil
}

// openDatabase opens the database, brought to the newest schema. For reading only it must be there, and be so already.
func openDatabase(ctx context.Context, o Options, readOnly bool) (*store.DB, error) {
	db, err := store.Open(ctx, o.Config.DatabaseAddress(), store.Options{Logger: o.Logger, ReadOnly: readOnly})
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	if err := db.Migrate(ctx); err != nil {
		db.Close()
		return nil, fmt.Errorf("preparing the database: %w", err)
	}
	return db, nil
}

func (s *stores) close(log *slog.Logger) {
	if s.blobs != nil {
		if err := s.blobs.Close(); err != nil {
			log.Error("closing the store failed", "error", err)
		}
	}
	if err := s.db.Close(); err != nil {
		log.Error("closing the database failed", "error", err)
	}
}

// empty reports whether nobody has made a newsroom yet.
func (s *stores) empty(ctx context.Context) (bool, error) {
	tx, err := s.db.Snapshot(ctx)
	if err != nil {
		return false, err
	}
	defer tx.Close()
	_, found, err := newsroom.At(ctx, tx, time.Now())
	return !found, err
}
