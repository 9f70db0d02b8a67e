package feed

import (
	"net/url"
	"strings"
	"time"

	"masthead/internal/picture"
)

// site is the public address of the newsroom's site, from which all addresses in feeds are made absolute.
type site struct {
	base string // without a slash at its end
	host string
}

func newSite(base string) (site, error) {
	u, err := url.Parse(base)
	if err != nil {
		return site{}, err
	}
	host := u.Hostname()
	if strings.Contains(host, ":") {
		host = "localhost" // a tag URI cannot hold an IPv6 address
	}
	return site{base: strings.TrimSuffix(base, "/"), host: host}, nil
}

// url makes a path of this site absolute.
func (s site) url(path string) string {
	return s.base + (&url.URL{Path: path}).EscapedPath()
}

// absolute makes an address in the page at path absolute.
func (s site) absolute(path, href string) string {
	switch {
	case strings.HasPrefix(href, "#"):
		return s.url(path) + href
	case strings.HasPrefix(href, "/"):
		return s.base + href
	}
	return href
}

// tag returns an identifier that stays the same when a thing is renamed or moved: a tag URI (RFC 4151) under this host
// and a day on which the thing was there.
func (s site) tag(day time.Time, noun, ref string) string {
	return "tag:" + s.host + "," + day.UTC().Format(time.DateOnly) + ":" + noun + "/" + ref
}

// fullWidth is the width, in pixels, at which feeds show pictures.
const fullWidth = 1280

// rendition is one size of a picture, as a feed points to it.
type rendition struct {
	url           string
	width, height int
}

func (s site) rendition(p picture.Picture) rendition {
	offered := picture.Widths(p)
	width := offered[0]
	for _, w := range offered {
		if w <= fullWidth {
			width = w
		}
	}
	r := rendition{url: s.url(picture.Path(p, width)), width: min(width, p.Width)}
	if p.Width > 0 {
		r.height = max((p.Height*r.width+p.Width/2)/p.Width, 1)
	}
	return r
}
