package site

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"masthead/internal/edition"
	"masthead/internal/front"
	"masthead/internal/web"
)

// ErrorPage makes the page of a failure: for an address that leads nowhere one with ways on, kept like every other
// page; for all else one that needs no database.
func (s *Site) ErrorPage(r *http.Request, f web.Failure) ([]byte, error) {
	if f.Status == http.StatusNotFound {
		p, err := s.page(r.Context(), "missing", (*composer).missing)
		if err == nil {
			return p.Body(), nil
		}
		if errors.Is(err, context.Canceled) {
			return nil, err
		}
	}
	return s.failure(f)
}

func (c *composer) missing() (draft, error) {
	rails, err := c.rails(edition.Page{Kind: front.Missing})
	if err != nil {
		return draft{}, err
	}
	return draft{template: "missing", model: MissingPage{Base: c.hiddenBase(c.frame.Words.Missing), Rails: rails}, status: http.StatusNotFound}, nil
}

// hiddenBase is what a page begins with that stands for no address.
func (c *composer) hiddenBase(title string) Base {
	b := c.base(title, "", "/")
	b.Canonical, b.Hidden = "", true
	for i := range b.Navigation {
		b.Navigation[i].Current = false
	}
	return b
}

// failure sets a page with what is known of the newsroom from the pages rendered before.
func (s *Site) failure(f web.Failure) ([]byte, error) {
	t := s.themes.theme()
	p := FailurePage{Heading: f.Title, Message: f.Message, Reference: f.RequestID}
	if last := s.last.Load(); last != nil {
		p.Base = *last
	} else {
		p.Base = Base{Site: Newsroom{Name: "Masthead"}, Language: "en-GB", Direction: "ltr", Words: english}
	}
	p.choose(t, p.choices)
	if f.Status >= http.StatusInternalServerError {
		p.Heading, p.Message = p.Words.Failed, p.Words.Apology
	}
	p.Title, p.Hidden = p.Heading+" – "+p.Site.Name, true
	return t.page("failure", p)
}

// shorten cuts text at a word's end.
func shorten(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	cut := strings.ToValidUTF8(text[:limit], "")
	if i := strings.LastIndexByte(cut, ' '); i > limit/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–-") + " …"
}
