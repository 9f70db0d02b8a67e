package edition

import (
	"context"
	"maps"
	"slices"

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
	return byID(e, ids, contributor.Key, func(ids []id.ID) ([]contributor.Contributor, error) {
		return contributor.ByID(ctx, e.tx, e.settled(), ids)
	}, func(c contributor.Contributor) id.ID { return c.ID })
}

func (e *Edition) pictures(ctx context.Context, ids []id.ID) (map[id.ID]picture.Picture, error) {
	return byID(e, ids, picture.Key, func(ids []id.ID) ([]picture.Picture, error) {
		return picture.ByID(ctx, e.tx, ids)
	}, func(p picture.Picture) id.ID { return p.ID })
}

// topicsByID returns topics by the ids that they are named by: one that has been merged stands for what it became part of.
func (e *Edition) topicsByID(ctx context.Context, ids []id.ID) (map[id.ID]topic.Topic, error) {
	read := func(ids []id.ID) ([]topic.Topic, error) { return topic.TopicsByID(ctx, e.tx, e.settled(), ids) }
	self := func(t topic.Topic) id.ID { return t.ID }
	found, err := byID(e, ids, topic.Key, read, self)
	if err != nil || len(found) == len(distinct(ids)) {
		return found, err
	}
	into, err := topic.Follow(ctx, e.tx, e.settled(), slices.DeleteFunc(distinct(ids), func(i id.ID) bool { return found[i].ID != 0 }))
	if err != nil || len(into) == 0 {
		return found, err
	}
	others, err := byID(e, slices.Collect(maps.Values(into)), topic.Key, read, self)
	for from, to := range into {
		if t, ok := others[to]; ok {
			found[from] = t
		}
	}
	return found, err
}

// topicsInOrder is inOrder, with each topic once, though it may be named by itself and by what was merged into it.
func topicsInOrder(keys []id.ID, found map[id.ID]topic.Topic) []topic.Topic {
	var all []topic.Topic
	for _, t := range inOrder(keys, found) {
		if !slices.ContainsFunc(all, func(other topic.Topic) bool { return other.ID == t.ID }) {
			all = append(all, t)
		}
	}
	return all
}

// byID reads the things that have these ids, each once, and notes them, those that are not there too.
func byID[V any](e *Edition, ids []id.ID, key func(id.ID) string, read func([]id.ID) ([]V, error), of func(V) id.ID) (map[id.ID]V, error) {
	found := map[id.ID]V{}
	ids = distinct(ids)
	if len(ids) == 0 {
		return found, nil
	}
	for _, i := range ids {
		e.note(key(i))
	}
	all, err := read(ids)
	for _, v := range all {
		found[of(v)] = v
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
