package site

import (
	"strings"
	"time"

	"masthead/internal/edition"
	"masthead/internal/front"
)

func (c *composer) home() (draft, error) {
	rails, err := c.rails(edition.Page{Kind: front.Home})
	if err != nil {
		return draft{}, err
	}
	b := c.base("", c.frame.Site.Tagline, "/")
	b.Trail = nil
	b.Structured = c.structuredHome()
	b.Share.Picture = c.lead
	today := c.e.Moment()
	c.e.StaleAt(time.Date(today.Year(), today.Month(), today.Day()+1, 0, 0, 0, 0, today.Location()))
	return draft{template: "home", model: HomePage{Base: b, Today: c.locale.todayOf(today), Rails: rails}}, nil
}

func (c *composer) section(slug string) (draft, error) {
	s, err := c.e.SectionBySlug(c.ctx, slug)
	if err != nil {
		return draft{}, err
	}
	return c.front("section", FrontPage{Name: s.Name, Colour: colourClass(s.Colour)}, s.Description, s.Path(),
		c.trail(sectionLink(s)), edition.Page{Kind: front.Section, Section: s})
}

func (c *composer) topic(slug string) (draft, error) {
	t, err := c.e.TopicBySlug(c.ctx, slug)
	if err != nil {
		return draft{}, err
	}
	return c.front("topic", FrontPage{Name: t.Name}, t.Description, t.Path(),
		c.trail(c.allTopics(), Link{Text: t.Name, Href: t.Path()}), edition.Page{Kind: front.Topic, Topic: t})
}

func (c *composer) allTopics() Link { return Link{Text: c.frame.Words.Topics, Href: "/topics"} }

func (c *composer) front(template string, p FrontPage, description, path string, trail []Link, of edition.Page) (draft, error) {
	var err error
	if p.Rails, err = c.rails(of); err != nil {
		return draft{}, err
	}
	p.Base = c.base(p.Name, description, path)
	p.Trail = trail
	p.Latest = path + "/latest"
	p.Feeds = append(feedsOf(path, p.Name), p.Feeds...)
	p.Share.Picture = c.lead
	p.Structured = c.structuredFront(p.Name, description, path, trail)
	return draft{template: template, model: p}, nil
}

func (c *composer) contributor(slug string) (draft, error) {
	who, portrait, err := c.e.ContributorBySlug(c.ctx, slug)
	if err != nil {
		return draft{}, err
	}
	p := ContributorPage{Name: who.Name, Role: who.Role, Bio: paragraphs(who.Bio), Latest: who.Path() + "/latest"}
	if p.Rails, err = c.rails(edition.Page{Kind: front.Contributor, Contributor: who}); err != nil {
		return draft{}, err
	}
	p.Base = c.base(who.Name, firstOf(firstOf(p.Bio...), who.Role), who.Path())
	p.Trail = c.trail(contributorLink(who))
	p.Feeds = append(feedsOf(who.Path(), who.Name), p.Feeds...)
	p.Share.Type = "profile"
	if portrait != nil {
		shownPortrait := c.picture(*portrait, firstOf(portrait.Alt, who.Name))
		p.Picture = &shownPortrait
		p.Share.Picture = c.sharePicture(portrait, shownPortrait.Alt)
	}
	p.Structured = c.structuredContributor(who, p.Share.Picture, p.Trail)
	return draft{template: "contributor", model: p}, nil
}

// paragraphs parts plain text at its blank lines.
func paragraphs(text string) []string {
	var all []string
	for part := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}
