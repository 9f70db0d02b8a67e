package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"masthead": func() { os.Exit(Main()) },
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script"})
}

// serving is a site that a test has started.
type serving struct {
	t       *testing.T
	address string
	stop    context.CancelFunc
	code    chan int
	log     lockedBuffer
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func nothing(string) (string, bool) { return "", false }

func startServing(t *testing.T, args ...string) *serving {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	s := &serving{t: t, stop: stop, code: make(chan int, 1)}
	out, in := io.Pipe()
	go func() {
		args := append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)
		s.code <- Run(ctx, args, Terminal{In: strings.NewReader(""), Out: in, Err: &s.log, Lookup: nothing})
		in.Close()
	}()
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	if err != nil {
		t.Fatalf("it did not begin to serve: %v\n%s", err, s.log.String())
	}
	go io.Copy(io.Discard, lines)
	words := strings.Fields(line)
	s.address = words[len(words)-1]
	t.Cleanup(stop)
	return s
}

func (s *serving) get(path string) (int, string) {
	s.t.Helper()
	res, err := http.Get(s.address + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func TestServeAnEmptyNewsroom(t *testing.T) {
	s := startServing(t, "--data", t.TempDir(), "--site-name", "The Bay Courier")
	for _, test := range []struct {
		path   string
		status int
		want   string
	}{
		{"/", 200, "The Bay Courier"},
		{"/healthz", 200, "ok"},
		{"/readyz", 200, `"database":"ok"`},
		{"/metrics", 200, "masthead_page_misses_total"},
		{"/no/such/page", 404, "<"},
		{"/" + strings.Repeat("x", 10_000), 414, "<"},
	} {
		status, body := s.get(test.path)
		if status != test.status || !strings.Contains(body, test.want) {
			t.Errorf("%.30s: %d %.300q, want %d and %q", test.path, status, body, test.status, test.want)
		}
	}
	s.stop()
	if code := <-s.code; code != 0 {
		t.Errorf("stopped with code %d\n%s", code, s.log.String())
	}
	if log := s.log.String(); !strings.Contains(log, "msg=serving") || strings.Contains(log, "level=ERROR") {
		t.Errorf("log:\n%s", log)
	}
}

const archive = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
  <title>Old Bay Gazette</title><link>https://old.example</link><language>en-GB</language>
  <wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://old.example</wp:base_site_url><wp:base_blog_url>https://old.example</wp:base_blog_url>
  <item>
    <title>Ferry back after the storm</title><link>https://old.example/2026/01/ferry-back/</link>
    <dc:creator>jo</dc:creator><guid isPermaLink="false">https://old.example/?p=7</guid>
    <content:encoded><![CDATA[<p>The ferry sails again.</p>]]></content:encoded><excerpt:encoded></excerpt:encoded>
    <wp:post_id>7</wp:post_id><wp:post_date>2026-01-05 08:00:00</wp:post_date><wp:post_date_gmt>2026-01-05 08:00:00</wp:post_date_gmt>
    <wp:post_name>ferry-back</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
  </item>
</channel>
</rss>`

// What another process changes is on the pages without a restart.
func TestServingSeesWhatAnotherProcessImports(t *testing.T) {
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "old.xml")
	if err := os.WriteFile(file, []byte(archive), 0o600); err != nil {
		t.Fatal(err)
	}
	s := startServing(t, "--data", data)
	if _, body := s.get("/"); strings.Contains(body, "Ferry back") {
		t.Fatal("the story is there before its time")
	}
	var out, errors bytes.Buffer
	report := filepath.Join(t.TempDir(), "report.json")
	args := []string{"import", "wordpress", file, "--data", data, "--no-fetch", "--report", report}
	if code := Run(t.Context(), args, Terminal{In: strings.NewReader(""), Out: &out, Err: &errors, Lookup: nothing}); code != 0 {
		t.Fatalf("code %d: %s", code, errors.String())
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if _, body := s.get("/"); strings.Contains(body, "Ferry back after the storm") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the story never came to the home page\n%s", s.log.String())
		}
	}
	if !strings.Contains(out.String(), "story") {
		t.Errorf("the report on the terminal: %s", out.String())
	}
	text, err := os.ReadFile(report)
	if err != nil || !json.Valid(text) || !strings.Contains(string(text), "Ferry back after the storm") {
		t.Errorf("the report: %v, %s", err, text)
	}
}

func TestServeAtAMoment(t *testing.T) {
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "old.xml")
	if err := os.WriteFile(file, []byte(archive), 0o600); err != nil {
		t.Fatal(err)
	}
	var errors bytes.Buffer
	args := []string{"import", "wordpress", file, "--data", data, "--no-fetch"}
	if code := Run(t.Context(), args, Terminal{In: strings.NewReader(""), Out: io.Discard, Err: &errors, Lookup: nothing}); code != 0 {
		t.Fatalf("code %d: %s", code, errors.String())
	}
	for at, want := range map[string]bool{"2026-01-05T07:59:59Z": false, "2026-01-05T08:00:00Z": true} {
		s := startServing(t, "--data", data, "--at", at)
		if _, body := s.get("/"); strings.Contains(body, "Ferry back") != want {
			t.Errorf("at %s the story stands on the home page: %t, want %t", at, !want, want)
		}
		s.stop()
		<-s.code
	}
}

func TestAddressInUse(t *testing.T) {
	s := startServing(t, "--data", t.TempDir())
	var errors bytes.Buffer
	args := []string{"serve", "--data", t.TempDir(), "--addr", strings.TrimPrefix(s.address, "http://")}
	code := Run(t.Context(), args, Terminal{In: strings.NewReader(""), Out: io.Discard, Err: &errors, Lookup: nothing})
	if code != failed || !strings.Contains(errors.String(), "cannot be listened on") {
		t.Errorf("code %d: %s", code, errors.String())
	}
}
