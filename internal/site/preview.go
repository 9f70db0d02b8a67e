package site

import (
	"net/http"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/story"
	"masthead/internal/web"
)

// reader reads drafts for those who have a link to them.
var reader = account.System("preview")

// deskPreview shows the draft of a story to those who may see the desk.
func (s *Site) deskPreview(w http.ResponseWriter, r *http.Request) error {
	missing := errs.New(errs.NotFound, "There is no such story.")
	if s.options.Actor == nil {
		return missing
	}
	hide(w.Header())
	actor, err := s.options.Actor(r)
	if err != nil {
		return err
	}
	if err := actor.May(account.UseDesk); err != nil {
		return err
	}
	i, err := id.Parse(r.PathValue("story"))
	if err != nil {
		return missing
	}
	var at time.Time
	if text := r.URL.Query().Get("at"); text != "" {
		if at, err = time.Parse(time.RFC3339, text); err != nil || at.IsZero() {
			return errs.New(errs.Invalid, "%q is not a moment such as 2026-03-14T18:00:00Z.", shorten(text, 40))
		}
	}
	return s.preview(w, r, actor, i, at, true)
}

// maxShared is how many shared previews are rendered at once. No page cache stands before them, and whoever has a link may
// ask as often as he likes.
const maxShared = 2

// sharedPreview shows the draft of a story to whoever has the link, beside the site as it stands.
func (s *Site) sharedPreview(w http.ResponseWriter, r *http.Request) error {
	hide(w.Header())
	if err := s.shared.Acquire(r.Context(), 1); err != nil {
		return err
	}
	defer s.shared.Release(1)
	tx, err := s.options.Press.DB.Snapshot(r.Context())
	if err != nil {
		return err
	}
	p, err := story.PreviewByToken(r.Context(), tx, r.PathValue("token"))
	tx.Close()
	if err != nil {
		return err
	}
	return s.preview(w, r, reader, p.Story, p.At, false)
}

// hide keeps an answer, whatever it becomes, from being stored, found, or told to another site by the links in it.
func hide(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", pagePolicy+"frame-ancestors 'self'")
}

func (s *Site) preview(w http.ResponseWriter, r *http.Request, actor account.Actor, i id.ID, at time.Time, framed bool) error {
	beside := at
	if !framed {
		beside = time.Time{} // who has but a link sees this story of what is to come, and no other
	}
	e, err := s.options.Press.OpenAt(r.Context(), beside)
	if err != nil {
		return err
	}
	defer e.Close()
	d, err := e.Draft(r.Context(), actor, i)
	if err == nil {
		err = e.Preview(r.Context(), i, d, at)
	}
	if err != nil {
		return err
	}
	body, _, _, err := s.set(r.Context(), s.themes.theme(), e, func(c *composer) (draft, error) {
		mark := &Preview{Text: c.frame.Words.Preview, Framed: framed}
		if !at.IsZero() {
			mark.When = c.locale.momentOf(at.In(e.Moment().Location())).Text
		}
		return c.preview(i, mark)
	})
	if err != nil {
		return err
	}
	answer := web.NewContent("text/html; charset=utf-8", body)
	answer.CacheControl = "no-store"
	answer.ServeHTTP(w, r)
	return nil
}

// preview builds the page that the draft of a story would be.
func (c *composer) preview(i id.ID, mark *Preview) (draft, error) {
	a, err := c.e.Article(c.ctx, i)
	if err != nil {
		return draft{}, err
	}
	a.Headline = firstOf(a.Headline, c.frame.Words.Untitled)
	if a.Kind == story.Page {
		p, err := c.plainPage(a)
		p.Base = previewed(p.Base, mark)
		return draft{template: "page", model: p}, err
	}
	if a.Section.ID == 0 {
		a.Path = "/" // it has no address yet
	}
	p, err := c.articlePage(a)
	p.Base = previewed(p.Base, mark)
	if a.Section.ID == 0 {
		p.Section, p.Trail = Link{}, nil
	}
	return draft{template: "article", model: p}, err
}

// previewed takes from a page's frame what tells others of the page.
func previewed(b Base, mark *Preview) Base {
	b.Preview, b.Hidden, b.Canonical, b.Structured = mark, true, "", nil
	return b
}
