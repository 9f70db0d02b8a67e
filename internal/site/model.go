package site

import (
	"html/template"

	"masthead/internal/front"
)

// Base is what the model of every page begins with.
type Base struct {
	Site        Newsroom
	Language    string // a BCP 47 tag
	Direction   string // "ltr" or "rtl"
	Title       string // for the browser's tab
	Description string
	Canonical   string // the page's address, with scheme and host; empty on error pages
	Hidden      bool   // search engines are asked to leave the page out
	Newer       string // neighbouring pages of a list; empty for none
	Older       string
	Feeds       []Feed
	Share       Share
	Structured  *Structured // schema.org; nil for none
	Navigation  []Link      // the sections
	Pages       []Link      // plain pages, such as About and Contact
	Trail       []Link      // the way here from the home page, which is the first; the last is the page itself
	Colours     string      // the address of the style sheet of the sections' colours; empty where they have none
	Palette     string      // the address of the style sheet of the colours that the newsroom chose; empty where they are the theme's own
	Preview     *Preview    // nil but on a preview of a draft
	Words       Words

	choices map[string]string // the value of everything that the theme leaves to the newsroom
}

// Choice is the value of something that the theme leaves to the newsroom, by the name that its theme.yaml gives.
func (b Base) Choice(name string) string { return b.choices[name] }

// Switch reports whether the newsroom switched something on that the theme leaves to it.
func (b Base) Switch(name string) bool { return b.choices[name] == "on" }

// Parents is the way to the page, without the page itself; empty where it is the home page alone.
func (b Base) Parents() []Link {
	if len(b.Trail) < 3 {
		return nil
	}
	return b.Trail[:len(b.Trail)-1]
}

// Preview is what a preview of a draft says of itself.
type Preview struct {
	Text   string // 'Preview – not public'
	When   string // the moment that it shows; empty for the present
	Framed bool   // it stands within the desk, and its links leave it
}

// Newsroom is what a page says of the newsroom.
type Newsroom struct {
	Name    string
	Tagline string
}

// Link is a link with its words.
type Link struct {
	Text    string
	Href    string
	Colour  string // the class of a section's colour; empty for the theme's own
	Current bool   // leads to this page, or to the section that it stands in
}

// Feed is a feed that a page offers.
type Feed struct {
	Type  string // a media type
	Title string
	Href  string
}

// Share is how a page looks when it is shared elsewhere (OpenGraph).
type Share struct {
	Type      string // "website", "article" or "profile"
	Title     string
	Picture   *SharePicture
	Published string // RFC 3339; articles only
	Modified  string
	Section   string
	Authors   []string // addresses of their pages
	Tags      []string
}

// SharePicture is the picture of a shared page.
type SharePicture struct {
	Href          string // with scheme and host
	Width, Height int
	Alt           string
}

// Picture is a picture with its renditions.
type Picture struct {
	Src           string
	Srcset        string
	Width, Height int
	Alt           string
	Sizes         string // how wide the theme shows it; set by Sized and First
	Priority      bool   // it is seen at once, so it is loaded before others
}

// Sized returns the picture for a place where it is as wide as sizes says, in the syntax of the HTML attribute.
func (p Picture) Sized(sizes string) Picture {
	p.Sizes = sizes
	return p
}

// First is Sized for the picture that leads a page.
func (p Picture) First(sizes string) Picture {
	p.Sizes, p.Priority = sizes, true
	return p
}

// Card is a story's teaser.
type Card struct {
	Href       string
	Kicker     string
	Live       bool // the kicker says that the story is live
	Headline   string
	Standfirst string
	Language   string // where it is not the page's
	Section    Link
	Byline     []Link
	Picture    *Picture // nil where there is none
	Published  Time
	Age        string // '17 days ago'; empty where the rail does not show ages
}

// Sized returns the card with its picture sized for a place.
func (c Card) Sized(sizes string) Card {
	if c.Picture != nil {
		p := c.Picture.Sized(sizes)
		c.Picture = &p
	}
	return c
}

// First is Sized for the card that leads a page.
func (c Card) First(sizes string) Card {
	if c.Picture != nil {
		p := c.Picture.First(sizes)
		c.Picture = &p
	}
	return c
}

// Rail is a titled list of cards or topics.
type Rail struct {
	ID      string // unique within the page
	Title   string
	Titled  bool   // the title is the layout's own; else it is for those who do not see the page
	SeeMore string // stands before the title in the link to more
	Show    front.Show
	Lead    bool   // the first rail of a front, whose first picture leads the page
	More    string // where 'See more' leads; empty for nowhere
	Colour  string // the class of the colour of the one section that all cards stand in
	Mixed   bool   // the cards stand in several sections
	Cards   []Card
	Topics  []Link
}

// HomePage is the model of home.html.
type HomePage struct {
	Base
	Today Time
	Rails []Rail
}

// FrontPage is the model of section.html and topic.html.
type FrontPage struct {
	Base
	Name   string
	Colour string
	Latest string // the address of the list of all its stories
	Rails  []Rail
}

// ContributorPage is the model of contributor.html.
type ContributorPage struct {
	Base
	Name    string
	Role    string
	Bio     []string // paragraphs
	Picture *Picture
	Latest  string
	Rails   []Rail
}

// ArticlePage is the model of article.html.
type ArticlePage struct {
	Base
	Section    Link
	Kicker     string
	Live       bool
	Headline   string
	Length     string // "short", "medium" or "long": how much room the headline takes
	Standfirst string
	Published  Time
	Updated    *Time         // nil where the story has not changed significantly
	Hero       template.HTML // a figure; empty where there is none
	Byline     []Author
	Dateline   string // stands in the body, too
	Minutes    string // '4 min read'
	Body       template.HTML
	In         string // the story's language, where it is not the page's
	// Corrections are the notes of what was wrong, newest first.
	Corrections []Correction
	Topics      []Link
	Rails       []Rail
}

// Author is a contributor in a byline.
type Author struct {
	Link
	Role string
	Join string // what stands before the name: 'By', ',' or 'and'
	Bio  string // the first paragraph
}

// Correction is a note of what was wrong.
type Correction struct {
	At   Time
	Note string
}

// PlainPage is the model of page.html.
type PlainPage struct {
	Base
	Headline   string
	Length     string
	Standfirst string
	Hero       template.HTML
	Body       template.HTML
	In         string // the story's language, where it is not the page's
	Rails      []Rail
}

// ListPage is the model of list.html.
type ListPage struct {
	Base
	Heading string
	Of      *Link // what the list is of; nil for all stories
	Days    []Day
	Rails   []Rail
}

// Day is the stories of a list that were published on one day.
type Day struct {
	Date  Time
	Cards []Card
}

// TopicsPage is the model of topics.html.
type TopicsPage struct {
	Base
	Letters []Letter
}

// Letter is the topics whose names begin with a letter.
type Letter struct {
	Letter string
	Topics []Link
}

// MissingPage is the model of missing.html, for an address that leads nowhere.
type MissingPage struct {
	Base
	Rails []Rail
}

// GonePage is the model of gone.html, which stands in place of a story that was withdrawn.
type GonePage struct {
	Base
	Reason string
	Date   Time
	When   string // 'It was taken down on 3 July 2025.'
	Rails  []Rail
}

// FailurePage is the model of failure.html, for what could not be answered. It needs no database.
type FailurePage struct {
	Base
	Heading   string
	Message   string
	Reference string
}
