package draw

import "math"

func stormOverBreakwater(c *canvas) {
	foam, night := ink(0xeef1e6), ink(0x16242e)
	c.everywhere(c.ramp(0, 0, 300, 560, 0.22, stop{0, ink(0x202c38)}, stop{0.45, ink(0x42545f)}, stop{0.8, ink(0x7f9296)}, stop{1, ink(0xaab5ac)}))
	c.clouds(0, 540, ink(0x18232e), 0.46, 2.6, 0.8, 0.85)
	c.clouds(0, 520, ink(0x93a3a2), 0.60, 3.2, 0.6, 0.6)
	c.clouds(0, 300, ink(0x121b25), 0.56, 2.0, 0.6, 0.8)
	c.swell(500, 20, 210, 0, ink(0x56717a), ink(0x9fb3ae), 12)
	c.swell(550, 34, 300, 0.4, ink(0x3a5e69), ink(0xa9beb8), 17)
	c.breakwater()
	c.burst(840, 690, 1, foam)
	c.swell(676, 54, 420, 0.15, ink(0x24505c), ink(0xb4c8bf), 24)
	c.burst(300, 800, 0.5, foam)
	c.swell(760, 78, 620, 0.62, ink(0x163e4b), ink(0xb9ccc2), 32)
	c.swell(880, 70, 760, 0.3, ink(0x0e2a37), ink(0x8fa9a6), 40)
	for range 460 {
		x, y := c.between(-60, Width), c.between(-60, Height)
		l := c.between(20, 70)
		c.fill(tapered(line4(x, y, x+l*0.42, y+l), c.between(0.8, 2)), veil(flat(ink(0xd4ddd6)), 0.34))
	}
	c.fill(rect(0, 0, Width, Height), veil(c.spray(night, 0.7, 0, 0, 0, 260), 0.5))
}

// swell is one line of waves across the picture, with cuts that follow its back.
func (c *canvas) swell(base, height, length, phase float64, body, light rgb, gap float64) {
	ridge := func(x float64) float64 {
		u := x/length + phase
		crest := 1 - math.Abs(math.Sin(math.Pi*u))
		return base - height*math.Pow(crest, 1.25)*(0.75+0.35*math.Sin(u*2.1+phase*9)) + 8*waver(x, base, 3)
	}
	var top []pt
	for x := -20.0; x <= Width+20; x += 6 {
		top = append(top, pt{x, ridge(x)})
	}
	c.fill(ground(top), c.ramp(0, base-height, 0, base+height*2.2, 0.2, stop{0, body.to(light, 0.16)}, stop{0.35, body}, stop{1, body.times(0.62)}))
	for k := 1; k < 9; k++ {
		drop := gap * float64(k) * (0.7 + 0.12*float64(k))
		for x := c.between(-200, 0); x < Width; {
			l := length * c.between(0.12, 0.5)
			var cut []pt
			for s := 0.0; s <= 1; s += 0.1 {
				px := x + l*s
				cut = append(cut, pt{px, mix(ridge(px), base+height*0.2, math.Min(0.8, float64(k)*0.09)) + drop})
			}
			c.fill(tapered(cut, gap*c.between(0.1, 0.3)/math.Sqrt(float64(k))), veil(flat(light), 0.85-0.08*float32(k)))
			x += l + length*c.between(0.05, 0.5)
		}
	}
	for x := c.between(0, 40); x < Width; x += c.between(8, 24) {
		u := x/length + phase
		if crest := 1 - math.Abs(math.Sin(math.Pi*u)); crest > 0.62 {
			s := gap * (0.5 + crest)
			c.fill(tapered(curve(x-s, ridge(x-s)+4, x, ridge(x)-s*0.1, x+s*0.7, ridge(x+s*0.7)+s*0.2), s*c.between(0.2, 0.5)), veil(flat(ink(0xf0f2e8)), 0.9))
		}
	}
}

func (c *canvas) breakwater() {
	wall := poly(1640, 470, 860, 556, 826, 574, 826, 760, 1640, 800)
	c.fill(wall.cut(2, 1), c.ramp(0, 480, 0, 760, 0.25, stop{0, ink(0x59605f)}, stop{1, ink(0x2a3338)}))
	c.within(wall, func() {
		for i := range 9 {
			t := float64(i) / 8
			c.fill(tapered(curve(820, 570+t*150, 1200, 540+t*180, 1640, 486+t*240), 4), veil(flat(ink(0x1c262c)), 0.8))
			for x := 840 + float64(i%2)*34; x < 1640; x += 70 + (x-820)*0.06 {
				y := mix(568, 490, (x-820)/820) + t*mix(150, 240, (x-820)/820)
				c.fill(even(line(x, y, x+2, y+18+(x-820)*0.015), 3), veil(flat(ink(0x1c262c)), 0.7))
			}
		}
		c.fill(tapered(curve(820, 562, 1200, 524, 1640, 470), 9), veil(flat(ink(0xbfc5b8)), 0.8))
	})
	c.fill(poly(1640, 452, 1100, 514, 1100, 530, 1640, 474), c.gouache(ink(0x6d726c), 0.25))
	x, base := 1180.0, 528.0
	c.fill(poly(x-36, base, x-25, base-172, x+25, base-172, x+36, base), c.ramp(x-40, 0, x+40, 0, 0.25, stop{0, ink(0xc9523f)}, stop{0.6, ink(0x9c3a33)}, stop{1, ink(0x5a2a2d)}))
	c.fill(rect(x-34, base-184, x+34, base-170).with(rect(x-21, base-222, x-18, base-180), rect(x+18, base-222, x+21, base-180)), flat(ink(0x1b252c)))
	c.fill(rect(x-18, base-222, x+18, base-184), flat(ink(0xfff0b8)))
	c.fill(poly(x-26, base-220, x, base-254, x+26, base-220), flat(ink(0x1b252c)))
	c.beam(x, base-203, 184, 9, 980, ink(0xfbe7a6), 0.55)
	c.beam(x, base-203, -6, 9, 700, ink(0xfbe7a6), 0.4)
	c.glow(x, base-203, 130, ink(0xffdf8e), 1)
}

// burst is a wave that breaks upwards against a wall; the wind takes its top to the right.
func (c *canvas) burst(x, y, s float64, foam rgb) {
	for pass := range 4 {
		colour := []rgb{ink(0x7d979b), ink(0xb3c5c1), foam, ink(0x9db3b3)}[pass]
		count := []int{150, 190, 230, 46}[pass]
		for range count {
			u := c.between(-1, 1)
			height := (0.34 + 0.66*math.Pow(1-math.Abs(u), 0.8)) * c.between(0.35, 1.02) * (1 - 0.1*float64(pass)) * 560 * s
			ox, lean := u*120*s, (u*0.62+0.12)*height*0.62
			drift := height * c.between(0.06, 0.22)
			width := s * c.between(9, 26) * (1 - 0.16*float64(pass))
			c.fill(brushed(curve(x+ox, y, x+ox+lean*0.45, y-height*0.55, x+ox+lean*0.85, y-height*0.93, x+ox+lean+drift, y-height, x+ox+lean+drift*2.1, y-height*0.86),
				func(t float64) float64 { return width * (1 - 0.25*t) * math.Pow(math.Max(0, 1-t*t*t), 0.6) }), veil(flat(colour), 0.9))
		}
	}
	for range 330 {
		angle, reach := c.between(-2.7, -0.35), s*(170+430*math.Sqrt(c.rng.Float64()))
		r := s * c.between(0.8, 4.4)
		px, py := x+math.Cos(angle)*reach*0.8+40*s, y-60*s+math.Sin(angle)*reach
		c.fill(ellipse(px, py, r, r*1.3), veil(flat(foam), float32(c.between(0.4, 0.95))))
	}
}
