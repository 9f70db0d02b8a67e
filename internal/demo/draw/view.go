package draw

// view is a camera on a level: (vx, vy) is the vanishing point, f the scale at a distance of one, eye the height of the
// eye over the ground.
type view struct{ vx, vy, f, eye float64 }

// at projects a place x to the right, y over the ground and z away.
func (v view) at(x, y, z float64) pt {
	return pt{v.vx + v.f*x/z, v.vy + v.f*(v.eye-y)/z}
}

// wall is an upright rectangle along the line of sight, at x, from z0 to z1.
func (v view) wall(x, y0, y1, z0, z1 float64) path {
	return path{{v.at(x, y0, z0), v.at(x, y1, z0), v.at(x, y1, z1), v.at(x, y0, z1)}}
}

// front is an upright rectangle that faces the eye, at z.
func (v view) front(x0, x1, y0, y1, z float64) path {
	return path{{v.at(x0, y0, z), v.at(x1, y0, z), v.at(x1, y1, z), v.at(x0, y1, z)}}
}

// floor is a level rectangle at the height y.
func (v view) floor(x0, x1, y, z0, z1 float64) path {
	return path{{v.at(x0, y, z0), v.at(x1, y, z0), v.at(x1, y, z1), v.at(x0, y, z1)}}
}

// bar is a straight bar between two places, as wide as width is there.
func (v view) bar(x0, y0, z0, x1, y1, z1, width float64) path {
	a, b := v.at(x0, y0, z0), v.at(x1, y1, z1)
	return brushed([]pt{a, b}, func(t float64) float64 { return width * v.f / mix(z0, z1, t) })
}
