package feed_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"image"
	_ "image/png"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"

	"masthead/internal/contributor"
	"masthead/internal/feed"
	"masthead/internal/newstest"
	"masthead/internal/story"
	"masthead/internal/topic"
)

var update = flag.Bool("update", false, "write the golden files anew")

// addresses are all that is served, with the type and, for XML, the grammar of each.
var addresses = []struct{ path, contentType, grammar string }{
	{"/feed.rss", "application/rss+xml; charset=utf-8", "rss"},
	{"/feed.atom", "application/atom+xml; charset=utf-8", "atom"},
	{"/world/feed.rss", "application/rss+xml; charset=utf-8", "rss"},
	{"/world/feed.atom", "application/atom+xml; charset=utf-8", "atom"},
	{"/topics/ferries-and-quays/feed.rss", "application/rss+xml; charset=utf-8", "rss"},
	{"/topics/ferries-and-quays/feed.atom", "application/atom+xml; charset=utf-8", "atom"},
	{"/by/ada-moller/feed.rss", "application/rss+xml; charset=utf-8", "rss"},
	{"/by/ada-moller/feed.atom", "application/atom+xml; charset=utf-8", "atom"},
	{"/sitemap.xml", "application/xml; charset=utf-8", "siteindex"},
	{"/sitemap/pages.xml", "application/xml; charset=utf-8", "sitemap"},
	{"/sitemap/news.xml", "application/xml; charset=utf-8", "sitemap"},
	{"/sitemap/2025-05.xml", "application/xml; charset=utf-8", "sitemap"},
	{"/sitemap/2025-07.xml", "application/xml; charset=utf-8", "sitemap"},
	{"/robots.txt", "text/plain; charset=utf-8", ""},
	{"/llms.txt", "text/plain; charset=utf-8", ""},
	{"/favicon.svg", "image/svg+xml", ""},
	{"/favicon.ico", "image/x-icon", ""},
	{"/icon-192.png", "image/png", ""},
	{"/icon-512.png", "image/png", ""},
	{"/apple-touch-icon.png", "image/png", ""},
	{"/manifest.webmanifest", "application/manifest+json", ""},
}

func TestEachAddressIsServed(t *testing.T) {
	newstest.EachAddress(t, func(t *testing.T, address string) {
		h := newHarbour(t, address)
		h.fill()
		for _, a := range addresses {
			w := h.get(a.path)
			if w.Code != http.StatusOK || w.Header().Get("Content-Type") != a.contentType || w.Header().Get("Etag") == "" {
				t.Errorf("%s: status %d, fields %v", a.path, w.Code, w.Header())
			}
			if a.grammar != "" {
				wellFormed(t, a.path, w.Body.String())
			}
			again := w.Header().Get("Etag")
			if w := h.get(a.path); w.Header().Get("Etag") != again {
				t.Errorf("%s: another ETag when asked again", a.path)
			}
		}
	})
}

func wellFormed(t *testing.T, name, body string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(body))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
	}
}

func TestGolden(t *testing.T) {
	h := newHarbour(t, newstest.SQLiteAddress(t))
	h.fill()
	for _, path := range []string{"/feed.rss", "/topics/ferries-and-quays/feed.atom", "/sitemap.xml", "/sitemap/pages.xml", "/sitemap/news.xml",
		"/sitemap/2025-07.xml", "/robots.txt", "/llms.txt", "/manifest.webmanifest", "/favicon.svg"} {
		file := filepath.Join("testdata", "golden", strings.ReplaceAll(strings.TrimPrefix(path, "/"), "/", "_"))
		got := h.body(path)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s differs from %s (-want +got):\n%s", path, file, diff)
		}
	}
}

func TestSchemas(t *testing.T) {
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("no xmllint to check grammars with: install libxml2-utils")
	}
	full := newHarbour(t, newstest.SQLiteAddress(t))
	full.fill()
	empty := newHarbour(t, newstest.SQLiteAddress(t))
	empty.Section(topic.Section{Name: "World"})
	empty.Topic(topic.Topic{Name: "Ferries & quays"})
	empty.Contributor(contributor.Contributor{Name: "Ada Møller"})
	for name, h := range map[string]*harbour{"full": full, "empty": empty} {
		for _, a := range addresses {
			if a.grammar == "" || name == "empty" && strings.HasPrefix(a.path, "/sitemap/2") {
				continue
			}
			if out, err := validate(t, lint, a.grammar, h.body(a.path)); err != nil {
				t.Errorf("%s newsroom, %s: %s", name, a.path, out)
			}
		}
	}
}

func validate(t *testing.T, lint, grammar, document string) (string, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), lint, "--noout", "--nonet", "--relaxng", filepath.Join("testdata", "schema", grammar+".rng"), "-")
	cmd.Stdin = strings.NewReader(document)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// A grammar that accepts everything would prove nothing.
func TestSchemasRefuse(t *testing.T) {
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("no xmllint to check grammars with: install libxml2-utils")
	}
	h := newHarbour(t, newstest.SQLiteAddress(t))
	h.fill()
	for _, c := range []struct{ grammar, path, old, new string }{
		{"rss", "/feed.rss", `<guid isPermaLink="false">`, `<guid isPermaLink="true">`},
		{"rss", "/feed.rss", "<link>https://harbour", "<link>harbour"},
		{"rss", "/feed.rss", " +0000</pubDate>", "</pubDate>"},
		{"rss", "/feed.rss", "<title>", "<headline>x</headline><title>"},
		{"rss", "/feed.rss", ` medium="image"`, ` medium="picture"`},
		{"atom", "/feed.atom", "<updated>2025", "<updated>25"},
		{"atom", "/feed.atom", ` href="https:`, ` href="`},
		{"atom", "/feed.atom", "<id>tag:", "<id>"},
		{"atom", "/feed.atom", ` type="html"`, ` type="markdown"`},
		{"siteindex", "/sitemap.xml", "<loc>https", "<loc>ftp"},
		{"sitemap", "/sitemap/news.xml", "<news:language>", "<news:language>en-"},
		{"sitemap", "/sitemap/news.xml", "<news:title>The first ferry</news:title>", ""},
		{"sitemap", "/sitemap/2025-07.xml", "<lastmod>2025", "<lastmod>July 2025"},
	} {
		whole := h.body(c.path)
		broken := strings.ReplaceAll(whole, c.old, c.new)
		if c.grammar == "sitemap" && c.new == "" {
			start, end := strings.Index(whole, "<news:title>"), strings.Index(whole, "</news:title>")
			broken = whole[:start] + whole[end+len("</news:title>"):]
		}
		if broken == whole {
			t.Errorf("%s holds no %q", c.path, c.old)
		} else if _, err := validate(t, lint, c.grammar, broken); err == nil {
			t.Errorf("%s is accepted with %q in place of %q", c.path, c.new, c.old)
		}
	}
}

// readBack reads a feed as other programs do.
func readBack(t *testing.T, body string) *gofeed.Feed {
	t.Helper()
	f, err := gofeed.NewParser().ParseString(body)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestReadBack(t *testing.T) {
	h := newHarbour(t, newstest.SQLiteAddress(t))
	h.fill()
	for _, path := range []string{"/feed.rss", "/feed.atom"} {
		f := readBack(t, h.body(path))
		if f.Title != "The Harbour & Post" || f.Link != base+"/" || f.FeedLink != base+path || f.Language != "en-GB" ||
			!f.UpdatedParsed.Equal(now.Add(-time.Hour)) {
			t.Errorf("%s: %q, %s, %s, %s, %s", path, f.Title, f.Link, f.FeedLink, f.Language, f.UpdatedParsed)
		}
		if len(f.Items) != 3 {
			t.Fatalf("%s has %d stories", path, len(f.Items))
		}
		item := f.Items[0]
		if item.Title != `Quay 4 < Quay 5 & "others" ]]>` {
			t.Errorf("%s: title %q", path, item.Title)
		}
		if want := base + "/world/quay-4-quay-5-and-others-" + storyID(3).String(); item.Link != want {
			t.Errorf("%s: link %s, want %s", path, item.Link, want)
		}
		if want := "tag:harbour.example,2025-06-30:story/" + storyID(3).String(); item.GUID != want {
			t.Errorf("%s: guid %s, want %s", path, item.GUID, want)
		}
		if !item.PublishedParsed.Equal(now.Add(-2 * time.Hour)) {
			t.Errorf("%s: published %s", path, item.PublishedParsed)
		}
		if diff := cmp.Diff([]string{"World", "Ferries & quays"}, labels(f, item)); diff != "" {
			t.Errorf("%s: categories (-want +got):\n%s", path, diff)
		}
		if len(item.Authors) == 0 || item.Authors[0].Name != "Ada Møller" {
			t.Errorf("%s: authors %v", path, item.Authors)
		}
		if len(item.Enclosures) != 1 || item.Enclosures[0].URL != base+"/media/"+strings.Repeat("a", 64)+"-1280.jpg" {
			t.Errorf("%s: enclosures %v", path, item.Enclosures)
		}
		fullText(t, path, item.Content)
	}
}

func labels(f *gofeed.Feed, item *gofeed.Item) []string { return item.Categories }

// fullText checks the whole story in HTML: nothing is lost, and every address is absolute.
func fullText(t *testing.T, path, content string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	var words strings.Builder
	var found []string
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			words.WriteString(n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "href" || a.Key == "src" {
				found = append(found, a.Val)
			}
		}
	}
	story3 := base + "/world/quay-4-quay-5-and-others-" + storyID(3).String()
	want := []string{
		base + "/media/" + strings.Repeat("a", 64) + "-1280.jpg",
		base + "/world", story3 + "#costs", "https://example.org/?a=1&b=2", base + "/world/the-first-ferry-" + storyID(1).String(),
		base + "/media/" + strings.Repeat("b", 64) + "-320.jpg",
		base + "/world/%D0%BC%D0%BE%D1%81%D1%82-%D0%BE%D1%82%D0%BA%D1%80%D1%8B%D1%82-" + storyID(2).String(),
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("%s: addresses (-want +got):\n%s", path, diff)
	}
	for _, part := range []string{"The quay at low tide", "A/Getty <Images>", "Fish & chips cost <£9", "if a < b && c ]]> d", "Мост открыт",
		"Correction (2025-07-01): The price was wrong: it is £9 & not £8."} {
		if !strings.Contains(words.String(), part) {
			t.Errorf("%s: the text has lost %q:\n%s", path, part, words.String())
		}
	}
}

func TestSubjects(t *testing.T) {
	h := newHarbour(t, newstest.SQLiteAddress(t))
	h.fill()
	for _, c := range []struct {
		path, title, link string
		stories           int
	}{
		{"/world/feed.atom", "World – The Harbour & Post", "/world", 3},
		{"/topics/ferries-and-quays/feed.rss", "Ferries & quays – The Harbour & Post", "/topics/ferries-and-quays", 1},
		{"/by/ada-moller/feed.atom", "Ada Møller – The Harbour & Post", "/by/ada-moller", 2},
	} {
		f := readBack(t, h.body(c.path))
		if f.Title != c.title || f.Link != base+c.link || f.FeedLink != base+c.path || len(f.Items) != c.stories {
			t.Errorf("%s: %q, %s, %s, %d stories", c.path, f.Title, f.Link, f.FeedLink, len(f.Items))
		}
	}
}

func TestUnknownAddresses(t *testing.T) {
	h := newHarbour(t, newstest.SQLiteAddress(t))
	h.fill()
	for _, path := range []string{"/sport/feed.rss", "/topics/none/feed.atom", "/by/nobody/feed.rss", "/sitemap/2025-04.xml", "/sitemap/2025-13.xml",
		"/sitemap/2025-7.xml", "/sitemap/0000-01.xml", "/sitemap/2025-07", "/sitemap/news", "/world/other", "/world/feed.json"} {
		if w := h.get(path); w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", path, w.Code)
		}
	}
}

func TestChangesShowAtOnce(t *testing.T) {
	newstest.EachAddress(t, func(t *testing.T, address string) {
		h := newHarbour(t, address)
		h.fill()
		before := map[string]string{}
		for _, a := range addresses {
			before[a.path] = h.body(a.path)
		}
		h.Publish(story.Draft{Headline: "News & more", Section: h.world.ID, Body: newstest.Paragraphs("New.")}, time.Time{})
		for _, path := range []string{"/feed.rss", "/world/feed.atom", "/sitemap/news.xml", "/sitemap/2025-07.xml"} {
			if after := h.body(path); after == before[path] || !strings.Contains(after, "news-and-more") {
				t.Errorf("%s does not show the new story", path)
			}
		}
		for _, path := range []string{"/by/ada-moller/feed.rss", "/topics/ferries-and-quays/feed.atom", "/sitemap/pages.xml", "/manifest.webmanifest"} {
			if h.body(path) != before[path] {
				t.Errorf("%s has changed", path)
			}
		}
		h.Withdraw(storyID(3), "It was not true.")
		for _, path := range []string{"/feed.rss", "/topics/ferries-and-quays/feed.atom", "/by/ada-moller/feed.rss", "/sitemap/news.xml"} {
			if strings.Contains(h.body(path), storyID(3).String()) {
				t.Errorf("%s still has the story that was withdrawn", path)
			}
		}
	})
}

func TestTimePasses(t *testing.T) {
	h := newHarbour(t, newstest.SQLiteAddress(t))
	h.fill()
	has := func(path string, n int) bool { return strings.Contains(h.body(path), storyID(n).String()) }
	if !has("/sitemap/news.xml", 2) || has("/feed.rss", 5) {
		t.Fatal("the newsroom does not begin as it should")
	}
	h.Clock.Set(now.Add(time.Hour))
	if !has("/sitemap/news.xml", 2) {
		t.Error("the news sitemap has dropped a story of exactly two days")
	}
	h.Clock.Set(now.Add(time.Hour + time.Millisecond))
	if has("/sitemap/news.xml", 2) {
		t.Error("the news sitemap still has a story of more than two days")
	}
	h.Clock.Set(now.Add(24*time.Hour - time.Millisecond))
	if has("/feed.rss", 5) || has("/sitemap/news.xml", 5) {
		t.Error("a scheduled story shows before its moment")
	}
	h.Clock.Set(now.Add(24 * time.Hour))
	if !has("/feed.rss", 5) || !has("/sitemap/news.xml", 5) {
		t.Error("a scheduled story does not show at its moment")
	}
}

func TestFeedHoldsTheNewestThirty(t *testing.T) {
	h := newHarbour(t, newstest.SQLiteAddress(t))
	h.fill()
	for i := range 40 {
		h.PublishAs(storyID(100+i), story.Article, story.Draft{Headline: fmt.Sprint("Brief ", i), Section: h.world.ID}, now.Add(time.Duration(i-60)*time.Minute))
	}
	f := readBack(t, h.body("/feed.atom"))
	if len(f.Items) != 30 || f.Items[0].Title != "Brief 39" || f.Items[29].Title != "Brief 10" {
		t.Errorf("%d stories, from %q to %q", len(f.Items), f.Items[0].Title, f.Items[len(f.Items)-1].Title)
	}
}

func TestIcons(t *testing.T) {
	h := newHarbour(t, newstest.SQLiteAddress(t))
	for path, size := range map[string]int{"/icon-192.png": 192, "/icon-512.png": 512, "/apple-touch-icon.png": 180} {
		inked(t, path, []byte(h.body(path)), size)
	}
	ico := []byte(h.body("/favicon.ico"))
	if !bytes.HasPrefix(ico, []byte{0, 0, 1, 0, 3, 0}) {
		t.Fatalf("the icon begins with % x", ico[:6])
	}
	for i, size := range []int{16, 32, 48} {
		entry := ico[6+16*i:][:16]
		at := func(k int) int { return int(entry[k]) | int(entry[k+1])<<8 | int(entry[k+2])<<16 }
		if int(entry[0]) != size || int(entry[1]) != size || at(12)+at(8) > len(ico) {
			t.Fatalf("the icon's entry %d is % x", i, entry)
		}
		inked(t, "/favicon.ico", ico[at(12):][:at(8)], size)
	}
	var manifest struct {
		Icons []struct {
			Src, Type, Sizes string
		}
	}
	if err := json.Unmarshal([]byte(h.body("/manifest.webmanifest")), &manifest); err != nil {
		t.Fatal(err)
	}
	for _, icon := range manifest.Icons {
		w := h.get(strings.TrimPrefix(icon.Src, base))
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != icon.Type {
			t.Errorf("the manifest's icon %v: status %d, %s", icon, w.Code, w.Header().Get("Content-Type"))
		}
	}
}

// inked checks that a picture has the size, the ground at its corner, and the letter and the rule somewhere.
func inked(t *testing.T, path string, data []byte, size int) {
	t.Helper()
	m, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if m.Bounds().Dx() != size || m.Bounds().Dy() != size {
		t.Errorf("%s is %v, not %d a side", path, m.Bounds(), size)
	}
	if r, g, b, _ := m.At(0, 0).RGBA(); r>>8 != 0x16 || g>>8 != 0x18 || b>>8 != 0x1d {
		t.Errorf("%s: the corner is %v", path, m.At(0, 0))
	}
	var light, red bool
	for y := range size {
		for x := range size {
			r, g, _, _ := m.At(x, y).RGBA()
			light = light || r > 0xf000 && g > 0xf000
			red = red || r > 0x7000 && g < 0x5000
		}
	}
	if !light || !red {
		t.Errorf("%s at %d: letter %v, rule %v", path, size, light, red)
	}
}

func TestNewRefuses(t *testing.T) {
	fine := feed.Colours{Ink: "#000000", Paper: "#ffffff", Accent: "#ff0000"}
	for _, o := range []feed.Options{
		{BaseURL: "https://exa mple", Colours: fine},
		{BaseURL: base, Colours: feed.Colours{Ink: "black", Paper: "#ffffff", Accent: "#ff0000"}},
		{BaseURL: base, Colours: feed.Colours{Ink: "#000000", Paper: "#ffffff"}},
	} {
		if _, err := feed.New(o); err == nil {
			t.Errorf("%+v is accepted", o)
		}
	}
}

func TestSitemapsNameEveryArticleOnce(t *testing.T) {
	newstest.EachAddress(t, func(t *testing.T, address string) {
		h := newHarbour(t, address)
		h.fill()
		for i := range 60 {
			h.PublishAs(storyID(100+i), story.Article, story.Draft{Headline: "Brief", Section: h.world.ID}, now.AddDate(0, 0, -7*i))
		}
		count := map[string]int{}
		for _, sitemap := range locations(t, h.body("/sitemap.xml")) {
			path := strings.TrimPrefix(sitemap, base)
			if slices.Contains([]string{"/sitemap/news.xml", "/sitemap/pages.xml"}, path) {
				continue
			}
			for _, loc := range locations(t, h.body(path)) {
				count[loc]++
			}
		}
		if len(count) != 63 {
			t.Errorf("%d articles are named, not 63", len(count))
		}
		for loc, n := range count {
			if n != 1 {
				t.Errorf("%s is named %d times", loc, n)
			}
		}
	})
}

func locations(t *testing.T, body string) []string {
	t.Helper()
	var set struct {
		URLs []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
		Sitemaps []struct {
			Loc string `xml:"loc"`
		} `xml:"sitemap"`
	}
	if err := xml.Unmarshal([]byte(body), &set); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, u := range slices.Concat(set.URLs, set.Sitemaps) {
		all = append(all, u.Loc)
	}
	return all
}
