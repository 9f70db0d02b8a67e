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

// Resolve returns the address at which the thing is found now that an address has ever led to. The error is of kind
// NotFound where it never led anywhere that is public, and Gone where the story has been withdrawn.
func (e *Edition) Resolve(ctx context.Context, path string) (string, error) {
	noun, target, ok, err := topic.Lookup(ctx, e.tx, path)
	if err != nil {
		return "", err
	}
	missing := errs.New(errs.NotFound, "There is nothing at this address.")
	if !ok {
		return "", missing
	}
	switch noun {
	case topic.StoryNoun:
		cards, err := e.cards(ctx, []id.ID{target})
		if err != nil {
			return "", err
		}
		if c, ok := cards[target]; ok {
			return c.Path, nil
		}
		if _, err := e.Withdrawal(ctx, target); err == nil {
			return "", errs.New(errs.Gone, "This story has been withdrawn.")
		} else if !errs.Is(err, errs.NotFound) {
			return "", err
		}
	case topic.SectionNoun:
		s, err := e.section(ctx, target)
		if err != nil {
			return "", err
		}
		if s.ID != 0 {
			return s.Path(), nil
		}
	case topic.TopicNoun:
		found, err := e.topicsByID(ctx, []id.ID{target})
		if err != nil {
			return "", err
		}
		if t, ok := found[target]; ok {
			return t.Path(), nil
		}
	case topic.ContributorNoun:
		found, err := e.contributors(ctx, []id.ID{target})
		if err != nil {
			return "", err
		}
		if c, ok := found[target]; ok {
			return c.Path(), nil
		}
	}
	return "", missing
}

// ResolveFront is Resolve for the addresses of sections, topics and contributors alone: those with pages and feeds below.
func (e *Edition) ResolveFront(ctx context.Context, path string) (string, error) {
	noun, _, ok, err := topic.Lookup(ctx, e.tx, path)
	if err != nil {
		return "", err
	}
	if !ok || noun == topic.StoryNoun {
		return "", errs.New(errs.NotFound, "There is nothing at this address.")
	}
	return e.Resolve(ctx, path)
}
