package wordpress

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"

	"masthead/internal/doc"
)

var update = flag.Bool("update", false, "write the golden files anew")

// shelf is an archive in memory.
type shelf struct {
	attachments []attachment
	stories     map[string]string
	patterns    map[int64]string
	attachedIDs map[int64][]int64
	used        map[string]bool
}

func (s *shelf) attachment(number int64) (attachment, bool, error) {
	for _, a := range s.attachments {
		if a.id == number {
			return a, true, nil
		}
	}
	return attachment{}, false, nil
}

func (s *shelf) attachmentAt(address string) (attachment, bool, error) {
	for _, a := range s.attachments {
		if fileKey(a.url) == fileKey(address) && address != "" {
			return a, true, nil
		}
	}
	return attachment{}, false, nil
}

func (s *shelf) attachedTo(post int64) (all []attachment, err error) {
	for _, n := range s.attachedIDs[post] {
		a, _, _ := s.attachment(n)
		all = append(all, a)
	}
	return all, nil
}

func (s *shelf) use(a attachment) (bool, error) { return s.useOther(a.key) }

func (s *shelf) useOther(key string) (bool, error) {
	first := !s.used[key]
	s.used[key] = true
	return first, nil
}

func (s *shelf) storyAt(place string) (string, bool, error) {
	key, ok := s.stories[place]
	return key, ok, nil
}

func (s *shelf) pattern(number int64) (string, error) { return s.patterns[number], nil }

func testShelf() *shelf {
	uploads := "https://news.example/wp-content/uploads/2024/05/"
	return &shelf{
		used: map[string]bool{},
		attachments: []attachment{
			{id: 7, key: "attachment-7", url: uploads + "harbour.jpg", alt: "Boats in the harbour", caption: "The harbour at dawn. Picture: Ada Lovell", title: "harbour"},
			{id: 8, key: "attachment-8", url: uploads + "bridge-scaled.jpg", alt: "The bridge", credit: "Ben Osei", title: "bridge"},
			{id: 9, key: "attachment-9", url: uploads + "report.pdf", title: "report"},
		},
		stories:     map[string]string{"/2024/05/storm": "post-3", "/?p=4": "post-4"},
		patterns:    map[int64]string{5: "<!-- wp:paragraph --><p>Write to the newsdesk.</p><!-- /wp:paragraph -->"},
		attachedIDs: map[int64][]int64{1: {7, 8, 9}},
	}
}

func testConverter() *converter {
	s := newSite(channel{link: "https://news.example", blog: "https://news.example"})
	return newConverter(testShelf(), s, &item{id: 1, kind: "post", link: "https://news.example/2024/05/ferry/", meta: map[string]string{
		"footnotes": `[{"id":"a","content":"The <em>Gazette</em>, 1911."}]`,
	}})
}

// TestConvert compares the documents made of the golden files' content with what stands there.
func TestConvert(t *testing.T) {
	files, err := filepath.Glob("testdata/convert/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for i := 0; i+1 < len(a.Files); i += 2 {
				c := testConverter()
				d := c.body(string(a.Files[i].Data))
				if err := doc.Validate(d); err != nil {
					t.Errorf("%s: %v", a.Files[i].Name, err)
				}
				got := dump(d)
				if *update {
					a.Files[i+1].Data = []byte(got)
				} else if diff := cmp.Diff(string(a.Files[i+1].Data), got); diff != "" {
					t.Errorf("%s: (-want +got)\n%s", a.Files[i].Name, diff)
				}
				if missing := lost(string(a.Files[i].Data), d); missing != "" {
					t.Errorf("%s: words are lost: %s", a.Files[i].Name, missing)
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// dump writes a document in a form that a person can read and compare.
func dump(d doc.Document) string {
	var b strings.Builder
	dumpBlocks(&b, d.Blocks, "")
	return b.String()
}

func dumpBlocks(b *strings.Builder, blocks []doc.Block, indent string) {
	line := func(format string, args ...any) { fmt.Fprintf(b, indent+format+"\n", args...) }
	optional := func(name string, t doc.Text) {
		if len(t) > 0 {
			line("  %s: %s", name, dumpText(t))
		}
	}
	for _, block := range blocks {
		switch v := block.(type) {
		case *doc.Paragraph:
			line("paragraph %s", dumpText(v.Text))
		case *doc.Heading:
			line("heading %d %s", v.Level, dumpText(v.Text))
		case *doc.List:
			line("list ordered=%v start=%d", v.Ordered, v.Start)
			for _, i := range v.Items {
				line("- item")
				dumpBlocks(b, i.Blocks, indent+"  ")
			}
		case *doc.Quote:
			line("quote")
			dumpBlocks(b, v.Blocks, indent+"  ")
			optional("said", v.Attribution)
		case *doc.PullQuote:
			line("pull quote %s", dumpText(v.Text))
			optional("said", v.Attribution)
		case *doc.Picture:
			line("picture %s alt=%q credit=%q", v.Picture, v.Alt, v.Credit)
			optional("caption", v.Caption)
		case *doc.Gallery:
			line("gallery %q", v.Title)
			for _, p := range v.Pictures {
				dumpBlocks(b, []doc.Block{p}, indent+"  ")
			}
		case *doc.ReadMore:
			line("read more story=%q url=%q %s", v.Story, v.URL, v.Title)
		case *doc.Embed:
			line("embed %q %s %q", v.Provider, v.URL, v.Title)
			optional("caption", v.Caption)
		case *doc.Table:
			line("table")
			optional("caption", v.Caption)
			for _, r := range v.Rows {
				var cells []string
				for _, c := range r.Cells {
					text := dumpText(c.Text)
					if c.Header {
						text = "= " + text
					}
					if c.Colspan > 1 || c.Rowspan > 1 {
						text += fmt.Sprintf(" (%d×%d)", max(c.Colspan, 1), max(c.Rowspan, 1))
					}
					cells = append(cells, text)
				}
				line("  | %s", strings.Join(cells, " | "))
			}
		case *doc.Preformatted:
			line("preformatted %q", v.Text)
		case *doc.Divider:
			line("divider")
		case *doc.Unconverted:
			line("unconverted (%s) %q", v.Reason, v.Markup)
		default:
			line("%T", v)
		}
	}
}

var markSigns = map[doc.MarkType]string{doc.Strong: "*", doc.Emphasis: "_", doc.Strikethrough: "~", doc.Subscript: "↓", doc.Superscript: "↑", doc.Code: "`"}

func dumpText(t doc.Text) string {
	var b strings.Builder
	for _, in := range t {
		if in.Break {
			b.WriteString(" ⏎ ")
			continue
		}
		text := in.Text
		for _, m := range slices.Backward(in.Marks) {
			if m.Type == doc.Link {
				text = "[" + text + "](" + m.Story + m.Href + ")"
			} else {
				text = markSigns[m.Type] + text + markSigns[m.Type]
			}
		}
		b.WriteString(text)
	}
	return b.String()
}

// labels are words that become part of the page's own design: the label of a credit, of a 'read more' line.
var labels = map[string]bool{"read": true, "more": true, "related": true, "also": true, "next": true, "see": true, "on": true, "this": true, "story": true,
	"stories": true, "article": true, "articles": true, "reading": true, "picture": true, "photo": true, "photograph": true, "credit": true, "image": true,
	"by": true, "courtesy": true, "of": true, "source": true, "via": true}

// lost returns the words that a reader of content could see and that are nowhere in the document.
func lost(content string, d doc.Document) string {
	want := map[string]int{}
	nodes, err := html.ParseFragmentWithOptions(strings.NewReader(content), bodyContext, html.ParseOptionEnableScripting(false))
	if err != nil {
		return ""
	}
	for _, n := range nodes {
		visible(n, want)
	}
	have := map[string]int{}
	var all strings.Builder
	add := func(text string) {
		text = norm.NFKC.String(text) // subscripts become digits again
		countInto(have, text)
		all.WriteString(strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return unicode.ToLower(r)
			}
			return -1
		}, text))
	}
	add(doc.PlainText(d, func(string) string { return "" }))
	doc.Walk(d, func(b doc.Block) bool {
		switch v := b.(type) {
		case *doc.Unconverted:
			add(html.UnescapeString(v.Markup))
		case *doc.Picture:
			add(v.Credit)
		case *doc.Embed:
			add(v.URL)
		case *doc.ReadMore:
			add(v.URL)
		}
		return true
	})
	squashed := all.String()
	var missing []string
	for _, w := range slices.Sorted(maps.Keys(want)) {
		if want[w] > have[w] && !labels[w] && strings.Count(squashed, w) < want[w] {
			missing = append(missing, fmt.Sprintf("%s (%d of %d)", w, have[w], want[w]))
		}
	}
	return strings.Join(missing, ", ")
}

func visible(n *html.Node, words map[string]int) {
	switch {
	case n.Type == html.TextNode:
		for line := range strings.FieldsSeq(shortcodeMarkup.ReplaceAllString(n.Data, " ")) {
			if !strings.HasPrefix(line, "http") {
				countInto(words, norm.NFKC.String(line))
			}
		}
		return
	case n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Iframe || n.DataAtom == atom.Noframes || n.DataAtom == atom.Noembed:
		return // no browser of today shows what is in them
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		visible(child, words)
	}
}

func countInto(words map[string]int, text string) {
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		words[w]++
	}
}

var shortcodeMarkup = regexp.MustCompile(`\[/?(?:caption|wp_caption|gallery|embed|audio|video|playlist|youtube|vimeo|tweet|soundcloud|instagram|dailymotion|spotify)(?:[ =][^\]]*)?\]`)
