package api

import (
	"context"
	"net/url"
	"strings"

	"masthead/internal/doc"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

// maxFound bounds what the picker of links offers.
const maxFound = 10

func (a *API) searchStories(c *call, in *searchInput) (*answer[List[StoryLink]], error) {
	var out *answer[List[StoryLink]]
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		listed, err := story.List(ctx, tx, c.actor, story.Filter{Query: in.Q}, story.ByUpdated, "", maxFound)
		if err != nil {
			return err
		}
		sections, err := sectionsByID(ctx, tx)
		found := make([]StoryLink, len(listed.Stories))
		for i, w := range listed.Stories {
			found[i] = linkOf(w, pathOf(w, sections), string(w.Status(tx.Now())))
		}
		out = listOf(found, "", nil)
		return err
	})
}

func linkOf(w story.Working, path, status string) StoryLink {
	return StoryLink{ID: w.Story, Headline: w.Headline, Path: path, Status: status, PublicFrom: moment(w.PublicFrom)}
}

// lookUp says what an address is, from what is known here alone: asking its host would tell the host who is writing what.
func (a *API) lookUp(c *call, in *lookupInput) (*answer[Lookup], error) {
	out := &answer[Lookup]{}
	address := strings.TrimSpace(in.URL)
	if path, ours := a.ownPath(address); ours {
		found, err := a.ownStory(c, path)
		if err != nil || found != nil {
			out.Body = Lookup{Kind: "story", Story: found}
			return out, err
		}
	}
	if e := doc.EmbedOf(address); e != nil {
		out.Body = Lookup{Kind: "embed", Provider: e.Provider, URL: e.URL, Title: e.ProviderName()}
		return out, nil
	}
	clean, ok := doc.CleanAddress(address)
	if !ok {
		return nil, invalid("query.url", "This is not an address that a story can link to.")
	}
	out.Body = Lookup{Kind: "link", URL: clean}
	return out, nil
}

// ownPath returns the path of an address of this site.
func (a *API) ownPath(address string) (path string, ours bool) {
	u, err := url.Parse(address)
	if err != nil {
		return "", false
	}
	base, err := url.Parse(a.o.BaseURL)
	if err != nil || u.Host != "" && !strings.EqualFold(u.Host, base.Host) {
		return "", false
	}
	return u.EscapedPath(), strings.HasPrefix(u.Path, "/")
}

// ownStory finds the story that a path leads to: its page, its view at the desk, or an address that it once had.
func (a *API) ownStory(c *call, path string) (*StoryLink, error) {
	var found *StoryLink
	return found, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		i, err := storyAt(ctx, tx, path)
		if err != nil || i == 0 {
			return err
		}
		w, err := story.Get(ctx, tx, c.actor, i)
		if errs.Is(err, errs.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		sections, err := sectionsByID(ctx, tx)
		link := linkOf(w, pathOf(w, sections), string(w.Status(tx.Now())))
		found = &link
		return err
	})
}

func storyAt(ctx context.Context, tx *store.Tx, path string) (id.ID, error) {
	path = strings.TrimSuffix(path, "/")
	if at, ok := strings.CutPrefix(path, "/desk/stories/"); ok {
		at, _, _ = strings.Cut(at, "/")
		i, err := id.Parse(at)
		if err != nil {
			return 0, nil
		}
		return i, nil
	}
	if i, ok := story.FromPath(path); ok {
		return i, nil
	}
	for _, p := range []string{path, path + "/"} {
		noun, target, ok, err := topic.Lookup(ctx, tx, p)
		if err != nil || ok && noun == topic.StoryNoun {
			return target, err
		}
	}
	return 0, nil
}
