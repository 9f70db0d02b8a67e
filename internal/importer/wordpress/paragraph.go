package wordpress

import (
	"regexp"
	"strings"

	"masthead/internal/doc"
)

// paragraph returns what a paragraph of text is: an embed where it is nothing but an address of a known provider, a
// 'read more' line where it is one, nothing where it is empty.
func paragraph(t doc.Text) []doc.Block {
	if len(t) == 0 {
		return nil
	}
	if address, ok := onlyAddress(t); ok {
		if e := embedOf(address); e != nil {
			return []doc.Block{e}
		}
		return []doc.Block{&doc.Paragraph{Text: doc.Text{{Text: t.String(), Marks: []doc.Mark{linkTo(t, address)}}}}}
	}
	if m := readMore(t); m != nil {
		return []doc.Block{m}
	}
	return []doc.Block{&doc.Paragraph{Text: t}}
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

var readMoreLabel = regexp.MustCompile(`(?i)^(read more|read also|also read|read next|see also|related(?: (?:story|stories|article|articles|reading))?|more on this(?: story)?|more)(\s*[:>»–—|]+\s*|\s*$)`)

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
	if name == "" || len(name) > doc.MaxLine || strings.EqualFold(words, "more") {
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
