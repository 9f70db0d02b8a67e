package cli_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"

	"masthead/internal/cli"
	"masthead/internal/newstest"
	"masthead/internal/store"
)

// TestWrongArchives brings over what is no export: exit code 2, one line that says where it is wrong, and nothing made.
func TestWrongArchives(t *testing.T) {
	folder := t.TempDir()
	whole := exported(post{number: 1, title: "One", body: "<p>Text</p>"}, post{number: 2, title: "Two", body: "<p>Text</p>"})
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(whole))
	z.Close()
	item := func(s string) string { return strings.Replace(whole, "<item>", "<item>"+s, 1) }
	for name, c := range map[string]struct{ content, want string }{
		"empty.xml":     {"", `line 1, column 1: .*no WordPress export`},
		"page.html":     {"<html><body>", `line 1, column 7: .*<html> stands where <rss>`},
		"words.xml":     {"no XML at all", `line 1, column \d+`},
		"cut.xml":       {whole[:len(whole)/2], `line \d+, column \d+`},
		"cut.xml.gz":    {packed.String()[:packed.Len()/2], `the file ends in the middle`},
		"no.gz":         {"\x1f\x8bno", `not compressed as it should be`},
		"bomb.xml":      {strings.Replace(whole, "<rss", `<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss`, 1), `line 2, column \d+: .*entities`},
		"secret.xml":    {strings.Replace(whole, "<rss", `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss`, 1), `entities`},
		"deep.xml":      {item(strings.Repeat("<a>", 100_000)), `nested more than 64 deep`},
		"late.xml":      {strings.Replace(whole, "</channel>", "<item><title>A & B</title></item></channel>", 1), `line \d+, column \d+: .*entity`},
		"two.xml":       {whole + "<rss/>", `<rss> stands where`},
		"unversion.xml": {strings.Replace(whole, "<wp:wxr_version>1.2</wp:wxr_version>", "", 1), `WXR`},
	} {
		t.Run(name, func(t *testing.T) {
			file, data := filepath.Join(folder, name), filepath.Join(folder, "data-"+name)
			if err := os.WriteFile(file, []byte(c.content), 0o600); err != nil {
				t.Fatal(err)
			}
			o := masthead(t, "import", "wordpress", file, "--no-fetch", "--data", data)
			if o.code != 2 || o.out != "" || strings.Count(o.problems, "\n") != 1 || !regexp.MustCompile(c.want).MatchString(o.problems) {
				t.Errorf("code %d, %q, %q; want 2 and %s", o.code, o.out, o.problems, c.want)
			}
			absent(t, data)
		})
	}
}

func absent(t *testing.T, path string) {
	t.Helper()
	if _, err := os.Lstat(path); !os.IsNotExist(err) {
		t.Errorf("%s is there (%v)", path, err)
	}
}

// TestArchivesThatAreNoFiles names things that cannot be read to their end.
func TestArchivesThatAreNoFiles(t *testing.T) {
	folder := t.TempDir()
	pipe := filepath.Join(folder, "pipe.xml")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	good, data := export(t, post{number: 1, title: "One"}), filepath.Join(folder, "data")
	for want, args := range map[string][]string{
		"cannot be a pipe or a folder": {pipe},
		"is not a file":                {folder},
		"no such file":                 {filepath.Join(folder, "none.xml")},
		"none cannot be read":          {good, "--media", filepath.Join(folder, "none")},
		"old.xml cannot be read":       {good, "--media", good},
		"The report cannot be written": {good, "--report", filepath.Join(folder, "no", "such", "folder")},
	} {
		o := masthead(t, append([]string{"import", "wordpress", "--no-fetch", "--data", data}, args...)...)
		if o.code != 2 || o.out != "" || strings.Count(o.problems, "\n") != 1 || !strings.Contains(o.problems, want) {
			t.Errorf("%v: code %d, %q, %q; want 2 and %s", args, o.code, o.out, o.problems, want)
		}
	}
}

// TestHostileMedia has an archive point to what is no picture of its own.
func TestHostileMedia(t *testing.T) {
	outside, media := t.TempDir(), t.TempDir()
	picture := grey(t, 40, 30)
	write := func(name string, data []byte) {
		t.Helper()
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(outside, "secret.png"), picture)
	write(filepath.Join(media, "good.png"), picture)
	write(filepath.Join(media, "words.png"), []byte("no picture"))
	write(filepath.Join(media, "half.png"), picture[:len(picture)/2])
	for name, to := range map[string]string{"link.png": filepath.Join(outside, "secret.png"), "loop.png": "loop.png", "out": outside} {
		if err := os.Symlink(to, filepath.Join(media, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(media, "pipe.png"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(media, "folder.png"), 0o700); err != nil {
		t.Fatal(err)
	}
	names := []string{"good.png", "words.png", "half.png", "link.png", "loop.png", "out/secret.png", "pipe.png", "folder.png", "none.png",
		"../" + filepath.Base(outside) + "/secret.png", "..%2f" + filepath.Base(outside) + "%2fsecret.png", outside + "/secret.png"}
	var posts []post
	for i, name := range names {
		posts = append(posts, post{number: i + 1, title: "Shows " + fmt.Sprint(i), body: `<p>Text.</p><img src="https://old.example/wp-content/uploads/` + name + `" alt="x">`})
	}
	report := filepath.Join(t.TempDir(), "report.json")
	succeed(t, "import", "wordpress", export(t, posts...), "--media", media, "--no-fetch", "--data", t.TempDir(), "--report", report)
	got := readReport(t, report)
	if p := got.Counts["picture"]; p["imported"] != 1 || p["left out"] != len(names)-1 {
		t.Errorf("pictures: %v", p)
	}
	if s := got.Counts["story"]; s["imported"] != len(names) {
		t.Errorf("stories: %v", s)
	}
}

type importReport struct {
	DryRun bool
	Counts map[string]map[string]int
	Lines  []struct{ Item, Kind, Outcome, Reason string }
}

// readReport reads a report and checks that its sums are those of its lines.
func readReport(t *testing.T, file string) importReport {
	t.Helper()
	var r importReport
	readJSON(t, file, &r)
	counted := map[string]map[string]int{}
	for _, l := range r.Lines {
		if l.Outcome == "note" {
			continue
		}
		if counted[l.Kind] == nil {
			counted[l.Kind] = map[string]int{}
		}
		counted[l.Kind][l.Outcome]++
	}
	if fmt.Sprint(counted) != fmt.Sprint(r.Counts) {
		t.Errorf("the report's sums are %v, its lines' are %v", r.Counts, counted)
	}
	return r
}

// TestTrialLeavesNothing has a dry run say what the import then does, and leave no trace, of a newsroom or in one.
func TestTrialLeavesNothing(t *testing.T) {
	file, folder := export(t, linked(60)...), t.TempDir()
	data := filepath.Join(folder, "data")
	run := func(args ...string) importReport {
		t.Helper()
		report := filepath.Join(t.TempDir(), "report.json")
		succeed(t, append([]string{"import", "wordpress", file, "--no-fetch", "--data", data, "--report", report}, args...)...)
		return readReport(t, report)
	}
	trial := run("--dry-run")
	absent(t, data)
	emptyDatabase(t, data)
	again := run("--dry-run")
	for table, n := range rows(t, "sqlite:"+filepath.Join(data, "masthead.db")) {
		if n != 0 {
			t.Errorf("the trial left %d rows in %s", n, table)
		}
	}
	real := run()
	if !trial.DryRun || !again.DryRun || real.DryRun || fmt.Sprint(trial.Counts) != fmt.Sprint(real.Counts) || fmt.Sprint(again.Counts) != fmt.Sprint(real.Counts) {
		t.Errorf("the trials said %v and %v, and the import did %v", trial.Counts, again.Counts, real.Counts)
	}
	if after := run("--dry-run"); after.Counts["story"]["unchanged"] != 60 {
		t.Errorf("a trial after the import says %v", after.Counts)
	}
}

// rows counts what is in each table that an import writes.
func rows(t *testing.T, address string) map[string]int {
	t.Helper()
	db := newstest.Open(t, address, store.Options{})
	found := map[string]int{}
	for _, table := range []string{"story", "revision", "publication", "listing", "section", "topic", "contributor", "address", "imported", "newsroom", "change_log"} {
		found[table] = count(t, db, table)
	}
	return found
}

func count(t *testing.T, db *store.DB, table string) (n int) {
	t.Helper()
	tx, err := db.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Close()
	if err := tx.QueryRow(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// linked are stories each of which links to one far after it, whose id is set aside before it comes.
func linked(n int) []post {
	var posts []post
	for i := 1; i <= n; i++ {
		posts = append(posts, post{number: i, title: fmt.Sprint("Story ", i),
			body: fmt.Sprintf(`<p>Text %d.</p><p><a href="https://old.example/?p=%d">The other</a></p>`, i, (i+n/2)%n+1)})
	}
	return posts
}

var (
	idForm     = regexp.MustCompile(`-[0-9a-hjkmnp-tv-z]{13}\b`)
	cursorForm = regexp.MustCompile(`(older|newer)=[^"& ]+`)
	tagForm    = regexp.MustCompile(`:story/\w+`)
	hostForm   = regexp.MustCompile(`127\.0\.0\.1:\d+`)
)

// public is what readers see of a newsroom at a moment, without what is different each time it is made: ids and
// what holds them.
func public(t *testing.T, settings ...string) map[string]string {
	t.Helper()
	s := open(t, append([]string{"--at", "2027-01-01T00:00:00Z", "--base-url", "https://bay.example", "--log-level", "error"}, settings...)...)
	seen := map[string]string{}
	plain := func(body string) string {
		body = tagForm.ReplaceAllString(hostForm.ReplaceAllString(body, "HOST"), ":story/ID")
		return cursorForm.ReplaceAllString(idForm.ReplaceAllString(body, "-ID"), "$1=CURSOR")
	}
	var articles []string
	for path, n := "/latest", 0; path != ""; n++ {
		body := s.page(path)
		seen[fmt.Sprint("/latest ", n)] = plain(body)
		for _, a := range regexp.MustCompile(`href="(/news/[\w-]+-\w{13})"`).FindAllStringSubmatch(body, -1) {
			articles = append(articles, a[1])
		}
		next := regexp.MustCompile(`href="(/latest\?older=[^"]+)"`).FindStringSubmatch(body)
		if path = ""; next != nil {
			path = next[1]
		}
	}
	for i := 0; i < len(articles); i += 60 {
		path := articles[i]
		seen[plain(path)] = plain(s.page(path))
	}
	for _, path := range []string{"/", "/news", "/by/jo", "/feed.rss", "/feed.atom", "/sitemap.xml", "/sitemap/pages.xml", "/sitemap/2026-01.xml", "/llms.txt"} {
		seen[path] = plain(s.page(path))
	}
	if a := s.get("/?p=7"); a.status != http.StatusMovedPermanently {
		t.Errorf("an old address: %s", a)
	}
	return seen
}

func samePublic(t *testing.T, got, want map[string]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d pages, want %d", len(got), len(want))
	}
	for path, page := range want {
		if got[path] != page {
			t.Errorf("%s differs:\n%.3000s\nwant\n%.3000s", path, got[path], page)
			return
		}
	}
}

// inTheMiddle begins imports of stories until one is interrupted after its first batch and before its end. It returns
// that newsroom's folder and how many stories are in it.
func inTheMiddle(t *testing.T, stories int, begin func(data string) (interrupt func())) (data string, saved int) {
	t.Helper()
	for range 10 {
		data := t.TempDir()
		db := emptyDatabase(t, data)
		interrupt := begin(data)
		eventually(t, "some stories are saved", func() bool { return count(t, db, "story") > 0 })
		interrupt()
		if saved := count(t, db, "story"); saved < stories {
			return data, saved
		}
	}
	t.Fatal("no import was caught in the middle")
	return "", 0
}

// emptyDatabase makes the database of a newsroom that nothing is in yet.
func emptyDatabase(t *testing.T, data string) *store.DB {
	t.Helper()
	if err := os.MkdirAll(data, 0o755); err != nil {
		t.Fatal(err)
	}
	db := newstest.Open(t, "sqlite:"+filepath.Join(data, "masthead.db"), store.Options{})
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return db
}

// TestKilledImportGoesOn kills the program in the middle of an import and runs it again: readers see what they would
// have seen had nothing happened.
func TestKilledImportGoesOn(t *testing.T) {
	const stories = 1200
	file := export(t, linked(stories)...)
	whole := t.TempDir()
	succeed(t, "import", "wordpress", file, "--no-fetch", "--data", whole)
	data, saved := inTheMiddle(t, stories, func(data string) func() {
		cmd := exec.Command("masthead", "import", "wordpress", file, "--no-fetch", "--data", data)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return func() {
			cmd.Process.Kill()
			cmd.Wait()
		}
	})
	report := filepath.Join(t.TempDir(), "report.json")
	succeed(t, "import", "wordpress", file, "--no-fetch", "--data", data, "--report", report)
	if s := readReport(t, report).Counts["story"]; s["unchanged"] != saved || s["imported"] != stories-saved {
		t.Errorf("after %d stories it went on with %v", saved, s)
	}
	samePublic(t, public(t, "--data", data), public(t, "--data", whole))
}

// TestStoppedImportGoesOn asks an import to stop.
func TestStoppedImportGoesOn(t *testing.T) {
	const stories = 1200
	file := export(t, linked(stories)...)
	data, saved := inTheMiddle(t, stories, func(data string) func() {
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			var problems bytes.Buffer
			code := cli.Run(ctx, []string{"import", "wordpress", file, "--no-fetch", "--data", data}, cli.Terminal{Out: io.Discard, Err: &problems, Lookup: noEnvironment})
			lines := strings.Split(strings.TrimSpace(problems.String()), "\n") // before the last, on a slow machine, how far it has come
			if code != 0 && (code != 1 || !strings.Contains(lines[len(lines)-1], "run the same command again")) {
				t.Errorf("code %d: %s", code, problems.String())
			}
		}()
		return func() {
			stop()
			<-ended
		}
	})
	succeed(t, "import", "wordpress", file, "--no-fetch", "--data", data)
	if n := rows(t, "sqlite:"+filepath.Join(data, "masthead.db")); n["story"] != stories || n["publication"] != stories {
		t.Errorf("after %d stories it went on to %v", saved, n)
	}
}

// TestTwoImportsAtOnce runs the same import twice at the same time: no story is there twice, and who came second is told.
func TestTwoImportsAtOnce(t *testing.T) {
	file := export(t, linked(600)...)
	newstest.EachAddress(t, func(t *testing.T, address string) {
		settings := []string{"import", "wordpress", file, "--no-fetch", "--data", t.TempDir(), "--database", address}
		var both [2]outcome
		var running sync.WaitGroup
		for i := range both {
			running.Go(func() { both[i] = masthead(t, settings...) })
		}
		running.Wait()
		for _, o := range both {
			if o.code != 0 && (o.code != 1 || !strings.Contains(o.problems, "Another import of the same archive is running")) {
				t.Errorf("code %d: %s", o.code, o.problems)
			}
		}
		succeed(t, settings...)
		if n := rows(t, address); n["story"] != 600 || n["publication"] != 600 || n["revision"] != 600 {
			t.Errorf("the newsroom has %v", n)
		}
	})
}

// TestImportsLeaveNoScratch looks for what an import leaves behind where it keeps its notes.
func TestImportsLeaveNoScratch(t *testing.T) {
	scratch := t.TempDir()
	t.Setenv("TMPDIR", scratch)
	file := export(t, linked(20)...)
	wrong := filepath.Join(t.TempDir(), "wrong.xml")
	if err := os.WriteFile(wrong, []byte("<rss><channel>"), 0o600); err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	succeed(t, "import", "wordpress", file, "--no-fetch", "--data", data)
	succeed(t, "import", "wordpress", file, "--no-fetch", "--data", filepath.Join(data, "new"), "--dry-run")
	masthead(t, "import", "wordpress", wrong, "--no-fetch", "--data", data)
	masthead(t, "import", "wordpress", file, "--no-fetch", "--data", data, "--media", "none")
	err := filepath.WalkDir(scratch, func(path string, d fs.DirEntry, err error) error {
		if strings.Contains(d.Name(), "masthead-") {
			t.Errorf("%s was left", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
