package wordpress

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"masthead/internal/doc"
)

// list converts a list. An item holds paragraphs and lists; what else stands in one comes after the list.
func (c *converter) list(n *html.Node, marks []doc.Mark) []doc.Block {
	l := &doc.List{Ordered: n.DataAtom == atom.Ol}
	if start, err := strconv.Atoi(attr(n, "start")); l.Ordered && err == nil && start > 1 && start < 1<<30 {
		l.Start = start
	}
	c.depth++
	defer func() { c.depth-- }()
	var rest []doc.Block
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		switch {
		case child.Type == html.ElementNode && child.DataAtom == atom.Li:
			blocks, more := itemBlocks(c.within(child, marks))
			rest = append(rest, more...)
			if len(blocks) > 0 {
				l.Items = append(l.Items, doc.Item{Blocks: blocks})
			}
		case child.Type == html.ElementNode || child.Type == html.TextNode:
			s := &sink{c: c, lines: c.lines}
			c.nodes(s, []*html.Node{child}, marks)
			s.flush()
			blocks, more := itemBlocks(s.blocks)
			rest = append(rest, more...)
			// A list that stands between items belongs to the item before it.
			if k := len(l.Items); k > 0 {
				l.Items[k-1].Blocks = append(l.Items[k-1].Blocks, blocks...)
			} else if len(blocks) > 0 {
				l.Items = append(l.Items, doc.Item{Blocks: blocks})
			}
		}
	}
	if len(l.Items) == 0 {
		return rest
	}
	if c.depth > maxNesting/2 {
		return append(flatten(l), rest...)
	}
	return append([]doc.Block{l}, rest...)
}

// flatten turns a list that is nested too deeply into paragraphs.
func flatten(l *doc.List) []doc.Block {
	var all []doc.Block
	for _, item := range l.Items {
		all = append(all, item.Blocks...)
	}
	return all
}

// itemBlocks parts what may stand in an item of a list from what may not.
func itemBlocks(blocks []doc.Block) (in, out []doc.Block) {
	for _, b := range blocks {
		switch v := b.(type) {
		case *doc.Paragraph, *doc.List:
			in = append(in, b)
		case *doc.Heading, *doc.Preformatted, *doc.Quote, *doc.PullQuote, *doc.ReadMore:
			text, rest := flat([]doc.Block{v})
			if len(text) > 0 {
				in = append(in, &doc.Paragraph{Text: text})
			}
			out = append(out, rest...)
		default:
			out = append(out, b)
		}
	}
	return in, out
}

// quote converts a quotation with who said it. A quotation that a network's script would turn into a post is an embed.
func (c *converter) quote(n *html.Node, marks []doc.Mark) []doc.Block {
	for _, class := range strings.Fields(attr(n, "class")) {
		if strings.HasPrefix(class, "twitter-") || class == "instagram-media" || class == "tiktok-embed" || class == "bluesky-embed" || class == "reddit-card" || class == "text-post-media" {
			if b := c.post(n, marks); b != nil {
				return b
			}
		}
	}
	var said doc.Text
	if cite := attribution(n); cite != nil {
		cite.Parent.RemoveChild(cite)
		said, _ = flat(c.within(cite, marks))
		said = trimDash(said)
	}
	c.depth++
	blocks := c.within(n, marks)
	c.depth--
	q := &doc.Quote{Attribution: said}
	var rest []doc.Block
	for _, b := range blocks {
		switch v := b.(type) {
		case *doc.Paragraph, *doc.Heading:
			q.Blocks = append(q.Blocks, b)
		case *doc.List:
			q.Blocks = append(q.Blocks, b)
		case *doc.Quote, *doc.PullQuote, *doc.Preformatted, *doc.ReadMore:
			text, more := flat([]doc.Block{v})
			if len(text) > 0 {
				q.Blocks = append(q.Blocks, &doc.Paragraph{Text: text})
			}
			rest = append(rest, more...)
		default:
			rest = append(rest, b)
		}
	}
	if len(q.Blocks) == 0 {
		return append(plain(said), rest...)
	}
	return append([]doc.Block{q}, rest...)
}

// attribution returns the element of a quotation that says who said it: a <cite> or <footer> at its end.
func attribution(n *html.Node) *html.Node {
	last := lastElement(n)
	if last == nil {
		return nil
	}
	if last.DataAtom == atom.Cite || last.DataAtom == atom.Footer {
		return last
	}
	if last.DataAtom == atom.P || last.DataAtom == atom.Div {
		if only := lastElement(last); only != nil && only.DataAtom == atom.Cite && strings.TrimSpace(rawText(last)) == strings.TrimSpace(rawText(only)) {
			return only
		}
	}
	return nil
}

// lastElement returns the last child, where that is an element and no text follows it.
func lastElement(n *html.Node) *html.Node {
	for child := n.LastChild; child != nil; child = child.PrevSibling {
		switch {
		case child.Type == html.ElementNode:
			return child
		case child.Type == html.TextNode && strings.TrimSpace(child.Data) != "":
			return nil
		}
	}
	return nil
}

// trimDash removes the dash before a name, which the page sets itself.
func trimDash(t doc.Text) doc.Text {
	if len(t) > 0 {
		t[0].Text = strings.TrimLeft(t[0].Text, "—–- \u00a0")
	}
	return tidy(t)
}

// table converts a table. What cannot stand in a cell comes after it.
func (c *converter) table(n *html.Node, marks []doc.Mark) []doc.Block {
	t := &doc.Table{}
	var rest []doc.Block
	add := func(blocks []doc.Block) doc.Text {
		text, more := flat(blocks)
		rest = append(rest, more...)
		return text
	}
	var rows func(parent *html.Node, head bool)
	rows = func(parent *html.Node, head bool) {
		for child := parent.FirstChild; child != nil; child = child.NextSibling {
			switch child.DataAtom {
			case atom.Thead:
				rows(child, true)
			case atom.Tbody, atom.Tfoot:
				rows(child, false)
			case atom.Caption:
				t.Caption = add(c.within(child, marks))
			case atom.Tr:
				var row doc.Row
				for cell := child.FirstChild; cell != nil; cell = cell.NextSibling {
					if cell.DataAtom != atom.Td && cell.DataAtom != atom.Th {
						continue
					}
					row.Cells = append(row.Cells, doc.Cell{
						Header: head || cell.DataAtom == atom.Th, Colspan: span(cell, "colspan"), Rowspan: span(cell, "rowspan"),
						Text: add(c.within(cell, marks)),
					})
				}
				if len(row.Cells) > 0 {
					t.Rows = append(t.Rows, row)
				}
			}
		}
	}
	rows(n, false)
	if len(t.Rows) == 0 {
		return append(plain(t.Caption), rest...)
	}
	return append([]doc.Block{t}, rest...)
}

func span(n *html.Node, key string) int {
	v, err := strconv.Atoi(strings.TrimSpace(attr(n, key)))
	if err != nil || v < 1 {
		return 1
	}
	return min(v, 100)
}
