package store

import (
	"strings"
	"unicode/utf8"
)

// IsText reports whether both engines can keep all of the texts: UTF-8 without NUL, which PostgreSQL refuses and SQLite
// does not.
func IsText(texts ...string) bool {
	for _, t := range texts {
		if !utf8.ValidString(t) || strings.IndexByte(t, 0) >= 0 {
			return false
		}
	}
	return true
}
