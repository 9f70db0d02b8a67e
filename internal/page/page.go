// Package page keeps rendered pages in memory and serves them: each is rendered once for all who wait, told apart by
// what it read, and dropped when a change names one of these things or when it goes stale by itself.
package page

import (
	"slices"
	"time"

	"masthead/internal/web"
)

// Page is a rendered page: what is sent, and what must not change for it to stay true.
type Page struct {
	*web.Content
	// Reads are the keys of everything that the rendering read; a change that names one of them ends the page.
	Reads []string
	// Position is the place in the change log up to which the rendering has surely seen every change.
	Position int64
	// StaleAt is the moment at which the page is no longer true though nothing changed, such as when 'an hour ago'
	// turns over. Zero: never.
	StaleAt time.Time
}

// New returns a page of status 200. The body and the keys belong to it from now on; keys may repeat.
func New(contentType string, body []byte, reads []string, position int64, staleAt time.Time) *Page {
	slices.Sort(reads)
	return &Page{
		Content:  web.NewContent(contentType, body),
		Reads:    slices.Clip(slices.Compact(reads)),
		Position: position,
		StaleAt:  staleAt,
	}
}

func (p *Page) staleAt(now time.Time) bool {
	return !p.StaleAt.IsZero() && !now.Before(p.StaleAt)
}

// Sizes of what the cache itself holds for a page and for each key that it read.
const (
	pageOverhead = 1024
	readOverhead = 96
)

// size bounds the memory that a kept page takes.
func (p *Page) size(key string) int {
	n := pageOverhead + 2*len(key) + p.Content.Size()
	for _, read := range p.Reads {
		n += readOverhead + len(read)
	}
	return n
}
