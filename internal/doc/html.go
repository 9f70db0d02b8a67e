package doc

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
)

// Renderer is what a page knows and a document does not: where stories and pictures are, and the words of its language.
// The zero value renders a document by itself, in English.
type Renderer struct {
	// Picture returns what goes into the figure of a picture: an img with its sources. It must give the picture's AltText.
	// A picture for which it returns nothing is left out. Without it, the alt text stands where the picture would.
	Picture func(*Picture) template.HTML
	// Story returns the address and headline of a story by its id. A link to a story that it does not know becomes plain
	// text. Without it, no story is known.
	Story func(id string) (address, headline string, ok bool)
	// Embed returns what goes into the figure of an embed. Without it, that is a link with the provider's name; nothing is
	// loaded from the provider.
	Embed  func(*Embed) template.HTML
	Labels Labels
}

// Labels are the words that a renderer adds to a document's own. An empty one is English.
type Labels struct {
	Picture  string // "Picture", before a credit
	ReadMore string // "Read more"
	Table    string // "Table", what a table without caption is called for those who do not see it
	Watch    string // "Watch on", before a provider's name
	Listen   string // "Listen on"
	View     string // "View on"
}

func (l Labels) orEnglish() Labels {
	for _, word := range []struct {
		at      *string
		english string
	}{
		{&l.Picture, "Picture"}, {&l.ReadMore, "Read more"}, {&l.Table, "Table"},
		{&l.Watch, "Watch on"}, {&l.Listen, "Listen on"}, {&l.View, "View on"},
	} {
		if *word.at == "" {
			*word.at = word.english
		}
	}
	return l
}

// AltText returns the text that stands for a picture: none for a decorative one.
func (p *Picture) AltText() string {
	if p.Decorative {
		return ""
	}
	return p.Alt
}

// HTML renders a document. All text in it is escaped and every address checked, whether or not the document is valid;
// what the renderer's hooks return is trusted. Blocks that have nothing to show render nothing.
func HTML(d Document, r Renderer) template.HTML {
	r.Labels = r.Labels.orEnglish()
	w := writer{r: &r, ids: map[string]int{}, stories: map[string]story{}}
	w.blocks(d.Blocks, MaxDepth)
	return template.HTML(w.buf)
}

// writer writes one document.
type writer struct {
	r       *Renderer
	buf     []byte
	ids     map[string]int // ids given, and how often each was wanted
	outline []int          // levels of the headings that the current place stands under
	stories map[string]story
	tables  int
}

func (w *writer) raw(parts ...string) {
	for _, s := range parts {
		w.buf = append(w.buf, s...)
	}
}

func (w *writer) text(s string) {
	from := 0
	for i := range len(s) {
		var escaped string
		switch s[i] {
		case '&':
			escaped = "&amp;"
		case '<':
			escaped = "&lt;"
		case '>':
			escaped = "&gt;"
		case '"':
			escaped = "&#34;"
		case '\'':
			escaped = "&#39;"
		case 0:
			escaped = "\uFFFD"
		default:
			continue
		}
		w.raw(s[from:i], escaped)
		from = i + 1
	}
	w.raw(s[from:])
}

// attr writes an attribute, with the space before it.
func (w *writer) attr(name, value string) {
	w.raw(" ", name, `="`)
	w.text(value)
	w.raw(`"`)
}

// around writes open, what inside writes, and end; or nothing where inside writes nothing.
func (w *writer) around(open, end string, inside func()) bool {
	start := len(w.buf)
	w.raw(open)
	mark := len(w.buf)
	inside()
	if len(w.buf) == mark {
		w.buf = w.buf[:start]
		return false
	}
	w.raw(end)
	return true
}

// blocks writes blocks, down to a depth that no valid document reaches.
func (w *writer) blocks(blocks []Block, depth int) {
	if depth < 0 {
		return
	}
	for _, b := range blocks {
		w.block(b, depth)
	}
}

func (w *writer) block(b Block, depth int) {
	switch v := b.(type) {
	case *Paragraph:
		w.around("<p>", "</p>\n", func() { w.inline(v.Text) })
	case *Heading:
		w.heading(v)
	case *List:
		w.list(v, depth)
	case *Quote:
		w.quote(v.Attribution, func() { w.blocks(v.Blocks, depth-1) })
	case *PullQuote:
		w.around("<aside class=\"pull-quote\" role=\"note\">\n", "</aside>\n", func() {
			w.quote(v.Attribution, func() { w.around("<p>", "</p>\n", func() { w.inline(v.Text) }) })
		})
	case *Picture:
		w.picture(v)
	case *Gallery:
		w.gallery(v)
	case *ReadMore:
		w.readMore(v)
	case *Embed:
		w.embed(v)
	case *Table:
		w.table(v)
	case *FactBox:
		w.factBox(v, depth)
	case *Preformatted:
		if strings.TrimSpace(v.Text) != "" {
			w.raw("<pre tabindex=\"0\">\n") // a parser drops one line break here, so that the text keeps its own
			w.text(v.Text)
			w.raw("</pre>\n")
		}
	case *Divider:
		w.raw("<hr>\n")
	}
}

// under returns the level in the page of a heading of the given level at this place. Levels follow the outline, so that
// none is skipped: a story that starts with a level 4 still gets an h2 under the page's h1.
func (w *writer) under(level int) string {
	for len(w.outline) > 0 && w.outline[len(w.outline)-1] >= level {
		w.outline = w.outline[:len(w.outline)-1]
	}
	return w.push(level)
}

func (w *writer) push(level int) string {
	w.outline = append(w.outline, level)
	return strconv.Itoa(min(len(w.outline)+1, 6))
}

func (w *writer) heading(h *Heading) {
	if h.Text.blank() {
		return
	}
	level := w.under(h.Level)
	w.raw("<h", level)
	w.attr("id", w.id("h-", h.Text.String()))
	w.raw(">")
	w.inline(h.Text)
	w.raw("</h", level, ">\n")
}

// id returns an id that no other element of the document has. Its prefix keeps it apart from those of the page.
func (w *writer) id(prefix, words string) string {
	base := strings.TrimSuffix(prefix+anchor(words), "-")
	id := base
	for w.ids[id] > 0 {
		w.ids[base]++
		id = base + "-" + strconv.Itoa(w.ids[base])
	}
	w.ids[id] = 1
	return id
}

func (w *writer) list(l *List, depth int) {
	open, end := "<ul>\n", "</ul>\n"
	if l.Ordered {
		open, end = "<ol>\n", "</ol>\n"
		if l.Start > 1 {
			open = "<ol start=\"" + strconv.Itoa(l.Start) + "\">\n"
		}
	}
	w.around(open, end, func() {
		for _, item := range l.Items {
			w.around("<li>", "</li>\n", func() { w.item(item.Blocks, depth-1) })
		}
	})
}

// item writes the blocks of a list item, the first paragraph without tags of its own.
func (w *writer) item(blocks []Block, depth int) {
	if len(blocks) > 0 && !slices.ContainsFunc(blocks[1:], func(b Block) bool { _, ok := b.(*Paragraph); return ok }) {
		if p, ok := blocks[0].(*Paragraph); ok {
			w.inline(p.Text)
			if len(blocks) > 1 && !p.Text.blank() {
				w.raw("\n")
			}
			blocks = blocks[1:]
		}
	}
	w.blocks(blocks, depth)
}

func (w *writer) quote(attribution Text, words func()) {
	w.around("<blockquote>\n", "</blockquote>\n", func() {
		start := len(w.buf)
		words()
		if len(w.buf) > start {
			w.around("<footer><cite>", "</cite></footer>\n", func() { w.inline(attribution) })
		}
	})
}

// factBox writes a box whose title is a heading under the place where the box stands, and all headings within are under
// that. What follows the box goes on as if it were not there.
func (w *writer) factBox(f *FactBox, depth int) {
	outline := slices.Clone(w.outline)
	start := len(w.buf)
	w.raw("<aside class=\"fact-box\" role=\"note\"")
	if title := strings.TrimSpace(f.Title); title != "" {
		id, level := w.id("box-", title), w.push(0)
		w.raw(` aria-labelledby="`, id, "\">\n<h", level, ` id="`, id, `">`)
		w.text(title)
		w.raw("</h", level)
	}
	w.raw(">\n")
	facts := len(w.buf)
	w.blocks(f.Blocks, depth-1)
	w.outline = outline
	if len(w.buf) == facts {
		w.buf = w.buf[:start]
		return
	}
	w.raw("</aside>\n")
}

func (w *writer) table(t *Table) {
	rows := make([]Row, 0, len(t.Rows))
	words := false
	for _, row := range t.Rows {
		if len(row.Cells) > 0 {
			rows = append(rows, row)
			words = words || slices.ContainsFunc(row.Cells, func(c Cell) bool { return !c.Text.blank() })
		}
	}
	if !words {
		return
	}
	w.raw(`<div class="table-scroll" role="group" tabindex="0"`)
	if t.Caption.blank() {
		w.attr("aria-label", w.r.Labels.Table)
		w.raw(">\n<table>\n")
	} else {
		w.tables++
		id := w.id("table-", strconv.Itoa(w.tables))
		w.raw(` aria-labelledby="`, id, "\">\n<table>\n<caption id=\"", id, `">`)
		w.inline(t.Caption)
		w.raw("</caption>\n")
	}
	head := headRows(rows)
	w.around("<thead>\n", "</thead>\n", func() { w.rows(rows[:head]) })
	w.around("<tbody>\n", "</tbody>\n", func() { w.rows(rows[head:]) })
	w.raw("</table>\n</div>\n")
}

func (w *writer) rows(rows []Row) {
	for _, row := range rows {
		w.raw("<tr>\n")
		for i := range row.Cells {
			w.cell(row.Cells, i)
		}
		w.raw("</tr>\n")
	}
}

func (w *writer) cell(cells []Cell, i int) {
	c := &cells[i]
	header := c.Header && !c.Text.blank() // an empty corner is the header of nothing
	tag := "td"
	if header {
		tag = "th"
	}
	w.raw("<", tag)
	if c.Colspan > 1 {
		w.attr("colspan", strconv.Itoa(min(c.Colspan, maxSpan)))
	}
	if c.Rowspan > 1 {
		w.attr("rowspan", strconv.Itoa(min(c.Rowspan, maxSpan)))
	}
	if header {
		w.attr("scope", scope(cells, i))
	}
	w.raw(">")
	w.inline(c.Text)
	w.raw("</", tag, ">\n")
}

// scope says what a header cell is the header of: its row, where it leads a row that has data; else its column.
func scope(cells []Cell, i int) string {
	isData := func(c Cell) bool { return !c.Header }
	if !slices.ContainsFunc(cells[:i], isData) && slices.ContainsFunc(cells[i:], isData) {
		return "row"
	}
	return "col"
}

// headRows returns how many rows at the top are headers throughout. A cell may not reach from the head into the body.
func headRows(rows []Row) int {
	head := 0
	for head < len(rows) && !slices.ContainsFunc(rows[head].Cells, func(c Cell) bool { return !c.Header }) {
		head++
	}
	if head == len(rows) {
		return 0
	}
	for i, row := range rows[:head] {
		if slices.ContainsFunc(row.Cells, func(c Cell) bool { return i+c.Rowspan > head }) {
			return 0
		}
	}
	return head
}
