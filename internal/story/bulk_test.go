package story_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
	"masthead/internal/story"
)

func (r *room) bulk(who string, stories []id.ID, act story.BulkAct, value id.ID) (result story.BulkResult, err error) {
	r.t.Helper()
	err = r.Try(func(ctx context.Context, tx *store.Tx) (err error) {
		result, err = story.Bulk(ctx, tx, r.people[who], stories, act, value)
		return err
	})
	return result, err
}

func (r *room) undo(who string, bulk id.ID) (result story.BulkResult, err error) {
	r.t.Helper()
	err = r.Try(func(ctx context.Context, tx *store.Tx) (err error) {
		result, err = story.UndoBulk(ctx, tx, r.people[who], bulk)
		return err
	})
	return result, err
}

// of reads something of a story.
func of[V any](r *room, i id.ID, fn func(story.Working) V) V {
	r.t.Helper()
	r.story = i
	return fn(r.working())
}

func TestManyAtOnce(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.published(r.draft("Public", r.world), story.Order{})
		public := r.story
		r.begin("reporter", r.draft("Draft", r.world, r.aboutWar))
		draft := r.story
		r.begin("another reporter", r.draft("Theirs", r.sport))
		theirs := r.story
		page := r.pageOf("about")
		all := []id.ID{public, draft, theirs, page, 12345, draft}
		section := func(w story.Working) id.ID { return w.Section }
		topics := func(w story.Working) int { return len(w.Topics) }

		r.told = nil
		moved, err := r.bulk("editor", all, story.BulkSection, r.sport.ID)
		must(t, err)
		if diff := cmp.Diff([]id.ID{public, draft, theirs}, moved.Done); diff != "" || len(moved.Refused) != 2 || moved.Refused[1].Why != "There is no such story." {
			t.Errorf("moving refuses %+v; done (-want +got):\n%s", moved.Refused, diff)
		}
		r.wantTold()
		if w := of(r, public, func(w story.Working) story.Working { return w }); w.Section != r.sport.ID || !w.Changed {
			t.Errorf("the public story is %+v", w)
		}
		r.shown(map[int]string{0: "Public, first 0, changed 0; everything; world"})
		_, err = r.undo("administrator", moved.ID)
		wantKind(t, "undoing another's act", errs.NotFound, err)
		r.story = draft
		_, err = r.save("reporter", r.draft("Draft, changed", r.sport))
		must(t, err)
		undone, err := r.undo("editor", moved.ID)
		must(t, err)
		if !slices.Equal(undone.Done, []id.ID{public}) || len(undone.Refused) != 1 || undone.Refused[0].Story != draft {
			t.Errorf("undoing gives %+v", undone)
		}
		if a, b, c := of(r, public, section), of(r, draft, section), of(r, theirs, section); a != r.world.ID || b != r.sport.ID || c != r.sport.ID {
			t.Errorf("the sections are %s, %s, %s", a, b, c)
		}
		if w := of(r, public, func(w story.Working) story.Working { return w }); w.Changed {
			t.Error("what is undone is a change")
		}
		_, err = r.undo("editor", moved.ID)
		wantKind(t, "undoing twice", errs.Conflict, err)

		labelled, err := r.bulk("reporter", []id.ID{public, draft, theirs}, story.BulkAddTopic, r.war.ID)
		must(t, err)
		if !slices.Equal(labelled.Done, []id.ID{public, draft}) || len(labelled.Refused) != 1 || labelled.Refused[0].Story != theirs {
			t.Errorf("adding a topic gives %+v", labelled)
		}
		again, err := r.bulk("editor", []id.ID{public, draft}, story.BulkAddTopic, r.war.ID)
		must(t, err)
		_, err = r.undo("editor", again.ID)
		must(t, err)
		if of(r, public, topics) != 1 || of(r, draft, topics) != 1 {
			t.Error("undoing takes a topic away that was there before")
		}
		without, err := r.bulk("editor", []id.ID{public}, story.BulkRemoveTopic, r.war.ID)
		must(t, err)
		if of(r, public, topics) != 0 {
			t.Error("the topic is still there")
		}
		_, err = r.undo("editor", without.ID)
		must(t, err)
		if of(r, public, topics) != 1 {
			t.Error("the topic has not come back")
		}

		reporter := r.people["reporter"].Person()
		assigned, err := r.bulk("sub", []id.ID{draft, theirs}, story.BulkAssign, reporter)
		must(t, err)
		if w := of(r, theirs, func(w story.Working) id.ID { return w.Assignee }); w != reporter || len(assigned.Done) != 2 {
			t.Errorf("assigned to %s: %+v", w, assigned)
		}
		_, err = r.undo("sub", assigned.ID)
		must(t, err)
		if w := of(r, theirs, func(w story.Working) id.ID { return w.Assignee }); w != 0 {
			t.Errorf("still assigned to %s", w)
		}
		if n, err := r.bulk("reporter", []id.ID{draft}, story.BulkAssign, reporter); err != nil || len(n.Refused) != 1 {
			t.Errorf("a reporter assigns: %+v, %v", n, err)
		}
	})
}

func TestBulkActsThatAreRefused(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		for doing, c := range map[string]struct {
			stories []id.ID
			act     story.BulkAct
			value   id.ID
			kind    errs.Kind
		}{
			"too many":          {make([]id.ID, 501), story.BulkSection, r.world.ID, errs.Invalid},
			"into no section":   {nil, story.BulkSection, 0, errs.Invalid},
			"into none known":   {nil, story.BulkSection, 12345, errs.Invalid},
			"a topic of none":   {nil, story.BulkAddTopic, 12345, errs.Invalid},
			"to nobody known":   {nil, story.BulkAssign, 12345, errs.NotFound},
			"an act of no kind": {nil, "print", 1, errs.Invalid},
		} {
			_, err := r.bulk("editor", c.stories, c.act, c.value)
			wantKind(t, doing, c.kind, err)
		}
		r.people["nobody"] = account.Actor{}
		_, err := r.bulk("nobody", nil, story.BulkSection, r.world.ID)
		wantKind(t, "by nobody", errs.Forbidden, err)
		_, err = r.undo("editor", 12345)
		wantKind(t, "undoing nothing", errs.NotFound, err)
	})
}
