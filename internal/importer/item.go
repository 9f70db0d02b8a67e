// Package importer brings the archive of another system into the newsroom. A format (a subpackage) turns an archive into
// a stream of items; one runner saves them, so that a second run changes nothing and an interrupted one goes on.
package importer

import (
	"context"
	"iter"
	"time"

	"masthead/internal/doc"
	"masthead/internal/newsroom"
	"masthead/internal/story"
)

// Source is an archive that has been read through once and found whole.
type Source interface {
	// Name says where the items come from ("wordpress:https://example.org"). Exports of the same site have the same name.
	Name() string
	// Newsroom is what the archive says of the site itself; fields may be empty.
	Newsroom() newsroom.Newsroom
	// Total is how many items there are, for a progress bar.
	Total() int
	// Notes are what is to be said of the archive as a whole.
	Notes() []string
	// Items yields sections, topics and contributors before the stories that name them, and unused pictures last. It may
	// be called once.
	Items(ctx context.Context) iter.Seq2[Item, error]
	Close() error
}

// Ref names an item of the archive. Items name each other by Key, which is unique in its source and stays the same from
// export to export.
type Ref struct {
	Key   string // "post-12"
	Kind  string // what the archive calls it: "post", "attachment"
	Title string
}

func (r *Ref) ref() *Ref { return r }

// Item is one thing of the archive: a pointer to one of the types below.
type Item interface{ ref() *Ref }

type (
	// Section becomes a section of the newsroom.
	Section struct {
		Ref
		Slug, Name, Description string
		Addresses               []string
	}

	// Topic becomes a topic.
	Topic struct {
		Ref
		Slug, Name, Description string
		Addresses               []string
	}

	// Contributor becomes a contributor.
	Contributor struct {
		Ref
		Slug, Name, Bio string
		Addresses       []string
	}

	// Picture becomes a picture of the library. A Picture in a stream of its own is one that no story shows.
	Picture struct {
		Ref
		URLs                 []string // where the file was to be had, the best first
		Filename             string
		Alt, Caption, Credit string
		First                bool // whether the stream has not named this picture before
		stray                bool // no story shows it
	}

	// Story becomes a story. Section, Byline, Topics, the pictures and the stories that its body links to are keys.
	Story struct {
		Ref
		Type       story.Kind
		Created    time.Time
		Slug       string
		Kicker     string
		Headline   string
		Standfirst string
		Section    string
		Byline     []string
		Topics     []string
		Hero       *doc.Picture
		Body       doc.Document
		Published  time.Time // zero: it stays a draft
		Changed    time.Time // when it last changed after it was published; else zero
		Addresses  []string  // where it used to stand
		Pictures   []*Picture
		Notes      []string // what the editors should know of how it came over
	}

	// LeftOut is an item that does not become anything here.
	LeftOut struct {
		Ref
		Reason string
	}
)
