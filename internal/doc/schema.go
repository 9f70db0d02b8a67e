package doc

import (
	"encoding/json"
	"maps"
	"slices"
	"sync"
)

// SchemaID names the JSON Schema of this version of the JSON form.
const SchemaID = "urn:masthead:document:1"

// Schema returns the JSON Schema (2020-12) of the JSON form. It is made from the grammar that the codec checks and says
// all of it but the bounds on a whole document (MaxBytes, MaxText, MaxNodes, MaxDepth) and that an attribution comes last.
// The caller may not change it.
func Schema() []byte { return schemaOnce() }

var schemaOnce = sync.OnceValue(func() []byte {
	data, err := json.MarshalIndent(documentSchema(), "", "  ")
	if err != nil {
		panic("doc: the schema cannot be written: " + err.Error())
	}
	return append(data, '\n')
})

// schema is the part of JSON Schema that the grammar needs.
type schema struct {
	Schema      string `json:"$schema,omitempty"`
	ID          string `json:"$id,omitempty"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	Ref         string `json:"$ref,omitempty"`

	Type    string   `json:"type,omitempty"`
	Const   any      `json:"const,omitempty"`
	Enum    []string `json:"enum,omitempty"`
	Minimum *int     `json:"minimum,omitempty"`
	Maximum *int     `json:"maximum,omitempty"`

	MinLength *int   `json:"minLength,omitempty"`
	MaxLength *int   `json:"maxLength,omitempty"`
	Pattern   string `json:"pattern,omitempty"`

	Properties map[string]*schema `json:"properties,omitempty"`
	Required   []string           `json:"required,omitempty"`
	Additional *bool              `json:"additionalProperties,omitempty"`

	PrefixItems []*schema `json:"prefixItems,omitempty"`
	Items       *schema   `json:"items,omitempty"`
	MinItems    *int      `json:"minItems,omitempty"`
	MaxItems    *int      `json:"maxItems,omitempty"`
	Contains    *schema   `json:"contains,omitempty"`
	MinContains *int      `json:"minContains,omitempty"`
	MaxContains *int      `json:"maxContains,omitempty"`

	AllOf []*schema `json:"allOf,omitempty"`
	AnyOf []*schema `json:"anyOf,omitempty"`
	Not   *schema   `json:"not,omitempty"`
	If    *schema   `json:"if,omitempty"`
	Then  *schema   `json:"then,omitempty"`

	Defs map[string]*schema `json:"$defs,omitempty"`
}

const (
	linePattern  = `^[^\x00-\x1f\x7f-\x9f]*$`
	linesPattern = `^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$`
)

func documentSchema() *schema {
	defs := map[string]*schema{
		"node": dispatch(nodeGrammar, ""), "mark": dispatch(markGrammar, "mark-"),
		"plainText": {
			Description: "Text without marks whose line breaks are kept.",
			Type:        "object", Additional: new(false), Required: []string{"type", "text"},
			Properties: map[string]*schema{"type": {Const: "text"}, "text": {Type: "string", MinLength: new(1), Pattern: linesPattern}},
		},
	}
	for kind, g := range nodeGrammar {
		defs[kind] = nodeSchema(kind, g)
	}
	for kind, g := range markGrammar {
		defs["mark-"+kind] = memberSchema(kind, g)
	}
	return &schema{
		Schema: "https://json-schema.org/draft/2020-12/schema", ID: SchemaID,
		Title:       "The body of a story",
		Description: "A document in the form that ProseMirror reads and writes.",
		Ref:         "#/$defs/doc", Defs: defs,
	}
}

// dispatch checks a node against the schema of its type alone, so that a validator does not try every type at every
// level of a nested document.
func dispatch(grammars map[string]*grammar, prefix string) *schema {
	kinds := slices.Sorted(maps.Keys(grammars))
	s := &schema{
		Type: "object", Required: []string{"type"},
		Properties: map[string]*schema{"type": {Enum: kinds}},
	}
	for _, kind := range kinds {
		s.AllOf = append(s.AllOf, &schema{
			If:   &schema{Properties: map[string]*schema{"type": {Const: kind}}},
			Then: &schema{Ref: "#/$defs/" + prefix + kind},
		})
	}
	return s
}

// memberSchema is what nodes and marks have in common: a type and attributes.
func memberSchema(kind string, g *grammar) *schema {
	s := &schema{
		Description: g.about, Type: "object", Additional: new(false), Required: []string{"type"},
		Properties: map[string]*schema{"type": {Const: kind}, "attrs": attributesSchema(g)},
	}
	needed := slices.ContainsFunc(g.attrs, func(a attribute) bool { return a.required }) ||
		slices.ContainsFunc(g.rules, func(r rule) bool { return r.min > 0 })
	if needed {
		s.Required = append(s.Required, "attrs")
	}
	return s
}

func nodeSchema(kind string, g *grammar) *schema {
	s := memberSchema(kind, g)
	if kind == "text" {
		s.Properties["text"] = &schema{Type: "string", MinLength: new(1), Pattern: linePattern}
		s.Required = append(s.Required, "text")
	}
	if kind == "text" || kind == "hardBreak" {
		s.Properties["marks"] = marksSchema()
	}
	switch {
	case g.plain:
		s.Properties["content"] = &schema{Type: "array", Items: &schema{Ref: "#/$defs/plainText"}}
	case g.content != nil:
		s.Properties["content"] = contentSchema(g.content)
		if g.content[0].min > 0 {
			s.Required = append(s.Required, "content")
		}
	}
	return s
}

func marksSchema() *schema {
	s := &schema{Type: "array", Items: &schema{Ref: "#/$defs/mark"}}
	for _, kind := range markNames {
		s.AllOf = append(s.AllOf, &schema{
			Contains:    &schema{Properties: map[string]*schema{"type": {Const: kind}}},
			MinContains: new(0), MaxContains: new(1),
		})
	}
	return s
}

// contentSchema says what stands first and what may follow. Every grammar has at most two parts, the second of at most one node.
func contentSchema(parts []part) *schema {
	first := parts[0]
	s := &schema{Type: "array"}
	if first.min > 0 {
		s.MinItems = new(first.min)
		s.PrefixItems = []*schema{nodeOf(first.kinds)}
	}
	var rest []string
	if first.max != 1 || len(parts) == 1 {
		rest = first.kinds
	}
	most := first.max
	if len(parts) > 1 {
		second := parts[1]
		rest = slices.Concat(rest, second.kinds)
		if most > 0 {
			most += second.max
		} else {
			s.Contains = &schema{Properties: map[string]*schema{"type": {Enum: second.kinds}}}
			s.MinContains, s.MaxContains = new(0), new(second.max)
		}
	}
	s.Items = nodeOf(rest)
	if most > 0 {
		s.MaxItems = new(most)
	}
	return s
}

func nodeOf(kinds []string) *schema {
	return &schema{Ref: "#/$defs/node", Properties: map[string]*schema{"type": {Enum: kinds}}}
}

func attributesSchema(g *grammar) *schema {
	s := &schema{Type: "object", Additional: new(false)}
	for _, a := range g.attrs {
		if s.Properties == nil {
			s.Properties = map[string]*schema{}
		}
		s.Properties[a.name] = attributeSchema(a)
		if a.required {
			s.Required = append(s.Required, a.name)
		}
	}
	for _, r := range g.rules {
		var set []*schema
		for _, name := range r.names {
			set = append(set, &schema{Required: []string{name}, Properties: map[string]*schema{name: setSchema(g, name)}})
		}
		if r.min > 0 {
			s.AnyOf = set
		}
		if r.max == 1 {
			s.Not = &schema{AllOf: set}
		}
	}
	return s
}

// setSchema is met by an attribute that has more than its zero value.
func setSchema(g *grammar, name string) *schema {
	i := slices.IndexFunc(g.attrs, func(a attribute) bool { return a.name == name })
	if g.attrs[i].kind == truth {
		return &schema{Const: true}
	}
	return &schema{MinLength: new(1)}
}

func attributeSchema(a attribute) *schema {
	switch a.kind {
	case wholeNumber:
		return &schema{Type: "integer", Minimum: new(a.low), Maximum: new(a.high)}
	case truth:
		return &schema{Type: "boolean"}
	}
	s := &schema{Type: "string", MaxLength: new(maxLength(a.kind))}
	if a.required {
		s.MinLength = new(1)
	}
	switch a.kind {
	case oneLine:
		s.Pattern = linePattern
	case manyLines:
		s.Pattern = linesPattern
	default:
		pattern := map[attrKind]string{ident: identPattern, linkAddr: linkPattern, webAddr: webPattern}[a.kind]
		s.AnyOf = []*schema{{Pattern: pattern}}
		if !a.required {
			s.AnyOf = append(s.AnyOf, &schema{MaxLength: new(0)})
		}
	}
	return s
}
