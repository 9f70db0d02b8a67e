package web

import "testing"

func TestLogsHoldNoSecrets(t *testing.T) {
	for path, want := range map[string]string{
		"/preview/5U73KUWEJ7": "/preview/…", "/desk/invitation/abc": "/desk/invitation/…", "/api/v1/invitations/abc": "/api/v1/invitations/…",
		"/desk/preview/1hd4f4s5sxczm": "/desk/preview/1hd4f4s5sxczm", "/": "/", "/world/preview": "/world/preview",
	} {
		if got := Loggable(path); got != want {
			t.Errorf("%s is logged as %s, want %s", path, got, want)
		}
	}
}
