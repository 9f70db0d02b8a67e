package site

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// change writes a file into the site's own theme and moves the clock on, so that the theme is looked at again.
func (p *paper) change(name, text string) {
	p.t.Helper()
	file := filepath.Join(p.themeDir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
	p.Clock.Add(2 * time.Second)
}

const ownPage = `{{define "main"}}<h1 class="own">%s {{.Words.Missing}}</h1>{{end}}`

func TestOwnTemplate(t *testing.T) {
	p := newPaper(t)
	if d := p.read("/nowhere", 404); d.Find("h1.own").Length() != 0 || d.Find("h1").Length() != 1 {
		t.Fatal("the default theme is not in force")
	}
	p.change("templates/missing.html", strings.ReplaceAll(ownPage, "%s", "One:"))
	wantText(t, p.read("/nowhere", 404), "h1.own", "One: Page not found")
	p.change("templates/missing.html", strings.ReplaceAll(ownPage, "%s", "Another:"))
	wantText(t, p.read("/nowhere", 404), "h1.own", "Another: Page not found")

	if err := os.RemoveAll(filepath.Join(p.themeDir, "templates")); err != nil {
		t.Fatal(err)
	}
	p.Clock.Add(2 * time.Second)
	if d := p.read("/nowhere", 404); d.Find("h1.own").Length() != 0 {
		t.Error("a template that was taken away is still in force")
	}
}

func TestOwnPartAndStyle(t *testing.T) {
	p := newPaper(t)
	before, _ := p.read("/", 200).Find(`link[href^="/assets/css/"]`).Attr("href")
	p.change("templates/parts/footer.html", `{{define "footer"}}<footer><img src="{{asset "images/seal.png"}}" alt="Seal"></footer>{{end}}`)
	p.change("images/seal.png", "not really")
	p.change("css/site.css", `body { background: url(../images/seal.png) }`)
	d := p.read("/", 200)
	after, _ := d.Find(`link[href^="/assets/css/"]`).Attr("href")
	if after == before {
		t.Error("another style sheet has the address of the last one")
	}
	seal, _ := d.Find("footer img").Attr("src")
	if sheet := p.get(after); !strings.Contains(sheet.Body.String(), `url("`+seal+`")`) || !strings.Contains(sheet.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("the style sheet is %q (%s)", sheet.Body, sheet.Header())
	}
	if w := p.get(seal); w.Code != 200 || w.Body.String() != "not really" {
		t.Errorf("the picture of the theme: %d", w.Code)
	}
	if w := p.get(before); w.Code != 200 || strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("the last style sheet's address: %d, %s", w.Code, w.Header().Get("Cache-Control"))
	}
}

func TestOwnSheetOfTheStyle(t *testing.T) {
	p := newPaper(t)
	sheet := func() string {
		address, _ := p.read("/", 200).Find(`link[href^="/assets/css/site."]`).Attr("href")
		return p.get(address).Body.String()
	}
	before := sheet()
	if strings.Contains(before, "@import") || !strings.Contains(before, "@media print") {
		t.Error("the sheets of the style have not been put together")
	}
	p.change("css/print.css", "@media print { body { color: tomato } }")
	if after := sheet(); !strings.Contains(after, "tomato") || !strings.HasPrefix(before, after[:len(after)/2]) {
		t.Error("one sheet cannot be changed alone")
	}
}

func TestWrongTheme(t *testing.T) {
	for _, test := range []struct{ name, file, text, says string }{
		{"syntax", "templates/missing.html", "{{define \"main\"}}\n{{if}}", "templates/missing.html:2"},
		{"field", "templates/missing.html", "{{define \"main\"}}\n\n{{.Heading}}{{end}}", "templates/missing.html:3:2: MissingPage has no field .Heading"},
		{"field of a card", "templates/parts/card.html", `{{define "card"}}{{.Titel}}{{end}}{{define "card-text"}}{{end}}{{define "card-line"}}{{end}}{{define "card-label"}}{{end}}`, "templates/parts/card.html:1:19: Card has no field .Titel"},
		{"context", "templates/missing.html", `{{define "main"}}<a href="{{if .Hidden}}x"{{else}}{{end}}>{{end}}`, "templates/missing.html:1"},
		{"template", "templates/missing.html", "{{define \"main\"}}{{template \"heading\" .}}{{end}}", `no template \"heading\"`},
		{"asset", "templates/base.html", `{{asset "css/none.css"}}`, "no file css/none.css"},
		{"link of a style", "css/site.css", "a{}\nb{background:url('../images/none.png')}", "css/site.css:2: the theme has no file images/none.png"},
		{"import", "css/site.css", "@import \"settings.css\";\n@import \"none.css\";\n", "css/site.css:2: open css/none.css"},
		{"import in an import", "css/settings.css", "@import \"print.css\";\n", "css/site.css:2: a sheet that is imported imports no other"},
		{"link of an import", "css/print.css", "\nb{background:url('../images/none.png')}", "css/print.css:2: the theme has no file images/none.png"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := newPaper(t)
			p.change("templates/gone.html", strings.ReplaceAll(ownPage, "%s", "good"))
			p.read("/", 200)
			p.change(test.file, test.text)
			if d := p.read("/nowhere", 404); d.Find(".notice h1").Length() != 1 {
				t.Error("the last good theme is not in force")
			}
			if !strings.Contains(p.log.String(), test.says) {
				t.Errorf("the log does not say %q:\n%s", test.says, p.log)
			}
			p.Clock.Add(time.Minute)
			p.read("/", 200)
			if n := strings.Count(p.log.String(), "the theme is wrong"); n != 1 {
				t.Errorf("the mistake was logged %d times", n)
			}
			if err := os.Remove(filepath.Join(p.themeDir, test.file)); err != nil {
				t.Fatal(err)
			}
			p.change("templates/missing.html", strings.ReplaceAll(ownPage, "%s", "mended"))
			wantText(t, p.read("/nowhere", 404), "h1.own", "mended Page not found")
		})
	}
}

func TestWrongThemeAtStart(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "templates"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "templates", "home.html"), []byte("{{define}}"), 0o644); err != nil {
		t.Fatal(err)
	}
	p := newPaper(t)
	options := p.site.options
	options.Theme = dir
	s, err := New(options)
	if err != nil {
		t.Fatal(err)
	}
	if s.themes.theme() == nil || !strings.Contains(p.log.String(), "templates/home.html:1") {
		t.Errorf("the mistake was not logged:\n%s", p.log)
	}
}

// TestThemeStaysInItsDirectory: a link out of the theme's directory leads to nothing.
func TestThemeStaysInItsDirectory(t *testing.T) {
	p := newPaper(t)
	secret := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(secret, []byte("top hat"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(p.themeDir, "leak.txt")); err != nil {
		t.Fatal(err)
	}
	p.Clock.Add(2 * time.Second)
	p.read("/", 200)
	for _, path := range []string{"/assets/leak.txt", "/assets/templates/base.html", "/assets/css/..%2f..%2fsecret.txt"} {
		if w := p.get(path); w.Code == 200 || strings.Contains(w.Body.String(), "top hat") {
			t.Errorf("GET %s: %d %s", path, w.Code, w.Body)
		}
	}
}
