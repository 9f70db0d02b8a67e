package api

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestTheManual(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		r := s.anonymous().with("Accept", "text/html").get("/docs")
		page := string(r.raw)
		if r.status != 200 || r.header.Get("Content-Security-Policy") != docsPolicy || strings.Contains(page, "<script") || strings.Contains(page, "style=") {
			t.Fatalf("%s %v", r, r.header)
		}
		anchors := map[string]bool{}
		for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(page, -1) {
			if anchors[m[1]] {
				t.Errorf("two things are called %s", m[1])
			}
			anchors[m[1]] = true
		}
		for _, m := range regexp.MustCompile(` href="#([^"]+)"`).FindAllStringSubmatch(page, -1) {
			if !anchors[m[1]] {
				t.Errorf("a link leads to #%s, which is not there", m[1])
			}
		}
		for _, o := range s.api.operations {
			if !anchors[o.id] {
				t.Errorf("%s is not in the manual", o.id)
			}
		}
		style := regexp.MustCompile(`<link rel="stylesheet" href="([^"]+)">`).FindStringSubmatch(page)
		if css := s.anonymous().get(style[1]); css.status != 200 || !strings.HasPrefix(css.header.Get("Content-Type"), "text/css") {
			t.Errorf("the style sheet: %s", css)
		}
		if raw := s.anonymous().get("/docs/docs.html"); raw.status != http.StatusNotFound {
			t.Errorf("the template: %s", raw)
		}
		if again := s.anonymous().with("If-None-Match", r.header.Get("ETag")).get("/docs"); again.status != http.StatusNotModified {
			t.Errorf("asked again: %d", again.status)
		}
		if described := s.anonymous().get("/openapi.json"); described.status != 200 || described.body["openapi"] != "3.1.0" {
			t.Errorf("%s", described)
		}
	})
}

func TestEveryProblemHasAPlaceInTheManual(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		page := string(s.anonymous().get("/docs").raw)
		for _, p := range problems {
			r := s.anonymous().get("/problems/" + p.name)
			if r.status != http.StatusFound || r.header.Get("Location") != Base+"/docs#problem-"+p.name {
				t.Errorf("%s: %s %v", p.name, r, r.header)
			}
			if !strings.Contains(page, `id="problem-`+p.name+`"`) || p.advice == "" {
				t.Errorf("%s is not explained", p.name)
			}
		}
		if r := s.anonymous().get("/problems/nonsense"); r.problem() != "not-found" {
			t.Errorf("%s", r)
		}
		for kind, name := range nameOfKind {
			if problemNamed[name].name == "" {
				t.Errorf("errors of the kind %s are a problem %q, which there is not", kind, name)
			}
		}
	})
}
