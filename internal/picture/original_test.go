package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"masthead/internal/errs"
)

// scene is a picture whose four quarters are red, green, blue and white, clockwise from the top left.
func scene(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{A: 255}
			switch right, low := x >= w/2, y >= h/2; {
			case !right && !low:
				c.R = 255
			case right && !low:
				c.G = 255
			case right:
				c.B = 255
			default:
				c = color.RGBA{255, 255, 255, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func encoded(t testing.TB, encode func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t testing.TB, m image.Image) []byte {
	return encoded(t, func(w io.Writer) error { return jpeg.Encode(w, m, &jpeg.Options{Quality: 95}) })
}

func pngOf(t testing.TB, m image.Image) []byte {
	return encoded(t, func(w io.Writer) error { return png.Encode(w, m) })
}

// withOrientation puts an EXIF segment that holds nothing but an orientation into a JPEG.
func withOrientation(data []byte, o orientation) []byte {
	exif := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00")
	binary.BigEndian.PutUint16(exif[24:], uint16(o))
	segment := append([]byte{0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
	return append(append(append([]byte{}, data[:2]...), segment...), data[2:]...)
}

// pngChunk returns one chunk of a PNG.
func pngChunk(kind string, body []byte) []byte {
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	chunk = append(append(chunk, kind...), body...)
	return binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
}

// declaredPNG is the beginning of a PNG that says that it is as large.
func declaredPNG(w, h uint32) []byte {
	header := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	return append([]byte(pngSignature), pngChunk("IHDR", append(header, 8, 0, 0, 0, 0))...)
}

// animatedWebP is the header of an animated WebP.
func animatedWebP() []byte {
	body := append([]byte("WEBPVP8X"), 10, 0, 0, 0, 2, 0, 0, 0, 99, 0, 0, 99, 0, 0)
	return append(append([]byte("RIFF"), byte(len(body)), 0, 0, 0), body...)
}

func TestExamine(t *testing.T) {
	still := scene(40, 30)
	palette := image.NewPaletted(still.Rect, color.Palette{color.White, color.Black})
	for _, tt := range []struct {
		name, format  string
		data          []byte
		width, height int
	}{
		{"JPEG", "jpeg", jpegOf(t, still), 40, 30},
		{"JPEG on its side", "jpeg", withOrientation(jpegOf(t, still), 6), 30, 40},
		{"JPEG upside down", "jpeg", withOrientation(jpegOf(t, still), 3), 40, 30},
		{"JPEG with nonsense for an orientation", "jpeg", withOrientation(jpegOf(t, still), 99), 40, 30},
		{"JPEG with something after it", "jpeg", append(jpegOf(t, still), "more"...), 40, 30},
		{"PNG", "png", pngOf(t, still), 40, 30},
		{"GIF", "gif", encoded(t, func(w io.Writer) error { return gif.Encode(w, palette, nil) }), 40, 30},
	} {
		o, err := Examine(bytes.NewReader(tt.data))
		if err != nil || o.Format != tt.format || o.Width != tt.width || o.Height != tt.height || o.Size() != int64(len(tt.data)) || len(o.Hash) != 64 {
			t.Errorf("%s: %s, %d by %d, %d bytes, %q, %v", tt.name, o.Format, o.Width, o.Height, o.Size(), o.Hash, err)
		}
	}
}

func TestExamineRefuses(t *testing.T) {
	flippedPNG := pngOf(t, scene(40, 30))
	flippedPNG[len(flippedPNG)-20] ^= 1
	for _, tt := range []struct {
		name, says string
		data       []byte
	}{
		{"nothing", "empty", nil},
		{"text", "not a JPEG", []byte("hello")},
		{"SVG", "SVG, which can carry scripts", []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`)},
		{"SVG after a byte order mark", "SVG", []byte("\ufeff\n<svg/>")},
		{"web page", "web page", []byte("<!DOCTYPE html><p>Not found")},
		{"BMP", "BMP", []byte("BM\x00\x00\x00\x00")},
		{"TIFF", "TIFF", []byte("II*\x00\x08\x00\x00\x00")},
		{"HEIC", "HEIC", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00")},
		{"AVIF", "AVIF", []byte("\x00\x00\x00\x18ftypavif\x00\x00\x00\x00")},
		{"PDF", "PDF", []byte("%PDF-1.7")},
		{"video", "video", []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00")},
		{"30,000 pixels square", "30000 by 30000 pixels", declaredPNG(30_000, 30_000)},
		{"more pixels than an int32 holds", "header cannot be read", declaredPNG(1<<31-1, 1<<31-1)},
		{"20,000 by 20,000", "400 megapixels", declaredPNG(20_000, 20_000)},
		{"0 by 0", "damaged", declaredPNG(0, 0)},
		{"beginning of a PNG", "ends too early", declaredPNG(40, 30)},
		{"PNG with a flipped bit", "checksum", flippedPNG},
		{"only a JPEG's magic", "damaged", []byte("\xff\xd8\xff")},
		{"only a GIF's magic", "damaged", []byte("GIF89a")},
		{"only a WebP's magic", "damaged", []byte("RIFF\x04\x00\x00\x00WEBP")},
		{"animated WebP", "animated", animatedWebP()},
	} {
		_, err := Examine(bytes.NewReader(tt.data))
		if !errs.Is(err, errs.Invalid) || !strings.Contains(errs.Public(err), tt.says) {
			t.Errorf("%s: %v; it should say %q", tt.name, err, tt.says)
		}
	}
}

func TestExamineRefusesTooManyBytes(t *testing.T) {
	endless := io.MultiReader(bytes.NewReader(jpegOf(t, scene(4, 4))), endlessReader{})
	if _, err := Examine(endless); !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "64 MB") {
		t.Error(err)
	}
}

type endlessReader struct{}

func (endlessReader) Read(p []byte) (int, error) { return len(p), nil }

func TestExamineTellsFailureToReadFromDamage(t *testing.T) {
	broken := errors.New("connection reset")
	_, err := Examine(iotest.ErrReader(broken))
	if !errors.Is(err, broken) || errs.Is(err, errs.Invalid) {
		t.Error(err)
	}
}

// TestExamineTruncated cuts each kind of picture short at every length.
func TestExamineTruncated(t *testing.T) {
	small := scene(12, 9)
	palette := image.NewPaletted(small.Rect, color.Palette{color.White, color.Black})
	for name, data := range map[string][]byte{
		"jpeg": jpegOf(t, small),
		"png":  pngOf(t, small),
		"gif":  encoded(t, func(w io.Writer) error { return gif.Encode(w, palette, nil) }),
	} {
		end := len(data)
		if name == "gif" {
			end-- // the trailer, which a still does without
		}
		for n := range end {
			if _, err := Examine(bytes.NewReader(data[:n])); !errs.Is(err, errs.Invalid) {
				t.Errorf("%s cut after %d of %d bytes: %v", name, n, len(data), err)
			}
		}
	}
}

// Corpus is newstest.Corpus, which these tests cannot import themselves: it imports this package.
var Corpus func(testing.TB) string

// corpus returns the files under a folder of the corpus beside the repository.
func corpus(t testing.TB, folder string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(filepath.Join(Corpus(t), folder), func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	return files
}

// TestExamineCorpus looks at files of every kind, many of them damaged on purpose: each is accepted or refused
// with a reason, and of those accepted nearly all become renditions.
func TestExamineCorpus(t *testing.T) {
	accepted, refused, undecodable := 0, 0, 0
	for _, path := range corpus(t, filepath.Join("data", "images")) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		o, err := Examine(bytes.NewReader(data))
		if err != nil {
			refused++
			if !errs.Is(err, errs.Invalid) || !strings.HasSuffix(errs.Public(err), ".") {
				t.Errorf("%s: %v", filepath.Base(path), err)
			}
			continue
		}
		accepted++
		f := formatNamed(o.Format)
		w, h, err := f.dimensions(data)
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(path), err)
			continue
		}
		rendition, err := f.render(data, image.Pt(w, h), 320)
		if errs.Is(err, errs.Invalid) {
			undecodable++
			t.Logf("%s: %v", filepath.Base(path), err)
			continue
		}
		if err := isRendition(rendition, min(320, o.Width)); err != nil {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
	t.Logf("%d accepted, %d refused, %d of the accepted damaged within", accepted, refused, undecodable)
	if accepted < 400 || undecodable > 10 {
		t.Errorf("%d accepted, %d damaged within", accepted, undecodable)
	}
}

// isRendition reports what is wrong with a file that should be a JPEG of a width, without any metadata.
func isRendition(data []byte, width int) error {
	config, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return err
	}
	if config.Width != width {
		return fmt.Errorf("%d pixels wide, not %d", config.Width, width)
	}
	if bytes.Contains(data, []byte("Exif\x00")) || bytes.Contains(data, []byte("http://ns.adobe.com")) {
		return errors.New("it carries metadata")
	}
	return nil
}

func FuzzExamine(f *testing.F) {
	small := scene(12, 9)
	palette := image.NewPaletted(small.Rect, color.Palette{color.White, color.Black})
	f.Add(jpegOf(f, small))
	f.Add(withOrientation(jpegOf(f, small), 6))
	f.Add(pngOf(f, small))
	f.Add(encoded(f, func(w io.Writer) error { return gif.Encode(w, palette, nil) }))
	f.Add(animatedWebP())
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := Examine(bytes.NewReader(data))
		if err != nil {
			if !errs.Is(err, errs.Invalid) {
				t.Fatal(err)
			}
			return
		}
		if o.Width < 1 || o.Height < 1 || o.Width > MaxSide || o.Height > MaxSide || o.Width*o.Height > MaxPixels {
			t.Fatalf("%d by %d", o.Width, o.Height)
		}
	})
}
