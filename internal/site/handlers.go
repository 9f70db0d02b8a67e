package site

import (
	"net/http"
	"net/url"

	"masthead/internal/edition"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/story"
)

// address writes a path as it stands in a link or a header.
func address(path string) string { return (&url.URL{Path: path}).EscapedPath() }

func (s *Site) home(w http.ResponseWriter, r *http.Request) error {
	if path, ok := numbered(r.URL.Query()); ok {
		return s.forward(w, r, path, errs.New(errs.NotFound, "There is nothing at this address."))
	}
	return s.serve(w, r, "/", (*composer).home)
}

func (s *Site) sectionOrPage(w http.ResponseWriter, r *http.Request) error {
	slug := r.PathValue("slug")
	return s.serve(w, r, "/"+slug, func(c *composer) (draft, error) {
		d, err := c.section(slug)
		if errs.Is(err, errs.NotFound) {
			return c.plain("/" + slug)
		}
		return d, err
	})
}

func (s *Site) topic(w http.ResponseWriter, r *http.Request) error {
	slug := r.PathValue("topic")
	return s.serve(w, r, "/topics/"+slug, func(c *composer) (draft, error) { return c.topic(slug) })
}

func (s *Site) contributor(w http.ResponseWriter, r *http.Request) error {
	slug := r.PathValue("contributor")
	return s.serve(w, r, "/by/"+slug, func(c *composer) (draft, error) { return c.contributor(slug) })
}

func (s *Site) storyOrLatest(w http.ResponseWriter, r *http.Request) error {
	section, slug := r.PathValue("section"), r.PathValue("slug")
	if slug == "latest" {
		return s.list(w, r, "/"+section+"/latest", func(c *composer) (listOf, error) { return c.listOfSection(section) })
	}
	path := "/" + section + "/" + slug
	i, ok := story.FromPath(path)
	if !ok {
		return s.elsewhere(w, r)
	}
	return s.serve(w, r, path, func(c *composer) (draft, error) { return c.article(i, path) })
}

func (s *Site) latest(w http.ResponseWriter, r *http.Request) error {
	return s.list(w, r, "/latest", func(c *composer) (listOf, error) {
		return listOf{list: story.Everything, path: "/latest"}, nil
	})
}

func (s *Site) topicLatest(w http.ResponseWriter, r *http.Request) error {
	slug := r.PathValue("topic")
	return s.list(w, r, "/topics/"+slug+"/latest", func(c *composer) (listOf, error) { return c.listOfTopic(slug) })
}

func (s *Site) contributorLatest(w http.ResponseWriter, r *http.Request) error {
	slug := r.PathValue("contributor")
	return s.list(w, r, "/by/"+slug+"/latest", func(c *composer) (listOf, error) { return c.listOfContributor(slug) })
}

// list serves one page of a list. Only the cursors of its query count, the older one first. They stand before the path in
// the key, so that it is no other path's, which may hold a question mark of its own.
func (s *Site) list(w http.ResponseWriter, r *http.Request, path string, of func(*composer) (listOf, error)) error {
	query := r.URL.Query()
	var older, newer *edition.Cursor
	key := path
	for _, side := range []struct {
		name string
		at   **edition.Cursor
	}{{"older", &older}, {"newer", &newer}} {
		text := query.Get(side.name)
		if text == "" || key != path {
			continue
		}
		cursor, err := edition.ParseCursor(text)
		if err != nil {
			return errs.Wrap(err, errs.NotFound, "There is no such page of this list.")
		}
		*side.at = &cursor
		key = side.name + "=" + edition.FormatCursor(cursor) + path
	}
	return s.serve(w, r, key, func(c *composer) (draft, error) {
		l, err := of(c)
		if err != nil {
			return draft{}, err
		}
		return c.list(l, older, newer)
	})
}

func (s *Site) topics(w http.ResponseWriter, r *http.Request) error {
	after, key := r.URL.Query().Get("after"), "/topics"
	if id.Slug(after) != after {
		after = ""
	}
	if after != "" {
		key = "after=" + after + key
	}
	return s.serve(w, r, key, func(c *composer) (draft, error) { return c.topics(after) })
}

func (s *Site) assets(w http.ResponseWriter, r *http.Request) error {
	return s.themes.theme().assets.Serve(w, r)
}
