package story_test

import (
	"context"
	"testing"
	"time"

	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
)

func TestSweep(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.begin("reporter", r.draft("Draft", r.world))
		assign := func() story.BulkResult {
			done, err := r.bulk("editor", []id.ID{r.story}, story.BulkAssign, r.people["sub"].Person())
			must(t, err)
			return done
		}
		share := func(life time.Duration) {
			r.Do(func(ctx context.Context, tx *store.Tx) error {
				_, _, err := story.SharePreview(ctx, tx, newstest.Editor, r.story, time.Time{}, tx.Now().Add(life))
				return err
			})
		}
		old := assign()
		share(time.Hour)
		share(20 * 24 * time.Hour)
		r.Clock.Add(7 * 24 * time.Hour)
		version := r.working().Version
		r.Do(func(ctx context.Context, tx *store.Tx) error {
			return story.Assign(ctx, tx, newstest.Editor, r.story, version, 0)
		})
		recent := assign()
		r.Do(story.Sweep)
		if _, err := r.undo("editor", old.ID); !errs.Is(err, errs.NotFound) {
			t.Errorf("undoing an act of last week: %v", err)
		}
		undone, err := r.undo("editor", recent.ID)
		must(t, err)
		if len(undone.Done) != 1 {
			t.Errorf("undone: %+v", undone)
		}
		r.Read(func(ctx context.Context, tx *store.Tx) error {
			var left, kept int
			err := tx.QueryRow(ctx, `SELECT (SELECT count(*) FROM preview), (SELECT count(*) FROM bulk_story)`).Scan(&left, &kept)
			if left != 1 || kept != 1 {
				t.Errorf("%d links and %d stories are left", left, kept)
			}
			return err
		})
	})
}
