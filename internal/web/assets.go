package web

import (
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"masthead/internal/errs"
)

// Assets are the files that pages need: styles, fonts, scripts. Each has an address that holds a hash of its bytes, so
// that browsers may keep it for ever.
type Assets struct {
	prefix string
	files  map[string]*Content
}

// maxAsset bounds one file: assets are kept in memory.
const maxAsset = 16 << 20

const (
	immutable = "public, max-age=31536000, immutable"
	// A page that was kept somewhere may ask for a file's last version; it gets this one, and asks again soon.
	current = "public, max-age=60"
)

// The types are set here because the tables of mime differ from machine to machine.
var assetTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".svg":         "image/svg+xml",
	".png":         "image/png",
	".jpg":         "image/jpeg",
	".webp":        "image/webp",
	".ico":         "image/x-icon",
	".woff2":       "font/woff2",
	".txt":         "text/plain; charset=utf-8",
	".webmanifest": "application/manifest+json",
}

// NewAssets reads every file of fsys. prefix is the path they are served under: "/assets/".
func NewAssets(fsys fs.FS, prefix string) (*Assets, error) {
	a := &Assets{prefix: prefix, files: map[string]*Content{}}
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if info.Size() > maxAsset {
			return fmt.Errorf("%s is larger than %d MB", name, maxAsset>>20)
		}
		body, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		content := NewContent(TypeOf(name), body)
		content.Effort = Thorough
		content.CacheControl = immutable
		a.files[name] = content
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading assets: %w", err)
	}
	return a, nil
}

// TypeOf returns the media type of a file by its name.
func TypeOf(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if t := assetTypes[ext]; t != "" {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}

// URL returns the address of a file: "/assets/style.Vx3k….css" for "style.css". It returns false for a name that does
// not exist.
func (a *Assets) URL(name string) (string, bool) {
	content := a.files[name]
	if content == nil {
		return "", false
	}
	ext := path.Ext(name)
	return a.prefix + strings.TrimSuffix(name, ext) + "." + content.Tag() + ext, true
}

// Content returns a file's bytes, for those that a page holds within itself.
func (a *Assets) Content(name string) (*Content, bool) {
	content := a.files[name]
	return content, content != nil
}

// Serve is the Handler of everything under the prefix.
func (a *Assets) Serve(w http.ResponseWriter, r *http.Request) error {
	asked, ok := strings.CutPrefix(r.URL.Path, a.prefix)
	if !ok {
		return errs.New(errs.NotFound, "There is no such file.")
	}
	if content := a.files[asked]; content != nil {
		serveCurrent(w, r, content)
		return nil
	}
	name, tag := unhash(asked)
	content := a.files[name]
	switch {
	case content == nil:
		return errs.New(errs.NotFound, "There is no such file.")
	case tag == content.Tag():
		content.ServeHTTP(w, r)
	default:
		serveCurrent(w, r, content)
	}
	return nil
}

// unhash splits "style.Vx3k….css" into "style.css" and the hash.
func unhash(asked string) (name, tag string) {
	ext := path.Ext(asked)
	rest := strings.TrimSuffix(asked, ext)
	tag = path.Ext(rest)
	if tag == "" { // a file without an extension
		return rest, strings.TrimPrefix(ext, ".")
	}
	return strings.TrimSuffix(rest, tag) + ext, strings.TrimPrefix(tag, ".")
}

// serveCurrent sends a file that was not asked for by its own hash.
func serveCurrent(w http.ResponseWriter, r *http.Request, content *Content) {
	content.ServeHTTP(&shortLived{ResponseWriter: w}, r)
}

// shortLived takes back the promise that a content makes for its hashed address.
type shortLived struct{ http.ResponseWriter }

func (s *shortLived) WriteHeader(status int) {
	s.Header().Set("Cache-Control", current)
	s.ResponseWriter.WriteHeader(status)
}
