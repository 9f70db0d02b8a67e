package api

import (
	"net/http"
	"strconv"
	"strings"
)

// etagOf writes a version as a strong entity tag.
func etagOf(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// version reads the version that a change is based on.
func (m IfMatchField) version() (int64, error) {
	if m.IfMatch == "" {
		return 0, newProblem("precondition-required", "This change has to say which version it is based on: send the ETag that you have read as If-Match.")
	}
	text, ok := strings.CutPrefix(m.IfMatch, `"`)
	if ok {
		text, ok = strings.CutSuffix(text, `"`)
	}
	v, err := strconv.ParseInt(text, 10, 64)
	if !ok || err != nil {
		return 0, invalid("header.If-Match", `If-Match is not the ETag of an answer, such as "7".`)
	}
	return v, nil
}

// unchanged reports whether a client has the version of a tag already.
func unchanged(r *http.Request, etag string) bool {
	if etag == "" {
		return false
	}
	for _, list := range r.Header["If-None-Match"] {
		for tag := range strings.SplitSeq(list, ",") {
			if tag = strings.TrimSpace(tag); tag == "*" || strings.TrimPrefix(tag, "W/") == etag {
				return true
			}
		}
	}
	return false
}

// notModified answers that the client has it already.
func notModified(etag string) error {
	return &Problem{Status: http.StatusNotModified, header: http.Header{"Etag": {etag}}}
}
