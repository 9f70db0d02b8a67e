package wordpress_test

import (
	"encoding/json"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"masthead/internal/doc"
	"masthead/internal/importer"
	"masthead/internal/importer/wordpress"
	"masthead/internal/story"
)

// refused are the exports of the corpus that are wrong, and what is said of them.
var refused = map[string]string{
	"crazy-cdata.xml":         "line 18, column 73: the XML is wrong: unescaped ]]>",
	"malformed.xml":           "line 27, column 17: this is no WordPress export: <notachanneltag> stands where <channel> should",
	"missing-version-tag.xml": "does not appear to be a WXR file",
}

// TestEveryExport imports every export of the corpus twice: each item has one outcome, and the second run changes
// nothing. Those that are wrong are refused, and leave nothing behind.
func TestEveryExport(t *testing.T) {
	var files []string
	root := corpus(t, "data/wxr")
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".xml") || strings.HasSuffix(path, ".wxr") {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) < 20 {
		t.Fatalf("%d exports: %v", len(files), err)
	}
	each(t, func(t *testing.T, a *archive) {
		for _, file := range files {
			base := filepath.Base(file)
			before := a.state()
			if want, ok := refused[base]; ok {
				_, err := try(t, a.DB, a.lib, file, importer.Options{})
				if err == nil || !strings.Contains(err.Error(), want) || a.state() != before {
					t.Errorf("%s: %v, not %q", base, err, want)
				}
				continue
			}
			checkTwice(t, a, file, importer.Options{})
		}
	})
}

func checkTwice(t *testing.T, a *archive, file string, o importer.Options) *importer.Report {
	t.Helper()
	base := filepath.Base(file)
	first := a.run(file, o)
	checkOutcomes(t, base, file, first)
	before := a.state()
	second := a.run(file, o)
	checkOutcomes(t, base, file, second)
	if changes(second) != 0 || a.state() != before {
		t.Errorf("%s: the second run changed something: %v\n%s\n%s", base, second.Counts, before, a.state())
	}
	return first
}

// checkOutcomes counts the outcomes of the items of the file itself: labels and pictures from elsewhere are none.
func checkOutcomes(t *testing.T, base, file string, r *importer.Report) {
	t.Helper()
	source, err := wordpress.Open(t.Context(), file, wordpress.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	n := 0
	for _, l := range lines(t, r) {
		item := strings.HasPrefix(l.Item, "post-") || strings.HasPrefix(l.Item, "attachment-")
		if item && l.Outcome != importer.Note {
			n++
			if l.Outcome == importer.Omitted && l.Reason == "" {
				t.Errorf("%s: %s was left out for no reason", base, l.Item)
			}
		}
	}
	if n != source.Total() {
		t.Errorf("%s: %d items have %d outcomes", base, source.Total(), n)
	}
}

func TestArchive(t *testing.T) {
	file := corpus(t, "data/news-corpus/open-news.wxr.xml.gz")
	each(t, func(t *testing.T, a *archive) {
		r := checkTwice(t, a, file, importer.Options{})
		if got := r.Counts["story"][importer.Imported]; got != 2559 {
			t.Errorf("%d stories of 2,559", got)
		}
		if got := a.count("SELECT count(*) FROM publication"); got != 2559 {
			t.Errorf("%d publications", got)
		}
	})
}

// TestSpecimen looks at the one whole article of the specimen.
func TestSpecimen(t *testing.T) {
	file, media := corpus(t, "specimen/specimen.wxr.xml"), corpus(t, "specimen/media")
	each(t, func(t *testing.T, a *archive) {
		r := checkTwice(t, a, file, importer.Options{Media: media})
		if r.Counts["story"][importer.Imported] != 28 || r.Counts["picture"][importer.Imported] != 29 {
			t.Errorf("imported %v", r.Counts)
		}
		if got := a.count("SELECT count(*) FROM revision WHERE hero_picture = 0"); got != 0 {
			t.Errorf("%d stories have no hero picture", got)
		}
		if got := a.count("SELECT count(*) FROM revision WHERE kicker = 'Exclusive'"); got != 1 {
			t.Errorf("%d stories are exclusive", got)
		}
		var article *story.Public
		for _, l := range lines(t, r) {
			if l.Item == "post-155" && l.Outcome == importer.Imported {
				article = a.at("/?p=155")
			}
		}
		if article == nil {
			t.Fatal("the article is not public")
		}
		if h := article.Hero; h == nil || h.Credit != "Alamy" || strings.Contains(h.Caption.String(), "Alamy") || h.Caption.String() == "" {
			t.Errorf("the hero picture is %+v", h)
		}
		var readMore, pictures int
		doc.Walk(article.Body, func(b doc.Block) bool {
			switch v := b.(type) {
			case *doc.ReadMore:
				readMore++
				if v.URL == "" || v.Title == "" {
					t.Errorf("a 'read more' line leads nowhere: %+v", v)
				}
			case *doc.Picture:
				pictures++
				if v.Credit != "Getty" {
					t.Errorf("the second picture's credit is %q", v.Credit)
				}
			case *doc.Unconverted:
				t.Errorf("not converted: %+v", v)
			}
			return true
		})
		if readMore != 2 || pictures != 1 || len(article.Byline) != 1 || article.Standfirst == "" {
			t.Errorf("%d 'read more' lines, %d pictures, %d in the byline", readMore, pictures, len(article.Byline))
		}
	})
}

func TestReport(t *testing.T) {
	file := corpus(t, "data/wxr/wptt-theme-unit-test/themeunittestdata.wordpress.xml")
	each(t, func(t *testing.T, a *archive) {
		r := a.run(file, importer.Options{})
		var data strings.Builder
		if err := r.WriteJSON(&data); err != nil {
			t.Fatal(err)
		}
		var read struct {
			Source string
			Counts map[string]map[importer.Outcome]int
			Lines  []importer.Line
		}
		if err := json.Unmarshal([]byte(data.String()), &read); err != nil {
			t.Fatal(err)
		}
		if read.Source != "wordpress:wpthemetestdata.wordpress.com" || len(read.Lines) != len(lines(t, r)) || read.Counts["story"][importer.Imported] != 51 {
			t.Errorf("%s, %d lines, %v", read.Source, len(read.Lines), read.Counts)
		}
		var text strings.Builder
		if err := r.WriteText(&text); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"  story", "nav_menu_item", "It is an entry of a menu", "… and 47 more"} {
			if !strings.Contains(text.String(), want) {
				t.Errorf("the text does not say %q:\n%s", want, text.String())
			}
		}
	})
}
