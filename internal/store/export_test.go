package store

import (
	"context"
	"time"
)

var (
	Dollars = dollars
	Expand  = expand
)

// SetPoll sets the longest wait between two looks at the change log.
func (db *DB) SetPoll(d time.Duration) { db.poll = d }

// Newest returns the version of the program's schema.
func (db *DB) Newest(ctx context.Context) (int64, error) {
	p, err := db.migrator()
	if err != nil {
		return 0, err
	}
	_, target, err := p.GetVersions(ctx)
	return target, err
}

// MigrateTo migrates to one version.
func (db *DB) MigrateTo(ctx context.Context, version int64) error {
	p, err := db.migrator()
	if err != nil {
		return err
	}
	_, err = p.UpTo(ctx, version)
	return err
}
