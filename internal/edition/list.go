package edition

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/story"
)

// FormatCursor writes a cursor as it stands in an address.
func FormatCursor(c Cursor) string {
	return strconv.FormatInt(c.First.UnixMilli(), 36) + "." + c.Story.String()
}

// ParseCursor reads a cursor out of an address. The error is of kind Invalid.
func ParseCursor(s string) (Cursor, error) {
	ms, ref, ok := strings.Cut(s, ".")
	at, err := strconv.ParseInt(ms, 36, 64)
	if ok && err == nil {
		var c Cursor
		if c.Story, err = id.Parse(ref); err == nil {
			c.First = time.UnixMilli(at).UTC()
			return c, nil
		}
	}
	return Cursor{}, errs.New(errs.Invalid, "This is not a place in a list of stories.")
}

// Listing returns a page of a list of stories: below one place, or above another, or, with neither, the newest.
func (e *Edition) Listing(ctx context.Context, list id.ID, below, above *Cursor, limit int) (Listing, error) {
	var places []Cursor
	var err error
	var more, less bool // beyond the page, older and newer
	switch {
	case above != nil:
		e.note(story.ListKey(list))
		places, err = story.Newer(ctx, e.tx, e.at, list, *above, limit+1)
		less, more = len(places) > limit, true
		places = places[:min(len(places), limit)]
		slices.Reverse(places)
	case below != nil:
		places, err = e.older(ctx, list, *below, limit+1)
		less, more = true, len(places) > limit
		places = places[:min(len(places), limit)]
	default:
		places, err = e.older(ctx, list, Cursor{}, limit+1)
		more = len(places) > limit
		places = places[:min(len(places), limit)]
	}
	if err != nil || len(places) == 0 {
		return Listing{}, err
	}
	cards, err := e.cards(ctx, storiesOf(places))
	if err != nil {
		return Listing{}, err
	}
	l := Listing{Cards: inOrder(storiesOf(places), cards)}
	if less {
		l.Newer = &places[0]
	}
	if more {
		l.Older = &places[len(places)-1]
	}
	return l, nil
}

func (e *Edition) older(ctx context.Context, list id.ID, below Cursor, limit int) ([]Cursor, error) {
	e.note(story.ListKey(list))
	return story.Older(ctx, e.tx, e.at, list, below, limit)
}

func storiesOf(places []Cursor) []id.ID {
	ids := make([]id.ID, len(places))
	for i, p := range places {
		ids[i] = p.Story
	}
	return ids
}

// Between returns the cards of the articles first published in [from, to), newest first, at most limit.
func (e *Edition) Between(ctx context.Context, from, to time.Time, limit int) ([]Card, error) {
	// One place tells whether there is any: the whole limit, for a time that has none, would all be read for nothing.
	last, err := e.older(ctx, story.Everything, Cursor{First: to}, 1)
	if err != nil || len(last) == 0 || last[0].First.Before(from) || !last[0].First.Before(to) {
		return nil, err
	}
	places, err := e.older(ctx, story.Everything, Cursor{First: to}, limit)
	if err != nil {
		return nil, err
	}
	if end := slices.IndexFunc(places, func(p Cursor) bool { return p.First.Before(from) }); end >= 0 {
		places = places[:end]
	}
	var all []Card
	for chunk := range slices.Chunk(storiesOf(places), 512) {
		cards, err := e.cards(ctx, chunk)
		if err != nil {
			return nil, err
		}
		all = append(all, inOrder(chunk, cards)...)
	}
	return all, nil
}

// Months returns the months, in the newsroom's time zone, in which articles were first published, newest first. It asks
// once for each month that has any, however long the archive.
func (e *Edition) Months(ctx context.Context) ([]Month, error) {
	var months []Month
	for below := (Cursor{}); ; {
		places, err := e.older(ctx, story.Everything, below, 1)
		if err != nil || len(places) == 0 {
			return months, err
		}
		first := places[0].First.In(e.at.Location())
		start := time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, e.at.Location())
		months = append(months, Month{Start: start, End: start.AddDate(0, 1, 0)})
		if start.IsZero() {
			return months, nil // the zero cursor would begin again
		}
		below = Cursor{First: start}
	}
}
