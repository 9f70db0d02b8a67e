// Package api is the JSON API, under /api/v1: what the desk does, any program can do, under the same rules. It is described
// by an OpenAPI document, which is made of the operations themselves.
package api

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// Base is the path that everything of the API is under.
const Base = "/api/v1"

// API answers the requests of programs and of the desk.
type API struct {
	huma       huma.API
	operations []op
	routes     []route
}

func newDescription() huma.Config {
	schemas := huma.NewMapRegistry("#/components/schemas/", schemaName)
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Masthead", Version: "1", Description: introduction,
				License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"},
			},
			Servers: []*huma.Server{{URL: Base}},
			Tags:    tags,
			Components: &huma.Components{
				Schemas:   schemas,
				Responses: responses(schemas),
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"session": {Type: "apiKey", In: "cookie", Name: "__Host-masthead",
						Description: "The cookie of a browser that has logged in; 'masthead' where the site is not served by https."},
					"token": {Type: "http", Scheme: "bearer", BearerFormat: "mh_…",
						Description: "A token that a person has made for a program, with POST /me/tokens."},
				},
			},
		},
		Formats: map[string]huma.Format{
			"application/json": {Marshal: marshal, Unmarshal: json.Unmarshal},
			"json":             {Marshal: marshal, Unmarshal: json.Unmarshal},
		},
		DefaultFormat:    "application/json",
		NoFormatFallback: true,
	}
}

// schemaName names the schema of a type: PersonList for List[Person].
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	if inner, ok := strings.CutPrefix(name, "List"); ok && inner != "" {
		return inner + "List"
	}
	return name
}

// route is an operation with what huma answers it with.
type route struct {
	op     op
	handle func(http.ResponseWriter, *http.Request)
}

// New returns the API.
func New() *API {
	a := &API{}
	a.huma = huma.NewAPI(newDescription(), (*adapter)(a))
	a.addAccount()
	a.addStories()
	a.addSite()
	a.addPeople()
	return a
}

// adapter is what huma registers its operations with.
type adapter API

func (a *adapter) Handle(o *huma.Operation, handle func(huma.Context)) {
	a.routes = append(a.routes, route{o.Metadata["op"].(op), func(w http.ResponseWriter, r *http.Request) {
		handle(humago.NewContext(o, r, w))
	}})
}

// ServeHTTP is part of huma.Adapter, and not called: requests come by the server's own routes.
func (a *adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) }
