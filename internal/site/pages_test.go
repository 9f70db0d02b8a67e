package site

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"masthead/internal/doc"
	"masthead/internal/front"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
)

func ago(d time.Duration) time.Time { return noon.Add(-d) }

func TestArticle(t *testing.T) {
	p := newPaper(t)
	crane := p.crane(ago(3 * time.Hour))
	d := p.read(p.path(crane), 200)
	wantText(t, d, "h1", "Crane that built the bay is to be taken down")
	wantText(t, d, ".story .kicker", "Exclusive")
	wantText(t, d, ".published", "14 March 2026, 09:00")
	wantText(t, d, ".byline", "By Ines Okafor and Tom Brill")
	wantText(t, d, ".standfirst", "The port says that the last steam crane cannot be saved.")
	wantText(t, d, ".story-hero figcaption", "The crane on Friday Picture: Bay Pictures")
	wantText(t, d, ".body p:first-child", "North Quay – The last steam crane in the bay will be dismantled in May.")
	wantText(t, d, ".minutes", "1 min read")
	wantText(t, d, ".trail", "Home Harbour")
	wantText(t, d, ".story-topics a", "Spring tidesFerry to Skarn")
	wantText(t, d, ".author-bio", "Ines has covered the quays for nine years.")
	wantText(t, d, ".updated", "")
	if at, _ := d.Find(".published time").Attr("datetime"); at != "2026-03-14T09:00:00Z" {
		t.Errorf("datetime %q", at)
	}
	if href, _ := d.Find(`.byline a`).First().Attr("href"); href != "/by/ines-okafor" {
		t.Errorf("the byline leads to %q", href)
	}
	if current := text(d.Find(".navigation [aria-current]")); current != "Harbour" {
		t.Errorf("the navigation marks %q", current)
	}
	// The order of the parts is that of a newspaper's page.
	var order []string
	d.Find("h1, .published, .story-hero img, .story-hero figcaption, .byline, .standfirst, .body").Each(func(_ int, s *goquery.Selection) {
		order = append(order, goquery.NodeName(s)+"."+s.AttrOr("class", ""))
	})
	want := []string{"h1.headline headline-short", "p.published", "img.", "figcaption.", "p.byline", "p.standfirst", "div.body"}
	if !slices.Equal(order, want) {
		t.Errorf("the order is %q", order)
	}
}

func TestHeroPicture(t *testing.T) {
	p := newPaper(t)
	img := p.read(p.path(p.crane(ago(time.Hour))), 200).Find(".story-hero img")
	for name, want := range map[string]string{"width": "1600", "height": "900", "alt": "A tall crane over still water", "fetchpriority": "high"} {
		if got, _ := img.Attr(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if _, lazy := img.Attr("loading"); lazy {
		t.Error("the picture that leads the page is loaded late")
	}
	src, _ := img.Attr("src")
	srcset, _ := img.Attr("srcset")
	if !strings.Contains(srcset, src+" 960w") || !strings.HasSuffix(srcset, "-1600.jpg 1600w") || img.AttrOr("sizes", "") == "" {
		t.Errorf("src %q srcset %q sizes %q", src, srcset, img.AttrOr("sizes", ""))
	}
	w := p.get(src)
	if w.Code != 200 || w.Header().Get("Content-Type") != "image/jpeg" || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("GET %s: %d %v", src, w.Code, w.Header())
	}
	if w := p.get(src, "Range", "bytes=0-9"); w.Code != 206 || w.Body.Len() != 10 {
		t.Errorf("a range of a picture: %d, %d bytes", w.Code, w.Body.Len())
	}
	if w := p.get(src, "If-None-Match", w.Header().Get("Etag")); w.Code != 304 {
		t.Errorf("a picture that is known: %d", w.Code)
	}
	for _, path := range []string{"/media/x.jpg", strings.Replace(src, "-960", "-961", 1), "/media/" + strings.Repeat("0", 64) + "-960.jpg"} {
		if w := p.get(path); w.Code != 404 {
			t.Errorf("GET %s: %d", path, w.Code)
		}
	}
}

func TestCorrectedArticle(t *testing.T) {
	p := newPaper(t)
	crane := p.crane(ago(48 * time.Hour))
	p.Do(func(ctx context.Context, tx *store.Tx) error {
		if err := story.Correct(ctx, tx, newstest.Editor, crane, ago(24*time.Hour), "The crane is 40 metres high, not 400."); err != nil {
			return err
		}
		return story.Correct(ctx, tx, newstest.Editor, crane, ago(time.Hour), "It was built in 1921.")
	})
	p.Update(crane, story.Draft{Headline: "Crane that built the bay is gone", Section: p.harbour.ID}, story.Publication{})
	d := p.read(p.path(crane), 200)
	wantText(t, d, ".updated", "Updated 14 March 2026, 12:00")
	wantText(t, d, ".corrected a", "Corrected 14 March 2026")
	wantText(t, d, "#corrections p:first-of-type", "14 March 2026 It was built in 1921.")
	if n := d.Find("#corrections p").Length(); n != 2 {
		t.Errorf("%d notes", n)
	}
}

func TestArticleBlocks(t *testing.T) {
	p := newPaper(t)
	other := p.crane(ago(30 * time.Hour))
	p.layout(front.Layout{Pages: map[front.Kind][]front.Rail{front.Article: nil}})
	bare := p.Publish(story.Draft{Headline: "Bare", Section: p.sport.ID, Language: "de", Body: doc.Document{Blocks: []doc.Block{
		&doc.ReadMore{Story: other.String(), Title: "old title"},
		&doc.Heading{Level: 2, Text: doc.Plain("Why")},
		hero(p.photo, "A quay in rain", "The quay", "Bay Pictures"),
		&doc.Picture{Picture: "0123456789abc", Alt: "lost"},
	}}}, ago(time.Hour))
	d := p.read(p.path(bare), 200)
	wantText(t, d, ".read-more", "Read more: Crane that built the bay is to be taken down")
	if href, _ := d.Find(".read-more a").Attr("href"); href != p.path(other) {
		t.Errorf("read more leads to %q", href)
	}
	img := d.Find(".body .picture img")
	if img.Length() != 1 || img.AttrOr("alt", "") != "A quay in rain" || img.AttrOr("loading", "") != "lazy" {
		t.Errorf("the body has %d pictures: %q", img.Length(), img.AttrOr("alt", ""))
	}
	for _, none := range []string{".story-hero", ".kicker", ".byline", ".standfirst", ".rail", ".story-topics", "#corrections"} {
		if d.Find(none).Length() != 0 {
			t.Errorf("there is a %s", none)
		}
	}
	if lang, _ := d.Find("article").Attr("lang"); lang != "de" || d.Find("html").AttrOr("lang", "") != "en-GB" {
		t.Errorf("the story's language is %q on a page in %q", lang, d.Find("html").AttrOr("lang", ""))
	}
}

func TestRails(t *testing.T) {
	p := newPaper(t)
	crane := p.crane(ago(17*24*time.Hour + time.Hour))
	for i := range 12 {
		p.Publish(story.Draft{Headline: "Story " + string(rune('A'+i)), Section: p.sport.ID, Kicker: map[bool]string{true: "Live"}[i == 0]}, ago(time.Duration(i+1)*time.Hour))
	}
	p.layout(front.Layout{Pages: map[front.Kind][]front.Rail{front.Article: {
		{Title: "Latest Sport", Show: front.Grid, Fill: front.Fill{From: front.FromSection, ID: p.sport.ID}, Cards: 6},
		{Title: "Latest News", Show: front.Column, Fill: front.Fill{From: front.Newest}, Cards: 5, Age: true},
		{Title: "Again", Show: front.Brief, Picks: []id.ID{crane}, Fill: front.Fill{From: front.Newest}, Cards: 20},
		{Title: "More Topics", Show: front.Labels, Topics: []id.ID{p.ferry.ID, p.tides.ID}},
	}}})
	story := p.Publish(story.Draft{Headline: "The story itself", Section: p.harbour.ID}, ago(time.Minute))
	d := p.read(p.path(story), 200)
	var hrefs []string
	d.Find(".card-headline a").Each(func(_ int, s *goquery.Selection) { hrefs = append(hrefs, s.AttrOr("href", "")) })
	slices.Sort(hrefs)
	if len(hrefs) != 13 || len(slices.Compact(slices.Clone(hrefs))) != 13 || slices.Contains(hrefs, p.path(story)) {
		t.Errorf("the rails show %q", hrefs)
	}
	first := d.Find(".rail").First()
	wantText(t, d, "#rail-1", "Latest Sport")
	if id, _ := first.Attr("aria-labelledby"); id != "rail-1" {
		t.Errorf("the first rail is called by %q", id)
	}
	if got := text(first.Find(".more")); got != "See more Latest Sport" || first.Find(".more").AttrOr("href", "") != "/sport/latest" {
		t.Errorf("more: %q", got)
	}
	if first.Find(".age").Length() != 0 || text(first.Find(".kicker.live")) != "Live" {
		t.Error("the first rail shows ages, or not what is live")
	}
	wantText(t, d, ".rail:nth-of-type(2) .card:first-child .age", "7 hours ago")
	wantText(t, d, ".rail-topics a:not(.more)", "Ferry to SkarnSpring tides")
	if href, _ := d.Find(".rail-topics .more").Attr("href"); href != "/topics" {
		t.Errorf("more topics at %q", href)
	}
}

func TestHome(t *testing.T) {
	p := newPaper(t)
	p.crane(ago(3 * time.Hour))
	p.PublishAs(id.New(noon), story.Page, story.Draft{Headline: "About us", Slug: "about"}, ago(time.Hour))
	d := p.read("/", 200)
	wantText(t, d, "h1", "The Kestrel Bay Post")
	wantText(t, d, "title", "The Kestrel Bay Post")
	wantText(t, d, ".masthead-date", "Saturday 14 March 2026")
	wantText(t, d, ".navigation", "Harbour Sport")
	wantText(t, d, ".rail .card-headline", "Bay’s old crane to go")
	wantText(t, d, `.footer a[href="/about"]`, "About us")
	if d.Find(".rail h2").Length() == 0 || !d.Find(".rail-head").First().HasClass("hidden") {
		t.Error("a rail without a title has no heading for those who do not see the page")
	}
	if d.Find(".card img").AttrOr("fetchpriority", "") != "high" {
		t.Error("the leading picture is not loaded first")
	}
	colours, _ := d.Find(`link[href^="/assets/colours/"]`).Attr("href")
	if colours != "/assets/colours/0a5c8a-8a2a0a.css" {
		t.Errorf("colours at %q", colours)
	}
	if sheet := p.get(colours); sheet.Code != 200 || !strings.Contains(sheet.Body.String(), ".colour-0a5c8a{--section:#0a5c8a}") {
		t.Errorf("%d %s", sheet.Code, sheet.Body)
	}
}

func TestEmptySite(t *testing.T) {
	p := openPaper(t, newstest.NewDesk(t, newstest.SQLiteAddress(t), noon))
	for _, path := range []string{"/", "/latest", "/topics"} {
		wantText(t, p.read(path, 200), ".nothing", "There are no stories here yet.")
	}
	if d := p.read("/", 200); d.Find(".navigation").Length() != 0 {
		t.Error("there is a navigation without sections")
	}
}

func TestFronts(t *testing.T) {
	p := newPaper(t)
	crane := p.path(p.crane(ago(3 * time.Hour)))
	for _, test := range []struct{ path, heading, description, latest string }{
		{"/harbour", "Harbour", "Ships, quays and the people who work them.", "/harbour/latest"},
		{"/topics/ferry-to-skarn", "Ferry to Skarn", "The crossing and its quarrels.", "/topics/ferry-to-skarn/latest"},
		{"/by/ines-okafor", "Ines Okafor", "", "/by/ines-okafor/latest"},
	} {
		d := p.read(test.path, 200)
		wantText(t, d, "h1", test.heading)
		wantText(t, d, ".front-description", test.description)
		wantText(t, d, "title", test.heading+" – The Kestrel Bay Post")
		if href, _ := d.Find(".card-headline a").Attr("href"); href != crane {
			t.Errorf("%s shows %q", test.path, href)
		}
		if href, _ := d.Find(".all a").Attr("href"); href != test.latest {
			t.Errorf("%s leads on to %q", test.path, href)
		}
		if href, _ := d.Find(`link[type="application/rss+xml"]`).Attr("href"); href != test.path+"/feed.rss" {
			t.Errorf("%s has its feed at %q", test.path, href)
		}
		if href, _ := d.Find(`link[rel=canonical]`).Attr("href"); href != "https://post.example"+test.path {
			t.Errorf("%s is canonical at %q", test.path, href)
		}
		wantText(t, p.read(test.latest, 200), ".listed .card-headline", "Bay’s old crane to go")
	}
	d := p.read("/by/ines-okafor", 200)
	wantText(t, d, ".person-role", "Harbour correspondent")
	wantText(t, d, ".person-bio", "Ines has covered the quays for nine years.")
}

func TestPlainPage(t *testing.T) {
	p := newPaper(t)
	p.PublishAs(id.New(noon), story.Page, story.Draft{Headline: "About us", Slug: "about", Standfirst: "Who we are.",
		Body: newstest.Paragraphs("We are the Post.")}, ago(time.Hour))
	d := p.read("/about", 200)
	wantText(t, d, "h1", "About us")
	wantText(t, d, ".standfirst", "Who we are.")
	wantText(t, d, ".body", "We are the Post.")
	if d.Find(".published, .byline").Length() != 0 {
		t.Error("a plain page has a time or a byline")
	}
}

func TestTopics(t *testing.T) {
	p := newPaper(t)
	d := p.read("/topics", 200)
	wantText(t, d, "h1", "Topics")
	wantText(t, d, ".letter h2", "FS")
	if href, _ := d.Find(".letter a").First().Attr("href"); href != "/topics/ferry-to-skarn" {
		t.Errorf("the first topic is at %q", href)
	}
	wantText(t, p.read("/topics?after=ferry-to-skarn", 200), ".letter h2", "S")
}

// TestList walks through a list to its end and back, and meets every story once each way.
func TestList(t *testing.T) {
	p := newPaper(t)
	const stories = 2*pageSize + 5
	for i := range stories {
		p.Publish(story.Draft{Headline: "Story", Section: p.sport.ID}, ago(time.Duration(i)*time.Hour+time.Minute))
	}
	walk := func(path, rel string) (found []string, last string) {
		for path != "" {
			d := p.read(path, 200)
			if c := d.Find("link[rel=canonical]").AttrOr("href", ""); c != "https://post.example"+path {
				t.Errorf("%s is canonical at %s", path, c)
			}
			d.Find(".listed .card-headline a").Each(func(_ int, s *goquery.Selection) { found = append(found, s.AttrOr("href", "")) })
			last, path = path, d.Find(".pages a[rel="+rel+"]").AttrOr("href", "")
			if head := d.Find("link[rel="+rel+"]").AttrOr("href", ""); head != path {
				t.Errorf("the head says %q, the page %q", head, path)
			}
		}
		return found, last
	}
	down, last := walk("/sport/latest", "next")
	if len(down) != stories || len(slices.Compact(slices.Sorted(slices.Values(down)))) != stories {
		t.Errorf("going down shows %d stories", len(down))
	}
	up, _ := walk(last, "prev")
	if len(up) != stories || len(slices.Compact(slices.Sorted(slices.Values(up)))) != stories {
		t.Errorf("going up shows %d stories", len(up))
	}
	d := p.read("/sport/latest", 200)
	wantText(t, d, "h1", "Sport Latest")
	wantText(t, d, ".day:first-of-type h2", "Saturday 14 March 2026")
	if first := d.Find(".listed-time").First(); text(first) != "11:59" {
		t.Errorf("the first story is of %q", text(first))
	}
	for _, path := range []string{"/sport/latest?older=rubbish", "/sport/latest?older=0.0000000000001", "/latest?newer=zzzzzzzz.0000000000001"} {
		if w := p.get(path); w.Code != 404 {
			t.Errorf("GET %s: %d", path, w.Code)
		}
	}
}

func TestStructuredData(t *testing.T) {
	p := newPaper(t)
	crane := p.crane(ago(3 * time.Hour))
	p.Do(func(ctx context.Context, tx *store.Tx) error {
		return story.Correct(ctx, tx, newstest.Editor, crane, ago(time.Hour), "A </script> note.")
	})
	d := p.read(p.path(crane), 200)
	type author struct{ Name, URL string }
	var data struct {
		Graph []struct {
			Type                                              string `json:"@type"`
			Headline, DatePublished, ArticleSection, Dateline string
			Author                                            []author
			Keywords                                          []string
			IsAccessibleForFree                               bool
			Image                                             []struct{ Width, Height int }
			Correction                                        []struct{ Text string }
			Publisher                                         struct{ Name string }
			ItemListElement                                   []struct {
				Position   int
				Name, Item string
			}
		} `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(d.Find(`script[type="application/ld+json"]`).Text()), &data); err != nil {
		t.Fatal(err)
	}
	a := data.Graph[0]
	if a.Type != "NewsArticle" || a.Headline != "Crane that built the bay is to be taken down" || a.DatePublished != "2026-03-14T09:00:00Z" ||
		a.ArticleSection != "Harbour" || a.Dateline != "North Quay" || !a.IsAccessibleForFree || a.Publisher.Name != "The Kestrel Bay Post" ||
		!slices.Equal(a.Author, []author{{"Ines Okafor", "https://post.example/by/ines-okafor"}, {"Tom Brill", "https://post.example/by/tom-brill"}}) ||
		!slices.Equal(a.Keywords, []string{"Spring tides", "Ferry to Skarn"}) || len(a.Image) != 1 || a.Image[0].Width != 1280 || a.Image[0].Height != 720 ||
		len(a.Correction) != 1 || a.Correction[0].Text != "A </script> note." {
		t.Errorf("the article's data: %+v", a)
	}
	trail := data.Graph[1]
	if trail.Type != "BreadcrumbList" || len(trail.ItemListElement) != 3 || trail.ItemListElement[1].Name != "Harbour" ||
		trail.ItemListElement[2].Item != "https://post.example"+p.path(crane) {
		t.Errorf("the way to it: %+v", trail)
	}
	for property, want := range map[string]string{
		"og:type": "article", "og:url": "https://post.example" + p.path(crane), "og:title": a.Headline, "og:site_name": "The Kestrel Bay Post",
		"og:image:width": "1280", "article:published_time": "2026-03-14T09:00:00Z", "article:section": "Harbour", "og:image:alt": "A tall crane over still water",
	} {
		if got := d.Find(`meta[property="`+property+`"]`).First().AttrOr("content", ""); got != want {
			t.Errorf("%s is %q, want %q", property, got, want)
		}
	}
	if got := d.Find(`meta[name="twitter:card"]`).AttrOr("content", ""); got != "summary_large_image" {
		t.Errorf("twitter:card is %q", got)
	}
	// A front is shared with the first of its pictures, in its true size.
	home := p.read("/", 200)
	if got := home.Find(`meta[property="og:image:width"]`).AttrOr("content", ""); got != "1280" {
		t.Errorf("og:image:width of the front is %q", got)
	}
}
