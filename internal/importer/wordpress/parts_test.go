package wordpress

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"masthead/internal/doc"
)

func TestPlaces(t *testing.T) {
	s := newSite(channel{link: "https://www.gazette.example/blog"})
	v := &item{id: 12, kind: "page", link: "http://gazette.example/blog/2024/05/Caf%C3%A9-opens/", guid: "https://www.gazette.example/blog/?page_id=12", permalink: true, oldSlugs: []string{"old-name", "a/b"}}
	want := []string{"/blog/2024/05/Café-opens", "/blog/2024/05/old-name", "/?page_id=12", "/?p=12"}
	if got := s.places(v); !slices.Equal(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
	for address, want := range map[string]string{
		"https://gazette.example/a/": "/a", "http://www.gazette.example/a?utm_source=x#y": "/a", "https://gazette.example/?p=7&preview=true": "/?p=7",
		"https://gazette.example/": "", "https://other.example/a": "", "mailto:a@gazette.example": "", "https://gazette.example/%ff": "", "https://gazette.example/a%00b": "", "/a": "",
		"https://gazette.example/" + strings.Repeat("a", 10_000): "",
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := s.place(u); got != want {
			t.Errorf("%.60s is %q, not %q", address, got, want)
		}
	}
	if got := s.name(); got != "wordpress:gazette.example/blog" {
		t.Errorf("the site is %q", got)
	}
}

func TestFileKey(t *testing.T) {
	const want = "2024/05/a.jpg"
	for _, address := range []string{"https://x.example/wp-content/uploads/2024/05/a.jpg", "http://cdn.example/uploads/2024/05/A-300x200.JPG?w=3", "/wp-content/uploads/2024/05/a-scaled.jpg", "https://x.example/uploads/2024/05/a-e1700000000000.jpg"} {
		if got := fileKey(address); got != want {
			t.Errorf("%s is %q", address, got)
		}
	}
	for _, address := range []string{"", "%zz", "https://x.example/", "https://x.example"} {
		if got := fileKey(address); got != "" {
			t.Errorf("%s is %q", address, got)
		}
	}
}

func TestPublished(t *testing.T) {
	zone := time.FixedZone("there", 2*60*60)
	for _, c := range []struct{ gmt, local, feed, want string }{
		{"2024-05-01 10:00:00", "2024-05-01 12:00:00", "", "2024-05-01T10:00:00Z"},
		{"0000-00-00 00:00:00", "2024-05-01 12:00:00", "", "2024-05-01T10:00:00Z"},
		{"0000-00-00 00:00:00", "0000-00-00 00:00:00", "Wed, 01 May 2024 10:00:00 +0000", "2024-05-01T10:00:00Z"},
		{"", "", "Wed, 01 May 2024 10:00:00 GMT", "2024-05-01T10:00:00Z"},
		{"", "", "Wed, 1 May 2024 12:00:00 +0200", "2024-05-01T10:00:00Z"},
		{"-0001-11-30 00:00:00", "", "Wed, 30 Nov -0001 00:00:00 +0000", ""},
		{"0001-01-01 00:00:00", "", "", ""}, {"9999-01-01 00:00:00", "", "", ""}, {"2024-13-45 99:00:00", "", "", ""},
		{"1815-06-18 11:35:00", "", "", "1815-06-18T11:35:00Z"}, {"2099-01-01 00:00:00", "", "", "2099-01-01T00:00:00Z"},
	} {
		got, ok := published(&item{dateGMT: c.gmt, date: c.local, pubDate: c.feed}, zone)
		if ok != (c.want != "") || ok && got.Format(time.RFC3339) != c.want {
			t.Errorf("%+v: %v, %v", c, got, ok)
		}
	}
}

func TestParseBlock(t *testing.T) {
	for comment, want := range map[string]string{
		` wp:embed {"id":7,"url":"https://x.example/a"} `: "embed https://x.example/a 0 closes=false empty=false",
		" /wp:image ":                        "image  0 closes=true empty=false",
		" wp:core/block {\"ref\":5} /":       "block  5 closes=false empty=true",
		" wp:latest-posts /":                 "latest-posts  0 closes=false empty=true",
		" wp:latest-posts/":                  "latest-posts  0 closes=false empty=true",
		" wp:acme/box ":                      "acme/box  0 closes=false empty=false",
		" wp:acme/box {\"ref\":\"seven\"} ":  "acme/box  0 closes=false empty=false",
		" wp:core-embed/youtube{\"ref\":1} ": "embed/youtube  1 closes=false empty=false",
		" wp:image {\"id\":":                 "image  0 closes=false empty=false",
	} {
		b, ok := parseBlock(comment)
		if got := fmt.Sprintf("%s %s %d closes=%v empty=%v", b.name, b.attrs.URL, b.attrs.Ref, b.closes, b.empty); !ok || got != want {
			t.Errorf("%q is %s, %v", comment, got, ok)
		}
	}
	for _, comment := range []string{"", "more", " wp: ", " a wp:image "} {
		if b, ok := parseBlock(comment); ok {
			t.Errorf("%q is %+v", comment, b)
		}
	}
}

func TestCaptionsAreCutWithTheirMarks(t *testing.T) {
	link := []doc.Mark{{Type: doc.Link, Href: "https://x.example"}}
	p := &doc.Picture{}
	setCaption(p, doc.Text{{Text: "The "}, {Text: "harbour", Marks: link}, {Text: " at dawn. Picture: Alamy"}})
	if got := dumpText(p.Caption); got != "The [harbour](https://x.example) at dawn." || p.Credit != "Alamy" {
		t.Errorf("%s, %q", got, p.Credit)
	}
	p = &doc.Picture{Credit: "Ben Osei"}
	setCaption(p, doc.Plain("The harbour. Picture: Alamy"))
	if p.Caption.String() != "The harbour. Picture: Alamy" || p.Credit != "Ben Osei" {
		t.Errorf("a credit that was known was lost: %+v", p)
	}
}

// TestHostileMarkup converts markup that is made to take long, or to nest deeply, within bounds.
func TestHostileMarkup(t *testing.T) {
	const n = 5_000
	for name, content := range map[string]string{
		"elements":      strings.Repeat("<div>", n),
		"inline":        strings.Repeat("<b>", n) + "x",
		"lists":         strings.Repeat("<ul><li>a", 150),
		"quotes":        strings.Repeat("<blockquote>a", 150),
		"blocks":        strings.Repeat("<!-- wp:group -->", n) + "x" + strings.Repeat("<!-- /wp:group -->", n),
		"open blocks":   strings.Repeat("<!-- wp:group -->", n),
		"closed blocks": strings.Repeat("<!-- /wp:group -->", n),
		"shortcodes":    strings.Repeat("[caption]", n) + "[/caption]",
		"alternating":   strings.Repeat("[audio src=a][/video]", n),
		"tags [":        "[" + strings.Repeat("<a href=\"", n),
		"comments [":    "[" + strings.Repeat("<!--", n),
		"brackets":      strings.Repeat("[", n) + strings.Repeat("<", n),
		"quotes open":   strings.Repeat("<a href=\"", n),
		"comments":      strings.Repeat("<!--", n),
		"pieces":        strings.Repeat("a<i></i>", n),
		"tables":        strings.Repeat("<table><tr><td>", 100) + "x",
		"patterns":      strings.Repeat("<!-- wp:block {\"ref\":6} /-->", 100),
		"raw":           strings.Repeat("<pre", n) + strings.Repeat("</", n),
		"breaks":        strings.Repeat("<br>\n\n", n),
	} {
		t.Run(name, func(t *testing.T) {
			c := testConverter()
			c.index.(*shelf).patterns[6] = `<!-- wp:block {"ref":6} /-->again`
			d := c.body(content)
			if err := doc.Validate(d); err != nil {
				t.Error(err)
			}
		})
	}
}

// FuzzRead checks that no file makes the reader fail otherwise than by an error that names a place.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version><item><title><![CDATA[a]]]]><![CDATA[>b]]></title></item></channel></rss>`))
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00>\x00"))
	f.Add([]byte(`<?xml version="1.0" encoding="latin1"?><rss><channel><item><title>` + "\xe9\x01" + `</title></item>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var items []*item
		h := handler{begin: func(*channel) {}, term: func(term) error { return nil }, author: func(author) error { return nil }}
		h.item = func(v *item) error { items = append(items, v); return nil }
		_, _, err := read(bytes.NewReader(data), h, standardLimits)
		if err != nil && err.Error() == "" {
			t.Error("an error that says nothing")
		}
		for _, v := range items {
			if clean([]byte(v.title)) != len(v.title) && !strings.ContainsAny(v.title, "\x00") {
				t.Errorf("the title %q is no text", v.title)
			}
		}
	})
}

// FuzzScrub checks that what reaches the parser is text, and that text reaches it unchanged, however it is cut.
func FuzzScrub(f *testing.F) {
	f.Add([]byte("a\x00b\xe9\xe2\x82"), 1)
	f.Add([]byte("€uro <![CDATA[x]]>"), 2)
	f.Fuzz(func(t *testing.T, data []byte, step int) {
		s := newScrubber(&stepper{data, max(step%7, 1)})
		s.budget = 1 << 40
		var out []byte
		for {
			c, err := s.ReadByte()
			if err != nil {
				break
			}
			out = append(out, c)
		}
		if clean(out) != len(out) {
			t.Fatalf("%q became %q, which is no text", data, out)
		}
		if clean(data) == len(data) && !bytes.Equal(out, data) {
			t.Fatalf("%q became %q", data, out)
		}
		line, column := s.position()
		if l, c := advance(1, 1, out); l != line || c != column {
			t.Fatalf("at %d:%d, not %d:%d", line, column, l, c)
		}
	})
}

// stepper reads a few bytes at a time.
type stepper struct {
	data []byte
	step int
}

func (s *stepper) Read(p []byte) (int, error) {
	if len(s.data) == 0 {
		return 0, fmt.Errorf("over")
	}
	n := copy(p, s.data[:min(s.step, len(s.data))])
	s.data = s.data[n:]
	return n, nil
}

// TestLimits reads exports that would not fit in memory.
func TestLimits(t *testing.T) {
	const start = `<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>`
	huge := strings.Repeat("a", 3<<20)
	for name, c := range map[string]struct{ content, want string }{
		"CDATA":     {start + "<item><title><![CDATA[" + huge, "one field is larger than 2 MB"},
		"text":      {start + "<item><title>" + huge, "one field is larger than 2 MB"},
		"attribute": {start + "<item a='" + huge, "one field is larger than 2 MB"},
		"a comment": {start + "<!--" + huge, "one field is larger than 2 MB"},
		"an item":   {start + "<item>" + strings.Repeat("<title><![CDATA["+huge[:1<<20]+"]]></title>", 5), "one item is larger than 4 MB"},
		"metadata":  {start + "<item>" + strings.Repeat("<wp:postmeta><wp:meta_value><![CDATA["+huge[:1<<20]+"]]></wp:meta_value></wp:postmeta>", 5), "one item is larger than 4 MB"},
	} {
		h := handler{begin: func(*channel) {}, term: func(term) error { return nil }, author: func(author) error { return nil }, item: func(*item) error { return nil }}
		_, _, err := read(strings.NewReader(c.content), h, limits{field: 2 << 20, item: 4 << 20})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "line 1, column") {
			t.Errorf("%s: %v, not %q", name, err, c.want)
		}
	}
	comments := start + "<item>" + strings.Repeat("<wp:comment><wp:comment_content><![CDATA["+huge[:1<<20]+"]]></wp:comment_content></wp:comment>", 8) + "</item></channel></rss>"
	h := handler{begin: func(*channel) {}, term: func(term) error { return nil }, author: func(author) error { return nil }}
	seen := 0
	h.item = func(v *item) error { seen = v.comments; return nil }
	if _, _, err := read(strings.NewReader(comments), h, limits{field: 2 << 20, item: 4 << 20}); err != nil || seen != 8 {
		t.Errorf("comments, which are not kept, count: %d, %v", seen, err)
	}
}
