package web

import (
	"net/http"
	"net/url"
	"path"
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
	if clean == p {
		return "", nil
	}
	to := url.URL{Path: clean, RawQuery: r.URL.RawQuery}
	return to.String(), nil
}

func readable(p string) bool {
	return utf8.ValidString(p) && strings.IndexFunc(p, func(c rune) bool { return c == '\\' || unicode.IsControl(c) }) < 0
}
