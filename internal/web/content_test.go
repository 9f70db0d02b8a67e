package web

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

var changed = time.Date(2026, 3, 4, 5, 6, 7, 8e6, time.UTC)

func article() *Content {
	c := NewContent("text/html; charset=utf-8", prose())
	c.CacheControl = "public, max-age=5"
	c.LastModified = changed
	c.Header = http.Header{"Link": {"</feed>; rel=alternate"}}
	return c
}

func do(h http.Handler, method, target string, header http.Header) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	for name, values := range header {
		r.Header[name] = values
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, res *http.Response) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := b.ReadFrom(res.Body); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestContentInEachCoding(t *testing.T) {
	c := article()
	seen := map[string]bool{}
	for e := Identity; e < encodings; e++ {
		res := do(c, "GET", "/", http.Header{"Accept-Encoding": {e.String()}})
		raw := body(t, res)
		got, err := expand(e, raw)
		if err != nil || !bytes.Equal(got, c.Body()) {
			t.Errorf("%v: the body is not the page: %v", e, err)
		}
		if e != Identity && len(raw) > len(got)/2 {
			t.Errorf("%v: %d bytes of %d", e, len(raw), len(got))
		}
		wantCoding := e.String()
		if e == Identity {
			wantCoding = ""
		}
		h := res.Header
		if res.StatusCode != 200 || h.Get("Content-Encoding") != wantCoding || h.Get("Vary") != "Accept-Encoding" ||
			res.ContentLength != int64(len(raw)) || h.Get("Link") == "" || h.Get("Cache-Control") != "public, max-age=5" ||
			h.Get("Last-Modified") != "Wed, 04 Mar 2026 05:06:07 GMT" {
			t.Errorf("%v: status %d, header %v", e, res.StatusCode, h)
		}
		if tag := h.Get("Etag"); seen[tag] || len(tag) < 10 || tag[0] != '"' {
			t.Errorf("%v: ETag %s is not a strong one of its own", e, tag)
		}
		seen[h.Get("Etag")] = true
		head := do(c, "HEAD", "/", http.Header{"Accept-Encoding": {e.String()}})
		if n := len(body(t, head)); n != 0 || head.Header.Get("Content-Length") != h.Get("Content-Length") || head.Header.Get("Etag") != h.Get("Etag") {
			t.Errorf("%v: HEAD sent %d bytes, header %v", e, n, head.Header)
		}
	}
	if res := do(c, "GET", "/", http.Header{"Accept-Encoding": {"identity;q=0"}}); res.StatusCode != 406 {
		t.Errorf("all codings refused: status %d", res.StatusCode)
	}
}

func TestSmallAndPackedContentIsSentAsItIs(t *testing.T) {
	for _, c := range []*Content{NewContent("text/plain", []byte("short")), NewContent("image/jpeg", prose())} {
		res := do(c, "GET", "/", http.Header{"Accept-Encoding": {"br"}})
		if res.Header.Get("Content-Encoding") != "" || res.Header.Get("Vary") != "" || !bytes.Equal(body(t, res), c.Body()) {
			t.Errorf("%s: header %v", c.ContentType, res.Header)
		}
	}
}

func TestConditionalRequests(t *testing.T) {
	c := article()
	tag := func(accept string) string {
		return do(c, "GET", "/", http.Header{"Accept-Encoding": {accept}}).Header.Get("Etag")
	}
	br, plain := tag("br"), tag("identity")
	at := func(d time.Duration) string { return changed.Add(d).Format(http.TimeFormat) }
	for _, test := range []struct {
		name   string
		header http.Header
		want   int
	}{
		{"the same", http.Header{"If-None-Match": {br}}, 304},
		{"one of a list", http.Header{"If-None-Match": {`"x", W/` + br + ` , "y"`}}, 304},
		{"two fields", http.Header{"If-None-Match": {`"x"`, br}}, 304},
		{"any", http.Header{"If-None-Match": {"*"}}, 304},
		{"of another coding", http.Header{"If-None-Match": {plain}}, 200},
		{"rubbish", http.Header{"If-None-Match": {`"`}}, 200},
		{"a tag outranks a date", http.Header{"If-None-Match": {`"x"`}, "If-Modified-Since": {at(time.Hour)}}, 200},
		{"not since", http.Header{"If-Modified-Since": {at(0)}}, 304},
		{"since", http.Header{"If-Modified-Since": {at(-time.Second)}}, 200},
		{"no date", http.Header{"If-Modified-Since": {"yesterday"}}, 200},
		{"a range of a packed form", http.Header{"Range": {"bytes=0-9"}}, 200},
		{"If-Match fails", http.Header{"If-Match": {`"x"`}}, 412},
		{"If-Match holds", http.Header{"If-Match": {br}}, 200},
		{"If-Unmodified-Since fails", http.Header{"If-Unmodified-Since": {at(-time.Hour)}}, 412},
	} {
		test.header.Set("Accept-Encoding", "br")
		res := do(c, "GET", "/", test.header)
		got := body(t, res)
		if res.StatusCode != test.want {
			t.Errorf("%s: status %d, want %d", test.name, res.StatusCode, test.want)
		}
		if res.StatusCode == 304 && (len(got) > 0 || res.Header.Get("Etag") != br || res.Header.Get("Vary") == "" || res.Header.Get("Cache-Control") == "") {
			t.Errorf("%s: 304 with %d bytes and header %v", test.name, len(got), res.Header)
		}
		if whole, err := expand(Brotli, got); res.StatusCode == 200 && (err != nil || !bytes.Equal(whole, c.Body())) {
			t.Errorf("%s: the body is not whole: %v", test.name, err)
		}
	}
}

func TestRangesOfThePlainForm(t *testing.T) {
	c := article()
	for _, test := range []struct {
		rng    string
		status int
		want   []byte
	}{
		{"bytes=0-9", 206, c.Body()[:10]},
		{"bytes=-5", 206, c.Body()[len(c.Body())-5:]},
		{"bytes=99999999-", 416, nil},
	} {
		res := do(c, "GET", "/", http.Header{"Range": {test.rng}})
		got := body(t, res)
		if res.StatusCode != test.status || test.want != nil && !bytes.Equal(got, test.want) {
			t.Errorf("%s: status %d, %q", test.rng, res.StatusCode, got)
		}
	}
}

func TestContentOfAnotherStatus(t *testing.T) {
	c := article()
	c.Status = http.StatusGone
	res := do(c, "GET", "/", http.Header{"Accept-Encoding": {"gzip"}, "If-None-Match": {"*"}, "Range": {"bytes=0-1"}})
	got, err := expand(Gzip, body(t, res))
	if res.StatusCode != 410 || err != nil || !bytes.Equal(got, c.Body()) || res.Header.Get("Etag") != "" {
		t.Errorf("status %d, header %v, %v", res.StatusCode, res.Header, err)
	}
}

func TestHeaderOfContentIsNotShared(t *testing.T) {
	c := article()
	c.Header = http.Header{"Vary": append(make([]string, 0, 4), "Cookie")}
	for range 2 {
		res := do(c, "GET", "/", nil)
		if got := res.Header["Vary"]; len(got) != 2 || got[0] != "Cookie" || got[1] != "Accept-Encoding" {
			t.Errorf("Vary = %q", got)
		}
	}
	if len(c.Header["Vary"]) != 1 {
		t.Errorf("serving changed the content: %q", c.Header["Vary"])
	}
}
