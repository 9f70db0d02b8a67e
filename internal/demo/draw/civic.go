package draw

import "math"

func guildhallInRain(c *canvas) {
	c.everywhere(c.ramp(0, 0, 0, 640, 0.15, stop{0, ink(0x5b6f80)}, stop{0.6, ink(0x9fb0b3)}, stop{1, ink(0xd9d6c4)}))
	c.clouds(0, 480, ink(0x45596b), 0.5, 2.8, 0.6, 0.8)
	c.clouds(0, 520, ink(0xd3d6c9), 0.6, 3.2, 0.5, 0.7)
	c.row(-20, 380, func(float64) float64 { return 640 }, 60, 90, []rgb{ink(0x8f8f90), ink(0x9c918a)}, []rgb{ink(0x65666e)}, ink(0xf4d48a), 0.3)
	c.row(1210, 1640, func(float64) float64 { return 640 }, 60, 90, []rgb{ink(0x8f8f90), ink(0x9c918a)}, []rgb{ink(0x65666e)}, ink(0xf4d48a), 0.3)
	stone, shade, pale := ink(0xd3bd92), ink(0x8a7562), ink(0xeedfb9)
	c.clockTower(800, 318, 0.78, stone, shade)
	body := rect(330, 330, 1270, 660)
	c.fill(body, c.ramp(330, 0, 1270, 0, 0.2, stop{0, pale}, stop{0.5, stone}, stop{1, ink(0xb39a78)}))
	for i := range 12 {
		if i > 3 && i < 8 {
			continue
		}
		x := 352 + float64(i)*76.5
		c.fill(arch(x, 380, x+42, 470), flat(shade))
		c.fill(arch(x+5, 386, x+37, 470), flat([]rgb{ink(0x3b4a58), ink(0xf6cf7c)}[(i*5)%3%2]))
		c.fill(rect(x, 510, x+42, 610), flat(shade))
		c.fill(rect(x+5, 515, x+37, 610), flat([]rgb{ink(0xf6cf7c), ink(0x3b4a58)}[(i*7)%3%2]))
	}
	c.fill(rect(310, 316, 1290, 338).with(rect(322, 484, 1278, 494)), c.gouache(pale, 0.15))
	c.fill(rect(590, 340, 1010, 662), c.gouache(shade.times(0.8), 0.2))
	for i := range 5 {
		x := 640 + float64(i)*66
		c.fill(arch(x, 520, x+40, 662), flat([]rgb{ink(0x4a3a38), ink(0xffd98a)}[i%2]))
	}
	c.fill(poly(562, 336, 800, 254, 1038, 336), c.gouache(stone, 0.15))
	c.fill(poly(562, 336, 800, 254, 1038, 336).without(poly(614, 326, 800, 266, 986, 326)), c.gouache(pale, 0.15))
	c.fill(ellipse(800, 304, 17, 17), flat(shade))
	c.fill(rect(562, 334, 1038, 362), c.gouache(pale, 0.15))
	for i := range 6 {
		x := 588 + float64(i)*78.6
		c.fill(poly(x, 640, x+4, 380, x+28, 380, x+32, 640), c.ramp(x, 0, x+32, 0, 0.3, stop{0, pale}, stop{0.55, stone}, stop{1, shade}))
		c.fill(rect(x-5, 362, x+37, 382).with(rect(x-5, 640, x+37, 660)), c.gouache(pale, 0.1))
	}
	c.fill(rect(0, 650, Width, 740), c.gouache(ink(0x66696b), 0.2))
	for i := range 6 {
		y := 656 + float64(i)*13
		c.fill(rect(540-float64(i)*26, y, 1060+float64(i)*26, y+13), c.gouache(pale.to(shade, float32(i%2)*0.55+0.1), 0.15))
	}
	c.fill(rect(0, 734, Width, Height), c.gouache(ink(0x566069), 0.2))
	c.mirrorInto(734, 0.55, ink(0x4a5865))
	people := []struct{ x, y, h float64 }{{700, 722, 92}, {880, 728, 96}, {960, 760, 118}, {430, 790, 140}, {560, 770, 126}, {1180, 800, 150}, {1330, 776, 132}, {190, 840, 186}, {1050, 850, 190}}
	cover := []rgb{ink(0xc4402f), ink(0x22323f), ink(0xe0a53a), ink(0x2f6670), ink(0x22323f), ink(0x7a2e3f)}
	for i, p := range people {
		for range 10 {
			w, dy := p.h*c.between(0.08, 0.26), c.between(0, p.h*0.6)
			c.fill(tapered(line4(p.x-w, p.y+dy, p.x+w, p.y+dy), 4), veil(flat(ink(0x2a343e)), 0.5))
		}
		c.person(p.x, p.y, p.h, c.between(0.3, 0.9)*[]float64{1, -1}[i%2], c.gouache([]rgb{ink(0x2b3640), ink(0x5a3a3a), ink(0x3a4a44)}[i%3], 0.2), flat(ink(0x1d242c)), flat(ink(0xa87a5e)))
		c.umbrella(p.x, p.y, p.h, c.gouache(cover[i%6], 0.25), flat(ink(0x1d242c)))
	}
	c.rain(480, 0.3)
}

func (c *canvas) rain(count int, strength float32) {
	for range count {
		x, y := c.between(-60, Width), c.between(-60, Height)
		l := c.between(20, 58)
		c.fill(tapered(line4(x, y, x-l*0.2, y+l), c.between(0.8, 1.8)), veil(flat(ink(0xeef0e8)), strength))
	}
}

// mirrorInto lets wet paving below line shine with what stands over it.
func (c *canvas) mirrorInto(line float64, share float32, colour rgb) {
	for y := int(line); y < Height; y++ {
		for x := range Width {
			streak := (c.cloud(float64(x), float64(y), 0.8, 0.5) - 0.5) * 46
			sx := min(max(float64(x)+float64(streak)*0.4, 0), Width-1)
			sy := min(max(line-(float64(y)-line)*1.5-float64(streak)-1, 0), line-1)
			k := share * smoothstep(0.36, 0.6, c.cloud(float64(x), float64(y)*2.4, 1.4, 1)+(c.grain(x, y)-0.5)*0.2)
			at := y*Width + x
			c.pix[at] = c.pix[at].to(c.pix[int(sy)*Width+int(sx)].to(colour, 0.3), k)
		}
	}
}

func (c *canvas) clockTower(x, base, s float64, stone, shade rgb) {
	at := func(p path) path {
		return p.mapped(func(q pt) pt { return pt{x + q.x*s, base + q.y*s} })
	}
	pale, hand := ink(0xeedfb9), flat(ink(0x2d2a30))
	c.fill(at(rect(-52, -196, 52, 60)), c.ramp(x-52*s, 0, x+52*s, 0, 0.25, stop{0, pale}, stop{0.5, stone}, stop{1, shade}))
	c.fill(at(rect(-60, -206, 60, -192)), c.gouache(pale, 0.15))
	c.fill(at(rect(-58, -66, 58, -56)), c.gouache(pale, 0.15))
	c.fill(at(rect(-40, -262, 40, -206)), c.gouache(stone.times(0.9), 0.2))
	for i := range 3 {
		c.fill(at(arch(-32+float64(i)*23, -244, -14+float64(i)*23, -206)), flat(ink(0x3b3a42)))
	}
	c.fill(at(path{append(curve(-48, -262, -40, -300, -14, -322, 0, -340, 14, -322, 40, -300, 48, -262), pt{0, -262})}), c.gouache(ink(0x4f7f74), 0.25))
	c.fill(at(rect(-2, -384, 2, -336)), flat(ink(0xd9a93f)))
	c.fill(at(ellipse(0, -344, 6, 6)), flat(ink(0xd9a93f)))
	c.fill(at(ellipse(0, -128, 42, 42)), flat(shade))
	c.fill(at(ellipse(0, -128, 36, 36)), c.gouache(ink(0xfff4d0), 0.08))
	for i := range 12 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 6)
		c.fill(at(even(line(28*cos, -128+28*sin, 33*cos, -128+33*sin), 3)), hand)
	}
	c.fill(at(even(line(0, -128, 15, -142), 4.5)), hand)
	c.fill(at(even(line(0, -128, -4, -157), 3.2)), hand)
	c.glow(x, base-128*s, 110*s, ink(0xffe9b0), 0.4)
}

func schoolMorning(c *canvas) {
	c.everywhere(c.ramp(0, 0, 0, 560, 0.12, stop{0, ink(0x7fb4c4)}, stop{1, ink(0xf6e6bd)}))
	c.clouds(0, 380, ink(0xfaf2dc), 0.52, 2.6, 0.8, 0.9)
	c.row(-20, Width+20, func(float64) float64 { return 590 }, 44, 70, []rgb{ink(0xb9b39c), ink(0xc2a98a)}, []rgb{ink(0x8f8a84), ink(0xa87764)}, ink(0xf6e9c6), 0.1)
	brick, pale := ink(0xb85a40), ink(0xf0dcb2)
	c.fill(rect(360, 360, 1400, 650), c.ramp(360, 0, 1400, 0, 0.2, stop{0, ink(0xc96b4b)}, stop{1, ink(0x93443a)}))
	c.fill(poly(330, 366, 400, 280, 1360, 280, 1430, 366), c.gouache(ink(0x56525c), 0.25))
	for _, x := range []float64{470, 1130} {
		c.fill(poly(x-20, 362, x+80, 216, x+180, 362).with(rect(x-4, 360, x+164, 650)), c.gouache(brick, 0.2))
		c.fill(poly(x-34, 366, x+80, 202, x+194, 366).without(poly(x-6, 362, x+80, 234, x+166, 362)), c.gouache(pale, 0.15))
		c.schoolWindow(x+22, 396, x+138, 520)
		c.fill(ellipse(x+80, 308, 22, 22), flat(pale))
		c.fill(ellipse(x+80, 308, 15, 15), flat(ink(0x3d4c55)))
	}
	for i := range 3 {
		x := 700 + float64(i)*132
		c.schoolWindow(x, 404, x+88, 512)
		if i != 1 {
			c.schoolWindow(x, 546, x+88, 630)
		}
	}
	c.fill(arch(820, 546, 916, 650), flat(pale))
	c.fill(arch(830, 556, 906, 650), flat(ink(0x2f5560)))
	c.fill(rect(838, 190, 898, 284), c.gouache(brick, 0.2))
	c.fill(poly(826, 192, 868, 130, 910, 192), c.gouache(ink(0x4f7f74), 0.2))
	c.fill(arch(852, 216, 884, 262), flat(ink(0x3a2c30)))
	c.fill(shape(858, 250, 862, 232, 874, 232, 878, 250), flat(ink(0xd9a93f)))
	c.fill(rect(0, 646, Width, Height), c.ramp(0, 646, 0, Height, 0.2, stop{0, ink(0xd9c49a)}, stop{1, ink(0xa3876b)}))
	for _, x := range []float64{120, 1520} {
		c.tree(x, 660, 1.25)
	}
	chalk := veil(flat(ink(0xfaf2dc)), 0.8)
	v := view{800, 560, 500, 1}
	for i := range 6 {
		z := 2.9 + float64(i)*0.42
		for k := range 1 + i%2 {
			x := -1.4 + float64(k)*0.6 - 0.3*float64(i%2)
			p := v.floor(x, x+0.6, 0, z, z+0.42)
			c.fill(p.without(p.scaled(v.at(x+0.3, 0, z+0.21).x, v.at(x+0.3, 0, z+0.21).y, 0.9, 0.86)), chalk)
		}
	}
	coats := []rgb{ink(0xd9472f), ink(0x2a5f8a), ink(0xe9b23f), ink(0x3f7f6a), ink(0x7a3a6a), ink(0xe07a3a)}
	for i, p := range []pt{{560, 720}, {610, 726}, {730, 760}, {860, 700}, {905, 704}, {1010, 740}, {1120, 800}, {1180, 806}, {400, 800}, {330, 770}, {1310, 746}, {690, 846}, {1270, 730}} {
		h := 60 + (p.y-690)*0.34
		if i == 12 || i == 4 {
			h *= 1.6
		}
		c.fill(tapered(line4(p.x-h*0.1, p.y, p.x+h*0.9, p.y+h*0.12), h*0.14), veil(flat(ink(0x6a5348)), 0.5))
		c.person(p.x, p.y, h, c.between(0.4, 1.2)*[]float64{1, -1}[i%2], c.gouache(coats[i%6], 0.15), flat(ink(0x2f3a4a)), flat([]rgb{ink(0xc9936f), ink(0x8a5a42), ink(0xe0b08c)}[i%3]))
		c.fill(shape(p.x-h*0.22, p.y-h*0.74, p.x-h*0.08, p.y-h*0.76, p.x-h*0.08, p.y-h*0.46, p.x-h*0.24, p.y-h*0.46), c.gouache(coats[(i+3)%6], 0.15))
	}
	for x := 0.0; x < Width; x += 22 {
		if x > 640 && x < 960 {
			continue
		}
		c.fill(poly(x, 905, x, 812, x+4, 802, x+8, 812, x+8, 905), flat(ink(0x263a42)))
	}
	c.fill(rect(0, 826, 640, 834).with(rect(960, 826, Width, 834), rect(0, 884, 640, 892), rect(960, 884, Width, 892)), flat(ink(0x263a42)))
}

func (c *canvas) schoolWindow(x0, y0, x1, y1 float64) {
	c.fill(rect(x0-7, y0-7, x1+7, y1+9), flat(ink(0xf0dcb2)))
	c.fill(rect(x0, y0, x1, y1), c.ramp(x0, y0, x1, y1, 0.2, stop{0, ink(0x9fc0c6)}, stop{0.5, ink(0x55707a)}, stop{1, ink(0x3d4c55)}))
	for i := range 3 {
		x := mix(x0, x1, float64(i+1)/4)
		c.fill(rect(x-2, y0, x+2, y1), flat(ink(0xf0dcb2)))
	}
	c.fill(rect(x0, (y0+y1)/2-2, x1, (y0+y1)/2+2), flat(ink(0xf0dcb2)))
}

func (c *canvas) tree(x, base, s float64) {
	c.fill(brushed(curve(x, base, x-4*s, base-120*s, x+6*s, base-220*s), func(t float64) float64 { return 26 * s * (1 - 0.6*t) }), c.gouache(ink(0x5a4438), 0.3))
	for pass := range 3 {
		colour := []rgb{ink(0x3f5f45), ink(0x66854f), ink(0x9aa85c)}[pass]
		for range 80 - pass*18 {
			a, r := c.between(0, 2*math.Pi), math.Sqrt(c.rng.Float64())
			px, py := x+math.Cos(a)*r*112*s-float64(pass)*16*s, base-(240+float64(pass)*18)*s+math.Sin(a)*r*96*s
			d := c.between(9, 24) * s
			c.fill(shape(px-d, py, px, py-d*0.7, px+d, py, px, py+d*0.6), c.gouache(colour.times(float32(c.between(0.9, 1.1))), 0.2))
		}
	}
}
