package doc

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"
)

// PlainText renders a document without markup: paragraphs with an empty line between them, lists with bullets or
// numbers, tables with tabs, captions with credits. storyTitle gives the headline of a story by its id, "" where there is
// none; it may be nil.
func PlainText(d Document, storyTitle func(string) string) string {
	if storyTitle == nil {
		storyTitle = func(string) string { return "" }
	}
	p := plainWriter{storyTitle}
	return strings.Join(p.blocks(d.Blocks), "\n\n")
}

type plainWriter struct{ storyTitle func(string) string }

// blocks returns the paragraphs of blocks; none of them is blank.
func (p plainWriter) blocks(blocks []Block) []string {
	var paragraphs []string
	for _, b := range blocks {
		for _, s := range p.block(b) {
			if strings.TrimSpace(s) != "" {
				paragraphs = append(paragraphs, s)
			}
		}
	}
	return paragraphs
}

func (p plainWriter) block(b Block) []string {
	switch v := b.(type) {
	case *Paragraph:
		return []string{v.Text.String()}
	case *Heading:
		return []string{v.Text.String()}
	case *List:
		return []string{p.list(v)}
	case *Quote:
		return attributed(p.blocks(v.Blocks), v.Attribution)
	case *PullQuote:
		return attributed(p.blocks([]Block{&Paragraph{v.Text}}), v.Attribution)
	case *Picture:
		return []string{captionLine(v.Caption, v.Credit)}
	case *Gallery:
		all := []string{v.Title}
		for _, picture := range v.Pictures {
			all = append(all, captionLine(picture.Caption, picture.Credit))
		}
		return all
	case *ReadMore:
		headline := ""
		if v.Story != "" {
			headline = p.storyTitle(v.Story)
		}
		return []string{cmp.Or(headline, v.Title, v.URL)}
	case *Embed:
		return []string{joined(": ", v.Title, v.URL), v.Caption.String()}
	case *Table:
		return []string{v.Caption.String(), tableText(v.Rows)}
	case *FactBox:
		return append([]string{v.Title}, p.blocks(v.Blocks)...)
	case *Preformatted:
		return []string{strings.Trim(v.Text, "\n")}
	case *Divider:
		return []string{"* * *"}
	}
	return nil
}

func (p plainWriter) list(l *List) string {
	var lines []string
	number := max(l.Start, 1)
	for _, item := range l.Items {
		body := strings.Join(p.blocks(item.Blocks), "\n")
		if body == "" {
			continue
		}
		marker, indent := "• ", "  "
		if l.Ordered {
			marker = strconv.Itoa(number) + ". "
			indent = strings.Repeat(" ", len(marker))
			number++
		}
		lines = append(lines, marker+strings.ReplaceAll(body, "\n", "\n"+indent))
	}
	return strings.Join(lines, "\n")
}

// attributed adds who said it to what was said, if anything was.
func attributed(words []string, who Text) []string {
	if len(words) > 0 && !who.blank() {
		words = append(words, "— "+who.String())
	}
	return words
}

func captionLine(words Text, credit string) string {
	if credit = strings.TrimSpace(credit); credit != "" {
		credit = "(" + credit + ")"
	}
	return joined(" ", strings.TrimSpace(words.String()), credit)
}

func tableText(rows []Row) string {
	var lines []string
	for _, row := range rows {
		cells := make([]string, len(row.Cells))
		for i, c := range row.Cells {
			cells[i] = strings.Join(strings.Fields(c.Text.String()), " ")
		}
		if line := strings.Join(cells, "\t"); strings.TrimSpace(line) != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

func joined(by string, parts ...string) string {
	var some []string
	for _, s := range parts {
		if s != "" {
			some = append(some, s)
		}
	}
	return strings.Join(some, by)
}

// Words counts the words that a reader reads: titles and captions too, but not a pull quote, which only repeats the
// story, nor credits and what leads out of the story.
func Words(d Document) int {
	n := 0
	Walk(d, func(b Block) bool {
		switch v := b.(type) {
		case *PullQuote:
			return false
		case *Gallery:
			n += countWords(v.Title)
		case *FactBox:
			n += countWords(v.Title)
		case *Preformatted:
			n += countWords(v.Text)
		}
		for _, t := range texts(b) {
			n += countWords(t.String())
		}
		return true
	})
	return n
}

// countWords counts what spaces and dashes divide, if a letter or digit is in it.
func countWords(s string) int {
	n, in := 0, false
	for _, c := range s {
		switch {
		case unicode.IsSpace(c) || c == '—' || c == '–':
			in = false
		case !in && (unicode.IsLetter(c) || unicode.IsDigit(c)):
			in = true
			n++
		}
	}
	return n
}
