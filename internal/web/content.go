package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Content is an answer that is made once and sent many times: its bytes, their compressed forms, and the fields that
// go with them. Each form is made when it is first asked for, and then kept. The fields are set before it is first
// served and not after.
type Content struct {
	Status       int
	ContentType  string
	CacheControl string
	LastModified time.Time // zero: not told
	Header       http.Header
	Effort       Effort

	body  []byte
	tag   string
	etags [encodings][]string
	forms [encodings]form
}

type form struct {
	once   sync.Once
	body   []byte
	length []string
}

// NewContent returns a content of status 200. The body belongs to it from now on.
func NewContent(contentType string, body []byte) *Content {
	sum := sha256.Sum256(body)
	tag := base64.RawURLEncoding.EncodeToString(sum[:15])
	c := &Content{Status: http.StatusOK, ContentType: contentType, body: body, tag: tag}
	c.etags[Identity] = []string{`"` + tag + `"`}
	for e := Gzip; e < encodings; e++ {
		c.etags[e] = []string{`"` + tag + "-" + e.String() + `"`}
	}
	return c
}

// Body returns the bytes as they were given; they must not be changed.
func (c *Content) Body() []byte { return c.body }

// Tag identifies the bytes: a short hash.
func (c *Content) Tag() string { return c.tag }

// Size bounds the memory that the bytes take with their compressed forms, of which each is a third of the text or less.
func (c *Content) Size() int {
	if c.compressible() {
		return 2 * len(c.body)
	}
	return len(c.body)
}

func (c *Content) compressible() bool { return worthwhile(c.ContentType, len(c.body)) }

func (c *Content) form(e Encoding) *form {
	f := &c.forms[e]
	f.once.Do(func() {
		f.body = Compress(e, c.Effort, c.body)
		f.length = []string{strconv.Itoa(len(f.body))}
	})
	return f
}

var (
	varyEncoding = []string{"Accept-Encoding"}
	acceptRanges = []string{"bytes"}
	codingNames  = [encodings][]string{nil, {"gzip"}, {"zstd"}, {"br"}}
)

// ServeHTTP answers a GET or HEAD: the form that the client likes best, or 304 where it has that already. A range is
// answered from the uncompressed bytes only.
func (c *Content) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	for name, values := range c.Header {
		h[name] = values
	}
	chosen := Identity
	if c.compressible() {
		h["Vary"] = append(h["Vary"][:len(h["Vary"]):len(h["Vary"])], varyEncoding...)
		var ok bool
		if chosen, ok = Negotiate(r.Header, Gzip, Zstd, Brotli); !ok {
			http.Error(w, "This page is sent as br, zstd, gzip or identity.", http.StatusNotAcceptable)
			return
		}
	}
	if c.CacheControl != "" {
		h["Cache-Control"] = []string{c.CacheControl}
	}
	h["Content-Type"] = []string{c.ContentType}
	if c.Status == http.StatusOK && c.serveSelected(w, r, chosen) {
		return
	}
	f := c.form(chosen)
	if chosen != Identity {
		h["Content-Encoding"] = codingNames[chosen]
	}
	h["Content-Length"] = f.length
	w.WriteHeader(c.Status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(f.body) // a reader who has gone is no failure of ours
	}
}

// serveSelected sets the validators of a successful answer and sends it where the request is conditional or for a
// range. It returns false where the whole form is to be sent.
func (c *Content) serveSelected(w http.ResponseWriter, r *http.Request, chosen Encoding) bool {
	h := w.Header()
	h["Etag"] = c.etags[chosen]
	if chosen == Identity && has(r.Header, "Range") || has(r.Header, "If-Match") || has(r.Header, "If-Unmodified-Since") {
		// The precise rules of these rare requests are net/http's.
		if chosen != Identity {
			h["Content-Encoding"] = codingNames[chosen]
			r = r.Clone(r.Context())
			r.Header.Del("Range")
		}
		http.ServeContent(w, r, "", c.LastModified, bytes.NewReader(c.form(chosen).body))
		return true
	}
	if chosen == Identity {
		h["Accept-Ranges"] = acceptRanges
	}
	if !c.LastModified.IsZero() {
		h["Last-Modified"] = []string{c.LastModified.UTC().Format(http.TimeFormat)}
	}
	if !c.unchanged(r, c.etags[chosen][0]) {
		return false
	}
	delete(h, "Content-Type")
	w.WriteHeader(http.StatusNotModified)
	return true
}

func has(h http.Header, name string) bool { return len(h[name]) > 0 }

// unchanged reports whether the client has this form already. An If-None-Match field silences If-Modified-Since.
func (c *Content) unchanged(r *http.Request, etag string) bool {
	if tags := r.Header["If-None-Match"]; len(tags) > 0 {
		for _, list := range tags {
			if matches(list, etag) {
				return true
			}
		}
		return false
	}
	since := r.Header.Get("If-Modified-Since")
	if since == "" || c.LastModified.IsZero() {
		return false
	}
	t, err := http.ParseTime(since)
	return err == nil && !c.LastModified.Truncate(time.Second).After(t)
}

// matches compares weakly, as RFC 9110 section 13.1.2 asks of If-None-Match.
func matches(list, etag string) bool {
	if strings.TrimSpace(list) == "*" {
		return true
	}
	for tag := range strings.SplitSeq(list, ",") {
		if strings.TrimPrefix(strings.TrimSpace(tag), "W/") == etag {
			return true
		}
	}
	return false
}
