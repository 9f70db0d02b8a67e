package app

import (
	"context"
	"time"

	"masthead/internal/demo"
	"masthead/internal/errs"
)

// CreateDemo creates the demo newsroom, in an empty database only.
func CreateDemo(ctx context.Context, o Options) error {
	s, err := openStores(ctx, o)
	if err != nil {
		return err
	}
	defer s.close(o.Logger)
	empty, err := s.empty(ctx)
	if err != nil {
		return err
	}
	if !empty {
		return errs.New(errs.Conflict, "There is a newsroom in this database already; the demo wants an empty one.")
	}
	return demo.Create(ctx, s.db, s.blobs, time.Now)
}

// createDemoOnce creates the demo newsroom where there is none yet.
func (s *stores) createDemoOnce(ctx context.Context) error {
	empty, err := s.empty(ctx)
	if err != nil || !empty {
		return err
	}
	return demo.Create(ctx, s.db, s.blobs, time.Now)
}
