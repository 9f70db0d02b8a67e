package web

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"masthead/internal/errs"
)

func TestAssets(t *testing.T) {
	css := strings.Repeat("a { color: #123 }\n", 100)
	a, err := NewAssets(fstest.MapFS{
		"style.css":        {Data: []byte(css)},
		"fonts/news.woff2": {Data: []byte(strings.Repeat("w", 500))},
		"no-extension":     {Data: []byte("x")},
	}, "/assets/")
	if err != nil {
		t.Fatal(err)
	}
	address := func(name string) string {
		got, ok := a.URL(name)
		if !ok {
			t.Fatalf("no address for %s", name)
		}
		return got
	}
	if _, ok := a.URL("none.css"); ok {
		t.Error("a file that does not exist has an address")
	}
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := a.Serve(w, r); err != nil {
			if !errs.Is(err, errs.NotFound) {
				t.Errorf("%s: %v", r.URL.Path, err)
			}
			w.WriteHeader(http.StatusNotFound)
		}
	})
	for _, test := range []struct {
		target, contentType, cache, coding string
		status                             int
	}{
		{address("style.css"), "text/css; charset=utf-8", immutable, "br", 200},
		{address("fonts/news.woff2"), "font/woff2", immutable, "", 200},
		{address("no-extension"), "application/octet-stream", immutable, "", 200},
		{"/assets/style.css", "text/css; charset=utf-8", current, "br", 200},
		{"/assets/style.0123456789abcdefghij.css", "text/css; charset=utf-8", current, "br", 200},
		{"/assets/", "", "", "", 404},
		{"/assets/fonts", "", "", "", 404},
		{"/assets/none.css", "", "", "", 404},
		{"/style.css", "", "", "", 404},
	} {
		res := do(h, "GET", test.target, http.Header{"Accept-Encoding": {"br, gzip"}})
		got := [...]string{res.Header.Get("Content-Type"), res.Header.Get("Cache-Control"), res.Header.Get("Content-Encoding")}
		if res.StatusCode != test.status || got != [...]string{test.contentType, test.cache, test.coding} {
			t.Errorf("%s: %d %q", test.target, res.StatusCode, got)
		}
	}
}
