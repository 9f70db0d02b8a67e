package draw

// row draws a terrace of gabled houses with their feet on base(x), from x0 to x1.
func (c *canvas) row(x0, x1 float64, base func(x float64) float64, small, large float64, walls, roofs []rgb, window rgb, lit float64) {
	for x := x0; x < x1; {
		w := c.between(small, large)
		y := base(x + w/2)
		h := w * c.between(0.9, 1.6)
		wall := walls[c.rng.IntN(len(walls))].times(float32(c.between(0.93, 1.07)))
		roof := roofs[c.rng.IntN(len(roofs))]
		c.fill(rect(x, y-h, x+w, y+h+w*2).cut(0.6, int(x)), c.gouache(wall, 0.16))
		if c.chance(0.45) {
			c.fill(poly(x-w*0.04, y-h+1, x+w/2, y-h-w*0.55, x+w*1.04, y-h+1), c.gouache(roof, 0.2))
		} else {
			c.fill(poly(x-w*0.04, y-h+1, x+w*0.1, y-h-w*0.32, x+w*0.9, y-h-w*0.32, x+w*1.04, y-h+1), c.gouache(roof, 0.2))
		}
		cx := x + w*c.between(0.15, 0.75)
		c.fill(rect(cx, y-h-w*0.52, cx+w*0.13, y-h-w*0.1), c.gouache(roof.times(0.8), 0.2))
		c.windows(x+w*0.12, y-h+w*0.14, x+w*0.88, y-w*0.05, 2+c.rng.IntN(2), max(2, int(h/w*2.2)), wall.times(0.62), window, lit)
		x += w
	}
}

// windows draws a grid of windows, dark but for a share that is lit.
func (c *canvas) windows(x0, y0, x1, y1 float64, cols, rows int, dark, light rgb, lit float64) {
	dx, dy := (x1-x0)/float64(cols), (y1-y0)/float64(rows)
	for row := range rows {
		for col := range cols {
			x, y := x0+dx*float64(col), y0+dy*float64(row)
			colour := dark
			if c.chance(lit) {
				colour = light.times(float32(c.between(0.8, 1.05)))
			}
			c.fill(rect(x+dx*0.22, y+dy*0.18, x+dx*0.78, y+dy*0.78), flat(colour))
		}
	}
}

// spire is a church tower with a pointed roof.
func spire(x, base, w, h float64) path {
	return rect(x-w/2, base-h*0.5, x+w/2, base).with(poly(x-w*0.62, base-h*0.5, x, base-h, x+w*0.62, base-h*0.5))
}

// lattice is a mast: two legs and crossing braces between them.
func lattice(x, base, top, wide, narrow, bar float64, braces int) path {
	p := even(line(x-wide/2, base, x-narrow/2, top), bar).with(even(line(x+wide/2, base, x+narrow/2, top), bar))
	for i := range braces {
		t0, t1 := float64(i)/float64(braces), float64(i+1)/float64(braces)
		w0, w1 := mix(wide, narrow, t0)/2, mix(wide, narrow, t1)/2
		y0, y1 := mix(base, top, t0), mix(base, top, t1)
		p = p.with(even(line(x-w0, y0, x+w1, y1), bar*0.6), even(line(x+w0, y0, x-w1, y1), bar*0.6), even(line(x-w1, y1, x+w1, y1), bar*0.6))
	}
	return p
}
