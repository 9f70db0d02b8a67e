package app

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"masthead/internal/config"
	"masthead/internal/errs"
	"masthead/internal/newsroom"
	"masthead/internal/obs"
	"masthead/internal/page"
	"masthead/internal/store"
	"masthead/internal/web"
)

// renderTimeout bounds the rendering of one page; those who wait for it get the last good one then.
const renderTimeout = 15 * time.Second

// Serve answers readers until ctx ends and the requests that have begun are answered.
func Serve(ctx context.Context, o Options) error {
	s, err := openStores(ctx, o)
	if err != nil {
		return err
	}
	defer s.close(o.Logger)
	if o.Demo {
		if err := s.createDemoOnce(ctx); err != nil {
			return err
		}
	}
	listener, err := net.Listen("tcp", string(o.Config.Addr))
	if err != nil {
		return errs.Wrap(err, errs.Unavailable, "The address %s cannot be listened on", o.Config.Addr)
	}
	defer listener.Close()
	metrics := obs.NewMetrics(o.Version)
	cache, err := page.NewCache(page.Options{
		Bytes: int64(o.Config.CacheSize), Timeout: renderTimeout, Clock: time.Now, Logger: o.Logger, Metrics: metrics.Pages,
	})
	if err != nil {
		return err
	}
	defer cache.Close()
	baseURL := string(o.Config.BaseURL)
	if baseURL == "" {
		baseURL = "http://" + reachable(listener.Addr())
	}
	handlers, err := surfaces(o, s, cache, metrics, baseURL)
	if err != nil {
		return err
	}
	stop, err := s.follow(ctx, cache, metrics)
	if err != nil {
		return err
	}
	defer stop()
	defer s.sweep(ctx, o.Logger)()
	o.Logger.Info("serving", "address", listener.Addr().String(), "base", baseURL,
		"database", config.Address(o.Config.DatabaseAddress()), "store", config.Address(o.Config.StoreAddress()), "version", o.Version)
	fmt.Fprintln(o.Out, "Masthead answers at http://"+reachable(listener.Addr()))
	if o.At.IsZero() {
		if err := s.welcome(ctx, o, baseURL); err != nil {
			return err
		}
	}
	return web.NewServer(handlers, o.Logger).Serve(ctx, listener)
}

// reachable returns a host and port at which a listener's own machine reaches it.
func reachable(a net.Addr) string {
	if tcp, ok := a.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		return fmt.Sprintf("127.0.0.1:%d", tcp.Port)
	}
	return a.String()
}

// follow has the cache hear of every change, of this process before it is acknowledged and of others soon after. Pages
// may be rendered once it returns. The caller calls stop.
func (s *stores) follow(ctx context.Context, cache *page.Cache, metrics *obs.Metrics) (stop func(), err error) {
	s.db.OnCommit(cache.Evict)
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	ready, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- s.db.Follow(ctx, func() { close(ready) }, func(change store.Change) {
			metrics.Changes.Inc()
			cache.Evict(change)
		})
	}()
	select {
	case <-ready:
		return func() { cancel(); <-ended }, nil
	case err := <-ended:
		cancel()
		return nil, err
	}
}

// routes adds what is for operators.
func (s *stores) routes(handlers *web.Handlers, o Options, metrics *obs.Metrics) {
	ready := obs.Ready(o.Logger, obs.Check{Name: "database", Run: s.db.Ping}, obs.Check{Name: "store", Run: s.blobs.Check})
	for pattern, h := range map[string]http.Handler{
		"GET /healthz": http.HandlerFunc(obs.Alive),
		"GET /readyz":  ready,
		"GET /metrics": metrics.Handler(o.Logger),
	} {
		handlers.Handle(pattern, func(w http.ResponseWriter, r *http.Request) error {
			h.ServeHTTP(w, r)
			return nil
		})
	}
}

// settings are what stands in for the newsroom's own words.
func settings(o Options) newsroom.Newsroom {
	return newsroom.Newsroom{
		Name: o.Config.SiteName, Language: string(o.Config.Language), TimeZone: string(o.Config.TimeZone),
	}
}
