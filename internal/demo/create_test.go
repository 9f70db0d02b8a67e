package demo

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"
	"time"

	"masthead/internal/blob"
	"masthead/internal/demo/draw"
	"masthead/internal/doc"
	"masthead/internal/front"
	"masthead/internal/id"
	"masthead/internal/newsroom"
	"masthead/internal/newstest"
	"masthead/internal/picture"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

func TestCreate(t *testing.T) {
	newstest.EachAddress(t, func(t *testing.T, address string) {
		now := time.Date(2026, 2, 11, 14, 30, 0, 0, time.UTC)
		clock := func() time.Time { return now }
		db := newstest.Open(t, address, store.Options{Clock: clock})
		blobs, err := blob.Open(t.Context(), t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { blobs.Close() })
		if err := create(t.Context(), db, blobs, clock, sketches(t)); err != nil {
			t.Fatal(err)
		}
		tx, err := db.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Close()
		checkNewsroom(t, tx, now)
		stories := publicStories(t, tx, now)
		checkStories(t, tx, blobs, stories)
		checkLayout(t, tx, now)
		checkDesk(t, tx, now)
	})
}

// sketches stand in for the drawings, which package draw tests: one colour each, in a second.
func sketches(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for i, name := range draw.Names() {
		img := image.NewGray(image.Rect(0, 0, draw.Width, draw.Height))
		for k := range img.Pix {
			img.Pix[k] = uint8(i * 8)
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, nil); err != nil {
			t.Fatal(err)
		}
		all[name] = b.Bytes()
	}
	return all
}

func checkNewsroom(t *testing.T, tx *store.Tx, now time.Time) {
	t.Helper()
	n, found, err := newsroom.At(t.Context(), tx, now)
	if err != nil || !found || n.Name != "The Ormsea Packet" {
		t.Errorf("the newsroom is %+v, %v, %v", n, found, err)
	}
	sections, err := topic.Sections(t.Context(), tx, now)
	if err != nil || len(sections) != 6 {
		t.Errorf("%d sections, %v", len(sections), err)
	}
}

func publicStories(t *testing.T, tx *store.Tx, now time.Time) []story.Public {
	t.Helper()
	places, err := story.Older(t.Context(), tx, story.Moment{Time: now, Live: true}, story.Everything, story.Place{}, 200)
	if err != nil {
		t.Fatal(err)
	}
	pages, err := story.Older(t.Context(), tx, story.Moment{Time: now, Live: true}, story.Pages, story.Place{}, 200)
	if err != nil {
		t.Fatal(err)
	}
	if len(places) < 44 || len(pages) != 2 {
		t.Errorf("%d stories and %d pages are public", len(places), len(pages))
	}
	var ids []id.ID
	for _, p := range append(places, pages...) {
		ids = append(ids, p.Story)
	}
	stories, err := story.PublicAt(t.Context(), tx, story.Moment{Time: now, Live: true}, ids)
	if err != nil || len(stories) != len(ids) {
		t.Fatalf("%d of %d stories, %v", len(stories), len(ids), err)
	}
	return stories
}

// checkStories follows every reference in what was saved: each picture has its file, each story exists.
func checkStories(t *testing.T, tx *store.Tx, blobs *blob.Store, stories []story.Public) {
	t.Helper()
	corrections := 0
	library := picture.NewLibrary(blobs)
	shown := map[id.ID]bool{}
	for _, s := range stories {
		corrections += len(s.Corrections)
		pictures := doc.Pictures(s.Body)
		if s.Hero != nil {
			pictures = append(pictures, s.Hero)
		}
		for _, p := range pictures {
			i, err := id.Parse(p.Picture)
			if err != nil {
				t.Errorf("%s: %v", s.Slug, err)
			}
			shown[i] = true
		}
		for _, other := range doc.Stories(s.Body) {
			i, err := id.Parse(other)
			if err != nil {
				t.Fatal(err)
			}
			if ok, err := story.Exists(t.Context(), tx, i); err != nil || !ok {
				t.Errorf("%s leads to the story %s, which does not exist: %v", s.Slug, other, err)
			}
		}
	}
	if corrections < 3 {
		t.Errorf("%d corrections", corrections)
	}
	var ids []id.ID
	for i := range shown {
		ids = append(ids, i)
	}
	pictures, err := picture.ByID(t.Context(), tx, ids)
	if err != nil || len(pictures) != len(ids) || len(ids) < 16 {
		t.Fatalf("%d of %d pictures, %v", len(pictures), len(ids), err)
	}
	widths := picture.Widths(pictures[0])
	rendition, err := library.Rendition(t.Context(), pictures[0].Hash, widths[0])
	if err != nil {
		t.Fatal(err)
	}
	rendition.Close()
}

func checkLayout(t *testing.T, tx *store.Tx, now time.Time) {
	t.Helper()
	layout, err := front.At(t.Context(), tx, now)
	if err != nil {
		t.Fatal(err)
	}
	home := layout.Rails(front.Home, 0)
	if len(home) < 6 || len(home[0].Picks) < 5 {
		t.Errorf("the home page has %d rails, the first with %d picks", len(home), len(home[0].Picks))
	}
	if _, err := front.Format(t.Context(), tx, layout); err != nil {
		t.Error(err)
	}
}

// checkDesk finds something to do on the desk: a story in each state on its way, one under embargo, and a change that is
// scheduled.
func checkDesk(t *testing.T, tx *store.Tx, now time.Time) {
	t.Helper()
	counts, err := story.Counts(t.Context(), tx, actor, story.Filter{})
	if err != nil || counts.Draft < 1 || counts.Subs != 1 || counts.Approval != 2 || counts.Held != 1 || counts.Scheduled != 1 || counts.Withdrawn != 1 {
		t.Errorf("the desk counts %+v, %v", counts, err)
	}
	all, err := story.List(t.Context(), tx, actor, story.Filter{}, story.ByUpdated, "", 200)
	if err != nil {
		t.Fatal(err)
	}
	var changes, embargoes int
	for _, w := range all.Stories {
		if w.Public(now) && w.ScheduledAt.After(now) {
			changes++
		}
		if w.Embargo.After(now) {
			embargoes++
		}
	}
	if changes != 1 || embargoes != 1 {
		t.Errorf("%d changes are scheduled, %d stories are under embargo", changes, embargoes)
	}
}
