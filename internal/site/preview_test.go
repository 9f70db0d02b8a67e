package site

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"masthead/internal/account"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

// begin adds a story of which there is only a draft.
func (p *paper) begin(kind story.Kind, d story.Draft) (i id.ID) {
	p.t.Helper()
	p.Do(func(ctx context.Context, tx *store.Tx) (err error) {
		i, err = story.Begin(ctx, tx, newstest.Editor, kind, d)
		return err
	})
	return i
}

// write saves a draft of a story.
func (p *paper) write(i id.ID, d story.Draft) {
	p.t.Helper()
	p.Do(func(ctx context.Context, tx *store.Tx) error {
		w, err := story.Get(ctx, tx, newstest.Editor, i)
		if err == nil {
			_, err = story.SaveDraft(ctx, tx, newstest.Editor, i, w.Version, d)
		}
		return err
	})
}

func (p *paper) share(i id.ID, at, expires time.Time) (shared story.Preview, address string) {
	p.t.Helper()
	p.Do(func(ctx context.Context, tx *store.Tx) error {
		preview, token, err := story.SharePreview(ctx, tx, newstest.Editor, i, at, expires)
		shared, address = preview, "/preview/"+token
		return err
	})
	return shared, address
}

func wantHidden(t *testing.T, h http.Header) {
	t.Helper()
	for name, want := range map[string]string{"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"} {
		if got := h.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if policy := h.Get("Content-Security-Policy"); !strings.HasSuffix(policy, "frame-ancestors 'self'") || !strings.HasPrefix(policy, "default-src 'none'") {
		t.Errorf("the policy is %s", policy)
	}
}

func TestPreviewOfADraft(t *testing.T) {
	p := newPaper(t)
	p.signedIn = newstest.Editor
	other := p.crane(noon.Add(-time.Hour))
	i := p.begin(story.Article, story.Draft{
		Kicker: "Analysis", Headline: "What the bay loses with its crane", Standfirst: "A silhouette, mostly.", Section: p.harbour.ID, Dateline: "North Quay",
		Byline: []id.ID{p.ines.ID}, Topics: []id.ID{p.tides.ID}, Hero: hero(p.photo, "The crane at dusk", "At dusk", "Bay Pictures"),
		Body: newstest.Paragraphs("Nobody under sixty has seen it lift."),
	})
	w := p.get("/desk/preview/" + i.String())
	wantHidden(t, w.Header())
	d := p.read("/desk/preview/"+i.String(), http.StatusOK)
	wantText(t, d, "aside.preview", "Preview – not public")
	wantText(t, d, "h1", "What the bay loses with its crane")
	wantText(t, d, ".story-head .kicker", "Analysis")
	wantText(t, d, ".byline", "By Ines Okafor")
	wantText(t, d, ".published", "14 March 2026, 12:00")
	wantText(t, d, ".body p", "North Quay – Nobody under sixty has seen it lift.")
	wantText(t, d, ".story-topics li", "Spring tides")
	for selector, n := range map[string]int{
		".story-hero img": 1, `base[target="_blank"]`: 1, `meta[name="robots"][content="noindex"]`: 1, `link[rel="canonical"]`: 0,
		`script[type="application/ld+json"]`: 0, `meta[property="og:url"]`: 0, `.rail a[href="` + p.path(other) + `"]`: 1,
	} {
		if got := d.Find(selector).Length(); got != n {
			t.Errorf("%d of %s, want %d", got, selector, n)
		}
	}
	if w := p.get(p.path(other)); strings.Contains(w.Body.String(), "preview") && strings.Contains(w.Body.String(), "<aside") {
		t.Error("a public page has the ribbon of a preview")
	}
}

func TestPreviewOfWhatIsNotYetAStory(t *testing.T) {
	p := newPaper(t)
	p.signedIn = newstest.Editor
	for _, kind := range []story.Kind{story.Article, story.Page} {
		d := p.read("/desk/preview/"+p.begin(kind, story.Draft{}).String(), http.StatusOK)
		wantText(t, d, "h1", "No headline yet")
		if n := d.Find(`a[href^="//"], .trail`).Length(); n != 0 {
			t.Errorf("%s: %d links lead nowhere", kind, n)
		}
	}
}

// A preview shows the draft, and beside it the site as it stands at its moment; readers see what is public.
func TestPreviewAtAMoment(t *testing.T) {
	p := newPaper(t)
	p.signedIn = newstest.Editor
	i := p.crane(noon.Add(-time.Hour))
	later := p.Publish(story.Draft{Headline: "Tugs strike", Section: p.harbour.ID, Body: newstest.Paragraphs("They stopped.")}, noon.Add(time.Hour))
	changed := story.Draft{Headline: "Crane is to stay", Section: p.sport.ID, Body: newstest.Paragraphs("It stays.")}
	p.write(i, changed)
	address := "/desk/preview/" + i.String()
	tugs := `.rail a[href="/harbour/tugs-strike-` + later.String() + `"]`
	d := p.read(address, http.StatusOK)
	wantText(t, d, "h1", "Crane is to stay")
	wantText(t, d, ".published", "14 March 2026, 11:00")
	wantText(t, d, ".updated", "Updated 14 March 2026, 12:00")
	if d.Find(tugs).Length() != 0 {
		t.Error("a story of later stands in the preview of now")
	}
	d = p.read(address+"?at=2026-03-14T14:00:00Z", http.StatusOK)
	wantText(t, d, "aside.preview", "Preview – not public 14 March 2026, 14:00")
	wantText(t, d, ".updated", "Updated 14 March 2026, 14:00")
	if d.Find(tugs).Length() != 1 {
		t.Error("a story that is scheduled is missing in the preview of later")
	}
	wantText(t, p.read(p.path(i), http.StatusOK), "h1", "Crane that built the bay is to be taken down")
	p.read(address+"?at=tomorrow", http.StatusBadRequest)
}

func TestWhoSeesPreviews(t *testing.T) {
	p := newPaper(t)
	i := p.begin(story.Article, story.Draft{Headline: "Not yet", Section: p.harbour.ID})
	address := "/desk/preview/" + i.String()
	for _, c := range []struct {
		doing  string
		actor  account.Actor
		path   string
		status int
	}{
		{"nobody", account.Actor{}, address, http.StatusUnauthorized},
		{"who may do nothing", account.Anonymous("192.0.2.1"), address, http.StatusUnauthorized},
		{"an editor, of no story", newstest.Editor, "/desk/preview/" + id.ID(99).String(), http.StatusNotFound},
		{"an editor, of nonsense", newstest.Editor, "/desk/preview/x", http.StatusNotFound},
		{"an editor", newstest.Editor, address, http.StatusOK},
	} {
		p.signedIn = c.actor
		w := p.get(c.path)
		if w.Code != c.status {
			t.Errorf("%s: %d, want %d", c.doing, w.Code, c.status)
		}
		if strings.Contains(w.Body.String(), "Not yet") != (c.status == http.StatusOK) {
			t.Errorf("%s: the headline is told, or not", c.doing)
		}
	}
}

func TestSharedPreview(t *testing.T) {
	p := newPaper(t)
	i := p.begin(story.Article, story.Draft{Headline: "Not yet", Section: p.harbour.ID})
	preview, address := p.share(i, time.Time{}, noon.Add(time.Hour))
	_, then := p.share(i, noon.Add(48*time.Hour), noon.Add(time.Hour))
	wantHidden(t, p.get(address).Header())
	d := p.read(address, http.StatusOK)
	wantText(t, d, "h1", "Not yet")
	if d.Find("base").Length() != 0 {
		t.Error("links of a shared preview open elsewhere")
	}
	later := p.Publish(story.Draft{Headline: "Tugs strike", Section: p.harbour.ID, Body: newstest.Paragraphs("They stopped.")}, noon.Add(time.Hour))
	d = p.read(then, http.StatusOK)
	wantText(t, d, "aside.preview", "Preview – not public 16 March 2026, 12:00")
	wantText(t, d, ".published", "16 March 2026, 12:00")
	if d.Find(`a[href*="`+later.String()+`"]`).Length() != 0 {
		t.Error("a link tells of another story that is to come")
	}
	p.write(i, story.Draft{Headline: "Almost", Section: p.harbour.ID})
	wantText(t, p.read(address, http.StatusOK), "h1", "Almost")
	p.read("/preview/"+strings.Repeat("A", 26), http.StatusNotFound)
	p.Do(func(ctx context.Context, tx *store.Tx) error {
		return story.RevokePreview(ctx, tx, newstest.Editor, i, preview.ID)
	})
	p.read(address, http.StatusNotFound)
	p.Clock.Add(time.Hour)
	p.read(then, http.StatusNotFound)
}

func TestNoSectionIsCalledPreview(t *testing.T) {
	if !topic.Reserved("preview") {
		t.Error("a section may take the address of previews")
	}
}
