package site

import (
	"fmt"
	"net/url"
	"time"
	"unicode"
	"unicode/utf8"

	"masthead/internal/edition"
	"masthead/internal/errs"
	"masthead/internal/front"
	"masthead/internal/topic"
)

func (c *composer) listOfSection(slug string) (listOf, error) {
	s, err := c.e.SectionBySlug(c.ctx, slug)
	of := sectionLink(s)
	return listOf{list: s.ID, path: s.Path() + "/latest", of: &of, parents: []Link{of}, page: edition.Page{Section: s}}, err
}

func (c *composer) listOfTopic(slug string) (listOf, error) {
	t, err := c.e.TopicBySlug(c.ctx, slug)
	of := Link{Text: t.Name, Href: t.Path()}
	return listOf{list: t.ID, path: t.Path() + "/latest", of: &of, parents: []Link{c.allTopics(), of}, page: edition.Page{Topic: t}}, err
}

func (c *composer) listOfContributor(slug string) (listOf, error) {
	who, _, err := c.e.ContributorBySlug(c.ctx, slug)
	of := contributorLink(who)
	return listOf{list: who.ID, path: who.Path() + "/latest", of: &of, parents: []Link{of}, page: edition.Page{Contributor: who}}, err
}

func (c *composer) list(l listOf, older, newer *edition.Cursor) (draft, error) {
	listing, err := c.e.Listing(c.ctx, l.list, older, newer, pageSize)
	if err != nil {
		return draft{}, err
	}
	further := older != nil || newer != nil
	if further && len(listing.Cards) == 0 {
		return draft{}, errs.New(errs.NotFound, "There is no such page of this list.")
	}
	l.page.Kind, l.page.Shown = front.List, shown(listing.Cards)
	rails, err := c.rails(l.page)
	if err != nil {
		return draft{}, err
	}
	p := ListPage{Heading: c.frame.Words.Latest, Of: l.of, Rails: rails, Days: c.days(listing.Cards)}
	title := p.Heading
	if l.of != nil {
		title = fmt.Sprintf(c.frame.Words.LatestOf, l.of.Text)
	}
	if further {
		title += " (" + c.frame.Words.Continued + ")"
	}
	p.Base = c.base(title, "", l.path)
	p.Trail = c.trail(append(l.parents, Link{Text: p.Heading, Href: l.path})...)
	at := func(side string, cursor *edition.Cursor) string {
		if cursor == nil {
			return ""
		}
		return address(l.path) + "?" + side + "=" + url.QueryEscape(edition.FormatCursor(*cursor))
	}
	p.Newer, p.Older = at("newer", listing.Newer), at("older", listing.Older)
	switch {
	case older != nil:
		p.Canonical = c.baseURL + at("older", older)
	case newer != nil:
		p.Canonical = c.baseURL + at("newer", newer)
	}
	p.Structured = c.structuredFront(title, "", l.path, p.Trail)
	return draft{template: "list", model: p}, nil
}

// days puts cards, which come newest first, under their days.
func (c *composer) days(cards []edition.Card) []Day {
	var all []Day
	for _, card := range cards {
		date := c.locale.todayOf(card.First)
		if n := len(all); n == 0 || all[n-1].Date.Machine != date.Machine {
			all = append(all, Day{Date: date})
		}
		day := &all[len(all)-1]
		listed := c.card(card, false)
		listed.Published = Time{Machine: card.First.Format(time.RFC3339), Text: c.locale.format(c.locale.hours, card.First)}
		day.Cards = append(day.Cards, listed)
	}
	return all
}

// maxTopics is how many topics stand on one page of the list of all.
const maxTopics = 400

func (c *composer) topics(after string) (draft, error) {
	var from topic.Topic
	var err error
	if after != "" {
		if from, err = c.e.TopicBySlug(c.ctx, after); err != nil {
			return draft{}, err
		}
	}
	found, err := c.e.Topics(c.ctx, from, maxTopics+1)
	if err != nil {
		return draft{}, err
	}
	p := TopicsPage{Base: c.base(c.frame.Words.Topics, "", "/topics")}
	if len(found) > maxTopics {
		found = found[:maxTopics]
		p.Older = "/topics?after=" + url.QueryEscape(found[maxTopics-1].Slug)
	}
	if after != "" {
		p.Canonical += "?after=" + url.QueryEscape(after)
	}
	for _, t := range found {
		initial, _ := utf8.DecodeRuneInString(t.Slug)
		letter := string(unicode.ToUpper(initial))
		if n := len(p.Letters); n == 0 || p.Letters[n-1].Letter != letter {
			p.Letters = append(p.Letters, Letter{Letter: letter})
		}
		last := &p.Letters[len(p.Letters)-1]
		last.Topics = append(last.Topics, Link{Text: t.Name, Href: t.Path()})
	}
	p.Trail = c.trail(c.allTopics())
	p.Structured = c.structuredFront(c.frame.Words.Topics, "", "/topics", p.Trail)
	return draft{template: "topics", model: p}, nil
}
