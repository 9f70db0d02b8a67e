package doc

import (
	"strings"
	"unicode/utf8"
)

// linkPattern and webPattern say in the JSON Schema what linkAddress and webAddress check; a test holds them together.
const (
	addressChars = `[^\x00-\x20\x7f-\x9f"<>\\]`
	webPattern   = `^https?://[^\x00-\x20\x7f-\x9f"<>\\/?#]` + addressChars + `*$`
	linkPattern  = `^(https?://[^\x00-\x20\x7f-\x9f"<>\\/?#]|mailto:` + addressChars + `|tel:` + addressChars +
		`|#|/$|/[^\x00-\x20\x7f-\x9f"<>\\/])` + addressChars + `*$`
)

// webAddress reports whether s is an address of another site that a page may lead to.
func webAddress(s string) bool {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(s, "http://")
	}
	return ok && rest != "" && !strings.ContainsRune("/?#", rune(rest[0])) && cleanAddress(s)
}

// linkAddress reports whether s is an address that a link may have: of the web, of mail or telephone, or a path or
// fragment of this site. "//host" is none of them, nor is anything that a browser would read as if it were.
func linkAddress(s string) bool {
	switch {
	case s == "":
		return false
	case s[0] == '#', s == "/":
		return cleanAddress(s)
	case s[0] == '/':
		return s[1] != '/' && cleanAddress(s)
	}
	for _, scheme := range [...]string{"mailto:", "tel:"} {
		if rest, ok := strings.CutPrefix(s, scheme); ok {
			return rest != "" && cleanAddress(s)
		}
	}
	return webAddress(s)
}

// cleanAddress refuses the characters that browsers drop or reinterpret within an address.
func cleanAddress(s string) bool {
	if len(s) > MaxAddress && utf8.RuneCountInString(s) > MaxAddress || !utf8.ValidString(s) {
		return false
	}
	for _, c := range s {
		if c <= ' ' || c >= 0x7f && c <= 0x9f || c == '"' || c == '<' || c == '>' || c == '\\' {
			return false
		}
	}
	return true
}

// CleanAddress makes an address found in foreign markup fit for a link, as a browser would read it: spaces around it
// go, spaces within it are escaped, an address without a scheme ("//host/…") gets https. It reports false for an
// address that no link may have, such as a script or a relative path.
func CleanAddress(raw string) (string, bool) {
	s := strings.Map(func(c rune) rune {
		if c == '\t' || c == '\n' || c == '\r' {
			return -1
		}
		return c
	}, strings.Trim(raw, "\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\v\f\r \u00a0"))
	if strings.HasPrefix(s, "//") {
		s = "https:" + s
	}
	if scheme, rest, ok := strings.Cut(s, ":"); ok && len(scheme) <= len("mailto") {
		s = strings.ToLower(scheme) + ":" + rest
	}
	s = addressEscaper.Replace(s)
	return s, linkAddress(s)
}

var addressEscaper = strings.NewReplacer(" ", "%20", `"`, "%22", "<", "%3C", ">", "%3E")
