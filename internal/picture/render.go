package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"

	"golang.org/x/image/draw"
)

const (
	quality = 80
	// band is how many rows or columns are resized at once: the resizer needs 32 bytes for each of a band's
	// intermediate pixels, which for a whole photograph at once would be hundreds of megabytes.
	band = 64
)

// render makes the JPEG of a rendition: upright, on white, without the original's metadata. size is the original's, as
// its header declares it.
func (f *format) render(original []byte, size image.Point, width int) ([]byte, error) {
	full, err := guarded(func() (image.Image, error) { return f.decode(bytes.NewReader(original)) })
	if err != nil {
		return nil, errDamaged(err)
	}
	turn := f.orientation(original)
	full = onCanvas(full, size)
	seen := size
	if turn.turned() {
		seen.X, seen.Y = seen.Y, seen.X
	}
	target := fit(seen, width)
	if turn.turned() {
		target.X, target.Y = target.Y, target.X
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, turn.apply(resize(full, target)), &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("picture: %w", err)
	}
	return out.Bytes(), nil
}

// onCanvas puts the first frame of a GIF, which may be smaller than the picture, where it belongs.
func onCanvas(m image.Image, size image.Point) image.Image {
	canvas := image.Rectangle{Max: size}
	if m.Bounds().Size() == size {
		return m
	}
	whole := image.NewRGBA(canvas)
	draw.Draw(whole, m.Bounds().Intersect(canvas), m, m.Bounds().Min, draw.Src)
	return whole
}

// fit is the size of a picture at a width, never larger than it is.
func fit(size image.Point, width int) image.Point {
	if size.X <= width {
		return size
	}
	return image.Pt(width, max(1, (size.Y*width+size.X/2)/size.X))
}

// resize draws a picture on white at a size. Bands give, up to rounding, what one pass would: where the other direction
// keeps its size, the kernel looks at no neighbour.
func resize(m image.Image, size image.Point) *image.RGBA {
	from := m.Bounds()
	canvas := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(canvas, canvas.Rect, image.White, image.Point{}, draw.Src)
	if from.Size() == size {
		draw.Draw(canvas, canvas.Rect, m, from.Min, draw.Over)
		return canvas
	}
	narrow := image.NewRGBA(image.Rect(0, 0, size.X, from.Dy()))
	across := draw.CatmullRom.NewScaler(size.X, band, from.Dx(), band)
	for y := 0; y < from.Dy(); y += band {
		rows := image.Rect(0, y, size.X, min(y+band, from.Dy()))
		source := image.Rect(0, rows.Min.Y, from.Dx(), rows.Max.Y).Add(from.Min)
		across.Scale(narrow, rows, m, source, draw.Src, nil)
	}
	down := draw.CatmullRom.NewScaler(band, size.Y, band, from.Dy())
	for x := 0; x < size.X; x += band {
		columns := image.Rect(x, 0, min(x+band, size.X), size.Y)
		source := image.Rect(columns.Min.X, 0, columns.Max.X, from.Dy())
		down.Scale(canvas, columns, narrow, source, draw.Over, nil)
	}
	return canvas
}
