package app

import (
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"masthead/internal/doc"
	"masthead/internal/edition"
	"masthead/internal/feed"
	"masthead/internal/obs"
	"masthead/internal/page"
	"masthead/internal/picture"
	"masthead/internal/site"
	"masthead/internal/web"
)

// colours are the default theme's.
var colours = feed.Colours{Ink: "#16181b", Paper: "#ffffff", Accent: "#0d4f6e"}

// feedWords are the words of feeds: those of the pages.
func feedWords(language string) feed.Words {
	w := site.WordsIn(language)
	return feed.Words{Correction: w.Corrected, Labels: doc.Labels{
		Picture: w.Picture, ReadMore: w.ReadMore, Table: w.Table, Watch: w.Watch, Listen: w.Listen, View: w.View,
	}}
}

// surfaces builds everything that answers requests.
func surfaces(o Options, s *stores, cache *page.Cache, metrics *obs.Metrics, baseURL string) (*web.Handlers, error) {
	press := &edition.Press{DB: s.db, Clock: time.Now, At: o.At, Settings: settings(o)}
	public, err := site.New(site.Options{
		Press:   press,
		Cache:   cache,
		Library: picture.NewLibrary(s.blobs),
		Theme:   filepath.Join(o.Config.Data, "theme"),
		BaseURL: baseURL,
		Clock:   time.Now,
		Logger:  o.Logger,
	})
	if err != nil {
		return nil, err
	}
	feeds, err := feed.New(feed.Options{Press: press, Cache: cache, BaseURL: baseURL, Colours: colours, Words: feedWords})
	if err != nil {
		return nil, err
	}
	handlers := web.NewHandlers(web.Options{
		Logger:                o.Logger,
		Metrics:               metrics.HTTP,
		ErrorPage:             public.ErrorPage,
		ContentSecurityPolicy: site.ContentSecurityPolicy,
		Secure:                strings.HasPrefix(baseURL, "https://"),
		Clock:                 time.Now,
	})
	s.routes(handlers, o, metrics)
	schema := web.NewContent("application/schema+json", doc.Schema())
	schema.CacheControl = "public, max-age=3600"
	handlers.Handle("GET /schema/document.json", func(w http.ResponseWriter, r *http.Request) error {
		schema.ServeHTTP(w, r)
		return nil
	})
	feeds.Routes(func(pattern string, h web.Handler) { handlers.Handle(pattern, public.OrMoved(h)) })
	public.Routes(func(pattern string, h web.Handler) {
		if pattern == site.StoryRoute {
			h = feeds.Sections(h)
		}
		handlers.Handle(pattern, h)
	})
	return handlers, nil
}
