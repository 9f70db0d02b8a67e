package edition

import (
	"cmp"
	"context"
	"slices"
	"time"

	"masthead/internal/errs"
	"masthead/internal/front"
	"masthead/internal/id"
	"masthead/internal/story"
)

// Place is the kind of place at which a story appears.
type Place string

// The kinds of places.
const (
	OnPage    Place = "page"    // its own
	OnFront   Place = "front"   // a rail of the home page, or of a section's, topic's or contributor's
	OnRail    Place = "rail"    // a rail beside another story
	OnList    Place = "list"    // a list of all stories, newest first
	InFeed    Place = "feed"    // RSS, and Atom beside it
	InSitemap Place = "sitemap" // what search engines read
)

// Appearance is a place on the site where a story is to be seen.
type Appearance struct {
	Kind  Place
	Title string // of the page, with that of the rail: 'Home: Just in'
	Path  string
	Since time.Time
	Until time.Time // zero where no end is known
}

// FeedLength is how many stories a feed has, and NewsAge how long a news sitemap names one.
const (
	FeedLength = 30
	NewsAge    = 48 * time.Hour
)

// maxFronts bounds of how many topics and contributors of a story the pages are looked through.
const maxFronts = 8

// Appearances returns where a story is to be seen at the edition's moment and since when; nothing where it is not public.
// Since when a rail has shown it is known as far as the newsroom decided: when it was picked, or came into the list that
// the rail fills itself from.
func (e *Edition) Appearances(ctx context.Context, i id.ID) ([]Appearance, error) {
	a, err := e.Article(ctx, i)
	if errs.Is(err, errs.NotFound) || errs.Is(err, errs.Gone) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	s := sighting{e: e, article: a, standing: map[id.ID]story.Standing{}}
	lists, err := story.ListsOf(ctx, e.tx, e.at.Time, i)
	if err != nil {
		return nil, err
	}
	for _, l := range lists {
		s.standing[l.List] = l
	}
	own := story.Everything
	if a.Kind == story.Page {
		own = story.Pages
	}
	s.add(OnPage, a.Title(), a.Path, s.standing[own])
	if a.Kind == story.Page {
		s.add(InSitemap, "Pages", "/sitemap/pages.xml", s.standing[own])
		return s.found, nil
	}
	for _, step := range []func(context.Context) error{s.fronts, s.beside, s.lists, s.feeds} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	s.sitemaps()
	return s.found, nil
}

// sighting collects where one story is to be seen.
type sighting struct {
	e        *Edition
	article  *Article
	standing map[id.ID]story.Standing
	layout   time.Time // since when the layout stands; zero until it is asked for
	found    []Appearance
}

func (s *sighting) add(kind Place, title, path string, since story.Standing) {
	in := s.e.at.Location()
	a := Appearance{Kind: kind, Title: title, Path: path, Since: since.From.In(in)}
	if !since.Until.IsZero() {
		a.Until = since.Until.In(in)
	}
	s.found = append(s.found, a)
}

// spot is a page that stands for a list, with the page's rails and the list's feeds.
type spot struct {
	title, path string // the path without the slash of the home page
	list        id.ID
	page        Page
}

// spots returns the home page, and those of all that the story is filed under.
func (s *sighting) spots() []spot {
	a := s.article
	all := []spot{
		{"Home", "", story.Everything, Page{Kind: front.Home}},
		{a.Section.Name, a.Section.Path(), a.Section.ID, Page{Kind: front.Section, Section: a.Section}},
	}
	for _, t := range a.Topics[:min(len(a.Topics), maxFronts)] {
		all = append(all, spot{t.Name, t.Path(), t.ID, Page{Kind: front.Topic, Topic: t}})
	}
	for _, c := range a.Byline[:min(len(a.Byline), maxFronts)] {
		all = append(all, spot{c.Name, c.Path(), c.ID, Page{Kind: front.Contributor, Contributor: c}})
	}
	return all
}

// fronts looks through the rails of the spots.
func (s *sighting) fronts(ctx context.Context) error {
	for _, p := range s.spots() {
		if err := s.rail(ctx, OnFront, p.title, cmp.Or(p.path, "/"), p.page); err != nil {
			return err
		}
	}
	return nil
}

// beside looks at the page of the newest other story.
func (s *sighting) beside(ctx context.Context) error {
	newest, err := s.e.Newest(ctx, story.Everything, 2)
	if err != nil {
		return err
	}
	for _, other := range newest {
		if other.Story != s.article.Story {
			return s.rail(ctx, OnRail, "Beside other stories", other.Path,
				Page{Kind: front.Article, Section: other.Section, Topics: other.Topics, Shown: []id.ID{other.Story}})
		}
	}
	return nil
}

// rail adds the rail of a page that shows the story; no page shows it twice.
func (s *sighting) rail(ctx context.Context, kind Place, title, path string, p Page) error {
	planned, chosen, _, err := s.e.choose(ctx, p)
	if err != nil {
		return err
	}
	for k, r := range planned {
		if !slices.Contains(chosen[k], s.article.Story) {
			continue
		}
		if r.title != "" && r.title != title {
			title += ": " + r.title
		}
		since := s.standing[story.Everything]
		if slices.Contains(r.Picks, s.article.Story) {
			if s.layout.IsZero() {
				if s.layout, err = front.Since(ctx, s.e.tx, s.e.settled()); err != nil {
					return err
				}
			}
			since.From = latest(since.From, s.layout)
		} else {
			for _, list := range p.lists(r.Fill) {
				if l, ok := s.standing[list]; ok {
					since = l
				}
			}
		}
		s.add(kind, title, path, since)
		return nil
	}
	return nil
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// lists adds the lists that the story stands in.
func (s *sighting) lists(context.Context) error {
	for _, p := range s.spots() {
		if since, ok := s.standing[p.list]; ok {
			title := p.title
			if p.list == story.Everything {
				title = "Latest"
			}
			s.add(OnList, title, p.path+"/latest", since)
		}
	}
	return nil
}

// feeds adds those of the lists in which the story is among the newest.
func (s *sighting) feeds(ctx context.Context) error {
	for _, p := range s.spots() {
		since, ok := s.standing[p.list]
		if !ok {
			continue
		}
		newest, err := s.e.older(ctx, p.list, Cursor{}, FeedLength)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(newest, func(c Cursor) bool { return c.Story == s.article.Story }) {
			title := p.title
			if p.list == story.Everything {
				title = "All stories"
			}
			s.add(InFeed, title, p.path+"/feed.rss", since)
		}
	}
	return nil
}

// sitemaps adds those that name the story: the month's, and for two days the news'.
func (s *sighting) sitemaps() {
	since := s.standing[story.Everything]
	s.add(InSitemap, s.article.First.Format("January 2006"), "/sitemap/"+s.article.First.Format("2006-01")+".xml", since)
	if end := s.article.First.Add(NewsAge); end.After(s.e.at.Time) {
		if since.Until.IsZero() || end.Before(since.Until) {
			since.Until = end
		}
		s.add(InSitemap, "News", "/sitemap/news.xml", since)
	}
}
