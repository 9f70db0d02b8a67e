package doc

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"masthead/internal/errs"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestEncodeThenParseIsIdentity(t *testing.T) {
	for name, d := range map[string]Document{"everything": everything(), "empty": {}} {
		data, err := d.MarshalJSON()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := Parse(data)
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, data)
		}
		if diff := cmp.Diff(d, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if again, err := got.MarshalJSON(); err != nil || string(again) != string(data) {
			t.Errorf("%s: encoded again, it differs (%v):\n%s\n%s", name, err, data, again)
		}
	}
}

func TestParseAccepts(t *testing.T) {
	for _, s := range accepted {
		t.Run(s.name, func(t *testing.T) {
			d, err := Parse([]byte(s.json))
			if err != nil {
				t.Fatal(err)
			}
			if err := Validate(d); err != nil {
				t.Errorf("what was read is not valid: %v", err)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	for _, s := range refused {
		t.Run(s.name, func(t *testing.T) {
			d, err := Parse([]byte(s.json))
			if err == nil {
				t.Fatalf("accepted as %+v", d)
			}
			if !errs.Is(err, errs.Invalid) {
				t.Errorf("the error is of the kind %v", errs.KindOf(err))
			}
			if !strings.Contains(errs.Public(err), s.refused) {
				t.Errorf("got  %s\nwant %s", errs.Public(err), s.refused)
			}
			if len(err.Error()) > 1000 {
				t.Errorf("the message has %d bytes", len(err.Error()))
			}
		})
	}
}

func TestParseGivesDefaultsAndOrder(t *testing.T) {
	d, err := Parse([]byte(inParagraph(`{"type":"text","text":"\u00e9\ud83c\udf0a","marks":[{"type":"code"},{"type":"link","attrs":{"story":"","href":"/"}}]},
		{"type":"hardBreak","marks":[{"type":"code"}]}`)))
	if err != nil {
		t.Fatal(err)
	}
	want := Document{[]Block{&Paragraph{Text{{Text: "é🌊", Marks: []Mark{{Type: Link, Href: "/"}, {Type: Code}}}, {Break: true}}}}}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Error(diff)
	}
}

func TestJSONInsideAnotherValue(t *testing.T) {
	var v struct{ Body Document }
	if err := json.Unmarshal([]byte(`{"Body":`+inDoc(`{"type":"divider"}`)+`}`), &v); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Document{[]Block{&Divider{}}}, v.Body); diff != "" {
		t.Error(diff)
	}
	if err := json.Unmarshal([]byte(`{"Body":null}`), &v); err == nil {
		t.Error("null was accepted as a document")
	}
	data, err := json.Marshal(v)
	if want := `{"Body":` + inDoc(`{"type":"divider"}`) + `}`; err != nil || string(data) != want {
		t.Errorf("got %s, %v", data, err)
	}
}

func TestDeepestDocument(t *testing.T) {
	d, err := Parse([]byte(inDoc(nested(MaxDepth/2 - 1))))
	if err != nil {
		t.Fatal(err)
	}
	if got := HTML(Document{append(d.Blocks, &Divider{})}, Renderer{}); got != "<hr>\n" {
		t.Errorf("lists without words render %q", got)
	}
}

func TestValidateRefuses(t *testing.T) {
	circle := &FactBox{}
	circle.Blocks = []Block{&Quote{Blocks: []Block{circle}}}
	wide := &Table{Rows: []Row{{Cells: make([]Cell, MaxNodes+1)}}}
	text := func(in ...Inline) *Paragraph { return &Paragraph{in} }
	for _, c := range []struct {
		name    string
		block   Block
		refused string
	}{
		{"nil", nil, "content[0] is no block at all"},
		{"nil of a type", (*Picture)(nil), "content[0] is no block at all"},
		{"nil in a gallery", &Gallery{Pictures: []*Picture{nil}}, "content[0].content[0] is no block at all"},
		{"circle", circle, "is nested more than 32 deep"},
		{"too many cells", wide, "goes beyond the 100000 blocks"},
		{"level", &Heading{Level: 7}, "content[0].attrs.level must be between 2 and 4"},
		{"no level", &Heading{}, "content[0].attrs.level is missing"},
		{"negative start", &List{Ordered: true, Start: -1, Items: []Item{{[]Block{&Paragraph{}}}}}, "content[0].attrs.start must be between"},
		{"start of bullets", &List{Start: 2, Items: []Item{{[]Block{&Paragraph{}}}}}, "attrs.start is not an attribute of bulletList"},
		{"item", &List{Items: []Item{{[]Block{&Divider{}}}}}, `content[0].content[0].content[0] is "divider"`},
		{"cell", &Table{Rows: []Row{{[]Cell{{Text: Text{{}}}}}}}, "content[0].content[0].content[0].content[0].text must not be empty"},
		{"cell of a captioned table", &Table{Caption: Plain("c"), Rows: []Row{{[]Cell{{Colspan: -1}}}}}, "content[0].content[0].content[0].content[0].attrs.colspan must be"},
		{"empty run", text(Inline{}), "content[0].content[0].text must not be empty"},
		{"break with text", text(Inline{Break: true, Text: "x"}), "content[0].content[0] is a line break"},
		{"break with marks", text(Inline{Break: true, Marks: []Mark{{Type: Code}}}), "content[0].content[0] is a line break"},
		{"marks out of order", text(Inline{Text: "x", Marks: []Mark{{Type: Code}, {Type: Strong}}}), "content[0].content[0] has marks out of their order"},
		{"mark twice", text(Inline{Text: "x", Marks: []Mark{{Type: Code}, {Type: Code}}}), "content[0].content[0].marks[1] is a second code"},
		{"unknown mark", text(Inline{Text: "x", Marks: []Mark{{Type: Code + 1}}}), "content[0].content[0].marks[0] is of the unknown type 7"},
		{"negative mark", text(Inline{Text: "x", Marks: []Mark{{Type: -1}}}), "marks[0] is of the unknown type -1"},
		{"strong with an address", text(Inline{Text: "x", Marks: []Mark{{Type: Strong, Href: "/"}}}), "marks[0].attrs.href is not an attribute of strong"},
		{"script", text(Inline{Text: "x", Marks: []Mark{{Type: Link, Href: "javascript:x"}}}), "marks[0].attrs.href must be"},
		{"not UTF-8", text(Inline{Text: "\xc3("}), "text has the control character U+FFFD"},
		{"attribution", &PullQuote{Plain("x"), Plain("\r")}, "content[0].content[1].content[0].text has the control character U+000D"},
		{"preformatted", &Preformatted{"a\r\n"}, "content[0].content[0].text has the control character U+000D"},
		{"too much text", &Preformatted{strings.Repeat("x", MaxText+1)}, "goes beyond the 2097152 bytes"},
		{"too large when written", &Preformatted{strings.Repeat("\"", MaxText)}, "the document is larger than"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := Validate(Document{[]Block{c.block}})
			if err == nil || !strings.Contains(err.Error(), c.refused) || !errs.Is(err, errs.Invalid) {
				t.Errorf("got  %v\nwant %s", err, c.refused)
			}
		})
	}
	if err := Validate(everything()); err != nil {
		t.Error(err)
	}
	if err := Validate(Document{[]Block{&List{Ordered: true, Start: math.MinInt, Items: []Item{{}}}}}); err == nil {
		t.Error("an item without blocks was accepted")
	}
}

func TestCleanAddress(t *testing.T) {
	for _, c := range []struct {
		raw, want string
		ok        bool
	}{
		{"https://example.org/a", "https://example.org/a", true},
		{" \n HTTP://Example.org/a b\t\"<>\n ", "http://Example.org/a%20b%22%3C%3E", true},
		{"//example.org/x", "https://example.org/x", true},
		{"MAILTO:desk@example.org", "mailto:desk@example.org", true},
		{"/path:with/colon", "/path:with/colon", true},
		{"#a", "#a", true},
		{"java\nscript:alert(1)", "", false},
		{"\x01javascript:alert(1)", "", false},
		{"Javascript:alert(1)", "", false},
		{"data:text/html,x", "", false},
		{`/\example.org`, "", false},
		{"story.html", "", false},
		{"", "", false},
		{"https://example.org/\x00/", "", false},
		{"https://example.org/" + strings.Repeat("a", MaxAddress), "", false},
	} {
		got, ok := CleanAddress(c.raw)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%q: got %q, %v", c.raw, got, ok)
		}
	}
}
