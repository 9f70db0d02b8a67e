package page

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestReadsAreNamedOnce(t *testing.T) {
	p := New("text/html", nil, []string{"b", "a", "b", "a"}, 0, time.Time{})
	if got := strings.Join(p.Reads, " "); got != "a b" {
		t.Errorf("Reads = %q, want a b", got)
	}
}

func BenchmarkServe(b *testing.B) {
	c := newCache(b, 1<<20)
	body := strings.Repeat("<p>The harbour bridge opens to traffic on Monday.</p>\n", 900)
	first := New("text/html; charset=utf-8", []byte(body), nil, 0, time.Time{})
	c.kept.Set("a", &entry{page: first})
	serve := func(b *testing.B, header ...string) {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		for b.Loop() {
			w := httptest.NewRecorder()
			w.Body = nil
			p, err := c.Get(b.Context(), "a", nil)
			if err != nil {
				b.Fatal(err)
			}
			p.ServeHTTP(w, r)
		}
	}
	b.Run("200", func(b *testing.B) { serve(b) })
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Accept-Encoding", "br")
	first.ServeHTTP(w, r)
	b.Run("304", func(b *testing.B) { serve(b, "If-None-Match", w.Header().Get("Etag")) })
}
