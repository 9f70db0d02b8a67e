package draw

import "math"

func fogOverRoofs(c *canvas) {
	c.everywhere(c.ramp(0, 0, 0, Height, 0.12, stop{0, ink(0xa9b7b8)}, stop{0.45, ink(0xd6d5c6)}, stop{1, ink(0xe6dfcb)}))
	c.fill(ellipse(1180, 236, 62, 62), c.gouache(ink(0xf7ecd0), 0.04))
	c.glow(1180, 236, 300, ink(0xfff3d4), 0.4)
	fog := ink(0xdedacb)
	for i := range 6 {
		t := float64(i) / 5
		base := 400 + t*480
		wall := fog.to(ink(0x33414d), float32(0.1+t*0.8))
		roof := fog.to(ink(0x20303c), float32(0.14+t*0.84))
		if i == 1 {
			c.fill(spire(420, base-20, 50, 290), c.gouache(fog.to(ink(0x4a5862), 0.3), 0.1))
			for _, x := range []float64{1000, 1130} {
				c.fill(crane(x, base-10, 250, 1), veil(flat(ink(0x5a6870)), 0.3))
			}
		}
		if i == 3 {
			c.fill(spire(1060, base-30, 56, 330), c.gouache(fog.to(ink(0x33414d), 0.58), 0.15))
		}
		ph := float64(i) * 1.7
		c.row(-60, Width+60, func(x float64) float64 { return base + 26*wave(x/900+ph) }, 48+t*70, 80+t*110,
			[]rgb{wall, wall.times(1.05), wall.to(ink(0x8a6a5e), float32(t)*0.35)}, []rgb{roof, roof.times(1.08), roof.to(ink(0x8c4a3c), float32(t)*0.55)}, ink(0xffd98c), 0.05+t*0.12)
		if i < 5 {
			c.mist(base-110, base+130, fog, 0.9)
		}
	}
	for i, q := range points(250, 200, 330, 236, 720, 170, 790, 140, 860, 182) {
		c.fill(gull(q.x, q.y, 22+float64(i%3)*7, 1), flat(ink(0x6d7a7e)))
	}
	c.fill(gull(620, 560, 56, 1.2), flat(ink(0xf6f2e4)))
}

func hospitalAtNight(c *canvas) {
	c.everywhere(c.ramp(0, 0, 0, 600, 0.13, stop{0, ink(0x10203a)}, stop{0.6, ink(0x2f5570)}, stop{1, ink(0x6f9aa0)}))
	c.clouds(0, 460, ink(0x1b3550), 0.5, 3, 0.6, 0.8)
	for range 60 {
		c.fill(ellipse(c.between(0, Width), c.between(0, 240), 1.2, 1.2), veil(flat(ink(0xf7efcf)), 0.6))
	}
	c.row(-20, Width, func(float64) float64 { return 620 }, 50, 80, []rgb{ink(0x27445c), ink(0x2e4a60)}, []rgb{ink(0x1d3449)}, ink(0xffd98a), 0.2)
	lamp, wall := ink(0xffe1a0), ink(0x3a5a6e)
	c.fill(rect(930, 150, 1330, 690), c.ramp(930, 0, 1330, 0, 0.2, stop{0, ink(0x54788a)}, stop{1, ink(0x2b475c)}))
	c.windows(950, 176, 1310, 620, 9, 11, wall.times(0.6), lamp, 0.46)
	c.fill(rect(300, 330, 930, 690), c.ramp(300, 0, 930, 0, 0.2, stop{0, ink(0x6c8e98)}, stop{1, ink(0x3f6073)}))
	c.windows(320, 356, 912, 600, 14, 6, wall.times(0.6), lamp, 0.52)
	c.fill(rect(922, 140, 1338, 154).with(rect(292, 320, 938, 334)), flat(ink(0x9db8b8)))
	c.fill(rect(1084, 60, 1176, 144), c.gouache(ink(0x2f6fc0), 0.08))
	c.fill(rect(1106, 76, 1120, 130), flat(ink(0xf7f3e6)))
	c.fill(rect(1140, 76, 1154, 130), flat(ink(0xf7f3e6)))
	c.fill(rect(1118, 96, 1142, 109), flat(ink(0xf7f3e6)))
	c.glow(1130, 102, 150, ink(0xfff2d8), 0.4)
	c.fill(rect(0, 690, Width, Height), c.gouache(ink(0x1d2f3f), 0.2))
	c.fill(rect(430, 610, 830, 692), flat(ink(0xffefc0)))
	for i := range 7 {
		c.fill(rect(430+float64(i)*66, 610, 434+float64(i)*66, 692), flat(ink(0x3a5a6e)))
	}
	c.glow(630, 650, 360, ink(0xffd68a), 0.6)
	c.fill(poly(370, 586, 890, 586, 920, 610, 340, 610), c.gouache(ink(0xc8382c), 0.15))
	c.fill(rect(380, 608, 390, 700).with(rect(870, 608, 880, 700)), flat(ink(0x14222f)))
	c.person(520, 704, 92, 0.6, c.gouache(ink(0x3f8a8a), 0.1), flat(ink(0x2f6a70)), flat(ink(0xc9936f)))
	c.person(600, 704, 96, -0.4, c.gouache(ink(0xf0ece0), 0.1), flat(ink(0x2a3a48)), flat(ink(0x8a5a42)))
	c.mirrorInto(700, 0.6, ink(0x1a2c3c))
	c.ambulance(1060, 800, 1.5)
	for i := range 5 {
		x := 60 + float64(i)*60
		c.fill(tapered(line4(x, 850+float64(i)*4, x+260, 850+float64(i)*4), 5), veil(flat(ink(0xf2d28c)), 0.35))
	}
	c.fill(shape(-60, 960, -60, 700, 20, 668, 80, 720, 150, 716, 210, 780, 300, 810, 360, 960).cut(10, 3), c.gouache(ink(0x0f2028), 0.3))
}

func (c *canvas) ambulance(x, y, s float64) {
	at := func(p path) path {
		return p.mapped(func(q pt) pt { return pt{x + q.x*s, y + q.y*s} })
	}
	c.fill(at(ellipse(20, 4, 190, 9)), veil(flat(ink(0x0a141d)), 0.8))
	c.fill(at(poly(-150, -8, -150, -118, 62, -118, 74, -92, 112, -88, 160, -48, 166, -8)), c.gouache(ink(0xf3eeda), 0.1))
	for i := range 10 {
		x0 := -150 + float64(i)*32
		c.fill(at(rect(x0, -46, x0+16, -30).with(rect(x0+16, -30, x0+32, -14))), flat(ink(0x2f8f4e)))
		c.fill(at(rect(x0+16, -46, x0+32, -30).with(rect(x0, -30, x0+16, -14))), flat(ink(0xf0d43a)))
	}
	c.fill(at(poly(80, -84, 110, -82, 142, -50, 80, -50).with(rect(20, -86, 66, -52))), flat(ink(0x24404f)))
	for i := range 3 {
		c.fill(at(rect(-106, -100, -98, -60).turned(-102, -80, float64(i)*60)), flat(ink(0x2f6fc0)))
	}
	for _, wx := range []float64{-94, 100} {
		c.fill(at(ellipse(wx, -8, 25, 25)), flat(ink(0x121a22)))
		c.fill(at(ellipse(wx, -8, 11, 11)), flat(ink(0x93a0a3)))
	}
	c.fill(at(rect(10, -130, 58, -118)), flat(ink(0x3d7fe0)))
	c.glow(x+34*s, y-124*s, 190, ink(0x5aa0ff), 0.95)
	c.glow(x+160*s, y-36*s, 150, ink(0xfff2c0), 0.9)
	c.beam(x+160*s, y-34*s, 7, 20, 420, ink(0xfff2c0), 0.4)
}

func floodedStreet(c *canvas) {
	v := view{760, 400, 600, 2.2}
	c.everywhere(c.ramp(0, 0, 0, 520, 0.14, stop{0, ink(0x71858f)}, stop{0.7, ink(0xc3c6b8)}, stop{1, ink(0xeadfc0)}))
	c.clouds(0, 400, ink(0x5a6d79), 0.5, 2.6, 0.6, 0.75)
	c.row(600, 950, func(float64) float64 { return 450 }, 26, 40, []rgb{ink(0xb3aa98), ink(0xa89a90)}, []rgb{ink(0x8a8480)}, ink(0xf3d79a), 0.15)
	walls := []rgb{ink(0xb65a45), ink(0xd6b280), ink(0x7d9390), ink(0xcdbd9c), ink(0x8f4a44)}
	for i, z := 0, 26.0; z > 2; i, z = i+1, z*0.74 {
		c.facade(v, -4.2, z*0.74, z, 6.4+float64(i%3), walls[i%5].times(0.9), 0.86)
		c.facade(v, 4.6, z*0.74, z, 6.8+float64(i*2%3), walls[(i+2)%5].times(0.9), 0.66)
	}
	const level, far = 0.5, 34
	shore := func(x float64) float64 {
		side := (v.vx - x) / 4.2
		if x > v.vx {
			side = (x - v.vx) / 4.6
		}
		return v.vy + (v.eye-level)*max(side, v.f/far)
	}
	c.mirrorAlong(shore, Height+260, ink(0x778784), 60, 0.45)
	c.ripples(640, Height, 80, veil(flat(ink(0xe6e4d2)), 0.5), 90, 3)
	c.ripples(640, Height, 50, veil(flat(ink(0x46575a)), 0.5), 130, 4)
	x, y := 800.0, 736.0
	for range 30 {
		w, dy := c.between(60, 190), c.between(0, 60)
		c.fill(tapered(line4(x-w, y+dy, x+w, y+dy), 6), veil(flat(ink(0x3a4648)), 0.4))
	}
	c.person(x-70, y-16, 190, 0, c.gouache(ink(0xe9a93a), 0.15), flat(ink(0x2a3a44)), flat(ink(0xb98a6a)))
	c.person(x+36, y-16, 176, 0, c.gouache(ink(0x9c3a3a), 0.15), flat(ink(0x2a3a44)), flat(ink(0x8a5a42)))
	c.person(x+104, y-18, 120, 0, c.gouache(ink(0x3f7f8a), 0.15), flat(ink(0x2a3a44)), flat(ink(0xd0a080)))
	c.fill(hat(x-70, y-16, 190), flat(ink(0xe9a93a)))
	c.fill(even(line(x-40, y-150, x-150, y+40), 5), flat(ink(0x4a3528)))
	c.fill(path{append(curve(x-190, y-62, x-90, y-38, x+70, y-38, x+190, y-66), points(x+140, y+18, x-140, y+18)...)}, c.gouache(ink(0xd9622f), 0.2))
	c.fill(even(curve(x-190, y-60, x-90, y-36, x+70, y-36, x+190, y-64), 8), flat(ink(0xf3ead2)))
	c.sign(1290, 700)
	c.fill(rect(0, 0, Width, Height), veil(c.spray(ink(0x26343a), 0.8, 0, Height, 0, 760), 0.35))
}

// sign is a road sign that stands in the water.
func (c *canvas) sign(x, y float64) {
	c.fill(rect(x-5, y-230, x+5, y), flat(ink(0x3a4246)))
	c.fill(poly(x, y-370, x+84, y-226, x-84, y-226), c.gouache(ink(0xc8382c), 0.15))
	c.fill(poly(x, y-334, x+54, y-242, x-54, y-242), c.gouache(ink(0xf6efdc), 0.08))
	for i := range 3 {
		wy := y - 276 + float64(i)*14
		w := 16 + float64(i)*9
		c.fill(even(curve(x-w, wy, x-w/2, wy-6, x, wy, x+w/2, wy-6, x+w, wy), 4.5), flat(ink(0x22282c)))
	}
	for range 16 {
		w, dy := c.between(6, 40), c.between(0, 90)
		c.fill(tapered(line4(x-w, y+dy, x+w, y+dy), 4), veil(flat(ink(0x8a3a34)), 0.4))
	}
}

func beachHuts(c *canvas) {
	c.everywhere(c.ramp(0, 0, 0, 480, 0.12, stop{0, ink(0x4f9fb8)}, stop{1, ink(0xe9e6c8)}))
	c.clouds(0, 400, ink(0xfbf5e2), 0.5, 2.6, 0.9, 0.95)
	c.fill(rect(0, 470, Width, 560), c.ramp(0, 470, 0, 560, 0.2, stop{0, ink(0x8fc7c4)}, stop{1, ink(0x2f8a99)}))
	c.ripples(470, 560, 60, veil(flat(ink(0xf6f3e0)), 0.7), 60, 3)
	c.sail(1320, 492, 0.8, ink(0xfaf3e0), ink(0x8f3b32))
	c.sail(1420, 484, 0.5, ink(0xfaf3e0), ink(0x24505e))
	c.fill(ground(curve(-10, 560, 400, 548, 900, 556, 1620, 536)).cut(2, 1), c.ramp(0, 540, 0, Height, 0.2, stop{0, ink(0xf5dfa8)}, stop{1, ink(0xd9a868)}))
	c.foam(curve(0, 560, 400, 550, 900, 556, 1600, 538), 9)
	for i := range 220 {
		x, y := c.between(0, Width), c.between(600, Height)
		c.fill(tapered(curve(x-20, y, x, y-2, x+22, y), c.between(1, 3)), veil(flat([]rgb{ink(0xb98a55), ink(0xfff0c6)}[i%2]), 0.5))
	}
	colours := []rgb{ink(0xd9472f), ink(0x2f7a8a), ink(0xf0b93f), ink(0xe98a78), ink(0x3f6f9a), ink(0x7aa05a), ink(0xf4ead2), ink(0xc4553f), ink(0x5aa3a0)}
	for i := range 9 {
		t := float64(8-i) / 8
		s := 0.46 + 0.9*math.Pow(1-t, 1.5)
		x := 1420 - 1330*math.Pow(1-t, 1.12)
		c.hut(x, 592+170*math.Pow(1-t, 1.4), s, colours[i])
	}
	c.deckchair(1050, 800, 1.2, ink(0xc8382c))
	c.deckchair(1240, 822, 1.25, ink(0x2f6f8a))
	c.person(900, 720, 110, 0.9, c.gouache(ink(0x2a4a6a), 0.15), flat(ink(0xc9936f)), flat(ink(0xc9936f)))
	c.person(950, 724, 66, -0.9, c.gouache(ink(0xf0b93f), 0.15), flat(ink(0x8a5a42)), flat(ink(0x8a5a42)))
	c.dog(1010, 726, 1, ink(0x4a3428))
	for i, q := range points(960, 200, 1040, 170, 1110, 216, 620, 120) {
		c.fill(gull(q.x, q.y, 22+float64(i%3)*9, 1.1), flat(ink(0xffffff)))
	}
}

func (c *canvas) dog(x, y, s float64, coat rgb) {
	c.fill(shape(x-30*s, y-28*s, x, y-32*s, x+26*s, y-30*s, x+28*s, y-18*s, x-28*s, y-16*s), flat(coat))
	for _, dx := range []float64{-26, -18, 16, 24} {
		c.fill(even(line(x+dx*s, y-20*s, x+dx*1.2*s, y), 5*s), flat(coat))
	}
	c.fill(shape(x+22*s, y-30*s, x+30*s, y-46*s, x+42*s, y-44*s, x+52*s, y-36*s, x+40*s, y-30*s), flat(coat))
	c.fill(brushed(curve(x-28*s, y-26*s, x-40*s, y-38*s, x-44*s, y-50*s), func(t float64) float64 { return 6 * s * (1 - t*0.6) }), flat(coat))
}

func (c *canvas) hut(x, y, s float64, colour rgb) {
	w, h := 150*s, 190*s
	c.fill(poly(x+w, y, x+w+90*s, y-26*s, x+w+90*s, y-h*0.8, x+w/2+86*s, y-h*1.36, x+w/2, y-h*1.32, x+w, y-h*0.78), c.gouache(colour.times(0.6), 0.2))
	c.fill(poly(x+w*0.5, y-h*1.36, x+w*0.5+92*s, y-h*1.4, x+w+102*s, y-h*0.76, x+w*1.08, y-h*0.74), c.gouache(ink(0x6a4f48), 0.2))
	front := poly(x, y, x, y-h*0.78, x+w/2, y-h*1.3, x+w, y-h*0.78, x+w, y)
	c.fill(front, c.gouache(colour, 0.16))
	c.within(front, func() {
		for i := 1.0; i < 10; i++ {
			c.fill(rect(x+w*i/10-0.8, y-h*1.3, x+w*i/10+0.8, y), veil(flat(colour.times(0.6)), 0.5))
		}
		c.everywhere(c.spray(ink(0x40303a), 0.7, x+w, y, x+w*0.5, y-h*0.4))
	})
	c.fill(poly(x-w*0.08, y-h*0.72, x+w/2, y-h*1.36, x+w*1.08, y-h*0.72, x+w*1.0, y-h*0.72, x+w/2, y-h*1.22, x, y-h*0.72), c.gouache(ink(0xf7efda), 0.1))
	c.fill(rect(x+w*0.28, y-h*0.62, x+w*0.72, y), c.gouache(ink(0xf7efda), 0.1))
	c.fill(rect(x+w*0.49, y-h*0.62, x+w*0.51, y), flat(colour.times(0.6)))
	c.fill(ellipse(x+w*0.5, y-h*0.95, w*0.09, w*0.09), flat(ink(0xf7efda)))
	c.fill(poly(x-w*0.06, y, x+w*1.06, y, x+w*1.1, y+12*s, x-w*0.1, y+12*s), c.gouache(ink(0x9a7450), 0.25))
	c.fill(tapered(line4(x-10*s, y+14*s, x+w*1.9, y+6*s), 16*s), veil(flat(ink(0x9a7048)), 0.5))
}

func (c *canvas) deckchair(x, y, s float64, colour rgb) {
	wood := flat(ink(0x7a5236))
	c.fill(tapered(line4(x-50*s, y+2, x+110*s, y+8), 16*s), veil(flat(ink(0xa5764a)), 0.6))
	c.fill(even(line(x-40*s, y, x+66*s, y-112*s), 6*s).with(even(line(x+56*s, y, x-30*s, y-46*s), 6*s), even(line(x+20*s, y-62*s, x+58*s, y), 5*s)), wood)
	cloth := brushed(curve(x+64*s, y-110*s, x+26*s, y-58*s, x-8*s, y-36*s, x-32*s, y-48*s), func(float64) float64 { return 15 * s })
	c.fill(cloth, c.gouache(colour, 0.15))
	c.within(cloth, func() {
		for i := range 4 {
			t := float64(i)*0.24 + 0.08
			cx, cy := mix(x+64*s, x-30*s, t), mix(y-110*s, y-40*s, t)
			c.fill(even(line(cx-24*s, cy-16*s, cx+24*s, cy+22*s), 8*s), flat(ink(0xf7efda)))
		}
	})
}
