package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"masthead/internal/account"
	"masthead/internal/blob"
	"masthead/internal/id"
	"masthead/internal/newsroom"
	"masthead/internal/newstest"
	"masthead/internal/obs"
	"masthead/internal/picture"
	"masthead/internal/store"
	"masthead/internal/topic"
	"masthead/internal/web"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

// served is a newsroom whose API answers at an address.
type served struct {
	*newstest.Desk
	t       *testing.T
	url     string
	api     *API
	section topic.Section
}

// serve serves a newsroom on each engine.
func serve(t *testing.T, fn func(t *testing.T, s *served)) {
	t.Helper()
	serveWith(t, Options{}, fn)
}

func serveWith(t *testing.T, o Options, fn func(t *testing.T, s *served)) {
	t.Helper()
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) { fn(t, open(t, d, o)) })
}

func open(t *testing.T, d *newstest.Desk, o Options) *served {
	t.Helper()
	blobs, err := blob.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { blobs.Close() })
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError}))
	handlers := web.NewHandlers(web.Options{Logger: log, Metrics: obs.NewMetrics("test").HTTP, Clock: time.Now, Problem: WriteProblem})
	server := httptest.NewServer(handlers)
	t.Cleanup(server.Close)
	o.DB, o.Library, o.BaseURL, o.Clock, o.Logger = d.DB, picture.NewLibrary(blobs), "https://news.example", d.Clock.Now, log
	a, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Routes(handlers.HandleBody); err != nil {
		t.Fatal(err)
	}
	handlers.Handle("GET /", func(http.ResponseWriter, *http.Request) error {
		return &web.StatusError{Status: http.StatusNotFound, Message: "There is nothing at this address."}
	})
	d.Newsroom(newsroom.Newsroom{Name: "Bay Courier", Language: "en-GB", TimeZone: "Europe/London", SkipSubs: true, SkipApproval: true})
	return &served{Desk: d, t: t, url: server.URL, api: a, section: d.Section(topic.Section{Name: "World"})}
}

// client sends requests as somebody.
type client struct {
	s      *served
	person account.Person
	header http.Header
}

func (s *served) anonymous() *client { return &client{s: s, header: http.Header{}} }

// as returns a client of a person of a role who has logged in.
func (s *served) as(role account.Role, sections ...id.ID) *client {
	s.t.Helper()
	c := s.anonymous()
	s.Do(func(ctx context.Context, tx *store.Tx) error {
		who := account.Person{Name: "Person " + id.New(time.Now()).String(), Role: role, Sections: sections}
		who.Email = id.Slug(who.Name) + "@news.example"
		var err error
		if c.person, err = account.Add(ctx, tx, newstest.Editor, who, ""); err != nil {
			return err
		}
		login, err := account.StartSession(ctx, tx, c.person.ID, account.Client{Address: "192.0.2.1", Agent: "test"})
		c.header.Set("Cookie", "masthead="+login.Token.Reveal())
		return err
	})
	return c
}

// with returns the same client with header fields added to its requests, in pairs.
func (c *client) with(fields ...string) *client {
	with := &client{c.s, c.person, c.header.Clone()}
	for i := 0; i < len(fields); i += 2 {
		with.header.Set(fields[i], fields[i+1])
	}
	return with
}

// response is what was answered.
type response struct {
	status int
	header http.Header
	raw    []byte
	body   map[string]any // of JSON
}

// problem is the name of the problem that was answered, "" for none.
func (r response) problem() string {
	kind, _ := r.body["type"].(string)
	return strings.TrimPrefix(kind, problemBase)
}

func (r response) String() string {
	return http.StatusText(r.status) + " " + string(r.raw[:min(len(r.raw), 600)])
}

// into reads the body into a form.
func into[T any](t *testing.T, r response) (v T) {
	t.Helper()
	if r.status >= 300 {
		t.Fatalf("answered %s", r)
	}
	if err := json.Unmarshal(r.raw, &v); err != nil {
		t.Fatalf("%v: %s", err, r)
	}
	return v
}

// do sends a body: nil, bytes or text as they are, anything else as JSON.
func (c *client) do(method, path string, body any) response {
	c.s.t.Helper()
	r, err := c.try(method, path, body)
	if err != nil {
		c.s.t.Fatalf("%s %s: %v", method, path, err)
	}
	return r
}

// try is do for goroutines.
func (c *client) try(method, path string, body any) (response, error) {
	var reader io.Reader
	kind := "application/json"
	switch b := body.(type) {
	case nil:
		kind = ""
	case io.Reader:
		reader = b
	case []byte:
		reader = bytes.NewReader(b)
	case string:
		reader = strings.NewReader(b)
	default:
		data, err := json.Marshal(b)
		if err != nil {
			return response{}, err
		}
		reader = bytes.NewReader(data)
	}
	if !strings.HasPrefix(path, "/api") {
		path = Base + path
	}
	req, err := http.NewRequest(method, c.s.url+path, reader)
	if err != nil {
		return response{}, err
	}
	req.Header = c.header.Clone()
	if kind != "" && req.Header.Get("Content-Type") == "" {
		req.Header.Set("Content-Type", kind)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return response{}, err
	}
	defer res.Body.Close()
	out := response{status: res.StatusCode, header: res.Header}
	if out.raw, err = io.ReadAll(res.Body); err != nil {
		return out, err
	}
	if strings.Contains(res.Header.Get("Content-Type"), "json") {
		err = json.Unmarshal(out.raw, &out.body)
	}
	return out, err
}

func (c *client) get(path string) response { return c.do("GET", path, nil) }

// change sends a change that is based on a version.
func (c *client) change(method, path string, version int64, body any) response {
	c.s.t.Helper()
	return c.with("If-Match", etagOf(version)).do(method, path, body)
}

func paragraph(text string) Node {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return Node(`{"type":"doc","attrs":{"version":1},"content":[{"type":"paragraph","content":[{"type":"text","text":` + string(quoted) + `}]}]}`)
}

// content is what a story needs to be published.
func (s *served) content(headline string) Content {
	return Content{Headline: headline, Section: s.section.ID, Byline: []id.ID{}, Topics: []id.ID{}, Body: paragraph("The ferry sails again.")}
}

// begin begins a story.
func (c *client) begin(headline string) Story {
	c.s.t.Helper()
	return into[Story](c.s.t, c.do("POST", "/stories", map[string]any{"kind": "article", "content": c.s.content(headline)}))
}

func storyPath(s Story, more string) string { return "/stories/" + s.ID.String() + more }

func newDiscard() http.ResponseWriter { return httptest.NewRecorder() }

func requestOf(c *client) *http.Request {
	r := httptest.NewRequest("GET", "/", nil)
	r.Header = c.header.Clone()
	return r
}
