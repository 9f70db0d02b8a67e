package wordpress

import (
	"encoding/json"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"masthead/internal/doc"
)

// block is a comment by which the block editor marks where a block begins or ends.
type block struct {
	name   string // without "core/"
	attrs  blockAttrs
	closes bool
	empty  bool // it has no content of its own: the old site made it when the page was read
}

// blockAttrs are the attributes that mean something here; the markup says the rest.
type blockAttrs struct {
	Ref int64  `json:"ref"`
	URL string `json:"url"`
}

// parseBlock reads a comment such as ` wp:embed {"url":"https://…"} `.
func parseBlock(comment string) (block, bool) {
	b, attrs, ok := parseHead(comment)
	if strings.HasPrefix(attrs, "{") {
		json.Unmarshal([]byte(attrs), &b.attrs) // attributes that are wrong count as absent
	}
	return b, ok
}

// parseHead is parseBlock without a look into the attributes.
func parseHead(comment string) (b block, attrs string, ok bool) {
	text := strings.TrimSpace(comment)
	text, b.closes = strings.CutPrefix(text, "/")
	text, ok = strings.CutPrefix(text, "wp:")
	if !ok {
		return b, "", false
	}
	text, b.empty = strings.CutSuffix(text, "/")
	b.name = strings.TrimSpace(text)
	if i := strings.IndexAny(b.name, " \n\t{"); i >= 0 {
		b.name, attrs = b.name[:i], strings.TrimSpace(b.name[i:])
	}
	b.name = strings.TrimPrefix(strings.TrimPrefix(b.name, "core/"), "core-")
	return b, attrs, b.name != ""
}

// blockEnds finds, for each comment that begins a block, the one that ends it. One pass, whatever the markup.
func blockEnds(nodes []*html.Node) map[int]int {
	type open struct {
		name string
		at   int
	}
	var ends map[int]int
	var stack []open
	count := map[string]int{}
	for i, n := range nodes {
		if n.Type != html.CommentNode {
			continue
		}
		b, _, ok := parseHead(n.Data)
		switch {
		case !ok || b.empty:
		case !b.closes:
			stack = append(stack, open{b.name, i})
			count[b.name]++
		case count[b.name] > 0:
			for {
				top := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				count[top.name]--
				if top.name == b.name {
					if ends == nil {
						ends = map[int]int{}
					}
					ends[top.at] = i
					break
				}
			}
		}
	}
	return ends
}

// block converts a block that has content.
func (c *converter) block(s *sink, b block, comment *html.Node, nodes []*html.Node, marks []doc.Mark) {
	switch {
	case b.name == "more" || b.name == "nextpage" || b.name == "spacer":
		return
	case b.name == "embed" || strings.HasPrefix(b.name, "embed/"):
		if c.embedBlock(s, b, nodes, marks) {
			return
		}
	case b.name == "gallery" && c.galleryBlock(s, nodes, marks):
		return
	case b.name == "verse":
		c.verse(s, nodes, marks)
		return
	}
	inner := &sink{c: c, lines: b.name == "freeform"}
	lines := c.lines
	c.lines = inner.lines
	c.nodes(inner, nodes, marks)
	inner.flush()
	c.lines = lines
	if len(inner.blocks) == 0 && !known[b.name] {
		c.keepBlock(s, b, comment, nodes)
		return
	}
	s.add(inner.blocks...)
}

// known are the blocks that may well be empty.
var known = map[string]bool{
	"paragraph": true, "heading": true, "list": true, "list-item": true, "quote": true, "pullquote": true, "image": true, "gallery": true,
	"columns": true, "column": true, "group": true, "cover": true, "media-text": true, "buttons": true, "button": true, "table": true,
	"preformatted": true, "code": true, "freeform": true, "separator": true, "shortcode": true, "html": true,
}

func (c *converter) keepBlock(s *sink, b block, comment *html.Node, nodes []*html.Node) {
	var markup strings.Builder
	html.Render(&markup, comment)
	for _, n := range nodes {
		html.Render(&markup, n)
	}
	c.note("The block " + strconv.Quote(clip(oneLine(b.name), 60)) + " has no counterpart; it was kept for the editors.")
	s.add(unconverted("The block "+clip(oneLine(b.name), 60)+" has no counterpart here.", markup.String())...)
}

// maxPatterns bounds the reusable blocks in one story, which may name one another.
const maxPatterns = 20

// dynamic converts a block without content.
func (c *converter) dynamic(s *sink, b block, comment *html.Node, marks []doc.Mark) {
	switch b.name {
	case "more", "nextpage", "spacer", "separator":
		if b.name == "separator" {
			s.add(&doc.Divider{})
		}
		return
	case "block":
		if c.pattern(s, b.attrs.Ref) {
			return
		}
	case "footnotes":
		if c.footnotes(s) {
			return
		}
	case "embed":
		if e := c.embedAddress(b.attrs.URL); e != nil {
			s.add(e)
			return
		}
	}
	c.keepBlock(s, b, comment, nil)
}

// pattern puts the content of a reusable block where it is shown.
func (c *converter) pattern(s *sink, number int64) bool {
	if c.patterns++; c.patterns > maxPatterns {
		return false
	}
	content, err := c.index.pattern(number)
	if c.failed(err) || content == "" {
		return false
	}
	lines := c.lines
	c.lines = !strings.Contains(content, "<!-- wp:")
	s.add(c.fragment(content, true)...)
	c.lines = lines
	return true
}

// footnotes turns the notes that a post keeps beside its content into a list at its end.
func (c *converter) footnotes(s *sink) bool {
	var notes []struct {
		Content string `json:"content"`
	}
	if json.Unmarshal([]byte(c.item.meta["footnotes"]), &notes) != nil || len(notes) == 0 {
		return false
	}
	l := &doc.List{Ordered: true}
	for _, n := range notes {
		if text := c.inline(n.Content); len(text) > 0 {
			l.Items = append(l.Items, doc.Item{Blocks: []doc.Block{&doc.Paragraph{Text: text}}})
		}
	}
	s.add(l)
	return len(l.Items) > 0
}

// verse keeps the lines of a poem.
func (c *converter) verse(s *sink, nodes []*html.Node, marks []doc.Mark) {
	lines := c.lines
	c.lines = true
	inner := &sink{c: c, lines: true}
	for _, n := range nodes {
		if n.Type == html.ElementNode && n.DataAtom == atom.Pre {
			c.children(inner, n, marks)
		} else {
			c.nodes(inner, []*html.Node{n}, marks)
		}
	}
	inner.flush()
	c.lines = lines
	s.add(inner.blocks...)
}
