package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/web"
)

// problem is one kind of failure: the last part of its type's address, its status, and what to do about it.
type problem struct {
	name   string
	status int
	title  string
	advice string // for the documentation
	place  int    // in the table
}

// problems is the one table of what can go wrong; every problem that the API answers is of a kind in it.
var problems = []problem{
	{name: "invalid", status: 400, title: "Not as it has to be", advice: "Change what was sent. 'errors' names each place and what is wrong there."},
	{name: "not-signed-in", status: 401, title: "Not signed in", advice: "Log in again, or send a token that has not ended. A session that was ended stays so."},
	{name: "forbidden", status: 403, title: "Not allowed", advice: "Ask somebody whose role allows it, or for a token with a wider scope. GET /roles tells who may do what."},
	{name: "cross-origin", status: 403, title: "From another site", advice: "A browser sent this from a page of another site with the reader's cookie. Programs use a token, which has no such limit."},
	{name: "embargo", status: 403, title: "Under embargo", advice: "Wait until the embargo has passed, publish at a later moment, or have somebody who may lift it do so first."},
	{name: "not-found", status: 404, title: "Not found", advice: "Check the id. What is outside your rights is not found either."},
	{name: "wrong-method", status: 405, title: "Not by this method", advice: "The Allow field of the answer names the methods that this address has."},
	{name: "not-acceptable", status: 406, title: "No such form", advice: "Answers are JSON: accept application/json and application/problem+json."},
	{name: "timeout", status: 408, title: "Too slow", advice: "Send the request again over a better line."},
	{name: "conflict", status: 409, title: "Does not go together", advice: "Something else stands in the way, such as an address that is taken. Read what, change that, and try again."},
	{name: "bad-transition", status: 409, title: "Not in this state", advice: "The story's state does not allow this. 'may.acts' of the story lists what can be done with it now."},
	{name: "gone", status: 410, title: "Gone", advice: "It was here and will not come back."},
	{name: "stale", status: 412, title: "Out of date", advice: "Somebody changed it after you read it; nothing was written. 'current' is how it stands: put your change on top of that, and send it with its version."},
	{name: "too-large", status: 413, title: "Too large", advice: "Send less. Each operation says how much it takes."},
	{name: "address-too-long", status: 414, title: "Address too long", advice: "Shorten the query."},
	{name: "wrong-form", status: 415, title: "Not the form that is read", advice: "Send JSON with Content-Type: application/json, and pictures with their own image type."},
	{name: "key-reused", status: 422, title: "Key used for something else", advice: "Use a new Idempotency-Key for every new thing; repeat one only with the same request."},
	{name: "precondition-required", status: 428, title: "If-Match missing", advice: "Read the thing, then send its ETag as If-Match, so that nothing is overwritten unseen."},
	{name: "too-many", status: 429, title: "Too many requests", advice: "Wait as many seconds as Retry-After says."},
	{name: "internal", status: 500, title: "Something went wrong", advice: "Try again. If it stays, give the operator the 'request_id'."},
	{name: "unavailable", status: 503, title: "Not available just now", advice: "Wait as many seconds as Retry-After says, and try again."},
}

var problemNamed = func() map[string]problem {
	named := map[string]problem{}
	for i, p := range problems {
		p.place = i
		named[p.name] = p
	}
	return named
}()

// nameOfKind is the kind of problem that a domain's error is answered as.
var nameOfKind = map[errs.Kind]string{
	errs.Internal: "internal", errs.NotFound: "not-found", errs.Invalid: "invalid", errs.Conflict: "conflict", errs.Forbidden: "forbidden",
	errs.Gone: "gone", errs.Unavailable: "unavailable", errs.Unauthenticated: "not-signed-in", errs.Stale: "stale", errs.TooMany: "too-many",
}

// nameOfStatus is the kind of problem that a status stands for where nothing more is known.
var nameOfStatus = func() map[int]string {
	names := map[int]string{}
	for _, p := range problems {
		if names[p.status] == "" {
			names[p.status] = p.name
		}
	}
	names[http.StatusUnprocessableEntity] = "invalid" // what the checking of requests answers
	return names
}()

const problemBase = "/api/v1/problems/"

// Problem is an answer to a request that could not be done, as RFC 9457 lays down.
type Problem struct {
	Type      string        `json:"type" doc:"The address of what this kind of problem is; its last part is its stable name." example:"/api/v1/problems/stale"`
	Title     string        `json:"title" doc:"The kind of problem, in words." example:"Out of date"`
	Status    int           `json:"status" doc:"The status of the answer." example:"412"`
	Detail    string        `json:"detail" doc:"What went wrong this time, for a person to read." example:"This story has been changed since you read it."`
	Errors    []ErrorDetail `json:"errors,omitempty" doc:"What is wrong where, if the request itself is not right."`
	RequestID string        `json:"request_id,omitempty" doc:"Names this request in the operator's log."`
	Current   any           `json:"current,omitempty" doc:"On 'stale': the thing as it stands now."`

	header http.Header
}

// ErrorDetail says what is wrong at one place of a request.
type ErrorDetail struct {
	Location string `json:"location" doc:"Where: body.content.headline, query.limit, header.If-Match." example:"body.content.body.content[3].attrs.level"`
	Message  string `json:"message" doc:"What is wrong there." example:"is not one of 2, 3, 4"`
}

// newProblem makes a problem of one of the kinds in the table.
func newProblem(name, detail string) *Problem {
	p := problemNamed[name]
	return &Problem{Type: problemBase + p.name, Title: p.title, Status: p.status, Detail: detail}
}

// invalid makes a problem of a request that is wrong at one place.
func invalid(location, message string) *Problem {
	p := newProblem("invalid", message)
	p.Errors = []ErrorDetail{{location, message}}
	return p
}

func (p *Problem) Error() string { return p.Detail }

// GetStatus is huma's.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders is huma's.
func (p *Problem) GetHeaders() http.Header { return p.header }

// ContentType is huma's.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// problemOf makes a problem of any error.
func problemOf(err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return newProblem("too-large", "What was sent is larger than this takes.")
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		err = errs.Wrap(err, errs.Unavailable, "This took too long.")
	}
	p := newProblem(nameOfKind[errs.KindOf(err)], errs.Public(err))
	if wait := account.RetryAfter(err); wait > 0 {
		p.wait(int(wait.Seconds()))
	} else if p.Status == http.StatusServiceUnavailable || p.Status == http.StatusTooManyRequests {
		p.wait(10)
	}
	return p
}

// wait tells the client after how many seconds to come again.
func (p *Problem) wait(seconds int) {
	if p.header == nil {
		p.header = http.Header{}
	}
	p.header.Set("Retry-After", strconv.Itoa(max(seconds, 1)))
}

// humaProblem makes a problem of what huma found wrong with a request.
func humaProblem(status int, message string, faults ...error) huma.StatusError {
	name := nameOfStatus[status]
	if name == "" {
		name = "internal"
	}
	for _, fault := range faults {
		if _, ok := errors.AsType[*http.MaxBytesError](fault); ok {
			return newProblem("too-large", "What was sent is larger than this takes.")
		}
	}
	if status >= http.StatusInternalServerError {
		return newProblem(name, errs.Public(errors.New(message)))
	}
	p := newProblem(name, sentence(message))
	for _, fault := range faults {
		if fault == nil {
			continue
		}
		detail := ErrorDetail{Message: fault.Error()}
		if located, ok := fault.(huma.ErrorDetailer); ok {
			d := located.ErrorDetail()
			detail = ErrorDetail{Location: d.Location, Message: plainFault(d.Message)}
		}
		if len(p.Errors) < maxFaults {
			p.Errors = append(p.Errors, detail)
		}
	}
	switch {
	case name == "invalid" && len(p.Errors) == 1:
		p.Detail = p.Errors[0].Location + " " + p.Errors[0].Message + "."
	case name == "invalid" && len(p.Errors) > 1:
		p.Detail = "Several things in the request are not right; 'errors' lists them."
	case name == "too-large":
		p.Detail = "What was sent is larger than this takes."
	case name == "invalid":
		p.Detail = "A JSON object is wanted as the body of this request."
	}
	return p
}

// maxFaults bounds how many wrong places one answer lists.
const maxFaults = 50

// plainFault takes the machinery out of a message about JSON.
func plainFault(message string) string {
	switch {
	case message == "unknown query parameter":
		return "is not known here"
	case message == "invalid integer":
		return "is not a whole number"
	case message == "invalid boolean":
		return "is not true or false"
	case strings.HasPrefix(message, "required ") && strings.HasSuffix(message, " parameter is missing"):
		return "is missing"
	case strings.HasPrefix(message, "id: "), strings.HasPrefix(message, "invalid value: id: "):
		return "is not an id"
	case strings.HasPrefix(message, "invalid date/time"):
		return "is not a time such as 2026-03-04T18:00:00Z"
	case strings.HasPrefix(message, "unknown content type"):
		return "is not JSON: send Content-Type: application/json"
	case strings.Contains(message, "unexpected end of JSON"), strings.Contains(message, "invalid character"),
		strings.Contains(message, "exceeded max depth"), strings.Contains(message, "after top-level value"):
		return "is not well-formed JSON"
	case strings.HasPrefix(message, "json: "):
		return "holds a value of another type than is wanted"
	}
	return message
}

// sentence makes a sentence of a message of huma's.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}

// WriteProblem is the web.Problem of the API: what is answered under /api to a request that none of its operations took.
func WriteProblem(f web.Failure) []byte {
	name := nameOfStatus[f.Status]
	if name == "" {
		name = "internal"
	}
	p := newProblem(name, f.Message)
	p.Status, p.RequestID = f.Status, f.RequestID
	return p.json()
}

func (p *Problem) json() []byte {
	body, err := json.Marshal(p)
	if err != nil {
		p.Current = nil
		body, _ = json.Marshal(p) // strings and numbers always marshal
	}
	return append(body, '\n')
}
