package demo

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"time"

	"masthead/internal/account"
	"masthead/internal/blob"
	"masthead/internal/contributor"
	"masthead/internal/demo/draw"
	"masthead/internal/front"
	"masthead/internal/id"
	"masthead/internal/newsroom"
	"masthead/internal/picture"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

var actor = account.System("demo")

// Create draws the pictures and saves the demo newsroom, as it stands now by the clock, into an empty database. It is
// saved whole or not at all.
func Create(ctx context.Context, db *store.DB, blobs *blob.Store, clock func() time.Time) error {
	drawn, err := draw.All(ctx)
	if err != nil {
		return err
	}
	return create(ctx, db, blobs, clock, drawn)
}

// create saves the demo newsroom with the drawings, by name.
func create(ctx context.Context, db *store.DB, blobs *blob.Store, clock func() time.Time, drawn map[string][]byte) error {
	n, err := load()
	if err != nil {
		return err
	}
	originals, err := n.storePictures(ctx, picture.NewLibrary(blobs), drawn)
	if err != nil {
		return err
	}
	slugs, err := storySlugs()
	if err != nil {
		return err
	}
	return db.Transact(ctx, func(ctx context.Context, tx *store.Tx) error {
		s := saver{
			tx: tx, newsroom: n, sections: map[string]id.ID{}, topics: map[string]id.ID{}, contributors: map[string]id.ID{}, stories: map[string]id.ID{},
			known: references{stories: map[string]string{}, pictures: map[string]string{}},
		}
		for _, slug := range slugs {
			s.stories[slug] = id.New(tx.Now())
			s.known.stories[slug] = s.stories[slug].String()
		}
		if err := s.saveNewsroom(ctx, originals); err != nil {
			return err
		}
		if err := n.read(clock(), s.known); err != nil {
			return err
		}
		for _, written := range n.Stories {
			if err := s.saveStory(ctx, written); err != nil {
				return fmt.Errorf("saving the story %s: %w", written.Slug, err)
			}
		}
		return s.saveLayout(ctx)
	})
}

// storePictures keeps the pictures' files.
func (n *Newsroom) storePictures(ctx context.Context, library *picture.Library, drawn map[string][]byte) (map[string]picture.Original, error) {
	originals := map[string]picture.Original{}
	for _, p := range n.Pictures {
		original, err := picture.Examine(bytes.NewReader(drawn[p.Name]))
		if err != nil {
			return nil, fmt.Errorf("the drawing %s: %w", p.Name, err)
		}
		if err := library.Store(ctx, original); err != nil {
			return nil, err
		}
		originals[p.Name] = original
	}
	return originals, nil
}

// saver saves the newsroom in one transaction and remembers the ids that its things are given.
type saver struct {
	tx                                      *store.Tx
	newsroom                                *Newsroom
	sections, topics, contributors, stories map[string]id.ID
	known                                   references
}

func (s *saver) saveNewsroom(ctx context.Context, originals map[string]picture.Original) error {
	n := s.newsroom
	if err := newsroom.Save(ctx, s.tx, actor, n.Identity); err != nil {
		return err
	}
	for _, section := range n.Sections {
		saved, err := topic.SaveSection(ctx, s.tx, actor, section)
		if err != nil {
			return err
		}
		s.sections[saved.Slug] = saved.ID
	}
	for _, t := range n.Topics {
		saved, err := topic.SaveTopic(ctx, s.tx, actor, t)
		if err != nil {
			return err
		}
		s.topics[saved.Slug] = saved.ID
	}
	var featured []id.ID
	for _, slug := range n.Featured {
		featured = append(featured, s.topics[slug])
	}
	if err := topic.Feature(ctx, s.tx, actor, featured); err != nil {
		return err
	}
	for _, c := range n.Contributors {
		saved, err := contributor.Save(ctx, s.tx, actor, c)
		if err != nil {
			return err
		}
		s.contributors[saved.Slug] = saved.ID
	}
	for _, p := range n.Pictures {
		added, err := picture.Add(ctx, s.tx, actor, originals[p.Name],
			picture.Words{Filename: p.Name + ".jpg", Alt: p.Alt, Caption: p.Caption, Credit: p.Credit})
		if err != nil {
			return err
		}
		s.known.pictures[p.Name] = added.ID.String()
	}
	return nil
}

func (s *saver) saveStory(ctx context.Context, w Story) error {
	if w.Changes != "" {
		return s.scheduleChange(ctx, w)
	}
	created, tx, i := w.Published, s.tx, s.stories[w.Slug]
	if created.IsZero() || created.After(tx.Now()) {
		created = tx.Now()
	}
	if err := story.CreateWithID(ctx, tx, actor, i, w.Kind, created); err != nil {
		return err
	}
	revision, err := story.Save(ctx, tx, actor, i, s.draftOf(w))
	if err != nil {
		return err
	}
	if w.Published.IsZero() {
		return s.bringOn(ctx, i, w)
	}
	if err := story.Publish(ctx, tx, actor, i, revision, story.Publication{From: w.Published, Changed: w.Changed}); err != nil {
		return err
	}
	for _, c := range w.Corrections {
		if err := story.Correct(ctx, tx, actor, i, c.At, c.Note); err != nil {
			return err
		}
	}
	if w.Withdrawal != nil {
		return story.Withdraw(ctx, tx, actor, i, w.Withdrawal.At, w.Withdrawal.Reason)
	}
	return nil
}

func (s *saver) draftOf(w Story) story.Draft {
	draft := story.Draft{
		Slug: w.Slug, Kicker: w.Kicker, Headline: w.Headline, ShortHeadline: w.ShortHeadline, Standfirst: w.Standfirst, Dateline: w.Dateline,
		Section: s.sections[w.Section], Hero: w.Hero, Body: w.Body,
	}
	for _, slug := range w.By {
		draft.Byline = append(draft.Byline, s.contributors[slug])
	}
	for _, slug := range w.Topics {
		draft.Topics = append(draft.Topics, s.topics[slug])
	}
	return draft
}

// ways are the acts by which a story comes into a state.
var ways = map[story.State][]story.Act{
	story.WithSubs:   {story.SendToSubs},
	story.InApproval: {story.SendToSubs, story.SendForApproval},
	story.Held:       {story.ActHold},
}

// bringOn takes a story that is not public as far as it has come.
func (s *saver) bringOn(ctx context.Context, i id.ID, w Story) error {
	for _, act := range ways[w.State] {
		at, err := story.Get(ctx, s.tx, actor, i)
		if err == nil {
			err = story.Move(ctx, s.tx, actor, i, at.Version, act, w.Note)
		}
		if err != nil {
			return err
		}
	}
	if w.Embargo.IsZero() {
		return nil
	}
	at, err := story.Get(ctx, s.tx, actor, i)
	if err != nil {
		return err
	}
	return story.SetEmbargo(ctx, s.tx, actor, i, at.Version, w.Embargo)
}

// scheduleChange gives a public story another text from a moment on.
func (s *saver) scheduleChange(ctx context.Context, w Story) error {
	i := s.stories[w.Changes]
	at, err := story.Get(ctx, s.tx, actor, i)
	if err != nil {
		return err
	}
	w.Slug = w.Changes
	saved, err := story.SaveDraft(ctx, s.tx, actor, i, at.Version, s.draftOf(w))
	if err != nil {
		return err
	}
	return story.PublishDraft(ctx, s.tx, actor, i, saved.Version, story.Order{At: w.Published, Significant: true, Note: w.Note})
}

var storyReference = regexp.MustCompile(`\bstory:([a-z0-9-]+)`)

func (s *saver) saveLayout(ctx context.Context) error {
	named := storyReference.ReplaceAllStringFunc(s.newsroom.Layout, func(reference string) string {
		if i, ok := s.known.stories[storyReference.FindStringSubmatch(reference)[1]]; ok {
			return i
		}
		return reference
	})
	layout, err := front.Parse(ctx, s.tx, []byte(named))
	if err != nil {
		return err
	}
	return front.Apply(ctx, s.tx, actor, layout)
}
