package newstest

import (
	"os"
	"path/filepath"
	"testing"
)

// CorpusVariable names the environment variable with the folder of data by other people that some tests read.
const CorpusVariable = "MASTHEAD_CORPUS"

// Corpus returns the folder of data by other people, which stands beside the repository unless CorpusVariable says
// otherwise. A test that needs it is skipped, with the reason, where it is absent.
func Corpus(t testing.TB) string {
	t.Helper()
	folder := os.Getenv(CorpusVariable)
	if folder == "" {
		folder = filepath.Join(root(t), "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(folder, "data")); err != nil {
		t.Skipf("the corpus is not there (%s says where it is): %v", CorpusVariable, err)
	}
	return folder
}

// root returns the folder of the module.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("this test runs outside the module")
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal(err)
	return ""
}
