package doc

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	elements = strings.Fields("p h2 h3 h4 h5 h6 ul ol li blockquote footer cite aside figure figcaption span div table caption thead tbody " +
		"tr th td pre hr br a strong em s sub sup code img")
	attributes = strings.Fields("id class href rel start colspan rowspan scope role tabindex aria-label aria-labelledby data-provider src alt")
	voids      = strings.Fields("br hr img")
)

// soundHTML checks that the HTML is what a parser makes of it, every element closed where it should be, none added or
// moved, and that it holds only what a document may show.
func soundHTML(h template.HTML) error {
	written, err := countElements(h)
	if err != nil {
		return err
	}
	roots, err := parseHTML(h)
	if err != nil {
		return err
	}
	parsed := 0
	ids := map[string]bool{}
	for _, root := range roots {
		nodes := []*html.Node{root}
		for n := range root.Descendants() {
			nodes = append(nodes, n)
		}
		for _, n := range nodes {
			if n.Type != html.ElementNode {
				continue
			}
			parsed++
			if err := soundElement(n, ids); err != nil {
				return err
			}
		}
	}
	if parsed != written {
		return fmt.Errorf("a parser makes %d elements of %d", parsed, written)
	}
	return nil
}

func parseHTML(h template.HTML) ([]*html.Node, error) {
	article := &html.Node{Type: html.ElementNode, Data: "article", DataAtom: atom.Article}
	return html.ParseFragment(strings.NewReader(string(h)), article)
}

func countElements(h template.HTML) (int, error) {
	var open []string
	count := 0
	for z := html.NewTokenizer(strings.NewReader(string(h))); ; {
		kind := z.Next()
		switch token := z.Token(); kind {
		case html.ErrorToken:
			if len(open) > 0 {
				return 0, fmt.Errorf("%v is left open", open)
			}
			return count, nil
		case html.StartTagToken:
			count++
			if !slices.Contains(voids, token.Data) {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				return 0, fmt.Errorf("</%s> stands where %v is open", token.Data, open)
			}
			open = open[:len(open)-1]
		case html.TextToken:
		default:
			return 0, fmt.Errorf("there is a %v", kind)
		}
	}
}

func soundElement(n *html.Node, ids map[string]bool) error {
	if !slices.Contains(elements, n.Data) {
		return fmt.Errorf("no document has the element %s", n.Data)
	}
	for _, a := range n.Attr {
		switch {
		case !slices.Contains(attributes, a.Key):
			return fmt.Errorf("no document has the attribute %s", a.Key)
		case a.Key == "href" && !linkAddress(a.Val):
			return fmt.Errorf("a link leads to %q", a.Val)
		case a.Key == "id" && (ids[a.Val] || strings.ContainsAny(a.Val, " \t\n")):
			return fmt.Errorf("the id %q stands twice or has a space", a.Val)
		case a.Key == "id":
			ids[a.Val] = true
		}
	}
	return nil
}

func TestSoundHTML(t *testing.T) {
	if err := soundHTML(HTML(everything(), page)); err != nil {
		t.Error(err)
	}
	for _, bad := range []template.HTML{
		"<p>", "<p></b></p>", "<script></script>", "<iframe></iframe>", "<p onclick=x></p>", "<!-- -->", "<p><p></p></p>",
		`<a href="javascript:x"></a>`, `<hr id=a><hr id=a>`,
	} {
		if soundHTML(bad) == nil {
			t.Errorf("%s passes for sound", bad)
		}
	}
}
