package feed

import (
	"context"
	"net/http"
	"strings"
	"time"

	"masthead/internal/edition"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/story"
	"masthead/internal/web"
)

// channel is a feed as every format tells it.
type channel struct {
	title, description string
	page, self         string // addresses: of the page that the feed follows, and of the feed itself
	home, icon         string // addresses: of the site, and of its picture
	publisher          string
	language           string
	moment             time.Time // of the edition
	updated            time.Time // when the newest change to one of the stories was; zero for an empty feed
	entries            []entry
}

// subject is what a feed follows.
type subject struct {
	list        id.ID
	path        string
	name        string // empty for the whole site
	description string
}

// finder finds the subject that the open part of an address names. The error is of kind NotFound where there is none.
type finder func(ctx context.Context, e *edition.Edition, part string) (subject, error)

func everything(_ context.Context, e *edition.Edition, _ string) (subject, error) {
	return subject{list: story.Everything, path: "/", description: e.Newsroom().Tagline}, nil
}

func aSection(ctx context.Context, e *edition.Edition, slug string) (subject, error) {
	s, err := e.SectionBySlug(ctx, slug)
	return subject{s.ID, s.Path(), s.Name, s.Description}, err
}

func aTopic(ctx context.Context, e *edition.Edition, slug string) (subject, error) {
	t, err := e.TopicBySlug(ctx, slug)
	return subject{t.ID, t.Path(), t.Name, t.Description}, err
}

func aContributor(ctx context.Context, e *edition.Edition, slug string) (subject, error) {
	c, _, err := e.ContributorBySlug(ctx, slug)
	return subject{c.ID, c.Path(), c.Name, c.Role}, err
}

// format is a way to write a feed.
type format struct {
	file        string
	contentType string
	write       func(channel) ([]byte, error)
}

var (
	rssFormat  = format{"/feed.rss", rssType + charset, channel.rss}
	atomFormat = format{"/feed.atom", atomType + charset, channel.atom}
)

// feed is the route of the feeds of what find finds under a path ("" for the whole site).
func (f *Feeds) feed(path string, form format, find finder) route {
	return route{path + form.file, form.contentType, func(ctx context.Context, e *edition.Edition, part string) ([]byte, error) {
		s, err := find(ctx, e, part)
		if err != nil {
			return nil, err
		}
		c, err := f.channel(ctx, e, s)
		if err != nil {
			return nil, err
		}
		c.self = f.site.url(strings.TrimSuffix(s.path, "/") + form.file)
		return form.write(c)
	}}
}

// Sections returns a handler of addresses of two parts: it answers the feeds of sections ("/world/feed.rss") and leaves
// the rest, and the feeds of what is no section, to next. They cannot be routes of their own, since http.ServeMux refuses "/{section}/feed.rss" beside
// "/media/{file}".
func (f *Feeds) Sections(next web.Handler) web.Handler {
	routes := []route{f.feed("", rssFormat, aSection), f.feed("", atomFormat, aSection)}
	return func(w http.ResponseWriter, r *http.Request) error {
		for _, route := range routes {
			slug, ok := strings.CutSuffix(r.URL.Path, route.pattern)
			if slug = strings.TrimPrefix(slug, "/"); ok && slug != "" && !strings.Contains(slug, "/") {
				if err := f.serve(w, r, route, slug); !errs.Is(err, errs.NotFound) {
					return err
				}
			}
		}
		return next(w, r)
	}
}

func (f *Feeds) channel(ctx context.Context, e *edition.Edition, s subject) (channel, error) {
	stories, err := e.Newest(ctx, s.list, edition.FeedLength)
	if err != nil {
		return channel{}, err
	}
	n := e.Newsroom()
	c := channel{
		title: n.Name, description: s.description, page: f.site.url(s.path), home: f.site.url("/"), icon: f.site.url(iconPath),
		publisher: n.Name, language: n.Language, moment: e.Moment(),
	}
	if s.name != "" {
		c.title = s.name + " – " + n.Name
	}
	if c.description == "" {
		c.description = c.title // neither format's readers do without one
	}
	words := f.words(n.Language)
	for _, a := range stories {
		told := f.site.entry(a, words)
		if told.updated.After(c.updated) {
			c.updated = told.updated
		}
		c.entries = append(c.entries, told)
	}
	return c, nil
}
