package edition

import (
	"slices"
	"time"

	"masthead/internal/contributor"
	"masthead/internal/doc"
	"masthead/internal/front"
	"masthead/internal/id"
	"masthead/internal/picture"
	"masthead/internal/story"
	"masthead/internal/topic"
)

// Card is one story's teaser, with all that it shows.
type Card struct {
	story.Card
	Path    string // the story's address on this site
	Section topic.Section
	Byline  []contributor.Contributor
	Picture *picture.Picture // the hero picture; nil where there is none. Its alt text here is the card's HeroAlt.
}

// Title is the headline for a card: the short one where there is one.
func (c Card) Title() string {
	if c.ShortHeadline != "" {
		return c.ShortHeadline
	}
	return c.Headline
}

// Article is a whole story as its page shows it.
type Article struct {
	Card
	Hero        *doc.Picture
	Topics      []topic.Topic
	Body        doc.Document
	Corrections []story.Correction         // newest first
	Pictures    map[string]picture.Picture // those of the body and the hero, by the id that the document gives
	Stories     map[string]Card            // those that the body refers to and that are public, by the id that the document gives
}

// Datelined returns the body with the dateline before the words of its first paragraph.
func (a Article) Datelined() doc.Document {
	if a.Dateline == "" {
		return a.Body
	}
	line := doc.Text{{Text: a.Dateline, Marks: []doc.Mark{{Type: doc.Strong}}}}
	for i, b := range a.Body.Blocks {
		if p, ok := b.(*doc.Paragraph); ok {
			blocks := slices.Clone(a.Body.Blocks)
			blocks[i] = &doc.Paragraph{Text: slices.Concat(line, doc.Plain(" – "), p.Text)}
			return doc.Document{Blocks: blocks}
		}
	}
	return doc.Document{Blocks: slices.Insert(slices.Clone(a.Body.Blocks), 0, doc.Block(&doc.Paragraph{Text: line}))}
}

// Rail is a rail with its cards in place.
type Rail struct {
	Title  string
	Show   front.Show
	Age    bool
	Cards  []Card
	Topics []topic.Topic
	More   string // where 'See more' leads; empty for nowhere
}

// Page says which page rails are for, so that a rail may take its section, topic or contributor from it, and shows no
// story that the page shows already.
type Page struct {
	Kind        front.Kind
	Section     topic.Section
	Topic       topic.Topic
	Contributor contributor.Contributor
	Topics      []topic.Topic // an article's
	Shown       []id.ID       // stories that stand on the page already
}

// Cursor is a place in a list of stories from which its older or newer ones are read.
type Cursor = story.Place

// Listing is one page of a list of stories, newest first. Newer and Older say from where the neighbouring pages are
// read; nil where there is none.
type Listing struct {
	Cards        []Card
	Newer, Older *Cursor
}

// Month is a month of the newsroom's time zone in which stories were first published.
type Month struct{ Start, End time.Time }
