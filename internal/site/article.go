package site

import (
	"fmt"
	"html/template"
	"net/http"
	"time"
	"unicode/utf8"

	"masthead/internal/doc"
	"masthead/internal/edition"
	"masthead/internal/errs"
	"masthead/internal/front"
	"masthead/internal/id"
	"masthead/internal/story"
)

// noticeable is how long after its publication a story changes before its page says so.
const noticeable = 5 * time.Minute

// article builds the page of a story whose id stands in a path.
func (c *composer) article(story id.ID, path string) (draft, error) {
	a, err := c.e.Article(c.ctx, story)
	switch {
	case errs.Is(err, errs.Gone):
		return c.gone(story)
	case err != nil:
		return draft{}, err
	case a.Path != path:
		return draft{}, movedTo(a.Path)
	}
	p, err := c.articlePage(a)
	return draft{template: "article", model: p}, err
}

func (c *composer) articlePage(a *edition.Article) (ArticlePage, error) {
	section := sectionLink(a.Section)
	p := ArticlePage{
		Section: section, Kicker: a.Kicker, Live: isLive(a.Kicker), Headline: a.Headline, Length: lengthOf(a.Headline),
		Standfirst: a.Standfirst, Published: c.locale.momentOf(a.First), Byline: c.byline(a), Dateline: a.Dateline,
		Minutes: c.minutes(a.Words), In: c.foreign(a.Language), Topics: topicLinks(a.Topics),
	}
	if a.Changed.Sub(a.First) >= noticeable {
		changed := c.locale.momentOf(a.Changed)
		p.Updated = &changed
	}
	for _, note := range a.Corrections {
		p.Corrections = append(p.Corrections, Correction{At: c.locale.dateOf(note.At), Note: note.Note})
	}
	var err error
	if p.Hero, p.Body, err = c.blocks(a); err != nil {
		return p, err
	}
	p.Rails, err = c.rails(edition.Page{Kind: front.Article, Section: a.Section, Topics: a.Topics, Shown: []id.ID{a.Story}})
	if err != nil {
		return p, err
	}
	p.Base = c.base(a.Headline, firstOf(a.Standfirst, opening(a.Body)), a.Path)
	p.Trail = c.trail(section, Link{Text: a.Title(), Href: a.Path})
	p.Share = c.shareArticle(a)
	p.Structured = c.structuredArticle(a, p)
	return p, nil
}

// plain builds the plain page of a path.
func (c *composer) plain(path string) (draft, error) {
	found, err := c.e.StoryAt(c.ctx, path)
	if err != nil {
		return draft{}, err
	}
	a, err := c.e.Article(c.ctx, found)
	switch {
	case errs.Is(err, errs.Gone):
		return c.gone(found)
	case err != nil:
		return draft{}, err
	case a.Kind != story.Page || a.Path != path:
		return draft{}, movedTo(a.Path)
	}
	p, err := c.plainPage(a)
	return draft{template: "page", model: p}, err
}

func (c *composer) plainPage(a *edition.Article) (PlainPage, error) {
	p := PlainPage{Headline: a.Headline, Length: lengthOf(a.Headline), Standfirst: a.Standfirst, In: c.foreign(a.Language)}
	var err error
	if p.Hero, p.Body, err = c.blocks(a); err != nil {
		return p, err
	}
	if p.Rails, err = c.rails(edition.Page{Kind: front.Plain, Shown: []id.ID{a.Story}}); err != nil {
		return p, err
	}
	p.Base = c.base(a.Headline, firstOf(a.Standfirst, opening(a.Body)), a.Path)
	p.Trail = c.trail(Link{Text: a.Title(), Href: a.Path})
	p.Share.Picture = c.sharePicture(a.Picture, a.HeroAlt)
	p.Structured = c.structuredFront(a.Headline, p.Description, a.Path, p.Trail)
	return p, nil
}

// gone builds the page in place of a story that was withdrawn.
func (c *composer) gone(story id.ID) (draft, error) {
	w, err := c.e.Withdrawal(c.ctx, story)
	if err != nil {
		return draft{}, err
	}
	date := c.locale.dateOf(w.At)
	p := GonePage{Reason: w.Reason, Date: date, When: fmt.Sprintf(c.frame.Words.TakenDown, date.Text)}
	if p.Rails, err = c.rails(edition.Page{Kind: front.Missing, Shown: []id.ID{story}}); err != nil {
		return draft{}, err
	}
	p.Base = c.hiddenBase(c.frame.Words.Withdrawn)
	return draft{template: "gone", model: p, status: http.StatusGone}, nil
}

// Headlines of up to these many letters are short and medium.
const (
	shortHeadline  = 45
	mediumHeadline = 95
)

// lengthOf says how much room a headline takes.
func lengthOf(headline string) string {
	switch n := utf8.RuneCountInString(headline); {
	case n <= shortHeadline:
		return "short"
	case n <= mediumHeadline:
		return "medium"
	}
	return "long"
}

func (c *composer) byline(a *edition.Article) []Author {
	var all []Author
	for i, who := range a.Byline {
		author := Author{Link: contributorLink(who), Role: who.Role, Join: ","}
		switch {
		case i == 0:
			author.Join = c.frame.Words.By
		case i == len(a.Byline)-1:
			author.Join = c.frame.Words.And
		}
		if bio := paragraphs(who.Bio); len(bio) > 0 {
			author.Bio = bio[0]
		}
		all = append(all, author)
	}
	return all
}

// blocks renders the hero picture and the body.
func (c *composer) blocks(a *edition.Article) (hero, body template.HTML, err error) {
	setting := heroPicture
	r := doc.Renderer{
		Picture: func(placed *doc.Picture) template.HTML {
			p, ok := a.Pictures[placed.Picture]
			if !ok {
				return ""
			}
			set, failed := c.theme.picture(setting, c.picture(p, placed.AltText()))
			if failed != nil {
				err = failed
			}
			return set
		},
		Story: func(ref string) (string, string, bool) {
			card, ok := a.Stories[ref]
			return address(card.Path), card.Headline, ok
		},
		Labels: doc.Labels{
			Picture: c.frame.Words.Picture, ReadMore: c.frame.Words.ReadMore, Table: c.frame.Words.Table,
			Watch: c.frame.Words.Watch, Listen: c.frame.Words.Listen, View: c.frame.Words.View,
		},
	}
	if a.Hero != nil {
		hero = doc.HTML(doc.Document{Blocks: []doc.Block{a.Hero}}, r)
	}
	setting = bodyPicture
	body = doc.HTML(a.Datelined(), r)
	return hero, body, err
}

// maxOpening is the length of a description that is taken from a body.
const maxOpening = 200

// opening is the first paragraph of a body, cut at a word's end where it is long.
func opening(d doc.Document) string {
	for _, b := range d.Blocks {
		if p, ok := b.(*doc.Paragraph); ok {
			return shorten(p.Text.String(), maxOpening)
		}
	}
	return ""
}
