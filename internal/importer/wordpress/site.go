package wordpress

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

const maxAddress = 2000

// site is where the export comes from.
type site struct {
	base  *url.URL // of the blog, never nil
	hosts map[string]bool
}

func newSite(c channel) site {
	s := site{base: &url.URL{Scheme: "https", Host: "unknown.invalid", Path: "/"}, hosts: map[string]bool{}}
	for _, address := range []string{c.link, c.site, c.blog} {
		u, err := url.Parse(strings.TrimSpace(address))
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			continue
		}
		s.base = u.JoinPath("/")
		s.hosts[bareHost(u.Host)] = true
	}
	return s
}

// name tells this site from every other, and stays the same when it moves from http to https.
func (s site) name() string {
	return "wordpress:" + bareHost(s.base.Host) + strings.TrimSuffix(s.base.Path, "/")
}

func bareHost(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }

// place returns the address of a page of this site in the form in which addresses are kept: its decoded path without
// the slash at its end, and a query only where the path alone says nothing ("/?p=12").
func (s site) place(u *url.URL) (string, bool) {
	if u.Scheme != "http" && u.Scheme != "https" || !s.hosts[bareHost(u.Host)] {
		return "", false
	}
	return place(u)
}

func place(u *url.URL) (string, bool) {
	query := u.Query()
	for _, key := range []string{"p", "page_id"} {
		if n, err := strconv.ParseInt(query.Get(key), 10, 64); err == nil && n > 0 {
			return fmt.Sprintf("/?%s=%d", key, n), true
		}
	}
	p := strings.TrimRight(u.Path, "/")
	if p == "" || p[0] != '/' || len(p) > maxAddress || !utf8.ValidString(p) || strings.ContainsFunc(p, isControl) {
		return "", false
	}
	return p, true
}

func isControl(r rune) bool { return r < ' ' || r >= 0x7f && r <= 0x9f }

// places returns every address at which an item stood.
func (s site) places(v *item) []string {
	var all []string
	add := func(p string, ok bool) {
		if ok {
			for _, other := range all {
				if other == p {
					return
				}
			}
			all = append(all, p)
		}
	}
	if u, err := url.Parse(strings.TrimSpace(v.link)); err == nil {
		p, ok := place(u)
		add(p, ok)
		for _, old := range v.oldSlugs {
			if old = decodeSlug(old); ok && old != "" && !strings.Contains(old, "/") && !strings.Contains(p, "?") {
				add(path.Dir(p)+"/"+old, path.Dir(p) != "/")
				add("/"+old, path.Dir(p) == "/")
			}
		}
	}
	if u, err := url.Parse(strings.TrimSpace(v.guid)); err == nil && v.permalink {
		p, ok := s.place(u)
		add(p, ok)
	}
	if v.id > 0 {
		add(fmt.Sprintf("/?p=%d", v.id), true)
		add(fmt.Sprintf("/?page_id=%d", v.id), v.kind == "page")
	}
	return all
}

// archive returns the address of a list that WordPress keeps, "/category/world/europe".
func (s site) archive(parts ...string) string {
	return strings.TrimSuffix(s.base.Path, "/") + "/" + strings.Join(parts, "/")
}

var (
	sizeSuffix  = regexp.MustCompile(`-\d{1,5}x\d{1,5}$`)
	rotateScale = regexp.MustCompile(`-(scaled|rotated|e\d{10,})$`)
)

// fileKey tells the files of a media library apart, whatever size of a file an address leads to: the part after
// "uploads/" without the suffix of the size, lower case. It is empty where an address names no file.
func fileKey(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Path == "" {
		return ""
	}
	p := strings.ToLower(u.Path)
	if i := strings.LastIndex(p, "/uploads/"); i >= 0 {
		p = p[i+len("/uploads/"):]
	}
	p = strings.Trim(p, "/")
	extension := path.Ext(p)
	stem := strings.TrimSuffix(p, extension)
	stem = rotateScale.ReplaceAllString(sizeSuffix.ReplaceAllString(stem, ""), "")
	if stem == "" {
		return ""
	}
	return clip(stem+extension, maxAddress)
}

// fullSize returns the addresses at which a picture may be had, the original before the size that was shown.
func fullSize(address string) []string {
	u, err := url.Parse(address)
	if err != nil {
		return []string{address}
	}
	full := *u
	extension := path.Ext(u.Path)
	full.Path = sizeSuffix.ReplaceAllString(strings.TrimSuffix(u.Path, extension), "") + extension
	full.RawPath = ""
	if strings.Contains(u.Path, "/uploads/") || strings.HasSuffix(u.Host, ".files.wordpress.com") {
		full.RawQuery = ""
	}
	full.Fragment = ""
	if s := full.String(); s != address {
		return []string{s, address}
	}
	return []string{address}
}

var pictureExtensions = map[string]bool{".jpg": true, ".jpeg": true, ".jpe": true, ".png": true, ".gif": true, ".webp": true}

func isPicture(address string) bool {
	u, err := url.Parse(address)
	return err == nil && pictureExtensions[strings.ToLower(path.Ext(u.Path))]
}
