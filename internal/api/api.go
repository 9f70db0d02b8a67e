// Package api is the JSON API, under /api/v1: what the desk does, any program can do, under the same rules. It is described
// by an OpenAPI document, which is made of the operations themselves.
package api

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"golang.org/x/sync/semaphore"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newsroom"
	"masthead/internal/picture"
	"masthead/internal/store"
	"masthead/internal/web"
)

// Base is the path that everything of the API is under.
const Base = "/api/v1"

// API answers the requests of programs and of the desk.
type API struct {
	o          Options
	huma       huma.API
	limits     *limits
	origin     *http.CrossOriginProtection
	uploads    *semaphore.Weighted
	operations []op
	routes     []route
	document   []byte
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
		DefaultFormat: "application/json",
	}
}

// schemaName names the schema of a type: PersonList for List[Person], LoginRequest for the body of a loginInput.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	if request, ok := strings.CutSuffix(name, "InputBody"); ok {
		return request + "Request"
	}
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

// Options are what the API works on.
type Options struct {
	DB       *store.DB
	Library  *picture.Library
	Passkeys *account.Passkeys // nil where the desk is reached by no name that browsers make passkeys for
	BaseURL  string            // of the site, without a slash at its end
	Secure   bool              // the site is served by https
	Clock    func() time.Time
	Logger   *slog.Logger

	// Fixed are the settings that the operator's configuration has set; they stand over the newsroom's own.
	Fixed newsroom.Newsroom
	// Declared is what the theme leaves to the newsroom, and CheckChoices refuses what the theme does not take.
	Declared     func() []Declared
	CheckChoices func(map[string]string) error
	// Appearances says where on the site a story stands.
	Appearances func(ctx context.Context, story id.ID) ([]Appearance, error)

	// RequestsPerMinute is how many one person or token may make; zero for the usual.
	RequestsPerMinute int
}

// New returns the API.
func New(o Options) (*API, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.RequestsPerMinute == 0 {
		o.RequestsPerMinute = actorLimit
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	a := &API{o: o, limits: newLimits(o.Clock), origin: http.NewCrossOriginProtection(), uploads: semaphore.NewWeighted(maxUploads)}
	if o.BaseURL != "" {
		// A proxy in front may ask by another name than the browser did.
		if err := a.origin.AddTrustedOrigin(o.BaseURL); err != nil {
			return nil, fmt.Errorf("the API's base URL: %w", err)
		}
	}
	a.huma = huma.NewAPI(newDescription(), (*adapter)(a))
	a.addAccount()
	a.addStories()
	a.addSite()
	a.addPeople()
	var err error
	a.document, err = a.describeAll()
	return a, err
}

// Routes adds the operations and what describes them. max is the largest body that a route takes, in bytes.
func (a *API) Routes(handle func(pattern string, max int64, h web.Handler)) error {
	for _, r := range a.routes {
		handle(r.op.method+" "+Base+r.op.path, r.op.bound(), a.guard(r))
	}
	return a.addManual(handle)
}

// Actor returns who sends a request, for surfaces that show something to people who are signed in.
func (a *API) Actor(r *http.Request) (account.Actor, error) {
	secret := web.SessionToken(r, a.o.Secure)
	if secret == "" {
		return account.Actor{}, newNotSignedIn()
	}
	actor, _, err := account.BySession(r.Context(), a.o.DB, secret, web.ClientAddress(r))
	return actor, err
}

func newNotSignedIn() error { return errs.New(errs.Unauthenticated, "Please sign in at the desk.") }

// adapter is what huma registers its operations with.
type adapter API

func (a *adapter) Handle(o *huma.Operation, handle func(huma.Context)) {
	a.routes = append(a.routes, route{o.Metadata["op"].(op), func(w http.ResponseWriter, r *http.Request) {
		handle(humago.NewContext(o, r, w))
	}})
}

// ServeHTTP is part of huma.Adapter, and not called: requests come by the server's own routes.
func (a *adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) }
