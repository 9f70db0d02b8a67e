// Package front holds the layout of the site: the rails of every kind of page, as one document that is kept whole, with
// its history.
package front

import "masthead/internal/id"

// Kind is a kind of page that has rails.
type Kind string

// The kinds of pages. Home, sections and topics are fronts: the rails are the page.
const (
	Home        Kind = "home"
	Section     Kind = "section"
	Topic       Kind = "topic"
	Contributor Kind = "contributor"
	Article     Kind = "article"
	Plain       Kind = "plain"
	List        Kind = "list"
	Missing     Kind = "missing"
)

// Kinds lists all kinds of pages.
var Kinds = []Kind{Home, Section, Topic, Contributor, Article, Plain, List, Missing}

// Show is how a rail sets its cards.
type Show string

const (
	Lead   Show = "lead"   // one leading story, large, others around it
	Grid   Show = "grid"   // pictures over headlines, side by side
	Column Show = "list"   // headline and small picture, one under another
	Brief  Show = "brief"  // headlines only
	Strip  Show = "strip"  // one row that scrolls sideways on a phone
	Labels Show = "topics" // links to topics
)

// Shows lists all ways of setting a rail.
var Shows = []Show{Lead, Grid, Column, Brief, Strip, Labels}

// Source says where a rail's automatic cards come from.
type Source string

const (
	None            Source = ""
	Newest          Source = "newest"
	EachSection     Source = "sections"    // one such rail for every section, under its name
	FromSection     Source = "section"     // Fill.ID, or the page's own section
	FromTopic       Source = "topic"       // Fill.ID, or the page's own topic
	FromContributor Source = "contributor" // Fill.ID, or the page's own contributor
	Related         Source = "related"     // newest of the page's topics, in turn
)

// Fill is a rail's automatic fill. ID is zero where the page itself says which section, topic or contributor.
type Fill struct {
	From Source `json:"from,omitempty"`
	ID   id.ID  `json:"id,omitzero"`
}

// Rail is a titled list of cards: those picked by hand, then those filled in automatically, no story twice on a page.
type Rail struct {
	Title  string  `json:"title,omitempty"`
	Show   Show    `json:"show,omitempty"`
	Picks  []id.ID `json:"picks,omitempty"`  // stories
	Fill   Fill    `json:"fill,omitzero"`    // cards after the picks
	Cards  int     `json:"cards,omitempty"`  // how many in all; with no fill, all the picks
	Age    bool    `json:"age,omitempty"`    // whether each card shows how old its story is
	Topics []id.ID `json:"topics,omitempty"` // for Labels: which topics, in order; none for those that the newsroom features
	More   Fill    `json:"more,omitzero"`    // where 'See more' leads; where the fill does, if not given
}

// Featured reports whether the rail shows the topics that the newsroom features.
func (r Rail) Featured() bool { return r.Show == Labels && len(r.Topics) == 0 }

// Layout is the rails of every kind of page. A page's own rails, under Own (a section's or topic's id), stand in place
// of those of its kind.
type Layout struct {
	Pages map[Kind][]Rail  `json:"pages"`
	Own   map[id.ID][]Rail `json:"own,omitempty"`
}

// Rails returns the rails of a page: its own, or those of its kind, or, where the layout does not speak of its kind, the
// default ones.
func (l Layout) Rails(kind Kind, own id.ID) []Rail {
	if rails, ok := l.Own[own]; ok && own != 0 {
		return rails
	}
	if rails, ok := l.Pages[kind]; ok {
		return rails
	}
	return Default().Pages[kind]
}

// Key is what a page notes that has rails, and what a new layout names.
func Key() string { return "layout" }
