package wordpress

import (
	"slices"
	"strings"

	"masthead/internal/doc"
)

// sink collects the blocks of one place: the body, an item of a list, a cell.
type sink struct {
	c      *converter
	blocks []doc.Block
	run    doc.Text    // the paragraph being read
	after  []doc.Block // what stood in the middle of it, and comes after it
	gap    gap
	marks  []doc.Mark // of the white space that gap stands for
	lines  bool       // a line's end in the text is one on the page, an empty line parts paragraphs
}

// gap is the white space before the next word.
type gap int

const (
	none gap = iota
	space
	newline
)

// text adds the words of a text node as a browser would show them.
func (s *sink) text(data string, marks []doc.Mark) {
	start := -1 // of the words not yet added
	var piece strings.Builder
	flush := func() {
		if piece.Len() > 0 {
			s.word(piece.String(), marks)
			piece.Reset()
		}
	}
	for i := 0; i <= len(data); i++ {
		if i < len(data) && !blank(data[i]) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			piece.WriteString(data[start:i])
			start = -1
		}
		if i == len(data) {
			break
		}
		end := i
		for end < len(data) && blank(data[end]) {
			end++
		}
		switch ends := strings.Count(data[i:end], "\n"); {
		case s.lines && ends > 1:
			flush()
			s.flush()
		case s.lines && ends == 1:
			flush()
			s.space(newline, marks)
		case piece.Len() > 0 && end < len(data):
			piece.WriteByte(' ')
		default:
			flush()
			s.space(space, marks)
		}
		i = end - 1
	}
	flush()
}

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

func (s *sink) space(g gap, marks []doc.Mark) {
	if g > s.gap {
		s.gap, s.marks = g, marks
	}
}

// word adds text that begins and ends with a word.
func (s *sink) word(text string, marks []doc.Mark) {
	if strings.ContainsFunc(text, isControl) {
		text = strings.Map(func(r rune) rune {
			if isControl(r) {
				return -1
			}
			return r
		}, text)
	}
	if text == "" {
		return
	}
	if n := len(s.run); n > 0 && !s.run[n-1].Break {
		switch s.gap {
		case space:
			s.run = append(s.run, doc.Inline{Text: " ", Marks: s.marks})
		case newline:
			s.run = append(s.run, doc.Inline{Break: true})
		}
	}
	s.gap = none
	s.run = append(s.run, doc.Inline{Text: text, Marks: marks})
}

// lineBreak adds the break of a <br>.
func (s *sink) lineBreak() {
	s.gap = none
	s.run = append(s.run, doc.Inline{Break: true})
}

// add ends the paragraph and adds a block after it.
func (s *sink) add(blocks ...doc.Block) {
	s.flush()
	s.blocks = append(s.blocks, blocks...)
}

// aside adds a block that stood in the text: after the paragraph, so that no sentence is cut in two.
func (s *sink) aside(blocks ...doc.Block) {
	if words(s.run) {
		s.after = append(s.after, blocks...)
		s.space(space, nil)
		return
	}
	s.add(blocks...)
}

// flush ends the paragraph.
func (s *sink) flush() {
	run := s.run
	s.run, s.gap = nil, none
	for _, t := range paragraphs(run) {
		s.blocks = append(s.blocks, s.c.paragraph(t)...)
	}
	s.blocks = append(s.blocks, s.after...)
	s.after = nil
}

// paragraphs parts a run where two line breaks follow one another, which is how many a writer ends a paragraph, and
// tidies each part.
func paragraphs(run doc.Text) []doc.Text {
	var all []doc.Text
	start, breaks := 0, 0
	for i, in := range run {
		switch {
		case in.Break:
			breaks++
		case strings.Trim(in.Text, " \u00a0") == "":
		default:
			if breaks > 1 {
				all = append(all, run[start:i])
				start = i
			}
			breaks = 0
		}
	}
	all = append(all, run[start:])
	tidied := all[:0]
	for _, t := range all {
		if t = tidy(t); len(t) > 0 {
			tidied = append(tidied, t)
		}
	}
	return tidied
}

// tidy joins what carries the same marks and removes space and breaks at the edges.
func tidy(run doc.Text) doc.Text {
	for len(run) > 0 && edge(run[0]) {
		run = run[1:]
	}
	for len(run) > 0 && edge(run[len(run)-1]) {
		run = run[:len(run)-1]
	}
	var out doc.Text
	for i := 0; i < len(run); {
		if run[i].Break {
			out = append(out, run[i])
			i++
			continue
		}
		end := i + 1
		for end < len(run) && !run[end].Break && slices.Equal(run[end].Marks, run[i].Marks) {
			end++
		}
		text := run[i].Text
		if end > i+1 {
			var b strings.Builder
			for _, in := range run[i:end] {
				b.WriteString(in.Text)
			}
			text = b.String()
		}
		out = append(out, doc.Inline{Text: text, Marks: run[i].Marks})
		i = end
	}
	if len(out) > 0 {
		out[0].Text = strings.TrimLeft(out[0].Text, " \u00a0")
		last := &out[len(out)-1]
		last.Text = strings.TrimRight(last.Text, " \u00a0")
	}
	return out
}

func edge(in doc.Inline) bool { return in.Break || strings.Trim(in.Text, " \u00a0") == "" }

func words(run doc.Text) bool {
	return slices.ContainsFunc(run, func(in doc.Inline) bool { return !edge(in) })
}

// flat makes one run of text of blocks, for places that hold no blocks, and returns what is not text.
func flat(blocks []doc.Block) (text doc.Text, rest []doc.Block) {
	line := func(t doc.Text) {
		if len(t) == 0 {
			return
		}
		if len(text) > 0 {
			text = append(text, doc.Inline{Break: true})
		}
		text = append(text, t...)
	}
	for _, b := range blocks {
		switch v := b.(type) {
		case *doc.Paragraph:
			line(v.Text)
		case *doc.Heading:
			line(v.Text)
		case *doc.Preformatted:
			for l := range strings.SplitSeq(v.Text, "\n") {
				line(doc.Plain(l))
			}
		case *doc.Quote:
			inner, more := flat(v.Blocks)
			line(inner)
			line(v.Attribution)
			rest = append(rest, more...)
		case *doc.PullQuote:
			line(v.Text)
			line(v.Attribution)
		case *doc.List:
			for _, item := range v.Items {
				inner, more := flat(item.Blocks)
				line(inner)
				rest = append(rest, more...)
			}
		case *doc.Table:
			line(v.Caption)
			for _, row := range v.Rows {
				for _, cell := range row.Cells {
					line(cell.Text)
				}
			}
		case *doc.ReadMore:
			line(doc.Text{{Text: v.Title, Marks: []doc.Mark{{Type: doc.Link, Href: v.URL, Story: v.Story}}}})
		case *doc.Divider:
		default:
			rest = append(rest, b)
		}
	}
	return text, rest
}
