package wordpress_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"masthead/internal/account"
	"masthead/internal/blob"
	"masthead/internal/doc"
	"masthead/internal/errs"
	"masthead/internal/importer"
	"masthead/internal/importer/wordpress"
	"masthead/internal/newstest"
	"masthead/internal/picture"
	"masthead/internal/store"
)

// TestWrongExports checks that a wrong file is refused with its line and column, and that nothing of it is saved.
func TestWrongExports(t *testing.T) {
	whole := head + post(1, "One", "<p>Text</p>") + "\n" + post(2, "Two", "<p>Text</p>") + "</channel></rss>"
	squeezed := func(s string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write([]byte(s))
		z.Close()
		return b.String()
	}
	deep := strings.Repeat("<a>", 100)
	db := newstest.SQLite(t)
	for name, c := range map[string]struct{ content, want string }{
		"empty":               {"", "there is no <rss>"},
		"no XML":              {"PK\x03\x04", "line 1, column"},
		"a web page":          {"<html><body>", "<html> stands where <rss> should"},
		"truncated":           {whole[:len(whole)-200], "line 10, column"},
		"truncated in CDATA":  {whole[:strings.Index(whole, "<p>Text")], "line 7, column 27: the file ends in the middle"},
		"truncated gzip":      {squeezed(whole)[:200], "the file ends in the middle"},
		"crossed tags":        {head + "<item><title>x</item></title></channel></rss>", "line 6, column 22"},
		"text after the end":  {whole + "\nmore\n\n<rss/>", fmt.Sprintf("line %d, column 1: text stands outside of <rss>", strings.Count(whole, "\n")+2)},
		"a letter":            {"<?xml version=\"1.0\"?>\n  Dear editor,\nplease <b>import</b> this.", "line 2, column 3: text stands outside of <rss>"},
		"two roots":           {whole + "<rss/>", "<rss> stands where <rss> should"},
		"entity bomb":         {strings.Replace(whole, "<rss", `<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss`, 1), "declares entities"},
		"unknown entity":      {head + "<item><title>&a;</title></item></channel></rss>", "line 6, column"},
		"nested deeply":       {head + "<item>" + deep + "</item></channel></rss>", "nested more than 64 deep"},
		"no version":          {strings.Replace(whole, "<wp:wxr_version>1.2</wp:wxr_version>", "", 1), "does not appear to be a WXR file"},
		"an unknown encoding": {`<?xml version="1.0" encoding="x-nothing"?><rss/>`, `"x-nothing" is unknown`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := try(t, db, library(t), write(t, c.content), importer.Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("the error is %.300v, not %q", err, c.want)
			}
			if !errs.Is(err, errs.Invalid) {
				t.Errorf("it is of kind %s", errs.KindOf(err))
			}
			snapshot, err := db.Snapshot(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer snapshot.Close()
			var n int
			if err := snapshot.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM story) + (SELECT count(*) FROM change_log) + (SELECT count(*) FROM imported)`).Scan(&n); err != nil || n != 0 {
				t.Errorf("%d rows are left, %v", n, err)
			}
		})
	}
}

// TestOddExports imports what real exports hold though they should not.
func TestOddExports(t *testing.T) {
	latin := strings.Replace(head, "UTF-8", "ISO-8859-1", 1) + post(1, "Caf\xe9", "<p>\xa35</p>") + "</channel></rss>"
	for name, c := range map[string]struct{ content, headline, text string }{
		"control characters":   {head + post(1, "A\x01B", "<p>x\x00y\x0bz</p>") + "</channel></rss>", "A B", "x y z"},
		"bytes of Windows":     {head + post(1, "\x93Quoted\x94", "<p>caf\xe9</p>") + "</channel></rss>", "“Quoted”", "café"},
		"Latin-1":              {latin, "Café", "£5"},
		"a byte order mark":    {"\xef\xbb\xbf" + head + post(1, "One", "<p>x</p>") + "</channel></rss>", "One", "x"},
		"CDATA within CDATA":   {head + post(1, "One", "a <![CDATA[ b ]]]]><![CDATA[> c") + "</channel></rss>", "One", "a c"},
		"HTML entities":        {head + strings.Replace(post(1, "One", ""), "<content:encoded><![CDATA[]]>", "<content:encoded>a&nbsp;&amp;eacute;&lt;b&gt;c", 1) + "</channel></rss>", "One", "a\u00a0éc"},
		"line ends of Windows": {strings.ReplaceAll(head+post(1, "One", "a\n\nb")+"</channel></rss>", "\n", "\r\n"), "One", "a\n\nb"},
		"other prefixes":       {strings.NewReplacer("wp:", "w:", "xmlns:wp", "xmlns:w").Replace(head + post(1, "One", "x") + "</channel></rss>"), "One", "x"},
	} {
		t.Run(name, func(t *testing.T) {
			a := &archive{newstest.NewDesk(t, newstest.SQLiteAddress(t), now), t, library(t)}
			a.run(write(t, c.content), importer.Options{})
			s := a.at("/?p=1")
			if s == nil {
				t.Fatal("it is not public")
			}
			if got := doc.PlainText(s.Body, nil); s.Headline != c.headline || got != c.text {
				t.Errorf("%q, %q; want %q, %q", s.Headline, got, c.headline, c.text)
			}
		})
	}
}

// bomb is a PNG of 30,000 by 30,000 pixels that claims no more than its header.
func bomb() []byte {
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(name string, data []byte) {
		binary.Write(&b, binary.BigEndian, uint32(len(data)))
		sum := crc32.NewIEEE()
		sum.Write([]byte(name))
		sum.Write(data)
		b.WriteString(name)
		b.Write(data)
		binary.Write(&b, binary.BigEndian, sum.Sum32())
	}
	chunk("IHDR", []byte{0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 8, 2, 0, 0, 0})
	chunk("IDAT", make([]byte, 1<<20))
	chunk("IEND", nil)
	return b.Bytes()
}

func goodPNG(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestPictures imports pictures that are none, are too large, are not there, or stand outside of the folder; then some
// of them arrive.
func TestPictures(t *testing.T) {
	dir := t.TempDir()
	media := filepath.Join(dir, "media")
	put := func(name string, data []byte) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("media/2024/05/good.png", goodPNG(t))
	put("media/2024/05/text.jpg", []byte("no picture"))
	put("media/2024/05/bomb.png", bomb())
	put("secret.png", goodPNG(t))
	if err := os.Symlink(filepath.Join(dir, "secret.png"), filepath.Join(media, "linked.png")); err != nil {
		t.Fatal(err)
	}
	attachment := func(number int, file string) string {
		return post(number, file, "", "<wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status><wp:attachment_url>https://gazette.example/wp-content/uploads/"+file+"</wp:attachment_url>",
			meta("_wp_attachment_image_alt", "Alt of "+file))
	}
	image := func(number int, file string) string {
		return fmt.Sprintf(`<figure><img src="https://gazette.example/wp-content/uploads/%s" class="wp-image-%d" alt=""/><figcaption>Caption of %s. Picture: Ada Lovell</figcaption></figure>`, file, number, file)
	}
	export := export(t,
		attachment(11, "2024/05/good.png"), attachment(12, "2024/05/text.jpg"), attachment(13, "2024/05/bomb.png"), attachment(14, "2024/05/missing.png"),
		attachment(15, "../secret.png"), attachment(16, "linked.png"), attachment(17, "2024/05/unused.png"), attachment(18, "2024/05/report.pdf"),
		post(1, "Pictures", "<!-- wp:paragraph --><p>Before.</p><!-- /wp:paragraph -->"+image(11, "2024/05/good-300x200.png")+image(12, "2024/05/text.jpg")+image(13, "2024/05/bomb.png")+
			image(14, "2024/05/missing.png")+image(15, "../secret.png")+image(16, "linked.png"), meta("_thumbnail_id", "14")),
		post(2, "The same picture first", image(11, "2024/05/good.png")+"<p>After.</p>", meta("_thumbnail_id", "11")),
	)
	each(t, func(t *testing.T, a *archive) {
		r := a.run(export, importer.Options{Media: media})
		for item, want := range map[string]string{"attachment-12": "picture", "attachment-13": "30000", "attachment-14": "not in the folder", "attachment-15": "not in the folder",
			"attachment-16": "not in the folder", "attachment-17": "no story shows it", "attachment-18": "not a picture"} {
			if got := find(t, r, item, importer.Omitted); !strings.Contains(got, want) {
				t.Errorf("%s was left out because %q, not %q", item, got, want)
			}
		}
		s := a.at("/?p=1")
		if len(doc.Pictures(s.Body)) != 1 || s.Hero != nil {
			t.Fatalf("%d pictures in the story, hero %v", len(doc.Pictures(s.Body)), s.Hero)
		}
		if p := doc.Pictures(s.Body)[0]; p.Alt != "Alt of 2024/05/good.png" || p.Credit != "Ada Lovell" {
			t.Errorf("the picture is %+v", p)
		}
		kept := 0
		doc.Walk(s.Body, func(b doc.Block) bool {
			if u, ok := b.(*doc.Unconverted); ok && strings.Contains(u.Markup, "gazette.example/wp-content/uploads/") {
				kept++
			}
			return true
		})
		if kept != 6 {
			t.Errorf("%d pictures were kept by their addresses, not 6", kept)
		}
		if two := a.at("/?p=2"); two.Hero == nil || len(doc.Pictures(two.Body)) != 0 || two.Hero.Credit != "Ada Lovell" {
			t.Errorf("the hero picture stands twice, or lost its words: %+v", two.Hero)
		}
		before := a.state()
		if r = a.run(export, importer.Options{Media: media}); changes(r) != 0 || a.state() != before {
			t.Errorf("the second run changed something: %v", r.Counts)
		}
		later := filepath.Join(t.TempDir(), "later")
		if err := os.MkdirAll(later, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(later, "Missing-scaled.png"), goodPNG(t), 0o644); err != nil {
			t.Fatal(err)
		}
		a.Clock.Add(time.Hour)
		if r = a.run(export, importer.Options{Media: later}); r.Counts["story"][importer.Updated] != 1 || a.at("/?p=1").Hero == nil {
			t.Errorf("the picture that arrived was not put in: %v", r.Counts)
		}
	})
}

// TestFullDisk stops an import by a database that cannot grow, then goes on.
func TestFullDisk(t *testing.T) {
	a := &archive{newstest.NewDesk(t, newstest.SQLiteAddress(t), now), t, library(t)}
	var items []string
	noise := make([]byte, 1050*1000)
	rand.Read(noise)
	for i := range 1050 {
		items = append(items, post(i+1, fmt.Sprint("Story ", i+1), fmt.Sprintf("<p>%x</p>", noise[i*1000:i*1000+1000])))
	}
	file := export(t, items...)
	var pages int
	a.Do(func(ctx context.Context, tx *store.Tx) error {
		if err := tx.QueryRow(ctx, "PRAGMA page_count").Scan(&pages); err != nil {
			return err
		}
		return tx.QueryRow(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", pages+150)).Scan(&pages)
	})
	_, err := try(t, a.DB, a.lib, file, importer.Options{})
	if !errs.Is(err, errs.Unavailable) || !strings.Contains(errs.Public(err), "run the same command again") {
		t.Fatalf("the error is %v (%s)", err, errs.KindOf(err))
	}
	saved := a.count("SELECT count(*) FROM story")
	if saved == 0 || saved == 1050 {
		t.Fatalf("%d stories were saved before the disk was full", saved)
	}
	a.Do(func(ctx context.Context, tx *store.Tx) error {
		return tx.QueryRow(ctx, "PRAGMA max_page_count = 1000000").Scan(&pages)
	})
	r := a.run(file, importer.Options{})
	if got := r.Counts["story"]; got[importer.Unchanged] != saved || got[importer.Imported] != 1050-saved {
		t.Errorf("it went on with %v after %d", got, saved)
	}
}

const killedVariable = "MASTHEAD_TEST_KILLED_IMPORT"

// TestKilled kills an import in the middle, twice, and lets the third come to its end: the archive is whole then, as if
// there had been one run.
func TestKilled(t *testing.T) {
	if dir := os.Getenv(killedVariable); dir != "" {
		importInto(t, dir)
		return
	}
	const stories = 1600
	var items []string
	for i := range stories {
		items = append(items, post(i+1, fmt.Sprint("Story ", i+1), fmt.Sprintf(`<p>See <a href="https://gazette.example/?p=%d">another</a>.</p>`, stories-i)))
	}
	file := export(t, items...)
	dir := t.TempDir()
	address := newstest.SQLiteAddress(t)
	if err := os.WriteFile(filepath.Join(dir, "arguments"), []byte(address+"\n"+file), 0o644); err != nil {
		t.Fatal(err)
	}
	db := newstest.Open(t, address, store.Options{})
	count := func() (n int) {
		tx, err := db.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Close()
		if err := tx.QueryRow(t.Context(), "SELECT count(*) FROM story").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	start := func() *exec.Cmd {
		c := exec.Command(os.Args[0], "-test.run=^TestKilled$")
		c.Env = append(os.Environ(), killedVariable+"="+dir)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c
	}
	for _, enough := range []int{1, 800} {
		c := start()
		for deadline := time.Now().Add(2 * time.Minute); count() < enough; time.Sleep(time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatal("the import does not come on")
			}
		}
		c.Process.Kill()
		c.Wait()
	}
	if err := start().Wait(); err != nil {
		t.Fatal(err)
	}
	snapshot, err := db.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer snapshot.Close()
	for query, want := range map[string]int{
		"SELECT count(*) FROM story": stories, "SELECT count(*) FROM revision": stories, "SELECT count(*) FROM publication": stories,
		"SELECT count(*) FROM imported WHERE digest = ''": 0,
	} {
		var n int
		if err := snapshot.QueryRow(t.Context(), query).Scan(&n); err != nil || n != want {
			t.Errorf("%s: %d, %v; want %d", query, n, err, want)
		}
	}
}

// importInto is the import that is killed.
func importInto(t *testing.T, dir string) {
	data, err := os.ReadFile(filepath.Join(dir, "arguments"))
	if err != nil {
		t.Fatal(err)
	}
	address, file, _ := strings.Cut(string(data), "\n")
	db, err := store.Open(t.Context(), address, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	blobs, err := blob.Open(t.Context(), filepath.Join(dir, "media"))
	if err != nil {
		t.Fatal(err)
	}
	source, err := wordpress.Open(t.Context(), file, wordpress.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	report, err := importer.Run(t.Context(), db, picture.NewLibrary(blobs), source, importer.Options{Actor: account.System("import")})
	if err != nil {
		t.Fatal(err)
	}
	report.Close()
}
