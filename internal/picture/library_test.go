package picture

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"golang.org/x/image/draw"

	"masthead/internal/blob"
	"masthead/internal/errs"
)

func newLibrary(t testing.TB) (l *Library, folder string) {
	t.Helper()
	folder = t.TempDir()
	blobs, err := blob.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { blobs.Close() })
	return NewLibrary(blobs), folder
}

// stored examines a file and keeps it.
func stored(t testing.TB, l *Library, data []byte) Original {
	t.Helper()
	o, err := Examine(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time does nothing
		if err := l.Store(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

// rendition returns a rendition's file.
func rendition(t testing.TB, l *Library, hash string, width int) []byte {
	t.Helper()
	r, err := l.Rendition(t.Context(), hash, width)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if r.ContentType() != "image/jpeg" || r.Size() != int64(len(data)) {
		t.Errorf("%s, %d bytes of %d", r.ContentType(), r.Size(), len(data))
	}
	return data
}

// files counts the files under a part of a library's folder.
func files(t testing.TB, folder, part string) int {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, part, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}

func TestRendition(t *testing.T) {
	l, folder := newLibrary(t)
	o := stored(t, l, withOrientation(jpegOf(t, scene(1000, 500)), 1))
	if n := files(t, folder, "pictures"); n != 1 {
		t.Errorf("%d originals", n)
	}
	for _, tt := range []struct{ asked, got int }{{320, 320}, {640, 640}, {960, 960}, {1280, 1000}, {1920, 1000}} {
		if err := isRendition(rendition(t, l, o.Hash, tt.asked), tt.got); err != nil {
			t.Errorf("asked for %d: %v", tt.asked, err)
		}
	}
	if n := files(t, folder, "renditions"); n != 5 {
		t.Errorf("%d renditions", n)
	}
}

func TestRenditionIsMadeOnce(t *testing.T) {
	l, folder := newLibrary(t)
	o := stored(t, l, jpegOf(t, scene(400, 300)))
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { rendition(t, l, o.Hash, 320) })
	}
	all.Wait()
	if err := os.RemoveAll(filepath.Join(folder, "pictures")); err != nil {
		t.Fatal(err)
	}
	if err := isRendition(rendition(t, l, o.Hash, 320), 320); err != nil {
		t.Errorf("without the original: %v", err)
	}
}

func TestRenditionNotFound(t *testing.T) {
	l, folder := newLibrary(t)
	o := stored(t, l, jpegOf(t, scene(40, 30)))
	unknown := strings.Repeat("0", 64)
	for _, tt := range []struct {
		hash  string
		width int
	}{
		{o.Hash, 321}, {o.Hash, 0}, {o.Hash, -320}, {o.Hash, 100_000},
		{unknown, 320}, {"", 320}, {strings.ToUpper(o.Hash), 320}, {o.Hash + "0", 320}, {"../" + o.Hash[3:], 320},
	} {
		if _, err := l.Rendition(t.Context(), tt.hash, tt.width); !errs.Is(err, errs.NotFound) {
			t.Errorf("%s at %d: %v", tt.hash, tt.width, err)
		}
	}
	if n := files(t, folder, "renditions"); n != 0 {
		t.Errorf("%d renditions", n)
	}
}

// TestRenditionOfDamaged has an original whose structure is whole but whose pixels are not.
func TestRenditionOfDamaged(t *testing.T) {
	l, folder := newLibrary(t)
	damaged := jpegOf(t, scene(400, 300))
	scan := bytes.Index(damaged, []byte{0xff, 0xda})
	damaged = append(append([]byte{}, damaged[:scan+14]...), 0xff, 0xd9)
	o := stored(t, l, damaged)
	for range 2 {
		if _, err := l.Rendition(t.Context(), o.Hash, 320); !errs.Is(err, errs.Invalid) || !strings.Contains(errs.Public(err), "damaged") {
			t.Error(err)
		}
	}
	if n := files(t, folder, "renditions"); n != 0 {
		t.Errorf("%d renditions", n)
	}
}

// TestRenditionOutlivesWhoAsked has all turns taken while the reader who asked goes away.
func TestRenditionOutlivesWhoAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, folder := newLibrary(t)
		o := stored(t, l, jpegOf(t, scene(400, 300)))
		if err := l.turns.Acquire(t.Context(), maxMaking); err != nil {
			t.Fatal(err)
		}
		ctx, leave := context.WithCancel(t.Context())
		asked := make(chan error)
		go func() {
			_, err := l.Rendition(ctx, o.Hash, 320)
			asked <- err
		}()
		synctest.Wait()
		leave()
		if err := <-asked; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		l.turns.Release(maxMaking)
		synctest.Wait()
		if n := files(t, folder, "renditions"); n != 1 {
			t.Errorf("%d renditions", n)
		}
	})
}

func TestRenditionWaitsForItsTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, _ := newLibrary(t)
		o := stored(t, l, jpegOf(t, scene(400, 300)))
		if err := l.turns.Acquire(t.Context(), maxMaking); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Rendition(t.Context(), o.Hash, 320); !errs.Is(err, errs.Unavailable) {
			t.Error(err)
		}
		if _, err := l.Rendition(t.Context(), strings.Repeat("0", 64), 320); !errs.Is(err, errs.NotFound) {
			t.Errorf("an unknown picture waits for a turn: %v", err)
		}
		l.turns.Release(maxMaking)
		if err := isRendition(rendition(t, l, o.Hash, 320), 320); err != nil {
			t.Error(err)
		}
	})
}

// corners are the colours near the corners of a picture, clockwise from the top left: r, g, b, w, or ? for another.
func corners(m image.Image) string {
	b := m.Bounds()
	var s []byte
	for _, p := range []image.Point{{b.Min.X + 2, b.Min.Y + 2}, {b.Max.X - 3, b.Min.Y + 2}, {b.Max.X - 3, b.Max.Y - 3}, {b.Min.X + 2, b.Max.Y - 3}} {
		r, g, bl, _ := m.At(p.X, p.Y).RGBA()
		switch strong := func(v uint32) bool { return v > 0xc000 }; {
		case strong(r) && strong(g) && strong(bl):
			s = append(s, 'w')
		case strong(r) && !strong(g) && !strong(bl):
			s = append(s, 'r')
		case !strong(r) && strong(g) && !strong(bl):
			s = append(s, 'g')
		case !strong(r) && !strong(g) && strong(bl):
			s = append(s, 'b')
		default:
			s = append(s, '?')
		}
	}
	return string(s)
}

func TestRenditionIsUpright(t *testing.T) {
	l, _ := newLibrary(t)
	for o, want := range map[orientation]string{1: "rgbw", 2: "grwb", 3: "bwrg", 4: "wbgr", 5: "rwbg", 6: "wrgb", 7: "bgrw", 8: "gbwr"} {
		kept := stored(t, l, withOrientation(jpegOf(t, scene(800, 400)), o))
		m, err := jpeg.Decode(bytes.NewReader(rendition(t, l, kept.Hash, 320)))
		if err != nil {
			t.Fatal(err)
		}
		size := image.Pt(320, 160)
		if o.turned() {
			size = image.Pt(320, 640)
		}
		if got := corners(m); got != want || m.Bounds().Size() != size {
			t.Errorf("orientation %d: %s at %v, not %s at %v", o, got, m.Bounds().Size(), want, size)
		}
	}
}

func TestRenditionOnWhite(t *testing.T) {
	l, _ := newLibrary(t)
	clear := image.NewNRGBA(image.Rect(0, 0, 640, 640))
	opaque := image.NewPaletted(image.Rect(20, 20, 40, 40), color.Palette{color.Black})
	for name, data := range map[string][]byte{
		"transparent PNG": pngOf(t, clear),
		"GIF whose first frame covers a corner": encoded(t, func(w io.Writer) error {
			return gif.EncodeAll(w, &gif.GIF{Image: []*image.Paletted{opaque}, Delay: []int{0}, Config: image.Config{Width: 640, Height: 640}})
		}),
	} {
		kept := stored(t, l, data)
		m, err := jpeg.Decode(bytes.NewReader(rendition(t, l, kept.Hash, 320)))
		if err != nil {
			t.Fatal(err)
		}
		if got := corners(m); got != "wwww" || m.Bounds().Size() != image.Pt(320, 320) {
			t.Errorf("%s: %s at %v", name, got, m.Bounds().Size())
		}
	}
}

// TestResizeInBands compares with what the resizer does in one pass.
func TestResizeInBands(t *testing.T) {
	for _, size := range []image.Point{{320, 213}, {63, 65}, {1, 1}, {640, 427}} {
		from := noise(700, 467)
		once := image.NewRGBA(image.Rectangle{Max: size})
		draw.CatmullRom.Scale(once, once.Rect, from, from.Bounds(), draw.Src, nil)
		for i, v := range resize(from, size).Pix {
			if diff := int(v) - int(once.Pix[i]); diff < -2 || diff > 2 {
				t.Fatalf("%v: value %d is %d, not %d", size, i, v, once.Pix[i])
			}
		}
	}
}

// noise is a picture without any order, the same each time, and without extremes, which a resizer clamps.
func noise(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	state := uint32(1)
	for i := range m.Pix {
		state = state*1664525 + 1013904223
		if m.Pix[i] = byte(state>>25) + 64; i%4 == 3 {
			m.Pix[i] = 255
		}
	}
	return m
}

func TestAddresses(t *testing.T) {
	hash := strings.Repeat("ab", 32)
	for _, tt := range []struct {
		width  int
		widths []int
		paths  map[int]int // asked: in the address
	}{
		{100, []int{320}, map[int]int{0: 320, 320: 320, 1920: 320}},
		{320, []int{320}, map[int]int{320: 320}},
		{1000, []int{320, 480, 640, 960}, map[int]int{300: 320, 500: 640, 960: 960, 1200: 960}},
		{6000, widths, map[int]int{1200: 1280, 1920: 1920, 9999: 1920}},
	} {
		p := Picture{Hash: hash, Width: tt.width, Height: 100}
		if got := Widths(p); !slices.Equal(got, tt.widths) {
			t.Errorf("%d pixels: %v", tt.width, got)
		}
		for asked, want := range tt.paths {
			h, w, err := ParsePath(Path(p, asked))
			if err != nil || h != hash || w != want {
				t.Errorf("%d pixels at %d: %s %d %v", tt.width, asked, h, w, err)
			}
		}
	}
	for _, path := range []string{"", "/media/", "/media/" + hash + ".jpg", "/media/" + hash + "-0320.jpg", "/media/" + hash + "-320.png",
		"/media/" + hash[1:] + "-320.jpg", "/media/" + hash + "-99999999999999999999.jpg", "/media/../" + hash + "-320.jpg"} {
		if _, _, err := ParsePath(path); !errs.Is(err, errs.NotFound) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func BenchmarkRendition(b *testing.B) {
	data := jpegOf(b, noise(1600, 900))
	f := formatNamed("jpeg")
	for b.Loop() {
		if _, err := f.render(data, image.Pt(1600, 900), 960); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExamine(b *testing.B) {
	data := jpegOf(b, noise(1600, 900))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Examine(bytes.NewReader(data)); err != nil {
			b.Fatal(err)
		}
	}
}
