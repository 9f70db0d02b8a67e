package edition

import (
	"context"
	"slices"

	"masthead/internal/contributor"
	"masthead/internal/doc"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/picture"
	"masthead/internal/story"
	"masthead/internal/topic"
)

// Article returns a story, an article or a plain page, as its page shows it. The error is of kind NotFound where it is
// not public at the edition's moment, and Gone where it has been withdrawn.
func (e *Edition) Article(ctx context.Context, i id.ID) (*Article, error) {
	all, err := e.articles(ctx, []id.ID{i})
	if err != nil {
		return nil, err
	}
	if len(all) == 1 {
		return &all[0], nil
	}
	if _, err := e.Withdrawal(ctx, i); err == nil {
		return nil, errs.New(errs.Gone, "This story has been withdrawn.")
	} else if !errs.Is(err, errs.NotFound) {
		return nil, err
	}
	return nil, errs.New(errs.NotFound, "There is no such story.")
}

// Withdrawal returns the withdrawal of a story that is in force. The error is of kind NotFound where there is none.
func (e *Edition) Withdrawal(ctx context.Context, i id.ID) (story.Withdrawal, error) {
	e.note(story.Key(i))
	w, err := story.WithdrawalAt(ctx, e.tx, e.at.Time, i)
	w.At = w.At.In(e.at.Location())
	return w, err
}

// Newest returns the newest stories of a list, whole.
func (e *Edition) Newest(ctx context.Context, list id.ID, limit int) ([]Article, error) {
	places, err := e.older(ctx, list, Cursor{}, limit)
	if err != nil {
		return nil, err
	}
	return e.articles(ctx, storiesOf(places))
}

// articles returns those of the stories that are public, in the order of their ids, with one query for each noun.
func (e *Edition) articles(ctx context.Context, ids []id.ID) ([]Article, error) {
	for _, i := range ids {
		e.note(story.Key(i))
	}
	public, err := story.PublicAt(ctx, e.tx, e.at, ids)
	if err != nil {
		return nil, err
	}
	if e.preview != nil && slices.Contains(ids, e.preview.Story) {
		public = slices.DeleteFunc(public, func(p story.Public) bool { return p.Story == e.preview.Story })
		public = append(public, *e.preview)
	}
	var bare []story.Card
	var topics, referred, pictures []id.ID
	byID := map[id.ID]story.Public{}
	for _, p := range public {
		byID[p.Story] = p
		bare = append(bare, p.Card)
		topics = append(topics, p.Topics...)
		referred = append(referred, parseAll(doc.Stories(p.Body))...)
		for _, placed := range doc.Pictures(p.Body) {
			pictures = append(pictures, parseAll([]string{placed.Picture})...)
		}
	}
	dressed, err := e.dress(ctx, bare)
	if err != nil {
		return nil, err
	}
	found := parts{}
	if found.topics, err = e.topicsByID(ctx, topics); err != nil {
		return nil, err
	}
	if found.stories, err = e.cards(ctx, distinct(referred)); err != nil {
		return nil, err
	}
	if found.pictures, err = e.pictures(ctx, pictures); err != nil {
		return nil, err
	}
	var all []Article
	for _, i := range ids {
		if p, ok := byID[i]; ok {
			all = append(all, found.article(dressed[i], p))
		}
	}
	for _, a := range all {
		for k := range a.Corrections {
			a.Corrections[k].At = a.Corrections[k].At.In(e.at.Location())
		}
	}
	return all, nil
}

// parts holds what articles show of other nouns.
type parts struct {
	topics   map[id.ID]topic.Topic
	stories  map[id.ID]Card
	pictures map[id.ID]picture.Picture
}

func (f parts) article(card Card, p story.Public) Article {
	a := Article{Card: card, Hero: p.Hero, Body: p.Body, Corrections: p.Corrections,
		Topics: topicsInOrder(p.Topics, f.topics), Pictures: map[string]picture.Picture{}, Stories: map[string]Card{}}
	if card.Picture != nil {
		a.Pictures[card.Picture.ID.String()] = *card.Picture
	}
	for _, placed := range doc.Pictures(p.Body) {
		if i, err := id.Parse(placed.Picture); err == nil {
			if found, ok := f.pictures[i]; ok {
				a.Pictures[placed.Picture] = found
			}
		}
	}
	for _, ref := range doc.Stories(p.Body) {
		if i, err := id.Parse(ref); err == nil {
			if found, ok := f.stories[i]; ok {
				a.Stories[ref] = found
			}
		}
	}
	return a
}

// parseAll returns the ids among what a document refers to.
func parseAll(refs []string) []id.ID {
	var ids []id.ID
	for _, ref := range refs {
		if i, err := id.Parse(ref); err == nil {
			ids = append(ids, i)
		}
	}
	return ids
}

// SectionBySlug finds a section. The error is of kind NotFound where there is none.
func (e *Edition) SectionBySlug(ctx context.Context, slug string) (topic.Section, error) {
	sections, err := e.Sections(ctx)
	if err != nil {
		return topic.Section{}, err
	}
	for _, s := range sections {
		if s.Slug == slug {
			return s, nil
		}
	}
	return topic.Section{}, errs.New(errs.NotFound, "There is no section %q.", slug)
}

// TopicBySlug finds a topic. The error is of kind NotFound where there is none.
func (e *Edition) TopicBySlug(ctx context.Context, slug string) (topic.Topic, error) {
	t, err := topic.TopicBySlug(ctx, e.tx, e.settled(), slug)
	if err == nil {
		e.note(topic.Key(t.ID))
	}
	return t, err
}

// Topics returns topics in the order of their slugs, after the one given (the zero Topic for the first page).
func (e *Edition) Topics(ctx context.Context, after topic.Topic, limit int) ([]topic.Topic, error) {
	e.note(topic.TopicsKey())
	return topic.Topics(ctx, e.tx, e.settled(), after, limit)
}

// Contributors returns contributors in the order in which they were added, after the one given (zero for the first page).
func (e *Edition) Contributors(ctx context.Context, after id.ID, limit int) ([]contributor.Contributor, error) {
	e.note(contributor.AllKey())
	return contributor.All(ctx, e.tx, e.settled(), after, limit)
}

// ContributorBySlug finds a contributor, and the picture of them where there is one. The error is of kind NotFound where
// there is no such contributor.
func (e *Edition) ContributorBySlug(ctx context.Context, slug string) (contributor.Contributor, *picture.Picture, error) {
	c, err := contributor.BySlug(ctx, e.tx, e.settled(), slug)
	if err != nil {
		return c, nil, err
	}
	e.note(contributor.Key(c.ID))
	if c.Picture == 0 {
		return c, nil, nil
	}
	found, err := e.pictures(ctx, []id.ID{c.Picture})
	if p, ok := found[c.Picture]; ok {
		return c, &p, err
	}
	return c, nil, err
}
