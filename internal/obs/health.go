package obs

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// Check is one thing that must work before requests can be answered.
type Check struct {
	Name string
	Run  func(context.Context) error
}

// Alive answers /healthz: the process runs.
func Alive(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte("ok\n"))
}

// checkTimeout bounds each check.
const checkTimeout = 2 * time.Second

// Readiness is the answer of /readyz.
type Readiness struct {
	Status string            `json:"status"` // "ready" or "not ready"
	Checks map[string]string `json:"checks"` // by name: "ok" or "fails"
}

// Ready answers /readyz: 200 where every check passes, else 503 and what fails. The reasons are logged, not sent: they
// may name hosts.
func Ready(log *slog.Logger, checks ...Check) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := runChecks(r.Context(), log, checks)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		if answer.Status != "ready" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		_ = json.NewEncoder(w).Encode(answer)
	})
}

func runChecks(ctx context.Context, log *slog.Logger, checks []Check) Readiness {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	failures := make([]error, len(checks))
	var running sync.WaitGroup
	for i, check := range checks {
		running.Go(func() { failures[i] = check.Run(ctx) })
	}
	running.Wait()
	answer := Readiness{Status: "ready", Checks: map[string]string{}}
	for i, check := range checks {
		answer.Checks[check.Name] = "ok"
		if failures[i] != nil {
			answer.Status = "not ready"
			answer.Checks[check.Name] = "fails"
			log.WarnContext(ctx, "a readiness check fails", "check", check.Name, "error", failures[i])
		}
	}
	return answer
}
