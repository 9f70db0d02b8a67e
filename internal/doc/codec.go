package doc

import (
	"slices"
	"strconv"
	"strings"
)

// Parse reads the JSON form of a document. It refuses whatever the grammar does not hold; the error is errs.Invalid and
// says where. Line breaks lose the marks that ProseMirror gives them.
func Parse(data []byte) (Document, error) {
	root, f := readTree(data)
	if f == nil {
		f = checkDocument(&root)
	}
	if f != nil {
		return Document{}, f.public()
	}
	return Document{Blocks: blocksOf(root.content)}, nil
}

// UnmarshalJSON is Parse. A document that is refused, null too, leaves d as it was.
func (d *Document) UnmarshalJSON(data []byte) error {
	parsed, err := Parse(data)
	if err == nil {
		*d = parsed
	}
	return err
}

// MarshalJSON writes the JSON form: always the same bytes for the same document, and only for a document that Parse
// reads back. Store what it returns itself: json.Marshal escapes it once more.
func (d Document) MarshalJSON() ([]byte, error) {
	data, f := encode(d)
	if f != nil {
		return nil, f.public()
	}
	return data, nil
}

// Validate checks a document made in Go as Parse checks one that it reads.
func Validate(d Document) error {
	_, err := d.MarshalJSON()
	return err
}

func encode(d Document) ([]byte, *fault) {
	root, f := buildTree(d)
	if f == nil {
		f = checkDocument(&root)
	}
	if f != nil {
		return nil, f
	}
	data := appendNode(nil, &root)
	if len(data) > MaxBytes {
		return nil, wrong("is larger than %d bytes", MaxBytes)
	}
	return data, nil
}

func appendNode(data []byte, n *node) []byte {
	data = append(data, `{"type":`...)
	data = appendString(data, n.kind)
	if len(n.attrs) > 0 {
		data = append(data, `,"attrs":{`...)
		for i := range n.attrs {
			if i > 0 {
				data = append(data, ',')
			}
			data = appendAttr(data, &n.attrs[i])
		}
		data = append(data, '}')
	}
	data = appendNodes(data, "content", n.content)
	data = appendNodes(data, "marks", n.marks)
	if n.hasText {
		data = append(data, `,"text":`...)
		data = appendString(data, n.text)
	}
	return append(data, '}')
}

func appendNodes(data []byte, list string, ns []node) []byte {
	if len(ns) == 0 {
		return data
	}
	data = append(data, `,"`...)
	data = append(data, list...)
	data = append(data, `":[`...)
	for i := range ns {
		if i > 0 {
			data = append(data, ',')
		}
		data = appendNode(data, &ns[i])
	}
	return append(data, ']')
}

func appendAttr(data []byte, a *attr) []byte {
	data = append(appendString(data, a.name), ':')
	switch a.kind {
	case numberValue:
		return strconv.AppendInt(data, int64(a.n), 10)
	case boolValue:
		return strconv.AppendBool(data, a.b)
	}
	return appendString(data, a.s)
}

// appendString writes a string that has passed the grammar: valid UTF-8, no control character but \n and \t.
func appendString(data []byte, s string) []byte {
	data = append(data, '"')
	for i := range len(s) {
		switch c := s[i]; c {
		case '"', '\\':
			data = append(data, '\\', c)
		case '\n':
			data = append(data, '\\', 'n')
		case '\t':
			data = append(data, '\\', 't')
		default:
			data = append(data, c)
		}
	}
	return append(data, '"')
}

// What follows reads trees that the grammar has accepted.

func blocksOf(ns []node) []Block {
	var blocks []Block
	for i := range ns {
		blocks = append(blocks, blockOf(&ns[i]))
	}
	return blocks
}

func blockOf(n *node) Block {
	switch n.kind {
	case "paragraph":
		return &Paragraph{textOf(n)}
	case "heading":
		return &Heading{n.num("level"), textOf(n)}
	case "bulletList", "orderedList":
		l := &List{Ordered: n.kind == "orderedList", Start: n.num("start")}
		for i := range n.content {
			l.Items = append(l.Items, Item{blocksOf(n.content[i].content)})
		}
		return l
	case "blockquote":
		body, attribution := splitRich(n, "attribution")
		return &Quote{blocksOf(body), attribution}
	case "pullQuote":
		body, attribution := splitRich(n, "attribution")
		return &PullQuote{textOf(&body[0]), attribution}
	case "picture":
		return pictureOf(n)
	case "gallery":
		g := &Gallery{Title: n.str("title")}
		for i := range n.content {
			g.Pictures = append(g.Pictures, pictureOf(&n.content[i]))
		}
		return g
	case "readMore":
		return &ReadMore{Story: n.str("story"), URL: n.str("url"), Title: n.str("title")}
	case "embed":
		_, words := splitRich(n, "caption")
		return &Embed{Provider: n.str("provider"), URL: n.str("url"), Title: n.str("title"), Caption: words}
	case "table":
		return &Table{Rows: rowsOf(n)}
	case "tableFigure":
		body, words := splitRich(n, "caption")
		return &Table{Caption: words, Rows: rowsOf(&body[0])}
	case "factBox":
		return &FactBox{n.str("title"), blocksOf(n.content)}
	case "preformatted":
		var text strings.Builder
		for i := range n.content {
			text.WriteString(n.content[i].text)
		}
		return &Preformatted{text.String()}
	case "divider":
		return &Divider{}
	case "unconverted":
		return &Unconverted{Source: n.str("source"), Reason: n.str("reason"), Markup: n.str("markup")}
	}
	panic("doc: the grammar has a block that the codec does not know: " + n.kind)
}

func pictureOf(n *node) *Picture {
	_, words := splitRich(n, "caption")
	return &Picture{
		Picture: n.str("picture"), Alt: n.str("alt"), Decorative: n.is("decorative"), Credit: n.str("credit"), Caption: words,
	}
}

func rowsOf(table *node) []Row {
	var rows []Row
	for i := range table.content {
		var row Row
		for j := range table.content[i].content {
			c := &table.content[i].content[j]
			row.Cells = append(row.Cells, Cell{
				Header: c.kind == "tableHeader", Colspan: c.num("colspan"), Rowspan: c.num("rowspan"), Text: textOf(c),
			})
		}
		rows = append(rows, row)
	}
	return rows
}

// splitRich takes the rich words of a kind (a caption, an attribution) from the end of a node's content.
func splitRich(n *node, kind string) ([]node, Text) {
	last := len(n.content) - 1
	if last < 0 || n.content[last].kind != kind {
		return n.content, nil
	}
	return n.content[:last], textOf(&n.content[last])
}

func textOf(n *node) Text {
	if len(n.content) == 0 {
		return nil
	}
	t := make(Text, len(n.content))
	for i := range n.content {
		c := &n.content[i]
		if c.kind == "hardBreak" {
			t[i].Break = true
			continue
		}
		t[i] = Inline{Text: c.text, Marks: marksOf(c.marks)}
	}
	return t
}

func marksOf(ns []node) []Mark {
	if len(ns) == 0 {
		return nil
	}
	marks := make([]Mark, len(ns))
	for i := range ns {
		marks[i] = Mark{
			Type: MarkType(slices.Index(markNames[:], ns[i].kind)), Story: ns[i].str("story"), Href: ns[i].str("href"),
		}
	}
	slices.SortFunc(marks, func(x, y Mark) int { return int(x.Type) - int(y.Type) })
	return marks
}
