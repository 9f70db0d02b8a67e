package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"masthead/internal/doc"
)

// targets are addresses of a small site.
type targets struct{ article, picture, style string }

// openSmallSite serves a newsroom of three stories, one with a picture.
func openSmallSite(t *testing.T) (*site, targets) {
	t.Helper()
	data, media := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(media, "quay.png"), grey(t, 640, 480), 0o600); err != nil {
		t.Fatal(err)
	}
	file := export(t,
		post{number: 1, title: "Ferry back", body: "<p>The ferry sails again.</p>"},
		post{number: 2, title: "Quay rebuilt", body: `<p>At last.</p><img src="https://old.example/wp-content/uploads/quay.png" alt="The quay">`},
		post{number: 3, title: "Storm ahead", body: "<p>Wind from the west.</p>"},
	)
	succeed(t, "import", "wordpress", file, "--media", media, "--no-fetch", "--data", data)
	s := open(t, "--data", data)
	first := func(form, page string) string {
		found := regexp.MustCompile(form).FindString(page)
		if found == "" {
			t.Fatalf("there is no %s in\n%s", form, page)
		}
		return found
	}
	article := first(`/news/quay-rebuilt-\w{13}|/news/story-2-\w{13}`, s.page("/"))
	page := s.page(article)
	return s, targets{article: article, picture: first(`/media/[0-9a-f]{64}-320\.jpg`, page), style: first(`/assets/css/site\.[\w-]+\.css`, page)}
}

// grey is a picture file.
func grey(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func request(line string, header ...string) string {
	return line + "\r\nHost: news.example\r\nConnection: close\r\n" + strings.Join(append(header, "\r\n"), "\r\n")
}

// quiet checks that a log tells each request, and nothing that an operator would take for a fault.
func quiet(t *testing.T, log string) {
	t.Helper()
	for _, noise := range []string{"goroutine ", "panic", "level=ERROR", "level=WARN"} {
		if strings.Contains(log, noise) {
			t.Errorf("the log holds %q:\n%.2000s", noise, log)
		}
	}
}

// TestHostileAddresses sends paths that a client would tidy up before it sends them.
func TestHostileAddresses(t *testing.T) {
	s, at := openSmallSite(t)
	hash := at.picture[len("/media/"):][:64]
	for _, c := range []struct {
		target string
		status int
		to     string // of a redirect
	}{
		{"/../etc/passwd", 301, "/etc/passwd"},
		{"/%2e%2e/%2E%2E/etc/passwd", 301, "/etc/passwd"},
		{"/..%2f..%2fetc/passwd", 301, "/etc/passwd"},
		{"/media/..%2f..%2fmasthead.db", 301, "/masthead.db"},
		{"/assets/css/..%2F..%2ftemplates/base.html", 301, "/templates/base.html"},
		{"/etc/passwd", 404, ""},
		{"/masthead.db", 404, ""},
		{"/templates/base.html", 404, ""},
		{"/..%5c..%5cetc", 400, ""},
		{`/..\..\etc`, 400, ""},
		{"/%252e%252e/x", 404, ""},
		{"/%c0%ae%c0%ae/etc", 400, ""},
		{"/%00", 400, ""},
		{"/%ff", 400, ""},
		{"/\xe9", 400, ""},
		{"/%0d%0aSet-Cookie:x", 400, ""},
		{"/%", 400, ""},
		{"/%zz", 400, ""},
		{"/a b", 400, ""},
		{"//", 301, "/"},
		{"//evil.example", 301, "/evil.example"},
		{"/%2f/evil.example/%2e%2e", 301, "/"},
		{"/%5cevil.example", 400, ""},
		{"http://evil.example/topics/", 301, "/topics"},
		{"/latest/?a=%0d%0aX", 301, "/latest?a=%0d%0aX"},
		{"/news//latest", 301, "/news/latest"},
		{"/news%2flatest", 301, "/news/latest"},
		{"/latest%3Folder=x", 404, ""},
		{at.article + "/", 301, at.article},
		{"/" + strings.Repeat("x", 10_000), 414, ""},
		{"/?" + strings.Repeat("x", 10_000), 414, ""},
		{"/" + strings.Repeat("%41", 1400), 414, ""},
		{"*", 400, ""},
		{"news:x", 400, ""},
		{"/latest?older=junk", 404, ""},
		{"/latest?older=%00", 404, ""},
		{"/latest?older=99999999999999999999", 404, ""},
		{"/latest?newer=" + strings.Repeat("z", 3000), 404, ""},
		{"/news/latest?older=-1", 404, ""},
		{"/topics?after=..", 200, ""},
		{"/?p=99999999999999999999999999", 200, ""},
		{"/?p=77", 404, ""},
		{"/sitemap/2026-13.xml", 404, ""},
		{"/sitemap/999999999-01.xml", 404, ""},
		{at.picture, 200, ""},
		{"/media/" + hash + "-321.jpg", 404, ""},
		{"/media/" + hash + "-99999999999.jpg", 404, ""},
		{"/media/" + strings.ToUpper(hash) + "-320.jpg", 404, ""},
		{"/media/" + strings.Repeat("0", 64) + "-320.jpg", 404, ""},
		{"/media/" + hash + ".png", 404, ""},
		{at.style + ".map", 404, ""},
		{"/assets/templates/base.html", 404, ""},
		{"/assets/css/", 404, ""},
	} {
		a := s.raw(request("GET " + c.target + " HTTP/1.1"))
		if a.status != c.status || a.header.Get("Location") != c.to || a.body == "" {
			t.Errorf("%.60q: %d to %q, want %d to %q", c.target, a.status, a.header.Get("Location"), c.status, c.to)
		}
	}
	quiet(t, s.log.String())
}

// TestHostileRequests breaks every other part of a request.
func TestHostileRequests(t *testing.T) {
	s, at := openSmallSite(t)
	s.page("/")
	huge := "X-Huge: " + strings.Repeat("a", 64<<10)
	for name, c := range map[string]struct {
		request string
		status  int
		header  string // that the answer has
	}{
		"no host":             {"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400, ""},
		"two hosts":           {request("GET / HTTP/1.1", "Host: other.example"), 400, ""},
		"a host with a path":  {"GET / HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n", 400, ""},
		"another host":        {"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 200, ""},
		"HTTP/1.0":            {"GET / HTTP/1.0\r\n\r\n", 200, ""},
		"HTTP/0.9":            {"GET /\r\n\r\n", 400, ""},
		"HTTP/3.7":            {request("GET / HTTP/3.7"), 505, ""},
		"no HTTP":             {strings.Repeat("\xff", 100) + "\r\n\r\n", 400, ""},
		"a huge header":       {request("GET / HTTP/1.1", huge), 431, ""},
		"a NUL in a header":   {request("GET / HTTP/1.1", "X: a\x00b"), 400, ""},
		"a name with a space": {request("GET / HTTP/1.1", "X Y: a"), 400, ""},
		"two lengths":         {request("GET / HTTP/1.1", "Content-Length: 1", "Content-Length: 2"), 400, ""},
		"a negative length":   {request("GET / HTTP/1.1", "Content-Length: -1"), 400, ""},
		"an unknown transfer": {request("GET / HTTP/1.1", "Transfer-Encoding: magic"), 501, ""},
		"a body":              {request("GET / HTTP/1.1", "Content-Length: 4") + "body", 200, ""},
		"a large body":        {request("GET / HTTP/1.1", "Content-Length: 3000000") + strings.Repeat("x", 3_000_000), 200, ""},
		"a broken body":       {request("GET / HTTP/1.1", "Transfer-Encoding: chunked") + "zz\r\n", 200, ""},
		"an upgrade":          {request("GET / HTTP/1.1", "Upgrade: websocket", "Connection: upgrade"), 200, ""},
		"POST":                {request("POST / HTTP/1.1", "Content-Length: 4") + "body", 405, "Allow: GET, HEAD"},
		"DELETE an article":   {request("DELETE " + at.article + " HTTP/1.1"), 405, "Allow: GET, HEAD"},
		"PUT a picture":       {request("PUT " + at.picture + " HTTP/1.1"), 405, "Allow: GET, HEAD"},
		"OPTIONS":             {request("OPTIONS /latest HTTP/1.1"), 405, "Allow: GET, HEAD"},
		"TRACE":               {request("TRACE / HTTP/1.1", "Cookie: secret"), 405, "Allow: GET, HEAD"},
		"a method of 5 kB":    {request(strings.Repeat("A", 5000) + " / HTTP/1.1"), 405, "Allow: GET, HEAD"},
		"CONNECT":             {request("CONNECT evil.example:443 HTTP/1.1"), 400, ""},
		"q is no number":      {request("GET / HTTP/1.1", "Accept-Encoding: gzip;q=foo"), 200, ""},
		"codings of 10 kB":    {request("GET / HTTP/1.1", "Accept-Encoding: "+strings.Repeat("gzip;q=0.5,", 900)+"br"), 200, ""},
		"no coding at all":    {request("GET / HTTP/1.1", "Accept-Encoding: *;q=0"), 406, ""},
		"nothing but gzip":    {request("GET / HTTP/1.1", "Accept-Encoding: gzip, *;q=0"), 200, "Content-Encoding: gzip"},
		"identity refused":    {request("GET "+at.picture+" HTTP/1.1", "Accept-Encoding: identity;q=0"), 200, ""},
		"a range":             {request("GET / HTTP/1.1", "Range: bytes=0-9"), 206, "Content-Length: 10"},
		"a range backwards":   {request("GET / HTTP/1.1", "Range: bytes=9-0"), 416, ""},
		"a range too far":     {request("GET "+at.picture+" HTTP/1.1", "Range: bytes=99999999-"), 416, ""},
		"many ranges":         {request("GET "+at.picture+" HTTP/1.1", "Range: bytes="+strings.Repeat("0-0,", 1500)+"1-1"), 200, "Content-Type: image/jpeg"},
		"a tag that is none":  {request("GET / HTTP/1.1", `If-None-Match: "unclosed, W/, junk`), 200, ""},
		"any tag":             {request("GET / HTTP/1.1", "If-None-Match: *"), 304, ""},
		"a date that is none": {request("GET / HTTP/1.1", "If-Modified-Since: yesterday"), 200, ""},
	} {
		a := s.raw(c.request)
		field, value, _ := strings.Cut(c.header, ": ")
		if a.status != c.status || a.header.Get(field) != value {
			t.Errorf("%s: %s, want %d and %q", name, a, c.status, c.header)
		}
		if strings.Contains(a.body, "secret") {
			t.Errorf("%s: the answer repeats the request: %s", name, a.body)
		}
	}
	quiet(t, s.log.String())
}

// TestFailuresForProgramsAndPeople asks for each failure as a program does and as a browser does.
func TestFailuresForProgramsAndPeople(t *testing.T) {
	s, _ := openSmallSite(t)
	for line, status := range map[string]int{
		"GET /nothing HTTP/1.1":                                404,
		"GET /%00 HTTP/1.1":                                    400,
		"GET /" + strings.Repeat("x", 9000) + " HTTP/1.1":      414,
		"DELETE / HTTP/1.1":                                    405,
		"GET /media/x HTTP/1.1":                                404,
		"GET /latest?older=<script>alert(1)</script> HTTP/1.1": 404,
	} {
		a := s.raw(request(line, "Accept: text/html,application/json;q=0.9"))
		if a.status != status || !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") || !strings.Contains(a.body, "<h1") ||
			strings.Contains(a.body, "<script>alert") || a.header.Get("Content-Security-Policy") == "" {
			t.Errorf("%.60s for people: %s", line, a)
		}
		for _, accept := range []string{"application/json", "application/problem+json"} {
			var p struct {
				Title, Detail string
				Status        int
				RequestID     string `json:"request_id"`
			}
			a := s.raw(request(line, "Accept: "+accept, "X-Request-Id: of-a-program"))
			if err := json.Unmarshal([]byte(a.body), &p); err != nil || a.header.Get("Content-Type") != "application/problem+json" ||
				a.status != status || p.Status != status || p.Title == "" || p.Detail == "" || p.RequestID != "of-a-program" {
				t.Errorf("%.60s for programs: %v, %s", line, err, a)
			}
		}
	}
	quiet(t, s.log.String())
}

// TestHeadIsGetWithoutABody compares the two on every kind of page.
func TestHeadIsGetWithoutABody(t *testing.T) {
	s, at := openSmallSite(t)
	for _, path := range []string{"/", at.article, at.picture, at.style, "/latest", "/news", "/news/latest", "/by/jo", "/topics", "/feed.rss", "/news/feed.atom",
		"/sitemap.xml", "/sitemap/pages.xml", "/sitemap/2026-01.xml", "/robots.txt", "/llms.txt", "/favicon.ico", "/manifest.webmanifest",
		"/schema/document.json", "/healthz", "/readyz", "/nothing", "/latest?older=x"} {
		for _, coding := range []string{"identity", "gzip", "br"} {
			get := s.raw(request("GET "+path+" HTTP/1.1", "Accept-Encoding: "+coding, "X-Request-Id: the-same-one"))
			head := s.raw(request("HEAD "+path+" HTTP/1.1", "Accept-Encoding: "+coding, "X-Request-Id: the-same-one"))
			for _, h := range []http.Header{get.header, head.header} {
				h.Del("Date")
			}
			if get.status != head.status || fmt.Sprint(get.header) != fmt.Sprint(head.header) || head.body != "" || get.body == "" {
				t.Errorf("%s as %s: GET %d %v, HEAD %d %v %q", path, coding, get.status, get.header, head.status, head.header, head.body)
			}
		}
	}
	if got := s.page("/schema/document.json"); got != string(doc.Schema()) {
		t.Errorf("the schema is %.200s", got)
	}
	quiet(t, s.log.String())
}

// TestUnknownQueriesTakeNoMemory asks for one page under many names.
func TestUnknownQueriesTakeNoMemory(t *testing.T) {
	s, at := openSmallSite(t)
	for _, path := range []string{"/", "/latest", "/news/latest", "/topics", "/feed.rss", "/sitemap.xml", at.article, "/nothing"} {
		s.get(path)
	}
	bytes, misses := s.metric("masthead_page_bytes"), s.metric("masthead_page_misses_total")
	for i := range 200 {
		for _, path := range []string{"/?utm=%d", "/latest?page=%d", "/news/latest?x=%d", "/topics?q=%d", "/feed.rss?%d", "/sitemap.xml?%d", at.article + "?fbclid=%d"} {
			s.page(fmt.Sprintf(path, i))
		}
	}
	if now := s.metric("masthead_page_misses_total"); now != misses {
		t.Errorf("%s pages were made, and %s now", misses, now)
	}
	for i := range 200 {
		for _, path := range []string{"/nothing-%d", "/news/nothing-%d", "/topics/nothing-%d", "/latest?older=%d", "/%d/feed.rss"} {
			if a := s.get(fmt.Sprintf(path, i)); a.status != http.StatusNotFound {
				t.Fatalf("%s: %s", path, a)
			}
		}
	}
	if now := s.metric("masthead_page_bytes"); now != bytes {
		t.Errorf("pages took %s bytes and take %s now", bytes, now)
	}
}

// TestOnePageHasOneKey asks for pages by addresses that look like the keys of others.
func TestOnePageHasOneKey(t *testing.T) {
	data := t.TempDir()
	var posts []post
	for i := range 60 {
		posts = append(posts, post{number: i + 1, title: fmt.Sprint("Story ", i+1), body: "<p>Text.</p>"})
	}
	succeed(t, "import", "wordpress", export(t, posts...), "--no-fetch", "--data", data)
	s := open(t, "--data", data)
	older := regexp.MustCompile(`/latest\?older=[^"&]+`).FindString(s.page("/latest"))
	if older == "" {
		t.Fatal("the list has no second page")
	}
	s.page(older)
	if a := s.get(strings.Replace(older, "?", "%3F", 1)); a.status != http.StatusNotFound {
		t.Errorf("the address with an encoded question mark: %s", a)
	}
	s.page(older)
}
