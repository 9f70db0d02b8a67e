package api

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"masthead/internal/account"
	"masthead/internal/obs"
)

// op is an operation of the API.
type op struct {
	method, path string
	id           string // "publish-story"
	tag          string
	summary      string // a heading
	description  string // sentences; empty where the summary says all
	access       access
	status       int      // of success, where it is not 200 or 204
	body         int64    // the largest body in bytes, where it is not usual
	slow         bool     // its body may take long to arrive
	tries        bool     // it tries something that lets in, and is counted more strictly
	problems     []string // beyond those that every such operation may have
	example      string   // a body, in JSON
	csv          bool     // the answer is CSV
	raw          string   // the media type of a body that is not JSON
}

// Bounds of what a request may bring, in bytes.
const (
	usualBody   = 1 << 20
	draftBody   = 6 << 20
	pictureBody = 64 << 20
)

// Bounds of how long a body may take to arrive.
const (
	usualRead = 30 * time.Second
	slowRead  = 15 * time.Minute
	// writeAfter is how long the answer has when the body has arrived at last.
	writeAfter = 2 * time.Minute
)

// access says who may call an operation. The zero access is a mistake: nobody may.
type access struct {
	public   bool // anybody
	signedIn bool // any person who is signed in
	may      bool // a person who may do the action, somewhere
	action   account.Action
}

var (
	public   = access{public: true}
	signedIn = access{signedIn: true}
)

// may is the access of those who may do something, in some section at least; the domain looks closer.
func may(action account.Action) access { return access{may: true, action: action} }

func (a access) declared() bool { return a.public || a.signedIn || a.may }

// call is one request under way.
type call struct {
	context.Context
	w       http.ResponseWriter
	r       *http.Request
	actor   account.Actor
	session bool   // by the cookie of a browser, and not by a token
	secret  string // what came as cookie or token; empty for neither
	via     string // the id of the token
	address string // of the client
	failure error  // why the answer is a problem, for the log
}

type callKey struct{}

func callOf(ctx context.Context) *call { return ctx.Value(callKey{}).(*call) }

// add registers an operation with its handler.
func add[I, O any](a *API, o op, handler func(*call, *I) (*O, error)) {
	operation := a.describe(o, reflect.TypeFor[I]())
	huma.Register(a.huma, operation, func(ctx context.Context, in *I) (*O, error) {
		c := callOf(ctx)
		out, err := handler(c, in)
		if err != nil {
			c.failure = err
			p := *problemOf(err)
			p.RequestID = obs.RequestID(ctx)
			return nil, &p
		}
		if t, ok := any(out).(interface{ etag() string }); ok && o.method == http.MethodGet && unchanged(c.r, t.etag()) {
			return nil, notModified(t.etag())
		}
		return out, nil
	})
	a.finish(a.huma.OpenAPI().Paths[o.path], o)
}

// describe makes huma's operation of ours.
func (a *API) describe(o op, input reflect.Type) huma.Operation {
	a.operations = append(a.operations, o)
	h := huma.Operation{
		Method: o.method, Path: o.path, OperationID: o.id, Tags: []string{o.tag}, Summary: o.summary, Description: o.describe(),
		DefaultStatus: o.status, Responses: map[string]*huma.Response{},
		// huma's own bound takes one byte more for a limit and is told apart from it by nobody; ours stands before it.
		MaxBodyBytes: o.bound() + 1, BodyReadTimeout: -1, RejectUnknownQueryParameters: true,
		Security: []map[string][]string{{"session": {}}, {"token": {}}},
		Metadata: map[string]any{"op": o},
	}
	if o.access.public {
		h.Security = []map[string][]string{}
	}
	if o.raw != "" {
		h.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
			o.raw: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
		}}
	}
	failures := o.failures(input)
	for _, name := range failures {
		status := problemNamed[name].status
		h.Responses[strconv.Itoa(status)] = &huma.Response{Ref: "#/components/responses/" + responseName(status)}
	}
	h.Extensions = map[string]any{"x-problems": failures}
	return h
}

// bound is the largest body that the operation takes, in bytes.
func (o op) bound() int64 {
	if o.body == 0 {
		return usualBody
	}
	return o.body
}

func (o op) describe() string {
	text := o.description
	if o.access.may {
		text += " Who may " + o.access.action.String() + " may do it."
	}
	if o.body != 0 {
		text += " At most " + strconv.FormatInt(o.body>>20, 10) + " MB."
	}
	return strings.TrimSpace(text)
}

// failures are the names of the problems that an operation may have.
func (o op) failures(input reflect.Type) []string {
	names := append([]string{"invalid", "too-many", "internal", "unavailable"}, o.problems...)
	if !o.access.public {
		names = append(names, "not-signed-in")
	}
	if o.access.may {
		names = append(names, "forbidden")
	}
	if strings.Contains(o.path, "{") {
		names = append(names, "not-found")
	}
	if o.method != http.MethodGet {
		names = append(names, "cross-origin", "too-large", "conflict")
	}
	if embeds(input, reflect.TypeFor[IfMatchField]()) {
		names = append(names, "precondition-required", "stale")
	}
	if embeds(input, reflect.TypeFor[OnlyOnce]()) {
		names = append(names, "key-reused")
	}
	slices.SortFunc(names, func(a, b string) int { return problemNamed[a].place - problemNamed[b].place })
	return slices.Compact(names)
}

func embeds(t, part reflect.Type) bool {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous && (f.Type == part || f.Type.Kind() == reflect.Struct && embeds(f.Type, part)) {
			return true
		}
	}
	return false
}

// responseName names the shared answer of a status: Status412.
func responseName(status int) string { return "Status" + strconv.Itoa(status) }

// responses are the answers that operations share: one for each status of a problem.
func responses(schemas huma.Registry) map[string]*huma.Response {
	shared := map[string]*huma.Response{}
	for _, p := range problems {
		r := shared[responseName(p.status)]
		if r == nil {
			r = &huma.Response{Content: map[string]*huma.MediaType{
				"application/problem+json": {Schema: schemas.Schema(reflect.TypeFor[Problem](), true, "")},
			}}
			shared[responseName(p.status)] = r
		}
		r.Description = strings.TrimSpace(r.Description + " " + p.title + " (" + p.name + ").")
	}
	limits := map[string]*huma.Header{"Retry-After": number("How many seconds to wait.")}
	for name, meaning := range limitHeaders {
		limits[name] = number(meaning)
	}
	shared[responseName(http.StatusTooManyRequests)].Headers = limits
	return shared
}

func number(meaning string) *huma.Header {
	return &huma.Header{Description: meaning, Schema: &huma.Schema{Type: huma.TypeInteger}}
}

// finish says in the description what huma does not know.
func (a *API) finish(path *huma.PathItem, o op) {
	h := operationOf(path, o.method)
	delete(h.Responses, "default")
	for _, p := range h.Parameters {
		if p.Name == "If-Match" {
			p.Required = true // it is asked for with an answer of its own, 428
		}
	}
	if o.example != "" && h.RequestBody != nil {
		h.RequestBody.Content["application/json"].Example = rawExample(o.example)
	}
}

func operationOf(path *huma.PathItem, method string) *huma.Operation {
	switch method {
	case http.MethodGet:
		return path.Get
	case http.MethodPost:
		return path.Post
	case http.MethodPut:
		return path.Put
	case http.MethodPatch:
		return path.Patch
	}
	return path.Delete
}
