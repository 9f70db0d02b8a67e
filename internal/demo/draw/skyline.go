package draw

func skylineAtNight(c *canvas) {
	const river = 640
	c.everywhere(c.ramp(0, 0, 0, river, 0.12, stop{0, ink(0x0d1730)}, stop{0.55, ink(0x1f3a5f)}, stop{1, ink(0x4d7288)}))
	for range 170 {
		r := c.between(0.6, 1.7)
		c.fill(ellipse(c.between(0, Width), c.between(0, 420), r, r), veil(flat(ink(0xf7efcf)), float32(c.between(0.3, 0.9))))
	}
	c.glow(1130, 210, 360, ink(0x9db4c4), 0.55)
	c.fill(ellipse(1130, 210, 96, 96).cut(1.6, 3), c.gouache(ink(0xf6e7b6), 0.1))
	c.within(ellipse(1130, 210, 96, 96), func() {
		c.clouds(80, 420, ink(0xe0c98f), 0.52, 0.35, 0.35, 0.8)
		c.everywhere(c.spray(ink(0xc9a86f), 0.7, 1230, 300, 1110, 200))
	})
	c.clouds(120, 520, ink(0x2f5170), 0.52, 3.8, 0.5, 0.85)
	c.clouds(190, 560, ink(0x16294a), 0.58, 3.2, 0.45, 0.85)
	lamp := ink(0xffd27a)
	hill := func(lift float64) func(float64) float64 {
		return func(x float64) float64 { return river - lift*gauss(x, 620, 420) - 26 }
	}
	c.fill(ground(curve(-10, 560, 250, 548, 620, 530, 1000, 552, 1620, 566)), c.gouache(ink(0x2c4c66), 0.15))
	c.fill(poly(560, 400, 560, 190, 578, 150, 596, 190, 596, 400).with(rect(575, 96, 580, 160)), c.gouache(ink(0x203a58), 0.2))
	for i := range 5 {
		t := float32(i) / 4
		wall := ink(0x2e4c69).to(ink(0x101b33), t)
		c.row(-30, Width+30, hill(240-float64(i)*52), 30+float64(i)*7, 52+float64(i)*12,
			[]rgb{wall, wall.times(1.12), wall.to(ink(0x3b3a55), 0.4)}, []rgb{wall.times(0.7), wall.times(0.8)}, lamp, 0.2+0.05*float64(i))
		if i == 1 {
			c.cathedral(620, 446)
		}
	}
	for _, x := range []float64{1290, 1376, 1450, 190, 110} {
		w, h := c.between(60, 84), c.between(190, 300)
		wall := ink(0x14223d)
		c.fill(rect(x, river-h, x+w, river), c.gouache(wall, 0.2))
		c.windows(x+5, river-h+8, x+w-5, river-10, 5, int(h/17), wall.times(0.7), lamp, 0.34)
	}
	c.fill(rect(0, river-16, Width, river), c.gouache(ink(0x0b1426), 0.2))
	for x := 24.0; x < Width; x += 72 {
		c.fill(rect(x-1, river-42, x+1.4, river-10), flat(ink(0x0b1426)))
		c.fill(ellipse(x, river-44, 3.6, 3.6), flat(ink(0xfff0c0)))
		c.glow(x, river-44, 30, ink(0xffc860), 0.8)
	}
	c.mirror(river, Height, ink(0x0c1a33), 58, 0.4)
	for x := 24.0; x < Width; x += 72 {
		c.glitter(x, river, river+150, 12, 11, veil(flat(ink(0xffd789)), 0.75))
	}
	c.glitter(1130, river, Height, 120, 70, veil(flat(ink(0xf3e2ae)), 0.8))
	c.ripples(river, Height, 90, veil(flat(ink(0x0a1428)), 0.7), 120, 4)
	c.embankment()
}

// gauss is a bell: one at the middle, falling off over width.
func gauss(x, middle, width float64) float64 {
	d := (x - middle) / width
	return 1 / (1 + d*d*d*d + d*d)
}

func (c *canvas) cathedral(x, base float64) {
	stone, dark := ink(0x3b5673), ink(0x1a2c48)
	c.fill(poly(x-120, base+70, x-120, base-30, x-100, base-66, x+60, base-66, x+80, base-30, x+80, base+70), c.gouache(stone, 0.2))
	c.fill(spire(x+84, base+70, 50, 300), c.gouache(stone.times(1.06), 0.2))
	c.fill(poly(x+84, base+70, x+84, base-230, x+115, base-80, x+109, base-80, x+109, base+70), veil(flat(dark), 0.5))
	for i := range 5 {
		wx := x - 104 + float64(i)*34
		c.fill(arch(wx, base-24, wx+14, base+24), flat(ink(0xf2b866)))
	}
	c.fill(arch(x+77, base-70, x+91, base-36), flat(ink(0xf2b866)))
	c.glow(x, base, 150, ink(0xd99a4e), 0.35)
}

// embankment is the near side: a railing, a lamp, two people who look across.
func (c *canvas) embankment() {
	dark := flat(ink(0x070d1b))
	c.fill(rect(0, 862, Width, Height), dark)
	c.fill(rect(0, 786, Width, 792).with(rect(0, 842, Width, 846)), dark)
	for x := 10.0; x < Width; x += 26 {
		c.fill(rect(x, 788, x+3, 866), dark)
	}
	for x := 62.0; x < Width; x += 208 {
		c.fill(rect(x-5, 776, x+6, 872).with(ellipse(x, 772, 8, 8)), dark)
	}
	c.person(330, 880, 172, 0.1, c.gouache(ink(0x2b3d5c), 0.2), dark, flat(ink(0x8a6a5a)))
	c.person(386, 880, 158, -0.1, c.gouache(ink(0x6b4a4e), 0.2), dark, flat(ink(0x8a6a5a)))
	c.fill(hat(386, 880, 158), flat(ink(0xb24b40)))
	c.fill(rect(1396, 470, 1406, 870).with(rect(1388, 690, 1414, 700), rect(1382, 850, 1420, 872)), dark)
	c.fill(poly(1382, 470, 1376, 428, 1426, 428, 1420, 470).with(poly(1370, 428, 1401, 404, 1432, 428)), dark)
	c.fill(poly(1388, 464, 1383, 434, 1419, 434, 1414, 464), flat(ink(0xfff1c2)))
	c.glow(1401, 448, 250, ink(0xffc765), 0.8)
}
