package wordpress

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// clip cuts a text to a number of bytes, at a character's end.
func clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

// plainText returns the words of a field that may hold markup, as one line.
func plainText(s string) string {
	if strings.ContainsAny(s, "<&") {
		var b strings.Builder
		z := html.NewTokenizer(strings.NewReader(s))
		for {
			switch z.Next() {
			case html.ErrorToken:
				return oneLine(b.String())
			case html.TextToken:
				b.Write(z.Text())
			case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
				if name, _ := z.TagName(); !phrasing[string(name)] {
					b.WriteByte(' ')
				}
			}
		}
	}
	return oneLine(s)
}

// phrasing are the elements at whose edges no word ends.
var phrasing = map[string]bool{
	"a": true, "abbr": true, "b": true, "big": true, "code": true, "del": true, "em": true, "i": true, "ins": true, "s": true,
	"small": true, "span": true, "strong": true, "sub": true, "sup": true, "u": true, "wbr": true,
}

// oneLine turns white space, control characters too, into single spaces.
func oneLine(s string) string {
	clean := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= 0x7f || c == ' ' && (i == 0 || i == len(s)-1 || s[i+1] == ' ') {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), func(r rune) bool {
		return r == ' ' || isControl(r) || unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f'
	}), " ")
}

// firstWords returns the beginning of a text, for a post that has no title.
func firstWords(s string) string {
	words := strings.Fields(s)
	if len(words) <= 10 {
		return clip(strings.Join(words, " "), 200)
	}
	return clip(strings.Join(words[:10], " "), 200) + " …"
}
