package api

import (
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How many requests a minute. They may come at once.
const (
	actorLimit   = 600 // of one person or token
	publicLimit  = 60  // of one address, by nobody who is signed in
	loginLimit   = 10  // of one address: passwords, passkeys and links tried
	forgedLimit  = 30  // of one address: sessions and tokens that are not good
	maxLimiters  = 20_000
	limitsWindow = time.Minute
)

// limits counts the requests of many, each by a bucket that fills up again within a minute. It remembers those who came
// last, in two generations of which the older is dropped when the younger is full: a flood of addresses costs no memory
// beyond that.
type limits struct {
	clock func() time.Time

	mu           sync.Mutex
	young, older map[limitKey]*rate.Limiter
}

type limitKey struct {
	who    string
	perMin int
}

// standing is what is left to somebody.
type standing struct {
	allowed   bool
	limit     int
	remaining int
	reset     time.Duration // until all of it is there again
	wait      time.Duration // until the next is allowed
}

func newLimits(clock func() time.Time) *limits {
	return &limits{clock: clock, young: map[limitKey]*rate.Limiter{}}
}

// take counts one request of somebody who may make so many in a minute.
func (l *limits) take(who string, perMin int) standing { return l.count(who, perMin, 1) }

// look tells without counting.
func (l *limits) look(who string, perMin int) standing { return l.count(who, perMin, 0) }

func (l *limits) count(who string, perMin, n int) standing {
	now := l.clock()
	limiter := l.limiter(limitKey{who, perMin})
	s := standing{limit: perMin}
	if n > 0 {
		s.allowed = limiter.AllowN(now, n)
	}
	tokens := limiter.TokensAt(now)
	if n == 0 {
		s.allowed = tokens >= 1
	}
	perSecond := float64(limiter.Limit())
	s.remaining = max(int(tokens), 0)
	s.reset = seconds((float64(perMin) - tokens) / perSecond)
	s.wait = seconds((1 - tokens) / perSecond)
	return s
}

func seconds(s float64) time.Duration {
	return time.Duration(math.Ceil(max(s, 0))) * time.Second
}

func (l *limits) limiter(key limitKey) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	limiter := l.young[key]
	if limiter != nil {
		return limiter
	}
	limiter = l.older[key]
	if limiter == nil {
		limiter = rate.NewLimiter(rate.Every(limitsWindow/time.Duration(key.perMin)), key.perMin)
	}
	if len(l.young) >= maxLimiters/2 {
		l.older, l.young = l.young, make(map[limitKey]*rate.Limiter)
	}
	l.young[key] = limiter
	return limiter
}

// tell writes what is left onto the answer.
func (s standing) tell(h http.Header) {
	h.Set("RateLimit-Limit", strconv.Itoa(s.limit))
	h.Set("RateLimit-Remaining", strconv.Itoa(s.remaining))
	h.Set("RateLimit-Reset", strconv.Itoa(int(s.reset.Seconds())))
}

// refusal is nil where the request is allowed.
func (s standing) refusal(what string) error {
	if s.allowed {
		return nil
	}
	p := newProblem("too-many", what+" Please wait "+strconv.Itoa(int(s.wait.Seconds()))+" seconds.")
	p.wait(int(s.wait.Seconds()))
	return p
}

// neighbourhood is what counts as one address: of IPv6 the network that a household has.
func neighbourhood(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil || a.Is4() {
		return address
	}
	network, err := a.Prefix(64)
	if err != nil {
		return address
	}
	return network.String()
}
