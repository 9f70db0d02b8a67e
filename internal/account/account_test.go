package account_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

const (
	password = "copper lantern walks uphill"
	another  = "seven herons read the ledger"
)

var browser = account.Client{Address: "192.0.2.7", Agent: "Firefox"}

// office is a newsroom's accounts under test.
type office struct {
	*newstest.Desk
	t *testing.T
}

func eachOffice(t *testing.T, fn func(t *testing.T, o office)) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) { fn(t, office{d, t}) })
}

func (o office) administrator() account.Actor { return o.Person(account.Administrator) }

// accept takes a link up as the API does.
func (o office) accept(token, name, email, secret string) (account.Login, error) {
	o.t.Helper()
	var i account.Invitation
	var login account.Login
	if err := o.look(func(ctx context.Context, tx *store.Tx) (err error) {
		i, err = account.LookInvitation(ctx, tx, token)
		return err
	}); err != nil {
		return login, err
	}
	hash, err := account.NewPassword(o.t.Context(), secret, name, i.Email)
	if err != nil {
		return login, err
	}
	err = o.Try(func(ctx context.Context, tx *store.Tx) error {
		p, err := account.Accept(ctx, tx, browser.Address, token, account.Acceptance{Name: name, Email: email, Password: hash})
		if err == nil {
			login, err = account.StartSession(ctx, tx, p.ID, browser)
		}
		return err
	})
	return login, err
}

func (o office) look(fn func(ctx context.Context, tx *store.Tx) error) error {
	o.t.Helper()
	tx, err := o.DB.Snapshot(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	defer tx.Close()
	return fn(o.t.Context(), tx)
}

// invite brings somebody in, with the password above.
func (o office) invite(by account.Actor, name, email string, role account.Role) account.Login {
	o.t.Helper()
	login, err := o.accept(o.invitation(by, name, email, role), name, "", password)
	if err != nil {
		o.t.Fatal(err)
	}
	return login
}

func (o office) invitation(by account.Actor, name, email string, role account.Role) string {
	o.t.Helper()
	var token account.Secret
	o.Do(func(ctx context.Context, tx *store.Tx) (err error) {
		_, _, token, err = account.Invite(ctx, tx, by, account.Person{Name: name, Email: email, Role: role})
		return err
	})
	return token.Reveal()
}

func (o office) login(email, secret string) (account.Login, error) {
	return account.LogIn(o.t.Context(), o.DB, email, secret, browser)
}

func (o office) bySession(token account.Secret) (account.Actor, error) {
	actor, _, err := account.BySession(o.t.Context(), o.DB, token.Reveal(), "192.0.2.8")
	return actor, err
}

func (o office) person(i id.ID) (p account.Person) {
	o.t.Helper()
	o.Read(func(ctx context.Context, tx *store.Tx) (err error) {
		p, err = account.ByID(ctx, tx, i)
		return err
	})
	return p
}

func (o office) change(by account.Actor, person id.ID, c account.PersonChange) error {
	o.t.Helper()
	version := o.person(person).Version
	return o.Try(func(ctx context.Context, tx *store.Tx) error {
		_, err := account.Change(ctx, tx, by, person, version, c)
		return err
	})
}

// acts returns what the audit log says, the oldest first.
func (o office) acts(f account.AuditFilter) (acts []string) {
	o.t.Helper()
	err := account.AuditEach(o.t.Context(), o.DB, account.Operator(), f, func(entries []account.Entry) error {
		for _, e := range entries {
			acts = append([]string{e.Act}, acts...)
		}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return acts
}

func want(t *testing.T, doing string, err error, kind errs.Kind) {
	t.Helper()
	if !errs.Is(err, kind) {
		t.Errorf("%s: error %v, want one of kind %q", doing, err, kind)
	}
}

func must(t *testing.T, doing string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", doing, err)
	}
}

func oneOf(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

func ptr[T any](v T) *T { return &v }

func TestTheFirstAdministrator(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		setup := func() (token account.Secret, needed bool) {
			o.Do(func(ctx context.Context, tx *store.Tx) (err error) {
				token, needed, err = account.Setup(ctx, tx)
				return err
			})
			return token, needed
		}
		first, needed := setup()
		second, _ := setup()
		if !needed {
			t.Fatal("an empty newsroom needs an administrator")
		}
		_, err := o.accept(first.Reveal(), "Ada Quay", "ada@example.org", password)
		want(t, "the link of the start before", err, errs.NotFound)
		_, err = o.accept(second.Reveal(), "Ada Quay", "not an address", password)
		want(t, "without an address", err, errs.Invalid)
		o.Clock.Add(24 * time.Hour)
		_, err = o.accept(second.Reveal(), "Ada Quay", "ada@example.org", password)
		want(t, "a day later", err, errs.NotFound)

		third, _ := setup()
		login, err := o.accept(third.Reveal(), " Ada  Quay ", "Ada@Example.org", password)
		must(t, "accepting", err)
		if p := login.Person; p.Name != "Ada Quay" || p.Email != "ada@example.org" || p.Role != account.Administrator {
			t.Errorf("the first administrator is %+v", p)
		}
		must(t, "managing accounts", login.Actor.May(account.ManageAccounts))
		_, err = o.accept(third.Reveal(), "Eve", "eve@example.org", password)
		want(t, "the same link again", err, errs.NotFound)
		if _, needed := setup(); needed {
			t.Error("a newsroom with an administrator needs no other")
		}
	})
}

func TestSomebodyComesAndGoes(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		boss := o.administrator()
		token := o.invitation(boss, "Bo Lind", "Bo@Example.org", account.Reporter)
		_, err := o.login("bo@example.org", password)
		want(t, "signing in before coming", err, errs.Unauthenticated)
		_, err = o.accept(token, "Bo Lind", "", "short")
		want(t, "a short password", err, errs.Invalid)
		login, err := o.accept(token, "Bo Lindh", "", password)
		must(t, "accepting", err)
		if login.Person.Name != "Bo Lindh" || login.Person.Invited {
			t.Errorf("took up as %+v", login.Person)
		}
		_, err = o.accept(token, "Bo Lind", "", another)
		want(t, "the link again", err, errs.NotFound)

		login, err = o.login(" BO@example.org", password)
		must(t, "signing in", err)
		actor, err := o.bySession(login.Token)
		must(t, "coming back", err)
		if actor.Person() != login.Person.ID || actor.Name() != "Bo Lindh" || actor.Session() != login.Session.ID || actor.May(account.Write) != nil || actor.May(account.Publish) == nil {
			t.Errorf("came as %+v", actor)
		}

		must(t, "promoting", o.change(boss, login.Person.ID, account.PersonChange{Role: ptr(account.Editor), Sections: ptr([]id.ID{7, 5, 7})}))
		actor, err = o.bySession(login.Token)
		must(t, "coming as an editor", err)
		if actor.MayIn(account.Publish, 5) != nil || actor.MayIn(account.Publish, 6) == nil {
			t.Error("the next request has not the new rights")
		}

		must(t, "shutting out", o.change(boss, login.Person.ID, account.PersonChange{Active: ptr(false)}))
		_, err = o.bySession(login.Token)
		want(t, "coming when shut out", err, errs.Unauthenticated)
		_, err = o.login("bo@example.org", password)
		want(t, "signing in when shut out", err, errs.Unauthenticated)
		err = o.Try(func(ctx context.Context, tx *store.Tx) error {
			_, _, err := account.Reset(ctx, tx, boss, login.Person.ID)
			return err
		})
		want(t, "a link for one who is shut out", err, errs.Conflict)
		must(t, "letting in again", o.change(boss, login.Person.ID, account.PersonChange{Active: ptr(true)}))
		_, err = o.bySession(login.Token)
		want(t, "the old session", err, errs.Unauthenticated)
		_, err = o.login("bo@example.org", password)
		must(t, "signing in again", err)

		wantActs := []string{"person.invite", "login.failed", "invitation.accept", "login.ok", "person.change", "person.disable", "login.failed",
			"person.change", "login.ok"}
		if diff := cmp.Diff(wantActs, o.acts(account.AuditFilter{Target: login.Person.ID})); diff != "" {
			t.Errorf("the audit log (-want +got):\n%s", diff)
		}
	})
}

func TestThereIsAlwaysAnAdministrator(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		boss := o.administrator()
		o.invitation(boss, "Not yet", "notyet@example.org", account.Administrator)
		for _, c := range []account.PersonChange{{Role: ptr(account.Editor)}, {Active: ptr(false)}} {
			want(t, "the last one", o.change(boss, boss.Person(), c), errs.Conflict)
		}
		must(t, "renaming the last one", o.change(boss, boss.Person(), account.PersonChange{Name: ptr("Ada")}))
		second := o.administrator()
		must(t, "one of two", o.change(second, boss.Person(), account.PersonChange{Role: ptr(account.Reporter)}))
	})
}

func TestTwoAdministratorsWhoDemoteEachOther(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		ada, bo := o.administrator(), o.administrator()
		results := make(chan error, 2)
		for _, pair := range [][2]account.Actor{{ada, bo}, {bo, ada}} {
			go func() {
				results <- o.DB.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
					_, err := account.Change(ctx, tx, pair[0], pair[1].Person(), 1, account.PersonChange{Role: ptr(account.Reporter)})
					return err
				})
			}()
		}
		first, second := <-results, <-results
		if (first == nil) == (second == nil) || !errs.Is(oneOf(first, second), errs.Conflict) {
			t.Errorf("they are told %v and %v", first, second)
		}
	})
}

func TestAStaleChangeIsRefused(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		boss, bo := o.administrator(), o.Person(account.Reporter)
		stale := func(ctx context.Context, tx *store.Tx) error {
			_, err := account.Change(ctx, tx, boss, bo.Person(), 1, account.PersonChange{Role: ptr(account.Editor)})
			return err
		}
		must(t, "changing", o.Try(stale))
		want(t, "changing what has been changed", o.Try(stale), errs.Stale)
		if v := o.person(bo.Person()).Version; v != 2 {
			t.Errorf("version %d after one change", v)
		}
		must(t, "changing nothing", o.change(boss, bo.Person(), account.PersonChange{}))
		if v := o.person(bo.Person()).Version; v != 2 {
			t.Errorf("version %d after no change", v)
		}
	})
}

func TestWhatIsRefusedOfPeople(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		boss := o.administrator()
		bo := o.invite(boss, "Bo", "bo@example.org", account.Editor)
		invite := func(by account.Actor, p account.Person) error {
			return o.Try(func(ctx context.Context, tx *store.Tx) error {
				_, _, _, err := account.Invite(ctx, tx, by, p)
				return err
			})
		}
		good := account.Person{Name: "Cy", Email: "cy@example.org", Role: account.Reporter}
		with := func(change func(p *account.Person)) account.Person {
			p := good
			change(&p)
			return p
		}
		for _, c := range []struct {
			doing string
			p     account.Person
			kind  errs.Kind
		}{
			{"no name", with(func(p *account.Person) { p.Name = " " }), errs.Invalid},
			{"a long name", with(func(p *account.Person) { p.Name = strings.Repeat("é", 101) }), errs.Invalid},
			{"a name of two lines", with(func(p *account.Person) { p.Name = "Cy\nAdministrator" }), errs.Invalid},
			{"a name that turns around", with(func(p *account.Person) { p.Name = "Cy\u202e" }), errs.Invalid},
			{"no address", with(func(p *account.Person) { p.Email = "" }), errs.Invalid},
			{"a name in the address", with(func(p *account.Person) { p.Email = "Cy <cy@example.org>" }), errs.Invalid},
			{"a long address", with(func(p *account.Person) { p.Email = strings.Repeat("x", 250) + "@example.org" }), errs.Invalid},
			{"no role", with(func(p *account.Person) { p.Role = "" }), errs.Invalid},
			{"an unknown role", with(func(p *account.Person) { p.Role = "owner" }), errs.Invalid},
			{"an administrator of a section", with(func(p *account.Person) { p.Role, p.Sections = account.Administrator, []id.ID{1} }), errs.Invalid},
			{"an address that is taken", with(func(p *account.Person) { p.Email = "BO@example.org" }), errs.Conflict},
		} {
			want(t, c.doing, invite(boss, c.p), c.kind)
		}
		want(t, "an editor who invites", invite(bo.Actor, good), errs.Forbidden)
		want(t, "an editor who promotes", o.change(bo.Actor, bo.Person.ID, account.PersonChange{Role: ptr(account.Administrator)}), errs.Forbidden)
		want(t, "nobody who lists", o.look(func(ctx context.Context, tx *store.Tx) error {
			_, err := account.People(ctx, tx, account.Anonymous("192.0.2.1"), account.PeopleFilter{})
			return err
		}), errs.Forbidden)
		must(t, "the operator", invite(account.Operator(), good))
		must(t, "inviting again", invite(boss, with(func(p *account.Person) { p.Role = account.Editor })))
		o.Read(func(ctx context.Context, tx *store.Tx) error {
			found, err := account.People(ctx, tx, boss, account.PeopleFilter{Query: "CY@", Active: ptr(true)})
			if len(found) != 1 || found[0].Role != account.Editor || !found[0].Invited {
				t.Errorf("found %+v", found)
			}
			return err
		})
	})
}

func TestAForgottenPassword(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		boss := o.administrator()
		bo := o.invite(boss, "Bo", "bo@example.org", account.Reporter)
		reset := func() (token account.Secret) {
			o.Do(func(ctx context.Context, tx *store.Tx) (err error) {
				_, token, err = account.Reset(ctx, tx, boss, bo.Person.ID)
				return err
			})
			return token
		}
		program := o.token(bo.Actor, 48*time.Hour, account.ScopeWrite)
		old := reset()
		token := reset()
		_, err := o.byToken(program)
		must(t, "a token until the link is used", err)
		_, err = o.bySession(bo.Token)
		must(t, "going on until the link is used", err)
		_, err = o.accept(old.Reveal(), "", "", another)
		want(t, "the first of two links", err, errs.NotFound)
		_, err = o.accept(token.Reveal(), "", "", another)
		must(t, "setting a new password", err)
		_, err = o.bySession(bo.Token)
		want(t, "the session from before", err, errs.Unauthenticated)
		_, err = o.byToken(program)
		want(t, "the token from before", err, errs.Unauthenticated)
		_, err = o.login("bo@example.org", password)
		want(t, "the old password", err, errs.Unauthenticated)
		_, err = o.login("bo@example.org", another)
		must(t, "the new password", err)

		token = reset()
		o.Clock.Add(24 * time.Hour)
		_, err = o.accept(token.Reveal(), "", "", password)
		want(t, "a day later", err, errs.NotFound)
	})
}

func TestForgedLinksLetNobodyIn(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		token := o.invitation(o.administrator(), "Bo", "bo@example.org", account.Editor)
		forged := strings.Map(func(r rune) rune { return 'a' }, token)
		for _, s := range []string{"", "x", forged, token + "a", token[1:], strings.ToUpper(token), "mh_" + token, strings.Repeat("a", 1<<20), "\x00'; DROP TABLE person"} {
			_, err := o.accept(s, "Eve", "eve@example.org", password)
			want(t, fmt.Sprintf("%.20q", s), err, errs.NotFound)
			if _, err := o.bySession(account.Secret(s)); !errs.Is(err, errs.Unauthenticated) {
				t.Errorf("a session by %.20q: %v", s, err)
			}
			if _, _, err := account.ByToken(t.Context(), o.DB, s, ""); !errs.Is(err, errs.Unauthenticated) {
				t.Errorf("a token %.20q: %v", s, err)
			}
		}
		o.Clock.Add(7 * 24 * time.Hour)
		_, err := o.accept(token, "Bo", "", password)
		want(t, "a week later", err, errs.NotFound)
	})
}

func TestSecretsHide(t *testing.T) {
	hash, err := account.NewPassword(t.Context(), password, "", "")
	must(t, "hashing", err)
	var log strings.Builder
	logger := slog.New(slog.NewJSONHandler(&log, nil))
	for _, v := range []any{account.Secret("abcdef"), hash} {
		logger.Info("x", "v", v, "in", struct{ V any }{v})
		shown := fmt.Sprintf("%s %v %+v %#v %q %x", v, v, v, v, v, v) + log.String()
		if strings.Contains(shown, "abcdef") || strings.Contains(shown, "616263") || strings.Contains(shown, "argon2id") {
			t.Errorf("shown: %s", shown)
		}
	}
	if account.Secret("abcdef").Reveal() != "abcdef" {
		t.Error("a secret can be revealed")
	}
}
