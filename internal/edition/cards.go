package edition

import (
	"context"

	"masthead/internal/contributor"
	"masthead/internal/id"
	"masthead/internal/picture"
	"masthead/internal/story"
	"masthead/internal/topic"
)

// cards returns the cards of those of the stories that are public, by id, with one query for each noun.
func (e *Edition) cards(ctx context.Context, stories []id.ID) (map[id.ID]Card, error) {
	for _, i := range stories {
		e.note(story.Key(i))
	}
	bare, err := story.Cards(ctx, e.tx, e.at.Time, stories)
	if err != nil {
		return nil, err
	}
	return e.dress(ctx, bare)
}

// dress adds to cards what they show of other nouns.
func (e *Edition) dress(ctx context.Context, bare []story.Card) (map[id.ID]Card, error) {
	var people, pictures []id.ID
	for _, c := range bare {
		people = append(people, c.Byline...)
		if c.HeroPicture != 0 {
			pictures = append(pictures, c.HeroPicture)
		}
	}
	contributors, err := e.contributors(ctx, people)
	if err != nil {
		return nil, err
	}
	heroes, err := e.pictures(ctx, pictures)
	if err != nil {
		return nil, err
	}
	all := make(map[id.ID]Card, len(bare))
	for _, b := range bare {
		c := Card{Card: b}
		if b.Section != 0 {
			if c.Section, err = e.section(ctx, b.Section); err != nil {
				return nil, err
			}
		}
		c.Path = b.PathIn(c.Section)
		c.First, c.Changed = b.First.In(e.at.Location()), b.Changed.In(e.at.Location())
		for _, person := range b.Byline {
			if p, ok := contributors[person]; ok {
				c.Byline = append(c.Byline, p)
			}
		}
		if p, ok := heroes[b.HeroPicture]; ok {
			c.Picture = &p
		}
		all[b.Story] = c
	}
	return all, nil
}

func (e *Edition) contributors(ctx context.Context, ids []id.ID) (map[id.ID]contributor.Contributor, error) {
	found := map[id.ID]contributor.Contributor{}
	ids = distinct(ids)
	for _, i := range ids {
		e.note(contributor.Key(i))
	}
	all, err := contributor.ByID(ctx, e.tx, e.settled(), ids)
	for _, c := range all {
		found[c.ID] = c
	}
	return found, err
}

func (e *Edition) pictures(ctx context.Context, ids []id.ID) (map[id.ID]picture.Picture, error) {
	found := map[id.ID]picture.Picture{}
	ids = distinct(ids)
	if len(ids) == 0 {
		return found, nil
	}
	for _, i := range ids {
		e.note(picture.Key(i))
	}
	all, err := picture.ByID(ctx, e.tx, ids)
	for _, p := range all {
		found[p.ID] = p
	}
	return found, err
}

func (e *Edition) topicsByID(ctx context.Context, ids []id.ID) (map[id.ID]topic.Topic, error) {
	found := map[id.ID]topic.Topic{}
	ids = distinct(ids)
	for _, i := range ids {
		e.note(topic.Key(i))
	}
	all, err := topic.TopicsByID(ctx, e.tx, e.settled(), ids)
	for _, t := range all {
		found[t.ID] = t
	}
	return found, err
}

// inOrder returns the values found of keys, in the order of the keys.
func inOrder[V any](keys []id.ID, found map[id.ID]V) []V {
	var all []V
	for _, k := range keys {
		if v, ok := found[k]; ok {
			all = append(all, v)
		}
	}
	return all
}

func distinct(ids []id.ID) []id.ID {
	seen := make(map[id.ID]bool, len(ids))
	var all []id.ID
	for _, i := range ids {
		if !seen[i] {
			seen[i] = true
			all = append(all, i)
		}
	}
	return all
}
