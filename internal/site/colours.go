package site

import (
	"fmt"
	"math"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"masthead/internal/errs"
	"masthead/internal/topic"
	"masthead/internal/web"
)

// The Content-Security-Policy allows no styles within a page, so the colours of sections have a style sheet of their
// own. Its address says all that stands in it: it needs no database, and browsers may keep it for ever.
const (
	coloursPrefix = "/assets/colours/"
	maxColours    = 64
)

var (
	hexColour   = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)
	coloursFile = regexp.MustCompile(`^[0-9a-f]{6}(-[0-9a-f]{6})*\.css$`)
)

// colourClass is the class that gives an element a section's colour, as the custom property --section.
func colourClass(colour string) string {
	if !hexColour.MatchString(colour) {
		return ""
	}
	return "colour-" + strings.ToLower(colour[1:])
}

// coloursAddress is the address of the style sheet of the sections' colours; empty where no section has one.
func coloursAddress(sections []topic.Section) string {
	var all []string
	for _, s := range sections {
		if class := colourClass(s.Colour); class != "" {
			all = append(all, strings.TrimPrefix(class, "colour-"))
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	if len(all) == 0 {
		return ""
	}
	return coloursPrefix + strings.Join(all[:min(len(all), maxColours)], "-") + ".css"
}

func (s *Site) colours(w http.ResponseWriter, r *http.Request) error {
	file := r.PathValue("file")
	if !coloursFile.MatchString(file) || len(file) > 7*maxColours+len("css") {
		return errs.New(errs.NotFound, "There is no such file.")
	}
	sheet := web.NewContent("text/css; charset=utf-8", coloursSheet(strings.Split(strings.TrimSuffix(file, ".css"), "-")))
	sheet.CacheControl = "public, max-age=31536000, immutable"
	sheet.ServeHTTP(w, r)
	return nil
}

// The grounds that colours must be read on, and how well: WCAG asks for 4.5 of small text.
var (
	lightGround = rgb{255, 255, 255}
	darkGround  = rgb{0x1c, 0x1e, 0x21}
	black       = rgb{0, 0, 0}
)

const readable = 4.8

func coloursSheet(colours []string) []byte {
	var light, dark strings.Builder
	for _, c := range colours {
		own := parseRGB(c)
		fmt.Fprintf(&light, ".colour-%s{--section:%s}\n", c, own.readableOn(lightGround, black))
		fmt.Fprintf(&dark, ".colour-%s{--section:%s}\n", c, own.readableOn(darkGround, lightGround))
	}
	return []byte(light.String() + "@media screen and (prefers-color-scheme:dark){\n" + dark.String() + "}\n")
}

type rgb [3]float64

func parseRGB(hex string) rgb {
	n, err := strconv.ParseUint(hex, 16, 24)
	if err != nil {
		return black
	}
	return rgb{float64(n >> 16), float64(n >> 8 & 255), float64(n & 255)}
}

func (c rgb) String() string {
	return fmt.Sprintf("#%02x%02x%02x", int(math.Round(c[0])), int(math.Round(c[1])), int(math.Round(c[2])))
}

// readableOn returns the colour, made as much lighter or darker as it takes to be readable on a ground.
func (c rgb) readableOn(ground, end rgb) rgb {
	hue, saturation, lightness := c.hsl()
	_, _, limit := end.hsl()
	for part := 0.0; part < 1; part += 0.02 {
		if changed := fromHSL(hue, saturation, lightness+(limit-lightness)*part); contrast(changed, ground) >= readable {
			return changed
		}
	}
	return end
}

func (c rgb) hsl() (hue, saturation, lightness float64) {
	red, green, blue := c[0]/255, c[1]/255, c[2]/255
	high, low := max(red, green, blue), min(red, green, blue)
	spread := high - low
	lightness = (high + low) / 2
	if spread == 0 {
		return 0, 0, lightness
	}
	saturation = spread / (1 - math.Abs(2*lightness-1))
	switch high {
	case red:
		hue = math.Mod((green-blue)/spread+6, 6)
	case green:
		hue = (blue-red)/spread + 2
	default:
		hue = (red-green)/spread + 4
	}
	return hue, saturation, lightness
}

func fromHSL(hue, saturation, lightness float64) rgb {
	channel := func(n float64) float64 {
		k := math.Mod(n+hue*2, 12)
		return 255 * (lightness - saturation*min(lightness, 1-lightness)*max(-1, min(k-3, 9-k, 1)))
	}
	return rgb{channel(0), channel(8), channel(4)}
}

// contrast is WCAG's ratio between two colours.
func contrast(a, b rgb) float64 {
	la, lb := a.luminance(), b.luminance()
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func (c rgb) luminance() float64 {
	linear := func(v float64) float64 {
		if v /= 255; v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	red, green, blue := linear(c[0]), linear(c[1]), linear(c[2])
	return 0.2126*red + 0.7152*green + 0.0722*blue
}
