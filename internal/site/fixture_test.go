package site

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"masthead/internal/account"
	"masthead/internal/blob"
	"masthead/internal/contributor"
	"masthead/internal/doc"
	"masthead/internal/edition"
	"masthead/internal/errs"
	"masthead/internal/front"
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

// paper is a whole site on a temporary database, with an invented newsroom.
type paper struct {
	*newstest.Desk
	t        testing.TB
	handlers *web.Handlers
	site     *Site
	cache    *page.Cache
	photos   *picture.Library
	log      *bytes.Buffer
	themeDir string
	harbour  topic.Section
	sport    topic.Section
	tides    topic.Topic
	ferry    topic.Topic
	ines     contributor.Contributor
	tom      contributor.Contributor
	photo    picture.Picture
	signedIn account.Actor // who comes with a request; the zero Actor for nobody
}

var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

func newPaper(t testing.TB) *paper {
	t.Helper()
	p := openPaper(t, newstest.NewDesk(t, newstest.SQLiteAddress(t), noon))
	p.Newsroom(newsroom.Newsroom{Name: "The Kestrel Bay Post", Tagline: "News from the bay since 1871", Language: "en-GB", TimeZone: "Europe/London"})
	p.harbour = p.Section(topic.Section{Name: "Harbour", Colour: "#0a5c8a", Position: 1, Description: "Ships, quays and the people who work them."})
	p.sport = p.Section(topic.Section{Name: "Sport", Colour: "#8a2a0a", Position: 2})
	p.tides = p.Topic(topic.Topic{Name: "Spring tides"})
	p.ferry = p.Topic(topic.Topic{Name: "Ferry to Skarn", Description: "The crossing and its quarrels."})
	p.ines = p.Contributor(contributor.Contributor{Name: "Ines Okafor", Role: "Harbour correspondent", Bio: "Ines has covered the quays for nine years."})
	p.tom = p.Contributor(contributor.Contributor{Name: "Tom Brill"})
	p.photo = p.addPicture("quay.jpg", 1600, 900)
	return p
}

func openPaper(t testing.TB, desk *newstest.Desk) *paper {
	t.Helper()
	p := &paper{Desk: desk, t: t, log: &bytes.Buffer{}, themeDir: t.TempDir()}
	logger := slog.New(slog.NewTextHandler(p.log, nil))
	metrics := obs.NewMetrics("test")
	var err error
	p.cache, err = page.NewCache(page.Options{Bytes: 64 << 20, Timeout: time.Minute, Clock: p.Clock.Now, Logger: logger, Metrics: metrics.Pages})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.cache.Close)
	p.DB.OnCommit(p.cache.Evict)
	blobs, err := blob.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { blobs.Close() })
	p.photos = picture.NewLibrary(blobs)
	p.site, err = New(Options{
		Press: &edition.Press{DB: p.DB, Clock: p.Clock.Now}, Cache: p.cache, Library: p.photos,
		Theme: p.themeDir, BaseURL: "https://post.example", Clock: p.Clock.Now, Logger: logger,
		Actor: func(*http.Request) (account.Actor, error) {
			if p.signedIn.Name() == "" {
				return p.signedIn, errs.New(errs.Unauthenticated, "Please sign in.")
			}
			return p.signedIn, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	p.handlers = web.NewHandlers(web.Options{Logger: logger, Metrics: metrics.HTTP, ErrorPage: p.site.ErrorPage,
		ContentSecurityPolicy: ContentSecurityPolicy, Clock: p.Clock.Now})
	p.site.Routes(p.handlers.Handle)
	return p
}

func (p *paper) addPicture(name string, width, height int) picture.Picture {
	p.t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		for y := range height {
			img.Set(x, y, color.RGBA{uint8(x), uint8(y), uint8(len(name)), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		p.t.Fatal(err)
	}
	return p.addFile(name, b.Bytes())
}

func (p *paper) addFile(name string, data []byte) (added picture.Picture) {
	p.t.Helper()
	original, err := picture.Examine(bytes.NewReader(data))
	if err == nil {
		err = p.photos.Store(p.t.Context(), original)
	}
	if err != nil {
		p.t.Fatal(err)
	}
	p.Do(func(ctx context.Context, tx *store.Tx) (err error) {
		added, err = picture.Add(ctx, tx, newstest.Editor, original, picture.Words{Filename: name, Alt: "A quay", Credit: "Bay Pictures"})
		return err
	})
	return added
}

// hero sets a picture over a story.
func hero(pic picture.Picture, alt, caption, credit string) *doc.Picture {
	return &doc.Picture{Picture: pic.ID.String(), Alt: alt, Caption: doc.Plain(caption), Credit: credit}
}

// crane is a story with every part that an article page shows.
func (p *paper) crane(at time.Time) id.ID {
	return p.Publish(story.Draft{
		Kicker: "Exclusive", Headline: "Crane that built the bay is to be taken down", ShortHeadline: "Bay’s old crane to go",
		Standfirst: "The port says that the last steam crane cannot be saved.", Dateline: "North Quay", Section: p.harbour.ID,
		Byline: []id.ID{p.ines.ID, p.tom.ID}, Topics: []id.ID{p.tides.ID, p.ferry.ID},
		Hero: hero(p.photo, "A tall crane over still water", "The crane on Friday", "Bay Pictures"),
		Body: newstest.Paragraphs("The last steam crane in the bay will be dismantled in May.", "It lifted its last load in 1968."),
	}, at)
}

func (p *paper) layout(l front.Layout) {
	p.t.Helper()
	p.Do(func(ctx context.Context, tx *store.Tx) error { return front.Apply(ctx, tx, newstest.Editor, l) })
}

func (p *paper) path(i id.ID) (path string) {
	p.t.Helper()
	e, err := (&edition.Press{DB: p.DB, Clock: p.Clock.Now}).Open(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	defer e.Close()
	a, err := e.Article(p.t.Context(), i)
	if err != nil {
		p.t.Fatal(err)
	}
	return a.Path
}

func (p *paper) get(path string, header ...string) *httptest.ResponseRecorder {
	p.t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	p.handlers.ServeHTTP(w, r)
	return w
}

// read returns a page that must have a status.
func (p *paper) read(path string, status int) *goquery.Document {
	p.t.Helper()
	w := p.get(path)
	if w.Code != status {
		p.t.Fatalf("GET %s: %d, want %d\n%s", path, w.Code, status, w.Body)
	}
	d, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return d
}

// text is what an element says, its white space as a browser shows it.
func text(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }

func wantText(t *testing.T, d *goquery.Document, selector, want string) {
	t.Helper()
	if got := text(d.Find(selector)); got != want {
		t.Errorf("%s says %q, want %q", selector, got, want)
	}
}
