package api

import (
	"bytes"
	"encoding/json"

	"masthead/internal/doc"
	"masthead/internal/errs"
	"masthead/internal/story"
)

// draft reads what was written. at is where in the request it stands: "body.content".
func (c *Content) draft(at string) (story.Draft, error) {
	d := story.Draft{
		Slug: c.Slug, Kicker: c.Kicker, Headline: c.Headline, ShortHeadline: c.ShortHeadline, Standfirst: c.Standfirst,
		Dateline: c.Dateline, Language: c.Language, Section: c.Section, Byline: c.Byline, Topics: c.Topics,
	}
	var err error
	if d.Hero, err = readHero(json.RawMessage(c.Hero.Node)); err != nil {
		return d, misplaced(err, at+".hero", heroPlace)
	}
	if d.Body, err = doc.Parse(c.Body); err != nil {
		return d, misplaced(err, at+".body", "")
	}
	return d, nil
}

// Around a hero, which is a node alone, is a document with nothing else in it.
const (
	heroBefore = `{"type":"doc","attrs":{"version":1},"content":[`
	heroAfter  = `]}`
	heroPlace  = "content[0]"
)

// maxHero bounds a picture with its words.
const maxHero = 64 << 10

func readHero(node []byte) (*doc.Picture, error) {
	if node = bytes.TrimSpace(node); len(node) == 0 || string(node) == "null" {
		return nil, nil
	}
	if len(node) > maxHero {
		return nil, errs.New(errs.Invalid, "is larger than %d kB", maxHero>>10)
	}
	d, err := doc.Parse([]byte(heroBefore + string(node) + heroAfter))
	if err != nil {
		return nil, err
	}
	if len(d.Blocks) == 1 {
		if p, ok := d.Blocks[0].(*doc.Picture); ok {
			return p, nil
		}
	}
	return nil, errs.New(errs.Invalid, "is not a picture")
}

// misplaced makes a problem of a document that is refused, with its place in the request. within is the part of the
// place that the request does not have.
func misplaced(err error, at, within string) error {
	place, what, ok := doc.Fault(err)
	if !ok {
		if errs.Is(err, errs.Invalid) {
			return invalid(at, errs.Public(err)).explained()
		}
		return err
	}
	place = string(bytes.TrimPrefix([]byte(place), []byte(within)))
	if place != "" && place[0] != '.' && place[0] != '[' {
		place = "." + place
	}
	return invalid(at+place, what).explained()
}

// explained puts the place of the only fault before its words.
func (p *Problem) explained() *Problem {
	p.Detail = p.Errors[0].Location + " " + p.Errors[0].Message + "."
	return p
}

// contentOf writes what is written.
func contentOf(d story.Draft) (Content, error) {
	c := Content{
		Slug: d.Slug, Kicker: d.Kicker, Headline: d.Headline, ShortHeadline: d.ShortHeadline, Standfirst: d.Standfirst,
		Dateline: d.Dateline, Language: d.Language, Section: d.Section, Byline: ids(d.Byline), Topics: ids(d.Topics),
	}
	body, err := d.Body.MarshalJSON()
	if err != nil {
		return c, err
	}
	c.Body = body
	if d.Hero == nil {
		return c, nil
	}
	hero, err := doc.Document{Blocks: []doc.Block{d.Hero}}.MarshalJSON()
	if err != nil {
		return c, err
	}
	var around struct {
		Content []json.RawMessage `json:"content"`
	}
	if err := json.Unmarshal(hero, &around); err != nil {
		return c, err
	}
	c.Hero = Hero{Node(around.Content[0])}
	return c, nil
}
