package draw

// person draws a walker in a coat, h tall with the feet at (x, y); stride from -1 to 1 sets the legs apart and leans.
func (c *canvas) person(x, y, h, stride float64, coat, legs, skin paint) {
	s := h / 100
	at := func(p path) path {
		return p.mapped(func(q pt) pt { return pt{x + q.x*s, y + q.y*s} })
	}
	c.fill(at(poly(-6, -44, 1, -44, -3-stride*9, 0, -9-stride*9, 0)), legs)
	c.fill(at(poly(-1, -44, 7, -44, 9+stride*9, 0, 3+stride*9, 0)), legs)
	c.fill(at(poly(-10-stride*9, -2, -1-stride*9, -2, -1-stride*9, 1, -10-stride*9, 1)), legs)
	c.fill(at(poly(2+stride*9, -2, 13+stride*9, -2, 13+stride*9, 1, 2+stride*9, 1)), legs)
	c.fill(at(shape(-4, -84, 5, -84, 11, -78, 13, -56, 13, -34, 0, -31, -13, -34, -12, -58, -10, -78)), coat)
	c.fill(at(brushed(curve(8, -78, 12+stride*5, -60, 12+stride*9, -44), func(t float64) float64 { return 7 - 2*t })), coat)
	c.fill(at(brushed(curve(-8, -78, -12-stride*5, -60, -11-stride*9, -44), func(t float64) float64 { return 7 - 2*t })), coat)
	c.fill(at(ellipse(1, -92, 6.4, 7.6).with(rect(-2, -88, 4, -82))), skin)
}

// player is a footballer at a run.
func (c *canvas) player(x, y, h, stride float64, shirt, shorts, skin paint) {
	s := h / 100
	at := func(p path) path {
		return p.mapped(func(q pt) pt { return pt{x + q.x*s, y + q.y*s} })
	}
	limb := func(width float64, xy ...float64) path {
		return at(brushed(curve(xy...), func(t float64) float64 { return width * (1 - 0.35*t) }))
	}
	c.fill(limb(9, 3, -40, 9*stride+3, -24, 14*stride, -2), skin)
	c.fill(limb(9, -3, -40, -4*stride, -22, -17*stride, -8), skin)
	c.fill(limb(7, 8, -74, 15+3*stride, -60, 17+8*stride, -52), skin)
	c.fill(limb(7, -8, -74, -15+2*stride, -60, -13-8*stride, -50), skin)
	c.fill(at(poly(-9, -52, 10, -52, 13+5*stride, -31, 3, -30, 0, -40, -3, -30, -12-3*stride, -32)), shorts)
	c.fill(at(shape(-5, -84, 5, -84, 14, -76, 15, -66, 10, -64, 10, -49, -9, -49, -10, -64, -15, -66, -13, -76)), shirt)
	c.fill(at(ellipse(1, -92, 6.4, 7.4)), skin)
}

// hat covers the head of a person of height h with the feet at (x, y).
func hat(x, y, h float64) path {
	s := h / 100
	return shape(x-7*s, y-93*s, x-6*s, y-100*s, x+1*s, y-103*s, x+8*s, y-100*s, x+9*s, y-93*s)
}

// umbrella is held over a person of height h with the feet at (x, y).
func (c *canvas) umbrella(x, y, h float64, with, dark paint) {
	s := h / 100
	c.fill(even(line(x+11*s, y-52*s, x+9*s, y-126*s), 1.6*s), dark)
	top := []pt{{x - 27*s, y - 98*s}}
	top = append(top, curve(x-27*s, y-98*s, x-16*s, y-118*s, x+9*s, y-126*s, x+34*s, y-118*s, x+45*s, y-98*s)...)
	for i := range 4 {
		x1 := x + 45*s - float64(i)*18*s
		top = append(top, curve(x1, y-98*s, x1-9*s, y-103*s, x1-18*s, y-98*s)...)
	}
	c.fill(path{top}, with)
}

// crowd draws rows of heads and shoulders from the back, each row lower and larger than the one behind it.
func (c *canvas) crowd(top, bottom, small, large float64, rows int, shade func(t float64) rgb, arms float64) {
	for row := range rows {
		t := float64(row) / float64(max(rows-1, 1))
		y, s := mix(top, bottom, t), mix(small, large, t)
		for x := -s + c.between(0, s); x < Width+s; x += s * c.between(1.5, 2.3) {
			with := flat(shade(t).times(float32(c.between(0.85, 1.15))))
			dy := c.between(-0.35, 0.35) * s
			c.fill(ellipse(x, y+dy, s*0.46, s*0.56), with)
			c.fill(shape(x-s*0.2, y+dy+s*0.4, x+s*0.2, y+dy+s*0.4, x+s*0.95, y+dy+s*0.95, x+s*1.1, y+dy+s*2.6, x-s*1.1, y+dy+s*2.6, x-s*0.95, y+dy+s*0.95), with)
			if c.chance(arms) {
				side := s * 0.9
				if c.chance(0.5) {
					side = -side
				}
				c.fill(brushed(curve(x+side, y+dy+s*1.1, x+side*1.35, y+dy-s*0.3, x+side*1.1, y+dy-s*c.between(0.9, 1.7)),
					func(t float64) float64 { return s * (0.44 - 0.16*t) }), with)
			}
		}
	}
}
