package draw

func stadiumUnderLights(c *canvas) {
	c.everywhere(c.ramp(0, 0, 0, 420, 0.14, stop{0, ink(0x131b3a)}, stop{0.5, ink(0x3b3f6e)}, stop{0.85, ink(0xa8637a)}, stop{1, ink(0xe39a78)}))
	c.clouds(0, 360, ink(0x2a2d58), 0.5, 3.6, 0.5, 0.75)
	c.clouds(60, 400, ink(0xc87a80), 0.62, 4, 0.4, 0.7)
	c.row(-20, Width+20, func(float64) float64 { return 404 }, 30, 50, []rgb{ink(0x3a3356), ink(0x453a5c)}, []rgb{ink(0x2b284a), ink(0x33304f)}, ink(0xffcf7a), 0.3)
	c.fill(spire(244, 400, 24, 130), flat(ink(0x332f50)))
	v := view{800, 196, 700, 0.8}
	c.farStand()
	c.pitch(v)
	c.floodlights()
	c.players(v)
	c.fill(rect(0, 742, Width, Height), veil(c.spray(ink(0x0a0f22), 1, 0, Height, 0, 720), 0.9))
	c.crowd(776, 892, 24, 46, 4, func(t float64) rgb { return ink(0x2a2750).to(ink(0x0b0f22), float32(t)) }, 0.16)
	scarf := [2]paint{c.gouache(ink(0xd8452f), 0.2), c.gouache(ink(0xf4ead4), 0.1)}
	for _, q := range points(330, 742, 1160, 730) {
		for i := range 8 {
			x := q.x + float64(i)*23
			c.fill(poly(x, q.y+float64(i)*2-6*wave(float64(i)/14), x+24, q.y+float64(i)*2+2-6*wave(float64(i+1)/14), x+24, q.y+26+float64(i)*2, x, q.y+24+float64(i)*2), scarf[i%2])
		}
		for _, dx := range []float64{4, 180} {
			c.fill(brushed(curve(q.x+dx, q.y+92, q.x+dx-8, q.y+50, q.x+dx, q.y+14), func(t float64) float64 { return 20 - 6*t }), flat(ink(0x12152e)))
		}
	}
}

// farStand is the stand across the pitch, full to the roof.
func (c *canvas) farStand() {
	roof := poly(120, 330, 190, 268, 1410, 268, 1480, 330)
	c.fill(rect(150, 300, 1450, 436), c.gouache(ink(0x1b2038), 0.2))
	colours := []rgb{ink(0xc5472f), ink(0xe8d9bd), ink(0x6b4a63), ink(0x40456b), ink(0xd98d62), ink(0x8f3a38)}
	for row := range 12 {
		y := 330 + float64(row)*9
		for x := 156 + c.between(0, 6); x < 1446; x += c.between(6.5, 9.5) {
			shade := colours[c.rng.IntN(len(colours))].times(float32(0.5 + 0.045*float64(row)))
			c.fill(ellipse(x, y+c.between(-1.5, 1.5), 3.4, 4), flat(shade))
		}
	}
	for x := 150.0; x <= 1450; x += 186 {
		c.fill(rect(x-3, 300, x+3, 436), flat(ink(0x131730)))
	}
	c.fill(roof, c.ramp(0, 268, 0, 330, 0.2, stop{0, ink(0x4b4f76)}, stop{1, ink(0x23274a)}))
	c.fill(rect(120, 328, 1480, 338), flat(ink(0xe9dcc0)))
	c.fill(poly(-10, 470, -10, 250, 150, 318, 150, 440), c.gouache(ink(0x191d36), 0.2))
	c.fill(poly(1610, 470, 1610, 250, 1450, 318, 1450, 440), c.gouache(ink(0x191d36), 0.2))
	c.fill(poly(-10, 236, -10, 262, 156, 326, 156, 316), flat(ink(0xcfc4b0)))
	c.fill(poly(1610, 236, 1610, 262, 1444, 326, 1444, 316), flat(ink(0xcfc4b0)))
	c.fill(rect(0, 432, Width, 452), c.gouache(ink(0xd9ccb0), 0.2))
	for i, x := 0, 10.0; x < Width; i, x = i+1, x+150 {
		c.fill(rect(x, 435, x+120, 449), c.gouache([]rgb{ink(0x26406b), ink(0xb6432f), ink(0xe0a544), ink(0x2f6b5c)}[i%4], 0.2))
	}
}

func (c *canvas) pitch(v view) {
	near, far := 0.96, 2.2
	c.fill(rect(0, 450, Width, Height), c.gouache(ink(0x2a6a43), 0.2))
	for i := range 9 {
		z0, z1 := mix(near, far, float64(i)/9), mix(near, far, float64(i+1)/9)
		green := ink(0x4f9a4e)
		if i%2 == 1 {
			green = ink(0x3d8747)
		}
		c.fill(v.floor(-2.6, 2.6, 0, z0, z1), c.gouache(green, 0.18))
	}
	c.fill(rect(0, 450, Width, Height), veil(c.spray(ink(0xd9e88f), 0.6, 800, 500, 800, 800), 0.35))
	c.fill(rect(0, 450, Width, Height), veil(c.spray(ink(0x123a2e), 0.9, 800, Height, 800, 560), 0.6))
	chalk := veil(flat(ink(0xf4f2dc)), 0.9)
	mark := func(x0, z0, x1, z1 float64) { c.fill(v.bar(x0, 0, z0, x1, 0, z1, 0.011), chalk) }
	mark(-1.6, 2.1, 1.6, 2.1)
	mark(-1.6, 2.1, -1.6, near)
	mark(1.6, 2.1, 1.6, near)
	mark(0, 2.1, 0, near)
	for _, side := range []float64{-1, 1} {
		mark(side*1.6, 1.75, side*1.1, 1.75)
		mark(side*1.1, 1.75, side*1.1, 1.13)
		mark(side*1.1, 1.13, side*1.6, 1.13)
		post := func(x0, y0, z0, y1, z1 float64) { c.fill(v.bar(x0, y0, z0, x0, y1, z1, 0.016), flat(ink(0xf7f4e4))) }
		post(side*1.6, 0, 1.52, 0.15, 1.52)
		post(side*1.6, 0, 1.3, 0.15, 1.3)
		post(side*1.6, 0.15, 1.52, 0.15, 1.3)
	}
	var ring []pt
	for i := range 72 {
		a := float64(i) / 72
		ring = append(ring, v.at(0.34*wave(a), 0, 1.42+0.28*wave(a+0.25)))
	}
	c.fill(even(append(ring, ring[0]), 4.5), chalk)
}

func (c *canvas) floodlights() {
	for _, mast := range []struct{ x, base, top, s float64 }{{70, 330, 74, 1.25}, {1530, 330, 74, 1.25}, {420, 280, 120, 0.8}, {1180, 280, 120, 0.8}} {
		c.fill(lattice(mast.x, mast.base, mast.top+20, 22*mast.s, 9*mast.s, 3*mast.s, 9), flat(ink(0x171a33)))
		side := 1.0
		if mast.x > 800 {
			side = -1
		}
		c.beam(mast.x, mast.top, 90-side*38, 44, 780, ink(0xf7f0cf), 0.2)
		c.fill(rect(mast.x-42*mast.s, mast.top-26*mast.s, mast.x+42*mast.s, mast.top+24*mast.s), flat(ink(0x23274a)))
		for row := range 3 {
			for col := range 5 {
				c.fill(ellipse(mast.x+(float64(col)-2)*16*mast.s, mast.top+(float64(row)-1)*15*mast.s, 6*mast.s, 6*mast.s), flat(ink(0xfffbe6)))
			}
		}
		c.glow(mast.x, mast.top, 210*mast.s, ink(0xfff0c4), 0.85)
	}
}

func (c *canvas) players(v view) {
	red, cream, blue := ink(0xd03f2c), ink(0xf5ecd8), ink(0x2a4a86)
	for i, q := range []pt{{-0.62, 1.2}, {-0.3, 1.5}, {0.16, 1.34}, {0.52, 1.62}, {0.75, 1.26}, {-1.02, 1.42}, {1.2, 1.5}, {-0.05, 1.12}, {0.95, 1.85}, {-0.7, 1.8}, {0.3, 1.9}} {
		foot := v.at(q.x, 0, q.y)
		h := 0.118 * v.f / q.y
		for _, dir := range []float64{-1, 1} {
			c.fill(tapered(line4(foot.x, foot.y, foot.x+dir*h*1.1, foot.y+h*0.24), h*0.16), veil(flat(ink(0x1d4f35)), 0.7))
		}
		shirt, shorts := red, cream
		if i%2 == 1 {
			shirt, shorts = blue, ink(0x14224a)
		}
		stride := c.between(0.5, 1.5)
		if c.chance(0.5) {
			stride = -stride
		}
		c.player(foot.x, foot.y, h, stride, c.gouache(shirt, 0.1), flat(shorts), flat(ink(0xc08c6a)))
	}
	ball := v.at(0.02, 0.02, 1.2)
	c.fill(ellipse(ball.x, ball.y, 5.6, 5.6), flat(ink(0xffffff)))
}
