package doc

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func headlineOf(id string) string {
	if id == "lost" {
		return ""
	}
	return "Tide & time"
}

func TestPlainTextOfEverything(t *testing.T) {
	golden(t, "everything.txt", PlainText(everything(), headlineOf)+"\n")
}

func TestPlainText(t *testing.T) {
	para := func(s string) Block { return &Paragraph{Plain(s)} }
	for _, c := range []struct {
		name  string
		block Block
		want  string
	}{
		{"blank", &Paragraph{Text{{Text: " "}, {Break: true}}}, ""},
		{"numbers keep their width", &List{Ordered: true, Start: 9, Items: []Item{{[]Block{para("a"), para("b")}}, {}, {[]Block{para("c"), para("d")}}}}, "9. a\n   b\n10. c\n    d"},
		{"quote without words", &Quote{Attribution: Plain("N")}, ""},
		{"caption alone", &Picture{Caption: Plain("c")}, "c"},
		{"credit alone", &Picture{Credit: " A "}, "(A)"},
		{"no caption", &Picture{Alt: "alt"}, ""},
		{"read more of an address", &ReadMore{URL: "https://example.org/"}, "https://example.org/"},
		{"embed without title", &Embed{URL: "https://example.org/"}, "https://example.org/"},
		{"cells of two lines", &Table{Rows: []Row{{[]Cell{{Text: Text{{Text: "a"}, {Break: true}, {Text: "b"}}}, {Text: Plain("c")}}}, {[]Cell{{}}}}}, "a b\tc"},
		{"unconverted", &Unconverted{Markup: "x"}, ""},
	} {
		if got := PlainText(Document{[]Block{c.block}}, nil); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTextString(t *testing.T) {
	for _, c := range []struct {
		text Text
		want string
	}{
		{nil, ""},
		{Plain("x"), "x"},
		{Text{{Break: true}}, "\n"},
		{Text{{Text: "H"}, {Text: "2", Marks: []Mark{{Type: Subscript}}}, {Text: "O"}, {Break: true}, {Text: "!"}}, "H2O\n!"},
	} {
		if got := c.text.String(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	d := Document{[]Block{
		&Paragraph{Text{{Text: "H"}, {Text: "2", Marks: []Mark{{Type: Subscript}}}, {Text: "O is wet – it’s true—very."}, {Break: true}, {Text: "Yes"}}}, // 7
		&Heading{2, Plain("Ñandú naïve")},                                                      // 2
		&List{Items: []Item{{[]Block{&Paragraph{Plain("one - two")}}}}},                        // 2
		&Quote{[]Block{&Paragraph{Plain("said this")}}, Plain("a mayor")},                      // 4
		&PullQuote{Plain("said this"), nil},                                                    // 0
		&Picture{Picture: "p1", Alt: "not this", Credit: "nor this", Caption: Plain("a quay")}, // 2
		&Gallery{"My title", []*Picture{{Caption: Plain("a gull")}}},                           // 4
		&Table{Plain("Tides"), []Row{{[]Cell{{Text: Plain("4.1 m")}}}}},                        // 3
		&FactBox{"Known facts", []Block{&Paragraph{Plain("none")}}},                            // 3
		&Preformatted{"if a < b"},                                                              // 3
		&ReadMore{Title: "not this"}, &Embed{Title: "nor this", Caption: Plain("but this")},    // 2
		&Unconverted{Markup: "never"},
	}}
	if got := Words(d); got != 32 {
		t.Errorf("%d words", got)
	}
}

func TestWalkGoesInOnlyWhereAsked(t *testing.T) {
	inner := &Paragraph{Plain("in")}
	d := Document{[]Block{
		&Quote{Blocks: []Block{inner}}, &FactBox{Blocks: []Block{&List{Items: []Item{{[]Block{inner}}}}}}, &Gallery{Pictures: []*Picture{{}, {}}},
	}}
	all, top := 0, 0
	Walk(d, func(Block) bool { all++; return true })
	Walk(d, func(Block) bool { top++; return false })
	if all != 8 || top != 3 {
		t.Errorf("%d blocks, %d at the top", all, top)
	}
}

func TestPicturesAndStories(t *testing.T) {
	d := everything()
	var ids []string
	for _, p := range Pictures(d) {
		ids = append(ids, strings.TrimPrefix(p.Picture, "0f3k7kq2r9p"))
	}
	if diff := cmp.Diff([]string{"01", "02", "01", "03", "01"}, ids); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"0f3k7kq2r9x1m", "lost"}, Stories(d)); diff != "" {
		t.Error(diff)
	}
}

func TestRewriteLinks(t *testing.T) {
	linked := func(href string) Text {
		return Text{{Text: "x", Marks: []Mark{{Type: Link, Href: href}, {Type: Code}}}}
	}
	stories := func(id string) Text { return Text{{Text: "x", Marks: []Mark{{Type: Link, Story: id}, {Type: Code}}}} }
	all := func(t func() Text, r *ReadMore) Document {
		return Document{[]Block{
			&Paragraph{t()}, &Heading{2, t()}, &List{Items: []Item{{[]Block{&Paragraph{t()}}}}}, &Quote{[]Block{&Paragraph{t()}}, t()},
			&PullQuote{t(), t()}, &Picture{Caption: t()}, &Gallery{Pictures: []*Picture{{Caption: t()}}}, &Embed{URL: "https://old.example/1", Caption: t()},
			&Table{Caption: t(), Rows: []Row{{[]Cell{{Text: t()}}}}}, &FactBox{Blocks: []Block{&Paragraph{t()}}}, r,
		}}
	}
	d := all(func() Text { return linked("https://old.example/1") }, &ReadMore{URL: "https://old.example/1", Title: "T"})
	RewriteLinks(&d, func(href string) (string, string) { return "s1", href })
	want := all(func() Text { return stories("s1") }, &ReadMore{Story: "s1", URL: "https://old.example/1", Title: "T"})
	if diff := cmp.Diff(want, d); diff != "" {
		t.Error(diff)
	}
	RewriteLinks(&d, func(href string) (string, string) {
		t.Errorf("asked for %s, which leads to a story already", href)
		return "", ""
	})

	shared := []Mark{{Type: Link, Href: "/a"}}
	p := &Paragraph{Text{{Text: "a", Marks: shared}, {Text: "b", Marks: shared}, {Text: "c", Marks: []Mark{{Type: Link, Href: "/gone"}, {Type: Code}}}}}
	d = Document{[]Block{p, &ReadMore{URL: "/gone", Title: "T"}}}
	RewriteLinks(&d, func(href string) (string, string) {
		if href == "/gone" {
			return "", ""
		}
		return "", href + "/b"
	})
	moved := []Mark{{Type: Link, Href: "/a/b"}}
	want = Document{[]Block{&Paragraph{Text{{Text: "a", Marks: moved}, {Text: "b", Marks: moved}, {Text: "c", Marks: []Mark{{Type: Code}}}}}, &ReadMore{Title: "T"}}}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Error(diff)
	}
}

func TestRewriteStories(t *testing.T) {
	shared := []Mark{{Type: Link, Story: "wp-1"}, {Type: Code}}
	d := Document{[]Block{
		&Paragraph{Text{{Text: "a", Marks: shared}, {Text: "b", Marks: []Mark{{Type: Link, Story: "gone"}}}, {Text: "c", Marks: []Mark{{Type: Link, Href: "/c"}}}}},
		&Heading{2, Text{{Text: "a", Marks: shared}}},
		&ReadMore{Story: "wp-1"}, &ReadMore{Story: "gone", Title: "T"}, &ReadMore{URL: "/c"},
	}}
	RewriteStories(&d, func(story string) string { return map[string]string{"wp-1": "s1"}[story] })
	found := []Mark{{Type: Link, Story: "s1"}, {Type: Code}}
	want := Document{[]Block{
		&Paragraph{Text{{Text: "a", Marks: found}, {Text: "b", Marks: []Mark{}}, {Text: "c", Marks: []Mark{{Type: Link, Href: "/c"}}}}},
		&Heading{2, Text{{Text: "a", Marks: found}}},
		&ReadMore{Story: "s1"}, &ReadMore{Title: "T"}, &ReadMore{URL: "/c"},
	}}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Error(diff)
	}
}
