package story_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/account"
	"masthead/internal/doc"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

func TestADraftMayLackEverything(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.begin("reporter", story.Draft{})
		if w := r.working(); w.Version != 1 || w.State != story.InDraft || w.Owner != r.people["reporter"].Person() || w.Changed {
			t.Errorf("the story is %+v", w)
		}
		if diff := cmp.Diff(story.Draft{}, r.content()); diff != "" {
			t.Errorf("its text (-want +got):\n%s", diff)
		}
		r.at(time.Minute)
		draft := r.draft("A headline", r.world, r.aboutWar, r.byAda)
		draft.Kicker, draft.ShortHeadline, draft.Standfirst, draft.Dateline, draft.Language = "Exclusive", "Short", "Standfirst", "KYIV", "uk"
		draft.Body = newstest.Paragraphs(strings.Repeat("word ", 460))
		saved, err := r.save("reporter", draft)
		must(t, err)
		if saved.Version != 2 || !saved.At.Equal(noon.Add(time.Minute)) || saved.Words != 460 || saved.Reading != 2*time.Minute || saved.Changed {
			t.Errorf("saving answers %+v", saved)
		}
		if diff := cmp.Diff(draft, r.content()); diff != "" {
			t.Errorf("its text (-want +got):\n%s", diff)
		}
		if n := len(r.revisions()); n != 0 {
			t.Errorf("%d revisions were made by saving", n)
		}
		r.wantTold()
	})
}

func TestDraftsThatAreRefused(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.begin("reporter", r.draft("One", r.world))
		for doing, draft := range map[string]story.Draft{
			"a headline of 1,001 bytes":  {Headline: strings.Repeat("x", 1001)},
			"a headline of other bytes":  {Headline: "\xff"},
			"a slug that climbs":         {Slug: "../fine"},
			"a section that is none":     {Section: 12345},
			"a topic that is none":       {Topics: []id.ID{r.war.ID, 12345}},
			"a contributor who is none":  {Byline: []id.ID{12345}},
			"a hero that is none":        {Hero: &doc.Picture{Picture: id.ID(12345).String()}},
			"a body with a wrong link":   {Body: doc.Document{Blocks: []doc.Block{&doc.Paragraph{Text: doc.Text{{Text: "x", Marks: []doc.Mark{{Type: doc.Link, Href: "javascript:alert(1)"}}}}}}}},
			"a body with a wrong block":  {Body: doc.Document{Blocks: []doc.Block{&doc.Heading{Level: 9, Text: doc.Plain("x")}}}},
			"a body of more than 4 MiB":  {Body: newstest.Paragraphs(strings.Repeat("x", 5<<20))},
			"topics without measure":     {Topics: make([]id.ID, 101)},
			"contributors beyond number": {Byline: make([]id.ID, 101)},
		} {
			_, err := r.save("reporter", draft)
			wantKind(t, doing, errs.Invalid, err)
			err = r.Try(func(ctx context.Context, tx *store.Tx) error {
				_, err := story.Begin(ctx, tx, r.people["reporter"], story.Article, draft)
				return err
			})
			wantKind(t, "beginning with "+doing, errs.Invalid, err)
		}
		if w := r.working(); w.Version != 1 || w.Headline != "One" {
			t.Errorf("the story is %+v", w)
		}
		var nobody account.Actor
		r.Read(func(ctx context.Context, tx *store.Tx) error {
			_, err := story.Get(ctx, tx, nobody, r.story)
			wantKind(t, "looking", errs.Forbidden, err)
			_, err = story.Content(ctx, tx, nobody, r.story)
			wantKind(t, "reading", errs.Forbidden, err)
			_, err = story.Get(ctx, tx, newstest.Editor, 12345)
			wantKind(t, "looking for none", errs.NotFound, err)
			return nil
		})
	})
}

// A text that becomes again what it was is no change.
func TestWhatIsAChange(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		one, two := r.draft("One", r.world, r.aboutWar), r.draft("Two", r.world, r.aboutWar)
		r.published(one, story.Order{})
		kept := len(r.revisions())
		one.Slug, two.Slug = "one", "one"
		for i, c := range []struct {
			draft   story.Draft
			changed bool
		}{{two, true}, {one, false}, {two, true}} {
			saved, err := r.save("reporter", c.draft)
			must(t, err)
			if w := r.working(); saved.Changed != c.changed || w.Changed != c.changed {
				t.Errorf("save %d: changed %v and %v", i, saved.Changed, w.Changed)
			}
			if diff := cmp.Diff(c.draft, r.content()); diff != "" {
				t.Errorf("save %d (-want +got):\n%s", i, diff)
			}
		}
		if n := len(r.revisions()); n != kept {
			t.Errorf("saving made %d revisions", n-kept)
		}
		r.shown(map[int]string{0: "One, first 0, changed 0; everything; world; war"})
		must(t, r.order("editor", story.Order{}))
		if w := r.working(); w.Changed {
			t.Error("what was published is told apart from what is public")
		}
		saved, err := r.save("reporter", one) // an older revision's text
		must(t, err)
		if !saved.Changed {
			t.Error("the text of an older revision is no change")
		}
	})
}

// The slug of a story that was never public follows its headline, unless somebody chose another.
func TestTheSlugFollowsTheHeadline(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.begin("reporter", r.draft("Fire", r.world))
		must(t, r.move("reporter", story.SendToSubs, ""))
		d := r.content()
		if d.Slug != "" {
			t.Errorf("the slug has become %q", d.Slug)
		}
		d.Headline = "Fire at the harbour"
		_, err := r.save("sub", d)
		must(t, err)
		must(t, r.move("sub", story.SendForApproval, ""))
		must(t, r.order("editor", story.Order{}))
		if d = r.content(); d.Slug != "fire-at-the-harbour" {
			t.Errorf("the slug is %q", d.Slug)
		}
		if path := r.working().PathIn(r.world); path != "/world/fire-at-the-harbour-"+r.story.String() {
			t.Errorf("the path is %s", path)
		}
	})
}

// A draft that names a topic is not disturbed when that becomes part of another.
func TestAMergedTopicInADraft(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		peace := r.Topic(topic.Topic{Name: "Peace"})
		r.published(r.draft("One", r.world, r.aboutWar), story.Order{})
		r.Do(func(ctx context.Context, tx *store.Tx) error {
			return story.MergeTopic(ctx, tx, newstest.Editor, r.war.ID, peace.ID)
		})
		d := r.content()
		if len(d.Topics) != 1 || d.Topics[0] != peace.ID {
			t.Errorf("the topics are %v", d.Topics)
		}
		saved, err := r.save("reporter", d)
		must(t, err)
		if saved.Changed {
			t.Error("a merged topic is a change")
		}
		d.Topics = []id.ID{r.war.ID}
		_, err = r.save("reporter", d)
		must(t, err)
		if w := r.working(); len(w.Topics) != 1 || w.Topics[0] != peace.ID {
			t.Errorf("the topics are %v", w.Topics)
		}
	})
}

func TestRestoring(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		one := r.draft("One", r.world)
		one.Slug = "chosen"
		r.begin("reporter", one)
		must(t, r.move("reporter", story.SendToSubs, ""))
		first := r.working().LatestRevision
		r.at(time.Minute)
		two := r.draft("Two", r.sport)
		_, err := r.save("sub", two)
		must(t, err)
		wantKind(t, "restoring by who may not write", errs.Forbidden, r.restore("reporter", first))
		wantKind(t, "restoring what is not there", errs.NotFound, r.restore("sub", 12345))
		must(t, r.restore("sub", first))
		if diff := cmp.Diff(one, r.content()); diff != "" {
			t.Errorf("the text (-want +got):\n%s", diff)
		}
		all := r.revisions()
		if len(all) != 3 || all[0].Act != "restore" || all[1].Act != "revise" || all[1].Headline != "Two" || all[2].ID != first {
			t.Fatalf("the revisions are %+v", all)
		}
		r.Read(func(ctx context.Context, tx *store.Tx) error {
			v, d, err := story.RevisionContent(ctx, tx, r.people["picture editor"], r.story, all[1].ID)
			two.Slug = "two"
			if diff := cmp.Diff(two, d); diff != "" || v != all[1] {
				t.Errorf("what was being written is %+v (-want +got):\n%s", v, diff)
			}
			return err
		})
		wantKind(t, "restoring what stands", errs.Conflict, r.restore("sub", first))
		if n := len(r.revisions()); n != 3 {
			t.Errorf("%d revisions", n)
		}
	})
}

// An import that comes upon what somebody is writing keeps that first.
func TestAnImportKeepsADraft(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.published(r.draft("One", r.world), story.Order{})
		_, err := r.save("reporter", r.draft("Mine", r.world))
		must(t, err)
		version := r.working().Version
		r.Do(func(ctx context.Context, tx *store.Tx) error {
			_, err := story.Save(ctx, tx, newstest.Editor, r.story, r.draft("Theirs", r.world))
			return err
		})
		if all := r.revisions(); len(all) < 3 || all[0].Headline != "Theirs" || all[1].Headline != "Mine" || all[2].Headline != "One" {
			t.Errorf("the revisions are %+v", all)
		}
		w := r.working()
		if w.Headline != "Theirs" || w.Version <= version || !w.Changed {
			t.Errorf("the story is %+v", w)
		}
		if d := r.content(); d.Headline != "Theirs" {
			t.Errorf("the text is %q", d.Headline)
		}
	})
}
