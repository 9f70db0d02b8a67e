// Package site is the public web site: addresses, themes, and the models of its pages. Every page is made of one
// edition and kept in the page cache.
package site

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"
	"masthead/internal/account"

	"masthead/internal/edition"
	"masthead/internal/errs"
	"masthead/internal/page"
	"masthead/internal/picture"
	"masthead/internal/web"
)

// pagePolicy allows what pages need, all of it from this site, and nothing else.
const pagePolicy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; " +
	"connect-src 'self'; media-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "

// ContentSecurityPolicy is that of all pages that readers see.
const ContentSecurityPolicy = pagePolicy + "frame-ancestors 'none'"

// Options are what a site is made of.
type Options struct {
	Press   *edition.Press
	Cache   *page.Cache
	Library *picture.Library
	Theme   string // the directory of the site's own theme, which need not exist; empty for none
	BaseURL string // the public address: scheme and host, without a slash at its end
	Clock   func() time.Time
	Logger  *slog.Logger
	// Actor says who a request comes from, for previews of drafts; the error is of kind Unauthenticated where that is
	// nobody. Where it is nil there are previews for those alone who have a link.
	Actor func(*http.Request) (account.Actor, error)
}

// Site serves the public pages.
type Site struct {
	options Options
	themes  *following
	shared  *semaphore.Weighted  // shared previews being rendered
	last    atomic.Pointer[Base] // of the page that was rendered last, for pages that need no database
}

// New returns a site. Its error says what is wrong with the theme that is built in; a mistake in the site's own theme
// is logged.
func New(o Options) (*Site, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	o.BaseURL = strings.TrimSuffix(o.BaseURL, "/")
	s := &Site{options: o, shared: semaphore.NewWeighted(maxShared)}
	var err error
	s.themes, err = follow(o.Theme, o.Logger, o.Clock, o.Cache.Clear)
	return s, err
}

// StoryRoute is the pattern of all addresses of two parts that have no other. Another surface that has such addresses
// in every section, as feeds do, must stand before its handler: http.ServeMux takes no two patterns that overlap.
const StoryRoute = "GET /{section}/{slug}"

// Routes adds the site's pages.
func (s *Site) Routes(handle func(pattern string, h web.Handler)) {
	for _, route := range []struct {
		pattern string
		handler web.Handler
	}{
		{"GET /{$}", s.home},
		{"GET /latest", s.latest},
		{"GET /topics", s.topics},
		{"GET /topics/{topic}", s.topic},
		{"GET /topics/{topic}/latest", s.topicLatest},
		{"GET /by/{contributor}", s.contributor},
		{"GET /by/{contributor}/latest", s.contributorLatest},
		{"GET /{slug}", s.sectionOrPage},
		{StoryRoute, s.storyOrLatest},
		{"GET /desk/preview/{story}", s.deskPreview},
		{"GET /preview/{token}", s.sharedPreview},
		{"GET /media/{file}", s.media},
		{"GET /assets/colours/{file}", s.colours},
		{"GET /assets/choices/{file}", s.palette},
		{"GET /assets/{file}", s.assets},
		{"GET /assets/{folder}/{file...}", s.assets},
		{"GET /", s.elsewhere},
	} {
		handle(route.pattern, route.handler)
	}
}

// draft is a page before it is rendered.
type draft struct {
	template string
	model    any
	status   int // 200 where zero
}

// build makes the draft of a page out of an edition.
type build func(*composer) (draft, error)

// moved is the error for a page whose address is another one.
type moved struct{ to string }

func (m *moved) Error() string { return "moved to " + m.to }

func movedTo(path string) error {
	return errs.Wrap(&moved{path}, errs.NotFound, "This page has moved.")
}

// serve answers with the page of a key, an address in its canonical form. Where there is no such page the address may
// be one that led somewhere once.
func (s *Site) serve(w http.ResponseWriter, r *http.Request, key string, b build) error {
	err := s.send(w, r, key, b)
	if m, ok := errors.AsType[*moved](err); ok {
		web.Redirect(w, r, address(m.to), true)
		return nil
	}
	if errs.Is(err, errs.NotFound) {
		return s.forward(w, r, strings.TrimSuffix(r.URL.Path, "/"), err)
	}
	return err
}

func (s *Site) send(w http.ResponseWriter, r *http.Request, key string, b build) error {
	p, err := s.page(r.Context(), key, b)
	if err != nil {
		return err
	}
	p.ServeHTTP(w, r)
	return nil
}

func (s *Site) page(ctx context.Context, key string, b build) (*page.Page, error) {
	t := s.themes.theme() // before the look into the cache, which another theme empties
	return s.options.Cache.Get(ctx, key, func(ctx context.Context) (*page.Page, error) { return s.render(ctx, t, b) })
}

// mustRevalidate lets browsers and proxies keep a page, and ask each time whether it still stands.
const mustRevalidate = "public, max-age=0, must-revalidate"

func (s *Site) render(ctx context.Context, t *theme, b build) (*page.Page, error) {
	e, err := s.options.Press.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer e.Close()
	body, c, d, err := s.set(ctx, t, e, b)
	if err != nil {
		return nil, err
	}
	s.last.Store(&c.frame)
	notes := e.Notes()
	p := page.New("text/html; charset=utf-8", body, notes.Reads, notes.Position, notes.StaleAt)
	p.CacheControl = mustRevalidate
	p.LastModified = e.Moment()
	if d.status != 0 {
		p.Status = d.status
	}
	return p, nil
}

// set sets a page of an edition.
func (s *Site) set(ctx context.Context, t *theme, e *edition.Edition, b build) ([]byte, *composer, draft, error) {
	c := &composer{ctx: ctx, e: e, theme: t, locale: localeOf(e.Newsroom().Language), baseURL: s.options.BaseURL}
	if err := c.begin(); err != nil {
		return nil, c, draft{}, err
	}
	d, err := b(c)
	if err != nil {
		return nil, c, d, err
	}
	body, err := t.page(d.template, d.model)
	return body, c, d, err
}
