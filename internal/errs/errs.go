// Package errs gives every error a kind, which decides how it is answered (HTTP status, exit code),
// and a public message, which may be shown to a person, apart from its cause, which is only logged.
package errs

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what sort of failure an error is.
type Kind int

// The kinds. Internal is the kind of every error that has none.
const (
	Internal Kind = iota
	NotFound
	Invalid
	Conflict
	Forbidden
	Gone
	Unavailable
	Unauthenticated // nobody is signed in, or not any more
	Stale           // what was to be changed has been changed by another since it was read
	TooMany         // too much was asked in too short a time
)

func (k Kind) String() string {
	return [...]string{"internal error", "not found", "invalid", "conflict", "forbidden", "gone", "unavailable",
		"not signed in", "out of date", "too many requests"}[k]
}

// Error is an error with a kind and a message fit for the public. Cause may be nil.
type Error struct {
	Kind    Kind
	Message string
	Cause   error
}

// Error is for operators. A message that tells its cause already does not repeat it.
func (e *Error) Error() string {
	if e.Cause == nil {
		return e.Message
	}
	cause := e.Cause.Error()
	if strings.Contains(e.Message, strings.TrimSuffix(cause, ".")) {
		return e.Message
	}
	return strings.TrimSuffix(e.Message, ".") + ": " + cause
}

func (e *Error) Unwrap() error { return e.Cause }

// New returns an error of the given kind whose formatted message may be shown to the public.
func New(kind Kind, format string, args ...any) error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// Wrap gives cause a kind and a public message. It returns nil for a nil cause.
func Wrap(cause error, kind Kind, format string, args ...any) error {
	if cause == nil {
		return nil
	}
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...), Cause: cause}
}

// KindOf returns the kind of err, or Internal where nothing in its chain has one.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// Is reports whether err is of the given kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// Public returns the message of err that may be shown to anyone: never a cause.
func Public(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Message
	}
	return "Something went wrong on our side."
}
