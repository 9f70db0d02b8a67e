package api

import (
	"net/http"
	"strings"
	"testing"

	"masthead/internal/account"
	"masthead/internal/id"
)

func TestEveryOperationSaysForWhomItIs(t *testing.T) {
	a, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, o := range a.operations {
		if !o.access.declared() {
			t.Errorf("%s %s does not say who may call it", o.method, o.path)
		}
		h := operationOf(a.huma.OpenAPI().Paths[o.path], o.method)
		if open := len(h.Security) == 0; open != o.access.public {
			t.Errorf("%s: the description says that it is open: %v", o.id, open)
		}
		if seen[o.id] || o.summary == "" || o.tag == "" {
			t.Errorf("%s %s: its name %q, summary %q or tag %q is missing or taken", o.method, o.path, o.id, o.summary, o.tag)
		}
		seen[o.id] = true
		described := map[string]bool{}
		for _, p := range h.Parameters {
			described["{"+p.Name+"}"] = true
		}
		for part := range strings.SplitSeq(o.path, "/") {
			if strings.HasPrefix(part, "{") && !described[part] {
				t.Errorf("%s: the parameter %s is not described", o.id, part)
			}
		}
	}
}

// An operation that forgot to say for whom it is, is for nobody.
func TestUndeclaredIsRefused(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		editor := s.as(account.Administrator)
		c := &call{w: newDiscard(), r: requestOf(editor), address: "192.0.2.1"}
		if err := s.api.admit(c, op{method: "GET", path: "/x"}); problemOf(err).Status != http.StatusForbidden {
			t.Errorf("an administrator got in: %v", err)
		}
	})
}

// whoMay is a copy, by hand, of what the roles may call; it stands beside the table in the program so that a slip in
// either is seen. A letter for each role: r(eporter), s(ub-editor), e(ditor), p(icture editor), a(dministrator).
var whoMay = map[string]string{
	"logout": "rsepa", "get-me": "rsepa", "change-me": "rsepa", "change-password": "rsepa", "list-passkeys": "rsepa",
	"begin-passkey": "rsepa", "finish-passkey": "rsepa", "remove-passkey": "rsepa", "list-my-sessions": "rsepa",
	"end-my-other-sessions": "rsepa", "end-my-session": "rsepa", "list-tokens": "rsepa", "create-token": "rsepa", "revoke-token": "rsepa",

	"list-stories": "rsepa", "count-stories": "rsepa", "create-story": "rsea", "get-story": "rsepa", "save-draft": "rsepa",
	"assign-story": "sea", "change-stories": "rsepa", "undo-change": "rsepa", "act-on-story": "rsepa", "publish-story": "ea",
	"unschedule-story": "ea", "correct-story": "ea", "withdraw-story": "ea", "set-embargo": "ea",
	"list-revisions": "rsepa", "get-revision": "rsepa", "restore-revision": "rsepa", "list-appearances": "rsepa",
	"list-previews": "sea", "create-preview": "sea", "remove-preview": "sea",

	"list-pictures": "rsepa", "add-picture": "rsepa", "get-picture": "rsepa", "change-picture": "rsepa",
	"list-sections": "rsepa", "create-section": "a", "change-section": "a", "order-sections": "a",
	"list-topics": "rsepa", "create-topic": "sea", "get-topic": "rsepa", "change-topic": "ea", "merge-topic": "ea", "list-featured-topics": "rsepa", "feature-topics": "ea",
	"list-contributors": "rsepa", "create-contributor": "ea", "change-contributor": "ea",
	"get-settings": "rsepa", "change-settings": "a", "look-up-address": "rsepa", "search-stories": "rsepa",

	"list-people": "rsepa", "invite-person": "a", "get-person": "rsepa", "change-person": "a", "reset-person": "a",
	"list-sessions": "a", "end-sessions": "a", "list-roles": "rsepa", "list-audit": "a", "export-audit": "a",
}

func TestRoleByRoleWhatIsRefused(t *testing.T) {
	serveWith(t, Options{RequestsPerMinute: 10_000}, func(t *testing.T, s *served) {
		for _, o := range s.api.operations {
			if o.access.public {
				continue
			}
			if _, listed := whoMay[o.id]; !listed {
				t.Errorf("nothing is said here of %s", o.id)
			}
		}
		for letter, role := range map[string]account.Role{
			"r": account.Reporter, "s": account.SubEditor, "e": account.Editor, "p": account.PictureEditor, "a": account.Administrator,
		} {
			for _, o := range s.api.operations {
				if o.access.public || o.id == "logout" {
					continue
				}
				c := s.as(role)
				r := c.with("Content-Type", contentType(o)).do(o.method, exampleAddress(o), "{}")
				if may := strings.Contains(whoMay[o.id], letter); may == (r.status == http.StatusForbidden) {
					t.Errorf("%s, %s: %s; want it to be let through: %v", role, o.id, r, may)
				}
				if r.status == http.StatusUnauthorized || r.status >= 500 {
					t.Errorf("%s, %s: %s", role, o.id, r)
				}
			}
		}
	})
}

func contentType(o op) string {
	if o.raw != "" {
		return "image/png"
	}
	return "application/json"
}

// exampleAddress is an operation's address with ids that lead to nothing.
func exampleAddress(o op) string {
	nothing := id.ID(1 << 50).String()
	return strings.NewReplacer("{id}", nothing, "{rev}", nothing, "{preview}", nothing, "{token}", "none").Replace(o.path)
}

func TestNobodyIsLetThrough(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		for _, o := range s.api.operations {
			s.Clock.Add(limitsWindow) // so that none is counted as too many
			if o.access.public {
				continue
			}
			for name, c := range map[string]*client{
				"without anything":  s.anonymous(),
				"a forged session":  s.anonymous().with("Cookie", "masthead=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
				"a forged token":    s.anonymous().with("Authorization", "Bearer mh_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
				"another scheme":    s.anonymous().with("Authorization", "Basic YTpi"),
				"a token as cookie": s.anonymous().with("Cookie", "masthead=mh_AAAA"),
			} {
				r := c.with("Content-Type", contentType(o)).do(o.method, exampleAddress(o), "{}")
				if r.status != http.StatusUnauthorized || r.problem() != "not-signed-in" || r.header.Get("Cache-Control") != "no-store" {
					t.Errorf("%s, %s: %s", o.id, name, r)
				}
			}
		}
	})
}
