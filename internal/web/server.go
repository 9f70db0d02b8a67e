package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Bounds on a connection. A reader on a bad line has time enough; one who only holds the line has not.
const (
	maxHeader         = 32 << 10
	readHeaderTimeout = 10 * time.Second
	readTimeout       = 60 * time.Second
	writeTimeout      = 120 * time.Second
	idleTimeout       = 120 * time.Second
	// stopTimeout is how long requests may take to finish once the server is told to stop.
	stopTimeout = 20 * time.Second
)

// Server answers the requests of one listener.
type Server struct {
	http *http.Server
	log  *slog.Logger
}

// NewServer returns a server for the handler.
func NewServer(h http.Handler, log *slog.Logger) *Server {
	return &Server{log: log, http: &http.Server{
		Handler:           h,
		MaxHeaderBytes:    maxHeader,
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}}
}

// Serve answers requests until ctx ends, then takes no more, lets those that have begun finish within a bound, and
// returns nil. The listener is closed in every case.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- s.http.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serving %s: %w", l.Addr(), err)
	case <-ctx.Done():
	}
	s.log.Info("stopping: requests that have begun may finish", "within", stopTimeout)
	bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	err := s.http.Shutdown(bounded)
	if errors.Is(err, context.DeadlineExceeded) {
		s.log.Warn("stopping: some requests did not finish in time")
		err = s.http.Close()
	}
	<-failed
	if err != nil {
		return fmt.Errorf("stopping: %w", err)
	}
	return nil
}
