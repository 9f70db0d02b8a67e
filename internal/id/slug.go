package id

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxSlug bounds a slug's length in bytes, so that an address stays readable and safe for every proxy.
const maxSlug = 80

var letters = strings.NewReplacer("ß", "ss", "æ", "ae", "ø", "o", "œ", "oe", "đ", "d", "ł", "l", "þ", "th", "ð", "d", "ı", "i",
	"'", "", "’", "", "‘", "", "&", " and ")

// Slug turns text into the readable part of an address: lower-case letters and digits joined by hyphens, accents
// removed, cut at a word's end. Letters of other scripts stay. It returns "" where nothing of the text can stand.
func Slug(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range letters.Replace(strings.ToLower(norm.NFD.String(strings.ToValidUTF8(text, " ")))) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	s := norm.NFC.String(b.String())
	if len(s) <= maxSlug {
		return s
	}
	cut := s[:maxSlug+1]
	if i := strings.LastIndexByte(cut, '-'); i > maxSlug/2 {
		return cut[:i]
	}
	return strings.ToValidUTF8(s[:maxSlug], "")
}
