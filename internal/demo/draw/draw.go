// Package draw draws the demo newsroom's pictures: prints in a few inks, each from a fixed seed, so that the same
// program draws the same picture every time.
package draw

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// quality is where grain still looks like paper and a picture stays well under 400 kB.
const quality = 88

type drawing struct {
	name string
	seed uint64
	draw func(*canvas)
}

// Names returns the names of all pictures, in no meaningful order but always the same.
func Names() []string {
	out := make([]string, len(drawings))
	for i, d := range drawings {
		out[i] = d.name
	}
	return out
}

// All draws every picture, several at a time, by name.
func All(ctx context.Context) (map[string][]byte, error) {
	encoded := make([][]byte, len(drawings))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, d := range drawings {
		group.Go(func() (err error) {
			if err := ctx.Err(); err != nil {
				return err
			}
			encoded[i], err = encode(d.image())
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	out := make(map[string][]byte, len(drawings))
	for i, d := range drawings {
		out[d.name] = encoded[i]
	}
	return out, nil
}

func (d drawing) image() *image.RGBA {
	c := newCanvas(d.seed)
	d.draw(c)
	return c.finish()
}

func encode(img *image.RGBA) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
