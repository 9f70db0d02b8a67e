package site

import (
	"net/http"
	"strings"

	"masthead/internal/picture"
)

// media serves renditions of pictures. Their addresses hold a hash of the original, so they never change.
func (s *Site) media(w http.ResponseWriter, r *http.Request) error {
	hash, width, err := picture.ParsePath(r.URL.Path)
	if err != nil {
		return err
	}
	rendition, err := s.options.Library.Rendition(r.Context(), hash, width)
	if err != nil {
		return err
	}
	defer rendition.Close()
	h := w.Header()
	h.Set("Content-Type", rendition.ContentType())
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Etag", `"`+strings.TrimSuffix(r.PathValue("file"), ".jpg")+`"`)
	http.ServeContent(w, r, "", rendition.ModTime(), rendition)
	return nil
}
