package obs

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics are what a running Masthead counts. There is one for each application, never a global one.
type Metrics struct {
	HTTP    *HTTP
	Pages   *Pages
	Changes prometheus.Counter // followed in the change log

	registry *prometheus.Registry
}

// HTTP counts requests.
type HTTP struct {
	Panics   prometheus.Counter
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
}

// Pages counts what the page cache does.
type Pages struct {
	Hits      prometheus.Counter
	Misses    prometheus.Counter
	Evictions prometheus.Counter
	// Outdated counts pages that a change overtook while they were rendered.
	Outdated prometheus.Counter
	// Failures counts renderings that failed, LastGood those in whose place an earlier page was sent.
	Failures   prometheus.Counter
	LastGood   prometheus.Counter
	Renderings prometheus.Histogram
	Bytes      prometheus.Gauge
}

var classes = [...]string{"0xx", "1xx", "2xx", "3xx", "4xx", "5xx"}

// Observe counts a request of a route by the class of its status.
func (h *HTTP) Observe(route string, status int, took time.Duration) {
	h.requests.WithLabelValues(route, classes[min(status/100, len(classes)-1)]).Inc()
	h.duration.WithLabelValues(route).Observe(took.Seconds())
}

// NewMetrics returns metrics with a registry of their own. version is told as a label of masthead_build_info.
func NewMetrics(version string) *Metrics {
	registry := prometheus.NewRegistry()
	counter := func(name, help string) prometheus.Counter {
		c := prometheus.NewCounter(prometheus.CounterOpts{Namespace: "masthead", Name: name, Help: help})
		registry.MustRegister(c)
		return c
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Namespace: "masthead", Name: "build_info", Help: "Always 1; its label tells the version.",
		ConstLabels: prometheus.Labels{"version": version},
	})
	build.Set(1)
	registry.MustRegister(build, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return &Metrics{
		registry: registry,
		HTTP:     newHTTP(registry, counter),
		Pages:    newPages(registry, counter),
		Changes:  counter("changes_followed_total", "Changes read from the change log."),
	}
}

type newCounter func(name, help string) prometheus.Counter

func newHTTP(registry *prometheus.Registry, counter newCounter) *HTTP {
	h := &HTTP{
		Panics: counter("http_panics_total", "Requests whose handler panicked."),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: "masthead", Name: "http_requests_total", Help: "Requests by route and class of status.",
		}, []string{"route", "class"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: "masthead", Name: "http_request_duration_seconds", Help: "How long requests took, by route.",
			Buckets: []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"route"}),
	}
	registry.MustRegister(h.requests, h.duration)
	return h
}

func newPages(registry *prometheus.Registry, counter newCounter) *Pages {
	p := &Pages{
		Hits:      counter("page_hits_total", "Pages answered from memory."),
		Misses:    counter("page_misses_total", "Pages that had to be rendered before they were answered."),
		Evictions: counter("page_evictions_total", "Pages that a change made out of date."),
		Outdated:  counter("page_outdated_total", "Renderings that a change overtook, not kept."),
		Failures:  counter("page_failures_total", "Renderings that failed."),
		LastGood:  counter("page_last_good_total", "Failed renderings in whose place the last good page was sent."),
		Renderings: prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: "masthead", Name: "page_rendering_seconds", Help: "How long renderings took.",
			Buckets: []float64{.0005, .001, .002, .003, .005, .01, .02, .05, .1, .25, 1, 5},
		}),
		Bytes: prometheus.NewGauge(prometheus.GaugeOpts{
			Namespace: "masthead", Name: "page_bytes", Help: "Memory that kept pages take.",
		}),
	}
	registry.MustRegister(p.Renderings, p.Bytes)
	return p
}

// Handler answers /metrics.
func (m *Metrics) Handler(log *slog.Logger) http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelError),
	})
}
