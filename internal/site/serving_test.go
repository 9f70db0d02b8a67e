package site

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"masthead/internal/errs"
	"masthead/internal/front"
	"masthead/internal/id"
	"masthead/internal/newsroom"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

func TestRedirects(t *testing.T) {
	p := newPaper(t)
	crane := p.crane(ago(3 * time.Hour))
	path := p.path(crane)
	p.PublishAs(id.New(noon), story.Page, story.Draft{Headline: "About us", Slug: "about"}, ago(time.Hour))
	p.Do(func(ctx context.Context, tx *store.Tx) error {
		for _, old := range []string{"/2026/03/14/old-crane", "/archive/old-crane", "/old-crane", "/?p=12", "/?page_id=14"} {
			if err := topic.SetAddress(ctx, tx, old, topic.StoryNoun, crane); err != nil {
				return err
			}
		}
		return topic.SetAddress(ctx, tx, "/category/quays", topic.SectionNoun, p.harbour.ID)
	})
	harbour := p.harbour
	harbour.Slug = "port"
	p.Section(harbour)
	moved := strings.Replace(path, "/harbour/", "/port/", 1)
	for from, to := range map[string]string{
		path: moved, "/sport/wrong" + path[len(path)-14:]: moved, moved + "/": moved,
		"/2026/03/14/old-crane": moved, "/2026/03/14/old-crane/": moved, "/archive/old-crane": moved, "/old-crane/": moved, "/old-crane": moved,
		"/?p=12": moved, "/?p=12&utm_source=x": moved, "/Old-Crane": moved,
		"/harbour": "/port", "/port/": "/port", "/about/": "/about", "/latest/": "/latest", "/topics/": "/topics", "/PORT": "/port",
		"/?page_id=14": moved, "/harbour/latest": "/port/latest", "/harbour/feed.rss": "/port/feed.rss", "/harbour/feed.atom": "/port/feed.atom",
		"/category/quays/": "/port", "/category/quays/feed/": "/port/feed.rss", "/category/quays/feed/atom/": "/port/feed.atom",
		"/feed": "/feed.rss", "/feed/": "/feed.rss", "/feed/rss2/": "/feed.rss", "/feed/atom/": "/feed.atom",
		"/nowhere/at/all/?x=1": "/nowhere/at/all?x=1",
	} {
		w := p.get(from)
		if got := w.Header().Get("Location"); w.Code != http.StatusMovedPermanently || got != to {
			t.Errorf("GET %s: %d to %q, want %q", from, w.Code, got, to)
		}
	}
	for _, path := range []string{"/nowhere", "/nowhere/at/all", "/?p=13", "/sport/story-" + id.New(noon).String(), "/topics/none", "/by/nobody",
		"/topics/none/latest", "/by/nobody/latest", "/none/latest", "/assets/none.css", "/assets/colours/none.css", "/assets/colours/12345g.css", "/sport/rubbish",
		"/about/feed", "/about/latest", "/2026/03/14/old-crane/feed", "/nowhere/feed", "/port/latest?older=rubbish"} {
		if w := p.get(path); w.Code != http.StatusNotFound {
			t.Errorf("GET %s: %d %s", path, w.Code, w.Header().Get("Location"))
		}
	}
	for _, path := range []string{"/?p=x", "/?older=rubbish", "/port?utm_source=x"} {
		if w := p.get(path); w.Code != http.StatusOK {
			t.Errorf("GET %s: %d", path, w.Code)
		}
	}
}

// A handler beside the site's own: what it does not find may have moved.
func TestOrMoved(t *testing.T) {
	p := newPaper(t)
	ferry := p.Topic(topic.Topic{Name: "Ferry", Slug: "boats"})
	ferry.Slug = "ferry"
	p.Topic(ferry)
	missing, broken := errs.New(errs.NotFound, "no such feed"), errs.New(errs.Unavailable, "the database is away")
	for _, c := range []struct {
		path string
		err  error
		to   string
		want error
	}{
		{"/topics/boats/feed.rss", missing, "/topics/ferry/feed.rss", nil},
		{"/topics/none/feed.rss", missing, "", missing},
		{"/topics/ferry/feed.rss", missing, "", missing},
		{"/topics/boats/feed.rss", broken, "", broken},
		{"/topics/boats/feed.rss", nil, "", nil},
	} {
		w := httptest.NewRecorder()
		got := p.site.OrMoved(func(http.ResponseWriter, *http.Request) error { return c.err })(w, httptest.NewRequest("GET", c.path, nil))
		if to := w.Header().Get("Location"); got != c.want || to != c.to {
			t.Errorf("%s after %v: to %q, %v", c.path, c.err, to, got)
		}
	}
}

func TestMissing(t *testing.T) {
	p := newPaper(t)
	p.crane(ago(3 * time.Hour))
	d := p.read("/nowhere", 404)
	wantText(t, d, "h1", "Page not found")
	wantText(t, d, ".notice .labels", "Home Latest Harbour Sport Topics")
	wantText(t, d, ".rail .card-headline", "Bay’s old crane to go")
	if robots, _ := d.Find(`meta[name=robots]`).Attr("content"); robots != "noindex" || d.Find("link[rel=canonical]").Length() != 0 {
		t.Error("search engines may keep the page")
	}
	if w := p.get("/nowhere", "Accept", "application/json"); !strings.Contains(w.Header().Get("Content-Type"), "problem+json") {
		t.Errorf("a program is told %s", w.Header().Get("Content-Type"))
	}
}

func TestWithdrawn(t *testing.T) {
	p := newPaper(t)
	crane := p.crane(ago(3 * time.Hour))
	path := p.path(crane)
	p.Do(func(ctx context.Context, tx *store.Tx) error {
		return topic.SetAddress(ctx, tx, "/old-crane", topic.StoryNoun, crane)
	})
	p.read(path, 200)
	p.Withdraw(crane, "The document was forged.")
	for _, address := range []string{path, "/old-crane"} {
		d := p.read(address, http.StatusGone)
		wantText(t, d, "h1", "This story has been withdrawn")
		wantText(t, d, ".notice-reason", "The document was forged.")
		wantText(t, d, ".notice p:first-of-type", "It was taken down on 14 March 2026.")
		if robots, _ := d.Find(`meta[name=robots]`).Attr("content"); robots != "noindex" {
			t.Error("search engines may keep the page")
		}
	}
	if d := p.read("/", 200); d.Find(".card").Length() != 0 {
		t.Error("the home page still shows the story")
	}
}

// TestFailure: the page for what went wrong needs no database, and knows the newsroom from before.
func TestFailure(t *testing.T) {
	p := newPaper(t)
	p.read("/", 200)
	p.DB.Close()
	d := p.read("/harbour", http.StatusServiceUnavailable)
	wantText(t, d, "h1", "Something went wrong")
	wantText(t, d, ".masthead-name", "The Kestrel Bay Post")
	wantText(t, d, ".navigation", "Harbour Sport")
	if !strings.HasPrefix(text(d.Find(".notice-reference")), "Reference: ") {
		t.Error("the page does not say what to refer to")
	}
	wantText(t, p.read("/", 200), "h1", "The Kestrel Bay Post") // kept
}

// TestPagesAreKept: a page stays the same until something that it shows changes.
func TestPagesAreKept(t *testing.T) {
	p := newPaper(t)
	crane := p.crane(ago(3 * time.Hour))
	path := p.path(crane)
	p.layout(front.Layout{Pages: map[front.Kind][]front.Rail{
		front.Home:    {{Show: front.Lead, Fill: front.Fill{From: front.Newest}, Cards: 5, Age: true}},
		front.Article: {{Title: "Sport", Show: front.Grid, Fill: front.Fill{From: front.FromSection, ID: p.sport.ID}, Cards: 5}},
	}})
	etag := func(path string) string { t.Helper(); p.read(path, 200); return p.get(path).Header().Get("Etag") }
	home, article := etag("/"), etag(path)
	if etag("/?utm_source=mail") != home || etag("/") != home {
		t.Error("a parameter that says nothing makes another page")
	}
	if w := p.get(path, "If-None-Match", article); w.Code != http.StatusNotModified {
		t.Errorf("a page that is known: %d", w.Code)
	}
	if cc := p.get("/").Header().Get("Cache-Control"); cc != mustRevalidate {
		t.Errorf("Cache-Control: %s", cc)
	}
	harbour := p.Publish(story.Draft{Headline: "Another", Section: p.harbour.ID}, time.Time{})
	if etag("/") == home {
		t.Error("the home page does not show a new story")
	}
	if etag(path) != article {
		t.Error("a page that shows nothing of the story was made again")
	}
	p.Publish(story.Draft{Headline: "A match", Section: p.sport.ID}, time.Time{})
	if etag(path) == article {
		t.Error("the article's rail does not show a new story")
	}
	p.Clock.Add(time.Second)
	p.Update(harbour, story.Draft{Headline: "Another headline", Section: p.harbour.ID}, story.Publication{Minor: true})
	if d := p.read("/", 200); !strings.Contains(d.Text(), "Another headline") {
		t.Error("the home page shows the old headline")
	}
}

// TestAgesAreRight: nobody publishes anything, and yet the page changes.
func TestAgesAreRight(t *testing.T) {
	p := newPaper(t)
	p.crane(ago(58 * time.Minute))
	p.layout(front.Layout{Pages: map[front.Kind][]front.Rail{front.Home: {{Show: front.Lead, Fill: front.Fill{From: front.Newest}, Cards: 5, Age: true}}}})
	for _, step := range []struct {
		add  time.Duration
		want string
	}{{0, "58 minutes ago"}, {59 * time.Second, "58 minutes ago"}, {time.Second, "59 minutes ago"}, {time.Minute, "1 hour ago"}, {24 * time.Hour, "1 day ago"}, {800 * time.Hour, "14 March 2026"}} {
		p.Clock.Add(step.add)
		wantText(t, p.read("/", 200), ".age", step.want)
	}
	wantText(t, p.read("/", 200), ".masthead-date", "Friday 17 April 2026")
}

func TestMethods(t *testing.T) {
	p := newPaper(t)
	for method, want := range map[string]int{http.MethodHead: 200, http.MethodPost: 405, "BREW": 405} {
		w := httptest.NewRecorder()
		p.handlers.ServeHTTP(w, httptest.NewRequest(method, "/", nil))
		if w.Code != want {
			t.Errorf("%s /: %d, want %d", method, w.Code, want)
		}
	}
}

// TestOnlyOwnRequests: every address that a page makes a browser fetch is on this site, and nothing needs what the
// Content-Security-Policy forbids.
func TestOnlyOwnRequests(t *testing.T) {
	p := newPaper(t)
	path := p.path(p.crane(ago(time.Hour)))
	for _, page := range []string{"/", path, "/harbour", "/latest", "/topics"} {
		d := p.read(page, 200)
		for _, attribute := range []string{"src", "href"} {
			d.Find("img, script, link:not([rel=canonical]), source, iframe").Each(func(_ int, s *goquery.Selection) {
				if address, ok := s.Attr(attribute); ok && (!strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//")) {
					t.Errorf("%s fetches %q", page, address)
				}
			})
		}
		if n := d.Find("[style], style, script:not([type='application/ld+json'])").Length(); n != 0 {
			t.Errorf("%s has %d styles or scripts of its own", page, n)
		}
	}
}

func TestSectionColours(t *testing.T) {
	for _, hex := range []string{"ffffff", "000000", "ffff00", "0a5c8a", "808080", "ff0000", "00ff00"} {
		own := parseRGB(hex)
		if got := contrast(own.readableOn(lightGround, black), lightGround); got < 4.5 {
			t.Errorf("%s on light: %.2f", hex, got)
		}
		if got := contrast(own.readableOn(darkGround, lightGround), darkGround); got < 4.5 {
			t.Errorf("%s on dark: %.2f", hex, got)
		}
	}
	if got := parseRGB("0a5c8a").readableOn(lightGround, black).String(); got != "#0a5c8a" {
		t.Errorf("a colour that is readable became %s", got)
	}
	if coloursAddress([]topic.Section{{Colour: "#FFAA00"}, {}, {Colour: "red"}, {Colour: "#000000"}, {Colour: "#ffaa00"}}) != "/assets/colours/000000-ffaa00.css" {
		t.Error("the address of the colours is not as it should be")
	}
	if coloursAddress(nil) != "" {
		t.Error("there is a style sheet of no colours")
	}
}

func TestLanguages(t *testing.T) {
	p := newPaper(t)
	path := p.path(p.crane(ago(3 * time.Hour)))
	p.Newsroom(newsroomIn("de", "Europe/Berlin"))
	d := p.read(path, 200)
	wantText(t, d, ".byline", "Von Ines Okafor und Tom Brill")
	wantText(t, d, ".published", "14. März 2026, 10:00 Uhr")
	if lang, _ := d.Find("html").Attr("lang"); lang != "de" {
		t.Errorf("the page is in %q", lang)
	}
	p.Newsroom(newsroomIn("ar", "UTC"))
	if dir, _ := p.read("/", 200).Find("html").Attr("dir"); dir != "rtl" {
		t.Error("Arabic is not written from the right")
	}
}

func newsroomIn(language, zone string) newsroom.Newsroom {
	return newsroom.Newsroom{Name: "The Kestrel Bay Post", Language: language, TimeZone: zone}
}
