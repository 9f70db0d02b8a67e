// Package story holds stories: their revisions, which are never changed, the publications that make a revision the
// public one for a span of time, corrections and withdrawals.
package story

import (
	"time"

	"masthead/internal/doc"
	"masthead/internal/id"
	"masthead/internal/topic"
)

// Kind is what sort of story it is.
type Kind string

const (
	// Article is a piece of journalism; it stands in lists, rails and feeds.
	Article Kind = "article"
	// Page is a plain page (about, contact); it stands in none.
	Page Kind = "page"
)

// Draft is all that an editor writes: what becomes a revision when it is saved.
type Draft struct {
	Slug          string // made of the headline where empty
	Kicker        string
	Headline      string
	ShortHeadline string // for cards; the headline where empty
	Standfirst    string
	Dateline      string
	Language      string  // a BCP 47 tag; the newsroom's own where empty
	Section       id.ID   // zero for a plain page
	Byline        []id.ID // contributors, in order
	Topics        []id.ID
	Hero          *doc.Picture // the picture over the story; nil where there is none
	Body          doc.Document
}

// Card is what a list or a rail shows of a public story.
type Card struct {
	Story         id.ID
	Kind          Kind
	Revision      id.ID
	Slug          string
	Kicker        string
	Headline      string
	ShortHeadline string
	Standfirst    string
	Dateline      string
	Language      string
	Section       id.ID
	Byline        []id.ID
	Topics        []id.ID
	HeroPicture   id.ID // zero where there is none
	HeroAlt       string
	Words         int
	First         time.Time // when the story was first published
	Changed       time.Time // when it last changed significantly
}

// PathIn is the address of the story on the site, given its section.
func (c Card) PathIn(section topic.Section) string {
	if c.Kind == Page {
		return "/" + c.Slug
	}
	return section.Path() + "/" + c.Slug + "-" + c.Story.String()
}

// FromPath returns the id at the end of an article's address ("/section/slug-<id>").
func FromPath(path string) (id.ID, bool) {
	if len(path) <= id.Length || path[len(path)-id.Length-1] != '-' {
		return 0, false
	}
	i, err := id.Parse(path[len(path)-id.Length:])
	return i, err == nil
}

// Public is a whole public story as it stands at a moment.
type Public struct {
	Card
	Hero        *doc.Picture
	Body        doc.Document
	Corrections []Correction // newest first
}

// Correction is a published, dated note of what was wrong.
type Correction struct {
	At   time.Time
	Note string
}

// Withdrawal is the removal of a story, with its reason.
type Withdrawal struct {
	At     time.Time
	Reason string
}

// Lists that stand for no section, topic or contributor.
const (
	Everything id.ID = 0 // every article
	Pages      id.ID = 1 // every plain page
)

// Key is what a page notes that shows anything of a story, and what a change to what the public sees of it names.
func Key(story id.ID) string { return "story:" + story.String() }

// ListKey is what a page notes that shows a list of stories (Everything, Pages, or the id of a section, topic or
// contributor), and what a change of the list names.
func ListKey(list id.ID) string { return "list:" + list.String() }
