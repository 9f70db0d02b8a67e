package account_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/descope/virtualwebauthn"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

const deskURL = "https://desk.example.org:8443"

var site = virtualwebauthn.RelyingParty{Name: "desk.example.org", ID: "desk.example.org", Origin: deskURL}

// device is a phone with one passkey on it.
type device struct {
	virtualwebauthn.Authenticator
	virtualwebauthn.Credential
}

func newDevice() *device {
	return &device{virtualwebauthn.NewAuthenticator(), virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2)}
}

func newPasskeys(t testing.TB) *account.Passkeys {
	t.Helper()
	keys, err := account.NewPasskeys(deskURL)
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func (o office) beginRegistration(keys *account.Passkeys, by account.Actor) (flow, options string) {
	o.t.Helper()
	o.Do(func(ctx context.Context, tx *store.Tx) error {
		f, opts, err := keys.BeginRegistration(ctx, tx, by)
		flow, options = f, asJSON(o.t, opts)
		return err
	})
	return flow, options
}

func asJSON(t testing.TB, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// made is the device's answer to the options of a registration, for a site.
func (d *device) made(t testing.TB, options string, at virtualwebauthn.RelyingParty) string {
	t.Helper()
	parsed, err := virtualwebauthn.ParseAttestationOptions(options)
	if err != nil {
		t.Fatal(err)
	}
	d.Options.UserHandle = []byte(parsed.UserID)
	return virtualwebauthn.CreateAttestationResponse(at, d.Authenticator, d.Credential, *parsed)
}

func (o office) finishRegistration(keys *account.Passkeys, by account.Actor, flow, answer string) (k account.Passkey, err error) {
	err = o.Try(func(ctx context.Context, tx *store.Tx) (err error) {
		k, err = keys.FinishRegistration(ctx, tx, by, flow, "Phone", []byte(answer))
		return err
	})
	return k, err
}

func (o office) register(keys *account.Passkeys, by account.Actor, d *device) account.Passkey {
	o.t.Helper()
	flow, options := o.beginRegistration(keys, by)
	k, err := o.finishRegistration(keys, by, flow, d.made(o.t, options, site))
	must(o.t, "adding a passkey", err)
	return k
}

// answer begins a login and has the device answer it, for a site.
func (o office) answer(keys *account.Passkeys, d *device, at virtualwebauthn.RelyingParty) (flow, answer string) {
	o.t.Helper()
	o.Do(func(ctx context.Context, tx *store.Tx) error {
		f, options, err := keys.BeginLogin(ctx, tx)
		if err != nil {
			return err
		}
		parsed, err := virtualwebauthn.ParseAssertionOptions(asJSON(o.t, options))
		if err != nil {
			return err
		}
		flow, answer = f, virtualwebauthn.CreateAssertionResponse(at, d.Authenticator, d.Credential, *parsed)
		return nil
	})
	return flow, answer
}

func (o office) loginByPasskey(keys *account.Passkeys, d *device) (account.Login, error) {
	o.t.Helper()
	d.Counter++
	flow, answer := o.answer(keys, d, site)
	return keys.LogIn(o.t.Context(), o.DB, flow, []byte(answer), browser)
}

func (o office) passkeys(by account.Actor) (all []account.Passkey) {
	o.t.Helper()
	o.Read(func(ctx context.Context, tx *store.Tx) (err error) {
		all, err = account.PasskeysOf(ctx, tx, by)
		return err
	})
	return all
}

func TestSigningInByPasskey(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		keys := newPasskeys(t)
		boss := o.administrator()
		bo := o.invite(boss, "Bo", "bo@example.org", account.Reporter)
		phone, laptop := newDevice(), newDevice()
		key := o.register(keys, bo.Actor, phone)
		o.register(keys, bo.Actor, laptop)
		for range 2 {
			o.Clock.Add(time.Hour)
			for _, d := range []*device{phone, laptop} {
				login, err := o.loginByPasskey(keys, d)
				must(t, "signing in", err)
				actor, err := o.bySession(login.Token)
				must(t, "coming back", err)
				if actor.Person() != bo.Person.ID {
					t.Errorf("came as %s", actor.Name())
				}
			}
		}
		all := o.passkeys(bo.Actor)
		if len(all) != 2 || all[0].Name != "Phone" || !all[0].UsedAt.Equal(o.Clock.Now()) || !all[0].CreatedAt.Equal(noon) {
			t.Errorf("passkeys %+v", all)
		}
		remove := func(by account.Actor, key id.ID) error {
			return o.Try(func(ctx context.Context, tx *store.Tx) error { return account.RemovePasskey(ctx, tx, by, key) })
		}
		want(t, "removing another's", remove(boss, key.ID), errs.NotFound)
		must(t, "removing", remove(bo.Actor, key.ID))
		_, err := o.loginByPasskey(keys, phone)
		want(t, "the removed one", err, errs.Unauthenticated)
		must(t, "shutting out", o.change(boss, bo.Person.ID, account.PersonChange{Active: ptr(false)}))
		_, err = o.loginByPasskey(keys, laptop)
		want(t, "when shut out", err, errs.Unauthenticated)
		wantActs := map[string]int{"passkey.add": 2, "passkey.remove": 1, "login.ok": 4, "login.failed": 2}
		for act, n := range wantActs {
			if got := o.acts(account.AuditFilter{Act: act}); len(got) != n {
				t.Errorf("%s is in the audit log %d times, want %d", act, len(got), n)
			}
		}
	})
}

func TestAPasskeysAnswerIsGoodOnceAndHere(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		keys := newPasskeys(t)
		bo := o.invite(o.administrator(), "Bo", "bo@example.org", account.Reporter)
		phone := newDevice()
		o.register(keys, bo.Actor, phone)
		in := func(flow, answer string) error {
			_, err := keys.LogIn(t.Context(), o.DB, flow, []byte(answer), account.Client{Address: "192.0.2.99"})
			return err
		}
		flow, answer := o.answer(keys, phone, site)
		must(t, "an answer", in(flow, answer))
		want(t, "the answer again", in(flow, answer), errs.Unauthenticated)
		phone.Counter = 5
		flow, _ = o.answer(keys, phone, site)
		_, other := o.answer(keys, phone, site)
		want(t, "the answer to another challenge", in(flow, other), errs.Unauthenticated)
		elsewhere := site
		elsewhere.Origin = "https://desk.example.org.evil.example"
		want(t, "an answer given to another site", in(o.answer(keys, phone, elsewhere)), errs.Unauthenticated)
		lazy := *phone
		lazy.Options.UserNotVerified = true
		want(t, "a device that does not know its owner", in(o.answer(keys, &lazy, site)), errs.Unauthenticated)
		liar := *phone
		liar.Credential.Key = newDevice().Credential.Key
		want(t, "another key", in(o.answer(keys, &liar, site)), errs.Unauthenticated)
		liar = *phone
		liar.Options.UserHandle = []byte(id.ID(5).String())
		want(t, "nobody's", in(o.answer(keys, &liar, site)), errs.Unauthenticated)
		flow, answer = o.answer(keys, phone, site)
		o.Clock.Add(5 * time.Minute)
		want(t, "too late", in(flow, answer), errs.Unauthenticated)
		for _, rubbish := range []string{"", "{}", "null", strings.Repeat("[", 1<<15), strings.Repeat("x", 1<<20)} {
			flow, _ := o.answer(keys, phone, site)
			want(t, "rubbish", in(flow, rubbish), errs.Unauthenticated)
		}
		phone.Counter = 9
		must(t, "an answer after all this", in(o.answer(keys, phone, site)))
	})
}

// A counter that stands still says that there are two of a passkey; neither lets anybody in.
func TestACopiedPasskey(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		keys := newPasskeys(t)
		bo := o.invite(o.administrator(), "Bo", "bo@example.org", account.Reporter)
		phone := newDevice()
		o.register(keys, bo.Actor, phone)
		phone.Counter = 10
		_, err := o.loginByPasskey(keys, phone)
		must(t, "the original", err)
		copied := *phone
		copied.Counter = 3
		for _, d := range []*device{&copied, phone} {
			_, err = o.loginByPasskey(keys, d)
			want(t, "after it was copied", err, errs.Unauthenticated)
			if !strings.Contains(errs.Public(err), "may have been copied") {
				t.Errorf("told %v", err)
			}
		}
		if got := o.acts(account.AuditFilter{Act: "login.failed", Target: bo.Person.ID}); len(got) != 2 {
			t.Errorf("the audit log has %v", got)
		}
	})
}

func TestPasskeysThatAreNotAdded(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		keys := newPasskeys(t)
		bo, cy := o.Person(account.Reporter), o.Person(account.Reporter)
		phone := newDevice()
		flow, options := o.beginRegistration(keys, bo)
		_, err := o.finishRegistration(keys, cy, flow, phone.made(t, options, site))
		want(t, "by another person", err, errs.Invalid)
		elsewhere := site
		elsewhere.Origin = "https://evil.example"
		_, err = o.finishRegistration(keys, bo, flow, phone.made(t, options, elsewhere))
		want(t, "made for another site", err, errs.Invalid)
		flow, options = o.beginRegistration(keys, bo)
		_, err = o.finishRegistration(keys, bo, flow, phone.made(t, options, site))
		must(t, "as it should be", err)
		_, err = o.finishRegistration(keys, bo, flow, phone.made(t, options, site))
		want(t, "the same again", err, errs.Invalid)
		flow, options = o.beginRegistration(keys, cy)
		_, err = o.finishRegistration(keys, cy, flow, phone.made(t, options, site))
		want(t, "another's passkey as one's own", err, errs.Conflict)
		_, err = o.finishRegistration(keys, cy, flow, "{}")
		want(t, "rubbish", err, errs.Invalid)
	})
}

func TestPasskeysNeedAName(t *testing.T) {
	for _, address := range []string{"", "desk", "http://127.0.0.1:8080", "https://[::1]/", "ftp://desk.example.org", "https://"} {
		if _, err := account.NewPasskeys(address); !errs.Is(err, errs.Invalid) {
			t.Errorf("%q: %v", address, err)
		}
	}
	for _, address := range []string{"http://localhost:8080", "https://desk.example.org/"} {
		if _, err := account.NewPasskeys(address); err != nil {
			t.Errorf("%q: %v", address, err)
		}
	}
}
