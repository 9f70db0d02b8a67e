package feed

import (
	"context"
	"encoding/xml"
	"strings"
	"time"

	"golang.org/x/text/language"

	"masthead/internal/contributor"
	"masthead/internal/edition"
	"masthead/internal/errs"
	"masthead/internal/picture"
	"masthead/internal/story"
	"masthead/internal/topic"
)

// The bounds of the sitemaps protocol and of news sitemaps.
const (
	maxSitemap = 50000
	maxNews    = 1000
)

// The elements of sitemaps (sitemaps.org 0.9) with those for pictures and news.
type (
	sitemapIndex struct {
		XMLName   xml.Name      `xml:"sitemapindex"`
		Namespace string        `xml:"xmlns,attr"`
		Sitemaps  []sitemapLink `xml:"sitemap"`
	}
	sitemapLink struct {
		Loc text `xml:"loc"`
	}
	urlset struct {
		XMLName   xml.Name `xml:"urlset"`
		Namespace string   `xml:"xmlns,attr"`
		Image     string   `xml:"xmlns:image,attr,omitempty"`
		News      string   `xml:"xmlns:news,attr,omitempty"`
		URLs      []urlTag `xml:"url"`
	}
	urlTag struct {
		Loc     text      `xml:"loc"`
		LastMod text      `xml:"lastmod,omitempty"`
		News    *newsTag  `xml:"news:news"`
		Image   *imageTag `xml:"image:image"`
	}
	imageTag struct {
		Loc text `xml:"image:loc"`
	}
	newsTag struct {
		Publication publicationTag `xml:"news:publication"`
		Date        text           `xml:"news:publication_date"`
		Title       text           `xml:"news:title"`
	}
	publicationTag struct {
		Name     text `xml:"news:name"`
		Language text `xml:"news:language"`
	}
)

const (
	sitemapNamespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
	imageNamespace   = "http://www.google.com/schemas/sitemap-image/1.1"
	newsNamespace    = "http://www.google.com/schemas/sitemap-news/0.9"
)

// sitemapIndex names the sitemap of pages, that of the news, and one for each month.
func (f *Feeds) sitemapIndex(ctx context.Context, e *edition.Edition, _ string) ([]byte, error) {
	months, err := e.Months(ctx)
	if err != nil {
		return nil, err
	}
	index := sitemapIndex{Namespace: sitemapNamespace}
	add := func(name string) {
		index.Sitemaps = append(index.Sitemaps, sitemapLink{text(f.site.url("/sitemap/" + name + ".xml"))})
	}
	add("pages")
	add("news")
	for _, m := range months[:min(len(months), maxSitemap-len(index.Sitemaps))] {
		add(m.Start.Format(monthForm))
	}
	return encodeXML(index)
}

const monthForm = "2006-01"

// monthSitemap names the articles first published in a month of the newsroom's time zone, the newest of them where they
// are more than a sitemap may hold.
func (f *Feeds) monthSitemap(ctx context.Context, e *edition.Edition, file string) ([]byte, error) {
	missing := errs.New(errs.NotFound, "There is no such sitemap.")
	name, ok := strings.CutSuffix(file, ".xml")
	start, err := time.ParseInLocation(monthForm, name, e.Moment().Location())
	if !ok || err != nil {
		return nil, missing
	}
	cards, err := e.Between(ctx, start, start.AddDate(0, 1, 0), maxSitemap)
	if err != nil {
		return nil, err
	}
	if len(cards) == 0 {
		return nil, missing
	}
	set := urlset{Namespace: sitemapNamespace, Image: imageNamespace, URLs: make([]urlTag, len(cards))}
	for i, c := range cards {
		set.URLs[i] = f.site.urlTag(c)
	}
	return encodeXML(set)
}

func (s site) urlTag(c edition.Card) urlTag {
	u := urlTag{Loc: text(s.url(c.Path)), LastMod: machineTime(c.Changed)}
	if c.Picture != nil {
		widths := picture.Widths(*c.Picture)
		u.Image = &imageTag{text(s.url(picture.Path(*c.Picture, widths[len(widths)-1])))}
	}
	return u
}

func machineTime(t time.Time) text { return text(t.UTC().Format(time.RFC3339)) }

// newsSitemap names the articles of the last two days. It is made anew when the oldest of them is older than that.
func (f *Feeds) newsSitemap(ctx context.Context, e *edition.Edition, _ string) ([]byte, error) {
	now := e.Moment()
	cards, err := e.Between(ctx, now.Add(-edition.NewsAge), now.Add(time.Millisecond), maxNews)
	if err != nil {
		return nil, err
	}
	if len(cards) == 0 {
		// A sitemap without an address is not valid.
		return encodeXML(urlset{Namespace: sitemapNamespace, URLs: []urlTag{{Loc: text(f.site.url("/"))}}})
	}
	e.StaleAt(cards[len(cards)-1].First.Add(edition.NewsAge + time.Millisecond))
	n := e.Newsroom()
	set := urlset{Namespace: sitemapNamespace, News: newsNamespace}
	for _, c := range cards {
		set.URLs = append(set.URLs, urlTag{Loc: text(f.site.url(c.Path)), LastMod: machineTime(c.Changed), News: &newsTag{
			Publication: publicationTag{text(n.Name), newsLanguage(firstOf(c.Language, n.Language))},
			Date:        machineTime(c.First), Title: text(c.Headline),
		}})
	}
	return encodeXML(set)
}

// newsLanguage is a language as news sitemaps write it: its ISO 639 code, but Chinese by its script.
func newsLanguage(tag string) text {
	parsed, err := language.Parse(tag)
	if err != nil {
		return "en"
	}
	base, _ := parsed.Base()
	if base.String() != "zh" {
		return text(base.String())
	}
	if script, _ := parsed.Script(); script.String() == "Hant" {
		return "zh-tw"
	}
	return "zh-cn"
}

// batch is how many topics or contributors are read at a time.
const batch = 1000

// pagesSitemap names the pages that are no articles: home, plain pages, sections, topics, contributors.
func (f *Feeds) pagesSitemap(ctx context.Context, e *edition.Edition, _ string) ([]byte, error) {
	paths := []string{"/", "/topics"}
	pages, err := e.Listing(ctx, story.Pages, nil, nil, batch)
	if err != nil {
		return nil, err
	}
	for _, c := range pages.Cards {
		paths = append(paths, c.Path)
	}
	sections, err := e.Sections(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range sections {
		paths = append(paths, s.Path())
	}
	for after := (topic.Topic{}); len(paths) < maxSitemap; {
		topics, err := e.Topics(ctx, after, batch)
		if err != nil {
			return nil, err
		}
		if len(topics) == 0 {
			break
		}
		for _, t := range topics {
			paths = append(paths, t.Path())
		}
		after = topics[len(topics)-1]
	}
	for after := (contributor.Contributor{}); len(paths) < maxSitemap; {
		people, err := e.Contributors(ctx, after.ID, batch)
		if err != nil {
			return nil, err
		}
		if len(people) == 0 {
			break
		}
		for _, c := range people {
			paths = append(paths, c.Path())
		}
		after = people[len(people)-1]
	}
	set := urlset{Namespace: sitemapNamespace}
	for _, p := range paths[:min(len(paths), maxSitemap)] {
		set.URLs = append(set.URLs, urlTag{Loc: text(f.site.url(p))})
	}
	return encodeXML(set)
}
