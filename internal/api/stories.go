package api

import (
	"context"
	"errors"
	"time"

	"masthead/internal/account"
	"masthead/internal/id"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

// filter is the domain's form of what a list is narrowed to.
func (f StoryFilter) filter() story.Filter {
	return story.Filter{Section: f.Section.ID, Topic: f.Topic.ID, Person: f.Person.ID, Mine: f.Mine, Scheduled: f.Scheduled, From: f.From, To: f.To, Query: f.Q}
}

func (a *API) listStories(c *call, in *storiesInput) (*answer[List[Summary]], error) {
	fields, err := in.fields(Summary{})
	if err != nil {
		return nil, err
	}
	f := in.filter()
	f.State, f.Status = story.State(in.State), story.State(in.Status)
	var out *answer[List[Summary]]
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		listed, err := story.List(ctx, tx, c.actor, f, story.Sort(in.Sort), in.Cursor, in.Limit)
		if err != nil {
			return err
		}
		summaries, err := summariesOf(ctx, tx, listed.Stories)
		out = listOf(summaries, listed.Next, fields)
		return err
	})
}

func (a *API) countStories(c *call, in *countsInput) (*answer[Counts], error) {
	out := &answer[Counts]{}
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		t, err := story.Counts(ctx, tx, c.actor, in.filter())
		out.Body = Counts(t)
		return err
	})
}

func summariesOf(ctx context.Context, tx *store.Tx, stories []story.Working) ([]Summary, error) {
	sections, err := sectionsByID(ctx, tx)
	if err != nil {
		return nil, err
	}
	out := make([]Summary, len(stories))
	for i, w := range stories {
		out[i] = summaryOf(w, sections, tx.Now())
	}
	return out, nil
}

func sectionsByID(ctx context.Context, tx *store.Tx) (map[id.ID]topic.Section, error) {
	all, err := topic.Sections(ctx, tx, tx.Now())
	byID := make(map[id.ID]topic.Section, len(all))
	for _, s := range all {
		byID[s.ID] = s
	}
	return byID, err
}

func summaryOf(w story.Working, sections map[id.ID]topic.Section, now time.Time) Summary {
	return Summary{
		ID: w.Story, Version: w.Version, Kind: string(w.Kind), State: string(w.State), Status: string(w.Status(now)), Changed: w.Changed,
		Headline: w.Headline, Kicker: w.Kicker, Section: w.Section, Topics: ids(w.Topics), Byline: ids(w.Byline),
		Owner: w.Owner, Assignee: w.Assignee, Words: w.Words, Hero: w.HeroPicture,
		CreatedAt: w.Created.UTC(), UpdatedAt: w.Updated.UTC(), UpdatedBy: w.UpdatedBy,
		PublicFrom: moment(w.PublicFrom), PublicUntil: moment(w.PublicUntil), FirstPublishedAt: moment(w.First),
		ScheduledAt: moment(w.ScheduledAt), Embargo: moment(w.Embargo), Path: pathOf(w, sections),
	}
}

// pathOf returns the address that a story has, or would have; empty where too little of it is known.
func pathOf(w story.Working, sections map[id.ID]topic.Section) string {
	section := sections[w.Section]
	if w.Slug == "" && w.Headline == "" || w.Kind == story.Article && section.ID == 0 {
		return ""
	}
	return w.PathIn(section)
}

// storyOf reads a story as the API tells it to an actor.
func (a *API) storyOf(ctx context.Context, tx *store.Tx, actor account.Actor, i id.ID) (Story, error) {
	w, err := story.Get(ctx, tx, actor, i)
	if err != nil {
		return Story{}, err
	}
	sections, err := sectionsByID(ctx, tx)
	if err != nil {
		return Story{}, err
	}
	s := Story{Summary: summaryOf(w, sections, tx.Now()), SavedAt: w.Saved.UTC(), SavedBy: w.SavedBy}
	if w.State == story.Held {
		s.HeldFrom = string(w.CameFrom)
	}
	d, err := story.Content(ctx, tx, actor, i)
	if err != nil {
		return s, err
	}
	if s.Content, err = contentOf(d); err != nil {
		return s, err
	}
	n, err := newsroomNow(ctx, tx)
	if err != nil {
		return s, err
	}
	s.May = mayOf(story.PermitsFor(actor, w, n, tx.Now()), w, tx.Now())
	return s, s.addPublic(ctx, tx, w)
}

// addPublic adds what was, is and will be public.
func (s *Story) addPublic(ctx context.Context, tx *store.Tx, w story.Working) error {
	presences, err := story.Publications(ctx, tx, w.Story)
	if err != nil {
		return err
	}
	s.Publications, s.Corrections = []Publication{}, []Correction{}
	for _, p := range presences {
		s.Publications = append(s.Publications, Publication{
			From: p.From.UTC(), Until: moment(p.Until), Revision: p.Revision, First: p.From.Equal(p.First), Significant: p.From.Equal(p.Significant),
		})
		if !w.ScheduledAt.IsZero() && p.From.Equal(w.ScheduledAt) {
			s.Scheduled.Value = &Scheduled{From: p.From.UTC(), Until: moment(p.Until), Revision: p.Revision}
		}
	}
	corrections, err := story.Corrections(ctx, tx, w.Story)
	if err != nil {
		return err
	}
	for _, c := range corrections {
		s.Corrections = append(s.Corrections, Correction{c.At.UTC(), c.Note})
	}
	withdrawal, err := story.WithdrawalOf(ctx, tx, w.Story)
	if withdrawal != nil {
		s.Withdrawal.Value = &Withdrawn{withdrawal.At.UTC(), withdrawal.Reason}
	}
	return err
}

func mayOf(p story.Permits, w story.Working, now time.Time) StoryMay {
	m := StoryMay{
		Write: p.Write, Acts: []Act{}, Publish: p.Publish && !w.Embargo.After(now), Schedule: p.Publish, Unschedule: p.Unschedule,
		Correct: p.Correct, Withdraw: p.Withdraw, Embargo: p.Embargo, Assign: p.Assign, Share: p.Share, Topics: p.Topics,
		Bypass: p.Publish && (w.State == story.InDraft || w.State == story.WithSubs),
	}
	for _, o := range p.Acts {
		if o.Act == story.ActPublish || o.Act == story.ActWithdraw {
			continue // they have operations of their own
		}
		m.Acts = append(m.Acts, Act{string(o.Act), o.Name, o.NeedsNote})
	}
	return m
}

// settled is whether a story stays as it is told until somebody changes it: nothing of it turns with the clock.
func (s Story) settled() bool {
	return s.PublicUntil == nil && s.ScheduledAt == nil && s.Embargo == nil && (s.PublicFrom == nil || !s.PublicFrom.After(s.UpdatedAt))
}

func (a *API) getStory(c *call, in *oneInput) (*tagged[Story], error) {
	out := &tagged[Story]{}
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) (err error) {
		out.Body, err = a.storyOf(ctx, tx, c.actor, in.ID.ID)
		out.ETag = etagOf(out.Body.Version)
		return err
	})
}

func (a *API) createStory(c *call, in *newStoryInput) (*created[Story], error) {
	var d story.Draft
	if in.Body.Content != nil {
		var err error
		if d, err = in.Body.Content.draft("body.content"); err != nil {
			return nil, err
		}
	}
	return once(a, c, in.OnlyOnce, in.Body, func(ctx context.Context, tx *store.Tx) (*created[Story], error) {
		i, err := story.Begin(ctx, tx, c.actor, story.Kind(in.Body.Kind), d)
		if err != nil {
			return nil, err
		}
		s, err := a.storyOf(ctx, tx, c.actor, i)
		return newThing("/stories/", s.ID, s.Version, s), err
	})
}

func (a *API) saveDraft(c *call, in *draftInput) (*tagged[DraftSaved], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	d, err := in.Body.Content.draft("body.content")
	if err != nil {
		return nil, err
	}
	out := &tagged[DraftSaved]{}
	err = a.change(c, func(ctx context.Context, tx *store.Tx) error {
		saved, err := story.SaveDraft(ctx, tx, c.actor, in.ID.ID, version, d)
		out.ETag = etagOf(saved.Version)
		out.Body = DraftSaved{saved.Version, saved.At.UTC(), saved.Words, int(saved.Reading.Round(time.Second).Seconds()), saved.Changed}
		return err
	}, a.currentStory(c, in.ID.ID))
	return out, storyProblem(err)
}

func (a *API) currentStory(c *call, i id.ID) func(ctx context.Context, tx *store.Tx) (any, error) {
	return func(ctx context.Context, tx *store.Tx) (any, error) { return a.storyOf(ctx, tx, c.actor, i) }
}

// changeStory does one thing to a story, and answers with the story as it is after it.
func (a *API) changeStory(c *call, i id.ID, m IfMatchField, fn func(ctx context.Context, tx *store.Tx, version int64) error) (*tagged[Story], error) {
	version, err := m.version()
	if err != nil {
		return nil, err
	}
	out := &tagged[Story]{}
	err = a.change(c, func(ctx context.Context, tx *store.Tx) error {
		if err := fn(ctx, tx, version); err != nil {
			return err
		}
		out.Body, err = a.storyOf(ctx, tx, c.actor, i)
		out.ETag = etagOf(out.Body.Version)
		return err
	}, a.currentStory(c, i))
	return out, storyProblem(err)
}

// storyProblem gives the refusals of the workflow their own kinds.
func storyProblem(err error) error {
	name := ""
	switch {
	case errors.Is(err, story.ErrEmbargo):
		name = "embargo"
	case errors.Is(err, story.ErrTransition):
		name = "bad-transition"
	default:
		return err
	}
	return newProblem(name, problemOf(err).Detail)
}

func (a *API) assignStory(c *call, in *assigneeInput) (*tagged[Story], error) {
	return a.changeStory(c, in.ID.ID, in.IfMatchField, func(ctx context.Context, tx *store.Tx, version int64) error {
		return story.Assign(ctx, tx, c.actor, in.ID.ID, version, in.Body.Person)
	})
}

func (a *API) changeStories(c *call, in *bulkInput) (*answer[BulkDone], error) {
	return a.bulk(c, func(ctx context.Context, tx *store.Tx) (story.BulkResult, error) {
		return story.Bulk(ctx, tx, c.actor, in.Body.IDs, story.BulkAct(in.Body.Act), in.Body.Value)
	})
}

func (a *API) undoChange(c *call, in *oneInput) (*answer[BulkDone], error) {
	return a.bulk(c, func(ctx context.Context, tx *store.Tx) (story.BulkResult, error) {
		return story.UndoBulk(ctx, tx, c.actor, in.ID.ID)
	})
}

func (a *API) bulk(c *call, fn func(ctx context.Context, tx *store.Tx) (story.BulkResult, error)) (*answer[BulkDone], error) {
	out := &answer[BulkDone]{}
	return out, a.write(c, func(ctx context.Context, tx *store.Tx) error {
		result, err := fn(ctx, tx)
		out.Body = BulkDone{ID: result.ID, Done: ids(result.Done), Refused: []Refused{}}
		for _, r := range result.Refused {
			out.Body.Refused = append(out.Body.Refused, Refused{r.Story, r.Why})
		}
		return err
	})
}
