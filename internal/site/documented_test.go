package site

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// TestModelsAreDocumented: theme makers find every field of every model in the docs, under the model's own heading.
func TestModelsAreDocumented(t *testing.T) {
	doc, err := os.ReadFile("../../docs/themes.md")
	if err != nil {
		t.Fatal(err)
	}
	chapters := map[string]string{}
	for _, chapter := range regexp.MustCompile(`(?m)^##+ `).Split(string(doc), -1) {
		heading, text, _ := strings.Cut(chapter, "\n")
		chapters[heading] = text
	}
	types := []reflect.Type{reflect.TypeFor[Base](), reflect.TypeFor[Link](), reflect.TypeFor[Time](), reflect.TypeFor[Picture](), reflect.TypeFor[Card](), reflect.TypeFor[Rail]()}
	for name, model := range pageModels {
		types = append(types, reflect.TypeOf(model))
		if row := "| `" + name + ".html` |"; !strings.Contains(string(doc), row) {
			t.Errorf("the docs have no row %s", row)
		}
	}
	for _, typ := range types {
		chapter, ok := chapters[typ.Name()]
		if !ok {
			t.Errorf("the docs have no chapter %s", typ.Name())
			continue
		}
		for i := range typ.NumField() {
			if f := typ.Field(i); f.IsExported() && !f.Anonymous && !strings.Contains(chapter, "`."+f.Name) {
				t.Errorf("the chapter %s does not speak of .%s", typ.Name(), f.Name)
			}
		}
	}
}
