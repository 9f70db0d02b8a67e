package api

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// curl writes an operation as a line for the shell.
func (a *API) curl(o op, h *huma.Operation) string {
	address := "$SITE" + Base + o.path
	for _, p := range h.Parameters {
		if p.In == "path" {
			address = strings.ReplaceAll(address, "{"+p.Name+"}", "$"+strings.ToUpper(p.Name))
		}
	}
	lines := []string{"curl"}
	if o.method != "GET" {
		lines[0] += " -X " + o.method
	}
	lines[0] += ` "` + address + `"`
	if !o.access.public {
		lines = append(lines, `-H "Authorization: Bearer $TOKEN"`)
	}
	for _, p := range h.Parameters {
		if p.Name == "If-Match" {
			lines = append(lines, `-H 'If-Match: "7"'`)
		}
	}
	switch {
	case o.raw != "":
		lines[0] = strings.TrimSuffix(lines[0], `"`) + `?filename=ferry.jpg"`
		lines = append(lines, "-H 'Content-Type: image/jpeg'", "--data-binary @ferry.jpg")
	case h.RequestBody != nil:
		lines = append(lines, "-H 'Content-Type: application/json'", "-d '"+strings.ReplaceAll(a.bodyExample(o, h), "'", `'\''`)+"'")
	}
	return strings.Join(lines, " \\\n  ")
}

// bodyExample is the example of an operation, or one made of its form.
func (a *API) bodyExample(o op, h *huma.Operation) string {
	if o.example != "" {
		return o.example
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(a.example(h.RequestBody.Content["application/json"].Schema)); err != nil {
		return "{}"
	}
	return strings.TrimSpace(out.String())
}

// emptyDocument is the least that a body can be.
var emptyDocument = json.RawMessage(`{"type":"doc","attrs":{"version":1},"content":[{"type":"paragraph","content":[{"type":"text","text":"The ferry sails again."}]}]}`)

func (a *API) example(s *huma.Schema) any {
	s = a.resolved(s)
	switch {
	case len(s.Examples) > 0:
		return s.Examples[0]
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Nullable:
		return nil
	case s.Type == huma.TypeObject && len(s.Properties) > 0:
		// An object in the order of its names would be as good; the required ones alone are shorter.
		object := map[string]any{}
		for name, p := range s.Properties {
			if slices.Contains(s.Required, name) {
				object[name] = a.example(p)
			}
		}
		return object
	case s.Type == huma.TypeObject && s.AdditionalProperties == true:
		return emptyDocument
	case s.Type == huma.TypeObject:
		return map[string]any{}
	case s.Type == huma.TypeArray:
		if a.resolved(s.Items).Enum != nil {
			return []any{a.example(s.Items)}
		}
		return []any{}
	case s.Type == huma.TypeInteger:
		return 1
	case s.Type == huma.TypeBoolean:
		return false
	case s.Format == "date-time":
		return "2026-03-04T18:00:00Z"
	}
	return ""
}
