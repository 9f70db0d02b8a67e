package wordpress_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"masthead/internal/account"
	"masthead/internal/blob"
	"masthead/internal/importer"
	"masthead/internal/importer/wordpress"
	"masthead/internal/newstest"
	"masthead/internal/picture"
	"masthead/internal/store"
)

func corpus(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("MASTHEAD_CORPUS")
	if root == "" {
		root = "../../../../shared"
	}
	file := filepath.Join(root, name)
	if _, err := os.Stat(file); err != nil {
		t.Skipf("the corpus is not there (MASTHEAD_CORPUS says where): %v", err)
	}
	return file
}

func library(t testing.TB) *picture.Library {
	t.Helper()
	blobs, err := blob.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { blobs.Close() })
	return picture.NewLibrary(blobs)
}

func run(t testing.TB, db *store.DB, lib *picture.Library, file string, o importer.Options) *importer.Report {
	t.Helper()
	source, err := wordpress.Open(t.Context(), file, wordpress.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	o.Actor = account.System("import")
	report, err := importer.Run(context.WithoutCancel(t.Context()), db, lib, source, o)
	if report != nil {
		t.Cleanup(func() { report.Close() })
	}
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestTryX(t *testing.T) {
	for _, f := range []string{"specimen/specimen.wxr.xml", "data/wxr/wptt-theme-unit-test/themeunittestdata.wordpress.xml", "data/news-corpus/open-news.wxr.xml.gz"} {
		db := newstest.SQLite(t)
		lib := library(t)
		r := run(t, db, lib, corpus(t, f), importer.Options{Media: corpus(t, "specimen/media")})
		r.WriteText(os.Stdout)
		r = run(t, db, lib, corpus(t, f), importer.Options{Media: corpus(t, "specimen/media")})
		r.WriteText(os.Stdout)
	}
}
