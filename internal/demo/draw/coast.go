package draw

import "math"

func lighthouseCoast(c *canvas) {
	const sea = 520
	c.everywhere(c.ramp(0, 0, 0, sea, 0.12, stop{0, ink(0x5fa3ad)}, stop{0.6, ink(0xaed0c4)}, stop{1, ink(0xf3e6c4)}))
	c.clouds(0, 420, ink(0xf6efdc), 0.53, 2.6, 0.95, 0.95)
	c.clouds(0, 470, ink(0x8fb7b5), 0.62, 3.0, 0.8, 0.55)
	c.fill(rect(0, sea, Width, Height), c.ramp(0, sea, 0, Height, 0.16, stop{0, ink(0x9cc7be)}, stop{0.12, ink(0x4d97a0)}, stop{0.5, ink(0x24697c)}, stop{1, ink(0x154a60)}))
	c.ripples(sea, Height, 130, veil(flat(ink(0xcfe3d2)), 0.55), 70, 3)
	c.ripples(sea, Height, 80, veil(flat(ink(0x123f55)), 0.5), 100, 4)
	c.sail(430, 545, 0.8, ink(0xfaf3e0), ink(0x8f3b32))
	c.sail(560, 534, 0.5, ink(0xfaf3e0), ink(0x24505e))
	// Headlands, each nearer one darker and warmer.
	c.cliff(curve(868, 528, 884, 492, 910, 464, 960, 452, 1100, 446, 1300, 420, 1620, 400), 530, ink(0x93aeaa), ink(0xb9c8b4), ink(0x7b9a9b), 5)
	c.cliff(curve(960, 592, 1000, 510, 1060, 420, 1120, 402, 1260, 392, 1400, 360, 1620, 330), 590, ink(0xc9b48c), ink(0x8aa06a), ink(0x7d8578), 6)
	c.foam(curve(720, 905, 764, 770, 822, 650, 900, 556), 30)
	for i := range 7 {
		x, y := mix(690, 850, float64(i)/6)+c.between(-20, 20), mix(880, 610, float64(i)/6)
		s := mix(46, 12, float64(i)/6)
		c.fill(shape(x-s, y+s*0.3, x-s*0.6, y-s*0.5, x+s*0.2, y-s*0.8, x+s, y-s*0.1, x+s*0.9, y+s*0.4).cut(2, i), c.ramp(x-s, y, x+s, y, 0.3, stop{0, ink(0xb99268)}, stop{1, ink(0x5a4a48)}))
		c.foam(line4(x-s*1.3, y+s*0.4, x+s, y+s*0.45), s*0.3)
	}
	c.headland()
	for i, q := range points(300, 250, 372, 214, 250, 196, 640, 330, 700, 300, 980, 180) {
		c.fill(gull(q.x, q.y, 20+float64(i%3)*8, 1.1), flat(ink(0xfbf6e6)))

	}
}

func (c *canvas) headland() {
	grass, rock, shade := ink(0x5d7d45), ink(0xe2c491), ink(0x8d6f57)
	top := curve(760, 902, 800, 760, 862, 640, 930, 548, 1010, 500, 1150, 474, 1300, 448, 1460, 430, 1620, 404)
	c.fill(ground(top).cut(3, 2), c.ramp(820, 480, 1100, 900, 0.3, stop{0, rock}, stop{0.55, ink(0xc79f72)}, stop{1, shade}))
	c.within(ground(top), func() {
		for range 210 {
			x := c.between(770, 1620)
			y := c.between(480, 900)
			l := c.between(24, 110)
			c.fill(tapered(curve(x, y, x-l*0.16, y+l*0.5, x-l*0.36, y+l), c.between(2, 7)), veil(flat(shade.times(float32(c.between(0.6, 1)))), 0.6))
		}
		for range 60 {
			x, y := c.between(780, 1300), c.between(560, 880)
			c.fill(tapered(curve(x, y, x-6, y+16, x-16, y+40), c.between(2, 5)), veil(flat(ink(0xf6e3b8)), 0.8))
		}
		turf := path{append(curve(905, 560, 1010, 506, 1150, 476, 1300, 450, 1460, 430, 1620, 400), curve(1620, 905, 1430, 905, 1330, 760, 1200, 660, 1090, 600, 990, 570, 905, 566)...)}
		c.fill(turf.cut(5, 3), c.ramp(900, 430, 1450, 900, 0.25, stop{0, ink(0x9fb35f)}, stop{0.4, grass}, stop{1, ink(0x2f4f3c)}))
		c.within(turf, func() {
			for range 420 {
				x, y := c.between(900, 1610), c.between(420, 900)
				l := c.between(10, 34) * (0.5 + (y-420)/480)
				c.fill(tapered(curve(x, y, x+l*0.2, y-l*0.4, x+l*0.5, y-l*0.7), l*0.14), veil(flat(ink(0xc6cc7a).times(float32(c.between(0.4, 1)))), 0.6))
			}
			c.fill(brushed(curve(1255, 452, 1262, 520, 1330, 590, 1310, 680, 1420, 780, 1490, 910), func(t float64) float64 { return 7 + 58*t*t }), c.gouache(ink(0xe8d6ac), 0.2))
		})
	})
	c.lighthouse(1255, 458, 300)
	c.fill(poly(1296, 458, 1296, 418, 1330, 392, 1404, 392, 1404, 444).cut(1, 3), c.gouache(ink(0xf4ead2), 0.1))
	c.fill(poly(1290, 420, 1328, 382, 1412, 384, 1410, 402, 1334, 402), c.gouache(ink(0xa24a3a), 0.2))
	c.fill(rect(1340, 412, 1352, 430).with(rect(1374, 411, 1386, 429)), flat(ink(0x3b5158)))
}

// lighthouse stands h tall on base.
func (c *canvas) lighthouse(x, base, h float64) {
	s := h / 300
	at := func(p path) path {
		return p.mapped(func(q pt) pt { return pt{x + q.x*s, base + q.y*s} })
	}
	dark := flat(ink(0x2c3d44))
	tower := at(poly(-30, 0, -19, -234, 19, -234, 30, 0))
	c.fill(tower, c.gouache(ink(0xf7efdc), 0.08))
	c.within(tower, func() {
		for i := range 3 {
			y := -42 - 72*float64(i)
			c.fill(at(rect(-40, y-36, 40, y)), c.gouache(ink(0xb8402f), 0.2))
		}
		c.fill(at(rect(-40, -300, 40, 0)), c.spray(ink(0x52424d), 0.85, x+32*s, base, x-6*s, base))
	})
	c.fill(at(rect(-14, -270, 14, -240)), c.gouache(ink(0xfde9a9), 0.1))
	for i := range 4 {
		lx := -14 + float64(i)*9.3
		c.fill(at(rect(lx-1, -270, lx+1, -240)), dark)
	}
	c.fill(at(poly(-19, -270, 0, -296, 19, -270)), dark)
	c.fill(at(rect(-1.4, -306, 1.4, -290)), dark)
	c.fill(at(rect(-26, -240, 26, -232)), dark)
	for _, r := range [][4]float64{{-27, -252, -25.4, -237}, {25.4, -252, 27, -237}, {-27, -253, 27, -251}} {
		c.fill(at(rect(r[0], r[1], r[2], r[3])), dark)
	}
	c.fill(at(arch(-8, -34, 8, 0)), dark)
	c.fill(at(rect(-5, -150, 4, -135)), dark)
	c.fill(at(rect(-5, -204, 4, -189)), dark)
}

// cliff is a far headland: turf above a face that falls to foot.
func (c *canvas) cliff(ridge []pt, foot float64, face, turf, shade rgb, seed int) {
	body := append(append([]pt{}, ridge...), pt{ridge[len(ridge)-1].x, foot}, pt{ridge[0].x, foot})
	c.fill(path{body}.cut(2, seed), c.gouache(face, 0.15))
	c.within(path{body}, func() {
		c.fill(brushed(ridge, func(t float64) float64 { return 26 + 50*t }).cut(3, seed), c.gouache(turf, 0.2))
		for range 120 {
			x := c.between(ridge[0].x, Width)
			y := c.between(foot-150, foot)
			l := c.between(14, 50)
			c.fill(tapered(curve(x, y, x-3, y+l/2, x-8, y+l), c.between(1.5, 4)), veil(flat(shade), 0.5))
		}
	})
	c.foam([]pt{{ridge[0].x, foot - 2}, {mix(ridge[0].x, Width, 0.3), foot}, {Width, foot + 2}}, 7)
}

// foam is broken white water along a shore.
func (c *canvas) foam(shore []pt, size float64) {
	line := smooth(false, shore)
	for range int(size * 9) {
		q := line[c.rng.IntN(len(line))]
		x, y := q.x-math.Abs(c.between(-1, 1))*size*1.6, q.y+c.between(-0.5, 0.8)*size
		w := size * c.between(0.3, 1.5)
		c.fill(tapered(curve(x-w, y, x-w/3, y-w*0.12, x+w/3, y+w*0.06, x+w, y-w*0.04), size*c.between(0.06, 0.26)), veil(flat(ink(0xf7f2e2)), 0.85))
	}
}
