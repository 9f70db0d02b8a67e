package app

import (
	"context"
	"time"

	"masthead/internal/front"
	"masthead/internal/store"
)

// ApplyFront makes a layout document the layout of the site from now on.
func ApplyFront(ctx context.Context, o Options, document []byte) error {
	s, err := openStores(ctx, o)
	if err != nil {
		return err
	}
	defer s.close(o.Logger)
	return s.db.Transact(ctx, func(ctx context.Context, tx *store.Tx) error {
		layout, err := front.Parse(ctx, tx, document)
		if err != nil {
			return err
		}
		return front.Apply(ctx, tx, operator, layout)
	})
}

// ShowFront prints the layout of the site as a document.
func ShowFront(ctx context.Context, o Options) error {
	db, err := openDatabase(ctx, o, true)
	if err != nil {
		return err
	}
	defer db.Close()
	tx, err := db.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer tx.Close()
	layout, err := front.At(ctx, tx, time.Now())
	if err != nil {
		return err
	}
	document, err := front.Format(ctx, tx, layout)
	if err != nil {
		return err
	}
	_, err = o.Out.Write(document)
	return err
}
