package doc

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// FuzzTree checks documents of random shape, valid ones and, for Normalize, carelessly made ones.
func FuzzTree(f *testing.F) {
	for seed := range uint64(50) {
		f.Add(seed)
	}
	inSchema := validator(f)
	f.Fuzz(func(t *testing.T, seed uint64) {
		g := grower{Rand: rand.New(rand.NewPCG(seed, 0))}
		d := Document{g.blocks(g.block, 4)}
		data, err := d.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		if err := inSchema(data); err != nil {
			t.Error(err)
		}
		again, err := Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(d, again, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
		checkHTML(t, HTML(d, page))

		g.careless = true
		d = Document{g.blocks(g.block, 4)}
		n := Normalize(d)
		if err := Validate(n); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(n, Normalize(n)); diff != "" {
			t.Errorf("normalized twice, it differs: %s", diff)
		}
		if diff := cmp.Diff(letters(d), letters(n)); diff != "" {
			t.Errorf("normalizing changed the words: %s", diff)
		}
		checkHTML(t, HTML(d, page))
	})
}

// letters returns the words of a document, without spaces.
func letters(d Document) string {
	var b strings.Builder
	Walk(d, func(block Block) bool {
		if f, ok := block.(*FactBox); ok {
			b.WriteString(f.Title)
		}
		for _, t := range texts(block) {
			b.WriteString(t.String())
		}
		return true
	})
	return strings.Join(strings.Fields(strings.ReplaceAll(b.String(), "\x00", "")), "")
}

// grower makes documents of random shape.
type grower struct {
	*rand.Rand
	careless bool // as an importer makes them: empty and unordered things, any white space
}

func (g grower) blocks(kind func(depth int) Block, depth int) []Block {
	least := 1
	if g.careless {
		least = 0
	}
	blocks := make([]Block, least+g.IntN(3))
	for i := range blocks {
		blocks[i] = kind(depth - 1)
	}
	return blocks
}

func (g grower) block(depth int) Block {
	switch g.IntN(14) {
	case 0:
		return &PullQuote{g.text(), g.text()}
	case 1:
		return g.picture()
	case 2:
		return &Gallery{"", []*Picture{g.picture(), g.picture()}}
	case 3:
		return &ReadMore{Story: "s1", Title: "T"}
	case 4:
		return &Embed{URL: "https://example.org/", Provider: "vimeo", Caption: g.text()}
	case 5, 6:
		return g.table()
	case 7:
		if depth > 0 {
			return &FactBox{"T", g.blocks(g.quotable, depth)}
		}
	case 8:
		return &Preformatted{"a\n\tb"}
	case 9:
		return &Divider{}
	case 10:
		return &Unconverted{Source: "wordpress", Reason: "r"}
	case 11:
		return &Quote{g.blocks(g.quotable, depth), g.text()}
	}
	return g.quotable(depth)
}

func (g grower) quotable(depth int) Block {
	if g.IntN(3) == 0 {
		return &Heading{2 + g.IntN(3), g.text()}
	}
	return g.itemBlock(depth)
}

func (g grower) itemBlock(depth int) Block {
	if depth <= 0 || g.IntN(3) > 0 {
		return &Paragraph{g.text()}
	}
	l := &List{Ordered: g.IntN(2) == 0}
	for range 1 + g.IntN(3) {
		l.Items = append(l.Items, Item{g.blocks(g.itemBlock, depth)})
	}
	return l
}

func (g grower) picture() *Picture {
	p := &Picture{Picture: "p1", Credit: "A", Caption: g.text(), Decorative: g.IntN(2) == 0}
	if !p.Decorative || g.careless {
		p.Alt = "alt"
	}
	return p
}

func (g grower) table() *Table {
	t := &Table{Caption: g.text()}
	for range 1 + g.IntN(3) {
		var row Row
		for range 1 + g.IntN(3) {
			row.Cells = append(row.Cells, Cell{Header: g.IntN(2) == 0, Colspan: g.IntN(3), Rowspan: g.IntN(3), Text: g.text()})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (g grower) text() Text {
	words := []string{"a", " b", "c ", "d e", " ", "\u00a0", "é", "<"}
	if g.careless {
		words = append(words, "", "\n", "\t f \r\n", "\x00", "\u2028", "  ")
	}
	var t Text
	for range g.IntN(6) {
		if g.IntN(5) == 0 {
			t = append(t, Inline{Break: true})
			continue
		}
		t = append(t, Inline{Text: words[g.IntN(len(words))], Marks: g.marks()})
	}
	return t
}

func (g grower) marks() []Mark {
	all := []Mark{
		{Type: Link, Href: "https://example.org/"}, {Type: Link, Story: "s1"}, {Type: Link, Story: "lost"},
		{Type: Strong}, {Type: Emphasis}, {Type: Code},
	}
	var marks []Mark
	for range g.IntN(3) {
		marks = append(marks, all[g.IntN(len(all))])
	}
	if g.careless {
		return marks
	}
	slices.SortStableFunc(marks, func(a, b Mark) int { return int(a.Type) - int(b.Type) })
	return slices.CompactFunc(marks, func(a, b Mark) bool { return a.Type == b.Type })
}
