package cli_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"masthead/internal/newstest"
)

// TestWrongSettings gives each setting what it cannot be: exit code 2 and one line, without a password in it.
func TestWrongSettings(t *testing.T) {
	folder := t.TempDir()
	data := filepath.Join(folder, "data")
	for _, setting := range []string{
		"--database=news", "--database=mysql://me:" + password + "@host/db", "--database=postgres://me:" + password + "@[::1/db",
		"--database=postgres://me:" + password + "@127.0.0.1:99999/db", "--database=postgres://me:" + password + "@127.0.0.1/db?sslmode=odd",
		"--store=ftp://host", "--store=s3://", "--store=s3://bucket?region=x&colour=red",
		"--addr=8080", "--addr=:99999", "--addr=127.0.0.1:-1", "--addr=localhost:http", "--addr=[::1", "--addr=1:2:3",
		"--base-url=news.example", "--base-url=https://news.example/path", "--base-url=javascript:alert(1)",
		"--cache-size=0", "--cache-size=-1", "--cache-size=NaN", "--cache-size=1e400", "--cache-size=99TB",
		"--time-zone=Mars/Phobos", "--time-zone=Local", "--time-zone=../../etc/passwd", "--language=klingon-blah-blah",
		"--log-level=loud", "--log-format=xml", "--site-name=" + strings.Repeat("x", 1000),
		"--at=2025-07-03", "--at=2025-02-30T00:00:00Z", "--at=0000-01-01T00:00:00Z", "--at=99999-01-01T00:00:00Z",
		"--config=" + filepath.Join(folder, "none"), "--config=" + folder, "--data=", "--colour=red", "colour",
	} {
		o := masthead(t, "serve", "--data", data, "--addr", "127.0.0.1:0", setting)
		if o.code != 2 || o.out != "" || strings.Count(o.problems, "\n") != 1 || !strings.HasPrefix(o.problems, "masthead: ") {
			t.Errorf("%s: code %d, %q, %q", setting, o.code, o.out, o.problems)
		}
		if strings.Contains(o.problems, password) {
			t.Errorf("%s: the password is in %q", setting, o.problems)
		}
	}
}

// TestWhatCannotBeOpened has a database or a store that is right and not to be had: exit code 1 and one line.
func TestWhatCannotBeOpened(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, []byte(strings.Repeat("no database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dead := l.Addr().String()
	l.Close()
	for name, setting := range map[string]string{
		"a server that is down":         "--database=postgres://me:" + password + "@" + dead + "/news",
		"a database in no folder":       "--database=sqlite:" + filepath.Join(folder, "none", "news.db"),
		"a database that is a folder":   "--database=sqlite:" + folder,
		"a database that is none":       "--database=sqlite:" + file,
		"a store that is a file":        "--store=" + file,
		"an address of another machine": "--addr=192.0.2.1:80",
	} {
		o := masthead(t, "serve", "--data", filepath.Join(folder, "data"), "--addr", "127.0.0.1:0", setting)
		if o.code != 1 || o.out != "" || strings.Count(o.problems, "\n") != 1 || strings.Contains(o.problems, password) {
			t.Errorf("%s: code %d, %q, %q", name, o.code, o.out, o.problems)
		}
	}
}

// articles are the addresses of the newest articles.
func (s *site) articles() []string {
	s.t.Helper()
	found := regexp.MustCompile(`href="(/news/[\w-]+-\w{13})"`).FindAllStringSubmatch(s.page("/latest"), -1)
	var all []string
	for _, f := range found {
		all = append(all, f[1])
	}
	return all
}

// layoutFile writes a layout whose home page has one rail.
func layoutFile(t *testing.T, title string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "front.yaml")
	if err := os.WriteFile(file, fmt.Appendf(nil, "home:\n  - title: %s\n    fill: newest\n    cards: 5\n", title), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestDatabaseGoesAwayAndComesBack cuts a serving program off its database.
func TestDatabaseGoesAwayAndComesBack(t *testing.T) {
	address, data := newstest.PostgresAddress(t), t.TempDir()
	wire, cuttable := newWire(t, address)
	succeed(t, "import", "wordpress", export(t, linked(12)...), "--no-fetch", "--data", data, "--database", address)
	s := open(t, "--data", data, "--database", cuttable)
	list := s.articles()
	kept, unkept := list[0], list[1]
	home := s.page("/")
	s.page(kept)

	wire.set(true)
	if got := s.page("/"); got != home {
		t.Error("the home page is another without the database")
	}
	s.page(kept)
	for accept, contentType := range map[string]string{"text/html": "text/html; charset=utf-8", "application/json": "application/problem+json"} {
		a := s.get(unkept, "Accept", accept)
		if a.status != http.StatusServiceUnavailable || a.header.Get("Retry-After") == "" || a.header.Get("Content-Type") != contentType ||
			a.header.Get("Cache-Control") != "no-store" || strings.Contains(a.body, wire.host) || strings.Contains(a.body, "dial") {
			t.Errorf("a page that was never made: %s", a)
		}
	}
	if a := s.get("/readyz"); a.status != http.StatusServiceUnavailable || !strings.Contains(a.body, `"database":"fails"`) || !strings.Contains(a.body, `"store":"ok"`) {
		t.Errorf("/readyz: %s", a)
	}
	s.page("/healthz")
	if s.metric("masthead_page_failures_total") == "0" {
		t.Error("no failure is counted")
	}
	succeed(t, "front", "apply", layoutFile(t, "While you were away"), "--data", data, "--database", address)

	wire.set(false)
	eventually(t, "a page that could not be made is there", func() bool { return s.get(unkept).status == http.StatusOK })
	eventually(t, "it is ready again", func() bool { return s.get("/readyz").status == http.StatusOK })
	eventually(t, "what changed meanwhile shows", func() bool { return strings.Contains(s.page("/"), "While you were away") })
	for _, leak := range []string{password, "goroutine "} {
		if strings.Contains(s.log.String(), leak) {
			t.Errorf("the log holds %q:\n%s", leak, s.log)
		}
	}
}

// TestStopFinishesWhatHasBegun ends the process while a page waits for the database.
func TestStopFinishesWhatHasBegun(t *testing.T) {
	address, data := newstest.PostgresAddress(t), t.TempDir()
	succeed(t, "import", "wordpress", export(t, linked(12)...), "--no-fetch", "--data", data, "--database", address)
	s := start(t, "--data", data, "--database", address)
	list := s.articles()
	waits, letGo := lockStories(t, address)
	answered := make(chan error, 1)
	go func() {
		response, err := http.Get(s.url + list[3])
		if err == nil {
			var body []byte
			body, err = io.ReadAll(response.Body)
			response.Body.Close()
			if response.StatusCode != http.StatusOK || !strings.Contains(string(body), "</html>") {
				err = fmt.Errorf("%s, %q", response.Status, body)
			}
		}
		answered <- err
	}()
	eventually(t, "the page has begun to be made", waits)
	if err := s.process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	eventually(t, "no more requests are taken", func() bool {
		c, err := net.Dial("tcp", s.host)
		if err == nil {
			c.Close()
		}
		return err != nil
	})
	select {
	case code := <-s.ended:
		t.Fatalf("it ended before the answer, with %d\n%s", code, s.log)
	case err := <-answered:
		t.Fatalf("the answer came from nowhere: %v", err)
	default:
	}
	letGo()
	if err := <-answered; err != nil {
		t.Errorf("the request that had begun: %v\n%s", err, s.log)
	}
	if code := <-s.ended; code != 0 || strings.Contains(s.log.String(), "level=ERROR") {
		t.Errorf("it ended with %d\n%s", code, s.log)
	}
}

// lockStories keeps everyone else from reading stories until the caller lets go; waits reports whether somebody wants to.
func lockStories(t *testing.T, address string) (waits func() bool, letGo func()) {
	t.Helper()
	ctx := t.Context()
	connect := func() *pgx.Conn {
		c, err := pgx.Connect(ctx, address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close(context.Background()) })
		return c
	}
	holder, watcher := connect(), connect()
	if _, err := holder.Exec(ctx, "BEGIN; LOCK TABLE story, revision, publication IN ACCESS EXCLUSIVE MODE"); err != nil {
		t.Fatal(err)
	}
	waits = func() bool {
		var n int
		query := "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
		if err := watcher.QueryRow(ctx, query).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n > 0
	}
	return waits, func() {
		if _, err := holder.Exec(ctx, "ROLLBACK"); err != nil {
			t.Error(err)
		}
	}
}

// TestTwoNodes has two programs serve one newsroom from one PostgreSQL and one S3 store while a third changes it.
func TestTwoNodes(t *testing.T) {
	address, store, media := newstest.PostgresAddress(t), newstest.S3Address(t), t.TempDir()
	if err := os.WriteFile(filepath.Join(media, "quay.png"), grey(t, 640, 480), 0o600); err != nil {
		t.Fatal(err)
	}
	settings := func() []string {
		return []string{"--data", t.TempDir(), "--database", address, "--store", store, "--base-url", "https://bay.example"}
	}
	nodes := []*site{open(t, settings()...), open(t, settings()...)}
	for _, s := range nodes {
		if strings.Contains(s.page("/"), "Quay rebuilt") {
			t.Fatal("the story is there before its time")
		}
	}
	posts := append(linked(30), post{number: 31, title: "Quay rebuilt", body: `<p>At last.</p><img src="https://old.example/wp-content/uploads/quay.png" alt="The quay">`})
	succeed(t, append([]string{"import", "wordpress", export(t, posts...), "--media", media, "--no-fetch"}, settings()...)...)
	shows := func(words string, within time.Duration) {
		t.Helper()
		deadline := time.Now().Add(within)
		for i, s := range nodes {
			for !strings.Contains(s.page("/"), words) {
				if time.Now().After(deadline) {
					t.Fatalf("node %d does not show %q after %s\n%s", i, words, within, s.log)
				}
				time.Sleep(5 * time.Millisecond)
			}
		}
	}
	shows("Quay rebuilt", 10*time.Second)
	for i := range 5 {
		title := fmt.Sprint("Rail ", i)
		succeed(t, append([]string{"front", "apply", layoutFile(t, title)}, settings()...)...)
		shows(title, 2*time.Second)
	}
	// A rendition that one node makes, the other has.
	picture := regexp.MustCompile(`/media/[0-9a-f]{64}-320\.jpg`).FindString(nodes[0].page(nodes[0].articles()[0]))
	one, other := nodes[0].get(picture), nodes[1].get(picture)
	if one.status != http.StatusOK || one.body != other.body || one.header.Get("Etag") != other.header.Get("Etag") {
		t.Errorf("the picture: %d and %d", one.status, other.status)
	}
	for i, s := range nodes {
		quiet(t, s.log.String())
		for _, path := range []string{"/", "/latest", "/feed.rss", "/sitemap/2026-01.xml"} {
			if s.page(path) != nodes[0].page(path) {
				t.Errorf("node %d has another %s", i, path)
			}
		}
		if strings.Contains(s.log.String(), os.Getenv("AWS_SECRET_ACCESS_KEY")) {
			t.Errorf("the log holds the key of the store:\n%s", s.log)
		}
	}
}

// TestWhatIsLoggedAtStart looks for passwords in the first lines of a log.
func TestWhatIsLoggedAtStart(t *testing.T) {
	_, address := newWire(t, newstest.PostgresAddress(t))
	for _, format := range []string{"text", "json"} {
		s := open(t, "--data", t.TempDir(), "--database", address, "--log-level", "debug", "--log-format", format)
		s.page("/")
		if log := s.log.String(); !strings.Contains(log, "serving") || strings.Contains(log, password) {
			t.Errorf("the log:\n%s", log)
		}
	}
}
