// Package obs is how a running Masthead is seen: its logs, its metrics, its health.
package obs

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
)

// NewLogger returns a logger that writes text, or JSON where json is set, and that names the request in each line
// written with a request's context.
func NewLogger(w io.Writer, level slog.Level, json bool) *slog.Logger {
	options := &slog.HandlerOptions{Level: level}
	var h slog.Handler = slog.NewTextHandler(w, options)
	if json {
		h = slog.NewJSONHandler(w, options)
	}
	return slog.New(withRequest{h})
}

type requestKey struct{}

// maxRequestID bounds an id that a proxy in front has chosen.
const maxRequestID = 64

// NewRequestID returns the id that a proxy in front gave, where it is a sane one, and else a new one.
func NewRequestID(given string) string {
	if len(given) >= 8 && len(given) <= maxRequestID && plain(given) {
		return given
	}
	return rand.Text()[:16]
}

func plain(s string) bool {
	for _, c := range []byte(s) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		if !letter && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	return true
}

// WithRequestID returns a context that carries a request's id.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestKey{}, id)
}

// RequestID returns the id of the request that ctx belongs to, or "".
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

type withRequest struct{ slog.Handler }

func (h withRequest) Handle(ctx context.Context, record slog.Record) error {
	if id := RequestID(ctx); id != "" {
		record.AddAttrs(slog.String("request", id))
	}
	return h.Handler.Handle(ctx, record)
}

func (h withRequest) WithAttrs(attrs []slog.Attr) slog.Handler {
	return withRequest{h.Handler.WithAttrs(attrs)}
}

func (h withRequest) WithGroup(name string) slog.Handler {
	return withRequest{h.Handler.WithGroup(name)}
}
