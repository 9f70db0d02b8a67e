package wordpress

import (
	"net/url"
	"regexp"
	"strings"

	"masthead/internal/doc"
)

// plain returns a paragraph, or nothing for no text.
func plain(t doc.Text) []doc.Block {
	if len(t) == 0 {
		return nil
	}
	return []doc.Block{&doc.Paragraph{Text: t}}
}

// paragraph returns what a paragraph of text is: an embed where it is nothing but an address of a known provider, a
// 'read more' line where it is one or nothing but the address of a story, nothing where it is empty.
func (c *converter) paragraph(t doc.Text) []doc.Block {
	if len(t) == 0 {
		return nil
	}
	if address, ok := onlyAddress(t); ok {
		if m := c.ownStory(address); m != nil {
			return []doc.Block{m}
		}
		if e := doc.EmbedOf(address); e != nil {
			return []doc.Block{e}
		}
		return plain(doc.Text{{Text: t.String(), Marks: []doc.Mark{linkTo(t, address)}}})
	}
	if m := readMore(t); m != nil {
		return []doc.Block{m}
	}
	if len(t) == 1 && strings.HasPrefix(t[0].Text, "[") && loneShortcode.MatchString(t[0].Text) {
		c.note("A shortcode of a plugin was kept for the editors.")
		return unconverted("A shortcode of a plugin.", t[0].Text)
	}
	return plain(t)
}

// loneShortcode is a paragraph that is nothing but a plugin's shortcode. A word in brackets alone may be the writer's.
var loneShortcode = regexp.MustCompile(`^\[/?[a-z][a-z0-9]*(?:[_-][a-z0-9_-]+|[a-z0-9_-]*(?:\s+[\w-]+\s*=\s*["“”'’\w][^\]]*))(?:\s[^\]]*)?/?\]$`)

// ownStory returns the line that leads to the story at an address of the old site, or nil.
func (c *converter) ownStory(address string) *doc.ReadMore {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return nil
	}
	if key := c.storyAt(u); key != "" {
		return &doc.ReadMore{Story: key, URL: address}
	}
	return nil
}

// linkTo returns the link that a run has already, else one to an address.
func linkTo(t doc.Text, address string) doc.Mark {
	for _, m := range t[0].Marks {
		if m.Type == doc.Link {
			return m
		}
	}
	return doc.Mark{Type: doc.Link, Href: address}
}

// onlyAddress reports whether a text is one address of the web and nothing else.
func onlyAddress(t doc.Text) (string, bool) {
	if len(t) != 1 || !strings.HasPrefix(t[0].Text, "http") || strings.ContainsAny(t[0].Text, " \u00a0") {
		return "", false
	}
	text := t[0].Text
	if !strings.HasPrefix(text, "https://") && !strings.HasPrefix(text, "http://") {
		return "", false
	}
	address, ok := doc.CleanAddress(text)
	return address, ok
}

var readMoreLabel = regexp.MustCompile(`(?i)^(read more|read also|also read|read next|see also|related(?: (?:story|stories|article|articles|reading))?|more on this(?: story)?)(\s*[:>»–—|]+\s*|\s*$)`)

// readMore recognises the line between paragraphs that leads to another story: a label, then one link to the end.
func readMore(t doc.Text) *doc.ReadMore {
	var label, title strings.Builder
	var link doc.Mark
	for _, in := range t {
		m, linked := linkIn(in)
		switch {
		case in.Break:
			return nil
		case linked && title.Len() == 0:
			link = m
			title.WriteString(in.Text)
		case linked && m == link:
			title.WriteString(in.Text)
		case linked:
			return nil
		case title.Len() > 0:
			if strings.Trim(in.Text, " .\u00a0»>›→") != "" {
				return nil
			}
		default:
			label.WriteString(in.Text)
		}
	}
	words, name := strings.TrimSpace(label.String()), strings.TrimSpace(title.String())
	if words == "" {
		found := readMoreLabel.FindString(name)
		if found == "" || len(found) == len(name) || !strings.ContainsAny(found, ":>»–—|") {
			return nil
		}
		name = strings.TrimSpace(name[len(found):])
	} else if readMoreLabel.FindString(words) != words {
		return nil
	}
	if name == "" || len(name) > doc.MaxLine {
		return nil
	}
	return &doc.ReadMore{Story: link.Story, URL: link.Href, Title: name}
}

func linkIn(in doc.Inline) (doc.Mark, bool) {
	for _, m := range in.Marks {
		if m.Type == doc.Link {
			return m, true
		}
	}
	return doc.Mark{}, false
}
