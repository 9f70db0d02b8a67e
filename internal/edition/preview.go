package edition

import (
	"context"

	"masthead/internal/account"
	"masthead/internal/id"
	"masthead/internal/story"
)

// Draft returns the text of a story as it was last saved.
func (e *Edition) Draft(ctx context.Context, actor account.Actor, i id.ID) (story.Draft, error) {
	return story.Content(ctx, e.tx, actor, i)
}

// Preview has Article return a draft in place of what is public of its story, dressed like it and with the times that it
// would have. The draft may lack a headline and a section. An edition with a preview is nobody's but those who may see
// it: nothing made of it is kept.
func (e *Edition) Preview(ctx context.Context, i id.ID, d story.Draft) error {
	p, err := story.AsPublic(ctx, e.tx, e.at, i, d)
	if err != nil {
		return err
	}
	e.preview = &p
	return nil
}
