package site

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"masthead/internal/contributor"
	"masthead/internal/edition"
	"masthead/internal/front"
	"masthead/internal/id"
	"masthead/internal/picture"
	"masthead/internal/story"
	"masthead/internal/topic"
)

// maxFooter is how many plain pages every page links to.
const maxFooter = 12

// composer makes the model of one page out of an edition.
type composer struct {
	ctx     context.Context
	e       *edition.Edition
	theme   *theme
	locale  *locale
	baseURL string
	frame   Base          // what every page of this edition begins with
	lead    *SharePicture // the first picture of the rails, which stands for a front where it is shared
}

// begin fills the frame in.
func (c *composer) begin() error {
	n := c.e.Newsroom()
	c.frame = Base{
		Site:     Newsroom{Name: n.Name, Tagline: n.Tagline},
		Language: n.Language, Direction: direction(n.Language),
		Words: c.locale.words,
		Feeds: feedsOf("", n.Name),
	}
	c.frame.choose(c.theme, n.Choices)
	sections, err := c.e.Sections(c.ctx)
	if err != nil {
		return err
	}
	for _, s := range sections {
		c.frame.Navigation = append(c.frame.Navigation, sectionLink(s))
	}
	c.frame.Colours = coloursAddress(sections)
	pages, err := c.e.Listing(c.ctx, story.Pages, nil, nil, maxFooter)
	for _, p := range pages.Cards {
		c.frame.Pages = append(c.frame.Pages, Link{Text: p.Title(), Href: p.Path})
	}
	return err
}

// choose sets what the theme leaves to the newsroom as the newsroom chose it.
func (b *Base) choose(t *theme, by map[string]string) {
	b.choices = t.chosen(by)
	b.Palette = t.paletteAddress(b.choices)
}

func feedsOf(path, title string) []Feed {
	return []Feed{
		{Type: "application/rss+xml", Title: title, Href: address(path) + "/feed.rss"},
		{Type: "application/atom+xml", Title: title, Href: address(path) + "/feed.atom"},
	}
}

func sectionLink(s topic.Section) Link {
	return Link{Text: s.Name, Href: s.Path(), Colour: colourClass(s.Colour)}
}

func topicLinks(topics []topic.Topic) []Link {
	var all []Link
	for _, t := range topics {
		all = append(all, Link{Text: t.Name, Href: t.Path()})
	}
	return all
}

// base returns what a page begins with: its title (empty for the newsroom's own) and address.
func (c *composer) base(title, description, path string) Base {
	b := c.frame
	b.Title = c.frame.Site.Name
	if title != "" {
		b.Title = title + " – " + c.frame.Site.Name
	}
	b.Description = description
	b.Canonical = c.baseURL + address(path)
	b.Share = Share{Type: "website", Title: firstOf(title, c.frame.Site.Name)}
	b.Navigation = append([]Link(nil), c.frame.Navigation...)
	for i := range b.Navigation {
		href := b.Navigation[i].Href
		b.Navigation[i].Current = path == href || strings.HasPrefix(path, href+"/")
	}
	return b
}

// trail is the way to a page from the home page.
func (c *composer) trail(steps ...Link) []Link {
	return append([]Link{{Text: c.frame.Words.Home, Href: "/"}}, steps...)
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// picture returns a picture with a story's own alt text.
func (c *composer) picture(p picture.Picture, alt string) Picture {
	var set []string
	for _, w := range picture.Widths(p) {
		set = append(set, picture.Path(p, w)+" "+strconv.Itoa(min(w, p.Width))+"w")
	}
	return Picture{Src: picture.Path(p, 960), Srcset: strings.Join(set, ", "), Width: p.Width, Height: p.Height, Alt: alt}
}

func (c *composer) sharePicture(p *picture.Picture, alt string) *SharePicture {
	if p == nil {
		return nil
	}
	width := picture.Widths(*p)[0]
	for _, w := range picture.Widths(*p) {
		if w <= 1280 {
			width = w
		}
	}
	shown := min(width, p.Width)
	return &SharePicture{Href: c.baseURL + picture.Path(*p, width), Width: shown,
		Height: (p.Height*shown + p.Width/2) / max(p.Width, 1), Alt: alt}
}

func (c *composer) card(from edition.Card, age bool) Card {
	card := Card{
		Href: from.Path, Kicker: from.Kicker, Live: isLive(from.Kicker), Headline: from.Title(), Standfirst: from.Standfirst,
		Language: c.foreign(from.Language), Section: sectionLink(from.Section), Published: c.locale.momentOf(from.First),
	}
	for _, p := range from.Byline {
		card.Byline = append(card.Byline, contributorLink(p))
	}
	if from.Picture != nil {
		p := c.picture(*from.Picture, from.HeroAlt)
		card.Picture = &p
	}
	if age {
		card.Age = c.age(from.First)
	}
	return card
}

// age says how old something is, and notes when that will no longer be right.
func (c *composer) age(t time.Time) string {
	words, turns := c.locale.age(t, c.e.Moment())
	if !turns.IsZero() {
		c.e.StaleAt(turns)
	}
	return words
}

// foreign returns a language where it is not the page's own.
func (c *composer) foreign(language string) string {
	if strings.EqualFold(language, c.frame.Language) {
		return ""
	}
	return language
}

func isLive(kicker string) bool { return strings.EqualFold(strings.TrimSpace(kicker), "live") }

func contributorLink(p contributor.Contributor) Link { return Link{Text: p.Name, Href: p.Path()} }

// rails returns the rails of a page from the layout.
func (c *composer) rails(p edition.Page) ([]Rail, error) {
	found, err := c.e.Rails(c.ctx, p)
	if err != nil {
		return nil, err
	}
	var all []Rail
	for i, r := range found {
		rail := Rail{ID: "rail-" + strconv.Itoa(i+1), Title: firstOf(r.Title, c.frame.Words.Leading), Titled: r.Title != "",
			SeeMore: c.frame.Words.SeeMore, Show: r.Show, More: r.More, Topics: topicLinks(r.Topics)}
		rail.Lead = i == 0 && (p.Kind == front.Home || p.Kind == front.Section || p.Kind == front.Topic)
		for _, card := range r.Cards {
			if c.lead == nil {
				c.lead = c.sharePicture(card.Picture, card.HeroAlt)
			}
			rail.Cards = append(rail.Cards, c.card(card, r.Age))
			rail.Mixed = rail.Mixed || card.Section.ID != r.Cards[0].Section.ID
		}
		if !rail.Mixed && len(rail.Cards) > 0 {
			rail.Colour = rail.Cards[0].Section.Colour
		}
		all = append(all, rail)
	}
	return all, nil
}

// shown returns the ids of stories that stand on a page already.
func shown(cards []edition.Card) []id.ID {
	ids := make([]id.ID, len(cards))
	for i, card := range cards {
		ids[i] = card.Story
	}
	return ids
}

// listOf is what a list page lists.
type listOf struct {
	list    id.ID
	path    string
	of      *Link
	parents []Link
	page    edition.Page
}

// pageSize is how many stories stand on one page of a list.
const pageSize = 40

// perMinute is how many words a reader reads in a minute.
const perMinute = 230

func (c *composer) minutes(words int) string {
	return fmt.Sprintf(c.frame.Words.Minutes, max(1, (words+perMinute/2)/perMinute))
}
