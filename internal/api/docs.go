package api

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/web"
)

// What is served as it is; the template is not.
//
//go:embed docs/docs.css
var docsFiles embed.FS

//go:embed docs/docs.html
var docsPage string

var docsTemplate = template.Must(template.New("docs.html").Parse(docsPage))

const docsPolicy = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// manual is the description of the API for people.
type manual struct {
	Base, Style  string
	Introduction []manualParagraph
	Groups       []manualGroup
	Problems     []manualProblem
	Forms        []manualForm
}

type (
	manualParagraph struct{ Lead, Text string }
	manualProblem   struct {
		Name, Title, Advice string
		Status              int
	}
	manualGroup struct {
		Name, Anchor, Description string
		Operations                []manualOperation
	}
	manualOperation struct {
		ID, Method, Path, Summary, Description string
		Public                                 bool
		Parameters, Body                       *manualFields
		BodyForm, RawBody                      string
		Status                                 string
		Answer                                 *manualKind
		Problems                               []string
		Curl                                   string
	}
	manualKind struct{ Text, Form string }
	manualForm struct {
		Name   string
		Fields *manualFields
	}
	manualFields struct {
		Label string
		Rows  []manualRow
	}
	manualRow struct {
		Name, Place, Kind, Form, Meaning string
		Required                         bool
	}
)

// writeManual makes the page out of the same description that programs read.
func (a *API) writeManual(style string) ([]byte, error) {
	m := manual{Base: Base, Style: style}
	for paragraph := range strings.SplitSeq(introduction, "\n\n") {
		lead, text, marked := strings.Cut(strings.TrimPrefix(paragraph, "**"), "**")
		if !marked {
			lead, text = "", paragraph
		}
		m.Introduction = append(m.Introduction, manualParagraph{lead, strings.TrimSpace(text)})
	}
	for _, tag := range tags {
		group := manualGroup{Name: tag.Name, Anchor: id.Slug(tag.Name), Description: tag.Description}
		for _, o := range a.operations {
			if o.tag == tag.Name {
				group.Operations = append(group.Operations, a.manualOf(o))
			}
		}
		m.Groups = append(m.Groups, group)
	}
	for _, p := range problems {
		m.Problems = append(m.Problems, manualProblem{p.name, p.title, p.advice, p.status})
	}
	schemas := a.schemas().Map()
	var names []string
	for name := range schemas {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if !strings.HasSuffix(name, "List") {
			m.Forms = append(m.Forms, manualForm{name, a.fieldsOf("Members of "+name, schemas[name])})
		}
	}
	var out bytes.Buffer
	err := docsTemplate.ExecuteTemplate(&out, "docs.html", m)
	return out.Bytes(), err
}

func (a *API) schemas() huma.Registry { return a.huma.OpenAPI().Components.Schemas }

func (a *API) manualOf(o op) manualOperation {
	h := operationOf(a.huma.OpenAPI().Paths[o.path], o.method)
	m := manualOperation{
		ID: o.id, Method: o.method, Path: o.path, Summary: o.summary, Description: h.Description, Public: o.access.public, Curl: a.curl(o, h),
	}
	m.Problems, _ = h.Extensions["x-problems"].([]string)
	if len(h.Parameters) > 0 {
		m.Parameters = &manualFields{Label: "Parameters of " + o.summary}
		for _, p := range h.Parameters {
			kind := a.kindOf(p.Schema)
			m.Parameters.Rows = append(m.Parameters.Rows, manualRow{p.Name, "in " + p.In, kind.Text, kind.Form, p.Description, p.Required})
		}
	}
	switch {
	case o.raw != "":
		m.RawBody = "The file itself, as " + o.raw + "."
	case h.RequestBody != nil:
		schema := h.RequestBody.Content["application/json"].Schema
		m.BodyForm = strings.TrimPrefix(schema.Ref, schemaPrefix)
		m.Body = a.fieldsOf("Body of "+o.summary, a.resolved(schema))
	}
	status := fmt.Sprint(h.DefaultStatus)
	m.Status = status
	if r := h.Responses[status]; r != nil && r.Content["application/json"] != nil {
		kind := a.kindOf(r.Content["application/json"].Schema)
		m.Answer = &kind
	} else if o.csv {
		m.Answer = &manualKind{Text: "text/csv"}
	}
	return m
}

const schemaPrefix = "#/components/schemas/"

func (a *API) resolved(s *huma.Schema) *huma.Schema {
	if s.Ref != "" {
		return a.schemas().SchemaFromRef(s.Ref)
	}
	return s
}

func (a *API) fieldsOf(label string, s *huma.Schema) *manualFields {
	fields := &manualFields{Label: label}
	var names []string
	for name := range s.Properties {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		p := s.Properties[name]
		kind := a.kindOf(p)
		fields.Rows = append(fields.Rows, manualRow{name, "", kind.Text, kind.Form, p.Description, slices.Contains(s.Required, name)})
	}
	return fields
}

// kindOf says in words what a value is, and which form it has.
func (a *API) kindOf(s *huma.Schema) manualKind {
	switch {
	case s.Ref != "":
		name := strings.TrimPrefix(s.Ref, schemaPrefix)
		if item, isList := strings.CutSuffix(name, "List"); isList {
			return manualKind{"part of a list of " + item, item}
		}
		return manualKind{name, name}
	case len(s.OneOf) == 2:
		kind := a.kindOf(s.OneOf[0])
		return manualKind{kind.Text + " or null", kind.Form}
	case s.Type == huma.TypeArray:
		kind := a.kindOf(s.Items)
		return manualKind{"list of " + kind.Text, kind.Form}
	case len(s.Enum) > 0:
		var values []string
		for _, v := range s.Enum {
			values = append(values, fmt.Sprint(v))
		}
		return manualKind{Text: strings.Join(values, ", ")}
	}
	text := map[string]string{huma.TypeString: "text", huma.TypeInteger: "whole number", huma.TypeBoolean: "true or false", huma.TypeObject: "object", "": "anything"}[s.Type]
	if s.Format == "date-time" {
		text = "time"
	}
	if s.Nullable {
		text += " or null"
	}
	return manualKind{Text: text}
}

// addManual adds the description of the API for people and for programs.
func (a *API) addManual(handle func(pattern string, max int64, h web.Handler)) error {
	folder, err := fs.Sub(docsFiles, "docs")
	if err != nil {
		return err
	}
	assets, err := web.NewAssets(folder, Base+"/docs/")
	if err != nil {
		return err
	}
	style, _ := assets.URL("docs.css")
	page, err := a.writeManual(style)
	if err != nil {
		return fmt.Errorf("writing the API's manual: %w", err)
	}
	html := web.NewContent("text/html; charset=utf-8", page)
	html.CacheControl = "no-cache"
	html.Header = http.Header{"Content-Security-Policy": {docsPolicy}}
	description := web.NewContent("application/json", a.document)
	description.CacheControl = "no-cache"
	handle("GET "+Base+"/docs", usualBody, serveContent(html))
	handle("GET "+Base+"/docs/{file}", usualBody, assets.Serve)
	handle("GET "+Base+"/openapi.json", usualBody, serveContent(description))
	handle("GET "+Base+"/problems/{name}", usualBody, func(w http.ResponseWriter, r *http.Request) error {
		if problemNamed[r.PathValue("name")].name == "" {
			return errs.New(errs.NotFound, "There is no such problem.")
		}
		web.Redirect(w, r, Base+"/docs#problem-"+r.PathValue("name"), false)
		return nil
	})
	return nil
}

func serveContent(c *web.Content) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		c.ServeHTTP(w, r)
		return nil
	}
}
