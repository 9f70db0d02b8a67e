package doc

import (
	"flag"
	"html/template"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; go test -update writes it anew):\n%s", path, diff)
	}
}

// page is a renderer as a page sets one.
var page = Renderer{
	Picture: func(p *Picture) template.HTML {
		return template.HTML(`<img src="/pictures/` + p.Picture + `" alt="` + template.HTMLEscapeString(p.AltText()) + `">`)
	},
	Story: func(id string) (address, headline string, ok bool) {
		return "/world/" + id, "Tide & time", id != "lost"
	},
}

func TestHTMLOfEverything(t *testing.T) {
	golden(t, "everything.html", string(HTML(everything(), page)))
	golden(t, "everything-alone.html", string(HTML(everything(), Renderer{})))
}

func TestHTMLOfNothing(t *testing.T) {
	blank := Text{{Text: " \u00a0"}, {Break: true}, {Text: " ", Marks: []Mark{{Type: Link, Href: "/"}}}}
	nothing := []Block{
		&Paragraph{}, &Paragraph{blank}, &Heading{2, blank}, &List{}, &List{Ordered: true, Items: []Item{{}, {[]Block{&Paragraph{blank}}}}},
		&Quote{Attribution: Plain("Nobody")}, &Quote{Blocks: []Block{&Paragraph{blank}}}, &PullQuote{blank, Plain("Nobody")},
		&Picture{}, &Picture{Picture: "p1", Decorative: true, Alt: "x", Credit: "A", Caption: blank}, &Gallery{Title: "T"},
		&Gallery{Title: "T", Pictures: []*Picture{{Picture: "p1"}}}, &ReadMore{}, &ReadMore{Story: "s1"}, &ReadMore{URL: "javascript:x"},
		&Embed{}, &Embed{URL: "javascript:x", Title: "T", Caption: Plain("c")}, &Table{}, &Table{Caption: Plain("c"), Rows: []Row{{}, {[]Cell{{}, {Header: true}}}}},
		&FactBox{}, &FactBox{Title: "T", Blocks: []Block{&Paragraph{blank}}}, &Preformatted{}, &Preformatted{" \n"},
		&Unconverted{Source: "s", Reason: "r", Markup: "<p>m</p>"}, nil,
	}
	for _, b := range nothing {
		if got := HTML(Document{[]Block{b}}, Renderer{}); got != "" {
			t.Errorf("%#v renders %q", b, got)
		}
	}
	hidden := Renderer{Picture: func(*Picture) template.HTML { return "" }}
	if got := HTML(Document{[]Block{&Picture{Picture: "p1", Caption: Plain("c")}}}, hidden); got != "" {
		t.Errorf("a picture that the page has not renders %q", got)
	}
}

func TestHTML(t *testing.T) {
	link := func(href string) []Mark { return []Mark{{Type: Link, Href: href}} }
	toStory := func(id string) []Mark { return []Mark{{Type: Link, Story: id}} }
	th, td := Cell{Header: true, Text: Plain("h")}, Cell{Text: Plain("d")}
	for _, c := range []struct {
		name  string
		block Block
		want  string // somewhere in the HTML; all of it where it ends in a line break
	}{
		{"escaped", &Paragraph{Plain(`<b>"'&\`)}, "<p>&lt;b&gt;&#34;&#39;&amp;\\</p>\n"},
		{"NUL", &Paragraph{Plain("a\x00b")}, "<p>a\uFFFDb</p>\n"},
		{"script in a link", &Paragraph{Text{{Text: "x", Marks: link("javascript:alert(1)")}}}, "<p>x</p>\n"},
		{"quote in a link", &Paragraph{Text{{Text: "x", Marks: link(`/"onclick="x`)}}}, "<p>x</p>\n"},
		{"unknown mark", &Paragraph{Text{{Text: "x", Marks: []Mark{{Type: 99}, {Type: -1}}}}}, "<p>x</p>\n"},
		{"story's address is a script", &Paragraph{Text{{Text: "x", Marks: toStory("evil")}}}, "<p>x</p>\n"},
		{"story that is not found has an address", &Paragraph{Text{{Text: "x", Marks: toStory("gone")}}}, "<p>x</p>\n"},
		{"story with an absolute address", &Paragraph{Text{{Text: "x", Marks: toStory("absolute")}}}, "<p><a href=\"https://example.org/s\">x</a></p>\n"},
		{"one link over a break", &Paragraph{Text{{Text: "a", Marks: link("/")}, {Break: true}, {Break: true}, {Text: "b", Marks: link("/")}}}, "<p><a href=\"/\">a<br><br>b</a></p>\n"},
		{"two links beside a break", &Paragraph{Text{{Text: "a", Marks: link("/a")}, {Break: true}, {Text: "b", Marks: link("/b")}}}, "<p><a href=\"/a\">a</a><br><a href=\"/b\">b</a></p>\n"},
		{"break at both ends", &Paragraph{Text{{Break: true}, {Text: "a", Marks: []Mark{{Type: Code}}}, {Break: true}}}, "<p><br><code>a</code><br></p>\n"},
		{"story's headline", &ReadMore{Story: "known", Title: "Old"}, "<p class=\"read-more\"><strong>Weiter:</strong> <a href=\"/known\">Head &lt;line&gt;</a></p>\n"},
		{"read more without headline", &ReadMore{Story: "bare", Title: "Old"}, `<a href="/bare">Old</a>`},
		{"read more, neither headline nor title", &ReadMore{Story: "bare"}, `<a href="/bare">/bare</a>`},
		{"read more, lost story with address", &ReadMore{Story: "lost", URL: "https://example.org/x", Title: "T"}, `<a href="https://example.org/x" rel="noopener">T</a>`},
		{"read more, plain", &ReadMore{Story: "lost", Title: "<T>"}, "<p class=\"read-more\"><strong>Weiter:</strong> &lt;T&gt;</p>\n"},
		{"read more of a script", &ReadMore{URL: "javascript:x", Title: "T"}, "</strong> T</p>\n"},
		{"embed heard", &Embed{Provider: "Spotify", URL: "https://open.example/x"}, `data-provider="spotify">` + "\n" + `<a href="https://open.example/x" rel="noopener">Hören auf Spotify</a>`},
		{"embed viewed", &Embed{Provider: "x", URL: "https://x.example/1", Title: "Post"}, "Ansehen bei X: Post</a>"},
		{"embed of an unknown provider", &Embed{Provider: `A"B`, URL: "https://www.example.org/"}, `data-provider="a&#34;b">` + "\n" + `<a href="https://www.example.org/" rel="noopener">Ansehen bei A&#34;B</a>`},
		{"embed without provider", &Embed{URL: "https://www.example.org:8080/x"}, "Ansehen bei example.org</a>"},
		{"credit alone", &Picture{Picture: "p1", Alt: "alt", Credit: "A"}, "<figcaption><span class=\"credit\">Bild: A</span></figcaption>"},
		{"list from 0", &List{Ordered: true, Items: []Item{{[]Block{&Paragraph{Plain("x")}}}}}, "<ol>\n<li>x</li>\n</ol>\n"},
		{"rows that lead with headers", &Table{Rows: []Row{{[]Cell{th, th, td}}}}, "<tbody>\n<tr>\n<th scope=\"row\">h</th>\n<th scope=\"row\">h</th>\n<td>d</td>"},
		{"empty corner", &Table{Rows: []Row{{[]Cell{{}, th}}, {[]Cell{th, td}}}}, "<td></td>\n<th scope=\"col\">h</th>\n</tr>\n<tr>\n<th scope=\"row\">h</th>"},
		{"empty corner that says it is a header", &Table{Rows: []Row{{[]Cell{{Header: true}, th}}, {[]Cell{th, td}}}}, "<thead>\n<tr>\n<td></td>\n<th scope=\"col\">h</th>"},
		{"header that reaches into the body", &Table{Rows: []Row{{[]Cell{{Header: true, Rowspan: 2, Text: Plain("h")}, th}}, {[]Cell{td}}}}, "<table>\n<tbody>\n<tr>\n<th rowspan=\"2\" scope=\"col\">"},
		{"headers only", &Table{Rows: []Row{{[]Cell{th}}}}, "<table>\n<tbody>\n<tr>\n<th scope=\"col\">h</th>"},
		{"table without caption", &Table{Rows: []Row{{[]Cell{td}}}}, `<div class="table-scroll" role="group" tabindex="0" aria-label="Tabelle">`},
		{"box in a box", &FactBox{"A", []Block{&FactBox{"B", []Block{&Heading{2, Plain("C")}}}}}, "<h3 id=\"box-b\">B</h3>\n<h4 id=\"h-c\">C</h4>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := string(HTML(Document{[]Block{c.block}}, german))
			if strings.HasPrefix(c.want, "<p") && strings.HasSuffix(c.want, "\n") && got != c.want || !strings.Contains(got, c.want) {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

var german = Renderer{
	Story: func(id string) (address, headline string, ok bool) {
		switch id {
		case "known":
			return "/known", "Head <line>", true
		case "bare":
			return "/bare", "", true
		case "absolute":
			return "https://example.org/s", "", true
		case "evil":
			return "javascript:alert(1)", "Evil", true
		}
		return "/gone", "Gone", false
	},
	Labels: Labels{Picture: "Bild", ReadMore: "Weiter", Table: "Tabelle", Watch: "Video auf", Listen: "Hören auf", View: "Ansehen bei"},
}

func TestHTMLHeadingsSkipNoLevelAndShareNoID(t *testing.T) {
	h := func(level int, s string) Block { return &Heading{level, Plain(s)} }
	got := HTML(Document{[]Block{
		h(4, "A"), h(4, "A"), h(2, "A-2"), h(4, "B"), h(4, "?!"), h(3, "…"), &FactBox{"A", []Block{h(2, "A"), h(4, "D")}}, h(4, "A-2"), h(2, strings.Repeat("long ", 40)),
	}}, Renderer{})
	want := `<h2 id="h-a">A</h2>
<h2 id="h-a-2">A</h2>
<h2 id="h-a-2-2">A-2</h2>
<h3 id="h-b">B</h3>
<h3 id="h">?!</h3>
<h3 id="h-2">…</h3>
<aside class="fact-box" role="note" aria-labelledby="box-a">
<h4 id="box-a">A</h4>
<h5 id="h-a-3">A</h5>
<h6 id="h-d">D</h6>
</aside>
<h4 id="h-a-2-3">A-2</h4>
<h2 id="h-` + strings.Repeat("long-", 11) + `long">` + strings.Repeat("long ", 40) + `</h2>
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}

func TestHTMLAsksForEachStoryOnce(t *testing.T) {
	asked := 0
	r := Renderer{Story: func(id string) (string, string, bool) { asked++; return "/" + id, "H", true }}
	link := []Mark{{Type: Link, Story: "s1"}}
	HTML(Document{[]Block{
		&Paragraph{Text{{Text: "a", Marks: link}, {Break: true}, {Text: "b", Marks: link}}}, &ReadMore{Story: "s1"},
	}}, r)
	if asked != 1 {
		t.Errorf("the story was asked for %d times", asked)
	}
}

func TestHTMLOfAnEmbedThatThePageShows(t *testing.T) {
	r := Renderer{Embed: func(e *Embed) template.HTML { return template.HTML("<p>" + e.ProviderName() + "</p>") }}
	got := HTML(Document{[]Block{&Embed{Provider: "Vimeo", URL: "https://vimeo.example/1"}, &Embed{URL: "javascript:x"}}}, r)
	if want := template.HTML("<figure class=\"embed\" data-provider=\"vimeo\">\n<p>Vimeo</p>\n</figure>\n"); got != want {
		t.Errorf("got %s", got)
	}
}

func TestHTMLOfACircleEnds(t *testing.T) {
	box := &FactBox{Title: "x"}
	box.Blocks = []Block{&Divider{}, box}
	if got := strings.Count(string(HTML(Document{[]Block{box}}, Renderer{})), "<hr>"); got != MaxDepth {
		t.Errorf("%d boxes", got)
	}
}
