package draw

import "math"

func allotments(c *canvas) {
	c.everywhere(c.ramp(0, 0, 0, 420, 0.12, stop{0, ink(0x8fb9c0)}, stop{1, ink(0xf8e6b8)}))
	c.clouds(0, 300, ink(0xfbf3dd), 0.52, 2.6, 0.7, 0.9)
	c.glow(1240, 300, 340, ink(0xffe6a8), 0.6)
	c.row(-20, Width+20, func(x float64) float64 { return 400 - 30*gauss(x, 420, 300) }, 34, 54, []rgb{ink(0xb9a68f), ink(0xc2967c), ink(0xa9a79a)}, []rgb{ink(0x8f6a62), ink(0x7f7c7c)}, ink(0xf6e9c6), 0.08)
	c.fill(spire(430, 360, 26, 140), c.gouache(ink(0x9a8f86), 0.15))
	for i := range 9 {
		c.tree(40+float64(i)*196+c.between(-30, 30), 440, c.between(0.42, 0.6))
	}
	v := view{900, 360, 560, 2.6}
	c.fill(rect(0, 412, Width, Height), c.ramp(0, 412, 0, Height, 0.2, stop{0, ink(0xa9a35c)}, stop{1, ink(0x5f6a35)}))
	plots := []struct{ x0, x1 float64 }{{-9, -6.3}, {-5.9, -3.1}, {-2.7, -0.5}, {0.6, 3}, {3.4, 6}, {6.4, 9.6}}
	c.fill(v.floor(-0.4, 0.5, 0, 1, 26), c.gouache(ink(0xd9bd86), 0.2))
	for i, p := range plots {
		for k, z := range []float64{16, 9.4, 5.6, 3.3} {
			z0 := z * 0.62
			c.fill(v.floor(p.x0, p.x1, 0, z0, z*0.95), c.ramp(0, 420, 0, Height, 0.25, stop{0, ink(0x9c7048)}, stop{1, ink(0x4f3424)}))
			c.crop(v, p.x0, p.x1, z0, z*0.95, (i+k*2)%5)
		}
	}
	c.shed(v, 1.1, 8.6, ink(0x3f7f8a))
	c.shed(v, -4.4, 12, ink(0xb9563f))
	c.shed(v, 5.2, 15, ink(0xd9a43f))
	q := v.at(-1.5, 0, 4.3)
	c.person(q.x, q.y, 1.7*v.f/4.3, 0.5, c.gouache(ink(0xb23a30), 0.2), flat(ink(0x2f3f52)), flat(ink(0xc9936f)))
	c.fill(hat(q.x, q.y, 1.7*v.f/4.3), c.gouache(ink(0xe6cf8f), 0.2))
	c.fill(even(line(q.x+52, q.y-140, q.x+74, q.y+6), 6), flat(ink(0x6a4a30)))
	q = v.at(2.2, 0, 6.4)
	c.person(q.x, q.y, 1.66*v.f/6.4, -0.5, c.gouache(ink(0x2f5f7a), 0.2), flat(ink(0x33302f)), flat(ink(0x8a5a42)))
	b := v.at(0.05, 0, 3.1)
	c.barrow(b.x, b.y, 1.15)
	c.scarecrow(v.at(4.6, 0, 4.6), 250)
}

func (c *canvas) crop(v view, x0, x1, z0, z1 float64, kind int) {
	const rows = 4
	for z := z1; z > z0; z *= 0.95 {
		for r := range rows {
			x := mix(x0, x1, (float64(r)+0.5)/rows) + c.between(-0.03, 0.03)
			q := v.at(x, 0, z)
			s := v.f / z
			if q.x < -60 || q.x > Width+60 || q.y > Height+80 {
				continue
			}
			switch kind {
			case 0: // cabbages
				r := s * 0.17
				c.fill(ellipse(q.x, q.y-r*0.5, r, r*0.8), c.gouache(ink(0x4f7f5a).times(float32(c.between(0.85, 1.1))), 0.2))
				c.fill(ellipse(q.x-r*0.1, q.y-r*0.6, r*0.55, r*0.45), c.gouache(ink(0xa9c48a), 0.2))
			case 1: // leeks
				for k := range 3 {
					c.fill(brushed(curve(q.x, q.y, q.x+s*0.03, q.y-s*0.25, q.x+s*(float64(k)-1)*0.16, q.y-s*0.46), func(t float64) float64 { return s * 0.045 * (1 - t*0.8) }), flat(ink(0x3f7a5f).to(ink(0xd9e0b4), float32(k)*0.25)))
				}
			case 2: // beans on canes
				c.fill(even(line(q.x, q.y, q.x+s*0.05, q.y-s*1.15), s*0.02), flat(ink(0x8f6a42)))
				for k := range 5 {
					y := q.y - s*(0.15+0.2*float64(k))
					c.fill(ellipse(q.x+s*c.between(-0.1, 0.1), y, s*0.08, s*0.06), c.gouache(ink(0x5a8a45), 0.25))
				}
				if c.chance(0.5) {
					c.fill(ellipse(q.x+s*0.05, q.y-s*c.between(0.4, 1), s*0.03, s*0.03), flat(ink(0xe0452f)))
				}
			case 3: // marigolds and dahlias
				c.fill(ellipse(q.x, q.y-s*0.12, s*0.14, s*0.13), c.gouache(ink(0x4f7a45), 0.25))
				for range 3 {
					c.fill(ellipse(q.x+s*c.between(-0.12, 0.12), q.y-s*c.between(0.14, 0.32), s*0.055, s*0.05), flat([]rgb{ink(0xf0a93a), ink(0xd8453a), ink(0xf4d9c4)}[c.rng.IntN(3)]))
				}
			default: // turned soil
				c.fill(tapered(curve(q.x-s*0.2, q.y, q.x, q.y-s*0.06, q.x+s*0.2, q.y), s*0.06), veil(flat(ink(0x3a2418)), 0.7))
			}
		}
	}
}

func (c *canvas) shed(v view, x, z float64, colour rgb) {
	c.fill(v.wall(x, 0, 2.1, z, z*1.22), c.gouache(colour.times(0.6), 0.2))
	front := v.front(x, x+1.9, 0, 2.1, z)
	c.fill(front, c.gouache(colour, 0.18))
	a, b, top := v.at(x-0.12, 2.05, z), v.at(x+2.02, 2.05, z), v.at(x+0.95, 2.9, z)
	c.fill(path{{a, top, b}}, c.gouache(colour.times(0.92), 0.18))
	back := v.at(x+0.95, 2.9, z*1.22)
	end := v.at(x-0.12, 2.05, z*1.22)
	c.fill(path{{a, top, back, end}}, c.gouache(ink(0x5a4a48), 0.2))
	c.fill(even([]pt{a, top, b}, 60/z), c.gouache(ink(0x4a3a38), 0.2))
	c.fill(v.front(x+0.25, x+0.95, 0, 1.75, z), c.gouache(colour.times(0.72), 0.2))
	c.fill(v.front(x+1.15, x+1.7, 0.9, 1.5, z), flat(ink(0xf6e3b0)))
	c.fill(v.front(x+1.41, x+1.44, 0.9, 1.5, z), flat(colour.times(0.6)))
}

func (c *canvas) barrow(x, y, s float64) {
	dark := flat(ink(0x2f2a2c))
	c.fill(tapered(line4(x-100*s, y+4, x+140*s, y+10), 20*s), veil(flat(ink(0x4a3a20)), 0.5))
	c.fill(even(line(x-118*s, y-58*s, x+70*s, y-20*s), 7*s), dark)
	c.fill(even(line(x-30*s, y-40*s, x-44*s, y), 7*s), dark)
	c.fill(ellipse(x+78*s, y-20*s, 24*s, 24*s).without(ellipse(x+78*s, y-20*s, 15*s, 15*s)), dark)
	c.fill(shape(x-60*s, y-86*s, x-20*s, y-120*s, x+30*s, y-118*s, x+84*s, y-84*s), c.gouache(ink(0x5f8a4a), 0.3))
	for i, q := range points(-34, -96, 0, -112, 30, -104, 58, -90) {
		c.fill(ellipse(x+q.x*s, y+q.y*s, 17*s, 15*s), c.gouache([]rgb{ink(0xe0802f), ink(0xd8453a)}[i%2], 0.2))
	}
	c.fill(poly(x-74*s, y-88*s, x+96*s, y-84*s, x+56*s, y-34*s, x-36*s, y-40*s), c.gouache(ink(0x3f7f5f), 0.2))
}

func (c *canvas) scarecrow(q pt, h float64) {
	s := h / 100
	c.fill(rect(q.x-2*s, q.y-86*s, q.x+2*s, q.y), flat(ink(0x6a4a30)))
	c.fill(rect(q.x-40*s, q.y-68*s, q.x+40*s, q.y-64*s), flat(ink(0x6a4a30)))
	c.fill(poly(q.x-36*s, q.y-72*s, q.x+36*s, q.y-72*s, q.x+36*s, q.y-58*s, q.x+15*s, q.y-58*s, q.x+19*s, q.y-24*s, q.x-19*s, q.y-24*s, q.x-15*s, q.y-58*s, q.x-36*s, q.y-58*s).cut(2, 4), c.gouache(ink(0x41607a), 0.3))
	c.fill(ellipse(q.x, q.y-84*s, 11*s, 12*s), c.gouache(ink(0xe3c890), 0.2))
	c.fill(poly(q.x-20*s, q.y-91*s, q.x+20*s, q.y-91*s, q.x+10*s, q.y-95*s, q.x+8*s, q.y-110*s, q.x-8*s, q.y-110*s, q.x-10*s, q.y-95*s), c.gouache(ink(0x4a3428), 0.2))
}

func seagrassMeadow(c *canvas) {
	c.everywhere(c.ramp(0, 0, 0, Height, 0.14, stop{0, ink(0xbfe6d4)}, stop{0.18, ink(0x5fb8b4)}, stop{0.55, ink(0x1d7486)}, stop{1, ink(0x0b3448)}))
	for range 60 {
		x, y := c.between(-60, Width), c.between(0, 90)*c.rng.Float64()
		w := c.between(40, 160)
		c.fill(tapered(curve(x-w, y, x-w/3, y-7, x+w/3, y+7, x+w, y), c.between(3, 12)), veil(flat(ink(0xeefbea)), 0.5))
	}
	for range 15 {
		x := c.between(100, 1500)
		c.beam(x, -120, 90+(800-x)*0.03+c.between(-5, 5), c.between(3, 9), c.between(600, 1000), ink(0xe9fbe0), float32(c.between(0.14, 0.34)))
	}
	c.fill(ground(curve(-10, 760, 260, 720, 600, 742, 900, 700, 1250, 736, 1620, 690)).cut(3, 1), c.ramp(0, 680, 0, Height, 0.2, stop{0, ink(0x5f9a8f)}, stop{1, ink(0x16485a)}))
	c.grass(240, 700, 150, ink(0x4f9a8a), ink(0x2a6f72))
	c.seal(470, 330, 1.5, -14)
	c.shoal(1130, 230, 46)
	c.diver(1010, 430, 1.25)
	c.grass(260, 800, 240, ink(0x3f8a62), ink(0x175a5a))
	for range 14 {
		x, y := 930+c.between(-16, 16), c.between(60, 360)
		r := c.between(3, 10)
		c.fill(ellipse(x, y, r, r).without(ellipse(x+r*0.15, y+r*0.1, r*0.72, r*0.72)), flat(ink(0xe9fbf0)))
	}
	c.grass(300, 930, 380, ink(0x6aa84a), ink(0x0d3f42))
}

// grass is a stand of seagrass that leans with the current.
func (c *canvas) grass(count int, base, tall float64, light, dark rgb) {
	for range count {
		x := c.between(-40, Width+40)
		h := tall * c.between(0.35, 1) * (0.65 + 0.35*math.Abs(wave(x/1500+0.1)))
		lean := h * (0.14 + 0.16*wave(x/700) + c.between(-0.08, 0.1))
		y := base + c.between(-14, 20)
		w := tall * c.between(0.02, 0.042)
		colour := dark.to(light, float32(c.between(0, 1)))
		c.fill(brushed(curve(x, y, x+lean*0.15, y-h*0.35, x+lean*0.8, y-h*0.7, x+lean*1.5, y-h), func(t float64) float64 { return w * (1 - 0.75*t*t) }), c.gouache(colour, 0.2))
	}
}

func (c *canvas) seal(x, y, s, turn float64) {
	at := func(p path) path {
		return p.mapped(func(q pt) pt { return pt{x + q.x*s, y + q.y*s} }).turned(x, y, turn)
	}
	body := at(shape(-170, -2, -150, -28, -118, -36, -70, -46, 0, -50, 70, -30, 130, -6, 176, -18, 206, -10, 178, 4, 204, 22, 160, 20, 110, 22, 40, 40, -50, 40, -110, 22, -150, 18))
	c.fill(body, c.ramp(x, y-60*s, x, y+50*s, 0.25, stop{0, ink(0x6f8a8c)}, stop{0.5, ink(0x3f5f68)}, stop{1, ink(0xa9bcb0)}))
	c.within(body, func() {
		for range 70 {
			px, py := c.between(-120, 150), c.between(-44, 20)
			r := c.between(1.5, 5)
			c.fill(at(ellipse(px, py, r*1.3, r)), veil(flat(ink(0x1f3f4a)), 0.55))
		}
	})
	c.fill(at(shape(-60, 26, -30, 30, -46, 78, -78, 92, -74, 56)), c.gouache(ink(0x35555e), 0.2))
	c.fill(at(ellipse(-140, -12, 6, 6.5)), flat(ink(0x0c1a22)))
	c.fill(at(ellipse(-142, -14, 1.8, 1.8)), flat(ink(0xf4faf0)))
	c.fill(at(ellipse(-169, -2, 5, 4)), flat(ink(0x0c1a22)))
	for i := range 3 {
		c.fill(at(tapered(curve(-160, 4+float64(i)*3, -150, 12+float64(i)*5, -136, 15+float64(i)*8), 1.4)), flat(ink(0xe9f4ea)))
	}
}

func (c *canvas) shoal(x, y float64, n int) {
	for i := range n {
		a := c.between(0, 2*math.Pi)
		r := math.Sqrt(c.rng.Float64())
		px, py := x+math.Cos(a)*r*250, y+math.Sin(a)*r*86
		s := c.between(9, 16)
		c.fill(shape(px-s, py, px, py-s*0.34, px+s*0.8, py, px+s*1.3, py-s*0.32, px+s*1.2, py, px+s*1.3, py+s*0.32, px+s*0.8, py, px, py+s*0.34), flat([]rgb{ink(0xe6f2e2), ink(0xa9d4cf), ink(0x2f7f8c)}[i%3]))
	}
}

func (c *canvas) diver(x, y, s float64) {
	at := func(p path) path {
		return p.mapped(func(q pt) pt { return pt{x + q.x*s, y + q.y*s} })
	}
	suit, dark := ink(0x16303f), ink(0x0a1a24)
	limb := func(w float64, xy ...float64) path {
		return at(brushed(curve(xy...), func(t float64) float64 { return w * (1 - 0.35*t) }))
	}
	c.fill(limb(20, 60, 6, 110, 14, 150, -6), c.gouache(suit, 0.2))
	c.fill(limb(20, 60, 10, 112, 34, 160, 30), c.gouache(suit, 0.2))
	c.fill(at(shape(146, -8, 206, -34, 216, -20, 158, 4)), c.gouache(ink(0xf0a93a), 0.2))
	c.fill(at(shape(156, 26, 220, 30, 220, 46, 158, 38)), c.gouache(ink(0xf0a93a), 0.2))
	c.fill(at(shape(-52, -18, 0, -26, 60, -10, 72, 8, 56, 22, 0, 22, -50, 14)), c.gouache(suit, 0.2))
	c.fill(at(shape(-34, -46, 40, -34, 46, -22, 40, -12, -34, -22, -42, -34)), c.gouache(ink(0xd8502f), 0.2))
	c.fill(at(ellipse(-74, -10, 25, 23)), c.gouache(suit, 0.2))
	c.fill(at(shape(-98, -16, -82, -26, -70, -16, -74, 2, -92, 2)), flat(ink(0xbfe9e2)))
	c.fill(at(even(curve(-88, 4, -70, 26, -30, 4, -20, -24), 6)), flat(dark))
	c.fill(limb(17, -40, 8, -62, 44, -100, 66), c.gouache(suit, 0.2))
	c.fill(at(rect(-152, 48, -92, 92).turned(-122, 70, -16)), c.gouache(ink(0xf7f3e2), 0.1))
	for i := range 4 {
		ly := 57 + float64(i)*9
		c.fill(at(rect(-145, ly, -104, ly+2.4).turned(-122, 70, -16)), flat(ink(0x4f7f8a)))
	}
}

func kitchenTable(c *canvas) {
	c.everywhere(c.ramp(0, 0, 0, 470, 0.15, stop{0, ink(0x2f5560)}, stop{1, ink(0x6f968f)}))
	c.fill(rect(930, -10, 1400, 400), c.gouache(ink(0xf4ead2), 0.1))
	c.within(rect(954, -10, 1376, 380), func() {
		c.everywhere(c.ramp(0, 0, 0, 266, 0.14, stop{0, ink(0x9fcfd4)}, stop{1, ink(0xf6e9c8)}))
		c.fill(rect(930, 268, 1400, 400), c.ramp(0, 268, 0, 380, 0.14, stop{0, ink(0x6fb3b4)}, stop{1, ink(0x24687a)}))
		c.sail(1090, 290, 0.8, ink(0xfdf8e8), ink(0xb23a30))
		c.fill(poly(1240, 272, 1290, 226, 1400, 214, 1400, 280), c.gouache(ink(0x8fa98a), 0.2))
	})
	c.fill(rect(1159, -10, 1169, 390).with(rect(940, 180, 1390, 188)), flat(ink(0xf4ead2)))
	c.fill(rect(916, 380, 1414, 404), c.gouache(ink(0xfdf6e2), 0.08))
	c.fill(rect(0, 470, Width, Height), c.ramp(0, 470, 0, Height, 0.2, stop{0, ink(0xd9a766)}, stop{1, ink(0x8a5430)}))
	for range 130 {
		x, y := c.between(-100, Width), c.between(474, 900)
		l := c.between(120, 520)
		c.fill(tapered(curve(x, y, x+l*0.3, y+c.between(-4, 4), x+l*0.7, y+c.between(-4, 4), x+l, y), c.between(1.4, 4)), veil(flat([]rgb{ink(0x6a3c20), ink(0xf0c98a)}[c.rng.IntN(2)]), 0.4))
	}
	c.fill(rect(0, 466, Width, 476), veil(flat(ink(0x4f2c1a)), 0.7))
	c.fill(poly(-10, 610, 520, 560, 700, 700, 460, 905, -10, 905).cut(5, 2), c.gouache(ink(0xe9e4d2), 0.12))
	c.within(poly(-10, 610, 520, 560, 700, 700, 460, 905, -10, 905), func() {
		for i := range 16 {
			x := float64(i)*66 - 200
			c.fill(even(line(x, 540, x+190, 920), 15), veil(flat(ink(0x2f6f8a)), 0.75))
			c.fill(even(line(-20, 500+float64(i)*46, 760, 430+float64(i)*46), 12), veil(flat(ink(0x2f6f8a)), 0.4))
		}
	})
	c.potOfMussels(560, 640)
	c.loaf(1180, 690)
	c.bottle(180, 560)
	c.lemon(930, 800, 1, 0)
	c.lemon(1050, 842, 0.8, 1)
	for i, q := range points(330, 838, 420, 868, 760, 862, 262, 790, 842, 748) {
		c.mussel(q.x, q.y, 62, float64(i*67%180)-60)
	}
	for range 40 {
		x, y := c.between(700, 1500), c.between(760, 880)
		c.fill(shape(x-8, y, x, y-5, x+9, y-1, x+1, y+5).turned(x, y, c.between(0, 180)), c.gouache(ink(0x4f8a45), 0.3))
	}
	c.beam(1400, -100, 138, 20, 1300, ink(0xfff3cf), 0.2)
}

func (c *canvas) mussel(x, y, s, turn float64) {
	shell := shape(x-s, y+s*0.1, x-s*0.3, y-s*0.38, x+s*0.5, y-s*0.34, x+s*0.86, y+s*0.02, x+s*0.4, y+s*0.3, x-s*0.4, y+s*0.26).turned(x, y, turn)
	c.fill(shell.moved(4, s*0.12), veil(flat(ink(0x2a1a18)), 0.5))
	c.fill(shell, c.ramp(x-s, y-s*0.4, x+s*0.5, y+s*0.4, 0.25, stop{0, ink(0x5a6f8c)}, stop{0.4, ink(0x24304a)}, stop{1, ink(0x12161f)}))
	c.within(shell, func() {
		for i := range 4 {
			t := 0.3 + float64(i)*0.18
			c.fill(tapered(curve(x-s*0.9, y+s*0.06, x-s*0.2, y-s*0.34*t, x+s*0.5*t, y-s*0.2*t, x+s*0.8*t, y+s*0.04), 2.4).turned(x, y, turn), veil(flat(ink(0xa9bccb)), 0.6))
		}
	})
}

func (c *canvas) openMussel(x, y, s, turn float64) {
	shell := shape(x-s, y+s*0.1, x-s*0.3, y-s*0.4, x+s*0.5, y-s*0.36, x+s*0.86, y+s*0.02, x+s*0.4, y+s*0.34, x-s*0.4, y+s*0.3)
	c.fill(shell.turned(x, y, turn), flat(ink(0x161c2a)))
	c.fill(shell.scaled(x, y, 0.86, 0.8).turned(x, y, turn), c.gouache(ink(0xc9d4dc), 0.15))
	c.fill(shape(x-s*0.55, y+s*0.06, x-s*0.1, y-s*0.2, x+s*0.46, y-s*0.12, x+s*0.5, y+s*0.12, x, y+s*0.2).turned(x, y, turn), c.gouache(ink(0xe98a3a), 0.25))
}

func (c *canvas) potOfMussels(x, y float64) {
	c.fill(ellipse(x+30, y+150, 300, 40), veil(flat(ink(0x3a1f14)), 0.6))
	pot := path{append(curve(x-250, y-60, x-246, y+40, x-214, y+120, x-150, y+160, x, y+172, x+150, y+160, x+214, y+120, x+246, y+40, x+250, y-60), pt{x, y - 60})}
	c.fill(pot, c.ramp(x-250, 0, x+250, 0, 0.25, stop{0, ink(0xe0653a)}, stop{0.5, ink(0xc4452c)}, stop{1, ink(0x6f1f1c)}))
	for _, side := range []float64{-1, 1} {
		c.fill(even(curve(x+side*244, y-20, x+side*300, y-14, x+side*304, y+22, x+side*240, y+28), 20), c.gouache(ink(0xa8382a), 0.2))
	}
	c.fill(ellipse(x, y-60, 252, 62), c.gouache(ink(0xe9b48a), 0.15))
	c.fill(ellipse(x, y-60, 236, 52), flat(ink(0x2a1618)))
	for i := range 38 {
		a, r := c.between(0, 2*math.Pi), math.Sqrt(c.rng.Float64())
		t := float64(i) / 38
		px, py := x+math.Cos(a)*r*(196-50*t), y-62-54*t*(1-r*r)+math.Sin(a)*r*34
		if i%3 == 1 {
			c.openMussel(px, py, c.between(38, 52), c.between(-60, 240))
		} else {
			c.mussel(px, py, c.between(38, 52), c.between(-60, 240))
		}
	}
	for range 26 {
		px, py := x+c.between(-170, 170), y-c.between(40, 130)
		c.fill(shape(px-9, py, px, py-5, px+9, py-1, px+1, py+5).turned(px, py, c.between(0, 180)), c.gouache(ink(0x6aa84a), 0.3))
	}
	for i := range 3 {
		sx := x - 90 + float64(i)*90
		c.fill(tapered(curve(sx, y-130, sx+26, y-190, sx-20, y-250, sx+16, y-330), 22), c.dry(veil(flat(ink(0xf4f0e2)), 0.4), 0.66))
	}
}

func (c *canvas) loaf(x, y float64) {
	c.fill(shape(x-330, y+60, x-310, y+34, x+300, y+20, x+330, y+50, x+300, y+84, x-300, y+92), c.gouache(ink(0x6f4226), 0.25))
	c.fill(ellipse(x, y+46, 250, 24), veil(flat(ink(0x3a1f14)), 0.5))
	crust := shape(x-240, y+30, x-220, y-60, x-110, y-120, x+50, y-126, x+190, y-80, x+236, y+10, x+200, y+46, x-200, y+50)
	c.fill(crust, c.ramp(x-60, y-130, x+40, y+50, 0.25, stop{0, ink(0xe9b066)}, stop{0.5, ink(0xb9702f)}, stop{1, ink(0x6f3a1c)}))
	c.within(crust, func() {
		for i := range 4 {
			cx := x - 140 + float64(i)*92
			c.fill(tapered(curve(cx, y-126, cx+30, y-70, cx+80, y-30), 24), c.gouache(ink(0xf6dca4), 0.2))
		}
		c.fill(ellipse(x-40, y-110, 180, 40), veil(c.dry(flat(ink(0xfdf3dc)), 0.45), 0.6))
	})
	c.fill(even(line(x-290, y+72, x-60, y+112), 12), c.gouache(ink(0xdfe4e0), 0.1))
	c.fill(even(line(x-60, y+112, x+40, y+130), 22), c.gouache(ink(0x3a2a28), 0.2))
}

func (c *canvas) bottle(x, y float64) {
	c.fill(tapered(line4(x-40, y+104, x+190, y+112), 30), veil(flat(ink(0x3a1f14)), 0.5))
	glass := path{append(append(curve(x-54, y+104, x-56, y-60, x-50, y-110, x-20, y-160, x-17, y-240), curve(x+17, y-240, x+20, y-160, x+50, y-110, x+56, y-60, x+54, y+104)...), pt{x, y + 108})}
	c.fill(glass, c.ramp(x-56, 0, x+56, 0, 0.25, stop{0, ink(0x7fa86a)}, stop{0.4, ink(0x2f5f45)}, stop{1, ink(0x14302a)}))
	c.fill(rect(x-48, y-50, x+48, y+50), c.gouache(ink(0xf6ecd0), 0.1))
	c.fill(rect(x-36, y-34, x+36, y-26).with(rect(x-36, y+30, x+36, y+36)), flat(ink(0xb23a30)))
	c.sail(x-4, y+20, 0.62, ink(0x2f5560), ink(0x2f5560))
	c.fill(rect(x-20, y-262, x+20, y-214), c.gouache(ink(0xb23a30), 0.2))
	c.fill(tapered(curve(x-40, y-100, x-46, y-20, x-44, y+80), 7), veil(flat(ink(0xe6f4da)), 0.7))
}

func (c *canvas) lemon(x, y, s float64, half int) {
	c.fill(ellipse(x+8*s, y+44*s, 84*s, 15*s), veil(flat(ink(0x3a1f14)), 0.5))
	if half == 0 {
		c.fill(shape(x-92*s, y, x-70*s, y-30*s, x-20*s, y-52*s, x+40*s, y-44*s, x+76*s, y-14*s, x+94*s, y+4*s, x+66*s, y+30*s, x, y+48*s, x-62*s, y+32*s), c.ramp(x-60*s, y-50*s, x+60*s, y+50*s, 0.25, stop{0, ink(0xffe98a)}, stop{0.5, ink(0xf2c32f)}, stop{1, ink(0xb9801f)}))
		return
	}
	c.fill(ellipse(x, y, 70*s, 58*s), c.gouache(ink(0xf2c32f), 0.15))
	c.fill(ellipse(x, y-4*s, 60*s, 49*s), c.gouache(ink(0xfff6d4), 0.08))
	for i := range 9 {
		a0 := float64(i) * 2 * math.Pi / 9
		c.fill(poly(x+8*s*math.Cos(a0+0.35), y-4*s+7*s*math.Sin(a0+0.35), x+52*s*math.Cos(a0+0.08), y-4*s+42*s*math.Sin(a0+0.08), x+52*s*math.Cos(a0+0.6), y-4*s+42*s*math.Sin(a0+0.6)), c.gouache(ink(0xf7d64a), 0.2))
	}
}
