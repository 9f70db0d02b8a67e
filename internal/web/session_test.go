package web

import (
	"net/http/httptest"
	"strings"
	"testing"
)

func TestSessionCookie(t *testing.T) {
	for _, secure := range []bool{true, false} {
		w := httptest.NewRecorder()
		SetSession(w, secure, "secret-1")
		set := w.Header().Get("Set-Cookie")
		for _, part := range []string{"HttpOnly", "SameSite=Lax", "Path=/"} {
			if !strings.Contains(set, part) {
				t.Errorf("%s is not in %s", part, set)
			}
		}
		if strings.Contains(set, "Domain") || strings.Contains(set, "Secure") != secure || strings.HasPrefix(set, "__Host-") != secure {
			t.Errorf("secure is %v: %s", secure, set)
		}
		r := httptest.NewRequest("GET", "/", nil)
		r.AddCookie(w.Result().Cookies()[0])
		if got := SessionToken(r, secure); got != "secret-1" {
			t.Errorf("secure is %v: read back %q", secure, got)
		}
		// A cookie of the other name may have been set by somebody else, on a page without https.
		if got := SessionToken(r, !secure); got != "" {
			t.Errorf("secure is %v: the other cookie was believed: %q", secure, got)
		}
		w = httptest.NewRecorder()
		ClearSession(w, secure)
		if set := w.Header().Get("Set-Cookie"); !strings.Contains(set, "Max-Age=0") {
			t.Errorf("clearing it is %s", set)
		}
	}
}
