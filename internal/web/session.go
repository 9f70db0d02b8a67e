package web

import (
	"net/http"
	"time"
)

// sessionLife is how long a browser keeps the cookie of a session, which the server may end sooner.
const sessionLife = 90 * 24 * time.Hour

// sessionCookie is the cookie's name. With the prefix, browsers take it from this very host over https only.
func sessionCookie(secure bool) string {
	if secure {
		return "__Host-masthead"
	}
	return "masthead"
}

// SessionToken returns the secret that a browser sends of its session, "" where it sends none. secure says that the site
// is served by https.
func SessionToken(r *http.Request, secure bool) string {
	cookie, err := r.Cookie(sessionCookie(secure))
	if err != nil {
		return ""
	}
	return cookie.Value
}

// SetSession has the browser keep the secret of a session, where no script can read it and no other site can send it
// along with a form.
func SetSession(w http.ResponseWriter, secure bool, secret string) {
	http.SetCookie(w, &http.Cookie{
		Name: sessionCookie(secure), Value: secret, Path: "/", MaxAge: int(sessionLife.Seconds()),
		HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode,
	})
}

// ClearSession has the browser forget it.
func ClearSession(w http.ResponseWriter, secure bool) {
	http.SetCookie(w, &http.Cookie{
		Name: sessionCookie(secure), Path: "/", MaxAge: -1, HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode,
	})
}
