package edition

import (
	"context"
	"time"

	"masthead/internal/account"
	"masthead/internal/id"
	"masthead/internal/story"
)

// Draft returns the text of a story as it was last saved.
func (e *Edition) Draft(ctx context.Context, actor account.Actor, i id.ID) (story.Draft, error) {
	return story.Content(ctx, e.tx, actor, i)
}

// Preview has Article return a draft in place of what is public of its story, dressed like it and with the times that it
// would have at a moment; a zero one is the edition's. The draft may lack a headline and a section. An edition with a
// preview is nobody's but those who may see it: nothing made of it is kept.
func (e *Edition) Preview(ctx context.Context, i id.ID, d story.Draft, moment time.Time) error {
	at := e.at
	if !moment.IsZero() {
		at = story.Moment{Time: moment}
	}
	p, err := story.AsPublic(ctx, e.tx, at, i, d)
	if err != nil {
		return err
	}
	e.preview = &p
	return nil
}
