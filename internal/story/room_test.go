package story_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"masthead/internal/account"
	"masthead/internal/id"
	"masthead/internal/newsroom"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
)

// room is a newsdesk with people at it. Its story is the reporter's.
type room struct {
	*newsdesk
	people map[string]account.Actor
}

func eachRoom(t *testing.T, fn func(t *testing.T, r *room)) {
	t.Helper()
	eachNewsdesk(t, func(t *testing.T, d *newsdesk) {
		r := &room{newsdesk: d, people: map[string]account.Actor{
			"reporter": d.Person(account.Reporter), "another reporter": d.Person(account.Reporter), "sub": d.Person(account.SubEditor),
			"editor": d.Person(account.Editor), "picture editor": d.Person(account.PictureEditor), "administrator": d.Person(account.Administrator),
		}}
		d.told = nil
		fn(t, r)
	})
}

func (r *room) skip(subs, approval bool) {
	r.Newsroom(newsroom.Newsroom{Name: "The Post", Language: "en-GB", TimeZone: "UTC", SkipSubs: subs, SkipApproval: approval})
}

// begin has a person begin the story.
func (r *room) begin(who string, draft story.Draft) {
	r.t.Helper()
	r.Do(func(ctx context.Context, tx *store.Tx) (err error) {
		r.story, err = story.Begin(ctx, tx, r.people[who], story.Article, draft)
		return err
	})
}

// working is the story as the desk knows it now.
func (r *room) working() (w story.Working) {
	r.t.Helper()
	r.Read(func(ctx context.Context, tx *store.Tx) (err error) {
		w, err = story.Get(ctx, tx, newstest.Editor, r.story)
		return err
	})
	return w
}

func (r *room) content() (d story.Draft) {
	r.t.Helper()
	r.Read(func(ctx context.Context, tx *store.Tx) (err error) {
		d, err = story.Content(ctx, tx, newstest.Editor, r.story)
		return err
	})
	return d
}

// call has a person do something to the story as it stands.
func (r *room) call(who string, fn func(ctx context.Context, tx *store.Tx, actor account.Actor, version int64) error) error {
	r.t.Helper()
	version := r.working().Version
	return r.Try(func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx, r.people[who], version) })
}

func (r *room) save(who string, draft story.Draft) (saved story.Saved, err error) {
	r.t.Helper()
	err = r.call(who, func(ctx context.Context, tx *store.Tx, actor account.Actor, version int64) (err error) {
		saved, err = story.SaveDraft(ctx, tx, actor, r.story, version, draft)
		return err
	})
	return saved, err
}

func (r *room) move(who string, act story.Act, note string) error {
	r.t.Helper()
	return r.call(who, func(ctx context.Context, tx *store.Tx, actor account.Actor, version int64) error {
		return story.Move(ctx, tx, actor, r.story, version, act, note)
	})
}

func (r *room) order(who string, o story.Order) error {
	r.t.Helper()
	return r.call(who, func(ctx context.Context, tx *store.Tx, actor account.Actor, version int64) error {
		return story.PublishDraft(ctx, tx, actor, r.story, version, o)
	})
}

func (r *room) unschedule(who string) error {
	r.t.Helper()
	return r.call(who, func(ctx context.Context, tx *store.Tx, actor account.Actor, version int64) error {
		return story.Unschedule(ctx, tx, actor, r.story, version)
	})
}

func (r *room) takeDown(who string, at time.Time, reason string) error {
	r.t.Helper()
	return r.call(who, func(ctx context.Context, tx *store.Tx, actor account.Actor, version int64) error {
		return story.TakeDown(ctx, tx, actor, r.story, version, at, reason)
	})
}

func (r *room) embargo(who string, until time.Time) error {
	r.t.Helper()
	return r.call(who, func(ctx context.Context, tx *store.Tx, actor account.Actor, version int64) error {
		return story.SetEmbargo(ctx, tx, actor, r.story, version, until)
	})
}

func (r *room) correct(who, note string) error {
	r.t.Helper()
	return r.call(who, func(ctx context.Context, tx *store.Tx, actor account.Actor, version int64) error {
		return story.AddCorrection(ctx, tx, actor, r.story, version, note)
	})
}

func (r *room) assign(who string, to id.ID) error {
	r.t.Helper()
	return r.call(who, func(ctx context.Context, tx *store.Tx, actor account.Actor, version int64) error {
		return story.Assign(ctx, tx, actor, r.story, version, to)
	})
}

func (r *room) restore(who string, revision id.ID) error {
	r.t.Helper()
	return r.call(who, func(ctx context.Context, tx *store.Tx, actor account.Actor, version int64) error {
		return story.Restore(ctx, tx, actor, r.story, version, revision)
	})
}

func (r *room) revisions() (all []story.Revision) {
	r.t.Helper()
	r.Read(func(ctx context.Context, tx *store.Tx) (err error) {
		all, err = story.Revisions(ctx, tx, newstest.Editor, r.story)
		return err
	})
	return all
}

// approved is a story of the reporter's that waits for approval.
func (r *room) approved(draft story.Draft) {
	r.t.Helper()
	r.begin("reporter", draft)
	must(r.t, r.move("reporter", story.SendToSubs, ""))
	must(r.t, r.move("sub", story.SendForApproval, ""))
}

// published is one that the editor has published.
func (r *room) published(draft story.Draft, o story.Order) {
	r.t.Helper()
	r.approved(draft)
	must(r.t, r.order("editor", o))
}

// dry runs fn in a transaction that is rolled back, and returns its error.
func (r *room) dry(fn func(ctx context.Context, tx *store.Tx) error) error {
	r.t.Helper()
	var result error
	rollback := errors.New("rolled back")
	if err := r.Try(func(ctx context.Context, tx *store.Tx) error {
		result = fn(ctx, tx)
		return rollback
	}); !errors.Is(err, rollback) {
		r.t.Fatal(err)
	}
	return result
}

func wantCause(t *testing.T, doing string, cause, err error) {
	t.Helper()
	if !errors.Is(err, cause) {
		t.Errorf("%s: error %v, want its cause to be %v", doing, err, cause)
	}
}
