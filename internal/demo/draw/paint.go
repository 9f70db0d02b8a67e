package draw

import "math"

// flat is one even colour, as from a printing block.
func flat(colour rgb) paint { return func(int, int) (rgb, float32) { return colour, 1 } }

// gouache is a colour laid with a broad brush: streaks lighten and darken it by up to depth.
func (c *canvas) gouache(colour rgb, depth float32) paint {
	return func(x, y int) (rgb, float32) {
		v := (c.brush(x, y)-0.5)*depth + (c.grain(x, y)-0.5)*depth*0.5
		return colour.times(1 + v), 1
	}
}

// stop is a colour at a place along a ramp.
type stop struct {
	at     float64
	colour rgb
}

// ramp runs through colours from (x0, y0) to (x1, y1), its steps broken up by grain as a spray would, so that nothing bands.
func (c *canvas) ramp(x0, y0, x1, y1 float64, rough float32, stops ...stop) paint {
	dx, dy := x1-x0, y1-y0
	length := dx*dx + dy*dy
	return func(x, y int) (rgb, float32) {
		t := float32(((float64(x)-x0)*dx + (float64(y)-y0)*dy) / length)
		t += (c.grain(x, y)-0.5)*rough + (c.brush(x, y)-0.5)*rough*0.7
		return along(stops, t), 1
	}
}

func along(stops []stop, t float32) rgb {
	for i := 1; i < len(stops); i++ {
		a, b := stops[i-1], stops[i]
		if t <= float32(b.at) {
			return a.colour.to(b.colour, min(max((t-float32(a.at))/float32(b.at-a.at), 0), 1))
		}
	}
	return stops[len(stops)-1].colour
}

// spray lays colour ever more thinly from (x0, y0), where it covers by most, to (x1, y1), where it is gone.
func (c *canvas) spray(colour rgb, most float32, x0, y0, x1, y1 float64) paint {
	dx, dy := x1-x0, y1-y0
	length := dx*dx + dy*dy
	return func(x, y int) (rgb, float32) {
		t := 1 - float32(((float64(x)-x0)*dx+(float64(y)-y0)*dy)/length)
		if t <= 0 {
			return colour, 0
		}
		return colour, most * speckled(min(t, 1), c.grain(x, y))
	}
}

// speckled turns a coverage into single specks where it is thin.
func speckled(t, grain float32) float32 {
	return smoothstep(grain-0.22, grain+0.22, t*1.1-0.05)
}

// dry is paint from a brush that runs out: it covers only the high places of the streaks.
func (c *canvas) dry(with paint, covers float32) paint {
	return func(x, y int) (rgb, float32) {
		colour, a := with(x, y)
		return colour, a * smoothstep(1-covers-0.12, 1-covers+0.12, c.brush(x, y)*0.75+c.grain(x, y)*0.25)
	}
}

// veil thins paint to a share.
func veil(with paint, share float32) paint {
	return func(x, y int) (rgb, float32) {
		colour, a := with(x, y)
		return colour, a * share
	}
}

// glow is light around a lamp, the sun, a window: it brightens what is there.
func (c *canvas) glow(cx, cy, radius float64, colour rgb, strength float32) {
	c.fill(ellipse(cx, cy, radius, radius), func(x, y int) (rgb, float32) {
		d := float32(math.Hypot(float64(x)-cx, float64(y)-cy) / radius)
		t := max(1-d, 0)
		t = t * t * (0.82 + 0.36*c.grain(x, y))
		under := c.pix[y*Width+x]
		lit := rgb{}
		for i := range lit {
			lit[i] = 1 - (1-under[i])*(1-colour[i]*min(t*strength, 1))
		}
		return lit, 1
	})
}

// beam is a cone of light from a point.
func (c *canvas) beam(x, y, degrees, spread, length float64, colour rgb, strength float32) {
	a0, a1 := (degrees-spread/2)*math.Pi/180, (degrees+spread/2)*math.Pi/180
	cone := poly(x, y, x+length*math.Cos(a0), y+length*math.Sin(a0), x+length*math.Cos(a1), y+length*math.Sin(a1))
	c.fill(cone, func(px, py int) (rgb, float32) {
		d := float32(math.Hypot(float64(px)-x, float64(py)-y) / length)
		t := max(1-d, 0)
		return colour, strength * t * (0.7 + 0.6*c.grain(px, py))
	})
}

// clouds lays colour between two heights where the soft texture lies over a level, in two printings: a soft edge and a
// full middle.
func (c *canvas) clouds(top, bottom float64, colour rgb, level float32, sx, sy float64, most float32) {
	c.fill(rect(0, top, Width, bottom), func(x, y int) (rgb, float32) {
		v := c.cloud(float64(x), float64(y), sx, sy) + (c.grain(x, y)-0.5)*0.07 + (c.brush(x, y)-0.5)*0.05
		if top > 0 {
			v -= 0.3 * (1 - smoothstep(0, 90, float32(float64(y)-top)))
		}
		v -= 0.3 * (1 - smoothstep(0, 70, float32(bottom-float64(y))))
		return colour, most * (0.45*smoothstep(level, level+0.03, v) + 0.55*smoothstep(level+0.07, level+0.1, v))
	})
}

// mist lays colour in drifts between two heights, thickest two thirds of the way down.
func (c *canvas) mist(top, bottom float64, colour rgb, most float32) {
	c.fill(rect(0, top, Width, bottom), func(x, y int) (rgb, float32) {
		t := float32((float64(y) - top) / (bottom - top))
		v := c.cloud(float64(x), float64(y), 2.6, 0.9) - 0.5 + (c.grain(x, y)-0.5)*0.2
		return colour, most * smoothstep(0, 0.65, t+v*0.4*t) * (1 - smoothstep(0.68, 1, t))
	})
}
