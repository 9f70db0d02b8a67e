package story_test

import (
	"context"
	"testing"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
	"masthead/internal/story"
)

// Who is limited to sections has no say over what readers find in another, wherever the draft has gone since.
func TestAnEditorOfOneSectionLeavesWhatIsPublicInAnother(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.people["editor of world"] = r.Person(account.Editor, r.world.ID)
		r.published(r.draft("One", r.sport), story.Order{})
		_, err := r.save("editor", r.draft("One", r.world))
		must(t, err)
		wantKind(t, "withdrawing it", errs.Forbidden, r.takeDown("editor of world", time.Time{}, "No."))
		wantKind(t, "correcting it", errs.Forbidden, r.correct("editor of world", "It was two."))
		wantKind(t, "publishing the move", errs.Forbidden, r.order("editor of world", story.Order{}))
		must(t, r.order("editor", story.Order{}))
		must(t, r.correct("editor of world", "It was two."))
	})
}

// A plain page is in no section, and so not for those who are limited to some.
func TestPlainPagesAreNotForEditorsOfSections(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		limited, everywhere := r.Person(account.Editor, r.world.ID), r.Person(account.Editor)
		begin := func(actor account.Actor) (page id.ID, err error) {
			err = r.Try(func(ctx context.Context, tx *store.Tx) (err error) {
				page, err = story.Begin(ctx, tx, actor, story.Page, story.Draft{Headline: "About", Slug: "about"})
				return err
			})
			return page, err
		}
		_, err := begin(limited)
		wantKind(t, "beginning a page", errs.Forbidden, err)
		page, err := begin(everywhere)
		must(t, err)
		wantKind(t, "changing it", errs.Forbidden, r.Try(func(ctx context.Context, tx *store.Tx) error {
			_, err := story.SaveDraft(ctx, tx, limited, page, 1, story.Draft{Headline: "About us"})
			return err
		}))
		wantKind(t, "sharing it", errs.Forbidden, r.Try(func(ctx context.Context, tx *store.Tx) error {
			_, _, err := story.SharePreview(ctx, tx, limited, page, time.Time{}, tx.Now().Add(time.Hour))
			return err
		}))
	})
}
