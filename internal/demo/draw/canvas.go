package draw

import (
	"image"
	"math"
	"math/rand/v2"

	"golang.org/x/image/vector"
)

// The size of every picture.
const (
	Width  = 1600
	Height = 900
)

// rgb is a colour, each part from 0 to 1.
type rgb [3]float32

// ink is the colour written as 0xrrggbb.
func ink(v uint32) rgb {
	return rgb{float32(v>>16&255) / 255, float32(v>>8&255) / 255, float32(v&255) / 255}
}

func (a rgb) to(b rgb, t float32) rgb {
	return rgb{a[0] + (b[0]-a[0])*t, a[1] + (b[1]-a[1])*t, a[2] + (b[2]-a[2])*t}
}

func (a rgb) times(k float32) rgb { return rgb{a[0] * k, a[1] * k, a[2] * k} }

// paint gives the colour at a place and how much it covers.
type paint func(x, y int) (rgb, float32)

// canvas is the sheet that a picture is drawn on, layer over layer, from the back to the front.
type canvas struct {
	pix    []rgb
	rng    *rand.Rand
	tex    *textures
	ox, oy int // where this picture's paper lies in the shared textures
	raster *vector.Rasterizer
	mask   []uint8
	clip   []uint8 // nil: everywhere
}

func newCanvas(seed uint64) *canvas {
	rng := rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15))
	return &canvas{
		pix: make([]rgb, Width*Height), rng: rng, tex: shared(), ox: rng.IntN(tile), oy: rng.IntN(tile),
		raster: vector.NewRasterizer(1, 1), mask: make([]uint8, Width*Height),
	}
}

func (c *canvas) grain(x, y int) float32 {
	return c.tex.grain[((y+c.oy)&wrap)*tile+(x+c.ox)&wrap]
}

func (c *canvas) brush(x, y int) float32 {
	return c.tex.brush[((y+c.oy)&wrap)*tile+(x+c.ox)&wrap]
}

// cloud reads the soft texture enlarged by sx and sy.
func (c *canvas) cloud(x, y, sx, sy float64) float32 {
	fx, fy := x/sx+float64(c.ox)+tile, y/sy+float64(c.oy)+tile
	x0, y0 := int(fx), int(fy)
	tx, ty := float32(fx-float64(x0)), float32(fy-float64(y0))
	r0, r1 := (y0&wrap)*tile, ((y0+1)&wrap)*tile
	a, b := c.tex.cloud[r0+x0&wrap], c.tex.cloud[r0+(x0+1)&wrap]
	d, e := c.tex.cloud[r1+x0&wrap], c.tex.cloud[r1+(x0+1)&wrap]
	top := a + (b-a)*tx
	return top + (d+(e-d)*tx-top)*ty
}

func (c *canvas) between(lo, hi float64) float64 { return lo + c.rng.Float64()*(hi-lo) }

func (c *canvas) chance(p float64) bool { return c.rng.Float64() < p }

// fill lays paint over a path.
func (c *canvas) fill(p path, with paint) {
	box, alpha := c.rasterise(p)
	w := box.Dx()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		row := alpha[(y-box.Min.Y)*w:][:w]
		for i, m := range row {
			if m == 0 {
				continue
			}
			x := box.Min.X + i
			at := y*Width + x
			k := float32(m) / 255
			if c.clip != nil {
				if c.clip[at] == 0 {
					continue
				}
				k *= float32(c.clip[at]) / 255
			}
			colour, a := with(x, y)
			if a *= k; a > 0 {
				c.pix[at] = c.pix[at].to(colour, a)
			}
		}
	}
}

// everywhere lays paint over the whole sheet, or over what within leaves open.
func (c *canvas) everywhere(with paint) { c.fill(rect(0, 0, Width, Height), with) }

// within confines what draw does to a path.
func (c *canvas) within(p path, draw func()) {
	box, alpha := c.rasterise(p)
	outer := c.clip
	clip := make([]uint8, Width*Height)
	w := box.Dx()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		copy(clip[y*Width+box.Min.X:], alpha[(y-box.Min.Y)*w:][:w])
	}
	for i, v := range outer {
		clip[i] = uint8(int(clip[i]) * int(v) / 255)
	}
	c.clip = clip
	draw()
	c.clip = outer
}

// rasterise returns the part of the sheet that a path touches, and how far it covers each unit of it. The coverage is
// good until the next call.
func (c *canvas) rasterise(p path) (image.Rectangle, []uint8) {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, line := range p {
		for _, q := range line {
			x0, y0, x1, y1 = min(x0, q.x), min(y0, q.y), max(x1, q.x), max(y1, q.y)
		}
	}
	x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, Width), min(y1, Height)
	if x0 >= x1 || y0 >= y1 {
		return image.Rectangle{}, nil
	}
	box := image.Rect(int(x0), int(y0), int(math.Ceil(x1)), int(math.Ceil(y1)))
	c.raster.Reset(box.Dx(), box.Dy())
	for _, line := range p {
		for i, q := range line {
			x, y := float32(q.x-float64(box.Min.X)), float32(q.y-float64(box.Min.Y))
			if i == 0 {
				c.raster.MoveTo(x, y)
			} else {
				c.raster.LineTo(x, y)
			}
		}
		c.raster.ClosePath()
	}
	mask := &image.Alpha{Pix: c.mask[:box.Dx()*box.Dy()], Stride: box.Dx(), Rect: image.Rect(0, 0, box.Dx(), box.Dy())}
	clear(mask.Pix)
	c.raster.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	return box, mask.Pix
}

// finish presses the sheet on its paper: a tooth in every colour, a little less light at the edges.
func (c *canvas) finish() *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, Width, Height))
	for y := range Height {
		for x := range Width {
			dx, dy := float32(x-Width/2)/(Width/2), float32(y-Height/2)/(Height/2)
			edge := dx*dx + dy*dy
			tooth := (c.grain(x+311, y+97)-0.5)*0.034 + (c.brush(x, y)-0.5)*0.02
			k := 1 + tooth - 0.045*edge*edge
			colour := c.pix[y*Width+x]
			at := y*img.Stride + x*4
			for i, v := range colour {
				img.Pix[at+i] = uint8(min(max(v*k+tooth*0.12, 0), 1)*254 + 0.5)
			}
			img.Pix[at+3] = 255
		}
	}
	return img
}
