package api

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
)

func TestTokens(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		editor := s.as(account.Editor)
		token := func(scopes ...string) (*client, Token) {
			made := into[Token](t, editor.do("POST", "/me/tokens", map[string]any{"name": "Wire", "scopes": scopes, "expires_at": s.Clock.Now().Add(time.Hour)}))
			return s.anonymous().with("Authorization", "Bearer "+made.Token), made
		}
		reading, _ := token("read")
		into[Me](t, reading.get("/me"))
		if r := reading.do("POST", "/stories", `{"kind":"article"}`); r.problem() != "forbidden" {
			t.Errorf("a token that may read writes: %s", r)
		}
		if r := reading.do("POST", "/me/tokens", map[string]any{"name": "More", "scopes": []string{"admin"}, "expires_at": s.Clock.Now().Add(time.Hour)}); r.status < 400 {
			t.Errorf("a token makes another: %s", r)
		}
		writing, made := token("read", "write")
		into[Story](t, writing.do("POST", "/stories", `{"kind":"article"}`))
		if list := editor.get("/me/tokens"); strings.Contains(string(list.raw), made.Token) {
			t.Error("the list of tokens tells one")
		}
		if r := editor.do("DELETE", "/me/tokens/"+made.ID.String(), nil); r.status != http.StatusNoContent {
			t.Errorf("revoking: %s", r)
		}
		if r := writing.get("/me"); r.problem() != "not-signed-in" {
			t.Errorf("a revoked token: %s", r)
		}
		if r := s.anonymous().with("Authorization", "Bearer "+made.Token[:len(made.Token)-1]+"A").get("/me"); r.problem() != "not-signed-in" {
			t.Errorf("a forged token: %s", r)
		}
		s.Clock.Add(2 * time.Hour)
		if r := reading.get("/me"); r.problem() != "not-signed-in" || r.header.Get("WWW-Authenticate") == "" {
			t.Errorf("an expired token: %s", r)
		}
	})
}

func TestASessionAfterLogout(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		reporter := s.as(account.Reporter)
		into[Me](t, reporter.get("/me"))
		r := reporter.do("POST", "/logout", nil)
		if r.status != http.StatusNoContent || !strings.Contains(r.header.Get("Set-Cookie"), "Max-Age=0") {
			t.Errorf("logging out: %s %v", r, r.header)
		}
		for _, try := range []response{reporter.get("/me"), reporter.do("POST", "/stories", `{"kind":"article"}`), reporter.do("POST", "/logout", nil)} {
			if try.problem() != "not-signed-in" {
				t.Errorf("with the old cookie: %s", try)
			}
		}
	})
}

func TestRequestsFromOtherSites(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		reporter := s.as(account.Reporter)
		begin := `{"kind":"article"}`
		for name, c := range map[string]*client{
			"another origin":                   reporter.with("Origin", "https://evil.example"),
			"another site, by fetch metadata":  reporter.with("Sec-Fetch-Site", "cross-site"),
			"another host of the same site":    reporter.with("Sec-Fetch-Site", "same-site"),
			"no origin that can be told":       reporter.with("Origin", "null"),
			"another origin, and no cookie":    s.anonymous().with("Origin", "https://evil.example"),
			"another origin, with an own name": reporter.with("Origin", "https://evil.example", "Host", "news.example"),
		} {
			if r := c.do("POST", "/stories", begin); r.status != http.StatusForbidden || r.problem() != "cross-origin" {
				t.Errorf("%s: %s", name, r)
			}
		}
		if r := s.anonymous().with("Origin", "https://evil.example").do("POST", "/login", `{"email":"a@b.example","password":"x"}`); r.problem() != "cross-origin" {
			t.Errorf("logging in from another site: %s", r)
		}
		for name, c := range map[string]*client{
			"the site's own address": reporter.with("Origin", "https://news.example"),
			"the address asked":      reporter.with("Origin", s.url),
			"the same origin":        reporter.with("Sec-Fetch-Site", "same-origin"),
			"no browser":             reporter,
		} {
			into[Story](t, c.do("POST", "/stories", begin))
			_ = name
		}
		if r := reporter.with("Sec-Fetch-Site", "cross-site").get("/me"); r.status != 200 || r.header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("reading: %s %v", r, r.header)
		}
		made := into[Token](t, reporter.do("POST", "/me/tokens", map[string]any{"name": "x", "scopes": []string{"write"}, "expires_at": s.Clock.Now().Add(time.Hour)}))
		into[Story](t, s.anonymous().with("Authorization", "Bearer "+made.Token, "Origin", "https://tool.example").do("POST", "/stories", begin))
	})
}

func TestLimits(t *testing.T) {
	serveWith(t, Options{RequestsPerMinute: 5}, func(t *testing.T, s *served) {
		reporter, other := s.as(account.Reporter), s.as(account.Reporter)
		for left := 4; left >= 0; left-- {
			r := reporter.get("/me")
			if r.status != 200 || r.header.Get("RateLimit-Limit") != "5" || r.header.Get("RateLimit-Remaining") != fmt.Sprint(left) {
				t.Errorf("%s %v; want %d left", r, r.header, left)
			}
		}
		r := reporter.get("/me")
		if r.status != 429 || r.problem() != "too-many" || r.header.Get("Retry-After") != "12" || r.header.Get("RateLimit-Reset") != "60" {
			t.Errorf("the sixth: %s %v", r, r.header)
		}
		if r := other.get("/me"); r.status != 200 {
			t.Errorf("another person: %s", r)
		}
		s.Clock.Add(12 * time.Second)
		if r := reporter.get("/me"); r.status != 200 {
			t.Errorf("after waiting: %s", r)
		}
	})
}

func TestForgedTokensKeepNobodyElseOut(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		reporter, forger := s.as(account.Reporter), s.anonymous().with("Authorization", "Bearer mh_"+strings.Repeat("a", 52))
		for range forgedLimit {
			if r := forger.get("/me"); r.problem() != "not-signed-in" {
				t.Fatalf("a forged token: %s", r)
			}
		}
		if r := forger.get("/me"); r.problem() != "too-many" || r.header.Get("Retry-After") == "" {
			t.Errorf("many forged tokens: %s", r)
		}
		if r := reporter.get("/me"); r.status != 200 {
			t.Errorf("a good session from the same network: %s", r)
		}
	})
}

func TestLogsHoldNoLinks(t *testing.T) {
	var out strings.Builder
	a := &API{o: Options{Logger: slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))}}
	a.log(&call{r: httptest.NewRequest("POST", Base+"/invitations/s3cr3t", nil), failure: errs.New(errs.Invalid, "The password is easily guessed.")})
	if told := out.String(); !strings.Contains(told, "/invitations/…") || strings.Contains(told, "s3cr3t") {
		t.Errorf("the log says %s", told)
	}
}

func TestAHundredLoginsASecond(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		known := s.as(account.Reporter).person.Email
		answers := make([]response, 100)
		var all sync.WaitGroup
		for i := range answers {
			email := known
			if i%2 == 1 {
				email = "nobody@news.example"
			}
			all.Go(func() {
				r, err := s.anonymous().try("POST", "/login", map[string]string{"email": email, "password": "wrong"})
				if err != nil {
					t.Error(err)
				}
				answers[i] = r
			})
		}
		all.Wait()
		tried, details := 0, [2]map[string]bool{{}, {}}
		for i, r := range answers {
			switch {
			case r.problem() == "too-many" && r.header.Get("Retry-After") != "":
				continue
			case r.problem() == "not-signed-in":
				tried++
				details[i%2][fmt.Sprint(r.body["detail"])] = true
			default:
				t.Errorf("%s", r)
			}
		}
		if tried > loginLimit {
			t.Errorf("%d passwords were tried", tried)
		}
		for detail := range details[0] {
			if len(details[1]) > 0 && !details[1][detail] {
				t.Errorf("%q tells that the account is there: %v", detail, details)
			}
		}
	})
}

func TestLimitsForgetInsteadOfGrowing(t *testing.T) {
	l := newLimits(func() time.Time { return noon })
	for i := range 5 * maxLimiters {
		l.take(fmt.Sprint("address:", i), publicLimit)
	}
	if n := len(l.young) + len(l.older); n > maxLimiters {
		t.Errorf("%d are remembered", n)
	}
	if got := neighbourhood("2001:db8:1:2:3:4:5:6"); got != neighbourhood("2001:db8:1:2::1") || got == neighbourhood("2001:db8:1:3::1") {
		t.Errorf("a household of IPv6 is %s", got)
	}
}

func TestWhatClientsAccept(t *testing.T) {
	for field, want := range map[string]bool{
		"": true, "*/*": true, "application/json": true, "text/html, application/json;q=0.1": true, "application/*": true,
		"application/problem+json": true, "text/html": false, "application/json;q=0": false, "application/json; q=0.000, text/html": false, "image/*": false,
		"APPLICATION/JSON": true, ",,,": false,
	} {
		h := http.Header{}
		if field != "" {
			h.Set("Accept", field)
		}
		if got := acceptsJSON(h); got != want {
			t.Errorf("%q: %v", field, got)
		}
	}
	serve(t, func(t *testing.T, s *served) {
		r := s.as(account.Editor).with("Accept", "text/html").do("POST", "/stories", `{"kind":"article"}`)
		if r.status != http.StatusNotAcceptable || r.problem() != "not-acceptable" {
			t.Errorf("%s", r)
		}
	})
}

func TestAddressesThatLeadNowhere(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		for _, test := range []struct {
			method, path, problem string
		}{
			{"GET", "/nothing", "not-found"}, {"POST", "/stories/x/y/z", "wrong-method"}, {"GET", "/me?x=%zz", ""}, {"GET", "/stories/%00", "invalid"},
			{"GET", "/" + strings.Repeat("a", 5000), "address-too-long"},
		} {
			r := s.anonymous().do(test.method, test.path, nil)
			if test.problem != "" && (r.problem() != test.problem || r.status != problemNamed[test.problem].status || r.body["request_id"] == "") {
				t.Errorf("%s %.30s: %s", test.method, test.path, r)
			}
		}
	})
}

// What no text can hold is told by the API, and not by the database, which one engine would and the other would not.
func TestQueriesThatAreNoText(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		editor := s.as(account.Editor)
		for _, path := range []string{"/pictures?q=%ff", "/stories?q=/%ff", "/stories?q=a%00b", "/topics?cursor=_w", "/contributors?q=%c3%28"} {
			if r := editor.get(path); r.problem() != "invalid" {
				t.Errorf("%s: %s", path, r)
			}
		}
	})
}

func picturesBytes(t *testing.T, width int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, 30))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zeros is a large body that takes no memory.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestPictures(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		reporter := s.as(account.Reporter).with("Content-Type", "image/png")
		first := reporter.do("POST", "/pictures?filename=ferry.png", picturesBytes(t, 700))
		p := into[Picture](t, first)
		if first.status != http.StatusCreated || p.Width != 700 || p.Filename != "ferry.png" || !strings.Contains(p.Srcset, " 640w") || first.header.Get("Location") == "" {
			t.Errorf("%s", first)
		}
		if again := reporter.do("POST", "/pictures?filename=other.png", picturesBytes(t, 700)); again.status != 200 || into[Picture](t, again).ID != p.ID {
			t.Errorf("the same again: %s", again)
		}
		reporter = s.as(account.Reporter)
		described := into[Picture](t, reporter.change("PATCH", "/pictures/"+p.ID.String(), p.Version, `{"alt":"A ferry","credit":"Ada"}`))
		if described.Alt != "A ferry" || described.Credit != "Ada" || described.Version != 2 {
			t.Errorf("described: %+v", described)
		}
		if r := reporter.change("PATCH", "/pictures/"+p.ID.String(), p.Version, `{"alt":"Another"}`); r.problem() != "stale" || r.body["current"] == nil {
			t.Errorf("over another's words: %s", r)
		}
		found := into[struct{ Items []Picture }](t, reporter.get("/pictures?q=ferry&limit=1"))
		if len(found.Items) != 1 || found.Items[0].ID != p.ID {
			t.Errorf("looked for: %+v", found)
		}
		for name, test := range map[string]struct {
			kind    string
			body    any
			problem string
		}{
			"text":                {"text/plain", "hello", "wrong-form"},
			"no picture":          {"image/png", "hello", "invalid"},
			"half a picture":      {"image/png", picturesBytes(t, 700)[:60], "invalid"},
			"sixty-six megabytes": {"image/png", io.LimitReader(zeros{}, 66<<20), "too-large"},
		} {
			if r := reporter.with("Content-Type", test.kind).do("POST", "/pictures", test.body); r.problem() != test.problem {
				t.Errorf("%s: %s", name, r)
			}
		}
	})
}
