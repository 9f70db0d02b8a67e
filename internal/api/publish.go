package api

import (
	"context"

	"masthead/internal/store"
	"masthead/internal/story"
)

func (a *API) actOnStory(c *call, in *actInput) (*tagged[Story], error) {
	return a.changeStory(c, in.ID.ID, in.IfMatchField, func(ctx context.Context, tx *store.Tx, version int64) error {
		return story.Move(ctx, tx, c.actor, in.ID.ID, version, story.Act(in.Body.Act), in.Body.Note)
	})
}

func (a *API) publishStory(c *call, in *publishInput) (*tagged[Story], error) {
	b := in.Body
	order := story.Order{
		At: given(b.At), Until: given(b.Until), UntilReason: b.UntilReason, Endless: b.Endless,
		Significant: b.Significant, Correction: b.Correction, Note: b.Note,
	}
	return a.changeStory(c, in.ID.ID, in.IfMatchField, func(ctx context.Context, tx *store.Tx, version int64) error {
		return story.PublishDraft(ctx, tx, c.actor, in.ID.ID, version, order)
	})
}

func (a *API) unscheduleStory(c *call, in *storyChange) (*tagged[Story], error) {
	return a.changeStory(c, in.ID.ID, in.IfMatchField, func(ctx context.Context, tx *store.Tx, version int64) error {
		return story.Unschedule(ctx, tx, c.actor, in.ID.ID, version)
	})
}

func (a *API) correctStory(c *call, in *correctionInput) (*tagged[Story], error) {
	return a.changeStory(c, in.ID.ID, in.IfMatchField, func(ctx context.Context, tx *store.Tx, version int64) error {
		return story.AddCorrection(ctx, tx, c.actor, in.ID.ID, version, in.Body.Note)
	})
}

func (a *API) withdrawStory(c *call, in *withdrawalInput) (*tagged[Story], error) {
	return a.changeStory(c, in.ID.ID, in.IfMatchField, func(ctx context.Context, tx *store.Tx, version int64) error {
		return story.TakeDown(ctx, tx, c.actor, in.ID.ID, version, given(in.Body.At), in.Body.Reason)
	})
}

func (a *API) setEmbargo(c *call, in *embargoInput) (*tagged[Story], error) {
	return a.changeStory(c, in.ID.ID, in.IfMatchField, func(ctx context.Context, tx *store.Tx, version int64) error {
		return story.SetEmbargo(ctx, tx, c.actor, in.ID.ID, version, given(in.Body.Until))
	})
}
