package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"github.com/bep/imagemeta"
	"golang.org/x/image/webp"

	"masthead/internal/errs"
)

// What an original may be at most.
const (
	MaxBytes  = 64 << 20
	MaxPixels = 100_000_000
	MaxSide   = 20_000
)

// Original is a picture's file, examined. Only Examine makes one.
type Original struct {
	Hash          string
	Format        string
	Width, Height int // as it is seen
	data          []byte
}

// Size is the number of bytes of the file.
func (o Original) Size() int64 { return int64(len(o.data)) }

// format is a kind of picture file that is accepted.
type format struct {
	name, extension, contentType string
	meta                         imagemeta.ImageFormat // ImageFormatAuto where files hold no orientation
	config                       func(io.Reader) (image.Config, error)
	decode                       func(io.Reader) (image.Image, error)
	whole                        func([]byte) error
}

var formats = []*format{
	{"jpeg", ".jpg", "image/jpeg", imagemeta.JPEG, jpeg.DecodeConfig, jpeg.Decode, wholeJPEG},
	{"png", ".png", "image/png", imagemeta.PNG, png.DecodeConfig, png.Decode, wholePNG},
	{"gif", ".gif", "image/gif", imagemeta.ImageFormatAuto, gif.DecodeConfig, gif.Decode, wholeGIF},
	{"webp", ".webp", "image/webp", imagemeta.WebP, webp.DecodeConfig, webp.Decode, wholeWebP},
}

func formatNamed(name string) *format {
	for _, f := range formats {
		if f.name == name {
			return f
		}
	}
	return nil
}

// Examine reads a picture's file and finds out what it is, whatever its name says. It does not decode the pixels: a
// file may still turn out damaged when its first rendition is made. An error of kind Invalid says why a file is refused;
// any other comes from r.
func Examine(r io.Reader) (Original, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return Original{}, fmt.Errorf("reading a picture: %w", err)
	}
	if len(data) > MaxBytes {
		return Original{}, errs.New(errs.Invalid, "The picture is larger than %d MB.", MaxBytes>>20)
	}
	f, err := sniff(data)
	if err != nil {
		return Original{}, err
	}
	width, height, err := f.dimensions(data)
	if err != nil {
		return Original{}, err
	}
	if err := f.whole(data); err != nil {
		return Original{}, errs.Wrap(err, errs.Invalid, "The picture is damaged: %v.", err)
	}
	if f.orientation(data).turned() {
		width, height = height, width
	}
	sum := sha256.Sum256(data)
	return Original{Hash: hex.EncodeToString(sum[:]), Format: f.name, Width: width, Height: height, data: data}, nil
}

// dimensions reads the width and height that the file declares, and refuses what would cost too much to decode.
func (f *format) dimensions(data []byte) (width, height int, err error) {
	config, err := guarded(func() (image.Config, error) { return f.config(bytes.NewReader(data)) })
	switch {
	case err != nil:
		return 0, 0, errs.Wrap(err, errs.Invalid, "The picture is damaged: its header cannot be read.")
	case config.Width < 1 || config.Height < 1:
		return 0, 0, errs.New(errs.Invalid, "The picture is empty: it has %d by %d pixels.", config.Width, config.Height)
	case config.Width > MaxSide || config.Height > MaxSide:
		return 0, 0, errs.New(errs.Invalid, "The picture has %d by %d pixels; a side may have %d.", config.Width, config.Height, MaxSide)
	case config.Width*config.Height > MaxPixels:
		return 0, 0, errs.New(errs.Invalid, "The picture has %d megapixels; it may have %d.",
			(config.Width*config.Height+999_999)/1_000_000, MaxPixels/1_000_000)
	}
	return config.Width, config.Height, nil
}

// guarded turns a panic of a decoder, which a crafted file may cause, into an error.
func guarded[T any](decode func() (T, error)) (v T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("decoder panicked: %v", r)
		}
	}()
	return decode()
}
