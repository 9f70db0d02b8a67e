// Package web is what every HTTP surface stands on: handlers that return errors, bounds on what clients may send,
// security headers, content codings, assets, and a server that stops without dropping a request.
package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"

	"masthead/internal/obs"
)

// Handler answers a request or returns the error that says why it could not.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Options are what the surfaces of a server share.
type Options struct {
	Logger    *slog.Logger
	Metrics   *obs.HTTP
	ErrorPage ErrorPage // nil: a plain page
	// Problem writes the failure of a request to the API's paths; nil: a problem of type about:blank.
	Problem func(Failure) []byte
	// ContentSecurityPolicy is sent with every answer that sets none of its own.
	ContentSecurityPolicy string
	// Secure is set where the public address is https, so that browsers keep to it.
	Secure bool
	// Proxies are the networks of the proxies in front, which are believed about whom they ask for.
	Proxies []netip.Prefix
	Clock   func() time.Time
}

// Handlers is the root of a server: its routes, and what is done for each request around them.
type Handlers struct {
	options Options
	mux     *http.ServeMux
}

// NewHandlers returns a root without routes.
func NewHandlers(o Options) *Handlers {
	return &Handlers{options: o, mux: http.NewServeMux()}
}

// Handle adds a route, written as http.ServeMux has it. Like ServeMux it panics on a pattern that is wrong or taken.
func (s *Handlers) Handle(pattern string, h Handler) { s.HandleBody(pattern, maxBody, h) }

// HandleBody is Handle, for requests that bring more: at most max bytes.
func (s *Handlers) HandleBody(pattern string, max int64, h Handler) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		rec := w.(*recorder) // ServeMux passes on what it was given; it has no way to return an error itself
		if r.Body != nil && r.Body != http.NoBody {
			r.Body = http.MaxBytesReader(rec.ResponseWriter, r.Body, max)
		}
		rec.err = h(w, r)
	})
}

// maxBody is the most that a request brings in general, in bytes.
const maxBody = 1 << 20

// ServeHTTP answers a request.
func (s *Handlers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	started := s.options.Clock()
	id := obs.NewRequestID(r.Header.Get("X-Request-Id"))
	client := clientAddress(r, s.options.Proxies)
	r = r.WithContext(withClient(obs.WithRequestID(r.Context(), id), client))
	rec := &recorder{ResponseWriter: w}
	defer func() {
		s.record(rec, r, s.options.Clock().Sub(started))
	}()
	s.setHeaders(rec.Header(), id)
	if strings.Contains(strings.Join(r.Header["Range"], ","), ",") {
		r.Header.Del("Range") // many small ranges cost more than the whole, which may be sent instead
	}
	if err := s.answer(rec, r); err != nil {
		s.answerError(rec, r, err)
	}
}

// answer routes a request. A handler that panics has its reason logged and is answered as an internal error.
func (s *Handlers) answer(w *recorder, r *http.Request) (err error) {
	defer func() {
		reason := recover()
		if reason == nil {
			return
		}
		if reason == http.ErrAbortHandler {
			panic(reason)
		}
		s.options.Metrics.Panics.Inc()
		err = fmt.Errorf("panic: %v\n%s", reason, debug.Stack())
	}()
	redirect, err := checkAddress(r)
	if err != nil {
		return err
	}
	if redirect != "" {
		Redirect(w, r, redirect, true)
		return nil
	}
	if _, pattern := s.mux.Handler(r); pattern == "" {
		return s.unrouted(r)
	}
	s.mux.ServeHTTP(w, r)
	return w.err
}

// unrouted finds out whether the address has no page, or only not by this method.
func (s *Handlers) unrouted(r *http.Request) error {
	probe := probe{header: http.Header{}}
	s.mux.ServeHTTP(&probe, r)
	if probe.status != http.StatusMethodNotAllowed {
		return &StatusError{Status: http.StatusNotFound, Message: "There is nothing at this address."}
	}
	allow := http.Header{"Allow": probe.header["Allow"]}
	return &StatusError{Status: probe.status, Message: "This address does not answer " + quoteMethod(r.Method) + ".", Header: allow}
}

func quoteMethod(method string) string {
	if len(method) > 20 {
		return "this method"
	}
	return method
}

// probe takes ServeMux's own answer, which is never sent.
type probe struct {
	header http.Header
	status int
}

func (p *probe) Header() http.Header         { return p.header }
func (p *probe) Write(b []byte) (int, error) { return len(b), nil }
func (p *probe) WriteHeader(status int)      { p.status = status }

// Redirect sends the client elsewhere. A permanent one may be cached for an hour, so that a wrong one can be mended.
func Redirect(w http.ResponseWriter, r *http.Request, to string, permanent bool) {
	status := http.StatusFound
	if permanent {
		status = http.StatusMovedPermanently
		w.Header().Set("Cache-Control", "public, max-age=3600")
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		status = http.StatusTemporaryRedirect
		if permanent {
			status = http.StatusPermanentRedirect
		}
	}
	http.Redirect(w, r, to, status)
}

func (s *Handlers) setHeaders(h http.Header, id string) {
	h["X-Request-Id"] = []string{id}
	if s.options.ContentSecurityPolicy != "" {
		h["Content-Security-Policy"] = []string{s.options.ContentSecurityPolicy}
	}
	h["X-Content-Type-Options"] = noSniff
	h["Referrer-Policy"] = referrerPolicy
	h["Permissions-Policy"] = permissionsPolicy
	h["Cross-Origin-Opener-Policy"] = sameOrigin
	if s.options.Secure {
		h["Strict-Transport-Security"] = transportSecurity
	}
}

var (
	noSniff           = []string{"nosniff"}
	referrerPolicy    = []string{"strict-origin-when-cross-origin"}
	permissionsPolicy = []string{"camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"}
	sameOrigin        = []string{"same-origin"}
	transportSecurity = []string{"max-age=31536000"}
)

// record counts and logs an answer.
func (s *Handlers) record(w *recorder, r *http.Request, took time.Duration) {
	if w.status == 0 {
		w.status = http.StatusOK // nothing was written: net/http sends an empty answer
	}
	pattern := r.Pattern
	if pattern == "" {
		pattern = "none"
	}
	s.options.Metrics.Observe(pattern, w.status, took)
	s.options.Logger.LogAttrs(r.Context(), slog.LevelInfo, "request",
		slog.String("method", quoteMethod(r.Method)),
		slog.String("path", Loggable(r.URL.Path)),
		slog.String("route", pattern),
		slog.Int("status", w.status),
		slog.Int64("bytes", w.bytes),
		slog.Duration("took", took),
		slog.String("from", ClientAddress(r)),
	)
}
