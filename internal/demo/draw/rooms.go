package draw

import "math"

func stationHall(c *canvas) {
	v := view{800, 520, 640, 1.7}
	c.everywhere(c.ramp(0, 0, 0, 640, 0.13, stop{0, ink(0x3d5a68)}, stop{1, ink(0xf2d9a4)}))
	const zFar, zNear = 34.0, 2.6
	arc := func(z float64) []pt {
		var line []pt
		for i := range 33 {
			a := math.Pi * float64(i) / 32
			line = append(line, v.at(-9*math.Cos(a), 3.4+6.4*math.Sin(a), z))
		}
		return line
	}
	c.fill(path{append(append([]pt{v.at(-9, 0, zFar)}, arc(zFar)...), v.at(9, 0, zFar))}, c.gouache(ink(0xfff3d0), 0.06))
	for i, z := 0, zFar; z > zNear; i, z = i+1, z*0.82 {
		t := float32((zFar - z) / (zFar - zNear))
		a, b := arc(z), arc(z*0.82)
		for k := range 32 {
			pane := ink(0xf9e7bb).to(ink(0x7fa0a4), t*0.75).to(ink(0x4d6f7a), float32(math.Abs(float64(k)-16)/16)*0.5*t)
			if k < 4 || k > 27 {
				pane = ink(0xc49a74).to(ink(0x6a4a44), t)
			}
			c.fill(path{{a[k], a[k+1], b[k+1], b[k]}}, c.gouache(pane, 0.12))
		}
		for k := 4; k <= 28; k += 3 {
			c.fill(even([]pt{a[k], b[k]}, 11/z), flat(ink(0x2b4650)))
		}
		c.fill(even(a, 44/z), c.gouache(ink(0x2b4650).to(ink(0xe3c898), 0.6-0.6*t), 0.2))
	}
	c.fill(v.floor(-9, 9, 0, 1.1, zFar), c.ramp(0, 520, 0, Height, 0.2, stop{0, ink(0xf2d9a4)}, stop{0.3, ink(0xb98f6c)}, stop{1, ink(0x4a3d42)}))
	c.fill(v.floor(-1.6, 1.9, -0.6, 1.1, zFar), c.gouache(ink(0x3a3438), 0.25))
	for _, x := range []float64{0.35, 1.55} {
		c.fill(v.bar(x, -0.45, 1.2, x, -0.45, zFar, 0.06), flat(ink(0xe8d3a4)))
	}
	for _, x := range []float64{-1.75, 2.05} {
		c.fill(v.bar(x, 0, 1.2, x, 0, zFar, 0.09), flat(ink(0xf4d560)))
	}
	for i := range 6 {
		x := -6 + float64(i)*2.3
		c.fill(path{{v.at(x, 9.4, 14), v.at(x+1.3, 9.4, 14), v.at(x+3.4, 0, 6), v.at(x+1.2, 0, 6)}}, veil(c.spray(ink(0xfff6dc), 0.7, 800, 60, 800, 860), 0.4))
	}
	c.train(v)
	clock := v.at(-3.1, 4.6, 5)
	c.fill(rect(clock.x-3, 60, clock.x+3, clock.y), flat(ink(0x2b2a30)))
	c.fill(ellipse(clock.x, clock.y, 58, 58), c.gouache(ink(0x2b2a30), 0.2))
	c.fill(ellipse(clock.x, clock.y, 49, 49), c.gouache(ink(0xfff6dc), 0.06))
	for i := range 12 {
		s, k := math.Sincos(float64(i) * math.Pi / 6)
		c.fill(even(line(clock.x+38*k, clock.y+38*s, clock.x+45*k, clock.y+45*s), 4), flat(ink(0x2b2a30)))
	}
	c.fill(even(line(clock.x, clock.y, clock.x-24, clock.y+12), 5).with(even(line(clock.x, clock.y, clock.x+8, clock.y-38), 3.6)), flat(ink(0x2b2a30)))
	coats := []rgb{ink(0x2c3a52), ink(0x9c3a34), ink(0x4a5a48), ink(0xc98f3f), ink(0x3a2f3a)}
	for i, q := range []pt{{-5.4, 13}, {-4, 10}, {-2.6, 11.5}, {5.2, 10.5}, {-6, 7}, {-3.2, 6.6}, {6.2, 7.6}, {4.6, 6.2}, {-4.6, 4.4}, {-2.5, 3.6}} {
		foot := v.at(q.x, 0, q.y)
		h := 1.72 * v.f / q.y
		c.fill(tapered(line4(foot.x-h*0.1, foot.y, foot.x+h*0.8, foot.y+h*0.22), h*0.14), veil(flat(ink(0x33282c)), 0.55))
		c.person(foot.x, foot.y, h, []float64{0.8, -0.6, 0.2, 1}[i%4], c.gouache(coats[i%5], 0.2), flat(ink(0x22222a)), flat([]rgb{ink(0xb9805e), ink(0x7a4a38), ink(0xd0a080)}[i%3]))
		if i%3 != 1 {
			c.fill(hat(foot.x, foot.y, h), flat(coats[(i+2)%5].times(0.7)))
		}
		c.fill(rect(foot.x+h*0.12, foot.y-h*0.34, foot.x+h*0.34, foot.y-h*0.12), c.gouache(ink(0x7a4a30), 0.25))
	}
}

func (c *canvas) train(v view) {
	z := 6.6
	s, q := v.f/z, v.at(0.95, -0.45, z)
	at := func(p path) path {
		return p.mapped(func(r pt) pt { return pt{q.x + r.x*s, q.y - r.y*s} })
	}
	c.fill(v.wall(0.95-1.35, 0, 2.5, z, z*3), c.gouache(ink(0x14414a), 0.2))
	for i := range 9 {
		z0 := z * (1.08 + 0.2*float64(i))
		c.fill(v.wall(0.95-1.35, 1.1, 2.3, z0, z0+z*0.13), flat(ink(0xfbe3a8)))
	}
	body := at(path{append(curve(-1.38, 0.4, -1.4, 2, -1.3, 2.9, -1, 3.4, 0, 3.6, 1, 3.4, 1.3, 2.9, 1.4, 2, 1.38, 0.4), pt{0, 0.4})})
	c.fill(body, c.gouache(ink(0x1f6a6f), 0.18))
	c.within(body, func() {
		c.fill(at(rect(-1.5, 0.3, 1.5, 1.2)), c.gouache(ink(0xf2c23f), 0.15))
		c.everywhere(c.spray(ink(0x0d2a30), 0.8, q.x+1.4*s, q.y, q.x+0.2*s, q.y))
	})
	c.fill(at(shape(-1.05, 1.6, -1.0, 2.7, -0.16, 2.9, -0.14, 1.6)), c.ramp(q.x-s, 0, q.x, 0, 0.2, stop{0, ink(0xcfe0d8)}, stop{1, ink(0x24404a)}))
	c.fill(at(shape(1.05, 1.6, 1.0, 2.7, 0.16, 2.9, 0.14, 1.6)), c.ramp(q.x, 0, q.x+s, 0, 0.2, stop{0, ink(0x9fb8b4)}, stop{1, ink(0x1a303a)}))
	for _, x := range []float64{-0.95, 0.95} {
		lamp := at(ellipse(x, 1, 0.15, 0.15))
		c.fill(lamp, flat(ink(0xfffbe2)))
		c.glow(q.x+x*s, q.y-s, 1.1*s, ink(0xffeeb8), 0.9)
	}
	c.fill(at(rect(-1.1, 0.05, 1.1, 0.4)), flat(ink(0x17191f)))
}

func readingRoom(c *canvas) {
	v := view{800, 440, 620, 1.9}
	wood, dark := ink(0x6a3d28), ink(0x2c1a18)
	c.everywhere(c.gouache(ink(0x4a3028), 0.2))
	const zFar, zNear = 15.0, 1.7
	end := []pt{v.at(-6, 0, zFar)}
	for k := range 25 {
		a := math.Pi * float64(k) / 24
		end = append(end, v.at(-6*math.Cos(a), 6.2+2.9*math.Sin(a), zFar))
	}
	c.fill(path{append(end, v.at(6, 0, zFar))}, c.gouache(ink(0xc79a64), 0.15))
	w := v.front(-2.9, 2.9, 1.2, 8.2, zFar)[0]
	c.fill(arch(w[0].x, w[2].y, w[2].x, w[0].y), c.ramp(0, 120, 0, 420, 0.15, stop{0, ink(0x8fb6c4)}, stop{1, ink(0xfdf0cc)}))
	c.within(arch(w[0].x, w[2].y, w[2].x, w[0].y), func() {
		c.clouds(60, 420, ink(0xfffaea), 0.52, 1.2, 0.6, 0.9)
		c.fill(crane(770, w[0].y-30, 120, 1), veil(flat(ink(0x6f8a8c)), 0.8))
		for i := range 6 {
			x := mix(w[0].x, w[2].x, float64(i)/5)
			c.fill(rect(x-3, 0, x+3, 500), flat(dark))
		}
		for y := 150.0; y < 430; y += 62 {
			c.fill(rect(0, y-2, Width, y+2), flat(dark))
		}
	})
	for i, z := 0, zFar; z > zNear; i, z = i+1, z*0.74 {
		c.bookcase(v, -1, z*0.74, z)
		c.bookcase(v, 1, z*0.74, z)
		var rib []pt
		for k := range 25 {
			a := math.Pi * float64(k) / 24
			rib = append(rib, v.at(-6*math.Cos(a), 6.2+2.9*math.Sin(a), z))
		}
		c.fill(even(rib, 130/z), c.gouache(ink(0x7a4a30).to(ink(0xc79a64), float32(z/zFar)*0.5), 0.2))
	}
	c.fill(v.floor(-6, 6, 0, 1, zFar), c.ramp(0, 520, 0, Height, 0.2, stop{0, ink(0xd9ac70)}, stop{0.4, ink(0x8f5a38)}, stop{1, ink(0x3a2220)}))
	c.fill(path{{v.at(-2.4, 0, zFar), v.at(2.4, 0, zFar), v.at(4.2, 0, 4), v.at(-4.2, 0, 4)}}, veil(c.spray(ink(0xfff0c4), 0.7, 800, 520, 800, 860), 0.5))
	for _, z := range []float64{10, 6.6, 4.4, 2.9} {
		for _, side := range []float64{-1, 1} {
			c.readingTable(v, side, z, wood, dark)
		}
	}
	c.glow(800, 300, 520, ink(0xffe6b0), 0.28)
}

func (c *canvas) bookcase(v view, side, z0, z1 float64) {
	x := side * 5.2
	c.fill(v.wall(x, 0, 5.6, z0, z1), c.gouache(ink(0x4a2a20), 0.2))
	spines := []rgb{ink(0x8f2f2a), ink(0x2f5560), ink(0xc9943f), ink(0x4f6a45), ink(0xd9c49a), ink(0x5a3a52), ink(0x9c5a34)}
	lit := float32(0.55 + 0.45*min(z1/15, 1))
	for shelf := range 6 {
		y := 0.35 + float64(shelf)*0.86
		for z := z0 * 1.02; z < z1*0.97; {
			d := c.between(0.012, 0.03) * z
			h := c.between(0.5, 0.72)
			c.fill(v.wall(x*0.995, y, y+h, z, z+d), flat(spines[c.rng.IntN(7)].times(lit*float32(c.between(0.8, 1.1)))))
			z += d * 1.12
		}
		c.fill(v.wall(x*0.985, y-0.09, y, z0, z1), flat(ink(0x8f5a38).times(lit)))
	}
	c.fill(v.wall(x*0.97, 0, 5.8, z0, z0*1.035), c.gouache(ink(0x9c6640).times(lit), 0.2))
	c.fill(v.wall(x*0.96, 5.5, 5.9, z0, z1), c.gouache(ink(0xa9744a).times(lit), 0.2))
}

func (c *canvas) readingTable(v view, side, z float64, wood, dark rgb) {
	x0, x1 := side*0.9, side*3.7
	lo, hi := min(x0, x1), max(x0, x1)
	back := z * 1.16
	coats := []rgb{ink(0x2f4a5c), ink(0x8f3a34), ink(0xb98a3f), ink(0x4a5a48)}
	for i, dx := range []float64{0.9, 2.2} {
		if (int(z*3)+i)%3 == 0 {
			continue
		}
		q := v.at(side*(0.9+dx), 0.5, back*1.04)
		s := 0.62 * v.f / back
		c.fill(shape(q.x-s*0.16, q.y-s*1.0, q.x+s*0.16, q.y-s*1.0, q.x+s*0.5, q.y-s*0.72, q.x+s*0.52, q.y, q.x-s*0.52, q.y, q.x-s*0.5, q.y-s*0.72), c.gouache(coats[(int(z*2)+i)%4], 0.2))
		c.fill(ellipse(q.x, q.y-s*1.22, s*0.24, s*0.29), flat([]rgb{ink(0xb9805e), ink(0x7a4a38)}[i]))
		c.fill(shape(q.x-s*0.26, q.y-s*1.24, q.x-s*0.2, q.y-s*1.52, q.x+s*0.2, q.y-s*1.52, q.x+s*0.26, q.y-s*1.24, q.x, q.y-s*1.36), flat(dark))
	}
	c.fill(v.floor(lo, hi, 0.78, z, back), c.ramp(0, 440, 0, 900, 0.2, stop{0, ink(0xd9a468)}, stop{1, ink(0x9c6238)}))
	c.fill(v.front(lo, hi, 0.66, 0.78, z), c.gouache(wood, 0.25))
	for _, x := range []float64{lo + 0.1, hi - 0.2} {
		c.fill(v.front(x, x+0.12, 0, 0.68, z), c.gouache(dark, 0.2))
	}
	for _, dx := range []float64{1.5, 2.8} {
		q := v.at(side*dx, 0.8, (z+back)/2)
		s := v.f / z
		c.fill(rect(q.x-0.02*s, q.y-0.34*s, q.x+0.02*s, q.y).with(ellipse(q.x, q.y, 0.1*s, 0.025*s)), c.gouache(ink(0xc9943f), 0.2))
		c.fill(shape(q.x-0.2*s, q.y-0.32*s, q.x-0.15*s, q.y-0.42*s, q.x+0.15*s, q.y-0.42*s, q.x+0.2*s, q.y-0.32*s), c.gouache(ink(0x2f7a55), 0.15))
		c.glow(q.x, q.y-0.24*s, 0.62*s, ink(0xffe29a), 0.75)
		c.fill(poly(q.x+0.16*s, q.y+0.02*s, q.x+0.34*s, q.y-0.01*s, q.x+0.52*s, q.y+0.02*s, q.x+0.34*s, q.y+0.05*s), flat(ink(0xfbf0d4)))
	}
}

func fishAuction(c *canvas) {
	v := view{800, 250, 620, 1.75}
	c.everywhere(c.gouache(ink(0x2c4a55), 0.2))
	c.fill(v.front(-9, 9, 0, 5, 14), c.ramp(0, 60, 0, 330, 0.15, stop{0, ink(0x4f7580)}, stop{1, ink(0x8fb0ae)}))
	for i := range 7 {
		q := v.front(-7.6+float64(i)*2.3, -6+float64(i)*2.3, 0.2, 3.4, 14)
		c.fill(q, c.gouache(ink(0xf4d9a0), 0.12))
		c.fill(v.front(-7.6+float64(i)*2.3, -6+float64(i)*2.3, 1.7, 1.82, 14), flat(ink(0x2c4a55)))
	}
	for i := range 5 {
		q := v.at(-5+float64(i)*2.5, 4.6, 9)
		c.fill(rect(q.x-1.5, 0, q.x+1.5, q.y), flat(ink(0x16282f)))
		c.fill(poly(q.x-46, q.y+18, q.x-16, q.y-8, q.x+16, q.y-8, q.x+46, q.y+18), flat(ink(0x16282f)))
		c.fill(ellipse(q.x, q.y+18, 40, 7), flat(ink(0xfff6d4)))
		c.glow(q.x, q.y+24, 190, ink(0xffe6a8), 0.55)
	}
	c.fill(v.floor(-14, 14, 0, 0.8, 14), c.ramp(0, 330, 0, Height, 0.2, stop{0, ink(0x9ab4ae)}, stop{0.4, ink(0x4d6f76)}, stop{1, ink(0x1c333d)}))
	coats := []rgb{ink(0xf4efe0), ink(0xe9a93a), ink(0xf4efe0), ink(0x2f5f7a), ink(0xe0653a)}
	for i, q := range []pt{{-6.2, 9.4}, {-4.6, 8.8}, {-3.2, 9.2}, {-1.6, 8.6}, {0.2, 9.1}, {1.8, 8.7}, {3.3, 9.3}, {4.9, 8.8}, {6.4, 9.2}, {-5.4, 7.4}, {5.6, 7.2}} {
		foot := v.at(q.x, 0, q.y)
		h := 1.74 * v.f / q.y * c.between(0.95, 1.06)
		c.person(foot.x, foot.y, h, c.between(-0.3, 0.3), c.gouache(coats[i%5], 0.15), flat(ink(0x22343c)), flat([]rgb{ink(0xc9936f), ink(0x9c6a4c)}[i%2]))
		if i%2 == 0 {
			c.fill(hat(foot.x, foot.y, h), flat([]rgb{ink(0x24404a), ink(0x8f2f2a)}[i%4/2]))
		}
		if i == 4 {
			c.fill(brushed(curve(foot.x+h*0.1, foot.y-h*0.76, foot.x+h*0.26, foot.y-h*0.86, foot.x+h*0.3, foot.y-h*1.12), func(t float64) float64 { return h * 0.07 }), c.gouache(coats[i%5], 0.1))
		}
	}
	for _, z := range []float64{6.2, 4.9, 3.9, 3.05, 2.4, 1.86} {
		n := int(3 + z*1.4)
		for i := -n; i <= n; i++ {
			c.fishBox(v, float64(i)*1.02-0.46, z)
		}
	}
}

// fishBox is one box on the market floor: ice, and the catch side by side.
func (c *canvas) fishBox(v view, x, z float64) {
	deep := z * 1.2
	if q := v.at(x, 0.3, z); q.x > Width+50 || v.at(x+0.92, 0.3, z).x < -50 {
		return
	}
	c.fill(v.front(x, x+0.92, 0, 0.3, z), c.ramp(0, v.at(0, 0.3, z).y, 0, v.at(0, 0, z).y, 0.2, stop{0, ink(0x3f8fa9)}, stop{1, ink(0x1f4f66)}))
	c.fill(v.floor(x, x+0.92, 0.3, z, deep), c.gouache(ink(0x2f7590), 0.15))
	c.fill(v.floor(x+0.06, x+0.86, 0.3, z*1.02, deep*0.98), c.gouache(ink(0xe9f0ea), 0.1))
	a, b := v.at(x+0.06, 0.3, z*1.02), v.at(x+0.86, 0.3, deep*0.98)
	c.within(v.floor(x+0.04, x+0.88, 0.31, z*1.01, deep), func() {
		kinds := []struct{ back, belly, mark rgb }{{ink(0x3a6a84), ink(0xdfe6e0), ink(0x17303f)}, {ink(0x8a9a9c), ink(0xf0ece0), ink(0x4d6066)}, {ink(0xd8755a), ink(0xf6d9c4), ink(0x9c3f34)}, {ink(0x8f7a55), ink(0xe9dcbc), ink(0x4f4030)}}
		k := kinds[c.rng.IntN(4)]
		const n = 4
		for i := range n {
			y := mix(b.y, a.y, (float64(i)+0.5)/n)
			w := (v.at(x+0.9, 0.3, mix(deep, z, float64(i)/n)).x - v.at(x+0.04, 0.3, mix(deep, z, float64(i)/n)).x) * 0.48
			mid := v.at(x+0.46, 0.3, mix(deep, z, (float64(i)+0.5)/n)).x + c.between(-0.04, 0.04)*w
			c.fish(mid, y, w, (a.y-b.y)/n*0.5, k.back, k.belly, k.mark)
		}
	})
}

func (c *canvas) fish(x, y, w, h float64, back, belly, mark rgb) {
	body := path{smooth(true, points(x-w, y, x-w*0.5, y-h*0.8, x+w*0.2, y-h*0.7, x+w*0.66, y-h*0.12, x+w*0.98, y-h*0.6, x+w*0.9, y, x+w*0.98, y+h*0.6, x+w*0.66, y+h*0.14, x+w*0.2, y+h*0.7, x-w*0.5, y+h*0.8))}
	c.fill(body.moved(w*0.03, h*0.2), veil(flat(ink(0x33505a)), 0.5))
	c.fill(body, c.ramp(0, y-h*0.8, 0, y+h*0.8, 0.2, stop{0, back}, stop{0.45, back.to(belly, 0.5)}, stop{1, belly}))
	for i := range 5 {
		px := x - w*0.4 + float64(i)*w*0.2
		c.fill(tapered(curve(px, y-h*0.6, px+w*0.04, y-h*0.3, px, y-h*0.02), w*0.035), veil(flat(mark), 0.7))
	}
	c.fill(ellipse(x-w*0.78, y-h*0.12, h*0.17, h*0.17), flat(ink(0xf7ecc8)))
	c.fill(ellipse(x-w*0.78, y-h*0.12, h*0.09, h*0.09), flat(ink(0x14181c)))
	c.fill(tapered(curve(x-w*0.6, y-h*0.5, x-w*0.54, y, x-w*0.6, y+h*0.5), w*0.025), veil(flat(mark), 0.8))
}
