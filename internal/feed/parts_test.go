package feed

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"masthead/internal/doc"
	"masthead/internal/edition"
	"masthead/internal/picture"
)

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"plain":              "plain",
		"a\x00b\x0bc\x1fd":   "abcd",
		"tab\tline\ncr\r":    "tab\tline\ncr\r",
		"bad \xff\xfe utf8":  "bad  utf8",
		"\ufffe\uffff\ufffd": "",
		"𝄞 é 漢":              "𝄞 é 漢",
	} {
		if got := printable(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func FuzzEncode(f *testing.F) {
	f.Add("a < b & c ]]> d \x00 \xff \"'", "]]>")
	f.Fuzz(func(t *testing.T, title, html string) {
		c := channel{title: title, entries: []entry{{title: title, html: html, summary: html, authors: []author{{title, html}}, labels: []label{{title, html}}}}}
		for _, write := range []func(channel) ([]byte, error){channel.rss, channel.atom} {
			body, err := write(c)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := contentOf(t, body), lines(printable(html)); got != want {
				t.Errorf("content %q is read back as %q", want, got)
			}
		}
	})
}

// contentOf reads the whole story back out of a feed.
func contentOf(t *testing.T, body []byte) string {
	t.Helper()
	var feed struct {
		RSS  string `xml:"channel>item>encoded"`
		Atom string `xml:"entry>content"`
	}
	if err := xml.Unmarshal(body, &feed); err != nil {
		t.Fatalf("%v:\n%s", err, body)
	}
	return feed.RSS + feed.Atom
}

// lines ends lines as a reader of XML sees them.
func lines(s string) string { return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s) }

func TestCut(t *testing.T) {
	for _, c := range []struct {
		in   string
		most int
		want string
	}{
		{"short", 10, "short"}, {"one two three", 9, "one two …"}, {"one, two", 5, "one …"}, {"unbroken", 4, "unbr …"}, {"ééééé", 5, "éé …"},
	} {
		if got := cut(c.in, c.most); got != c.want || !utf8.ValidString(got) {
			t.Errorf("%q at %d is %q, want %q", c.in, c.most, got, c.want)
		}
	}
}

func TestSummary(t *testing.T) {
	var a edition.Article
	if got := summary(a); got != "" {
		t.Errorf("of nothing: %q", got)
	}
	a.Body.Blocks = []doc.Block{&doc.Divider{}, &doc.Paragraph{Text: doc.Plain(" \n")}, &doc.Paragraph{Text: doc.Text{{Text: "Two"}, {Break: true}, {Text: "lines."}}}}
	if got := summary(a); got != "Two lines." {
		t.Errorf("of the body: %q", got)
	}
	a.Standfirst = "The standfirst"
	if got := summary(a); got != "The standfirst" {
		t.Errorf("with a standfirst: %q", got)
	}
}

func TestNewsLanguage(t *testing.T) {
	for tag, want := range map[string]text{
		"en-GB": "en", "de": "de", "pt-BR": "pt", "zh": "zh-cn", "zh-Hans": "zh-cn", "zh-TW": "zh-tw", "zh-Hant-HK": "zh-tw", "gsw": "gsw", "": "en", "!": "en",
	} {
		if got := newsLanguage(tag); got != want {
			t.Errorf("%q is %q, want %q", tag, got, want)
		}
	}
}

func TestFirstLetter(t *testing.T) {
	for name, want := range map[string]rune{
		"The Harbour Post": 'H', "harbour": 'H', "The": 'T', "die zeitung": 'Z', "“Quoted”": 'Q', "24 hours": '2', "élan": 'É', "Вести": 'В', "…": 0, "": 0,
	} {
		if got := firstLetter(name); got != want {
			t.Errorf("%q has %q, want %q", name, got, want)
		}
	}
}

// A name whose letter the font has not still has an icon.
func TestInitial(t *testing.T) {
	for name, drawn := range map[string]bool{"Harbour": true, "Вести": true, "新聞": false, "": false} {
		if o, err := initial(name); err != nil || (len(o) > 0) != drawn {
			t.Errorf("%q is drawn with %d strokes, %v", name, len(o), err)
		}
	}
}

func TestSite(t *testing.T) {
	s, err := newSite("https://example.org:8443/")
	if err != nil {
		t.Fatal(err)
	}
	for href, want := range map[string]string{
		"#top": "https://example.org:8443/world/a#top", "/b?c=1#d": "https://example.org:8443/b?c=1#d", "https://else.example/": "https://else.example/",
		"mailto:a@example.org": "mailto:a@example.org",
	} {
		if got := s.absolute("/world/a", href); got != want {
			t.Errorf("%s becomes %s, want %s", href, got, want)
		}
	}
	day := time.Date(2025, 7, 3, 23, 0, 0, 0, time.FixedZone("", -4*3600))
	if got := s.tag(day, "story", "x"); got != "tag:example.org,2025-07-04:story/x" {
		t.Errorf("the tag is %s", got)
	}
	if s, err := newSite("http://[::1]:8080"); err != nil || strings.ContainsAny(s.tag(day, "story", "x"), "[]") {
		t.Errorf("an IPv6 address: %v, %v", s, err)
	}
}

func TestRendition(t *testing.T) {
	s := site{base: "https://example.org"}
	for _, c := range []struct{ width, height, wantWidth, wantHeight int }{
		{4000, 3000, 1280, 960}, {1000, 500, 960, 480}, {300, 400, 300, 400}, {320, 1, 320, 1}, {5000, 1, 1280, 1}, {0, 0, 0, 0},
	} {
		r := s.rendition(picture.Picture{Hash: strings.Repeat("a", 64), Width: c.width, Height: c.height})
		if r.width != c.wantWidth || r.height != c.wantHeight {
			t.Errorf("%d×%d becomes %d×%d, want %d×%d", c.width, c.height, r.width, r.height, c.wantWidth, c.wantHeight)
		}
	}
}

func TestPlainMarkdown(t *testing.T) {
	if got := plainMarkdown("a [link](x)\n# *b* <c> `d`"); got != "a \\[link\\](x) \\# \\*b\\* \\<c> \\`d\\`" {
		t.Errorf("it becomes %s", got)
	}
}
