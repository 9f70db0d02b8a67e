package site

import (
	"context"
	"fmt"
	"testing"
	"time"

	"masthead/internal/front"
	"masthead/internal/story"
)

// BenchmarkArticle makes the page of an article that is not in the cache.
func BenchmarkArticle(b *testing.B) {
	p := newPaper(b)
	for i := range 60 {
		p.Publish(story.Draft{Headline: fmt.Sprintf("Story %d of the day, with a headline of some length", i), Section: p.sport.ID,
			Hero: hero(p.photo, "A quay", "The quay", "Bay Pictures")}, ago(time.Duration(i+1)*time.Hour))
	}
	p.layout(front.Layout{Pages: map[front.Kind][]front.Rail{front.Article: {
		{Title: "Latest Sport", Show: front.Grid, Fill: front.Fill{From: front.FromSection, ID: p.sport.ID}, Cards: 16},
		{Title: "Latest", Show: front.Grid, Fill: front.Fill{From: front.Newest}, Cards: 8, Age: true},
	}}})
	crane := p.crane(ago(time.Hour))
	path := p.path(crane)
	theme := p.site.themes.theme()
	b.ReportAllocs()
	for b.Loop() {
		_, err := p.site.render(context.Background(), theme, func(c *composer) (draft, error) { return c.article(crane, path) })
		if err != nil {
			b.Fatal(err)
		}
	}
}
