package site

import (
	"html/template"
	"reflect"
	"strings"
	"testing"
)

func TestCheckTemplate(t *testing.T) {
	type inner struct{ Word string }
	type model struct {
		Base
		One   *inner
		Many  []inner
		By    map[string]inner
		Any   any
		Image Picture
	}
	for _, test := range []struct{ text, fault string }{
		{`{{.Title}} {{.One.Word}} {{range .Many}}{{.Word}}{{end}} {{with .One}}{{.Word}}{{$.Title}}{{end}}`, ""},
		{`{{range $i, $m := .Many}}{{$i}}{{$m.Word}}{{end}}{{range $m := .Many}}{{$m.Word}}{{else}}{{.Title}}{{end}}`, ""},
		{`{{(index .Many 0).Word}}{{(index .By "x").Word}}{{.Any.Whatever}}{{len .Many}}{{printf "%s" .Title | print}}`, ""},
		{`{{(.Image.Sized "100vw").Sizes}}{{range .Parents}}{{.Text}}{{end}}{{$x := .One}}{{$x.Word}}{{asset "a"}}`, ""},
		{`{{define "part"}}{{.Word}}{{end}}{{template "part" .One}}{{range .Many}}{{template "part" .}}{{end}}`, ""},
		{"line one\n{{.Titel}}", "page.html:2:2: model has no field .Titel"},
		{`{{if false}}{{.One.Wort}}{{end}}`, "inner has no field .Wort; it has .Word"},
		{`{{range .Many}}{{.Title}}{{end}}`, "no field .Title"},
		{`{{range $i, $m := .Many}}{{$m.Wort}}{{end}}`, "no field .Wort"},
		{`{{with $x := .One}}{{$x.Wort}}{{end}}`, "no field .Wort"},
		{`{{.Title.Word}}`, "string has no .Word"},
		{`{{range .Title}}{{end}}`, "which is no list"},
		{`{{.Image.Sized}}`, "wants arguments"},
		{`{{define "part"}}{{.Wort}}{{end}}{{template "part" .One}}`, "no field .Wort"},
		{`{{template "nothing" .}}`, `there is no template "nothing"`},
		{`{{(index .Many 0).Wort}}`, "no field .Wort"},
		{`{{(.Image.Sized "1px").Size}}`, "no field .Size"},
		{`{{print .Titel}}`, "no field .Titel"},
		{`{{if eq .Titel "x"}}{{end}}`, "no field .Titel"},
	} {
		funcs := template.FuncMap{"asset": func(string) (string, error) { return "", nil }}
		set, err := template.New("page.html").Funcs(funcs).Parse(test.text)
		if err != nil {
			t.Fatal(err)
		}
		err = checkTemplate(set, funcs, nil, "page.html", reflect.TypeFor[model]())
		if test.fault == "" && err != nil || test.fault != "" && (err == nil || !strings.Contains(err.Error(), test.fault)) {
			t.Errorf("%s\nsays %v, want %q", test.text, err, test.fault)
		}
	}
}

// TestModelsHideNothing: a field of a page's model that has the name of one of Base would silently take its place in
// the head of the page.
func TestModelsHideNothing(t *testing.T) {
	base := reflect.TypeFor[Base]()
	for name, model := range pageModels {
		typ := reflect.TypeOf(model)
		for i := range typ.NumField() {
			if f := typ.Field(i); f.Name != "Base" {
				if _, taken := base.FieldByName(f.Name); taken {
					t.Errorf("%s: the model's own .%s hides the one of Base", name, f.Name)
				}
			}
		}
	}
}
