package site

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"masthead/internal/errs"
	"masthead/internal/newsroom"
	"masthead/themes"
)

func TestDeclarations(t *testing.T) {
	for doing, c := range map[string]struct{ yaml, complaint string }{
		"nothing":               {"", ""},
		"no choices":            {"choices: []", ""},
		"a colour":              {"choices: [{name: accent, label: Accent, kind: colour, default: '#000000'}]", ""},
		"a colour on black":     {"choices: [{name: accent, label: A, kind: colour, default: '#ffffff', ground: '#000000'}]", ""},
		"text with no default":  {"choices: [{name: a, label: A, kind: text}]", ""},
		"no yaml":               {"choices: [", "1:"},
		"an unknown field":      {"choices: [{name: a, label: A, kind: text, color: red}]", "color"},
		"an unknown kind":       {"choices: [{name: a, label: A, kind: number}]", `"number" is not a kind`},
		"no label":              {"choices: [{name: a, kind: text}]", "it has a label"},
		"a name for a property": {"choices: [{name: 'a}b', label: A, kind: text}]", "a name has"},
		"a name twice":          {"choices: [{name: a, label: A, kind: text}, {name: a, label: A, kind: text}]", "two choices"},
		"a faint default":       {"choices: [{name: a, label: A, kind: colour, default: '#eeeeee'}]", "Choose a darker one"},
		"no colour":             {"choices: [{name: a, label: A, kind: colour}]", "not a colour"},
		"a ground of no colour": {"choices: [{name: a, label: A, kind: colour, default: '#000000', ground: white}]", "its grounds"},
		"options for a text":    {"choices: [{name: a, label: A, kind: text, options: [{value: b}]}]", "has options"},
		"no options":            {"choices: [{name: a, label: A, kind: choice}]", "has options"},
		"an option in words":    {"choices: [{name: a, label: A, kind: choice, options: [{value: Two words}]}]", "option 1"},
		"a default of none":     {"choices: [{name: a, label: A, kind: choice, options: [{value: b}], default: c}]", "not one of the options"},
		"a switch half on":      {"choices: [{name: a, label: A, kind: switch, default: half}]", "on or off"},
		"too large":             {"# " + strings.Repeat("x", maxChoicesFile), "more than"},
		"too many":              {"choices: [" + strings.Repeat("{name: a, label: A, kind: text},", maxChoices+1) + "]", "at most 30 choices"},
	} {
		_, err := parseChoices([]byte(c.yaml))
		if c.complaint == "" && err != nil || c.complaint != "" && (err == nil || !strings.Contains(err.Error(), c.complaint)) {
			t.Errorf("%s: %v", doing, err)
		}
	}
}

func FuzzChoices(f *testing.F) {
	own, err := readChoices(themes.Default())
	if err != nil || len(own) == 0 {
		f.Fatalf("the default theme: %v, %v", own, err)
	}
	f.Add("choices: [{name: a, label: A, kind: colour, default: '#123456'}]", "#654321")
	f.Add("choices: [{name: a, label: A, kind: choice, options: [{value: b}], default: b}]", "c")
	f.Add("choices: [{name: a, label: A, kind: text}]", "\xff\n")
	f.Fuzz(func(t *testing.T, declared, value string) {
		choices, err := parseChoices([]byte(declared))
		if err != nil {
			return
		}
		th := &theme{choices: choices}
		chosen := map[string]string{}
		for _, c := range choices {
			chosen[c.Name] = value
		}
		values := th.chosen(chosen)
		if address := th.paletteAddress(values); address != "" && !paletteFile.MatchString(strings.TrimPrefix(address, palettePrefix)) {
			t.Errorf("the sheet's address is %q", address)
		}
	})
}

func (p *paper) choose(choices map[string]string) {
	p.t.Helper()
	p.Newsroom(newsroom.Newsroom{Name: "The Kestrel Bay Post", Language: "en-GB", TimeZone: "Europe/London", Choices: choices})
}

func TestWhatTheNewsroomChose(t *testing.T) {
	p := newPaper(t)
	path := p.path(p.crane(noon))
	d := p.read(path, http.StatusOK)
	if d.Find(`html[data-headlines="serif"]`).Length() != 1 || d.Find(".minutes").Length() != 1 || d.Find(".footer-line").Length() != 0 ||
		d.Find(`link[href^="/assets/choices/"]`).Length() != 0 {
		t.Error("the page of a newsroom that has chosen nothing is not the theme's own")
	}
	p.choose(map[string]string{"accent": "#9C1C2E", "headlines": "sans", "reading-time": "off", "footer": "© The Post <1871>", "of-another-theme": "x"})
	d = p.read(path, http.StatusOK)
	if d.Find(`html[data-headlines="sans"]`).Length() != 1 || d.Find(".minutes").Length() != 0 {
		t.Error("the page does not follow what the newsroom chose")
	}
	wantText(t, d, ".footer-line", "© The Post <1871>")
	address, _ := d.Find(`link[href^="/assets/choices/"]`).Attr("href")
	sheet := p.get(address)
	if sheet.Code != http.StatusOK || !strings.Contains(sheet.Body.String(), ":root{--accent:#9c1c2e;}") || !strings.Contains(sheet.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("the sheet %s is %d %s", address, sheet.Code, sheet.Body)
	}
	own := p.site.themes.theme().choices[0]
	dark := strings.Split(strings.TrimSuffix(address, ".css"), ".")[2]
	if ratio := contrast(parseRGB(dark), parseRGB(own.DarkGround[1:])); ratio < legible {
		t.Errorf("on dark pages the accent is #%s, with a contrast of %.1f", dark, ratio)
	}
	for _, file := range []string{"accent.9c1c2e.css", "accent.9c1c2e.9c1c2e", "a}b.9c1c2e.9c1c2e.css", "accent.red.red.css", strings.Repeat("a.000000.000000_", 200) + "a.000000.000000.css"} {
		if w := p.get("/assets/choices/" + file); w.Code != http.StatusNotFound {
			t.Errorf("%.40s: %d", file, w.Code)
		}
	}
	if w := p.get("/assets/theme.yaml"); w.Code == http.StatusOK {
		t.Error("theme.yaml is served")
	}
}

func TestChoicesThatAreRefused(t *testing.T) {
	p := newPaper(t)
	for name, c := range map[string]struct{ value, complaint string }{
		"accent":           {"#ffd400", "Accent colour: #ffd400 can hardly be read on the page, which is #f4f3f0: their contrast is 1.3, and small text needs 4.5. Choose a darker one."},
		"headlines":        {"comic", `Headlines: "comic" is not one of the options.`},
		"updated":          {"yes", `Say when a story was updated: a switch is on or off, not "yes".`},
		"footer":           {"one\ntwo", "A line at the foot of every page: this is one line of at most 300 bytes."},
		"of-another-theme": {"x", `The theme leaves no choice called "of-another-theme".`},
	} {
		err := p.site.CheckChoices(map[string]string{name: c.value})
		if !errs.Is(err, errs.Invalid) || errs.Public(err) != c.complaint {
			t.Errorf("%s: %v", name, err)
		}
	}
	fine := p.site.Chosen(map[string]string{"accent": "#ffd400", "footer": "© 2026"})
	if fine["accent"] != "#0d4f6e" || fine["footer"] != "© 2026" || fine["updated"] != "on" || len(fine) != len(p.site.Declared()) {
		t.Errorf("there stands %v", fine)
	}
	if err := p.site.CheckChoices(fine); err != nil {
		t.Error(err)
	}
}

// A theme of the newsroom's own leaves choices of its own, and a template may not name others.
func TestChoicesOfAnOwnTheme(t *testing.T) {
	for doing, c := range map[string]struct{ file, text, complaint string }{
		"another theme.yaml":  {"theme.yaml", "choices: [{name: headlines, label: H, kind: choice, options: [{value: a}], default: a}]", "theme.yaml has no such "},
		"a wrong name":        {"templates/parts/footer.html", `{{define "footer"}}{{.Choice "foot"}}{{end}}`, "theme.yaml has no such choice: foot"},
		"a text for a switch": {"templates/parts/footer.html", `{{define "footer"}}{{if $.Switch "footer"}}{{end}}{{end}}`, "theme.yaml has no such switch: footer"},
		"a mistake":           {"theme.yaml", "choices: [{name: a}]", "theme: theme.yaml: the choice"},
	} {
		own := t.TempDir()
		name := filepath.Join(own, c.file)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := loadTheme(overlay{os.DirFS(own), themes.Default()})
		if err == nil || !strings.Contains(err.Error(), c.complaint) {
			t.Errorf("%s: %v", doing, err)
		}
	}
}
