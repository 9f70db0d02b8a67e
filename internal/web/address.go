package web

import (
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxAddress is the longest address that is answered, in bytes.
const maxAddress = 4096

// checkAddress refuses an address that no page can have. It returns the address to go to instead where the path is
// written in a roundabout way.
func checkAddress(r *http.Request) (redirect string, err error) {
	if len(r.RequestURI) > maxAddress || len(r.URL.Path) > maxAddress {
		return "", &StatusError{Status: http.StatusRequestURITooLong, Message: "An address on this site is never that long."}
	}
	p := r.URL.Path
	if !strings.HasPrefix(p, "/") || !readable(p) {
		return "", &StatusError{Status: http.StatusBadRequest, Message: "The address holds characters that no address on this site has."}
	}
	clean := path.Clean(p)
	if strings.HasSuffix(p, "/") && clean != "/" {
		clean += "/"
	}
	if clean == p && !encodedSlash(r.URL.RawPath) {
		return "", nil
	}
	to := url.URL{Path: clean, RawQuery: r.URL.RawQuery}
	return to.String(), nil
}

// encodedSlash reports whether a path hides a slash, which ServeMux would take for a part of a name and not for the end
// of one.
func encodedSlash(rawPath string) bool {
	return strings.Contains(rawPath, "%2f") || strings.Contains(rawPath, "%2F")
}

func readable(p string) bool {
	return utf8.ValidString(p) && strings.IndexFunc(p, func(c rune) bool { return c == '\\' || unicode.IsControl(c) }) < 0
}

// secret are the beginnings of addresses whose next part lets in whoever knows it.
var secret = regexp.MustCompile(`^(/preview|/desk/invitation|/api/v1/invitations)/[^/]+`)

// Loggable is a path as logs tell it, without the secret that it may hold.
func Loggable(path string) string { return secret.ReplaceAllString(path, "$1/…") }
