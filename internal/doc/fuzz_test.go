package doc

import (
	"bytes"
	"encoding/json"
	"html/template"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

func FuzzParse(f *testing.F) {
	canonical, err := everything().MarshalJSON()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(canonical)
	for _, s := range slices.Concat(accepted, refused) {
		if len(s.json) < 2000 {
			f.Add([]byte(s.json))
		}
	}
	inSchema := validator(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Parse(data)
		notJSON := err != nil && strings.Contains(err.Error(), " is not JSON")
		switch isJSON := json.Valid(data); {
		case err == nil && !isJSON:
			t.Error("encoding/json refuses it")
		case notJSON && isJSON && !hasSurrogate(data):
			t.Errorf("encoding/json accepts it: %v", err)
		}
		if err != nil {
			return
		}
		if err := inSchema(data); err != nil {
			t.Errorf("the schema refuses it: %v", err)
		}
		written, err := d.MarshalJSON()
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		again, err := Parse(written)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, written)
		}
		if diff := cmp.Diff(d, again); diff != "" {
			t.Fatalf("read again, it differs: %s", diff)
		}
		checkHTML(t, HTML(d, Renderer{}))
		checkHTML(t, HTML(d, page))
		if text := PlainText(d, headlineOf); !utf8.ValidString(text) || strings.Contains(text, "\n\n\n\n") && !strings.Contains(string(data), "preformatted") {
			t.Errorf("text: %q", text)
		}
		n := Normalize(d)
		if err := Validate(n); err != nil {
			t.Errorf("normalized, it is not valid: %v", err)
		}
		if diff := cmp.Diff(n, Normalize(n)); diff != "" {
			t.Errorf("normalized twice, it differs: %s", diff)
		}
		if before, after := Words(d), Words(n); before > 0 && after == 0 {
			t.Errorf("%d words became none", before)
		}
		RewriteLinks(&d, func(string) (string, string) { return "s1", "" })
		if err := Validate(d); err != nil {
			t.Errorf("with links rewritten, it is not valid: %v", err)
		}
	})
}

func hasSurrogate(data []byte) bool {
	return bytes.Contains(bytes.ToLower(data), []byte(`\ud`))
}

// FuzzString checks that the scanner reads a string as encoding/json does.
func FuzzString(f *testing.F) {
	for _, s := range []string{`""`, ` "a" `, `"\u00e9\n\/\\"`, `"\ud83c\udf0a"`, `"\ud83c"`, `"\u12"`, `"a`, "\"\n\"", `"\`, `"é🌊"`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !utf8.Valid(data) {
			return
		}
		s := scanner{data: data}
		got, fault := s.str()
		s.next()
		ok := fault == nil && s.pos == len(data)
		if ok && !json.Valid(data) {
			t.Fatal("encoding/json refuses it")
		}
		var want *string
		if err := json.Unmarshal(data, &want); err != nil || want == nil || hasSurrogate(data) && !ok {
			return
		}
		if !ok || got != *want {
			t.Errorf("got %q, %v, want %q", got, fault, *want)
		}
	})
}

// FuzzHTML puts any text wherever a document made in Go can have text.
func FuzzHTML(f *testing.F) {
	for _, s := range []string{"", "a", `"><script>alert(1)</script>`, `' onclick='x`, "</p></pre><!--", "a\x00\r\nb\xff", "javascript:x", "https://a/?\"><b>", "&amp;&lt", "\n"} {
		f.Add(s, s, 2)
	}
	f.Fuzz(func(t *testing.T, s, address string, n int) {
		text := Text{{Text: s, Marks: []Mark{{Type: MarkType(n % 10), Href: address}, {Type: Link, Href: address}}}, {Break: true}, {Text: s, Marks: []Mark{{Type: Link, Story: s}}}}
		p := &Picture{Picture: s, Alt: s, Caption: text, Credit: s}
		d := Document{[]Block{
			&Paragraph{text}, &Heading{n, text}, &Heading{n, text}, &List{Ordered: true, Start: n, Items: []Item{{[]Block{&Paragraph{text}}}}}, &Quote{[]Block{&Paragraph{text}}, text},
			&PullQuote{text, text}, p, &Gallery{s, []*Picture{p}}, &ReadMore{Story: s, URL: address, Title: s}, &Embed{Provider: s, URL: address, Title: s, Caption: text},
			&Table{text, []Row{{[]Cell{{Header: n%2 == 0, Colspan: n, Rowspan: n, Text: text}, {Text: text}}}}}, &FactBox{s, []Block{&Paragraph{text}}}, &Preformatted{s}, &Unconverted{s, s, s},
		}}
		checkHTML(t, HTML(d, Renderer{}))
		checkHTML(t, HTML(d, Renderer{
			Story:  func(string) (string, string, bool) { return address, s, true },
			Labels: Labels{s, s, s, s, s, s},
		}))
		var want string
		if strings.TrimSpace(s) != "" {
			want = strings.NewReplacer("\x00", "\uFFFD", "\r\n", "\n", "\r", "\n").Replace(s)
		}
		for _, b := range []Block{&Paragraph{Plain(s)}, &Preformatted{s}} {
			var got strings.Builder
			for _, root := range mustParse(t, HTML(Document{[]Block{b}}, Renderer{})) {
				if root.Type == html.ElementNode {
					collect(&got, root)
				}
			}
			if got.String() != want {
				t.Errorf("%T reads %q, want %q", b, got.String(), want)
			}
		}
		if err := Validate(Normalize(Document{[]Block{&Paragraph{Plain(s)}, &Preformatted{s}}})); err != nil && len(s) < MaxText/4 {
			t.Errorf("normalized, it is not valid: %v", err)
		}
		if clean, ok := CleanAddress(address); ok {
			if again, ok := CleanAddress(clean); !ok || again != clean || !linkAddress(clean) {
				t.Errorf("%q cleaned twice is %q", clean, again)
			}
		}
	})
}

func mustParse(t *testing.T, h template.HTML) []*html.Node {
	t.Helper()
	nodes, err := parseHTML(h)
	if err != nil {
		t.Fatal(err)
	}
	return nodes
}

func checkHTML(t *testing.T, h template.HTML) {
	t.Helper()
	if err := soundHTML(h); err != nil {
		t.Fatalf("%v in\n%s", err, h)
	}
}

func collect(b *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
	}
	for c := range n.ChildNodes() {
		collect(b, c)
	}
}
