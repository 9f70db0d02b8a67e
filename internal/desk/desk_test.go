package desk

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"masthead/internal/errs"
	"masthead/internal/web"
)

func serve(t *testing.T, d *Desk) *http.ServeMux {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{section}/{slug}", http.NotFound) // the site's
	mux.HandleFunc("GET /desk/preview/{story}", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	d.Routes(func(pattern string, h web.Handler) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			if err := h(w, r); err != nil {
				if !errs.Is(err, errs.NotFound) {
					t.Errorf("%s: %v", r.URL.Path, err)
				}
				http.NotFound(w, r)
			}
		})
	})
	return mux
}

func TestRoutes(t *testing.T) {
	d, err := New(fstest.MapFS{
		"index.html":              {Data: []byte("<!doctype html><title>Desk</title>")},
		"assets/app-AB12.js":      {Data: []byte(strings.Repeat("console.log(1)\n", 200))},
		"assets/fonts/x-C3.woff2": {Data: []byte("font")},
	})
	if err != nil {
		t.Fatal(err)
	}
	mux := serve(t, d)
	for _, test := range []struct {
		path   string
		status int
		kind   string
		cache  string
	}{
		{"/desk", 200, "text/html; charset=utf-8", "no-cache"},
		{"/desk/", 200, "text/html; charset=utf-8", "no-cache"},
		{"/desk/login", 200, "text/html; charset=utf-8", "no-cache"},
		{"/desk/stories/01h2xcejqtf2n/history", 200, "text/html; charset=utf-8", "no-cache"},
		{"/desk/assets/app-AB12.js", 200, "text/javascript; charset=utf-8", immutable},
		{"/desk/assets/fonts/x-C3.woff2", 200, "font/woff2", immutable},
		{"/desk/assets/app-0000.js", 404, "", ""},
		{"/desk/assets/", 404, "", ""},
		{"/desk/preview/01h2xcejqtf2n", 418, "", ""},
	} {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest("GET", test.path, nil))
		if w.Code != test.status || test.status == 200 && (w.Header().Get("Content-Type") != test.kind || w.Header().Get("Cache-Control") != test.cache) {
			t.Errorf("%s: %d %v", test.path, w.Code, w.Header())
		}
		if test.kind == "text/html; charset=utf-8" && w.Header().Get("Content-Security-Policy") != ContentSecurityPolicy {
			t.Errorf("%s has the policy %q", test.path, w.Header().Get("Content-Security-Policy"))
		}
	}
}

func TestADeskThatIsNotBuiltSaysSo(t *testing.T) {
	d, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	serve(t, d).ServeHTTP(w, httptest.NewRequest("GET", "/desk/stories", nil))
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "make build") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestFilesThatAreNoDesk(t *testing.T) {
	if _, err := New(fstest.MapFS{}); err == nil {
		t.Errorf("an empty folder is a desk: %v", err)
	}
}
