package draw

func tramInOldStreet(c *canvas) {
	v := view{870, 470, 640, 1.75}
	c.everywhere(c.ramp(0, 0, 0, 520, 0.14, stop{0, ink(0x4b6a86)}, stop{0.55, ink(0xd59a86)}, stop{1, ink(0xf8d9a0)}))
	c.clouds(0, 420, ink(0xf0b98f), 0.56, 2.4, 0.7, 0.7)
	c.glow(v.vx, 440, 300, ink(0xffdf9a), 0.8)
	c.fill(spire(940, 500, 44, 260), c.gouache(ink(0xb98a80), 0.15))
	c.row(760, 1010, func(float64) float64 { return 490 }, 26, 40, []rgb{ink(0xc9957f), ink(0xb8877b)}, []rgb{ink(0x8f6a6c)}, ink(0xffe0a0), 0.3)
	c.fill(v.floor(-40, 40, 0, 1.2, 60), c.ramp(0, 470, 0, Height, 0.2, stop{0, ink(0xf3cf9c)}, stop{0.25, ink(0xa98078)}, stop{1, ink(0x3a3d4f)}))
	for z := 26.0; z > 1.3; z *= 0.93 {
		for x := -5.0; x < 5; x += c.between(0.5, 0.8) {
			a, b := v.at(x, 0, z), v.at(x+0.42, 0, z)
			c.fill(tapered(curve(a.x, a.y, (a.x+b.x)/2, a.y-12/z, b.x, b.y), 13/z), veil(flat(ink(0x2a2c3e).to(ink(0xf6d5a2), float32(c.between(0, 0.9)))), 0.4))
		}
	}
	walls := []rgb{ink(0xc4614a), ink(0xe0b070), ink(0x6f8d8a), ink(0xd9c3a0), ink(0x9c4f4a), ink(0x587386), ink(0xe3936a)}
	for i, z := 0, 40.0; z > 2.2; i, z = i+1, z*0.76 {
		c.facade(v, -4.6, z*0.76, z, 7.2+float64(i*5%3), walls[i%7], 0.62)
		c.facade(v, 5.2, z*0.76, z, 6.6+float64(i*7%4)*0.8, walls[(i*3+2)%7], 1)
	}
	for _, x := range []float64{-1.35, -0.35, 0.75, 1.75} {
		c.fill(v.bar(x, 0, 1.3, x, 0, 50, 0.055), flat(ink(0xf7e2b8)))
		c.fill(v.bar(x+0.045, 0, 1.3, x+0.045, 0, 50, 0.03), flat(ink(0x2b2c3c)))
	}
	for z := 30.0; z > 3; z *= 0.72 {
		l, r := v.at(-4.6, 5.4, z), v.at(5.2, 5.4, z)
		c.fill(even(curve(l.x, l.y, (l.x+r.x)/2, l.y+26/z, r.x, r.y), 1.4), flat(ink(0x332f3f)))
		c.hangingLamp(v.at(-4.1, 4, z), 1/z)
	}
	for _, x := range []float64{-0.85, 1.25} {
		c.fill(v.bar(x, 5.3, 1.3, x, 5.3, 50, 0.012), flat(ink(0x332f3f)))
	}
	c.tram(v, -0.85, 7.4)
	for i, q := range []pt{{-3.4, 9}, {3.5, 7.5}, {3.9, 12}, {-4, 17}, {2.9, 4.6}} {
		foot := v.at(q.x, 0, q.y)
		h := 1.7 * v.f / q.y
		c.fill(tapered(line4(foot.x-h*0.1, foot.y, foot.x+h*0.6, foot.y+h*0.25), h*0.16), veil(flat(ink(0x2a2b3b)), 0.45))
		c.person(foot.x, foot.y, h, 0.8-float64(i%3)*0.7, c.gouache([]rgb{ink(0x2c3a52), ink(0x7a2e3a), ink(0x4a4a42)}[i%3], 0.2), flat(ink(0x22222e)), flat(ink(0xa87458)))
		if i%2 == 0 {
			c.fill(hat(foot.x, foot.y, h), flat(ink(0x2a2430)))
		}
	}
}

// facade is a house on one side of a street, from z0 to z1.
func (c *canvas) facade(v view, x, z0, z1, h float64, wall rgb, light float32) {
	haze := ink(0xf2c79a)
	far := float32(min(z1/34, 0.8))
	wall = wall.times(light).to(haze, far*0.7)
	c.fill(v.wall(x, 0, h, z0, z1), c.gouache(wall, 0.2))
	roof := path{{v.at(x, h, z0), v.at(x*1.28, h+1.5, z0), v.at(x*1.28, h+1.5, z1), v.at(x, h, z1)}}
	c.fill(roof, c.gouache(ink(0x4c3c48).to(haze, far*0.7), 0.2))
	c.fill(v.wall(x*0.985, h-0.16, h+0.1, z0, z1), c.gouache(wall.times(1.18), 0.1))
	dark, lit := wall.times(0.42), ink(0xffdd94)
	cols := 3
	for col := range cols {
		a, b := mix(z1, z0, (float64(col)+0.22)/float64(cols)), mix(z1, z0, (float64(col)+0.74)/float64(cols))
		for y := 2.9; y+1.3 < h; y += 1.95 {
			glass := dark
			if c.chance(0.36) {
				glass = lit
			}
			c.fill(v.wall(x, y-0.08, y+1.38, b*0.995, a*1.005), flat(wall.times(1.2)))
			c.fill(v.wall(x, y, y+1.3, b, a), flat(glass))
		}
		c.fill(v.wall(x, 0.2, 2.1, b, a), flat(dark.to(lit, float32(col%2)*0.75)))
	}
	c.fill(v.wall(x*0.97, 2.2, 2.5, z0, z1), c.gouache([]rgb{ink(0x3f6f68), ink(0xa93f35), ink(0x2e4560), ink(0xd59a3c)}[int(h*5+z0*3)%4].times(light).to(haze, far), 0.2))
	c.fill(v.wall(x, 0, h, z0, z0*1.012), flat(wall.times(0.7)))
}

func (c *canvas) hangingLamp(q pt, s float64) {
	c.fill(even(line(q.x-90*s, q.y-50*s, q.x, q.y-50*s), 14*s).with(even(line(q.x, q.y-50*s, q.x, q.y), 8*s)), flat(ink(0x2a2733)))
	c.fill(poly(q.x-46*s, q.y, q.x+46*s, q.y, q.x+32*s, q.y+86*s, q.x-32*s, q.y+86*s), flat(ink(0xfff0bd)))
	c.glow(q.x, q.y+40*s, 400*s, ink(0xffc866), 0.8)
}

func (c *canvas) tram(v view, x, z float64) {
	s := v.f / z
	q := v.at(x, 0, z)
	at := func(p path) path {
		return p.mapped(func(r pt) pt { return pt{q.x + r.x*s, q.y - r.y*s} })
	}
	for range 34 {
		w := c.between(0.2, 1.3)
		y := c.between(-0.9, 0)
		c.fill(at(tapered(line4(-w, y, w, y), 0.05)), veil(flat(ink(0x4a2030)), 0.3))
	}
	c.fill(v.wall(x-1.15, 0.5, 3.3, z, z*1.7), c.gouache(ink(0x6d1f2b), 0.2))
	for i := range 5 {
		z0 := z * (1.05 + 0.13*float64(i))
		c.fill(v.wall(x-1.15, 1.7, 2.7, z0, z0+z*0.09), flat(ink(0xf7d899)))
	}
	body := at(poly(-1.2, 0.35, -1.24, 2.4, -1.1, 3.25, -0.7, 3.5, 0.7, 3.5, 1.1, 3.25, 1.24, 2.4, 1.2, 0.35))
	c.fill(body, c.gouache(ink(0xb23338), 0.2))
	c.within(body, func() {
		c.fill(at(rect(-1.3, 0.2, 1.3, 0.62)), flat(ink(0x2a2430)))
		c.fill(at(rect(-1.3, 1.5, 1.3, 1.62).with(rect(-1.3, 2.86, 1.3, 2.96))), flat(ink(0xf4dfb4)))
		c.everywhere(c.spray(ink(0x4a1420), 0.8, q.x-1.3*s, q.y, q.x-0.2*s, q.y))
	})
	c.fill(at(poly(-1.04, 1.72, -1.04, 2.78, -0.42, 2.78, -0.42, 1.72).with(poly(-0.36, 1.72, -0.36, 2.78, 0.36, 2.78, 0.36, 1.72), poly(0.42, 1.72, 0.42, 2.78, 1.04, 2.78, 1.04, 1.72))), c.ramp(q.x-s, q.y-2.8*s, q.x+s, q.y-1.6*s, 0.2, stop{0, ink(0xfbe3ac)}, stop{1, ink(0xe2a866)}))
	c.fill(at(shape(0.05, 1.72, 0.1, 2.2, 0.3, 2.2, 0.36, 1.72).with(ellipse(0.2, 2.36, 0.1, 0.13))), flat(ink(0x3a2a30)))
	c.fill(at(rect(-0.62, 3, 0.62, 3.34)), flat(ink(0x20202c)))
	for i := range 9 {
		c.fill(at(rect(-0.52+float64(i)*0.12, 3.08, -0.46+float64(i)*0.12, 3.26)), flat(ink(0xffd166)))
	}
	c.fill(at(even([]pt{{0, 3.5}, {0.4, 4.3}, {0, 5.25}}, 0.05).with(rect(-0.5, 5.22, 0.5, 5.3))), flat(ink(0x2a2430)))
	lamp := at(ellipse(0, 1.08, 0.2, 0.2))
	c.fill(lamp, flat(ink(0xfffbe2)))
	c.glow(q.x, q.y-1.08*s, 1.7*s, ink(0xffe9b0), 0.95)
	c.fill(at(rect(-0.9, 0.1, -0.5, 0.36).with(rect(0.5, 0.1, 0.9, 0.36))), flat(ink(0x17151f)))
}
