package draw

import (
	"math"
	"math/rand/v2"
	"sync"
)

const (
	tile = 1024 // the textures repeat after this many units, in both directions
	wrap = tile - 1
)

// textures are drawn once and shared: what paper, brush and spray leave behind, from 0 to 1 around one half.
type textures struct {
	grain []float32 // the speckle of a spray or a coarse paper
	brush []float32 // the streaks of a broad brush drawn from left to right
	cloud []float32 // soft shapes, for skies, mist, water
}

var shared = sync.OnceValue(func() *textures {
	rng := rand.New(rand.NewPCG(7, 11))
	return &textures{grain: speckle(rng), brush: fractal(rng, 4, 64, 4), cloud: fractal(rng, 4, 4, 7)}
})

func speckle(rng *rand.Rand) []float32 {
	white := make([]float32, tile*tile)
	for i := range white {
		white[i] = rng.Float32()
	}
	out := make([]float32, tile*tile)
	for y := range tile {
		for x := range tile {
			at := func(dx, dy int) float32 { return white[((y+dy)&wrap)*tile+(x+dx)&wrap] }
			v := 0.4*at(0, 0) + 0.15*(at(1, 0)+at(-1, 0)+at(0, 1)+at(0, -1))
			out[y*tile+x] = min(max((v-0.5)*1.9+0.5, 0), 1)
		}
	}
	return out
}

// fractal is value noise in octaves, with cellsX by cellsY cells in the first; it repeats without a seam.
func fractal(rng *rand.Rand, cellsX, cellsY, octaves int) []float32 {
	out := make([]float32, tile*tile)
	amplitude, total := float32(1), float32(0)
	for range octaves {
		addNoise(rng, out, cellsX, cellsY, amplitude)
		total += amplitude
		amplitude *= 0.55
		cellsX, cellsY = min(cellsX*2, tile/2), min(cellsY*2, tile/2)
	}
	for i, v := range out {
		v = v/total - 0.5
		out[i] = min(max(v*1.8+0.5, 0), 1)
	}
	return out
}

func addNoise(rng *rand.Rand, out []float32, cellsX, cellsY int, amplitude float32) {
	lattice := make([]float32, cellsX*cellsY)
	for i := range lattice {
		lattice[i] = rng.Float32()
	}
	ease := func(t float32) float32 { return t * t * (3 - 2*t) }
	for y := range tile {
		fy := float32(y) * float32(cellsY) / tile
		y0 := int(fy)
		ty := ease(fy - float32(y0))
		row0, row1 := lattice[y0*cellsX:][:cellsX], lattice[(y0+1)%cellsY*cellsX:][:cellsX]
		for x := range tile {
			fx := float32(x) * float32(cellsX) / tile
			x0 := int(fx)
			x1 := (x0 + 1) % cellsX
			tx := ease(fx - float32(x0))
			a := row0[x0] + (row0[x1]-row0[x0])*tx
			b := row1[x0] + (row1[x1]-row1[x0])*tx
			out[y*tile+x] += amplitude * (a + (b-a)*ty)
		}
	}
}

// waver is a smooth random displacement between -1 and 1, the same at the same place.
func waver(x, y float64, seed int) float64 {
	xi, yi := int(x*2.3)+seed*131, int(y*2.3)+seed*57
	return float64(shared().cloud[(yi&wrap)*tile+xi&wrap])*2 - 1
}

func smoothstep(a, b, v float32) float32 {
	t := min(max((v-a)/(b-a), 0), 1)
	return t * t * (3 - 2*t)
}

func mix(a, b, t float64) float64 { return a + (b-a)*t }

func wave(v float64) float64 { return math.Sin(v * 2 * math.Pi) }
