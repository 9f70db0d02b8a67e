package edition

import (
	"context"

	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/topic"
)

// StoryAt returns the story that an address leads to, whether it is public or not. The error is of kind NotFound where
// it leads to none.
func (e *Edition) StoryAt(ctx context.Context, path string) (id.ID, error) {
	noun, target, ok, err := topic.Lookup(ctx, e.tx, path)
	if err != nil {
		return 0, err
	}
	if !ok || noun != topic.StoryNoun {
		return 0, errs.New(errs.NotFound, "There is nothing at this address.")
	}
	return target, nil
}
