package draw

// crane is a container crane on a quay: x is its landward leg, base the quay, h its height; dir points to the water.
func crane(x, base, h, dir float64) path {
	s := h / 300
	at := func(px, py float64) pt { return pt{x + px*s*dir, base - py*s} }
	bar := func(x0, y0, x1, y1, w float64) path { return even([]pt{at(x0, y0), at(x1, y1)}, w*s) }
	return bar(0, 0, 14, 178, 9).with(bar(112, 0, 98, 178, 9), bar(7, 84, 105, 84, 7), bar(0, 4, 30, 4, 8), bar(90, 4, 116, 4, 8),
		bar(7, 84, 98, 176, 4), bar(105, 84, 14, 176, 4),
		bar(-78, 182, 318, 182, 11), bar(-78, 170, 318, 170, 3),
		bar(98, 182, 84, 298, 7), bar(20, 182, 84, 298, 5),
		bar(84, 296, 200, 186, 2.4), bar(84, 296, 306, 186, 2.4), bar(84, 296, -70, 186, 2.4),
		bar(-70, 176, -70, 204, 18), bar(-84, 196, -48, 196, 22), bar(190, 164, 212, 164, 12))
}

// spreader is the box that hangs from a crane.
func spreader(x, top, bottom, size float64) path {
	return rect(x-1, top, x+0.6, bottom).with(rect(x+size*0.7, top, x+size*0.7+1.6, bottom), rect(x-size*0.2, bottom, x+size, bottom+size*0.42))
}

// trawler draws a fishing boat whose bow points to dir; x is its middle, y its waterline.
func (c *canvas) trawler(x, y, s, dir float64, hull, house, dark rgb) {
	at := func(p path) path {
		return p.mapped(func(q pt) pt { return pt{x + q.x*s*dir, y + q.y*s} })
	}
	c.fill(at(path{even(line(-88, -28, -88, -120), 4)[0]}), flat(dark))
	c.fill(at(even(line(-88, -112, -40, -48), 2)), flat(dark))
	c.fill(at(even(line(-88, -116, -126, -34), 1.6)), flat(dark))
	c.fill(at(even(line(34, -40, 34, -148), 4)), flat(dark))
	c.fill(at(even(line(34, -140, 118, -44), 1.6)), flat(dark))
	c.fill(at(even(line(34, -140, -10, -88), 1.6)), flat(dark))
	c.fill(at(poly(-14, -34, -14, -92, 48, -92, 54, -34)).cut(1, 3), c.gouache(house, 0.2))
	c.fill(at(poly(-20, -92, -18, -100, 56, -100, 54, -92)), flat(dark))
	for i := range 3 {
		wx := -6 + float64(i)*19
		c.fill(at(rect(wx, -84, wx+13, -66)), flat(dark))
	}
	body := at(path{append(curve(-132, -40, -80, -30, 0, -28, 80, -38, 146, -66), points(122, 2, -122, 4)...)}).cut(1, 5)
	c.fill(body, c.gouache(hull, 0.25))
	c.within(body, func() {
		c.fill(at(rect(-150, -12, 160, 10)), flat(dark))
		c.fill(at(even(curve(-132, -36, -80, -26, 0, -24, 80, -34, 146, -62), 4)), flat(house))
		c.fill(at(rect(-150, -60, 160, 10)), veil(c.spray(dark, 0.8, x-140*s*dir, y, x+40*s*dir, y-50*s), 0.8))
	})
}

// ship is a laden container ship seen from the side, its bow to dir; w is its length.
func (c *canvas) ship(x, y, w, dir float64, hull, dark rgb, boxes []rgb) {
	s := w / 600
	at := func(p path) path {
		return p.mapped(func(q pt) pt { return pt{x + q.x*s*dir, y + q.y*s} })
	}
	for col := range 13 {
		rows := 3 + (col*7)%3
		if col == 3 {
			continue
		}
		for row := range rows {
			bx, by := -232+float64(col)*36, -52-float64(row)*17
			c.fill(at(rect(bx, by-15, bx+34, by)), c.gouache(boxes[c.rng.IntN(len(boxes))], 0.2))
		}
	}
	c.fill(at(poly(-126, -50, -126, -136, -94, -136, -94, -50)), c.gouache(ink(0xe9e2d0), 0.1))
	c.fill(at(poly(-138, -136, -138, -146, -84, -146, -84, -136).with(rect(-112, -172, -106, -146))), flat(dark))
	c.fill(at(rect(-122, -132, -98, -126)), flat(dark))
	body := at(poly(-290, -52, 262, -52, 284, -74, 312, -76, 276, 4, -276, 4))
	c.fill(body, c.gouache(hull, 0.2))
	c.within(body, func() { c.fill(at(rect(-300, -16, 320, 8)), flat(dark)) })
}

// sail is a small yacht.
func (c *canvas) sail(x, y, s float64, sheet, hull rgb) {
	c.fill(poly(x, y-6*s, x+2*s, y-64*s, x+26*s, y-8*s).with(poly(x-3*s, y-6*s, x-2*s, y-54*s, x-20*s, y-7*s)), c.gouache(sheet, 0.12))
	c.fill(poly(x-24*s, y-5*s, x+30*s, y-5*s, x+22*s, y+1*s, x-18*s, y+1*s), flat(hull))
}

// gull is a bird in flight: two wings, bent at the wrist, and a body.
func gull(x, y, s, lift float64) path {
	wing := func(dir float64) path {
		return brushed(curve(x, y, x+dir*s*0.42, y-lift*s*0.34, x+dir*s*0.74, y-lift*s*0.3, x+dir*s*1.2, y-lift*s*0.06),
			func(t float64) float64 { return s * 0.17 * (1 - t*t) })
	}
	bird := wing(1).with(wing(-1), ellipse(x, y+s*0.03, s*0.11, s*0.09))
	for i, line := range bird {
		if area(line) < 0 {
			bird[i] = reversed(line)
		}
	}
	return bird
}
