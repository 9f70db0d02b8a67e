package cli_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// attacks are words that an archive may hold anywhere.
var attacks = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</script><script>alert(1)</script>`, `]]>`, `<!--`, `'-alert(1)-'`,
	`{{.Secret}}`, `javascript:alert(1)`, "\u2028\u202e\ufeff", `</title></style></textarea>`, `&lt;script&gt;alert(1)&lt;/script&gt;`, `\u003cscript\u003e`,
}

// TestHostileWords brings over an archive that attacks its readers from every field, and reads the whole site.
func TestHostileWords(t *testing.T) {
	all := strings.Join(attacks, " ")
	escaped := func(s string) string {
		var b strings.Builder
		if err := xml.EscapeText(&b, []byte(s)); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	body := strings.ReplaceAll(all, "]]>", "") + `<p onclick="alert(1)" style="position:fixed">Text <a href="javascript:alert(1)">a</a> <a href="&#106;avascript:alert(1)">b</a>
<a href="data:text/html,<script>alert(1)</script>">c</a> <a href="https://ok.example/&quot;onmouseover=alert(1)">d</a></p>
<iframe src="https://evil.example/"></iframe><object data="x"></object><embed src="x"><style>body{display:none}</style><base href="https://evil.example/">
<svg onload="alert(1)"><script>alert(1)</script></svg><math><mi xlink:href="javascript:alert(1)">x</mi></math><form action="https://evil.example"><input name=password></form>
<meta http-equiv="refresh" content="0;url=https://evil.example"><link rel="stylesheet" href="https://evil.example/x.css">
<figure><img src="https://old.example/wp-content/uploads/quay.png" alt="` + strings.ReplaceAll(escaped(all), "]]>", "") + `"><figcaption>` + escaped(all) + `</figcaption></figure>
[caption id="x" caption="<script>alert(1)</script>"]<img src="https://old.example/wp-content/uploads/quay.png">[/caption][embed]javascript:alert(1)[/embed]
<pre>` + escaped(all) + `</pre><table><tr><td>` + escaped(all) + `</td></tr></table><h2 id="x" onfocus=alert(1) tabindex=1>` + escaped(all) + `</h2>`
	more := `<category domain="category" nicename="news"><![CDATA[` + strings.ReplaceAll(all, "]]>", "") + `]]></category>
<category domain="post_tag" nicename="tag"><![CDATA[` + strings.ReplaceAll(all, "]]>", "") + `]]></category>
<excerpt:encoded><![CDATA[` + strings.ReplaceAll(all, "]]>", "") + `]]></excerpt:encoded>
<wp:postmeta><wp:meta_key>kicker</wp:meta_key><wp:meta_value>` + escaped(all) + `</wp:meta_value></wp:postmeta>`
	archive := exported(post{number: 1, title: escaped(all), body: body, more: more}, post{number: 2, title: "Plain", body: "<p>Text</p>", more: more})
	archive = strings.NewReplacer("<title>Old Bay Gazette</title>", "<title>"+escaped(all)+"</title><description>"+escaped(all)+"</description>",
		"<dc:creator>jo<", "<dc:creator>"+escaped(all)+"<").Replace(archive)
	file, media, data := filepath.Join(t.TempDir(), "old.xml"), t.TempDir(), t.TempDir()
	for name, content := range map[string][]byte{file: []byte(archive), filepath.Join(media, "quay.png"): grey(t, 640, 480)} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	succeed(t, "import", "wordpress", file, "--media", media, "--no-fetch", "--data", data)
	s := open(t, "--data", data, "--base-url", "https://bay.example")
	pages := crawl(s)
	if attacked := s.get("/?p=1").header.Get("Location"); pages[attacked].status != http.StatusOK || !strings.Contains(pages[attacked].body, "alert(1)") {
		t.Errorf("the story that attacks was not read: %s", pages[attacked])
	}
	for path, a := range pages {
		switch kind, _, _ := strings.Cut(a.header.Get("Content-Type"), ";"); {
		case kind == "text/html":
			harmless(t, path, a.body)
		case strings.HasSuffix(kind, "xml"):
			wellFormed(t, path, a.body)
		case strings.HasSuffix(kind, "json"):
			if !json.Valid([]byte(a.body)) {
				t.Errorf("%s is no JSON: %s", path, a.body)
			}
		}
		if a.status != http.StatusOK && a.status != http.StatusNotFound && a.status != http.StatusMovedPermanently {
			t.Errorf("%s: %d", path, a.status)
		}
		if policy := a.header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: the policy is %q", path, policy)
		}
	}
	quiet(t, s.log.String())
}

// harmless looks for anything in a page that a browser would run, load from elsewhere or be led away by.
func harmless(t *testing.T, path, body string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	forbidden := []string{"iframe", "object", "embed", "base", "style", "form", "frame", "applet", "math"}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attributes := map[string]string{}
		for _, a := range n.Attr {
			attributes[a.Key] = a.Val
			address := strings.ToLower(strings.TrimSpace(a.Val))
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" ||
				slices.Contains([]string{"href", "src", "action", "data"}, a.Key) && (strings.HasPrefix(address, "javascript:") || strings.HasPrefix(address, "data:")) {
				t.Errorf("%s: <%s %s=%q>", path, n.Data, a.Key, a.Val)
			}
		}
		switch {
		case slices.Contains(forbidden, n.Data):
			t.Errorf("%s: <%s>", path, n.Data)
		case n.Data == "script" && attributes["type"] == "application/ld+json":
			if n.FirstChild == nil || !json.Valid([]byte(n.FirstChild.Data)) {
				t.Errorf("%s: structured data that is no JSON", path)
			}
		case n.Data == "script" || n.Data == "img":
			if !strings.HasPrefix(attributes["src"], "/") || strings.HasPrefix(attributes["src"], "//") {
				t.Errorf("%s: <%s src=%q>", path, n.Data, attributes["src"])
			}
		case n.Data == "meta" && attributes["http-equiv"] != "":
			t.Errorf("%s: <meta http-equiv=%q>", path, attributes["http-equiv"])
		}
	}
}

func wellFormed(t *testing.T, path, body string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(body)); ; {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Errorf("%s: %v\n%s", path, err, body)
			return
		}
	}
}
