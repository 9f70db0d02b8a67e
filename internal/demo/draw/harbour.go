package draw

import "math"

func harbourAtDusk(c *canvas) {
	const sea = 566
	dark, deep := ink(0x14262f), ink(0x1f3b47)
	c.everywhere(c.ramp(0, 0, 0, sea, 0.13, stop{0, ink(0x2a4d63)}, stop{0.34, ink(0x8a6a78)}, stop{0.62, ink(0xe0835a)}, stop{0.86, ink(0xf4b45f)}, stop{1, ink(0xf9dc97)}))
	c.clouds(0, 430, ink(0x7d5566), 0.52, 3.6, 0.5, 0.75)
	c.clouds(110, 470, ink(0xf7b877), 0.60, 4.2, 0.42, 0.8)
	c.glow(560, 508, 420, ink(0xffc46b), 0.6)
	c.fill(ellipse(560, 500, 62, 62).cut(1.5, 2), c.gouache(ink(0xfff1c4), 0.05))
	c.clouds(440, 560, ink(0xe58d58), 0.5, 4.5, 0.28, 0.9)
	far := ground(curve(-10, 520, 140, 492, 300, 505, 460, 540, 700, 552, 1000, 540, 1300, 520, 1620, 500))
	c.fill(far.cut(2, 4), c.ramp(0, 480, 0, sea, 0.1, stop{0, ink(0xa96460)}, stop{1, ink(0xd98d63)}))
	hill := func(x float64) float64 { return 548 - 84*math.Exp(-math.Pow((x-150)/190, 2)) }
	for i := range 4 {
		lift := float64(3-i) * 18
		c.row(-20, 420-float64(i)*18, func(x float64) float64 { return hill(x) - lift + 26 }, 20, 34,
			[]rgb{ink(0x8d5154), ink(0x7a4850), ink(0xa2605a)}, []rgb{ink(0x5a3a48), ink(0x6a3f48)}, ink(0xffd98a), 0.25)
	}
	c.fill(spire(150, 440, 24, 118).cut(0.7, 3), c.gouache(ink(0x5a3a48), 0.2))
	c.fill(rect(-10, 540, 430, sea), c.gouache(ink(0x4f3844), 0.2))
	// The container quay, with the ship that is being worked.
	c.fill(crane(1535, 552, 250, -1).cut(0.5, 1), flat(ink(0x6d4a52)))
	c.ship(1120, 560, 640, -1, ink(0x7b2f33), dark, []rgb{ink(0x2f5560), ink(0xb4573f), ink(0xd69a4c), ink(0x54414c), ink(0x3c6d70), ink(0x8f3f3c)})
	c.fill(rect(860, 548, Width, sea), c.gouache(ink(0x2a2f3a), 0.2))
	for i, x := range []float64{1010, 1215, 1430} {
		c.fill(crane(x, 552, 372+float64(i%2)*14, -1).cut(0.5, i), c.gouache(dark.to(ink(0x44303c), 0.35), 0.15))
		c.fill(spreader(x-190-float64(i)*22, 336, 410+float64(i)*24, 34), flat(dark))
	}
	for _, x := range []float64{1000, 1208, 1424} {
		c.glow(x-8, 322, 34, ink(0xffe6a8), 0.9)
	}
	c.mirror(sea, Height, ink(0x1b3d4c), 66, 0.62)
	c.glitter(560, sea, Height, 150, 150, c.gouache(ink(0xfbd48a), 0.1))
	c.ripples(sea, Height, 90, veil(flat(deep), 0.75), 120, 4)
	c.ripples(sea, Height, 60, veil(flat(ink(0xe99b66)), 0.6), 90, 3)
	c.trawlerWithReflection(332, 742, 1.75, 1, ink(0x1f4a58), ink(0xd9cdb4), dark)
	quay := ground(points(980, 905, 1020, 826, 1610, 790)).cut(2, 8)
	c.fill(quay, c.gouache(ink(0x101c24), 0.3))
	c.fill(tapered(curve(1014, 830, 1200, 818, 1400, 804, 1612, 790), 7), c.gouache(ink(0xd98757), 0.3))
	c.bollard(1150, 822, 1.5, dark)
	c.bollard(1470, 800, 1.6, dark)
	c.fill(brushed(curve(560, 690, 720, 790, 900, 824, 1144, 806), func(float64) float64 { return 3.4 }), flat(dark))
	for i, q := range points(420, 300, 470, 268, 352, 330, 520, 340, 640, 240) {
		c.fill(gull(q.x, q.y, 17+float64(i%3)*5, 1), flat(ink(0x4a3542)))
	}
}

func (c *canvas) bollard(x, y, s float64, dark rgb) {
	c.fill(poly(x-13*s, y, x-10*s, y-30*s, x+10*s, y-30*s, x+13*s, y), flat(dark))
	c.fill(shape(x-17*s, y-32*s, x-12*s, y-42*s, x+12*s, y-42*s, x+17*s, y-32*s, x, y-26*s), c.gouache(dark.times(1.3), 0.2))
	c.fill(tapered(curve(x-14*s, y-37*s, x-4*s, y-41*s, x+8*s, y-40*s), 3*s), flat(ink(0xe79a63)))
}

// trawlerWithReflection sets a boat on the water in front of everything drawn so far.
func (c *canvas) trawlerWithReflection(x, y, s, dir float64, hull, house, dark rgb) {
	for i := range 26 {
		t := float64(i) / 25
		w := (150 - 70*t) * s * c.between(0.55, 1)
		ox := c.between(-26, 26) * t * s
		c.fill(tapered(line4(x-w+ox, y+t*70*s, x+w+ox, y+t*70*s), (7-3*t)*s*0.5), veil(flat(dark), 0.85-float32(t)*0.55))
	}
	c.trawler(x, y, s, dir, hull, house, dark)
	c.fill(tapered(line4(x-140*s, y+2, x+140*s, y+2), 3*s), veil(flat(ink(0xf3c58a)), 0.7))
}
