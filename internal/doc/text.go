package doc

import (
	"strings"
	"unicode"
)

// String returns the words without marks, a line break as one.
func (t Text) String() string {
	if len(t) == 1 && !t[0].Break {
		return t[0].Text
	}
	var b strings.Builder
	for i := range t {
		if t[i].Break {
			b.WriteByte('\n')
		} else {
			b.WriteString(t[i].Text)
		}
	}
	return b.String()
}

// blank reports whether there are no words: nothing but spaces and line breaks.
func (t Text) blank() bool {
	for i := range t {
		if strings.TrimSpace(t[i].Text) != "" {
			return false
		}
	}
	return true
}

// anchor makes words fit for the part of an address after "#", cut at the end of a word.
func anchor(words string) string {
	const most = 60
	var b strings.Builder
	gap := false
	for _, c := range words {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(c))
		case c == '\'' || c == '’':
		default:
			gap = true
		}
		if b.Len() > most {
			long := b.String()
			if end := strings.LastIndexByte(long, '-'); end > 0 {
				return long[:end]
			}
			return long
		}
	}
	return b.String()
}
