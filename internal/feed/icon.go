package feed

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strconv"
	"strings"
	"unicode"

	"github.com/go-fonts/liberation/liberationserifbold"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"masthead/internal/edition"
)

// iconPath is the address of the icon that feeds and the manifest name.
const iconPath = "/icon-192.png"

// palette is the theme's colours as they are painted.
type palette struct {
	names              Colours
	ink, paper, accent color.NRGBA
}

func newPalette(c Colours) (p palette, err error) {
	p.names = c
	for _, name := range []struct {
		text string
		at   *color.NRGBA
	}{{c.Ink, &p.ink}, {c.Paper, &p.paper}, {c.Accent, &p.accent}} {
		v, err := strconv.ParseUint(strings.TrimPrefix(name.text, "#"), 16, 24)
		if err != nil || len(name.text) != 7 || name.text[0] != '#' {
			return p, fmt.Errorf("%q is not a colour such as #0a5c8a", name.text)
		}
		*name.at = color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 0xff}
	}
	return p, nil
}

// The icon is drawn on a square of this many units: the newsroom's initial over a rule in the accent colour. All of it
// stands within the inner four fifths, so that a launcher may cut the corners off.
const (
	grid       = 512
	capHeight  = 264
	baseline   = 352
	ruleTop    = 392
	ruleHeight = 24
	ruleWidth  = 232
)

// outline is a shape as lines and curves: M and L with one point, Q with two.
type outline []stroke

type stroke struct {
	op     byte
	points [2][2]float32
}

// initial returns the outline of the first letter of a name, placed on the grid; without strokes where the font has no
// such letter.
func initial(name string) (outline, error) {
	parsed, err := sfnt.Parse(liberationserifbold.TTF)
	if err != nil {
		return nil, fmt.Errorf("reading the icon's font: %w", err)
	}
	var b sfnt.Buffer
	glyph, err := parsed.GlyphIndex(&b, firstLetter(name))
	if err != nil || glyph == 0 {
		return nil, err
	}
	metrics, err := parsed.Metrics(&b, fixed.I(grid), font.HintingNone)
	if err != nil {
		return nil, fmt.Errorf("measuring the icon's font: %w", err)
	}
	segments, err := parsed.LoadGlyph(&b, glyph, fixed.I(grid), nil)
	if err != nil {
		return nil, fmt.Errorf("drawing the icon's letter: %w", err)
	}
	box := segments.Bounds()
	scale := float32(capHeight) / float32(metrics.CapHeight)
	middle := float32(box.Min.X+box.Max.X) / 2
	place := func(p fixed.Point26_6) [2]float32 {
		return [2]float32{grid/2 + (float32(p.X)-middle)*scale, baseline + float32(p.Y)*scale}
	}
	var o outline
	for _, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			o = append(o, stroke{'M', [2][2]float32{place(s.Args[0])}})
		case sfnt.SegmentOpLineTo:
			o = append(o, stroke{'L', [2][2]float32{place(s.Args[0])}})
		case sfnt.SegmentOpQuadTo:
			o = append(o, stroke{'Q', [2][2]float32{place(s.Args[0]), place(s.Args[1])}})
		}
	}
	return o, nil
}

var articles = map[string]bool{"the": true, "der": true, "die": true, "das": true, "le": true, "la": true, "les": true,
	"el": true, "los": true, "las": true, "il": true, "lo": true, "de": true, "het": true, "o": true, "os": true}

// firstLetter is the letter that stands for a name: that of 'The Harbour Post' is H.
func firstLetter(name string) rune {
	words := strings.Fields(name)
	if len(words) > 1 && articles[strings.ToLower(words[0])] {
		words = words[1:]
	}
	for _, r := range strings.Join(words, " ") {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
	}
	return 0
}

func (f *Feeds) svgIcon(_ context.Context, e *edition.Edition, _ string) ([]byte, error) {
	o, err := initial(e.Newsroom().Name)
	if err != nil {
		return nil, err
	}
	var path strings.Builder
	for _, s := range o {
		path.WriteByte(s.op)
		fmt.Fprintf(&path, "%.1f %.1f", s.points[0][0], s.points[0][1])
		if s.op == 'Q' {
			fmt.Fprintf(&path, " %.1f %.1f", s.points[1][0], s.points[1][1])
		}
	}
	c := f.palette.names
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[1]d"><path fill="%[2]s" d="M0 0h%[1]dv%[1]dH0z"/>`+
		`<path fill="%[3]s" d="%[4]s"/><path fill="%[5]s" d="M%[6]d %[7]dh%[8]dv%[9]dh-%[8]dz"/></svg>`+"\n",
		grid, c.Ink, c.Paper, path.String(), c.Accent, (grid-ruleWidth)/2, ruleTop, ruleWidth, ruleHeight), nil
}

// paint draws the icon at a size.
func (p palette) paint(o outline, size int) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, size, size))
	draw.Draw(m, m.Bounds(), image.NewUniform(p.ink), image.Point{}, draw.Src)
	scale := float32(size) / grid
	z := vector.NewRasterizer(size, size)
	for _, s := range o {
		a, b := s.points[0], s.points[1]
		switch s.op {
		case 'M':
			z.ClosePath()
			z.MoveTo(a[0]*scale, a[1]*scale)
		case 'L':
			z.LineTo(a[0]*scale, a[1]*scale)
		case 'Q':
			z.QuadTo(a[0]*scale, a[1]*scale, b[0]*scale, b[1]*scale)
		}
	}
	z.ClosePath()
	z.Draw(m, m.Bounds(), image.NewUniform(p.paper), image.Point{})
	z.Reset(size, size)
	left, right := float32(grid-ruleWidth)/2*scale, float32(grid+ruleWidth)/2*scale
	top, bottom := ruleTop*scale, (ruleTop+ruleHeight)*scale
	z.MoveTo(left, top)
	z.LineTo(right, top)
	z.LineTo(right, bottom)
	z.LineTo(left, bottom)
	z.ClosePath()
	z.Draw(m, m.Bounds(), image.NewUniform(p.accent), image.Point{})
	return m
}

func (f *Feeds) pngIcon(size int) maker {
	return func(_ context.Context, e *edition.Edition, _ string) ([]byte, error) {
		o, err := initial(e.Newsroom().Name)
		if err != nil {
			return nil, err
		}
		return f.palette.png(o, size)
	}
}

func (p palette) png(o outline, size int) ([]byte, error) {
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, p.paint(o, size)); err != nil {
		return nil, fmt.Errorf("writing an icon: %w", err)
	}
	return b.Bytes(), nil
}

// icoSizes are those that browsers and desktops show.
var icoSizes = []int{16, 32, 48}

// icoIcon writes the icon in the format of Windows icons: a directory, then a PNG of each size.
func (f *Feeds) icoIcon(_ context.Context, e *edition.Edition, _ string) ([]byte, error) {
	o, err := initial(e.Newsroom().Name)
	if err != nil {
		return nil, err
	}
	type header struct{ Reserved, Type, Count uint16 }
	type directory struct {
		Width, Height, Colours, Reserved uint8
		Planes, Bits                     uint16
		Size, Offset                     uint32
	}
	var entries []directory
	var pictures bytes.Buffer
	for _, size := range icoSizes {
		data, err := f.palette.png(o, size)
		if err != nil {
			return nil, err
		}
		at := binary.Size(header{}) + len(icoSizes)*binary.Size(directory{}) + pictures.Len()
		entries = append(entries, directory{uint8(size), uint8(size), 0, 0, 1, 32, uint32(len(data)), uint32(at)})
		pictures.Write(data)
	}
	ico, err := binary.Append(nil, binary.LittleEndian, header{0, 1, uint16(len(icoSizes))})
	if err != nil {
		return nil, err
	}
	if ico, err = binary.Append(ico, binary.LittleEndian, entries); err != nil {
		return nil, err
	}
	return append(ico, pictures.Bytes()...), nil
}
