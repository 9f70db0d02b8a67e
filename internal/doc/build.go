package doc

import (
	"reflect"
	"slices"
)

// builder turns a document made in Go into a tree of nodes, within the same bounds as one that is read: a tree in Go
// may be of any depth, and even a circle.
type builder struct{ budget }

func buildTree(d Document) (node, *fault) {
	b := builder{newBudget()}
	root := node{kind: "doc"}
	root.setNum("version", Version)
	var f *fault
	root.content, f = b.blocks(d.Blocks, 1)
	return root, f
}

func (b *builder) blocks(blocks []Block, depth int) ([]node, *fault) {
	var ns []node
	for i, block := range blocks {
		n, f := b.block(block, depth)
		if f != nil {
			return nil, f.entry(i).at("content")
		}
		ns = append(ns, n)
	}
	return ns, nil
}

// begin spends the budget for a node.
func (b *builder) begin(kind string, depth int) (node, *fault) {
	return node{kind: kind}, b.enter(depth)
}

func (b *builder) block(block Block, depth int) (n node, f *fault) {
	if block == nil || reflect.ValueOf(block).IsNil() {
		return n, wrong("is no block at all (nil)")
	}
	if n, f = b.begin("", depth); f != nil {
		return n, f
	}
	switch v := block.(type) {
	case *Paragraph:
		n.kind = "paragraph"
		n.content, f = b.inline(v.Text, depth+1)
	case *Heading:
		n.kind = "heading"
		n.setNum("level", v.Level)
		n.content, f = b.inline(v.Text, depth+1)
	case *List:
		f = b.list(&n, v, depth)
	case *Quote:
		n.kind = "blockquote"
		if n.content, f = b.blocks(v.Blocks, depth+1); f == nil {
			f = b.rich(&n, "attribution", v.Attribution, depth+1)
		}
	case *PullQuote:
		n.kind = "pullQuote"
		p, f := b.block(&Paragraph{v.Text}, depth+1)
		if f != nil {
			return n, f.entry(0).at("content")
		}
		n.content = []node{p}
		return n, b.rich(&n, "attribution", v.Attribution, depth+1)
	case *Gallery:
		n.kind = "gallery"
		n.setStr("title", v.Title)
		for i, p := range v.Pictures {
			picture, f := b.block(p, depth+1)
			if f != nil {
				return n, f.entry(i).at("content")
			}
			n.content = append(n.content, picture)
		}
	case *Table:
		return b.table(v, depth)
	case *FactBox:
		n.kind = "factBox"
		n.setStr("title", v.Title)
		n.content, f = b.blocks(v.Blocks, depth+1)
	case *Preformatted:
		n.kind = "preformatted"
		if v.Text != "" {
			n.content, f = b.inline(Plain(v.Text), depth+1)
		}
	default:
		f = b.leaf(&n, block, depth)
	}
	if f == nil {
		f = b.attributes(&n)
	}
	return n, f
}

// leaf builds the blocks that hold no other blocks.
func (b *builder) leaf(n *node, block Block, depth int) *fault {
	switch v := block.(type) {
	case *Picture:
		n.kind = "picture"
		n.setStr("picture", v.Picture)
		n.setStr("alt", v.Alt)
		n.setFlag("decorative", v.Decorative)
		n.setStr("credit", v.Credit)
		return b.rich(n, "caption", v.Caption, depth+1)
	case *ReadMore:
		n.kind = "readMore"
		n.setStr("story", v.Story)
		n.setStr("url", v.URL)
		n.setStr("title", v.Title)
	case *Embed:
		n.kind = "embed"
		n.setStr("provider", v.Provider)
		n.setStr("url", v.URL)
		n.setStr("title", v.Title)
		return b.rich(n, "caption", v.Caption, depth+1)
	case *Divider:
		n.kind = "divider"
	case *Unconverted:
		n.kind = "unconverted"
		n.setStr("source", v.Source)
		n.setStr("reason", v.Reason)
		n.setStr("markup", v.Markup)
	}
	return nil
}

func (b *builder) list(n *node, v *List, depth int) *fault {
	n.kind = "bulletList"
	if v.Ordered {
		n.kind = "orderedList"
	}
	n.setNum("start", v.Start)
	for i, item := range v.Items {
		li, f := b.begin("listItem", depth+1)
		if f == nil {
			li.content, f = b.blocks(item.Blocks, depth+2)
		}
		if f != nil {
			return f.entry(i).at("content")
		}
		n.content = append(n.content, li)
	}
	return nil
}

func (b *builder) table(v *Table, depth int) (node, *fault) {
	if len(v.Caption) == 0 {
		return b.rows(v, depth)
	}
	figure := node{kind: "tableFigure"}
	table, f := b.rows(v, depth+1)
	if f != nil {
		return figure, f.entry(0).at("content")
	}
	figure.content = []node{table}
	return figure, b.rich(&figure, "caption", v.Caption, depth+1)
}

func (b *builder) rows(v *Table, depth int) (node, *fault) {
	table, f := b.begin("table", depth)
	if f != nil {
		return table, f
	}
	for i, row := range v.Rows {
		tr, f := b.begin("tableRow", depth+1)
		for j := 0; f == nil && j < len(row.Cells); j++ {
			var td node
			if td, f = b.cell(&row.Cells[j], depth+2); f != nil {
				f.entry(j).at("content")
			}
			tr.content = append(tr.content, td)
		}
		if f != nil {
			return table, f.entry(i).at("content")
		}
		table.content = append(table.content, tr)
	}
	return table, nil
}

func (b *builder) cell(c *Cell, depth int) (node, *fault) {
	kind := "tableCell"
	if c.Header {
		kind = "tableHeader"
	}
	td, f := b.begin(kind, depth)
	if f == nil {
		td.setNum("colspan", c.Colspan)
		td.setNum("rowspan", c.Rowspan)
		td.content, f = b.inline(c.Text, depth+1)
	}
	return td, f
}

// rich adds a child of inline content, unless it would be empty.
func (b *builder) rich(parent *node, kind string, t Text, depth int) *fault {
	if len(t) == 0 {
		return nil
	}
	n, f := b.begin(kind, depth)
	if f == nil {
		n.content, f = b.inline(t, depth+1)
	}
	if f != nil {
		return f.entry(len(parent.content)).at("content")
	}
	parent.content = append(parent.content, n)
	return nil
}

func (b *builder) inline(t Text, depth int) ([]node, *fault) {
	ns := make([]node, 0, len(t))
	for i := range t {
		n, f := b.run(&t[i], depth)
		if f != nil {
			return nil, f.entry(i).at("content")
		}
		ns = append(ns, n)
	}
	if len(ns) == 0 {
		return nil, nil
	}
	return ns, nil
}

func (b *builder) run(in *Inline, depth int) (node, *fault) {
	if in.Break {
		n, f := b.begin("hardBreak", depth)
		if f == nil && (in.Text != "" || len(in.Marks) != 0) {
			f = wrong("is a line break, which has neither text nor marks")
		}
		return n, f
	}
	n, f := b.begin("text", depth)
	if f != nil {
		return n, f
	}
	n.text, n.hasText = in.Text, true
	if !slices.IsSortedFunc(in.Marks, func(x, y Mark) int { return int(x.Type) - int(y.Type) }) {
		return n, wrong("has marks out of their order")
	}
	for i, m := range in.Marks {
		if m.Type < 0 || int(m.Type) >= len(markNames) {
			return n, wrong("is of the unknown type %d", m.Type).entry(i).at("marks")
		}
		mark, f := b.begin(markNames[m.Type], depth+1)
		if f != nil {
			return n, f.entry(i).at("marks")
		}
		mark.setStr("story", m.Story)
		mark.setStr("href", m.Href)
		if f := b.attributes(&mark); f != nil {
			return n, f.entry(i).at("marks")
		}
		n.marks = append(n.marks, mark)
	}
	return n, b.spend(n.text)
}

func (b *builder) attributes(n *node) *fault {
	for _, a := range n.attrs {
		if f := b.spend(a.s); f != nil {
			return f.at(a.name).at("attrs")
		}
	}
	return nil
}
