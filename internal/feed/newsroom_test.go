package feed_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"masthead/internal/contributor"
	"masthead/internal/doc"
	"masthead/internal/edition"
	"masthead/internal/errs"
	"masthead/internal/feed"
	"masthead/internal/id"
	"masthead/internal/newsroom"
	"masthead/internal/newstest"
	"masthead/internal/obs"
	"masthead/internal/page"
	"masthead/internal/picture"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
	"masthead/internal/web"
)

const base = "https://harbour.example/news"

// now is the time of the tests: a summer evening in London, of which it is already the next month in Auckland.
var now = time.Date(2025, 6, 30, 18, 30, 0, 0, time.UTC)

// harbour is a small newsroom whose stories hold what feeds trip over.
type harbour struct {
	*newstest.Desk
	t       testing.TB
	mux     *http.ServeMux
	world   topic.Section
	ferries topic.Topic
	ada     contributor.Contributor
}

func storyID(n int) id.ID { return id.ID(1<<50 + n) }

func newHarbour(t testing.TB, address string) *harbour {
	t.Helper()
	h := &harbour{Desk: newstest.NewDesk(t, address, now), t: t, mux: http.NewServeMux()}
	h.Newsroom(newsroom.Newsroom{Name: "The Harbour & Post", Tagline: "News < 24 hours old", Language: "en-GB", TimeZone: "Pacific/Auckland"})
	h.serve()
	return h
}

// serve mounts the feeds as the application does, beside the site's own address of two parts.
func (h *harbour) serve() {
	h.t.Helper()
	cache, err := page.NewCache(page.Options{Bytes: 64 << 20, Timeout: time.Minute, Clock: h.Clock.Now, Logger: slog.New(slog.DiscardHandler),
		Metrics: obs.NewMetrics("test").Pages})
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(cache.Close)
	h.DB.OnCommit(cache.Evict)
	feeds, err := feed.New(feed.Options{
		Press: &edition.Press{DB: h.DB, Clock: h.Clock.Now}, Cache: cache, BaseURL: base + "/",
		Colours: feed.Colours{Ink: "#16181d", Paper: "#fffdf8", Accent: "#b3261e"},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	handle := func(pattern string, answer web.Handler) {
		h.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			switch err := answer(w, r); errs.KindOf(err) {
			case errs.NotFound:
				http.Error(w, err.Error(), http.StatusNotFound)
			default:
				if err != nil {
					h.t.Errorf("%s: %v", r.URL.Path, err)
				}
			}
		})
	}
	feeds.Routes(handle)
	handle("GET /{section}/{slug}", feeds.Sections(func(http.ResponseWriter, *http.Request) error {
		return errs.New(errs.NotFound, "This is the site's address.")
	}))
	handle("GET /media/{file}", func(http.ResponseWriter, *http.Request) error { return nil })
}

// fill publishes the stories.
func (h *harbour) fill() {
	h.t.Helper()
	h.world = h.Section(topic.Section{Name: "World", Description: "Beyond the bay", Colour: "#0a5c8a"})
	h.ferries = h.Topic(topic.Topic{Name: "Ferries & quays"})
	h.ada = h.Contributor(contributor.Contributor{Name: "Ada Møller", Role: "Harbour correspondent"})
	photo := h.picture("a", 4000, 3000)
	small := h.picture("b", 300, 400)

	h.PublishAs(storyID(1), story.Article, story.Draft{
		Headline: "The first ferry", Section: h.world.ID, Body: newstest.Paragraphs("It came at dawn.", "It left at noon."),
	}, now.AddDate(0, -2, 0))
	h.PublishAs(storyID(2), story.Article, story.Draft{
		Headline: "Мост открыт", Language: "ru", Standfirst: "Кратко", Section: h.world.ID, Byline: []id.ID{h.ada.ID},
		Body: newstest.Paragraphs("Текст."),
	}, now.Add(-47*time.Hour))
	strong := []doc.Mark{{Type: doc.Strong}}
	link := func(href, ref, words string) doc.Inline {
		return doc.Inline{Text: words, Marks: []doc.Mark{{Type: doc.Link, Href: href, Story: ref}}}
	}
	h.PublishAs(storyID(3), story.Article, story.Draft{
		Headline: "Quay 4 < Quay 5\v & \"others\" ]]>", Kicker: "Exclusive", Standfirst: "Fish & chips cost <£9", Section: h.world.ID,
		Byline: []id.ID{h.ada.ID}, Topics: []id.ID{h.ferries.ID},
		Hero: &doc.Picture{Picture: photo.String(), Alt: "A quay & a gull", Caption: doc.Plain("The quay at low tide"), Credit: "A/Getty <Images>"},
		Body: doc.Document{Blocks: []doc.Block{
			&doc.Paragraph{Text: doc.Text{{Text: "See "}, link("/world", "", "the section"), {Text: ", "}, link("#costs", "", "costs"), {Text: ", "},
				link("https://example.org/?a=1&b=2", "", "elsewhere"), {Text: " and "}, link("", storyID(1).String(), "the first ferry"), {Text: "."}}},
			&doc.Heading{Level: 2, Text: doc.Plain("Costs")},
			&doc.Paragraph{Text: doc.Text{{Text: "if a < b && c ]]> d", Marks: strong}}},
			&doc.Picture{Picture: small.String(), Decorative: true},
			&doc.ReadMore{Story: storyID(2).String()},
		}},
	}, now.Add(-2*time.Hour))
	h.Do(func(ctx context.Context, tx *store.Tx) error {
		return story.Correct(ctx, tx, newstest.Editor, storyID(3), now.Add(-time.Hour), "The price was wrong: it is £9 & not £8.")
	})
	h.PublishAs(storyID(4), story.Page, story.Draft{Headline: "About us", Slug: "about", Body: newstest.Paragraphs("We are here.")}, now.AddDate(-1, 0, 0))
	h.PublishAs(storyID(5), story.Article, story.Draft{
		Headline: "Tomorrow's tide", Section: h.world.ID, Body: newstest.Paragraphs("High."),
	}, now.Add(24*time.Hour))
}

// picture adds a picture without its file, which feeds never open.
func (h *harbour) picture(digit string, width, height int) (added id.ID) {
	h.t.Helper()
	h.Do(func(ctx context.Context, tx *store.Tx) error {
		p, err := picture.Add(ctx, tx, newstest.Editor, picture.Original{Hash: strings.Repeat(digit, 64), Format: "jpeg", Width: width, Height: height}, picture.Words{})
		added = p.ID
		return err
	})
	return added
}

func (h *harbour) get(path string) *httptest.ResponseRecorder {
	h.t.Helper()
	w := httptest.NewRecorder()
	h.mux.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

func (h *harbour) body(path string) string {
	h.t.Helper()
	w := h.get(path)
	if w.Code != http.StatusOK {
		h.t.Fatalf("%s: status %d: %s", path, w.Code, w.Body)
	}
	return w.Body.String()
}
