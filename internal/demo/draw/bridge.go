package draw

import "math"

func bridgeInMist(c *canvas) {
	const water = 640
	c.everywhere(c.ramp(0, 0, 0, water, 0.13, stop{0, ink(0x7fa3b8)}, stop{0.5, ink(0xd9c7c0)}, stop{0.85, ink(0xf6d3b4)}, stop{1, ink(0xfbe6cb)}))
	c.clouds(0, 420, ink(0xf4e4dc), 0.54, 3.6, 0.5, 0.7)
	c.glow(1180, 470, 420, ink(0xffe2b0), 0.7)
	c.fill(ellipse(1180, 452, 56, 56), c.gouache(ink(0xfff4d6), 0.04))
	c.fill(ground(curve(-10, 560, 200, 540, 480, 566, 800, 578, 1100, 560, 1400, 530, 1620, 520)).cut(2, 1), c.gouache(ink(0xb7b4bd), 0.1))
	c.row(-20, 640, func(x float64) float64 { return 588 - 20*gauss(x, 160, 200) }, 26, 48, []rgb{ink(0xa5a3b0), ink(0xb0a6ac)}, []rgb{ink(0x8f8fa0)}, ink(0xfbe0b0), 0.25)
	c.fill(spire(180, 560, 30, 150), c.gouache(ink(0x9a9aaa), 0.15))
	c.mist(470, 760, ink(0xf8e3cf), 0.8)
	deck := func(x float64) float64 { return 566 - 64*math.Pow((x-420)/1200, 2) - 0.03*x }
	c.pylon(470, deck, 118, 0.86, ink(0x7d8799), ink(0xd9a98f))
	c.deckSpan(-20, 1016, deck, ink(0x5f6b80))
	c.pylon(1016+250, deck, 40, 1.18, ink(0x46546b), ink(0xe0a07c))
	c.deckSpan(1050, 1640, deck, ink(0x3f4d63))
	c.unfinished(deck)
	c.fill(rect(0, 628, Width, water+2), veil(flat(ink(0xf7dfc8)), 0.5))
	c.mirror(water, Height, ink(0x6e8da0), 44, 0.5)
	c.mist(560, 740, ink(0xf9e6d2), 0.55)
	c.glitter(1180, water, Height, 110, 80, veil(flat(ink(0xfff0cf)), 0.85))
	c.ripples(water+20, Height, 90, veil(flat(ink(0x55758a)), 0.55), 130, 4)
	for i := range 3 {
		x := 250 + float64(i)*84
		c.sail(x, 800-float64(i)*24, 1.5-float64(i)*0.25, ink(0xf5ead8), ink(0x2f4356))
	}
	c.reeds()
	for i, q := range points(640, 180, 690, 160, 735, 186, 600, 214, 780, 150) {
		c.fill(gull(q.x, q.y, 15+float64(i%2)*6, 1), flat(ink(0x5b6577)))
	}
}

// pylon is one tower with its fan of cables down to the deck.
func (c *canvas) pylon(x float64, deck func(float64) float64, top, s float64, stone, light rgb) {
	base := deck(x)
	for i := range 15 {
		reach := (60 + float64(i)*26) * s
		y := top + (26+float64(i)*5)*s
		for _, side := range []float64{-1, 1} {
			end := x + side*reach
			if x > 1000 && side < 0 && end < 1060 {
				continue
			}
			c.fill(even(line(x, y, end, deck(end)), 1.5*s), flat(stone))
		}
	}
	leg := func(side float64) path {
		return poly(x+side*5*s, top, x+side*13*s, top+60*s, x+side*40*s, base, x+side*30*s, 642, x+side*15*s, 642, x+side*24*s, base, x+side*2*s, top+90*s)
	}
	c.fill(leg(-1), c.gouache(light, 0.15))
	c.fill(leg(1), c.gouache(stone.times(1.05), 0.15))
	c.fill(rect(x-13*s, top-6*s, x+13*s, top+150*s), c.ramp(x-13*s, 0, x+13*s, 0, 0.3, stop{0, light}, stop{1, stone}))
	c.fill(ellipse(x, top-12*s, 3*s, 3*s), flat(ink(0xd8402f)))
	c.glow(x, top-12*s, 26*s, ink(0xff7a5a), 0.8)
}

func (c *canvas) deckSpan(x0, x1 float64, deck func(float64) float64, colour rgb) {
	var upper []pt
	for x := x0; x <= x1; x += 12 {
		upper = append(upper, pt{x, deck(x)})
	}
	c.fill(brushed(upper, func(float64) float64 { return 17 }), c.gouache(colour, 0.15))
	c.fill(brushed(upper, func(float64) float64 { return 4 }).mapped(func(q pt) pt { return pt{q.x, q.y - 9} }), flat(ink(0xf1d6bd)))
	for x := x0; x < x1; x += 64 {
		c.fill(rect(x, deck(x)-32, x+2, deck(x)-6).with(rect(x, deck(x)-32, x+14, deck(x)-30)), flat(colour))
	}
}

// unfinished is the gap in the middle, and the derrick that lifts the next piece out of its barge.
func (c *canvas) unfinished(deck func(float64) float64) {
	dark := ink(0x42506a)
	for i := range 4 {
		x := 1016 + float64(i)*5
		c.fill(rect(x, deck(x)-8+float64(i)*3, x+7, deck(x)-5+float64(i)*3), flat(ink(0xc8573f)))
	}
	y := deck(1000)
	c.fill(even(line(960, y-8, 990, y-74), 5).with(even(line(990, y-74, 1034, y-60), 5), even(line(990, y-74, 930, y-8), 3)), flat(dark))
	c.fill(even(line(1030, y-60, 1030, 600), 1.6).with(even(line(1016, y-64, 1016, 600), 1.6)), flat(dark))
	c.fill(poly(998, 598, 1050, 596, 1046, 612, 1002, 613), c.gouache(ink(0x5f6b80), 0.2))
	c.fill(poly(930, 626, 1120, 626, 1108, 644, 944, 644), c.gouache(ink(0x394459), 0.2))
	c.fill(rect(1078, 606, 1100, 626), c.gouache(ink(0xb5523f), 0.2))
}

func (c *canvas) reeds() {
	c.fill(ground(curve(900, 905, 1050, 872, 1250, 858, 1420, 836, 1620, 812)).cut(3, 1), c.gouache(ink(0x2f3f48), 0.25))
	for range 230 {
		x := 960 + 660*math.Sqrt(c.rng.Float64())
		base := 890 - (x-960)*0.1
		h := c.between(40, 150)
		lean := c.between(-14, 34)
		colour := ink(0x2f3f48).to(ink(0xc79a6a), float32(c.between(0, 0.8)))
		c.fill(brushed(curve(x, base, x+lean*0.3, base-h*0.6, x+lean, base-h), func(t float64) float64 { return 4 * (1 - t*0.8) }), flat(colour))
		if c.chance(0.3) {
			c.fill(tapered(curve(x+lean*0.9, base-h*0.86, x+lean, base-h, x+lean*1.3, base-h-26), 7), flat(colour.times(0.8)))
		}
	}
}
