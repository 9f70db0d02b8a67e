package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"masthead/internal/errs"
	"masthead/internal/obs"
)

func newHandlers(log io.Writer) *Handlers {
	h := NewHandlers(Options{
		Logger:  obs.NewLogger(log, slog.LevelDebug, true),
		Metrics: obs.NewMetrics("test").HTTP,
		Clock:   time.Now,
		ErrorPage: func(_ *http.Request, f Failure) ([]byte, error) {
			if f.Status == http.StatusConflict {
				return nil, errors.New("the template is broken")
			}
			return fmt.Appendf(nil, "<h1>%s</h1><p>%s</p>", f.Title, f.Message), nil
		},
		ContentSecurityPolicy: "default-src 'none'",
		Secure:                true,
	})
	fail := func(err error) Handler { return func(http.ResponseWriter, *http.Request) error { return err } }
	h.Handle("GET /{$}", func(w http.ResponseWriter, _ *http.Request) error {
		_, err := io.WriteString(w, "front")
		return err
	})
	h.Handle("GET /story/{id}", func(w http.ResponseWriter, r *http.Request) error {
		_, err := io.WriteString(w, r.PathValue("id"))
		return err
	})
	h.Handle("POST /form", func(_ http.ResponseWriter, r *http.Request) error {
		_, err := io.ReadAll(r.Body)
		return err
	})
	secret := errors.New("postgres://user:secret@db")
	h.Handle("GET /notfound", fail(errs.New(errs.NotFound, "There is no such story.")))
	h.Handle("GET /gone", fail(errs.New(errs.Gone, "Withdrawn.")))
	h.Handle("GET /internal", fail(secret))
	h.Handle("GET /unavailable", fail(errs.Wrap(secret, errs.Unavailable, "The database is away.")))
	h.Handle("GET /conflict", fail(errs.New(errs.Conflict, "<b>Both</b>")))
	h.Handle("GET /api/v1/x", fail(errs.New(errs.Invalid, "The date is wrong.")))
	h.Handle("GET /panic", func(http.ResponseWriter, *http.Request) error { panic("boom") })
	h.Handle("GET /half", func(w http.ResponseWriter, _ *http.Request) error {
		_, _ = io.WriteString(w, "half a p")
		return secret
	})
	h.Handle("GET /compressed", func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Encoding", "br")
		w.Header().Set("Etag", `"x"`)
		return errs.New(errs.NotFound, "No.")
	})
	return h
}

func TestAnswers(t *testing.T) {
	h := newHandlers(io.Discard)
	for _, test := range []struct {
		method, target string
		status         int
		contains       string
	}{
		{"GET", "/", 200, "front"},
		{"HEAD", "/", 200, ""},
		{"GET", "/story/a%20b", 200, "a b"},
		{"GET", "/nothing", 404, "<h1>Page not found</h1>"},
		{"GET", "/notfound", 404, "There is no such story."},
		{"GET", "/gone", 410, "Withdrawn."},
		{"GET", "/internal", 500, "Something went wrong"},
		{"GET", "/unavailable", 503, "The database is away."},
		{"GET", "/conflict", 409, "&lt;b&gt;Both&lt;/b&gt;"},
		{"GET", "/panic", 500, "Something went wrong"},
		{"GET", "/compressed", 404, "No."},
		{"POST", "/", 405, "does not answer POST"},
		{"BREW", "/story/1", 405, "does not answer BREW"},
		{"BREW", "/nothing", 404, ""},
		{strings.Repeat("X", 50), "/story/1", 405, "does not answer this method"},
		{"POST", "/form", 200, ""},
		{"GET", "/" + strings.Repeat("a", 10_000), 414, "too long"},
		{"GET", "/?q=" + strings.Repeat("a", 10_000), 414, "too long"},
		{"GET", "/a%00b", 400, "address"},
		{"GET", "/a%5Cb", 400, "address"},
		{"GET", "/%ff%fe", 400, "address"},
		{"GET", "/a%0d%0aSet-Cookie:x", 400, "address"},
		{"OPTIONS", "*", 400, "address"},
	} {
		res := do(h, test.method, test.target, nil)
		got := string(body(t, res))
		if res.StatusCode != test.status || !strings.Contains(got, test.contains) {
			t.Errorf("%s %.40s: %d %q, want %d and %q", test.method, test.target, res.StatusCode, got, test.status, test.contains)
		}
		if strings.Contains(got, "secret") {
			t.Errorf("%s: the answer tells a secret: %q", test.target, got)
		}
		if test.status >= 400 && (res.Header.Get("Content-Encoding") != "" || res.Header.Get("Etag") != "") {
			t.Errorf("%s: an error with header %v", test.target, res.Header)
		}
		if res.StatusCode == 405 && res.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s %s: Allow is %q", test.method, test.target, res.Header.Get("Allow"))
		}
		for _, name := range []string{"X-Request-Id", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy",
			"Permissions-Policy", "Cross-Origin-Opener-Policy", "Strict-Transport-Security"} {
			if res.Header.Get(name) == "" {
				t.Errorf("%s: no %s", test.target, name)
			}
		}
	}
}

func TestRoundaboutAddressesAreRedirected(t *testing.T) {
	h := newHandlers(io.Discard)
	for _, test := range []struct{ method, target, to string }{
		{"GET", "/story/../gone", "/gone"},
		{"GET", "/story//1", "/story/1"},
		{"GET", "/./story/1/", "/story/1/"},
		{"GET", "/../../etc/passwd", "/etc/passwd"},
		{"GET", "/%2e%2e/%2e%2e/etc/passwd", "/etc/passwd"},
		{"GET", "/a/..%2f..%2fetc", "/etc"},
		{"GET", "//evil.example/x", "/evil.example/x"},
		{"GET", "/x/..//evil.example", "/evil.example"},
		{"GET", "/story/./1?q=a%20b", "/story/1?q=a%20b"},
		{"GET", "/a//%3Cb%3E", "/a/%3Cb%3E"},
		{"POST", "//form", "/form"},
	} {
		r := httptest.NewRequest(test.method, "/", nil)
		u, err := url.ParseRequestURI(test.target)
		if err != nil {
			t.Fatal(err)
		}
		r.URL, r.RequestURI = u, test.target
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		want := http.StatusMovedPermanently
		if test.method == "POST" {
			want = http.StatusPermanentRedirect
		}
		if got := w.Header().Get("Location"); w.Code != want || got != test.to {
			t.Errorf("%s: %d to %q, want %d to %q", test.target, w.Code, got, want, test.to)
		}
	}
}

func TestProblemForPrograms(t *testing.T) {
	h := newHandlers(io.Discard)
	for _, test := range []struct {
		target, accept string
		problem        bool
	}{
		{"/api/v1/x", "", true},
		{"/api/nothing", "text/html", true},
		{"/gone", "application/json", true},
		{"/gone", "text/html, application/json;q=0.1", false},
		{"/gone", "*/*", false},
	} {
		res := do(h, "GET", test.target, http.Header{"Accept": {test.accept}})
		got := body(t, res)
		if is := res.Header.Get("Content-Type") == "application/problem+json"; is != test.problem {
			t.Errorf("%s for %q: %s", test.target, test.accept, res.Header.Get("Content-Type"))
			continue
		}
		if !test.problem {
			continue
		}
		var p struct {
			Type, Title, Detail string
			Status              int
		}
		if err := json.Unmarshal(got, &p); err != nil || p.Status != res.StatusCode || p.Title == "" || p.Detail == "" || p.Type != "about:blank" {
			t.Errorf("%s: %s (%v)", test.target, got, err)
		}
	}
}

func TestLogsNameTheRequest(t *testing.T) {
	var log bytes.Buffer
	h := newHandlers(&log)
	do(h, "GET", "/internal", http.Header{"X-Request-Id": {"proxy-12345678"}})
	lines := strings.Split(strings.TrimSpace(log.String()), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines, want the error and the access: %q", len(lines), lines)
	}
	for i, want := range []string{`"error":"postgres`, `"route":"GET /internal"`} {
		if !strings.Contains(lines[i], want) || !strings.Contains(lines[i], `"request":"proxy-12345678"`) || !strings.Contains(lines[i], `"status":500`) {
			t.Errorf("line %d: %s", i, lines[i])
		}
	}
	res := do(h, "GET", "/", http.Header{"X-Request-Id": {"bad id\nwith lines"}})
	if id := res.Header.Get("X-Request-Id"); len(id) != 16 {
		t.Errorf("an id that is not sane was answered with %q", id)
	}
}

func TestBodyIsBounded(t *testing.T) {
	h := newHandlers(io.Discard)
	r := httptest.NewRequest("POST", "/form", bytes.NewReader(make([]byte, maxBody+1)))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d, want 413", w.Code)
	}
}

// A client must be able to tell half an answer from a whole one.
func TestFailureInTheMiddleBreaksTheConnection(t *testing.T) {
	server := httptest.NewServer(newHandlers(io.Discard))
	defer server.Close()
	res, err := http.Get(server.URL + "/half")
	if err == nil {
		_, err = io.ReadAll(res.Body)
		res.Body.Close()
	}
	if err == nil {
		t.Error("half an answer looked whole")
	}
}

func FuzzAddress(f *testing.F) {
	for _, seed := range []string{"/", "//", "/..", "/a/../b", "/\\", "/\x00", "/\xff", "/a//b/", "/%2e%2e"} {
		f.Add(seed)
	}
	h := newHandlers(io.Discard)
	f.Fuzz(func(t *testing.T, path string) {
		r := httptest.NewRequest("GET", "/", nil)
		r.URL.Path, r.RequestURI = path, path
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		to := w.Header().Get("Location")
		if w.Code == http.StatusMovedPermanently && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n")) {
			t.Errorf("%q is redirected to %q", path, to)
		}
		if w.Code >= 500 {
			t.Errorf("%q: status %d", path, w.Code)
		}
	})
}
