package site

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"masthead/internal/edition"
	"masthead/internal/errs"
	"masthead/internal/web"
)

// numbered returns the address that a query alone tells apart, as WordPress has them: "/?p=12", "/?page_id=12".
func numbered(query url.Values) (string, bool) {
	for _, name := range []string{"p", "page_id"} {
		if n := query.Get(name); n != "" && len(n) < 20 && strings.Trim(n, "0123456789") == "" {
			return "/?" + name + "=" + n, true
		}
	}
	return "", false
}

// elsewhere answers all addresses that no page has: old ones of this site or of the one before it, and those with a
// slash too many.
func (s *Site) elsewhere(w http.ResponseWriter, r *http.Request) error {
	missing := errs.New(errs.NotFound, "There is nothing at this address.")
	path := strings.TrimRight(r.URL.Path, "/")
	if path == "" {
		return missing
	}
	err := s.forward(w, r, path, missing)
	if path != r.URL.Path && errors.Is(err, missing) {
		to := url.URL{Path: path, RawQuery: r.URL.RawQuery}
		web.Redirect(w, r, to.String(), true)
		return nil
	}
	return err
}

// OrMoved returns a handler that leads on from what h does not find.
func (s *Site) OrMoved(h web.Handler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		err := h(w, r)
		if errs.Is(err, errs.NotFound) {
			return s.forward(w, r, r.URL.Path, err)
		}
		return err
	}
}

// forward leads a reader on from an address that has no page now to where its page went.
func (s *Site) forward(w http.ResponseWriter, r *http.Request, path string, missing error) error {
	e, err := s.options.Press.Open(r.Context())
	if err != nil {
		return err
	}
	defer e.Close()
	for _, candidate := range []string{path, strings.ToLower(path)} {
		to, err := resolve(r.Context(), e, candidate)
		switch {
		case err == nil && to != r.URL.Path:
			moved := url.URL{Path: to}
			if !strings.Contains(candidate, "?") { // else the query is the address
				moved.RawQuery = r.URL.RawQuery
			}
			web.Redirect(w, r, moved.String(), true)
			return nil
		case errs.Is(err, errs.Gone):
			gone, err := e.StoryAt(r.Context(), candidate)
			if err != nil {
				return err
			}
			return s.send(w, r, candidate, func(c *composer) (draft, error) { return c.gone(gone) })
		case err != nil && !errs.Is(err, errs.NotFound):
			return err
		}
	}
	return missing
}

// below are the endings of what stands below the home page and the fronts, here and on a WordPress site, each with the
// ending that it has now.
var below = []struct{ old, now string }{
	{"/latest", "/latest"}, {"/feed.rss", "/feed.rss"}, {"/feed.atom", "/feed.atom"},
	{"/feed", "/feed.rss"}, {"/feed/rss", "/feed.rss"}, {"/feed/rss2", "/feed.rss"}, {"/feed/rdf", "/feed.rss"}, {"/feed/atom", "/feed.atom"},
}

// resolve returns where the page at a path went, or what stands below a front that has moved.
func resolve(ctx context.Context, e *edition.Edition, path string) (string, error) {
	to, err := e.Resolve(ctx, path)
	if !errs.Is(err, errs.NotFound) {
		return to, err
	}
	for _, ending := range below {
		front, ok := strings.CutSuffix(path, ending.old)
		switch {
		case !ok:
		case front == "":
			return ending.now, nil
		default:
			if to, err = e.ResolveFront(ctx, front); err != nil {
				return "", err
			}
			return to + ending.now, nil
		}
	}
	return "", err
}
