package api

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/obs"
	"masthead/internal/store"
	"masthead/internal/web"
)

// guard stands before every operation: it counts the request, finds out who asks, and lets nobody through for whom the
// operation is not.
func (a *API) guard(r route) web.Handler {
	return func(w http.ResponseWriter, req *http.Request) error {
		w.Header().Set("Cache-Control", "no-store")
		c := &call{w: w, r: req, address: web.ClientAddress(req)}
		if err := a.admit(c, r.op); err != nil {
			return a.refuse(c, err)
		}
		if req.Method != http.MethodGet && req.Method != http.MethodHead {
			allowTime(w, r.op.slow)
		}
		c.Context = context.WithValue(req.Context(), callKey{}, c)
		r.handle(w, req.WithContext(c.Context))
		a.log(c)
		return nil
	}
}

// refuse answers a request that does not reach its operation.
func (a *API) refuse(c *call, err error) error {
	if errors.Is(err, context.Canceled) && c.r.Context().Err() != nil {
		return err
	}
	c.Context, c.failure = c.r.Context(), err
	p := *problemOf(err)
	p.RequestID = obs.RequestID(c.r.Context())
	h := c.w.Header()
	for name, values := range p.header {
		h[name] = values
	}
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="Masthead"`)
	}
	h.Set("Content-Type", p.ContentType(""))
	c.w.WriteHeader(p.Status)
	if c.r.Method != http.MethodHead {
		_, _ = c.w.Write(p.json()) // a client who has gone is no failure of ours
	}
	a.log(c)
	return nil
}

func (a *API) log(c *call) {
	if c.failure == nil {
		return
	}
	level := slog.LevelDebug
	if problemOf(c.failure).Status == http.StatusInternalServerError && !errors.Is(c.failure, context.Canceled) {
		level = slog.LevelError
	}
	a.o.Logger.Log(c.r.Context(), level, "request failed", "method", c.r.Method, "path", web.Loggable(c.r.URL.Path), "error", c.failure)
}

// admit finds out who asks, and whether they may.
func (a *API) admit(c *call, o op) error {
	if !o.csv && !acceptsJSON(c.r.Header) {
		return newProblem("not-acceptable", "The answer would be JSON, which the request does not accept.")
	}
	if query, err := url.QueryUnescape(c.r.URL.RawQuery); err == nil && !store.IsText(query) {
		return newProblem("invalid", "The query of the address is not text in UTF-8.")
	}
	c.r.Header["Accept"] = jsonOnly
	bearer, hasBearer := bearerToken(c.r)
	if !hasBearer {
		// A browser sends the cookie along with what a page of another site has it send.
		if err := a.origin.Check(c.r); err != nil {
			return errs.Wrap(newProblem("cross-origin", "This was sent by a page of another site; it was not done."), errs.Forbidden, "Cross-origin")
		}
		c.secret = web.SessionToken(c.r, a.o.Secure)
	} else {
		c.secret = bearer
	}
	if o.access.public {
		return a.admitPublic(c, o)
	}
	if err := a.identify(c, hasBearer); err != nil {
		return err
	}
	who := "person:" + c.actor.Person().String()
	if !c.session {
		who = "token:" + c.via
	}
	left := a.limits.take(who, a.o.RequestsPerMinute)
	left.tell(c.w.Header())
	if err := left.refusal("That was more than " + grouped(left.limit) + " requests in a minute."); err != nil {
		return err
	}
	if o.access.may {
		return c.actor.May(o.access.action)
	}
	if !o.access.signedIn {
		return newProblem("forbidden", "Nobody may do this.") // the operation says nothing of whom it is for
	}
	return nil
}

// admitPublic counts the requests of those who are not signed in.
func (a *API) admitPublic(c *call, o op) error {
	limit, what := publicLimit, "That was more than "+grouped(publicLimit)+" requests in a minute."
	if o.tries {
		limit, what = loginLimit, "There were too many tries from your network."
	}
	left := a.limits.take("address:"+neighbourhood(c.address), limit)
	left.tell(c.w.Header())
	return left.refusal(what)
}

// identify finds the actor of a session or a token. Those that are not good are counted, and keep nobody out who comes from
// the same network with a good one.
func (a *API) identify(c *call, isToken bool) error {
	from := "forged:" + neighbourhood(c.address)
	a.limits.look(from, forgedLimit).tell(c.w.Header())
	if c.secret == "" {
		return newProblem("not-signed-in", "Please sign in, or send a token.")
	}
	ctx := c.r.Context()
	var err error
	if isToken {
		var t account.Token
		if c.actor, t, err = account.ByToken(ctx, a.o.DB, c.secret, c.address); err == nil {
			c.via = t.ID.String()
		}
	} else {
		c.session = true
		c.actor, _, err = account.BySession(ctx, a.o.DB, c.secret, c.address)
	}
	if !errs.Is(err, errs.Unauthenticated) {
		return err
	}
	if !isToken {
		web.ClearSession(c.w, a.o.Secure)
	}
	left := a.limits.take(from, forgedLimit)
	left.tell(c.w.Header())
	return cmp.Or(left.refusal("There were too many sessions and tokens from your network that are not good."), err)
}

// maxBearer bounds what is taken for a token.
const maxBearer = 500

func bearerToken(r *http.Request) (string, bool) {
	field := r.Header.Get("Authorization")
	if field == "" {
		return "", false
	}
	scheme, token, _ := strings.Cut(field, " ")
	if token = strings.TrimSpace(token); !strings.EqualFold(scheme, "Bearer") || len(token) > maxBearer {
		return "", true // somebody meant to sign in, and has not
	}
	return token, true
}

// jsonOnly stands in for what the client accepts, once that is known to hold JSON.
var jsonOnly = []string{"application/json"}

func acceptsJSON(h http.Header) bool {
	fields := h["Accept"]
	if len(fields) == 0 {
		return true
	}
	for part := range strings.SplitSeq(strings.Join(fields, ","), ",") {
		kind, parameters, _ := strings.Cut(part, ";")
		switch kind = strings.ToLower(strings.TrimSpace(kind)); {
		case kind != "*/*" && kind != "application/*" && kind != "application/json" && kind != "application/problem+json":
			continue
		case refused.MatchString(parameters):
			continue
		}
		return true
	}
	return false
}

// refused matches a weight of nought.
var refused = regexp.MustCompile(`(?i)(^|;)\s*q\s*=\s*0(\.0*)?\s*(;|$)`)

// allowTime bounds how long a body may take to arrive. The answer has its time after that.
func allowTime(w http.ResponseWriter, slow bool) {
	wait := usualRead
	if slow {
		wait = slowRead
	}
	control := http.NewResponseController(w)
	now := time.Now() // the connection's own clock
	// A connection that has no deadlines is a test's.
	_ = control.SetReadDeadline(now.Add(wait))
	_ = control.SetWriteDeadline(now.Add(wait + writeAfter))
}
