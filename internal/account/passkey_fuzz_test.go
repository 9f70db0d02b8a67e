package account

import (
	"strings"
	"testing"

	"github.com/go-webauthn/webauthn/webauthn"
)

// Whatever a browser sends, it is refused without a panic: no answer can be right by chance.
func FuzzPasskeyAnswer(f *testing.F) {
	f.Add([]byte(`{"id":"YQ","rawId":"YQ","type":"public-key","response":{"authenticatorData":"` + strings.Repeat("A", 60) +
		`","clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0","signature":"YQ","userHandle":"MDAwMDAwMDAwMDAwMQ"}}`))
	f.Add([]byte(`{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0","attestationObject":"o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YUA"}}`))
	f.Add([]byte(`{}`))
	keys, err := NewPasskeys("https://desk.example.org")
	if err != nil {
		f.Fatal(err)
	}
	h := holder{Person: Person{ID: 1, Name: "Bo", Email: "bo@example.org"}}
	_, made, err := keys.web.BeginRegistration(h)
	if err != nil {
		f.Fatal(err)
	}
	_, got, err := keys.web.BeginDiscoverableLogin()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, answer []byte) {
		if _, err := keys.register(h, *made, answer); err == nil {
			t.Errorf("added by %q", answer)
		}
		parsed, _, err := parseAnswer(answer)
		if err != nil {
			return
		}
		_, _, err = keys.web.ValidatePasskeyLogin(func(_, _ []byte) (webauthn.User, error) { return h, nil }, *got, parsed)
		if err == nil {
			t.Errorf("signed in by %q", answer)
		}
	})
}
