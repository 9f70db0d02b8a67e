package picture

import (
	"bytes"
	"image"

	"github.com/bep/imagemeta"
)

// orientation says how the camera was held: EXIF's number, 1 for upright.
type orientation int

const upright orientation = 1

// turned reports whether width and height change places.
func (o orientation) turned() bool { return o >= 5 }

// orientation reads how the picture has to be turned to be seen upright. Metadata that cannot be read does not
// make a picture wrong: it counts as upright.
func (f *format) orientation(data []byte) orientation {
	found := upright
	if f.meta == imagemeta.ImageFormatAuto {
		return found
	}
	guarded(func() (imagemeta.DecodeResult, error) {
		return imagemeta.Decode(imagemeta.Options{
			R: bytes.NewReader(data), ImageFormat: f.meta, Sources: imagemeta.EXIF,
			HandleTag: func(tag imagemeta.TagInfo) error {
				if v, ok := tag.Value.(uint16); ok && tag.Tag == "Orientation" && v >= 1 && v <= 8 {
					found = orientation(v)
				}
				return nil
			},
		})
	})
	return found
}

// apply returns the picture turned so that it is seen as it was taken.
func (o orientation) apply(m *image.RGBA) *image.RGBA {
	if o <= upright {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	if o.turned() {
		w, h = h, w
	}
	turned := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sx, sy := o.source(x, y, w, h)
			copy(turned.Pix[turned.PixOffset(x, y):][:4], m.Pix[m.PixOffset(sx, sy):][:4])
		}
	}
	return turned
}

// source is the place, in the picture as it was stored, of what is seen at (x, y) of w by h pixels.
func (o orientation) source(x, y, w, h int) (int, int) {
	switch o {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, w - 1 - x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return h - 1 - y, x
	}
	return x, y
}
