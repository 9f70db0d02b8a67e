package cli_test

import (
	"bufio"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"masthead/internal/cli"
	"masthead/internal/newstest"
)

// TestTheSpecimen brings one article page of another system's archive over, as its newsroom would, and compares what
// Masthead shows at that page's moment with what a crawler saw: every line, in its order.
func TestTheSpecimen(t *testing.T) {
	specimen := filepath.Join(newstest.Corpus(t), "specimen")
	var page specimenPage
	readJSON(t, filepath.Join(specimen, "rails.json"), &page)
	newstest.EachAddress(t, func(t *testing.T, database string) {
		data := t.TempDir()
		settings := []string{"--data", data, "--database", database, "--time-zone", page.TimeZone}
		run := func(args ...string) {
			t.Helper()
			var out, problems strings.Builder
			if code := cli.Run(t.Context(), append(args, settings...), cli.Terminal{Out: &out, Err: &problems, Lookup: noEnvironment}); code != 0 {
				t.Fatalf("masthead %s: exit code %d: %s", strings.Join(args, " "), code, problems.String())
			}
		}
		run("import", "wordpress", filepath.Join(specimen, "specimen.wxr.xml"), "--media", filepath.Join(specimen, "media"), "--no-fetch")
		layout := filepath.Join(data, "front.yaml")
		if err := os.WriteFile(layout, page.layout(t, filepath.Join(specimen, "specimen.wxr.xml")), 0o644); err != nil {
			t.Fatal(err)
		}
		run("front", "apply", layout)
		url := serve(t, append([]string{"serve", "--at", page.AsOf, "--addr", "127.0.0.1:0", "--log-level", "error"}, settings...))
		got := text(t, url+"/article/"+page.Page)
		compare(t, specimenLines(t, filepath.Join(specimen, "page.txt")), got)
		if age := `17 days ago`; strings.Count(got, age) != 3 {
			t.Errorf("%d cards say %q, want 3", strings.Count(got, age), age)
		}
	})
}

// specimenPage is rails.json.
type specimenPage struct {
	Page     string
	AsOf     string `json:"as_of"`
	TimeZone string `json:"time_zone"`
	Rails    []struct {
		Title, Fill, Shows string
		Cards              json.RawMessage
	}
}

// layout writes the rails that the specimen describes in words as a layout document.
func (p specimenPage) layout(t *testing.T, export string) []byte {
	t.Helper()
	links := headlineLinks(t, export)
	slug := func(name string) string {
		return strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(name), " & ", "-"), " ", "-")
	}
	var b strings.Builder
	b.WriteString("article:\n")
	for _, r := range p.Rails {
		fmt.Fprintf(&b, "  - title: %s\n", r.Title)
		var cards int
		var named []string
		if json.Unmarshal(r.Cards, &cards) == nil {
			fmt.Fprintf(&b, "    cards: %d\n", cards)
		} else if err := json.Unmarshal(r.Cards, &named); err != nil {
			t.Fatal(err)
		}
		section, ofSection := strings.CutPrefix(r.Fill, "newest stories of section ")
		switch {
		case ofSection:
			fmt.Fprintf(&b, "    fill: section %s\n", slug(section))
		case strings.HasPrefix(r.Fill, "newest stories of every section"):
			b.WriteString("    fill: newest\n")
		case r.Fill == "hand-picked":
			fmt.Fprintf(&b, "    more: section %s\n    picks:\n", slug(r.Title))
			for _, headline := range named {
				if links[headline] == "" {
					t.Fatalf("the export has no story %q", headline)
				}
				fmt.Fprintf(&b, "      - %s\n", links[headline])
			}
		case strings.HasPrefix(r.Fill, "featured topics"):
			b.WriteString("    topics:\n")
			for _, name := range named {
				fmt.Fprintf(&b, "      - %s\n", slug(name))
			}
		default:
			t.Fatalf("the specimen fills a rail in a way that this test does not know: %q", r.Fill)
		}
		if strings.Contains(r.Shows, "age") {
			b.WriteString("    age: true\n")
		}
	}
	return []byte(b.String())
}

// headlineLinks returns the old address of each story of an export.
func headlineLinks(t *testing.T, export string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(export)
	if err != nil {
		t.Fatal(err)
	}
	var rss struct {
		Items []struct {
			Title string `xml:"title"`
			Link  string `xml:"link"`
		} `xml:"channel>item"`
	}
	if err := xml.Unmarshal(data, &rss); err != nil {
		t.Fatal(err)
	}
	links := map[string]string{}
	for _, i := range rss.Items {
		links[i.Title] = i.Link
	}
	return links
}

// specimenLines returns what the page must show, in order: all of page.txt but the crawl's date before the headline,
// and the player, which there is none of until stories are narrated.
func specimenLines(t *testing.T, file string) []string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	crawled := regexp.MustCompile(`^\s*date \d{4}-\d{2}-\d{2} `)
	var lines []string
	for line := range strings.Lines(string(data)) {
		line = fold(crawled.ReplaceAllString(line, ""))
		if line != "" && line != "Loading audio..." && line != "Listen to this article" {
			lines = append(lines, line)
		}
	}
	return lines
}

// compare looks for each line after the one before it.
func compare(t *testing.T, lines []string, got string) {
	t.Helper()
	rest := got
	for i, line := range lines {
		at := strings.Index(rest, line)
		switch {
		case i+1 < len(lines) && kickerAfter(rest, line, lines[i+1]):
			// The crawler saw a card's kicker before its picture; here it stands with the headline.
		case at >= 0:
			rest = rest[at+len(line):]
		case strings.HasPrefix(line, "Read more: ") && strings.Contains(rest, strings.TrimPrefix(line, "Read more: ")):
			// The export gives the address and headline of the first such link for the second one too; the headline
			// that the crawler saw is in the rails.
		default:
			t.Errorf("missing, or not in its place: %q", line)
		}
	}
}

func kickerAfter(rest, kicker, alt string) bool {
	_, card, found := strings.Cut(rest, alt)
	return found && strings.HasPrefix(strings.TrimSpace(card), kicker)
}

// serve starts the program and returns its address once it says it. It is stopped at the end of the test.
func serve(t *testing.T, args []string) string {
	t.Helper()
	reader, writer := io.Pipe()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan int)
	var problems strings.Builder
	go func() {
		ended <- cli.Run(ctx, args, cli.Terminal{Out: writer, Err: &problems, Lookup: noEnvironment})
		writer.Close()
	}()
	t.Cleanup(func() {
		stop()
		if code := <-ended; code != 0 {
			t.Errorf("serve ended with exit code %d: %s", code, problems.String())
		}
	})
	line, err := bufio.NewReader(reader).ReadString('\n')
	if err != nil {
		t.Fatalf("the program did not say its address: %v", err)
	}
	go io.Copy(io.Discard, reader)
	return regexp.MustCompile(`http://\S+`).FindString(line)
}

// text returns what a person reads, or hears, of a page: its text with white space folded, pictures as their
// alternative text.
func text(t *testing.T, url string) string {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s", url, response.Status)
	}
	page, err := goquery.NewDocumentFromReader(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	blocks := []string{"p", "h1", "h2", "h3", "li", "div", "figure", "figcaption", "section", "article", "time"}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && n.Data == "img":
			for _, a := range n.Attr {
				if a.Key == "alt" {
					b.WriteString(" " + a.Val + " ")
				}
			}
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
		if slices.Contains(blocks, n.Data) {
			b.WriteString(" ")
		}
	}
	walk(page.Find("main").Nodes[0])
	return fold(b.String())
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

func readJSON(t *testing.T, file string, v any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(data, v)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func noEnvironment(string) (string, bool) { return "", false }
