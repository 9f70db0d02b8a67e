package draw

import "math"

func concertStage(c *canvas) {
	c.everywhere(c.ramp(0, 0, 0, 620, 0.15, stop{0, ink(0x1a1238)}, stop{0.6, ink(0x4a1f5c)}, stop{1, ink(0x8f2f66)}))
	for _, b := range []struct {
		x, angle float64
		colour   rgb
	}{{300, 62, ink(0xff8a5a)}, {460, 80, ink(0xf7c65a)}, {640, 74, ink(0xff5f7a)}, {800, 90, ink(0xfff0c4)}, {960, 106, ink(0x5ac8d8)}, {1140, 100, ink(0xf7c65a)}, {1300, 118, ink(0xff8a5a)}, {380, 112, ink(0x5ac8d8)}, {1220, 66, ink(0xff5f7a)}} {
		c.beam(b.x, 96, b.angle, 15, 760, b.colour, 0.5)
	}
	dark := ink(0x120a26)
	c.fill(rect(190, 70, 1410, 78), flat(dark))
	c.fill(rect(190, 108, 1410, 114), flat(dark))
	for i := range 41 {
		x := 190 + float64(i)*30.5
		c.fill(even(line(x, 74, x+15, 110), 3), flat(dark))
		c.fill(even(line(x+15, 110, x+30, 74), 3), flat(dark))
	}
	for _, x := range []float64{200, 1400} {
		c.fill(lattice(x, 640, 60, 40, 40, 6, 14), flat(dark))
		c.fill(rect(x-66, 190, x+66, 470), c.gouache(ink(0x1c1233), 0.2))
		for i := range 5 {
			c.fill(ellipse(x, 226+float64(i)*52, 22, 22), c.gouache(ink(0x3a2a55), 0.2))
		}
	}
	for i := range 9 {
		x := []float64{300, 460, 640, 800, 960, 1140, 1300, 380, 1220}[i]
		c.fill(poly(x-14, 84, x+14, 84, x+20, 120, x-20, 120), flat(dark))
		c.fill(ellipse(x, 120, 17, 7), flat(ink(0xfff6dc)))
		c.glow(x, 120, 70, ink(0xffe6b0), 0.8)
	}
	c.fill(ellipse(800, 420, 230, 230), c.dry(c.gouache(ink(0xf7b24a), 0.2), 0.8))
	c.fill(ellipse(800, 420, 186, 186), c.gouache(ink(0xf2683c), 0.2))
	for i := range 24 {
		a := float64(i) * math.Pi / 12
		c.fill(tapered(line4(800+250*math.Cos(a), 420+250*math.Sin(a), 800+300*math.Cos(a), 420+300*math.Sin(a)), 12), flat(ink(0xf7b24a)))
	}
	c.fill(rect(170, 610, 1430, 780), c.gouache(dark, 0.3))
	c.fill(rect(170, 606, 1430, 614), flat(ink(0xf7c65a)))
	c.band(dark)
	c.clouds(420, 700, ink(0xe88a8a), 0.56, 2.6, 0.6, 0.35)
	c.crowd(690, 860, 22, 56, 5, func(t float64) rgb { return ink(0x4a1f50).to(ink(0x0d0720), float32(t)) }, 0.3)
	for range 90 {
		x, y := c.between(0, Width), c.between(120, 640)
		c.fill(rect(x, y, x+c.between(3, 8), y+c.between(3, 8)).turned(x, y, c.between(0, 90)), flat([]rgb{ink(0xf7c65a), ink(0xff8a5a), ink(0x5ac8d8), ink(0xfff0d0)}[c.rng.IntN(4)]))
	}
}

// band is a singer, a guitarist, a bass player, a drummer.
func (c *canvas) band(dark rgb) {
	skin := flat(ink(0x7a4038))
	c.fill(ellipse(800, 560, 52, 52), c.gouache(ink(0xf4e0c0), 0.1))
	c.fill(ellipse(800, 560, 44, 44), c.gouache(dark, 0.2))
	for _, q := range points(716, 536, 884, 536, 690, 478, 912, 470) {
		c.fill(ellipse(q.x, q.y, 40, 9), c.gouache(ink(0xf7c65a), 0.2))
		c.fill(rect(q.x-2, q.y, q.x+2, 610), flat(dark))
	}
	c.fill(shape(770, 430, 830, 430, 842, 520, 758, 520), flat(dark))
	c.fill(ellipse(800, 408, 20, 24), flat(dark))
	c.person(620, 612, 220, 0.9, flat(dark), flat(dark), skin)
	c.person(990, 612, 226, -0.9, flat(dark), flat(dark), skin)
	for _, g := range []struct{ x, tilt float64 }{{620, -24}, {990, 204}} {
		body := shape(g.x-38, 506, g.x-20, 488, g.x, 498, g.x+18, 490, g.x+30, 508, g.x+16, 524, g.x, 518, g.x-22, 528)
		c.fill(body.with(rect(g.x+20, 502, g.x+130, 510)).turned(g.x, 508, g.tilt), c.gouache(ink(0xd8402f), 0.2))
	}
	c.person(810, 616, 236, 0.7, c.gouache(ink(0x24123c), 0.2), flat(dark), skin)
	c.fill(brushed(curve(822, 436, 868, 404, 886, 330), func(t float64) float64 { return 18 - 8*t }), flat(ink(0x24123c)))
	c.fill(rect(778, 420, 782, 616), flat(dark))
	c.fill(ellipse(782, 414, 8, 11), flat(ink(0xd9d0d8)))
}

func emptyTheatre(c *canvas) {
	gold, red, deep := ink(0xd9a441), ink(0xa8242b), ink(0x2a0f18)
	c.everywhere(c.gouache(ink(0x3a141d), 0.25))
	c.fill(rect(330, 110, 1270, 640), c.ramp(800, 600, 800, 110, 0.2, stop{0, ink(0x7a5a48)}, stop{0.5, ink(0x2c3a4f)}, stop{1, ink(0x141c2e)}))
	// A painted backdrop: sea, moon, a far shore.
	c.fill(rect(330, 380, 1270, 560), c.gouache(ink(0x24506a), 0.25))
	c.fill(ellipse(980, 260, 54, 54), c.gouache(ink(0xf3e2ae), 0.1))
	c.fill(poly(330, 392, 470, 320, 560, 360, 700, 376, 330, 400), c.gouache(ink(0x1d3a52), 0.2))
	c.within(rect(330, 380, 1270, 560), func() { c.ripples(384, 540, 60, veil(flat(ink(0x7fa9b4)), 0.6), 60, 3) })
	c.glitter(980, 386, 550, 60, 40, flat(ink(0xf3e2ae)))
	c.fill(poly(330, 556, 1270, 556, 1390, 660, 210, 660), c.ramp(800, 556, 800, 660, 0.2, stop{0, ink(0x8a5a38)}, stop{1, ink(0x5a3526)}))
	c.within(rect(300, 84, 1300, 664), func() { c.beam(712, 20, 83, 36, 900, ink(0xfff3cf), 0.85) })
	c.fill(ellipse(786, 618, 210, 26), veil(flat(ink(0xfff0c8)), 0.75))
	c.person(786, 620, 190, 0.25, c.gouache(ink(0xf0e6d2), 0.1), flat(ink(0x2a2430)), flat(ink(0xb98a6a)))
	c.fill(tapered(line4(800, 622, 960, 634), 16), veil(flat(deep), 0.7))
	for side := -1.0; side <= 1; side += 2 {
		c.curtain(side, red)
	}
	for i := range 9 {
		x0 := 300 + float64(i)*111.2
		c.fill(path{append(curve(x0, 90, x0+20, 170, x0+55, 206, x0+91, 170, x0+112, 90), pt{x0 + 112, 60}, pt{x0, 60})}, c.ramp(x0, 0, x0+112, 0, 0.25, stop{0, deep}, stop{0.4, red}, stop{0.6, ink(0xc9433f)}, stop{1, deep}))
		c.fill(even(curve(x0+4, 150, x0+25, 184, x0+55, 202, x0+87, 184, x0+108, 150), 6), c.gouache(gold, 0.2))
	}
	frame := rect(236, 20, 1364, 664).without(rect(300, 84, 1300, 664))
	c.fill(frame, c.ramp(236, 0, 1364, 664, 0.2, stop{0, ink(0xf0cf7c)}, stop{0.5, gold}, stop{1, ink(0x8a5a24)}))
	for x := 262.0; x < 1364; x += 36 {
		c.fill(ellipse(x, 52, 11, 11), c.gouache(ink(0xf7e3a4), 0.1))
	}
	for y := 100.0; y < 650; y += 36 {
		c.fill(ellipse(268, y, 10, 10), c.gouache(ink(0xf7e3a4), 0.1))
		c.fill(ellipse(1332, y, 10, 10), c.gouache(ink(0xb98436), 0.1))
	}
	c.fill(ellipse(800, 44, 66, 40), c.gouache(gold, 0.2))
	c.fill(shape(760, 50, 772, 20, 800, 8, 828, 20, 840, 50, 800, 72), c.gouache(ink(0xf0cf7c), 0.15))
	for i, x := range []float64{-20, 1400} {
		for k := range 2 {
			y := 190 + float64(k)*210
			c.fill(rect(x, y-110, x+220, y+10), flat(ink(0x1c0a10)))
			c.fill(shape(x-20, y, x+110, y+34, x+240, y, x+236, y+62, x+110, y+92, x-16, y+62), c.ramp(x, y, x, y+90, 0.2, stop{0, gold}, stop{1, ink(0x7a3a24)}))
			c.glow(x+110+float64(1-2*i)*70, y-50, 90, ink(0xffc86a), 0.7)
			c.crowdBox(x+110, y)
		}
	}
	c.fill(rect(0, 660, Width, 694), c.gouache(ink(0x1c0a10), 0.2))
	for i := range 13 {
		x := 260 + float64(i)*90
		c.fill(poly(x-20, 664, x-14, 646, x+14, 646, x+20, 664), flat(gold))
		c.glow(x, 644, 54, ink(0xffd98a), 0.6)
	}
	for row := range 4 {
		y, s := 716+float64(row)*52, 54+float64(row)*20
		for x := -s * 0.5 * float64(row%2); x < Width+s; x += s * 1.12 {
			c.fill(path{append(curve(x, y+90, x, y+20, x+s*0.2, y, x+s*0.5, y-7, x+s*0.8, y, x+s, y+20, x+s, y+90), pt{x, y + 90})}, c.ramp(0, y-10, 0, y+74, 0.25, stop{0, red.times(1.15 - 0.16*float32(row))}, stop{1, deep}))
		}
	}
}

func (c *canvas) crowdBox(x, y float64) {
	for i := range 3 {
		px := x - 46 + float64(i)*44
		c.fill(ellipse(px, y-34, 11, 13), flat(ink(0x0f060a)))
		c.fill(shape(px-7, y-22, px+7, y-22, px+22, y-6, px+22, y+30, px-22, y+30, px-22, y-6), flat(ink(0x0f060a)))
	}
}

func (c *canvas) curtain(side float64, red rgb) {
	x := func(dx float64) float64 { return 800 + side*(510-dx) }
	for i := range 6 {
		d0, d1 := float64(i)*30, float64(i+1)*30+4
		line := append(curve(x(d0), 84, x(d0), 300, x(d0*0.7), 460, x(d0*0.55), 662), reversed(curve(x(d1), 84, x(d1), 300, x(d1*0.7), 460, x(d1*0.9), 662))...)
		lo, hi := min(x(d0), x(d1)), max(x(d0), x(d1))
		c.fill(path{line}, c.ramp(lo, 0, hi, 0, 0.25, stop{0, ink(0x4a101a)}, stop{0.45, red}, stop{0.62, ink(0xd0503f)}, stop{1, ink(0x5a141d)}))
	}
	c.fill(brushed(curve(x(-6), 452, x(60), 476, x(132), 448), func(float64) float64 { return 15 }), c.gouache(ink(0xd9a441), 0.2))
}
