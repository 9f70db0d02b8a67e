package draw

import "math"

func ferryCrossing(c *canvas) {
	const sea = 470
	c.everywhere(c.ramp(0, 0, 0, sea, 0.12, stop{0, ink(0x78b0b8)}, stop{0.6, ink(0xc9dcc9)}, stop{1, ink(0xf7e9c5)}))
	c.clouds(0, 400, ink(0xfbf4e0), 0.5, 2.4, 0.9, 0.95)
	c.clouds(60, 430, ink(0x9fc0bc), 0.62, 2.8, 0.6, 0.5)
	c.fill(ground(curve(-10, 440, 200, 426, 480, 436, 760, 452, 1100, 446, 1620, 430)), c.gouache(ink(0x9ab6ab), 0.12))
	c.row(980, 1620, func(x float64) float64 { return 470 - 40*gauss(x, 1330, 170) }, 22, 38, []rgb{ink(0xe8d9b8), ink(0xd9a98a), ink(0xc9c3ab)}, []rgb{ink(0xb0604d), ink(0x8a6a66)}, ink(0xf6e9c6), 0.1)
	c.fill(spire(1330, 410, 26, 120), c.gouache(ink(0x8f8f8c), 0.15))
	c.fill(rect(0, sea, Width, Height), c.ramp(0, sea, 0, Height, 0.16, stop{0, ink(0xa5cfc4)}, stop{0.2, ink(0x4f9ea3)}, stop{0.6, ink(0x1f6c7e)}, stop{1, ink(0x124a60)}))
	c.ripples(sea, Height, 150, veil(flat(ink(0xdcecd9)), 0.55), 80, 3)
	c.ripples(sea, Height, 90, veil(flat(ink(0x124358)), 0.5), 120, 5)
	c.sail(200, 500, 1, ink(0xfaf3e0), ink(0x8f3b32))
	c.sail(1480, 508, 0.8, ink(0xfaf3e0), ink(0x24505e))
	c.ferry(760, 640, 1.28)
	c.swell(850, 40, 520, 0.2, ink(0x14536a), ink(0xbcdccf), 26)
	for i, q := range points(1200, 210, 1290, 250, 1120, 268, 1260, 170, 1400, 236, 300, 300) {
		c.fill(gull(q.x, q.y, 22+float64(i%3)*10, 1.1), flat(ink(0xfdf8ea)))
	}
	c.fill(gull(420, 770, 62, 1.3), flat(ink(0xfdf8ea)))
}

func (c *canvas) ferry(x, y, s float64) {
	at := func(p path) path {
		return p.mapped(func(q pt) pt { return pt{x + q.x*s, y + q.y*s} })
	}
	green, cream, dark := ink(0x1f5b50), ink(0xf8efd8), ink(0x1d2f36)
	c.fill(at(poly(-60, -190, -52, -262, 4, -262, 12, -190)), c.gouache(ink(0xd9552f), 0.2))
	c.fill(at(rect(-54, -262, 6, -244)), flat(dark))
	for range 46 {
		t := c.rng.Float64()
		w, dy := 30+120*t, c.between(-1, 1)*(8+34*t)
		cx, cy := -40-t*420, -272-t*66+dy
		c.fill(at(tapered(curve(cx-w, cy+6, cx-w/3, cy-8, cx+w/3, cy+4, cx+w, cy-4), 10+22*t)), c.dry(veil(flat(ink(0x6f8284)), 0.34), 0.62))
	}
	c.fill(at(rect(-210, -132, 170, -58)), c.gouache(cream, 0.1))
	c.fill(at(rect(-150, -196, 96, -132)), c.gouache(cream, 0.1))
	c.fill(at(poly(60, -196, 66, -240, 150, -240, 164, -196)), c.gouache(cream, 0.1))
	c.fill(at(poly(74, -230, 78, -206, 154, -206, 146, -230)), flat(ink(0x33545c)))
	c.fill(at(rect(56, -248, 160, -240).with(rect(-220, -140, 180, -132), rect(-160, -204, 106, -196))), flat(dark))
	for i := range 11 {
		wx := -196 + float64(i)*33
		c.fill(at(rect(wx, -118, wx+22, -88)), flat(ink(0x33545c)))
		c.fill(at(poly(wx, -118, wx+12, -118, wx+2, -88, wx, -88)), flat(ink(0xa9cfc8)))
		if i < 6 {
			c.fill(at(ellipse(-134+float64(i)*31, -164, 9, 9)), flat(ink(0x33545c)))
		}
	}
	c.fill(at(even(line(118, -240, 118, -318), 4).with(even(line(-196, -132, -196, -236), 4), even(line(118, -314, -196, -232), 1.4), even(line(118, -314, 330, -74), 1.4))), flat(dark))
	for i := range 12 {
		t := float64(i) / 12
		fx, fy := mix(118, 320, t), mix(-312, -84, t)
		c.fill(at(poly(fx, fy, fx+14, fy+12, fx+2, fy+22)), flat([]rgb{ink(0xd9552f), ink(0xe9b23f), ink(0xf8efd8), ink(0x2f7a8a)}[i%4]))
	}
	for i := range 9 {
		px := x + (-180+float64(i)*34+c.between(-6, 6))*s
		if i < 4 {
			px = x + (190+float64(i)*26)*s
		}
		c.person(px, y-58*s, 46*s, 0, c.gouache([]rgb{ink(0x8f2f35), ink(0x24485c), ink(0xd2a24c), ink(0x6a7f5a)}[i%4], 0.1), flat(dark), flat(ink(0xb98a6a)))
	}
	hull := at(path{append(curve(-300, -66, -180, -58, 60, -58, 220, -66, 352, -96), points(306, 8, -266, 8)...)})
	c.fill(hull, c.gouache(green, 0.2))
	c.within(hull, func() {
		c.fill(at(rect(-320, -16, 360, 20)), flat(ink(0x8c3328)))
		c.fill(at(even(curve(-300, -56, -180, -48, 60, -48, 220, -56, 352, -86), 5)), flat(cream))
		c.everywhere(c.spray(dark, 0.8, x-300*s, y, x-60*s, y-30*s))
	})
	c.fill(at(even(line(-300, -86, 330, -86), 2)), flat(dark))
	for i := range 22 {
		c.fill(at(rect(-298+float64(i)*29, -88, -296+float64(i)*29, -60)), flat(dark))
	}
	for range 150 {
		t := math.Pow(c.rng.Float64(), 1.6)
		w := c.between(20, 70) * (1 - t*0.4)
		c.fill(at(tapered(curve(326-t*640-w, 6+c.between(-8, 20), 326-t*640, c.between(-12, 12)*(1-t), 326-t*640+w*0.6, 8+c.between(-4, 18)), c.between(3, 11))), veil(flat(ink(0xfbf7e8)), 0.85))
	}
}

func windFarm(c *canvas) {
	const sea = 610
	c.everywhere(c.ramp(0, 0, 0, sea, 0.13, stop{0, ink(0x27506e)}, stop{0.5, ink(0x6fa0a8)}, stop{0.82, ink(0xe9cf9f)}, stop{1, ink(0xf8dfa8)}))
	c.clouds(0, 420, ink(0xe9e0c6), 0.55, 3.6, 0.45, 0.85)
	c.clouds(200, 560, ink(0xf4b98a), 0.56, 4, 0.35, 0.8)
	c.fill(rect(0, sea, Width, Height), c.ramp(0, sea, 0, Height, 0.16, stop{0, ink(0xe3d3a8)}, stop{0.14, ink(0x72a09c)}, stop{0.5, ink(0x2b6272)}, stop{1, ink(0x153f55)}))
	for row := 4; row >= 1; row-- {
		n := 2 + row*2
		for i := range n {
			s := 1.05 / math.Pow(float64(row), 1.15)
			x := Width*(float64(i)+0.5)/float64(n) + 60*float64(row%2) + c.between(-20, 20)
			haze := float32(row-1) / 4.4
			if row == 1 {
				x = []float64{330, 860, 1380}[i%3]
				if i > 2 {
					continue
				}
			}
			c.turbine(x, sea+18/float64(row)+[]float64{0, 60, 16, 8, 4}[row], s*[]float64{0, 1.1, 1, 1, 1}[row], c.between(0, 120), ink(0xf8f2e0).to(ink(0xdfd3ae), haze), ink(0x8ba0a3).to(ink(0xd2caa8), haze))
		}
	}
	c.ripples(sea, Height, 150, veil(flat(ink(0xf1e7c6)), 0.5), 90, 3)
	c.ripples(sea+10, Height, 80, veil(flat(ink(0x123a50)), 0.5), 130, 5)
	c.trawlerWithReflection(1130, 770, 0.9, -1, ink(0xd9652f), ink(0xf6efdc), ink(0x1a2f3a))
	c.swell(868, 34, 460, 0.5, ink(0x174a60), ink(0xb5d0c4), 24)
	for i, q := range points(600, 330, 652, 300, 560, 290, 1130, 380, 1180, 356) {
		c.fill(gull(q.x, q.y, 15+float64(i%3)*6, 1), flat(ink(0x2d4f63)))
	}
}

func (c *canvas) turbine(x, base, s, angle float64, light, dark rgb) {
	top := base - 400*s
	c.fill(poly(x-13*s, base, x-6*s, top, x+6*s, top, x+13*s, base), c.ramp(x-10*s, 0, x+10*s, 0, 0.25, stop{0, light}, stop{1, dark}))
	c.fill(rect(x-16*s, base-56*s, x+16*s, base+2*s), c.gouache(ink(0xe3b23f).to(light, 0.25), 0.2))
	for i := range 3 {
		blade := brushed(line4(x, top, x, top-190*s), func(t float64) float64 { return s * (15*(1-t) + 2) * math.Min(1, 0.35+t*4) })
		c.fill(blade.turned(x, top, angle+120*float64(i)), c.gouache(light, 0.08))
		shadow := brushed(line4(x+3*s, top, x+3*s, top-184*s), func(t float64) float64 { return s * 5 * (1 - t) })
		c.fill(shadow.turned(x, top, angle+120*float64(i)), veil(flat(dark), 0.8))
	}
	c.fill(ellipse(x, top, 11*s, 11*s), c.gouache(light, 0.05))
	c.fill(ellipse(x+2*s, top+2*s, 6*s, 6*s), flat(dark))
}

func lifeboatAtNight(c *canvas) {
	c.everywhere(c.ramp(0, 0, 0, 560, 0.16, stop{0, ink(0x0e1a2b)}, stop{0.6, ink(0x2c4658)}, stop{1, ink(0x5d7b82)}))
	c.clouds(0, 500, ink(0x0b1522), 0.45, 2.8, 0.7, 0.85)
	c.clouds(60, 520, ink(0x6c868a), 0.62, 3.4, 0.5, 0.6)
	c.beam(1500, 239, 170, 7, 1500, ink(0xf6e6ac), 0.4)
	c.fill(ground(points(1330, 905, 1360, 420, 1420, 392, 1620, 372)).cut(4, 2), c.gouache(ink(0x15242f), 0.25))
	c.lighthouse(1500, 392, 180)
	c.glow(1500, 239, 120, ink(0xffe39a), 0.9)
	c.swell(520, 40, 330, 0.2, ink(0x2f4f5c), ink(0x93aba8), 16)
	c.swell(610, 74, 460, 0.72, ink(0x234654), ink(0xa5bbb4), 24)
	c.lifeboat(720, 640, 1.5)
	c.swell(770, 96, 640, 0.42, ink(0x173a49), ink(0xb4c8bf), 34)
	c.swell(890, 84, 780, 0.1, ink(0x0d2634), ink(0x8ea8a5), 42)
	for range 420 {
		x, y := c.between(-60, Width), c.between(-60, Height)
		l := c.between(20, 64)
		c.fill(tapered(line4(x, y, x-l*0.5, y+l), c.between(0.8, 2)), veil(flat(ink(0xd4ddd6)), 0.3))
	}
}

func (c *canvas) lifeboat(x, y, s float64) {
	at := func(p path) path {
		return p.mapped(func(q pt) pt { return pt{x + q.x*s, y + q.y*s} }).turned(x, y, -9)
	}
	dark := ink(0x142634)
	c.fill(at(even(line(-30, -96, -38, -176), 4).with(even(line(-50, -140, -20, -140), 3), even(line(20, -96, 16, -140), 3))), flat(dark))
	house := at(poly(-96, -44, -78, -96, 48, -96, 84, -48))
	c.fill(house, c.gouache(ink(0xe8632c), 0.15))
	c.fill(at(poly(-72, -86, -78, -66, 62, -66, 44, -86)), flat(dark))
	for i := range 4 {
		c.fill(at(rect(-64+float64(i)*30, -84, -44+float64(i)*30, -69)), flat(ink(0xffe6a0)))
	}
	bow := at(path{{{150, 40}}})[0][0]
	c.burst(bow.x+62, bow.y+86, 0.5, ink(0xeef2e8))
	hull := at(path{append(curve(-170, -46, -90, -42, 40, -44, 130, -56, 196, -82), points(150, 20, -150, 20)...)})
	c.fill(hull, c.gouache(ink(0x1f4f86), 0.2))
	c.within(hull, func() {
		c.fill(at(rect(-200, -4, 220, 30)), flat(ink(0xc93c2c)))
		c.fill(at(even(curve(-170, -40, -90, -36, 40, -38, 130, -50, 196, -76), 8)), flat(ink(0xf2ece0)))
	})
	for i := range 3 {
		q := at(path{{{-130 + float64(i)*22, -42}}})[0][0]
		c.person(q.x, q.y, 62, 0.3, c.gouache(ink(0xf2c23a), 0.1), flat(dark), flat(ink(0xb98a6a)))
		c.fill(hat(q.x, q.y, 62), flat(ink(0xf4f0e6)))
	}
	c.burst(bow.x+44, bow.y+90, 0.34, ink(0xeef2e8))
	lamp := at(path{{{16, -144}}})[0][0]
	c.beam(lamp.x, lamp.y, 171, 13, 720, ink(0xfdf3c8), 0.55)
	c.fill(ellipse(lamp.x, lamp.y, 8, 8), flat(ink(0xffffff)))
	c.glow(lamp.x, lamp.y, 130, ink(0xfff0bd), 0.9)
}
