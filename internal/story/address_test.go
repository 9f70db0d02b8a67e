package story_test

import (
	"strings"
	"testing"

	"masthead/internal/id"
	"masthead/internal/story"
)

func TestFromPath(t *testing.T) {
	for path, want := range map[string]id.ID{
		"/world/slug-" + id.ID(77).String(): 77, "/" + id.ID(77).String(): 0, "/world/slug": 0, "": 0, "/world/slug-0000000000000": 0,
		"-" + id.ID(77).String(): 77, "/world/slug-" + strings.ToUpper(id.ID(77).String()): 0,
	} {
		if got, ok := story.FromPath(path); got != want || ok != (want != 0) {
			t.Errorf("%q is of story %d, %v; want %d", path, got, ok, want)
		}
	}
}
