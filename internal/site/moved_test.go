package site

import (
	"context"
	"net/http"
	"testing"

	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
)

// What a newsroom renames or merges in its settings is found at every address that it ever had, and so is what stands below.
func TestAddressesOutliveNamesAndMerges(t *testing.T) {
	p := newPaper(t)
	i := p.crane(noon)
	p.Clock.Add(1)
	p.harbour.Name, p.harbour.Slug = "The bay", "bay"
	p.Section(p.harbour)
	p.ferry.Name, p.ferry.Slug = "Skarn ferry", "skarn-ferry"
	p.ferry = p.Topic(p.ferry)
	p.ines.Name, p.ines.Slug = "Ines Brill", "ines-brill"
	p.Contributor(p.ines)
	p.Do(func(ctx context.Context, tx *store.Tx) error {
		return story.MergeTopic(ctx, tx, newstest.Editor, p.ferry.ID, p.tides.ID)
	})
	article := "crane-that-built-the-bay-is-to-be-taken-down-" + i.String()
	for from, to := range map[string]string{
		"/harbour": "/bay", "/harbour/latest": "/bay/latest", "/harbour/feed.rss": "/bay/feed.rss", "/harbour/" + article: "/bay/" + article,
		"/by/ines-okafor": "/by/ines-brill", "/by/ines-okafor/latest": "/by/ines-brill/latest",
		"/topics/ferry-to-skarn": "/topics/spring-tides", "/topics/ferry-to-skarn/latest": "/topics/spring-tides/latest",
		"/topics/ferry-to-skarn/feed.atom": "/topics/spring-tides/feed.atom", "/topics/skarn-ferry": "/topics/spring-tides",
	} {
		w := p.get(from)
		if w.Code != http.StatusMovedPermanently || w.Header().Get("Location") != to {
			t.Errorf("%s: %d to %q, want %q", from, w.Code, w.Header().Get("Location"), to)
		}
	}
	wantText(t, p.read("/bay/"+article, http.StatusOK), ".story-topics li", "Spring tides")
	d := p.read("/topics", http.StatusOK)
	if n := d.Find(`a[href="/topics/skarn-ferry"], a[href="/topics/ferry-to-skarn"]`).Length(); n != 0 {
		t.Errorf("the merged topic stands %d times in the list of topics", n)
	}
}
