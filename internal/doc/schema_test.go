package doc

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// validator checks JSON against the published schema.
func validator(t testing.TB) func(data []byte) error {
	t.Helper()
	s, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(SchemaID, s); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile(SchemaID)
	if err != nil {
		t.Fatal(err)
	}
	return func(data []byte) error {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			return err
		}
		return compiled.Validate(v)
	}
}

func TestSchemaAcceptsWhatTheCodecAccepts(t *testing.T) {
	check := validator(t)
	canonical, err := everything().MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range append([]sample{{name: "everything", json: string(canonical)}}, accepted...) {
		if err := check([]byte(s.json)); err != nil {
			t.Errorf("%s: %v", s.name, err)
		}
	}
}

func TestSchemaRefusesWhatTheCodecRefuses(t *testing.T) {
	check := validator(t)
	for _, s := range refused {
		if s.schemaBlind {
			continue
		}
		if err := check([]byte(s.json)); err == nil {
			t.Errorf("%s: the schema accepts it", s.name)
		}
	}
}

func TestSchemaIsValidAndComplete(t *testing.T) {
	s, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	meta, err := jsonschema.NewCompiler().Compile("https://json-schema.org/draft/2020-12/schema")
	if err != nil {
		t.Fatal(err)
	}
	if err := meta.Validate(s); err != nil {
		t.Error(err)
	}
	for kind := range nodeGrammar {
		if !strings.Contains(string(Schema()), `"#/$defs/`+kind+`"`) {
			t.Errorf("nothing leads to the schema of %s", kind)
		}
	}
}

// The schema's patterns and the codec's functions say the same of addresses.
func TestSchemaAgreesOnAddresses(t *testing.T) {
	check := validator(t)
	for _, href := range []string{
		"/", "//", "///", "/a//b", "/?", "/#", "#", "##", "?a", "a", "http://", "http://a", "http:///", "http://?", "http://#", "https://a/?#",
		"HTTP://a", "mailto:", "mailto:a", "tel:", "tel:1", "tel:1 2", "/a b", "/\u00a0", "/é", "/\u0080", `/\\`, `\\\\a`, "/a\\\\b", "/<", "/>", "ftp://a", "http:/a",
		"javascript:", "https://\u2028", "https://user:pw@host:1/",
	} {
		data := []byte(linkTo(href))
		_, err := Parse(data)
		if schemaErr := check(data); (err == nil) != (schemaErr == nil) {
			t.Errorf("%s: the codec says %v, the schema %v", href, err, schemaErr)
		}
	}
}
