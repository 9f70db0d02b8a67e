package edition

import (
	"context"
	"slices"

	"masthead/internal/front"
	"masthead/internal/id"
	"masthead/internal/story"
	"masthead/internal/topic"
)

// maxRelated bounds how many of an article's topics a rail of related stories draws on.
const maxRelated = 4

// Rails returns the rails of a page with their cards: those picked by hand first, then the automatic fill, no story
// twice on the page. Rails with nothing to show are left out.
func (e *Edition) Rails(ctx context.Context, p Page) ([]Rail, error) {
	planned, chosen, known, err := e.choose(ctx, p)
	if err != nil {
		return nil, err
	}
	var fills []id.ID
	for _, stories := range chosen {
		for _, i := range stories {
			if _, ok := known[i]; !ok {
				fills = append(fills, i)
			}
		}
	}
	cards, err := e.cards(ctx, fills)
	if err != nil {
		return nil, err
	}
	for i, c := range known {
		cards[i] = c
	}
	return e.set(ctx, p, planned, chosen, cards)
}

// choose returns the rails of a page, the stories of each, and the cards of all that are picked by hand and public.
func (e *Edition) choose(ctx context.Context, p Page) (planned []plannedRail, chosen [][]id.ID, known map[id.ID]Card, err error) {
	if planned, err = e.planned(ctx, p); err != nil {
		return nil, nil, nil, err
	}
	seen := map[id.ID]bool{}
	for _, i := range p.Shown {
		seen[i] = true
	}
	if known, err = e.picked(ctx, planned); err != nil {
		return nil, nil, nil, err
	}
	chosen = make([][]id.ID, len(planned))
	for k, r := range planned {
		for _, i := range r.Picks {
			if _, public := known[i]; public && !seen[i] && (r.Cards == 0 || len(chosen[k]) < r.Cards) {
				seen[i] = true
				chosen[k] = append(chosen[k], i)
			}
		}
		filled, err := e.fill(ctx, p, r.Rail, r.Cards-len(chosen[k]), seen)
		if err != nil {
			return nil, nil, nil, err
		}
		chosen[k] = append(chosen[k], filled...)
	}
	return planned, chosen, known, nil
}

// plannedRail is a rail of the layout, and the section that it stands for where there is one rail for each.
type plannedRail struct {
	front.Rail
	title string
}

// planned returns the rails that the layout gives a page, those for every section spelt out.
func (e *Edition) planned(ctx context.Context, p Page) ([]plannedRail, error) {
	layout, err := e.theLayout(ctx)
	if err != nil {
		return nil, err
	}
	own := id.ID(0)
	switch p.Kind {
	case front.Section:
		own = p.Section.ID
	case front.Topic:
		own = p.Topic.ID
	case front.Contributor:
		own = p.Contributor.ID
	}
	var all []plannedRail
	for _, r := range layout.Rails(p.Kind, own) {
		if r.Featured() {
			if r.Topics, err = e.featured(ctx); err != nil {
				return nil, err
			}
		}
		if r.Fill.From != front.EachSection {
			all = append(all, plannedRail{r, r.Title})
			continue
		}
		sections, err := e.Sections(ctx)
		if err != nil {
			return nil, err
		}
		for _, s := range sections {
			r.Fill = front.Fill{From: front.FromSection, ID: s.ID}
			all = append(all, plannedRail{r, s.Name})
		}
	}
	return all, nil
}

// featured returns the topics that the newsroom features, in their order.
func (e *Edition) featured(ctx context.Context) ([]id.ID, error) {
	e.note(topic.FeaturedKey())
	return topic.Featured(ctx, e.tx, e.settled())
}

func (e *Edition) theLayout(ctx context.Context) (front.Layout, error) {
	e.note(front.Key())
	return front.At(ctx, e.tx, e.settled())
}

// picked returns the cards of all stories that are picked by hand and public.
func (e *Edition) picked(ctx context.Context, rails []plannedRail) (map[id.ID]Card, error) {
	var picks []id.ID
	for _, r := range rails {
		picks = append(picks, r.Picks...)
	}
	return e.cards(ctx, distinct(picks))
}

// fill returns the stories that a rail fills itself with, and marks them as seen.
func (e *Edition) fill(ctx context.Context, p Page, r front.Rail, want int, seen map[id.ID]bool) ([]id.ID, error) {
	if want <= 0 {
		return nil, nil
	}
	var places []Cursor
	for _, list := range p.lists(r.Fill) {
		// Those seen already may all come first in the list.
		found, err := e.older(ctx, list, Cursor{}, want+len(seen))
		if err != nil {
			return nil, err
		}
		places = append(places, found...)
	}
	slices.SortStableFunc(places, func(a, b Cursor) int { return b.First.Compare(a.First) })
	var all []id.ID
	for _, place := range places {
		if len(all) < want && !seen[place.Story] {
			seen[place.Story] = true
			all = append(all, place.Story)
		}
	}
	return all, nil
}

// lists returns the lists that a fill draws on, on this page.
func (p Page) lists(f front.Fill) []id.ID {
	own := func(i id.ID) []id.ID {
		if f.ID != 0 {
			i = f.ID
		}
		if i == 0 {
			return nil
		}
		return []id.ID{i}
	}
	switch f.From {
	case front.Newest:
		return []id.ID{story.Everything}
	case front.FromSection:
		return own(p.Section.ID)
	case front.FromContributor:
		return own(p.Contributor.ID)
	case front.FromTopic:
		if p.Topic.ID == 0 && len(p.Topics) > 0 {
			return own(p.Topics[0].ID)
		}
		return own(p.Topic.ID)
	case front.Related:
		var all []id.ID
		for _, t := range p.Topics[:min(len(p.Topics), maxRelated)] {
			all = append(all, t.ID)
		}
		return all
	}
	return nil
}

// set puts the chosen cards into their rails.
func (e *Edition) set(ctx context.Context, p Page, planned []plannedRail, chosen [][]id.ID, cards map[id.ID]Card) ([]Rail, error) {
	var labels []id.ID
	for _, r := range planned {
		labels = append(labels, r.Topics...)
		for _, f := range []front.Fill{r.Fill, r.More} {
			if f.From == front.FromTopic && f.ID != 0 {
				labels = append(labels, f.ID)
			}
		}
	}
	topics, err := e.topicsByID(ctx, labels)
	if err != nil {
		return nil, err
	}
	var all []Rail
	for k, r := range planned {
		rail := Rail{Title: r.title, Show: r.Show, Age: r.Age, Cards: inOrder(chosen[k], cards), Topics: topicsInOrder(r.Topics, topics)}
		if len(rail.Cards)+len(rail.Topics) == 0 {
			continue
		}
		if rail.More, err = e.more(ctx, p, r.Rail, topics); err != nil {
			return nil, err
		}
		all = append(all, rail)
	}
	return all, nil
}

// more returns where a rail's 'See more' leads.
func (e *Edition) more(ctx context.Context, p Page, r front.Rail, topics map[id.ID]topic.Topic) (string, error) {
	f := r.More
	if f.From == front.None {
		f = r.Fill
	}
	switch {
	case f.From == front.Newest:
		return "/latest", nil
	case f.From == front.FromSection && f.ID == 0 && p.Section.ID != 0:
		return p.Section.Path() + "/latest", nil
	case f.From == front.FromSection && f.ID != 0:
		s, err := e.section(ctx, f.ID)
		if s.ID == 0 {
			return "", err
		}
		return s.Path() + "/latest", err
	case f.From == front.FromTopic:
		t := p.Topic
		if f.ID != 0 {
			t = topics[f.ID]
		} else if t.ID == 0 && len(p.Topics) > 0 {
			t = p.Topics[0]
		}
		if t.ID != 0 {
			return t.Path() + "/latest", nil
		}
	case f.From == front.FromContributor && f.ID == 0 && p.Contributor.ID != 0:
		return p.Contributor.Path() + "/latest", nil
	case f.From == front.FromContributor && f.ID != 0:
		found, err := e.contributors(ctx, []id.ID{f.ID})
		if c, ok := found[f.ID]; ok {
			return c.Path() + "/latest", nil
		}
		return "", err
	case r.Show == front.Labels:
		return "/topics", nil
	}
	return "", nil
}
