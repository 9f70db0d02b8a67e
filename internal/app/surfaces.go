package app

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"masthead/internal/account"
	"masthead/internal/api"
	"masthead/internal/desk"
	"masthead/internal/doc"
	"masthead/internal/edition"
	"masthead/internal/feed"
	"masthead/internal/id"
	"masthead/internal/obs"
	"masthead/internal/page"
	"masthead/internal/picture"
	"masthead/internal/site"
	"masthead/internal/web"
	"masthead/ui"
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
	secure := strings.HasPrefix(baseURL, "https://")
	library := picture.NewLibrary(s.blobs)
	var public *site.Site
	programs, err := api.New(api.Options{
		DB: s.db, Library: library, Passkeys: passkeys(baseURL, o.Logger), BaseURL: baseURL, Secure: secure, Clock: time.Now, Logger: o.Logger,
		Fixed:        settings(o),
		Declared:     func() []api.Declared { return declared(public.Declared()) },
		CheckChoices: func(chosen map[string]string) error { return public.CheckChoices(chosen) },
		Appearances:  appearances(press),
	})
	if err != nil {
		return nil, err
	}
	public, err = site.New(site.Options{
		Actor:   programs.Actor,
		Press:   press,
		Cache:   cache,
		Library: library,
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
		Problem:               api.WriteProblem,
		Secure:                secure,
		Proxies:               o.Config.TrustedProxies,
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
	if o.At.IsZero() { // the site of another day is for looking
		editors, err := editorsDesk()
		if err != nil {
			return nil, err
		}
		if err := programs.Routes(handlers.HandleBody); err != nil {
			return nil, err
		}
		editors.Routes(handlers.Handle)
	}
	return handlers, nil
}

// editorsDesk returns the editors' application, as far as it is built in.
func editorsDesk() (*desk.Desk, error) {
	if files, built := ui.Files(); built {
		return desk.New(files)
	}
	return desk.New(nil)
}

// passkeys returns what signs people in by passkey, nil where no browser makes passkeys for the address. A machine that is
// reached as 127.0.0.1 is localhost too, for which they do.
func passkeys(baseURL string, log *slog.Logger) *account.Passkeys {
	if u, err := url.Parse(baseURL); err == nil {
		if ip, err := netip.ParseAddr(u.Hostname()); err == nil && ip.IsLoopback() {
			baseURL = u.Scheme + "://" + net.JoinHostPort("localhost", u.Port())
		}
	}
	keys, err := account.NewPasskeys(baseURL)
	if err != nil {
		log.Info("there are no passkeys here", "base", baseURL, "reason", err)
		return nil
	}
	return keys
}

// appearances returns what says where on the site a story stands now.
func appearances(press *edition.Press) func(context.Context, id.ID) ([]api.Appearance, error) {
	return func(ctx context.Context, story id.ID) ([]api.Appearance, error) {
		e, err := press.Open(ctx)
		if err != nil {
			return nil, err
		}
		defer e.Close()
		found, err := e.Appearances(ctx, story)
		var all []api.Appearance
		for _, f := range found {
			a := api.Appearance{Kind: string(f.Kind), Title: f.Title, Path: f.Path, Since: f.Since}
			if !f.Until.IsZero() {
				a.Until = &f.Until
			}
			all = append(all, a)
		}
		return all, err
	}
}

// declared are the theme's choices as the API tells them.
func declared(choices []site.Choice) []api.Declared {
	var all []api.Declared
	for _, c := range choices {
		d := api.Declared{Name: c.Name, Label: c.Label, Help: c.Help, Kind: string(c.Kind), Default: c.Default}
		for _, option := range c.Options {
			d.Options = append(d.Options, api.DeclaredOption(option))
		}
		all = append(all, d)
	}
	return all
}
