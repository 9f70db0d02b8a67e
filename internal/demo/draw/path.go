package draw

import "math"

// pt is a point in the picture's own units: Width by Height, from the upper left.
type pt struct{ x, y float64 }

// path is a number of closed lines; where one winds against another it cuts a hole.
type path [][]pt

// poly is the closed line through points given as x, y, x, y ….
func poly(xy ...float64) path { return path{points(xy...)} }

func points(xy ...float64) []pt {
	out := make([]pt, 0, len(xy)/2)
	for i := 0; i+1 < len(xy); i += 2 {
		out = append(out, pt{xy[i], xy[i+1]})
	}
	return out
}

func rect(x0, y0, x1, y1 float64) path { return poly(x0, y0, x1, y0, x1, y1, x0, y1) }

func ellipse(cx, cy, rx, ry float64) path {
	n := int(10 + math.Sqrt(math.Max(rx, ry))*4)
	line := make([]pt, n)
	for i := range line {
		s, c := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		line[i] = pt{cx + rx*c, cy + ry*s}
	}
	return path{line}
}

// arch is a rectangle with a round head: a window, a door, a vault.
func arch(x0, top, x1, bottom float64) path {
	r := (x1 - x0) / 2
	line := []pt{{x0, bottom}}
	for i := 0; i <= 20; i++ {
		s, c := math.Sincos(math.Pi * float64(i) / 20)
		line = append(line, pt{x0 + r - r*c, top + r - r*s})
	}
	return path{append(line, pt{x1, bottom})}
}

// smooth is a curve through points (Catmull-Rom).
func smooth(closed bool, pts []pt) []pt {
	n := len(pts)
	at := func(i int) pt {
		if closed {
			return pts[(i+n)%n]
		}
		return pts[min(max(i, 0), n-1)]
	}
	spans := n - 1
	if closed {
		spans = n
	}
	const steps = 10
	out := make([]pt, 0, spans*steps+1)
	for i := range spans {
		a, b, c, d := at(i-1), at(i), at(i+1), at(i+2)
		for k := range steps {
			t := float64(k) / steps
			out = append(out, pt{spline(a.x, b.x, c.x, d.x, t), spline(a.y, b.y, c.y, d.y, t)})
		}
	}
	if !closed {
		out = append(out, pts[n-1])
	}
	return out
}

func spline(a, b, c, d, t float64) float64 {
	return 0.5 * (2*b + (c-a)*t + (2*a-5*b+4*c-d)*t*t + (3*b-a-3*c+d)*t*t*t)
}

// curve is a smooth open line; shape is a smooth closed one.
func curve(xy ...float64) []pt { return smooth(false, points(xy...)) }
func shape(xy ...float64) path { return path{smooth(true, points(xy...))} }

// ground closes a ridge line along the bottom of the picture.
func ground(ridge []pt) path {
	line := append([]pt{}, ridge...)
	return path{append(line, pt{ridge[len(ridge)-1].x, Height + 10}, pt{ridge[0].x, Height + 10})}
}

func (p path) with(others ...path) path {
	out := append(path{}, p...)
	for _, o := range others {
		out = append(out, o...)
	}
	return out
}

// without adds others as holes.
func (p path) without(others ...path) path {
	out := append(path{}, p...)
	for _, o := range others {
		for _, line := range o {
			if (area(line) > 0) == (area(p[0]) > 0) {
				line = reversed(line)
			}
			out = append(out, line)
		}
	}
	return out
}

func area(line []pt) (sum float64) {
	for i, a := range line {
		b := line[(i+1)%len(line)]
		sum += a.x*b.y - b.x*a.y
	}
	return sum / 2
}

func reversed(line []pt) []pt {
	out := make([]pt, len(line))
	for i, p := range line {
		out[len(line)-1-i] = p
	}
	return out
}

func (p path) mapped(f func(pt) pt) path {
	out := make(path, len(p))
	for i, line := range p {
		out[i] = make([]pt, len(line))
		for k, q := range line {
			out[i][k] = f(q)
		}
	}
	return out
}

func (p path) moved(dx, dy float64) path {
	return p.mapped(func(q pt) pt { return pt{q.x + dx, q.y + dy} })
}

// scaled scales about a point; a negative sx mirrors.
func (p path) scaled(cx, cy, sx, sy float64) path {
	return p.mapped(func(q pt) pt { return pt{cx + (q.x-cx)*sx, cy + (q.y-cy)*sy} })
}

func (p path) turned(cx, cy, degrees float64) path {
	s, c := math.Sincos(degrees * math.Pi / 180)
	return p.mapped(func(q pt) pt {
		dx, dy := q.x-cx, q.y-cy
		return pt{cx + dx*c - dy*s, cy + dx*s + dy*c}
	})
}

// cut gives the outline the small irregularity of a knife in lino: each edge is divided and displaced by up to amount.
func (p path) cut(amount float64, seed int) path {
	const step = 9.0
	out := make(path, len(p))
	for i, line := range p {
		var cutLine []pt
		for k, a := range line {
			b := line[(k+1)%len(line)]
			dx, dy := b.x-a.x, b.y-a.y
			length := math.Hypot(dx, dy)
			n := max(1, int(length/step))
			for s := range n {
				t := float64(s) / float64(n)
				x, y := a.x+dx*t, a.y+dy*t
				w := waver(x, y, seed) * amount
				if length > 0 {
					x, y = x-dy/length*w, y+dx/length*w
				}
				cutLine = append(cutLine, pt{x, y})
			}
		}
		out[i] = cutLine
	}
	return out
}

// tapered is a stroke along a line, thin at both ends and width in the middle.
func tapered(line []pt, width float64) path {
	return brushed(line, func(t float64) float64 { return width * math.Pow(math.Sin(math.Pi*t), 0.7) })
}

// even is a stroke of one width.
func even(line []pt, width float64) path {
	return brushed(line, func(float64) float64 { return width })
}

func line(x0, y0, x1, y1 float64) []pt { return []pt{{x0, y0}, {x1, y1}} }

// brushed is a stroke whose width depends on how far along it is, from 0 to 1.
func brushed(line []pt, width func(t float64) float64) path {
	n := len(line)
	if n < 2 {
		return nil
	}
	left, right := make([]pt, n), make([]pt, n)
	for i, q := range line {
		a, b := line[max(i-1, 0)], line[min(i+1, n-1)]
		dx, dy := b.x-a.x, b.y-a.y
		length := math.Hypot(dx, dy)
		if length == 0 {
			length = 1
		}
		w := width(float64(i)/float64(n-1)) / 2
		ox, oy := -dy/length*w, dx/length*w
		left[i], right[n-1-i] = pt{q.x + ox, q.y + oy}, pt{q.x - ox, q.y - oy}
	}
	return path{append(left, right...)}
}
