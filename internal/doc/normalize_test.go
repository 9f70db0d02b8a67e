package doc

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNormalizeText(t *testing.T) {
	strong, code := Mark{Type: Strong}, Mark{Type: Code}
	link := Mark{Type: Link, Href: "/"}
	for _, c := range []struct {
		name     string
		in, want Text
	}{
		{"nothing", nil, nil},
		{"empty runs", Text{{}, {Text: "a"}, {Marks: []Mark{strong}}}, Plain("a")},
		{"joined", Text{{Text: "a"}, {Text: "b"}, {Text: "c", Marks: []Mark{strong}}, {Text: "d", Marks: []Mark{strong}}}, Text{{Text: "ab"}, {Text: "cd", Marks: []Mark{strong}}}},
		{"marks sorted, once, link first to come", Text{{Text: "a", Marks: []Mark{code, strong, code, link, {Type: Link, Href: "/b"}}}}, Text{{Text: "a", Marks: []Mark{link, strong, code}}}},
		{"link to nothing", Text{{Text: "a", Marks: []Mark{{Type: Link}}}}, Plain("a")},
		{"spaces", Text{{Text: " \n a\t\r\n b \u2028"}, {Text: " c \u00a0d\u00a0 "}}, Plain("a b c \u00a0d")},
		{"space kept where it stood first", Text{{Text: "a ", Marks: []Mark{strong}}, {Text: " b"}}, Text{{Text: "a ", Marks: []Mark{strong}}, {Text: "b"}}},
		{"control characters", Text{{Text: "a\x00b\u0080c\x7f\xff"}}, Plain("abc\uFFFD")},
		{"around breaks", Text{{Break: true}, {Text: "a "}, {Text: " ", Marks: []Mark{strong}}, {Break: true}, {Text: " b"}, {Text: "\u00a0"}, {Break: true}, {Text: " "}}, Text{{Text: "a"}, {Break: true}, {Text: "b"}}},
		{"two breaks stay", Text{{Text: "a"}, {Break: true, Text: "x", Marks: []Mark{code}}, {Break: true}, {Text: "b"}}, Text{{Text: "a"}, {Break: true}, {Break: true}, {Text: "b"}}},
		{"link around a space", Text{{Text: "a"}, {Text: " ", Marks: []Mark{link}}, {Text: "b"}}, Plain("a b")},
		{"link around a no-break space", Text{{Text: "a "}, {Text: "\u00a0", Marks: []Mark{link}}, {Text: "b", Marks: []Mark{strong}}}, Text{{Text: "a \u00a0"}, {Text: "b", Marks: []Mark{strong}}}},
		{"space within a link", Text{{Text: "a", Marks: []Mark{link}}, {Text: " ", Marks: []Mark{link, strong}}, {Text: "b", Marks: []Mark{link}}}, Text{{Text: "a b", Marks: []Mark{link}}}},
		{"only spaces", Text{{Text: " "}, {Break: true}, {Text: "\u00a0", Marks: []Mark{link}}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := Document{}
			if c.want != nil {
				want.Blocks = []Block{&Paragraph{c.want}}
			}
			if diff := cmp.Diff(want, Normalize(Document{[]Block{&Paragraph{c.in}}})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNormalizeBlocks(t *testing.T) {
	empty := &Paragraph{Plain(" ")}
	x := &Paragraph{Plain("x")}
	for _, c := range []struct {
		name     string
		in, want Block
	}{
		{"nil", nil, nil},
		{"heading", &Heading{2, Plain(" ")}, nil},
		{"items", &List{Start: 3, Items: []Item{{}, {[]Block{empty, x, empty}}, {[]Block{&List{Items: []Item{{[]Block{empty}}}}}}}}, &List{Items: []Item{{[]Block{x}}}}},
		{"start", &List{Ordered: true, Start: 1, Items: []Item{{[]Block{x}}}}, &List{Ordered: true, Items: []Item{{[]Block{x}}}}},
		{"no items", &List{Items: []Item{{[]Block{empty}}}}, nil},
		{"quote", &Quote{[]Block{empty, x}, Plain(" who ")}, &Quote{[]Block{x}, Plain("who")}},
		{"quote of nobody", &Quote{[]Block{empty}, Plain("who")}, &Paragraph{Plain("who")}},
		{"pull quote of nothing", &PullQuote{Plain(" "), nil}, nil},
		{"pull quote", &PullQuote{Plain("x "), Plain(" ")}, &PullQuote{Plain("x"), nil}},
		{"picture", &Picture{Picture: "p1", Alt: " a\nb ", Credit: "\tA  B", Caption: Plain(" ")}, &Picture{Picture: "p1", Alt: "a b", Credit: "A B"}},
		{"decorative", &Picture{Picture: "p1", Alt: "a", Decorative: true}, &Picture{Picture: "p1", Decorative: true}},
		{"gallery", &Gallery{" T ", []*Picture{{Picture: "p1", Alt: " "}}}, &Gallery{"T", []*Picture{{Picture: "p1"}}}},
		{"gallery of nothing", &Gallery{"T", nil}, &Paragraph{Plain("T")}},
		{"read more", &ReadMore{Title: " T "}, &ReadMore{Title: "T"}},
		{"read more of nothing", &ReadMore{Title: " "}, nil},
		{"embed", &Embed{URL: "https://example.org/", Title: " T ", Caption: Plain(" c")}, &Embed{URL: "https://example.org/", Title: "T", Caption: Plain("c")}},
		{"table", &Table{Rows: []Row{{}, {[]Cell{{Colspan: 1, Rowspan: 2000, Text: Plain("x ")}, {Text: Plain(" ")}}}}}, &Table{Rows: []Row{{[]Cell{{Rowspan: 1000, Text: Plain("x")}, {}}}}}},
		{"table of nothing", &Table{Plain("c"), []Row{{[]Cell{{}}}}}, &Paragraph{Plain("c")}},
		{"fact box", &FactBox{" T ", []Block{empty, x}}, &FactBox{"T", []Block{x}}},
		{"fact box of nothing", &FactBox{" ", []Block{empty}}, nil},
		{"preformatted", &Preformatted{"a\r\n\tb\rc\x00\xff"}, &Preformatted{"a\n\tb\nc\uFFFD"}},
		{"preformatted nothing", &Preformatted{" \r\n"}, nil},
		{"divider", &Divider{}, &Divider{}},
		{"unconverted", &Unconverted{"wordpress", " why\n", "<b>\r\n"}, &Unconverted{"wordpress", "why", "<b>\n"}},
		{"unconverted nothing", &Unconverted{"wordpress", "", "\n"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := Document{}
			if c.want != nil {
				want.Blocks = []Block{c.want}
			}
			got := Normalize(Document{[]Block{c.in}})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if err := Validate(got); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestNormalizeLeavesItsArgumentAlone(t *testing.T) {
	marks := []Mark{{Type: Code}, {Type: Strong}, {Type: Link, Href: "/"}}
	d := Document{[]Block{&Table{Rows: []Row{{[]Cell{{Colspan: 1, Text: Text{{Text: " a ", Marks: marks}, {Text: " ", Marks: marks}}}}}}}}}
	before, err := Parse([]byte(inDoc(`{"type":"divider"}`)))
	if err != nil {
		t.Fatal(err)
	}
	before.Blocks = append(before.Blocks, d.Blocks...)
	Normalize(before)
	want := Text{{Text: " a ", Marks: []Mark{{Type: Code}, {Type: Strong}, {Type: Link, Href: "/"}}}, {Text: " ", Marks: marks}}
	if diff := cmp.Diff(want, d.Blocks[0].(*Table).Rows[0].Cells[0].Text); diff != "" {
		t.Error(diff)
	}
}
