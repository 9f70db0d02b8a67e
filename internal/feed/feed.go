// Package feed serves what machines read of the site: RSS and Atom feeds, sitemaps, robots.txt, llms.txt, icons and the
// web manifest.
package feed

import (
	"context"
	"fmt"
	"net/http"

	"masthead/internal/doc"
	"masthead/internal/edition"
	"masthead/internal/page"
	"masthead/internal/web"
)

// Words are the words that feeds add to the newsroom's own. An empty one is English.
type Words struct {
	doc.Labels
	Correction string // "Correction", before the note of what was wrong
}

// Colours are those of the theme, each as "#rrggbb".
type Colours struct {
	Ink    string // of text, and the ground of icons
	Paper  string // behind text, and the letter on icons
	Accent string
}

// Options of the feeds. All but Words is needed.
type Options struct {
	Press   *edition.Press
	Cache   *page.Cache
	BaseURL string // the public address of the site
	Colours Colours
	Words   func(language string) Words // nil: English
}

// Feeds makes and serves them.
type Feeds struct {
	press *edition.Press
	cache *page.Cache
	site  site
	words func(language string) Words
	palette
}

// New checks the options.
func New(o Options) (*Feeds, error) {
	s, err := newSite(o.BaseURL)
	if err != nil {
		return nil, fmt.Errorf("feeds: the site's public address: %w", err)
	}
	p, err := newPalette(o.Colours)
	if err != nil {
		return nil, fmt.Errorf("feeds: %w", err)
	}
	f := &Feeds{press: o.Press, cache: o.Cache, site: s, words: o.Words, palette: p}
	if f.words == nil {
		f.words = func(string) Words { return Words{} }
	}
	return f, nil
}

// The types of what is served.
const (
	rssType      = "application/rss+xml"
	atomType     = "application/atom+xml"
	htmlType     = "text/html"
	charset      = "; charset=utf-8"
	xmlType      = "application/xml" + charset
	textType     = "text/plain" + charset
	svgType      = "image/svg+xml"
	icoType      = "image/x-icon"
	pngType      = "image/png"
	manifestType = "application/manifest+json"
)

// maker makes the body of an answer from an edition. part is what the route's pattern left open.
type maker func(ctx context.Context, e *edition.Edition, part string) ([]byte, error)

// route is an address and what is served there. In its pattern, {part} is what the maker is given.
type route struct {
	pattern     string
	contentType string
	make        maker
}

func (f *Feeds) routes() []route {
	return []route{
		f.feed("", rssFormat, everything),
		f.feed("", atomFormat, everything),
		f.feed("/topics/{part}", rssFormat, aTopic),
		f.feed("/topics/{part}", atomFormat, aTopic),
		f.feed("/by/{part}", rssFormat, aContributor),
		f.feed("/by/{part}", atomFormat, aContributor),
		{"/sitemap.xml", xmlType, f.sitemapIndex},
		{"/sitemap/pages.xml", xmlType, f.pagesSitemap},
		{"/sitemap/news.xml", xmlType, f.newsSitemap},
		{"/sitemap/{part}", xmlType, f.monthSitemap},
		{"/robots.txt", textType, f.robots},
		{"/llms.txt", textType, f.llms},
		{"/favicon.svg", svgType, f.svgIcon},
		{"/favicon.ico", icoType, f.icoIcon},
		{iconPath, pngType, f.pngIcon(192)},
		{"/icon-512.png", pngType, f.pngIcon(512)},
		{"/apple-touch-icon.png", pngType, f.pngIcon(180)},
		{"/manifest.webmanifest", manifestType, f.manifest},
	}
}

// Routes adds every address but the feeds of sections, which Sections answers.
func (f *Feeds) Routes(handle func(pattern string, h web.Handler)) {
	for _, r := range f.routes() {
		handle("GET "+r.pattern, func(w http.ResponseWriter, req *http.Request) error {
			return f.serve(w, req, r, req.PathValue("part"))
		})
	}
}

// serve answers with the page of the request's path, made where it is not in the cache.
func (f *Feeds) serve(w http.ResponseWriter, r *http.Request, route route, part string) error {
	p, err := f.cache.Get(r.Context(), r.URL.Path, func(ctx context.Context) (*page.Page, error) {
		e, err := f.press.Open(ctx)
		if err != nil {
			return nil, err
		}
		defer e.Close()
		body, err := route.make(ctx, e, part)
		if err != nil {
			return nil, err
		}
		notes := e.Notes()
		p := page.New(route.contentType, body, notes.Reads, notes.Position, notes.StaleAt)
		p.CacheControl = "public, no-cache" // kept by anyone, asked for again each time: never out of date
		return p, nil
	})
	if err != nil {
		return err
	}
	p.ServeHTTP(w, r)
	return nil
}
