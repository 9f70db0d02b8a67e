package story_test

import (
	"fmt"
	"strings"
	"testing"

	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/story"
)

// What is typed becomes words that mean nothing else in a pattern, and not too many.
func FuzzTyped(f *testing.F) {
	for _, query := range []string{"", "harbour bri", "100%_!", "Größe—'Café' & co.", "\xff\x00", strings.Repeat("a b c-d ", 100), strings.Repeat("x", 1000)} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		words := story.Typed(query)
		if len(words) > 60 {
			t.Errorf("%d words", len(words))
		}
		for _, word := range words {
			if word == "" || len(word) > 80 || strings.ContainsAny(word, "%_-'\"\\ \x00") {
				t.Errorf("%q gives the word %q", query, word)
			}
		}
	})
}

func FuzzCursor(f *testing.F) {
	for _, cursor := range []string{"", ".", "1.0000000000001", "-62135596800000.zzzzzzzzzzzzz", "9e9.0000000000001", "99999999999999999999.0000000000001", "1.2.3"} {
		f.Add(cursor)
	}
	f.Fuzz(func(t *testing.T, cursor string) {
		at, i, err := story.ParseCursor(cursor)
		if err != nil {
			if !errs.Is(err, errs.Invalid) {
				t.Errorf("%q: %v", cursor, err)
			}
			return
		}
		if again, j, err := story.ParseCursor(fmt.Sprintf("%d.%s", at, i)); err != nil || again != at || j != i || i == id.ID(0) {
			t.Errorf("%q is read as %d, %s", cursor, at, i)
		}
	})
}
