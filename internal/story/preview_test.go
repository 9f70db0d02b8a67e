package story_test

import (
	"context"
	"testing"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
)

func TestSharedPreviews(t *testing.T) {
	start := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	newstest.EachDesk(t, start, func(t *testing.T, d *newstest.Desk) {
		var i id.ID
		d.Do(func(ctx context.Context, tx *store.Tx) (err error) {
			i, err = story.Begin(ctx, tx, newstest.Editor, story.Article, story.Draft{Headline: "Not yet"})
			return err
		})
		share := func(actor account.Actor, i id.ID, expires time.Time) (p story.Preview, token string, err error) {
			err = d.Try(func(ctx context.Context, tx *store.Tx) error {
				p, token, err = story.SharePreview(ctx, tx, actor, i, time.Time{}, expires)
				return err
			})
			return p, token, err
		}
		for doing, c := range map[string]struct {
			actor   account.Actor
			story   id.ID
			expires time.Time
			kind    errs.Kind
		}{
			"by nobody":       {account.Actor{}, i, start.Add(time.Hour), errs.Forbidden},
			"of no story":     {newstest.Editor, 99, start.Add(time.Hour), errs.NotFound},
			"expired already": {newstest.Editor, i, start, errs.Invalid},
			"for ever":        {newstest.Editor, i, start.Add(30*24*time.Hour + time.Second), errs.Invalid},
		} {
			if _, _, err := share(c.actor, c.story, c.expires); !errs.Is(err, c.kind) {
				t.Errorf("%s: %v", doing, err)
			}
		}
		first, token, err := share(account.Operator(), i, start.Add(time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		d.Clock.Add(time.Minute)
		for range 49 {
			if _, _, err = share(newstest.Editor, i, start.Add(2*time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
		if _, _, err = share(newstest.Editor, i, start.Add(2*time.Hour)); !errs.Is(err, errs.Conflict) {
			t.Errorf("one too many: %v", err)
		}
		d.Read(func(ctx context.Context, tx *store.Tx) error {
			found, err := story.PreviewByToken(ctx, tx, token)
			if found.ID != first.ID || found.Story != i || !found.At.IsZero() || !found.Expires.Equal(start.Add(time.Hour)) {
				t.Errorf("the token leads to %+v, %v", found, err)
			}
			all, err := story.Previews(ctx, tx, newstest.Editor, i)
			if len(all) != 50 || all[49].ID != first.ID {
				t.Errorf("there are %d previews, %v", len(all), err)
			}
			events, _, err := account.Audit(ctx, tx, account.Operator(), account.AuditFilter{Act: "story.preview"}, "", 10)
			if len(events) != 1 || events[0].About != "Not yet" {
				t.Errorf("recorded %+v, %v", events, err)
			}
			return nil
		})
		d.Clock.Set(start.Add(time.Hour))
		d.Read(func(ctx context.Context, tx *store.Tx) error {
			if _, err := story.PreviewByToken(ctx, tx, token); !errs.Is(err, errs.NotFound) {
				t.Errorf("expired: %v", err)
			}
			return nil
		})
		if _, _, err = share(newstest.Editor, i, start.Add(3*time.Hour)); err != nil {
			t.Errorf("in place of one that expired: %v", err)
		}
		err = d.Try(func(ctx context.Context, tx *store.Tx) error {
			return story.RevokePreview(ctx, tx, newstest.Editor, i, first.ID)
		})
		if !errs.Is(err, errs.NotFound) {
			t.Errorf("revoking one that expired: %v", err)
		}
	})
}
