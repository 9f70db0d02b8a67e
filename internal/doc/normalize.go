package doc

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Normalize returns a copy of a document made from foreign text, cleaned: spaces folded and trimmed, control characters
// gone, neighbouring runs with equal marks joined, marks in order, whatever holds nothing dropped. What words it has it
// keeps. It makes no wrong address or missing id right: Validate still has to be asked.
func Normalize(d Document) Document { return Document{normalBlocks(d.Blocks)} }

func normalBlocks(blocks []Block) []Block {
	var normal []Block
	for _, b := range blocks {
		if n := normalBlock(b); n != nil {
			normal = append(normal, n)
		}
	}
	return normal
}

// normalBlock returns nil for a block that holds nothing.
func normalBlock(b Block) Block {
	switch v := b.(type) {
	case *Paragraph:
		return paragraphOrNothing(v.Text)
	case *Heading:
		if t := normalText(v.Text); t != nil {
			return &Heading{v.Level, t}
		}
	case *List:
		return normalList(v)
	case *Quote:
		blocks := normalBlocks(v.Blocks)
		if blocks == nil {
			return paragraphOrNothing(v.Attribution)
		}
		return &Quote{blocks, normalText(v.Attribution)}
	case *PullQuote:
		t := normalText(v.Text)
		if t == nil {
			return paragraphOrNothing(v.Attribution)
		}
		return &PullQuote{t, normalText(v.Attribution)}
	case *Picture:
		return normalPicture(v)
	case *Gallery:
		g := &Gallery{Title: normalLine(v.Title)}
		for _, p := range v.Pictures {
			g.Pictures = append(g.Pictures, normalPicture(p))
		}
		if g.Pictures == nil {
			return paragraphOrNothing(Plain(v.Title))
		}
		return g
	case *ReadMore:
		m := &ReadMore{Story: v.Story, URL: v.URL, Title: normalLine(v.Title)}
		if *m != (ReadMore{}) {
			return m
		}
	case *Embed:
		return &Embed{Provider: normalLine(v.Provider), URL: v.URL, Title: normalLine(v.Title), Caption: normalText(v.Caption)}
	case *Table:
		return normalTable(v)
	case *FactBox:
		blocks := normalBlocks(v.Blocks)
		if blocks == nil {
			return paragraphOrNothing(Plain(v.Title))
		}
		return &FactBox{normalLine(v.Title), blocks}
	case *Preformatted:
		if s := normalLines(v.Text); strings.TrimSpace(s) != "" {
			return &Preformatted{s}
		}
	case *Divider:
		return &Divider{}
	case *Unconverted:
		u := &Unconverted{Source: normalLine(v.Source), Reason: normalLine(v.Reason), Markup: normalLines(v.Markup)}
		if u.Reason != "" || strings.TrimSpace(u.Markup) != "" {
			return u
		}
	}
	return nil
}

func paragraphOrNothing(t Text) Block {
	if t = normalText(t); t != nil {
		return &Paragraph{t}
	}
	return nil
}

func normalList(l *List) Block {
	n := &List{Ordered: l.Ordered}
	if l.Ordered && l.Start > 1 {
		n.Start = l.Start
	}
	for _, item := range l.Items {
		if blocks := normalBlocks(item.Blocks); blocks != nil {
			n.Items = append(n.Items, Item{blocks})
		}
	}
	if n.Items == nil {
		return nil
	}
	return n
}

func normalPicture(p *Picture) *Picture {
	return &Picture{
		Picture: p.Picture, Alt: normalLine(p.AltText()), Decorative: p.Decorative,
		Caption: normalText(p.Caption), Credit: normalLine(p.Credit),
	}
}

func normalTable(t *Table) Block {
	n := &Table{Caption: normalText(t.Caption)}
	words := false
	for _, row := range t.Rows {
		var r Row
		for _, c := range row.Cells {
			c.Text, c.Colspan, c.Rowspan = normalText(c.Text), normalSpan(c.Colspan), normalSpan(c.Rowspan)
			words = words || c.Text != nil
			r.Cells = append(r.Cells, c)
		}
		if r.Cells != nil {
			n.Rows = append(n.Rows, r)
		}
	}
	if !words {
		return paragraphOrNothing(n.Caption)
	}
	return n
}

func normalSpan(span int) int {
	if span <= 1 {
		return 0
	}
	return min(span, maxSpan)
}

// normalText returns nil for text without words.
func normalText(t Text) Text {
	var n Text
	space := true // a space here would follow another space or a line break
	for _, in := range t {
		if in.Break {
			n = append(trimEnd(n, " "), Inline{Break: true})
			space = true
			continue
		}
		var s string
		if s, space = foldSpaces(in.Text, space); s != "" {
			n = append(n, Inline{Text: s, Marks: normalMarks(in.Marks)})
		}
	}
	return joinRuns(unmarkSpaces(trimEdges(n)))
}

func normalMarks(marks []Mark) []Mark {
	n := slices.DeleteFunc(slices.Clone(marks), func(m Mark) bool { return m.Type == Link && m.Story == "" && m.Href == "" })
	slices.SortStableFunc(n, func(a, b Mark) int { return int(a.Type) - int(b.Type) })
	n = slices.CompactFunc(n, func(a, b Mark) bool { return a.Type == b.Type })
	if len(n) == 0 {
		return nil
	}
	return n
}

// trimEnd removes the characters of cutset from the end of text, and runs that are nothing but that.
func trimEnd(t Text, cutset string) Text {
	for len(t) > 0 && !t[len(t)-1].Break {
		last := &t[len(t)-1]
		if last.Text = strings.TrimRight(last.Text, cutset); last.Text != "" {
			break
		}
		t = t[:len(t)-1]
	}
	return t
}

// trimEdges removes spaces and line breaks around text.
func trimEdges(t Text) Text {
	for len(t) > 0 {
		last := &t[len(t)-1]
		if last.Text = strings.TrimRightFunc(last.Text, unicode.IsSpace); last.Text != "" {
			break
		}
		t = t[:len(t)-1]
	}
	for len(t) > 0 {
		first := &t[0]
		if first.Text = strings.TrimLeftFunc(first.Text, unicode.IsSpace); first.Text != "" {
			return t
		}
		t = t[1:]
	}
	return nil
}

// unmarkSpaces leaves to a run of spaces only the marks that the words before or after it have, so that no link is left
// around a space.
func unmarkSpaces(t Text) Text {
	after := make([][]Mark, len(t)) // marks of the words that follow each run
	var next []Mark
	for i := len(t) - 1; i >= 0; i-- {
		after[i] = next
		if strings.TrimSpace(t[i].Text) != "" {
			next = t[i].Marks
		}
	}
	var before []Mark
	for i := range t {
		if strings.TrimSpace(t[i].Text) != "" {
			before = t[i].Marks
			continue
		}
		t[i].Marks = slices.DeleteFunc(t[i].Marks, func(m Mark) bool {
			return !slices.Contains(before, m) && !slices.Contains(after[i], m)
		})
	}
	return t
}

// joinRuns joins neighbouring runs with equal marks.
func joinRuns(t Text) Text {
	var joined Text
	for i := 0; i < len(t); {
		end := i + 1
		for !t[i].Break && end < len(t) && !t[end].Break && slices.Equal(t[i].Marks, t[end].Marks) {
			end++
		}
		run := t[i]
		if end > i+1 {
			var b strings.Builder
			for _, in := range t[i:end] {
				b.WriteString(in.Text)
			}
			run.Text = b.String()
		}
		if len(run.Marks) == 0 {
			run.Marks = nil
		}
		joined = append(joined, run)
		i = end
	}
	return joined
}

// foldSpaces makes one space of each row of white space (not of no-break spaces) and drops control characters. after
// says that a space comes before s already; it returns whether one does after s.
func foldSpaces(s string, after bool) (string, bool) {
	var b strings.Builder
	for _, c := range s {
		switch {
		case c == ' ', c >= '\t' && c <= '\r', c == '\u0085', c == '\u2028', c == '\u2029':
			if !after {
				b.WriteByte(' ')
			}
			after = true
		case unicode.IsControl(c):
		default:
			b.WriteRune(c) // a byte that is no UTF-8 becomes U+FFFD
			after = false
		}
	}
	return b.String(), after
}

func normalLine(s string) string {
	folded, _ := foldSpaces(s, true)
	return strings.TrimFunc(folded, unicode.IsSpace)
}

// normalLines keeps line breaks and tabs.
func normalLines(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, string(utf8.RuneError)), "\r\n", "\n")
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\r':
			return '\n'
		case c != '\n' && c != '\t' && unicode.IsControl(c):
			return -1
		}
		return c
	}, s)
}
