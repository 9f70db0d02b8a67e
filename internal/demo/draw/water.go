package draw

import "math"

// mirror lays what stands above the waterline upside down below it, broken by ripples and sunk into the water's colour.
// Down to bottom, the reflection fades by fade.
func (c *canvas) mirror(line, bottom float64, colour rgb, ripple float64, fade float32) {
	c.mirrorAlong(func(float64) float64 { return line }, bottom, colour, ripple, fade)
}

// mirrorAlong is mirror where the waterline is not level: where it meets walls that run away from the eye.
func (c *canvas) mirrorAlong(shore func(x float64) float64, bottom float64, colour rgb, ripple float64, fade float32) {
	from := append([]rgb(nil), c.pix...)
	for x := range Width {
		line := shore(float64(x))
		for y := max(int(line), 0); y < int(min(bottom, Height)); y++ {
			depth := (float64(y) - line) / (bottom - line)
			band := float64(c.cloud(float64(x), float64(y)*5, 1.3, 1)) - 0.5
			sx := min(max(float64(x)+band*ripple*(0.25+2.2*depth), 0), Width-1)
			there := shore(sx)
			sy := min(max(there-(float64(y)-there)*0.92-band*ripple*0.35*(0.2+depth)-1, 0), there-1)
			k := 0.28 + fade*float32(depth) + 0.10*(c.grain(x, y)-0.5)
			c.pix[y*Width+x] = from[int(sy)*Width+int(sx)].to(colour, min(max(k, 0), 1))
		}
	}
}

// ripples are light or dark cuts across water, short and close together far away, long and apart near by.
func (c *canvas) ripples(line, bottom float64, count int, with paint, length, width float64) {
	for range count {
		depth := math.Pow(c.rng.Float64(), 1.5)
		y := line + 2 + (bottom-line)*depth
		half := length * (0.12 + depth) * c.between(0.35, 1)
		x := c.between(-half, Width+half)
		bend := width * c.between(-1, 1) * depth * 0.9
		c.fill(tapered(curve(x-half, y, x-half/3, y-bend, x+half/3, y+bend, x+half, y), width*(0.22+depth)), with)
	}
}

// glitter is the broken path of light below a lamp or the sun.
func (c *canvas) glitter(cx, line, bottom, width float64, count int, with paint) {
	for range count {
		depth := math.Pow(c.rng.Float64(), 0.8)
		y := line + (bottom-line)*depth
		spread := width * (0.35 + 0.65*depth)
		x := cx + spread*(c.rng.Float64()+c.rng.Float64()-1)
		half := spread * c.between(0.08, 0.34)
		c.fill(tapered(line4(x-half, y, x+half, y+c.between(-1, 1)), 1.2+4.4*depth), with)
	}
}

// line4 is a straight line with points enough between for a stroke to taper.
func line4(x0, y0, x1, y1 float64) []pt {
	out := make([]pt, 7)
	for i := range out {
		t := float64(i) / 6
		out[i] = pt{mix(x0, x1, t), mix(y0, y1, t)}
	}
	return out
}
