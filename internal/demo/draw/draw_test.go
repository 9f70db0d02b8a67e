package draw

import (
	"bytes"
	"image/jpeg"
	"math"
	"testing"
)

const maxBytes = 400_000

func TestDrawings(t *testing.T) {
	first, err := All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(first) < 16 || len(first) != len(Names()) {
		t.Errorf("%d drawings of %d names", len(first), len(Names()))
	}
	seeds := map[uint64]string{}
	for _, d := range drawings {
		if other := seeds[d.seed]; other != "" {
			t.Errorf("%s has the seed of %s", d.name, other)
		}
		seeds[d.seed] = d.name
		data := first[d.name]
		if len(data) > maxBytes {
			t.Errorf("%s has %d bytes", d.name, len(data))
		}
		checkPicture(t, d.name, data)
	}
	for i := 0; i < len(drawings); i += 6 {
		d := drawings[i]
		again, err := encode(d.image())
		if err != nil || !bytes.Equal(first[d.name], again) {
			t.Errorf("%s is another picture when drawn again (%v)", d.name, err)
		}
	}
}

// checkPicture holds a picture to being one: of the right size, with dark and light in it, and no part left white or black.
func checkPicture(t *testing.T, name string, data []byte) {
	t.Helper()
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != Width || b.Dy() != Height {
		t.Errorf("%s is %d by %d", name, b.Dx(), b.Dy())
	}
	var sum, squares, count float64
	for y := 0; y < Height; y += 7 {
		for x := 0; x < Width; x += 7 {
			r, g, b, _ := img.At(x, y).RGBA()
			light := (0.3*float64(r) + 0.59*float64(g) + 0.11*float64(b)) / 0xffff
			sum, squares, count = sum+light, squares+light*light, count+1
		}
	}
	mean := sum / count
	if spread := math.Sqrt(squares/count - mean*mean); spread < 0.06 || mean < 0.06 || mean > 0.85 {
		t.Errorf("%s has a mean light of %.2f and a spread of %.2f", name, mean, spread)
	}
}

func BenchmarkAll(b *testing.B) {
	for b.Loop() {
		if _, err := All(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
