package story_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

// deskful fills the desk with stories in all states.
func (r *room) deskful(rng *rand.Rand) {
	r.t.Helper()
	r.skip(true, true)
	nouns := []string{"Harbour", "harvest", "Bridge", "brides", "Café", "Größe"}
	for i := range 40 {
		r.Clock.Add(time.Duration(rng.IntN(3)) * time.Minute)
		section := []topic.Section{r.world, r.sport}[rng.IntN(2)]
		draft := r.draft(fmt.Sprintf("%s and %s %d", nouns[rng.IntN(len(nouns))], nouns[rng.IntN(len(nouns))], i), section)
		if rng.IntN(2) == 0 {
			draft.Topics = []id.ID{r.war.ID}
		}
		if rng.IntN(3) == 0 {
			draft.Kicker = "Exclusive"
		}
		who := []string{"reporter", "another reporter", "sub"}[rng.IntN(3)]
		r.begin(who, draft)
		if rng.IntN(4) == 0 {
			must(r.t, r.assign("sub", r.people["another reporter"].Person()))
		}
		soon := r.Clock.Now().Add(time.Duration(1+rng.IntN(60)) * time.Minute)
		switch rng.IntN(7) {
		case 0:
			must(r.t, r.order("editor", story.Order{At: soon}))
		case 1:
			must(r.t, r.order("editor", story.Order{Until: soon}))
		case 2, 3:
			must(r.t, r.order("editor", story.Order{}))
			r.Clock.Add(time.Minute)
			if _, err := r.save("editor", r.draft("Changed "+draft.Headline, section)); err != nil {
				r.t.Fatal(err)
			}
			if rng.IntN(2) == 0 {
				must(r.t, r.order("editor", story.Order{At: soon.Add(2 * time.Minute)}))
			} else if rng.IntN(2) == 0 {
				must(r.t, r.takeDown("editor", time.Time{}, "It was wrong."))
			}
		case 4:
			must(r.t, r.move("editor", story.ActHold, "The lawyers."))
		}
	}
}

// everything returns all stories of the desk.
func (r *room) everything() (all []story.Working) {
	r.t.Helper()
	r.Read(func(ctx context.Context, tx *store.Tx) error {
		listed, err := story.List(ctx, tx, newstest.Editor, story.Filter{}, story.ByCreated, "", 200)
		all = listed.Stories
		return err
	})
	return all
}

// meets says, as naively as possible, whether a story belongs into a list.
func meets(f story.Filter, w story.Working, person id.ID, now, at time.Time) bool {
	words := strings.Fields(strings.ToLower(strings.NewReplacer("é", "e", "ö", "o", "ß", "ss").Replace(w.Headline + " " + w.Kicker)))
	for _, typed := range strings.Fields(strings.ToLower(f.Query)) {
		if !slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(word, typed) }) {
			return false
		}
	}
	return (f.State == "" || w.State == f.State) && (f.Status == "" || w.Status(now) == f.Status) &&
		(f.Section == 0 || w.Section == f.Section) && (f.Topic == 0 || slices.Contains(w.Topics, f.Topic)) &&
		(f.Person == 0 || w.Owner == f.Person || w.Assignee == f.Person || w.UpdatedBy == f.Person) &&
		(!f.Mine || w.Owner == person || w.Assignee == person) && (!f.Scheduled || w.ScheduledAt.After(now)) &&
		(f.From.IsZero() || !at.Before(f.From)) && (f.To.IsZero() || at.Before(f.To))
}

// Every filter with every order gives what walking all stories gives, page by page, and the counts agree.
func TestListsAndCounts(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		rng := rand.New(rand.NewPCG(7, 7))
		r.deskful(rng)
		r.Clock.Add(20 * time.Minute)
		now, me := r.Clock.Now(), r.people["another reporter"]
		all := r.everything()
		if len(all) != 40 {
			t.Fatalf("%d stories", len(all))
		}
		some := all[rng.IntN(len(all))].Updated
		filters := []story.Filter{
			{}, {Section: r.world.ID}, {Topic: r.war.ID}, {Topic: 12345}, {Person: me.Person()}, {Person: 12345}, {Mine: true}, {Scheduled: true},
			{State: story.Published}, {State: story.Withdrawn, Section: r.sport.ID}, {From: some}, {To: some}, {From: some, To: some.Add(10 * time.Minute)},
			{Query: "har"}, {Query: "ha BRI"}, {Query: "bridge harbour"}, {Query: "excl"}, {Query: "cafe"}, {Query: "grosse"}, {Query: "zebra"},
			{Query: "har", Section: r.world.ID, Mine: true}, {Query: "and", Topic: r.war.ID}, {Query: "h", Status: story.Published},
		}
		for _, status := range []story.State{story.InDraft, story.WithSubs, story.InApproval, story.Scheduled, story.Published, story.Ended, story.Held, story.Withdrawn} {
			filters = append(filters, story.Filter{Status: status}, story.Filter{Status: status, Section: r.world.ID})
		}
		for _, f := range filters {
			for sort, timeOf := range map[story.Sort]func(story.Working) time.Time{
				story.ByUpdated:   func(w story.Working) time.Time { return w.Updated },
				story.ByCreated:   func(w story.Working) time.Time { return w.Created },
				story.ByPublished: func(w story.Working) time.Time { return w.First },
			} {
				var want []id.ID
				slices.SortFunc(all, func(a, b story.Working) int {
					return cmp.Or(timeOf(b).Compare(timeOf(a)), cmp.Compare(b.Story, a.Story))
				})
				for _, w := range all {
					if meets(f, w, me.Person(), now, timeOf(w)) {
						want = append(want, w.Story)
					}
				}
				if got := r.pages(me, f, sort); !slices.Equal(got, want) {
					t.Errorf("%+v by %s: %v, want %v", f, sort, got, want)
				}
			}
			r.wantCounts(me, f, all)
		}
	})
}

// pages reads a whole list, a few at a time.
func (r *room) pages(actor account.Actor, f story.Filter, sort story.Sort) (all []id.ID) {
	r.t.Helper()
	r.Read(func(ctx context.Context, tx *store.Tx) error {
		for cursor := ""; ; {
			page, err := story.List(ctx, tx, actor, f, sort, cursor, 7)
			if err != nil {
				return err
			}
			for _, w := range page.Stories {
				all = append(all, w.Story)
			}
			if cursor = page.Next; cursor == "" {
				return nil
			}
			if len(page.Stories) != 7 {
				r.t.Errorf("%+v: a page of %d is followed by another", f, len(page.Stories))
			}
		}
	})
	return all
}

func (r *room) wantCounts(actor account.Actor, f story.Filter, all []story.Working) {
	r.t.Helper()
	f.State, f.Status, f.Mine, f.Scheduled = "", "", false, false
	now := r.Clock.Now()
	var want story.Tally
	for _, w := range all {
		if !meets(f, w, actor.Person(), now, w.Updated) {
			continue
		}
		want.All++
		if w.Owner == actor.Person() || w.Assignee == actor.Person() {
			want.Mine++
		}
		*map[story.State]*int{story.InDraft: &want.Draft, story.WithSubs: &want.Subs, story.InApproval: &want.Approval, story.Scheduled: &want.Scheduled,
			story.Published: &want.Published, story.Ended: &want.Ended, story.Held: &want.Held, story.Withdrawn: &want.Withdrawn}[w.Status(now)]++
	}
	r.Read(func(ctx context.Context, tx *store.Tx) error {
		got, err := story.Counts(ctx, tx, actor, f)
		if got != want {
			r.t.Errorf("the counts of %+v are %+v, want %+v", f, got, want)
		}
		return err
	})
}

// A story is found by its id and by every address of it that somebody may paste.
func TestPastedAddresses(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.published(r.draft("One", r.world), story.Order{})
		one := r.story
		r.begin("reporter", r.draft("Two", r.world))
		page := r.pageOf("about")
		for query, want := range map[string]id.ID{
			one.String(): one, "/world/one-" + one.String(): one, "https://post.example/world/one-" + one.String() + "?utm=x#top": one,
			"http://127.0.0.1:8080/world/other-" + r.story.String() + "/": r.story, "/about": page, "https://post.example/about": page,
			"/nowhere": 0, id.ID(12345).String(): 0, "/world/one-" + id.ID(12345).String(): 0, "???": 0,
		} {
			got := r.pages(newstest.Editor, story.Filter{Query: query}, story.ByUpdated)
			if want == 0 && len(got) != 0 || want != 0 && !slices.Equal(got, []id.ID{want}) {
				t.Errorf("%q finds %v, want %s", query, got, want)
			}
		}
	})
}

func (r *room) pageOf(slug string) (page id.ID) {
	r.t.Helper()
	r.Do(func(ctx context.Context, tx *store.Tx) (err error) {
		if page, err = story.Create(ctx, tx, newstest.Editor, story.Page, tx.Now()); err != nil {
			return err
		}
		revision, err := story.Save(ctx, tx, newstest.Editor, page, story.Draft{Headline: "About us", Slug: slug})
		if err != nil {
			return err
		}
		return story.Publish(ctx, tx, newstest.Editor, page, revision, story.Publication{})
	})
	return page
}

func TestListsThatAreRefused(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		r.Read(func(ctx context.Context, tx *store.Tx) error {
			for doing, fn := range map[string]func() error{
				"no limit": func() error {
					_, err := story.List(ctx, tx, newstest.Editor, story.Filter{}, story.ByUpdated, "", 0)
					return err
				},
				"too many": func() error {
					_, err := story.List(ctx, tx, newstest.Editor, story.Filter{}, story.ByUpdated, "", 201)
					return err
				},
				"no order": func() error {
					_, err := story.List(ctx, tx, newstest.Editor, story.Filter{}, "size", "", 10)
					return err
				},
				"no cursor": func() error {
					_, err := story.List(ctx, tx, newstest.Editor, story.Filter{}, story.ByUpdated, "x", 10)
					return err
				},
				"no status": func() error {
					_, err := story.List(ctx, tx, newstest.Editor, story.Filter{Status: "lost"}, story.ByUpdated, "", 10)
					return err
				},
			} {
				wantKind(t, doing, errs.Invalid, fn())
			}
			_, err := story.List(ctx, tx, account.Actor{}, story.Filter{}, story.ByUpdated, "", 10)
			wantKind(t, "listing by nobody", errs.Forbidden, err)
			_, err = story.Counts(ctx, tx, account.Actor{}, story.Filter{})
			wantKind(t, "counting by nobody", errs.Forbidden, err)
			return nil
		})
	})
}

// Stories that a program brings in stand on the desk as they stand on the site.
func TestWhatAProgramPublishesIsOnTheDesk(t *testing.T) {
	eachRoom(t, func(t *testing.T, r *room) {
		long := noon.AddDate(-9, 0, 0)
		states := map[story.State]id.ID{}
		for _, from := range []time.Time{long, noon.Add(time.Hour)} {
			r.create()
			must(t, r.publish(r.draft("Brought in", r.world, r.aboutWar), story.Publication{From: from}))
			states[r.working().Status(noon)] = r.story
		}
		r.create()
		states[r.working().Status(noon)] = r.story
		r.create()
		must(t, r.publish(r.draft("Gone", r.sport), story.Publication{From: long}))
		must(t, r.withdraw(long.AddDate(1, 0, 0)))
		states[r.working().Status(noon)] = r.story
		r.create()
		must(t, r.publish(r.draft("Brief", r.sport), story.Publication{}))
		must(t, r.withdraw(noon.Add(time.Minute)))
		r.at(time.Hour / 2)
		states[r.working().Status(r.Clock.Now())] = r.story
		for _, state := range []story.State{story.Published, story.Scheduled, story.InDraft, story.Withdrawn, story.Ended} {
			if states[state] == 0 {
				t.Errorf("no story is %s: %v", state, states)
			}
		}
		r.story = states[story.Scheduled]
		must(t, r.unschedule("editor"))
		if w := r.working(); w.State != story.InDraft || w.PublishedRevision != 0 {
			t.Errorf("an import that is no longer scheduled is %+v", w)
		}
		if got := r.pages(newstest.Editor, story.Filter{Topic: r.war.ID, Query: "brought"}, story.ByUpdated); len(got) != 2 {
			t.Errorf("%d are found", len(got))
		}
	})
}
