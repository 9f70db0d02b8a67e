package picture

import (
	"fmt"
	"regexp"
	"strconv"
)

// widths are all that renditions may have, so that nobody can fill the store by asking.
var widths = []int{320, 480, 640, 960, 1280, 1600, 1920}

// Widths are the widths at which a picture is offered, ascending; never empty. A picture narrower than the first has
// that one, under which it is served at its own width.
func Widths(p Picture) []int {
	n := 1
	for n < len(widths) && widths[n] <= p.Width {
		n++
	}
	return widths[:n:n]
}

// Path is the address of a picture's rendition at a width: at the next larger of its Widths where width is none of them,
// at the largest where there is no larger one. Whatever the original's format, a rendition is a JPEG: what is
// transparent becomes white, what is animated its first frame.
func Path(p Picture, width int) string {
	offered := Widths(p)
	chosen := offered[len(offered)-1]
	for _, w := range offered {
		if w >= width {
			chosen = w
			break
		}
	}
	return fmt.Sprintf("/media/%s-%d.jpg", p.Hash, chosen)
}

var address = regexp.MustCompile(`^/media/([0-9a-f]{64})-([1-9][0-9]{2,3})\.jpg$`)

// ParsePath is the inverse of Path. The error is of kind NotFound where path is no rendition's address.
func ParsePath(path string) (hash string, width int, err error) {
	m := address.FindStringSubmatch(path)
	if m == nil {
		return "", 0, errNotFound()
	}
	width, err = strconv.Atoi(m[2])
	return m[1], width, err
}

var hashForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

func originalKey(hash string, f *format) string {
	return "pictures/" + hash[:2] + "/" + hash + f.extension
}

func renditionKey(hash string, width int) string {
	return fmt.Sprintf("renditions/%s/%s-%d.jpg", hash[:2], hash, width)
}
