package demo

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"masthead/internal/doc"
)

// blocks reads a body. Its notation, a block each, parted by blank lines:
//
//	## Heading (### and #### for the lower ones)      - item / 1. item, what belongs to an item indented under it
//	> quotation, then > -- who said it                >> pull quote, then >> -- who said it
//	![picture], then alt: and caption: lines          [gallery Title: picture, picture]
//	[embed https://address Title] caption             => slug, or => https://address Title
//	| cell | # header cell |, under |= caption        | --- | under a row makes all of it header cells
//	::: Title … ::: a fact box                        ``` … ``` preformatted text
//	~~~ source reason … ~~~ what was not converted    ---
//
// Anything else is a paragraph; a backslash at the end of a line breaks it. Within text: see inline.
func (p *parser) blocks(lines []line) ([]doc.Block, error) {
	var all []doc.Block
	for len(lines) > 0 {
		if lines[0].text == "" {
			lines = lines[1:]
			continue
		}
		block, rest, err := p.block(lines)
		if err != nil {
			return nil, err
		}
		all = append(all, block)
		lines = rest
	}
	return all, nil
}

var numbered = regexp.MustCompile(`^(\d{1,3})\. `)

func (p *parser) block(lines []line) (doc.Block, []line, error) {
	first := lines[0]
	switch text := first.text; {
	case strings.HasPrefix(text, "#"):
		b, err := p.heading(first)
		return b, lines[1:], err
	case text == "---":
		return &doc.Divider{}, lines[1:], nil
	case strings.HasPrefix(text, "=> "):
		b, err := p.readMore(first)
		return b, lines[1:], err
	case strings.HasPrefix(text, "[gallery "):
		b, err := p.gallery(first)
		return b, lines[1:], err
	case strings.HasPrefix(text, "[embed "):
		b, err := p.embed(first)
		return b, lines[1:], err
	case strings.HasPrefix(text, "!["):
		return p.picture(lines)
	case strings.HasPrefix(text, ">>"):
		own, rest := while(lines, func(l line) bool { return strings.HasPrefix(l.text, ">>") })
		b, err := p.pullQuote(own)
		return b, rest, err
	case strings.HasPrefix(text, ">"):
		own, rest := while(lines, func(l line) bool { return strings.HasPrefix(l.text, ">") })
		b, err := p.quote(own)
		return b, rest, err
	case strings.HasPrefix(text, "|"):
		own, rest := while(lines, func(l line) bool { return strings.HasPrefix(l.text, "|") })
		b, err := p.table(own)
		return b, rest, err
	case strings.HasPrefix(text, ":::"), strings.HasPrefix(text, "```"), strings.HasPrefix(text, "~~~"):
		return p.fenced(lines)
	case strings.HasPrefix(text, "- "), numbered.MatchString(text):
		return p.list(lines)
	case strings.HasPrefix(text, " "):
		return nil, nil, p.wrong(first, "an indented line belongs to no list")
	}
	own, rest := while(lines, func(l line) bool { return l.text != "" && (l == first || !startsBlock(l.text)) })
	text, err := p.paragraph(own)
	return &doc.Paragraph{Text: text}, rest, err
}

var blockStart = regexp.MustCompile("^(#|---$|=> |\\[gallery |\\[embed |!\\[|>|\\||:::|```|~~~|- |\\d{1,3}\\. )")

func startsBlock(text string) bool { return blockStart.MatchString(text) }

func while(lines []line, in func(line) bool) (own, rest []line) {
	end := slices.IndexFunc(lines, func(l line) bool { return !in(l) })
	if end < 0 {
		end = len(lines)
	}
	return lines[:end], lines[end:]
}

// paragraph joins lines to one text.
func (p *parser) paragraph(lines []line) (doc.Text, error) {
	var b strings.Builder
	for i, l := range lines {
		text, broken := strings.CutSuffix(l.text, `\`)
		b.WriteString(text)
		switch {
		case broken:
			b.WriteByte('\n')
		case i < len(lines)-1:
			b.WriteByte(' ')
		}
	}
	return p.inline(line{lines[0].number, b.String()})
}

func (p *parser) heading(l line) (doc.Block, error) {
	marks, text, _ := strings.Cut(l.text, " ")
	if len(marks) < 2 || len(marks) > 4 || strings.Trim(marks, "#") != "" {
		return nil, p.wrong(l, "a heading begins with ##, ### or ####")
	}
	content, err := p.inline(line{l.number, text})
	return &doc.Heading{Level: len(marks), Text: content}, err
}

func (p *parser) readMore(l line) (doc.Block, error) {
	target, title, _ := strings.Cut(strings.TrimPrefix(l.text, "=> "), " ")
	if strings.HasPrefix(target, "https://") {
		return &doc.ReadMore{URL: target, Title: title}, nil
	}
	story, ok := p.known.stories[target]
	if !ok || title != "" {
		return nil, p.wrong(l, "there is no story %q", strings.TrimPrefix(l.text, "=> "))
	}
	return &doc.ReadMore{Story: story}, nil
}

func (p *parser) picture(lines []line) (doc.Block, []line, error) {
	name, ok := strings.CutSuffix(strings.TrimPrefix(lines[0].text, "!["), "]")
	if !ok {
		return nil, nil, p.wrong(lines[0], "a picture reads ![name]")
	}
	words := map[string]string{}
	rest := lines[1:]
	for len(rest) > 0 && rest[0].text != "" {
		key, value, _ := strings.Cut(rest[0].text, ": ")
		if !slices.Contains([]string{"alt", "caption", "credit"}, key) || value == "" {
			return nil, nil, p.wrong(rest[0], "under a picture stand alt:, caption: and credit: lines")
		}
		words[key] = value
		rest = rest[1:]
	}
	b, err := p.place(lines[0], name, words["alt"], words["caption"], words["credit"])
	return b, rest, err
}

func (p *parser) gallery(l line) (doc.Block, error) {
	inner, closed := strings.CutSuffix(strings.TrimPrefix(l.text, "[gallery "), "]")
	title, names, ok := strings.Cut(inner, ": ")
	if !closed || !ok {
		return nil, p.wrong(l, "a gallery reads [gallery Title: picture, picture]")
	}
	g := &doc.Gallery{Title: title}
	for name := range strings.SplitSeq(names, ", ") {
		placed, err := p.place(l, name, "", "", "")
		if err != nil {
			return nil, err
		}
		g.Pictures = append(g.Pictures, placed)
	}
	return g, nil
}

func (p *parser) embed(l line) (doc.Block, error) {
	inner, caption, closed := strings.Cut(strings.TrimPrefix(l.text, "[embed "), "]")
	address, title, ok := strings.Cut(inner, " ")
	if !closed || !ok || !strings.HasPrefix(address, "https://") {
		return nil, p.wrong(l, "an embed reads [embed https://address Title] caption")
	}
	text, err := p.inline(line{l.number, strings.TrimSpace(caption)})
	return &doc.Embed{URL: address, Title: title, Caption: text}, err
}

func (p *parser) quote(lines []line) (doc.Block, error) {
	q := &doc.Quote{}
	var inner []line
	for i, l := range lines {
		text := strings.TrimPrefix(strings.TrimPrefix(l.text, ">"), " ")
		if who, ok := strings.CutPrefix(text, "-- "); ok {
			if i != len(lines)-1 {
				return nil, p.wrong(l, "who said it stands under the whole quotation")
			}
			var err error
			if q.Attribution, err = p.inline(line{l.number, who}); err != nil {
				return nil, err
			}
			break
		}
		inner = append(inner, line{l.number, text})
	}
	var err error
	q.Blocks, err = p.blocks(inner)
	return q, err
}

func (p *parser) pullQuote(lines []line) (doc.Block, error) {
	q := &doc.PullQuote{}
	for i, l := range lines {
		text := strings.TrimSpace(strings.TrimPrefix(l.text, ">>"))
		who, attributed := strings.CutPrefix(text, "-- ")
		if attributed != (i > 0) || i > 1 {
			return nil, p.wrong(l, "a pull quote is one line, with one more for who said it")
		}
		content, err := p.inline(line{l.number, who})
		if err != nil {
			return nil, err
		}
		if attributed {
			q.Attribution = content
		} else {
			q.Text = content
		}
	}
	return q, nil
}

func (p *parser) table(lines []line) (doc.Block, error) {
	t := &doc.Table{}
	for i, l := range lines {
		if caption, ok := strings.CutPrefix(l.text, "|= "); ok && i == 0 {
			var err error
			if t.Caption, err = p.inline(line{l.number, caption}); err != nil {
				return nil, err
			}
			continue
		}
		inner, closed := strings.CutSuffix(strings.TrimPrefix(l.text, "|"), "|")
		if !closed {
			return nil, p.wrong(l, "a row of a table ends with |")
		}
		if strings.TrimSpace(inner) == "---" {
			if len(t.Rows) == 0 {
				return nil, p.wrong(l, "| --- | stands under the row that is the head of a table")
			}
			head := t.Rows[len(t.Rows)-1].Cells
			for k := range head {
				head[k].Header = true
			}
			continue
		}
		row, err := p.row(line{l.number, inner})
		if err != nil {
			return nil, err
		}
		if len(t.Rows) > 0 && len(row.Cells) != len(t.Rows[0].Cells) {
			return nil, p.wrong(l, "this row has %d cells, the first one %d", len(row.Cells), len(t.Rows[0].Cells))
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

func (p *parser) row(l line) (doc.Row, error) {
	var r doc.Row
	for text := range strings.SplitSeq(l.text, "|") {
		text = strings.TrimSpace(text)
		text, header := strings.CutPrefix(text, "#")
		content, err := p.inline(line{l.number, strings.TrimSpace(text)})
		if err != nil {
			return r, err
		}
		r.Cells = append(r.Cells, doc.Cell{Header: header, Text: content})
	}
	return r, nil
}

// fenced reads a block that stands between two fences.
func (p *parser) fenced(lines []line) (doc.Block, []line, error) {
	fence, title := lines[0].text[:3], strings.TrimSpace(lines[0].text[3:])
	end := slices.IndexFunc(lines[1:], func(l line) bool { return l.text == fence })
	if end < 0 {
		return nil, nil, p.wrong(lines[0], "%s is not closed", fence)
	}
	inner, rest := lines[1:end+1], lines[end+2:]
	if fence == ":::" {
		blocks, err := p.blocks(inner)
		return &doc.FactBox{Title: title, Blocks: blocks}, rest, err
	}
	var texts []string
	for _, l := range inner {
		texts = append(texts, l.text)
	}
	text := strings.Join(texts, "\n")
	if fence == "```" {
		return &doc.Preformatted{Text: text}, rest, nil
	}
	source, reason, ok := strings.Cut(title, " ")
	if !ok {
		return nil, nil, p.wrong(lines[0], "~~~ is followed by a source and a reason")
	}
	return &doc.Unconverted{Source: source, Reason: reason, Markup: text}, rest, nil
}

func (p *parser) list(lines []line) (doc.Block, []line, error) {
	m := numbered.FindStringSubmatch(lines[0].text)
	l := &doc.List{Ordered: m != nil}
	if m != nil {
		start, err := strconv.Atoi(m[1])
		if err != nil {
			return nil, nil, p.wrong(lines[0], "%v", err)
		}
		if start != 1 {
			l.Start = start
		}
	}
	marker := func(text string) string {
		if l.Ordered {
			return numbered.FindString(text)
		}
		if strings.HasPrefix(text, "- ") {
			return "- "
		}
		return ""
	}
	for len(lines) > 0 {
		mark := marker(lines[0].text)
		if mark == "" {
			break
		}
		indent := strings.Repeat(" ", len(mark))
		under, rest := while(lines[1:], func(l line) bool { return strings.HasPrefix(l.text, indent) })
		own := []line{{lines[0].number, lines[0].text[len(mark):]}}
		for _, u := range under {
			own = append(own, line{u.number, u.text[len(mark):]})
		}
		blocks, err := p.blocks(own)
		if err != nil {
			return nil, nil, err
		}
		l.Items = append(l.Items, doc.Item{Blocks: blocks})
		lines = rest
	}
	if len(lines) > 0 && lines[0].text != "" {
		return nil, nil, p.wrong(lines[0], "a blank line ends a list")
	}
	return l, lines, nil
}
