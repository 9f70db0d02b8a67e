package app

import (
	"context"

	"masthead/internal/errs"
)

// createDemo fills the stores with the demo newsroom.
var createDemo = func(context.Context, *stores, Options) error {
	return errs.New(errs.Unavailable, "This build has no demo newsroom.")
}

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
	return createDemo(ctx, s, o)
}

func (s *stores) createDemoOnce(ctx context.Context, o Options) error {
	empty, err := s.empty(ctx)
	if err != nil || !empty {
		return err
	}
	return createDemo(ctx, s, o)
}
