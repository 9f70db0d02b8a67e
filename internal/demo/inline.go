package demo

import (
	"slices"
	"strings"

	"masthead/internal/doc"
)

// delimiters open and close a mark; the longer ones come first.
var delimiters = []struct {
	text string
	mark doc.MarkType
}{
	{"**", doc.Strong}, {"~~", doc.Strikethrough}, {"_", doc.Emphasis}, {"~", doc.Subscript}, {"^", doc.Superscript}, {"`", doc.Code},
}

// inline reads the text of a block: **strong**, _emphasis_, ~~struck out~~, ~lowered~, ^raised^, `code`,
// [words](story:slug), [words](https://address), {weekday -8d}; a backslash before a sign takes it as it is.
func (p *parser) inline(l line) (doc.Text, error) {
	text, err := p.clock.fill(l.text)
	if err != nil {
		return nil, p.wrong(l, "%v", err)
	}
	r := &inlineReader{parser: p, line: l}
	if err := r.read(text); err != nil {
		return nil, err
	}
	if len(r.marks) > 0 {
		return nil, p.wrong(l, "a mark is not closed")
	}
	return r.out, nil
}

type inlineReader struct {
	*parser
	line  line
	marks []doc.Mark
	run   strings.Builder
	out   doc.Text
}

func (r *inlineReader) read(text string) error {
	for text != "" {
		switch text[0] {
		case '\\':
			if len(text) < 2 {
				return r.wrong(r.line, "a backslash takes the sign after it as it is")
			}
			r.run.WriteByte(text[1])
			text = text[2:]
			continue
		case '\n':
			r.flush()
			r.out = append(r.out, doc.Inline{Break: true})
			text = text[1:]
			continue
		case '[':
			rest, linked, err := r.link(text)
			if err != nil {
				return err
			}
			if linked {
				text = rest
				continue
			}
		}
		if rest, ok := r.delimiter(text); ok {
			text = rest
			continue
		}
		r.run.WriteByte(text[0])
		text = text[1:]
	}
	r.flush()
	return nil
}

func (r *inlineReader) delimiter(text string) (rest string, ok bool) {
	for _, d := range delimiters {
		if !strings.HasPrefix(text, d.text) {
			continue
		}
		r.flush()
		open := slices.IndexFunc(r.marks, func(m doc.Mark) bool { return m.Type == d.mark })
		if open < 0 {
			r.marks = append(r.marks, doc.Mark{Type: d.mark})
		} else {
			r.marks = slices.Delete(r.marks, open, open+1)
		}
		return text[len(d.text):], true
	}
	return text, false
}

// link reads [words](target); ok is false where the bracket is only a bracket.
func (r *inlineReader) link(text string) (rest string, ok bool, err error) {
	words, after, found := strings.Cut(text[1:], "](")
	if !found || strings.ContainsAny(words, "[]") {
		return text, false, nil
	}
	target, rest, closed := strings.Cut(after, ")")
	if !closed {
		return text, false, r.wrong(r.line, "a link reads [words](target)")
	}
	mark := doc.Mark{Type: doc.Link, Href: target}
	if slug, isStory := strings.CutPrefix(target, "story:"); isStory {
		story, known := r.known.stories[slug]
		if !known {
			return text, false, r.wrong(r.line, "there is no story %q", slug)
		}
		mark = doc.Mark{Type: doc.Link, Story: story}
	}
	r.flush()
	outer := r.marks
	r.marks = append(slices.Clone(outer), mark)
	err = r.read(words)
	r.marks = outer
	return rest, true, err
}

func (r *inlineReader) flush() {
	if r.run.Len() == 0 {
		return
	}
	marks := slices.Clone(r.marks)
	slices.SortFunc(marks, func(a, b doc.Mark) int { return int(a.Type) - int(b.Type) })
	r.out = append(r.out, doc.Inline{Text: r.run.String(), Marks: marks})
	r.run.Reset()
}
