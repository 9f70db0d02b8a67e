package draw

import "math"

func marketHall(c *canvas) {
	v := view{800, 470, 620, 1.7}
	c.everywhere(c.ramp(0, 0, 0, 620, 0.14, stop{0, ink(0xf3dfae)}, stop{0.6, ink(0xf7ecd0)}, stop{1, ink(0xe9c894)}))
	iron := ink(0x2d5a55)
	// The vault: glass between iron ribs, from the far end to the eye.
	const zFar, zNear = 30.0, 3.2
	rib := func(z float64) []pt {
		line := []pt{v.at(-7, 0, z), v.at(-7, 5, z)}
		for i := range 25 {
			a := math.Pi * float64(i) / 24
			line = append(line, v.at(-7*math.Cos(a), 5+5.2*math.Sin(a), z))
		}
		return append(line, v.at(7, 5, z), v.at(7, 0, z))
	}
	c.fill(path{rib(zFar)}, c.gouache(ink(0xfdf6de), 0.08))
	for z := zFar; z >= zNear; z *= 0.8 {
		t := float32((zFar - z) / (zFar - zNear))
		ring := path{rib(z)}.without(path{rib(z / 0.8)})
		c.fill(ring, c.gouache(ink(0xf6e9c6).to(ink(0xa9bfa5), t*0.9), 0.14))
		for i := 2; i < 27; i += 3 {
			a, b := rib(z)[i], rib(z / 0.8)[i]
			c.fill(even([]pt{a, b}, 18/z), flat(iron.to(ink(0xe6dcbc), 0.75-0.6*t)))
		}
		c.fill(even(rib(z), 46/z), c.gouache(iron.to(ink(0xe6dcbc), 0.75-0.75*t), 0.2))
	}
	c.fill(v.floor(-8, 8, 0, zNear*0.5, zFar), c.ramp(0, 500, 0, Height, 0.2, stop{0, ink(0xf0d8a6)}, stop{1, ink(0xa9764f)}))
	for i := range 5 {
		x := -5 + float64(i)*2.4
		c.fill(path{{v.at(x, 10, 16), v.at(x+1.2, 10, 16), v.at(x+2.6, 0, 7), v.at(x+0.9, 0, 7)}}, veil(c.spray(ink(0xfffbe6), 0.6, 800, 120, 800, 760), 0.55))
	}
	c.fill(ellipse(v.vx, v.at(0, 7.6, zFar).y, 15, 15), flat(ink(0xfbf3dc)))
	stripes := [][2]rgb{{ink(0xc64b36), ink(0xf6ead0)}, {ink(0x2f6f7a), ink(0xf6ead0)}, {ink(0xe0a03c), ink(0xf6ead0)}, {ink(0x5a7d46), ink(0xf6ead0)}}
	for i, z := range []float64{18, 12.5, 8.8, 6.2, 4.2} {
		c.stall(v, -1, z, stripes[i%4])
		c.stall(v, 1, z, stripes[(i+2)%4])
		c.shoppers(v, z*0.88, i)
	}
	c.fill(rect(0, 0, Width, Height), veil(c.spray(ink(0x3a2c2c), 0.8, 0, Height, 0, 700), 0.3))
}

func (c *canvas) stall(v view, side, z float64, stripe [2]rgb) {
	in, out, deep := side*2.1, side*6.4, z*1.22
	c.fill(v.front(math.Min(in, out), math.Max(in, out), 1.05, 2.5, deep), c.gouache(ink(0x4a3531), 0.2))
	keeper := v.at(in+side*1.9, 0.3, deep*0.96)
	c.person(keeper.x, keeper.y, 1.72*v.f/deep, 0.1, c.gouache(ink(0x3f5f68), 0.2), flat(ink(0x2a2f3a)), flat(ink(0xb8805e)))
	c.fill(v.wall(in, 0, 1.05, z, deep), c.gouache(ink(0x7a4b35), 0.25))
	c.fill(v.front(math.Min(in, out), math.Max(in, out), 0, 1.05, z), c.gouache(ink(0x5f3a2e), 0.25))
	produce := []rgb{ink(0xd9472f), ink(0xe9952f), ink(0x8aa83f), ink(0xf1c64b), ink(0x5c2f47), ink(0xd06a4e)}
	for box := range 4 {
		x0 := in + side*(0.1+float64(box)*1.06)
		colour := produce[(box+int(z*3))%len(produce)]
		for row := range 4 {
			for k := range 6 {
				q := v.at(x0+side*(0.08+0.16*float64(k)), 1.12+0.12*float64(row), z*(1.02+0.04*float64(row)))
				r := 0.105 * v.f / z * c.between(0.85, 1.1)
				c.fill(ellipse(q.x, q.y, r, r), c.gouache(colour.times(float32(c.between(0.82, 1.1))), 0.1))
				c.fill(ellipse(q.x-r*0.25, q.y-r*0.3, r*0.3, r*0.24), veil(flat(ink(0xfff2d2)), 0.6))
			}
		}
		c.fill(v.front(math.Min(x0, x0+side*1.0), math.Max(x0, x0+side*1.0), 0.86, 1.1, z*0.99), c.gouache(ink(0xb78a56), 0.3))
	}
	for _, x := range []float64{in, out} {
		c.fill(v.bar(x, 0, z, x, 2.6, z, 0.06), flat(ink(0x3b2c2c)))
	}
	const bands = 9
	for k := range bands {
		x0, x1 := mix(in-side*0.25, out, float64(k)/bands), mix(in-side*0.25, out, float64(k+1)/bands)
		a, b, d, e := v.at(x0, 2.5, z*0.94), v.at(x1, 2.5, z*0.94), v.at(x1, 3.15, deep), v.at(x0, 3.15, deep)
		c.fill(path{{a, b, d, e}}, c.gouache(stripe[k%2], 0.15))
		drop := 0.24 * v.f / z
		c.fill(path{append([]pt{a}, append(curve(a.x, a.y+drop*0.7, (a.x+b.x)/2, a.y+drop*1.15, b.x, b.y+drop*0.7), b)...)}, c.gouache(stripe[k%2].times(0.82), 0.15))
	}
	lamp := v.at(in+side*0.9, 2.35, z)
	c.fill(ellipse(lamp.x, lamp.y, 52/z, 60/z), flat(ink(0xfff3c4)))
	c.glow(lamp.x, lamp.y, 420/z, ink(0xffd27a), 0.7)
}

func (c *canvas) shoppers(v view, z float64, i int) {
	coats := []rgb{ink(0x8f2f35), ink(0x24485c), ink(0xd2a24c), ink(0x3b3a44), ink(0x6a7f5a), ink(0xb4694a)}
	for k := range 3 {
		x := []float64{-1.25, 0.35, 1.3}[(k+i)%3] + c.between(-0.25, 0.25)
		if i == 4 && k == 1 {
			continue
		}
		q := v.at(x, 0, z*(1+0.06*float64(k)))
		h := 1.68 * v.f / z * c.between(0.9, 1.05)
		c.fill(tapered(line4(q.x-h*0.3, q.y, q.x+h*0.5, q.y+h*0.03), h*0.06), veil(flat(ink(0x5a3526)), 0.5))
		coat := coats[(i*3+k)%len(coats)]
		c.person(q.x, q.y, h, c.between(-0.8, 0.8), c.gouache(coat, 0.2), flat(ink(0x2c2a33)), flat(ink(0xa9765a)))
		if c.chance(0.6) {
			c.fill(hat(q.x, q.y, h), c.gouache(coats[(i+k+2)%len(coats)], 0.2))
		}
		c.fill(shape(q.x+h*0.1, q.y-h*0.38, q.x+h*0.24, q.y-h*0.38, q.x+h*0.26, q.y-h*0.18, q.x+h*0.08, q.y-h*0.18), c.gouache(ink(0xc99a58), 0.3))
	}
}
