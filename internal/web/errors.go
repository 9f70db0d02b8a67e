package web

import (
	"context"
	"encoding/json"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"masthead/internal/errs"
	"masthead/internal/obs"
)

// StatusError is an error that belongs to HTTP itself, such as a method that is not allowed.
type StatusError struct {
	Status  int
	Message string // for the public
	Header  http.Header
}

func (e *StatusError) Error() string { return strconv.Itoa(e.Status) + ": " + e.Message }

// Failure is what a person is told about a request that could not be answered.
type Failure struct {
	Status    int
	Title     string // 'Page not found'
	Message   string
	RequestID string
}

// ErrorPage makes the HTML page of a failure. It may be called when much is broken: where it returns an error itself, a
// plain page is sent instead.
type ErrorPage func(r *http.Request, f Failure) ([]byte, error)

// statusClientGone is what nginx logs when a client leaves before its answer.
const statusClientGone = 499

var statusOfKind = map[errs.Kind]int{
	errs.Internal:    http.StatusInternalServerError,
	errs.NotFound:    http.StatusNotFound,
	errs.Invalid:     http.StatusBadRequest,
	errs.Conflict:    http.StatusConflict,
	errs.Forbidden:   http.StatusForbidden,
	errs.Gone:        http.StatusGone,
	errs.Unavailable: http.StatusServiceUnavailable,

	errs.Unauthenticated: http.StatusUnauthorized,
	errs.Stale:           http.StatusPreconditionFailed,
	errs.TooMany:         http.StatusTooManyRequests,
}

// titles are the headings of the failures that readers meet; others have HTTP's own words.
var titles = map[int]string{
	http.StatusBadRequest:          "This address is not right",
	http.StatusNotFound:            "Page not found",
	http.StatusGone:                "This page has been removed",
	http.StatusMethodNotAllowed:    "This page can only be read",
	http.StatusRequestURITooLong:   "This address is too long",
	http.StatusInternalServerError: "Something went wrong",
	http.StatusServiceUnavailable:  "The site cannot answer just now",
}

// failureOf maps an error to what the public is told and the fields that go with it.
func failureOf(err error) (Failure, http.Header) {
	var f Failure
	var header http.Header
	if e, ok := errors.AsType[*StatusError](err); ok {
		f, header = Failure{Status: e.Status, Message: e.Message}, e.Header
	} else if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		f = Failure{Status: http.StatusRequestEntityTooLarge, Message: "What was sent is too large."}
	} else {
		f = Failure{Status: statusOfKind[errs.KindOf(err)], Message: errs.Public(err)}
	}
	if f.Status == http.StatusServiceUnavailable {
		header = http.Header{"Retry-After": {"10"}}
	}
	f.Title = titles[f.Status]
	if f.Title == "" {
		f.Title = http.StatusText(f.Status)
	}
	return f, header
}

// answerError logs an error and tells the client of it, unless the answer has begun already.
func (s *Handlers) answerError(w *recorder, r *http.Request, err error) {
	ctx := r.Context()
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		w.status = statusClientGone
		return
	}
	f, header := failureOf(err)
	f.RequestID = obs.RequestID(ctx)
	level := slog.LevelDebug
	if f.Status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	s.options.Logger.Log(ctx, level, "request failed", "method", r.Method, "path", Loggable(r.URL.Path), "status", f.Status, "error", err)
	if w.status != 0 {
		panic(http.ErrAbortHandler) // so that the client sees that the answer it has is not whole
	}
	h := w.Header()
	for _, name := range []string{"Content-Encoding", "Content-Length", "Etag", "Last-Modified", "Accept-Ranges", "Vary"} {
		h.Del(name)
	}
	for name, values := range header {
		h[name] = values
	}
	h.Set("Cache-Control", "no-store")
	if f.Status == http.StatusNotFound || f.Status == http.StatusGone {
		h.Set("Cache-Control", "no-cache")
	}
	body := s.failureBody(h, r, f)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(f.Status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a reader who has gone is no failure of ours
	}
}

func (s *Handlers) failureBody(h http.Header, r *http.Request, f Failure) []byte {
	if wantsJSON(r) {
		h.Set("Content-Type", "application/problem+json")
		if s.options.Problem != nil && forAPI(r) {
			return s.options.Problem(f)
		}
		return problem(f)
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	if s.options.ErrorPage != nil {
		body, err := s.options.ErrorPage(r, f)
		if err == nil {
			return body
		}
		s.options.Logger.ErrorContext(r.Context(), "the error page failed", "status", f.Status, "error", err)
	}
	return plainPage(f)
}

// wantsJSON reports whether the client is a program: on the API's paths, or by what it accepts.
func wantsJSON(r *http.Request) bool {
	if forAPI(r) {
		return true
	}
	accept := r.Header.Get("Accept")
	return strings.Contains(accept, "json") && !strings.Contains(accept, "text/html")
}

func forAPI(r *http.Request) bool {
	return r.URL.Path == "/api" || strings.HasPrefix(r.URL.Path, "/api/")
}

// problem writes a failure as RFC 9457 lays down.
func problem(f Failure) []byte {
	body, err := json.Marshal(struct {
		Type      string `json:"type"`
		Title     string `json:"title"`
		Status    int    `json:"status"`
		Detail    string `json:"detail"`
		RequestID string `json:"request_id,omitempty"`
	}{"about:blank", http.StatusText(f.Status), f.Status, f.Message, f.RequestID})
	if err != nil {
		panic(err) // strings and a number always marshal
	}
	return append(body, '\n')
}

var plainTemplate = template.Must(template.New("plain").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{.Title}}</title>
<h1>{{.Title}}</h1>
<p>{{.Message}}</p>
<p><a href="/">To the front page</a></p>
{{with .RequestID}}<p><small>Reference: {{.}}</small></p>
{{end}}</html>
`))

func plainPage(f Failure) []byte {
	var b strings.Builder
	if err := plainTemplate.Execute(&b, f); err != nil {
		panic(err) // the template fits its struct
	}
	return []byte(b.String())
}
