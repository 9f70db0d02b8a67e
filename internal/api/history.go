package api

import (
	"context"
	"time"

	"masthead/internal/id"
	"masthead/internal/store"
	"masthead/internal/story"
)

func revisionOf(r story.Revision) Revision {
	return Revision{ID: r.ID, At: r.At.UTC(), By: r.By, Person: r.Person, Act: r.Act, Note: r.Note, Headline: r.Headline, Words: r.Words, Live: r.Live}
}

func (a *API) listRevisions(c *call, in *revisionsInput) (*answer[List[Revision]], error) {
	var out *answer[List[Revision]]
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		all, err := story.Revisions(ctx, tx, c.actor, in.ID.ID)
		if err != nil {
			return err
		}
		revisions := make([]Revision, len(all))
		for i, r := range all {
			revisions[i] = revisionOf(r)
		}
		out, err = part(revisions, in.Page, func(r Revision) id.ID { return r.ID })
		return err
	})
}

func (a *API) getRevision(c *call, in *RevisionInput) (*answer[Revision], error) {
	out := &answer[Revision]{}
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		r, d, err := story.RevisionContent(ctx, tx, c.actor, in.ID.ID, in.Rev.ID)
		if err != nil {
			return err
		}
		content, err := contentOf(d)
		out.Body = revisionOf(r)
		out.Body.Content = &content
		return err
	})
}

func (a *API) restoreRevision(c *call, in *restoreInput) (*tagged[Story], error) {
	return a.changeStory(c, in.ID.ID, in.IfMatchField, func(ctx context.Context, tx *store.Tx, version int64) error {
		return story.Restore(ctx, tx, c.actor, in.ID.ID, version, in.Rev.ID)
	})
}

func (a *API) previewOf(p story.Preview, token string) Preview {
	out := Preview{ID: p.ID, ExpiresAt: p.Expires.UTC(), At: moment(p.At), CreatedAt: p.Created.UTC(), CreatedBy: p.By}
	if token != "" {
		out.URL = a.o.BaseURL + "/preview/" + token
	}
	return out
}

func (a *API) listPreviews(c *call, in *oneInput) (*answer[List[Preview]], error) {
	var out *answer[List[Preview]]
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		all, err := story.Previews(ctx, tx, c.actor, in.ID.ID)
		previews := make([]Preview, len(all))
		for i, p := range all {
			previews[i] = a.previewOf(p, "")
		}
		out = listOf(previews, "", nil)
		return err
	})
}

func (a *API) createPreview(c *call, in *newPreviewInput) (*created[Preview], error) {
	return once(a, c, in.OnlyOnce, in.Body, func(ctx context.Context, tx *store.Tx) (*created[Preview], error) {
		expires := tx.Now().Add(time.Duration(in.Body.ExpiresIn) * time.Second)
		p, token, err := story.SharePreview(ctx, tx, c.actor, in.ID.ID, given(in.Body.At), expires)
		return &created[Preview]{Status: statusOf(true), Body: a.previewOf(p, token)}, err
	})
}

func (a *API) removePreview(c *call, in *previewInput) (*done, error) {
	return &done{}, a.write(c, func(ctx context.Context, tx *store.Tx) error {
		return story.RevokePreview(ctx, tx, c.actor, in.ID.ID, in.Preview.ID)
	})
}

func (a *API) listAppearances(c *call, in *oneInput) (*answer[List[Appearance]], error) {
	if err := a.read(c, func(ctx context.Context, tx *store.Tx) error {
		_, err := story.Get(ctx, tx, c.actor, in.ID.ID)
		return err
	}); err != nil || a.o.Appearances == nil {
		return listOf[Appearance](nil, "", nil), err
	}
	all, err := a.o.Appearances(c, in.ID.ID)
	return listOf(all, "", nil), err
}
