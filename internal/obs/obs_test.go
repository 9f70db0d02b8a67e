package obs

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestRequestID(t *testing.T) {
	for _, given := range []string{"", "short", strings.Repeat("x", 65), "with space", "new\nline", "quote\"quote", "naïve-id-123"} {
		if got := NewRequestID(given); got == given || len(got) != 16 {
			t.Errorf("NewRequestID(%q) = %q, want a new one", given, got)
		}
	}
	if got := NewRequestID("Trace-1234_5.6"); got != "Trace-1234_5.6" {
		t.Errorf("a sane id was replaced by %q", got)
	}
	if first, second := NewRequestID(""), NewRequestID(""); first == second {
		t.Error("two requests have one id")
	}
}

func TestLogger(t *testing.T) {
	var b strings.Builder
	log := NewLogger(&b, slog.LevelInfo, false).With("part", "x")
	log.Debug("not this")
	log.InfoContext(WithRequestID(context.Background(), "abcdefgh"), "this")
	if got := b.String(); strings.Contains(got, "not this") || !strings.Contains(got, "msg=this part=x request=abcdefgh") {
		t.Errorf("logged %q", got)
	}
}

func TestReady(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	works := Check{"database", func(context.Context) error { return nil }}
	broken := Check{"store", func(context.Context) error { return errors.New("s3://key:secret@host is away") }}
	hangs := Check{"store", func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }}
	for _, test := range []struct {
		checks []Check
		status int
		want   Readiness
	}{
		{[]Check{works}, 200, Readiness{"ready", map[string]string{"database": "ok"}}},
		{[]Check{works, broken}, 503, Readiness{"not ready", map[string]string{"database": "ok", "store": "fails"}}},
		{[]Check{works, hangs}, 503, Readiness{"not ready", map[string]string{"database": "ok", "store": "fails"}}},
	} {
		w := httptest.NewRecorder()
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		Ready(log, test.checks...).ServeHTTP(w, httptest.NewRequestWithContext(ctx, "GET", "/readyz", nil))
		cancel()
		var got Readiness
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if w.Code != test.status || got.Status != test.want.Status || len(got.Checks) != len(test.want.Checks) {
			t.Errorf("%d %s", w.Code, w.Body)
		}
		for name, want := range test.want.Checks {
			if got.Checks[name] != want {
				t.Errorf("%s: %q, want %q", name, got.Checks[name], want)
			}
		}
		if strings.Contains(w.Body.String(), "secret") {
			t.Error("the answer tells a secret")
		}
	}
}

func TestMetrics(t *testing.T) {
	m := NewMetrics("1.2.3")
	m.HTTP.Observe("GET /{$}", 200, 3*time.Millisecond)
	m.HTTP.Observe("GET /{$}", 404, time.Millisecond)
	m.HTTP.Observe("GET /{$}", 999, time.Millisecond)
	m.Pages.Hits.Inc()
	w := httptest.NewRecorder()
	m.Handler(slog.New(slog.DiscardHandler)).ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	text, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`masthead_http_requests_total{class="2xx",route="GET /{$}"} 1`,
		`masthead_http_requests_total{class="4xx",route="GET /{$}"} 1`,
		`masthead_http_requests_total{class="5xx",route="GET /{$}"} 1`,
		`masthead_http_request_duration_seconds_count{route="GET /{$}"} 3`,
		`masthead_page_hits_total 1`,
		`masthead_build_info{version="1.2.3"} 1`,
		"go_goroutines", "process_start_time_seconds",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %s in the metrics", want)
		}
	}
}
