package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"masthead/internal/doc"
	"masthead/internal/story"
)

// parser reads one story's file: a header of "name: value" lines, a blank line, and a body (see blocks). Whatever it does
// not understand is an error that names the file and the line.
type parser struct {
	file     string
	clock    clock
	newsroom *Newsroom
	known    references
}

// line is a line of a file and its number there.
type line struct {
	number int
	text   string
}

func (p *parser) wrong(at line, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", p.file, at.number, fmt.Sprintf(format, args...))
}

func (p *parser) story(text string) (Story, error) {
	var lines []line
	for i, l := range strings.Split(text, "\n") {
		lines = append(lines, line{i + 1, strings.TrimRight(l, " \r")})
	}
	end := slices.IndexFunc(lines, func(l line) bool { return l.text == "" })
	if end < 0 {
		end = len(lines)
	}
	h := header{parser: p, story: Story{Slug: slugOf(p.file), Kind: story.Article}, seen: map[string]line{}}
	for _, l := range lines[:end] {
		if err := h.read(l); err != nil {
			return Story{}, err
		}
	}
	if err := h.finish(); err != nil {
		return Story{}, err
	}
	blocks, err := p.blocks(lines[end:])
	h.story.Body = doc.Normalize(doc.Document{Blocks: blocks})
	return h.story, err
}

// header collects what stands above a body.
type header struct {
	*parser
	story                Story
	seen                 map[string]line
	status               string
	picture              string
	alt, caption, credit string
}

func (h *header) read(l line) error {
	name, value, ok := strings.Cut(l.text, ": ")
	if !ok || value == "" {
		return h.wrong(l, "a header line reads name: value")
	}
	if _, twice := h.seen[name]; twice && name != "correction" {
		return h.wrong(l, "%s stands here twice", name)
	}
	h.seen[name] = l
	value, err := h.clock.fill(value)
	if err != nil {
		return h.wrong(l, "%v", err)
	}
	texts := map[string]*string{
		"headline": &h.story.Headline, "short": &h.story.ShortHeadline, "kicker": &h.story.Kicker, "standfirst": &h.story.Standfirst,
		"dateline": &h.story.Dateline, "section": &h.story.Section, "status": &h.status, "picture": &h.picture,
		"alt": &h.alt, "caption": &h.caption, "credit": &h.credit,
		"changes": &h.story.Changes, "note": &h.story.Note,
	}
	if field, ok := texts[name]; ok {
		*field = value
		return nil
	}
	if err := h.readMore(name, value); err != nil {
		return h.wrong(l, "%v", err)
	}
	return nil
}

func (h *header) readMore(name, value string) (err error) {
	s := &h.story
	switch name {
	case "topics":
		s.Topics = strings.Split(value, ", ")
	case "by":
		s.By = strings.Split(value, ", ")
	case "published":
		s.Published, err = h.clock.at(value)
	case "embargo":
		s.Embargo, err = h.clock.at(value)
	case "changed":
		s.Changed, err = h.clock.at(value)
	case "correction":
		var c story.Correction
		c.At, c.Note, err = h.dated(value)
		s.Corrections = append(s.Corrections, c)
	case "withdrawn":
		s.Withdrawal = &story.Withdrawal{}
		s.Withdrawal.At, s.Withdrawal.Reason, err = h.dated(value)
	default:
		return fmt.Errorf("there is no header line %q", name)
	}
	return err
}

// dated reads "-8d 15:05: what happened then".
func (h *header) dated(value string) (time.Time, string, error) {
	when, text, ok := strings.Cut(value, ": ")
	if !ok {
		return time.Time{}, "", fmt.Errorf("a moment and a text are parted by a colon: -8d 15:05: text")
	}
	at, err := h.clock.at(when)
	return at, text, err
}

// finish checks what belongs together and resolves what the header names.
func (h *header) finish() error {
	s, first := &h.story, line{1, ""}
	switch h.status {
	case "":
	case "page":
		s.Kind = story.Page
	default:
		s.State = story.State(h.status)
		if !slices.Contains([]story.State{story.InDraft, story.WithSubs, story.InApproval, story.Held}, s.State) {
			return h.wrong(h.seen["status"], "a status is page, draft, subs, approval or held")
		}
	}
	switch {
	case s.Headline == "":
		return h.wrong(first, "a story needs a headline")
	case s.Published.IsZero() == (s.State == ""):
		return h.wrong(first, "a story is either published or on its way there")
	case (s.Section == "") != (s.Kind == story.Page):
		return h.wrong(first, "a story has a section, a page has none")
	case s.Kind == story.Article && len(s.By) == 0:
		return h.wrong(first, "a story has a byline")
	case s.Section != "" && !has(h.newsroom.Sections, s.Section, func(i int) string { return h.newsroom.Sections[i].Slug }):
		return h.wrong(h.seen["section"], "there is no section %q", s.Section)
	}
	for _, t := range s.Topics {
		if !has(h.newsroom.Topics, t, func(i int) string { return h.newsroom.Topics[i].Slug }) {
			return h.wrong(h.seen["topics"], "there is no topic %q", t)
		}
	}
	for _, c := range s.By {
		if !has(h.newsroom.Contributors, c, func(i int) string { return h.newsroom.Contributors[i].Slug }) {
			return h.wrong(h.seen["by"], "there is no contributor %q", c)
		}
	}
	if h.picture == "" {
		if h.alt+h.caption+h.credit != "" {
			return h.wrong(first, "there are words for a picture, but no picture")
		}
		return nil
	}
	var err error
	s.Hero, err = h.place(h.seen["picture"], h.picture, h.alt, h.caption, h.credit)
	return err
}

func has[T any](all []T, slug string, slugAt func(int) string) bool {
	for i := range all {
		if slugAt(i) == slug {
			return true
		}
	}
	return false
}

// place is a picture as it stands in a story: with its own words, where the story has no others.
func (p *parser) place(at line, name, alt, caption, credit string) (*doc.Picture, error) {
	drawn, ok := p.newsroom.picture(name)
	if !ok {
		return nil, p.wrong(at, "there is no picture %q", name)
	}
	or := func(own, other string) string {
		if other != "" {
			return other
		}
		return own
	}
	text, err := p.inline(line{at.number, or(drawn.Caption, caption)})
	return &doc.Picture{Picture: p.known.pictures[name], Alt: or(drawn.Alt, alt), Caption: text, Credit: or(drawn.Credit, credit)}, err
}
