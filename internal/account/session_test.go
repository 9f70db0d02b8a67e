package account_test

import (
	"context"
	"testing"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
)

func (o office) sessions(by account.Actor, person id.ID) (all []account.Session, err error) {
	err = o.look(func(ctx context.Context, tx *store.Tx) error {
		all, err = account.Sessions(ctx, tx, by, person)
		return err
	})
	return all, err
}

func TestSessionsEnd(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		bo := o.invite(o.administrator(), "Bo", "bo@example.org", account.Reporter)
		for day := range 89 {
			o.Clock.Set(noon.Add(time.Duration(day) * 24 * time.Hour))
			if day%10 == 0 {
				_, err := o.bySession(bo.Token)
				must(t, "a session that is used", err)
			}
		}
		o.Clock.Set(noon.Add(90 * 24 * time.Hour))
		_, err := o.bySession(bo.Token)
		want(t, "after ninety days", err, errs.Unauthenticated)
		bo, err = o.login("bo@example.org", password)
		must(t, "signing in again", err)
		o.Clock.Add(14*24*time.Hour - time.Second)
		_, err = o.bySession(bo.Token)
		must(t, "after almost two weeks", err)
		o.Clock.Add(14 * 24 * time.Hour)
		_, err = o.bySession(bo.Token)
		want(t, "after two weeks without use", err, errs.Unauthenticated)
		if all, err := o.sessions(account.Operator(), bo.Person.ID); len(all) != 0 || err != nil {
			t.Errorf("sessions %v, %v", all, err)
		}
	})
}

func TestUseIsKeptToTheMinute(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		bo := o.invite(o.administrator(), "Bo", "bo@example.org", account.Reporter)
		seen := func() time.Time {
			_, err := o.bySession(bo.Token)
			must(t, "coming back", err)
			all, err := o.sessions(bo.Actor, bo.Person.ID)
			must(t, "listing", err)
			if p := o.person(bo.Person.ID); !p.SeenAt.Equal(all[0].SeenAt) {
				t.Errorf("the person was seen at %s, the session at %s", p.SeenAt, all[0].SeenAt)
			}
			return all[0].SeenAt
		}
		o.Clock.Add(59 * time.Second)
		if got := seen(); !got.Equal(noon) {
			t.Errorf("seen at %s", got)
		}
		o.Clock.Add(time.Second)
		if got := seen(); !got.Equal(noon.Add(time.Minute)) {
			t.Errorf("seen at %s", got)
		}
	})
}

func TestSessionsAreListedAndRevoked(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		boss, cy := o.administrator(), o.Person(account.Editor)
		bo := o.invite(boss, "Bo", "bo@example.org", account.Reporter)
		second, err := o.login("bo@example.org", password)
		must(t, "a second browser", err)
		third, err := o.login("bo@example.org", password)
		must(t, "a third browser", err)
		_, err = o.sessions(cy, bo.Person.ID)
		want(t, "a colleague who lists", err, errs.Forbidden)
		all, err := o.sessions(bo.Actor, bo.Person.ID)
		if len(all) != 3 || err != nil || all[0].ID != third.Session.ID || all[0].Agent != "Firefox" || all[0].Address != browser.Address {
			t.Errorf("sessions %+v, %v", all, err)
		}
		end := func(by account.Actor, person, session id.ID) error {
			return o.Try(func(ctx context.Context, tx *store.Tx) error { return account.EndSession(ctx, tx, by, person, session) })
		}
		want(t, "a colleague who revokes", end(cy, bo.Person.ID, second.Session.ID), errs.Forbidden)
		want(t, "as one's own, another's", end(cy, cy.Person(), second.Session.ID), errs.NotFound)
		must(t, "revoking one", end(bo.Actor, bo.Person.ID, second.Session.ID))
		want(t, "revoking it again", end(bo.Actor, bo.Person.ID, second.Session.ID), errs.NotFound)
		_, err = o.bySession(second.Token)
		want(t, "the revoked one", err, errs.Unauthenticated)
		o.Do(func(ctx context.Context, tx *store.Tx) error {
			n, err := account.EndSessions(ctx, tx, bo.Actor, bo.Person.ID)
			if n != 1 {
				t.Errorf("%d others ended", n)
			}
			return err
		})
		_, err = o.bySession(third.Token)
		want(t, "another", err, errs.Unauthenticated)
		actor, err := o.bySession(bo.Token)
		must(t, "the one that revoked", err)
		o.Do(func(ctx context.Context, tx *store.Tx) error { return account.LogOut(ctx, tx, actor) })
		_, err = o.bySession(bo.Token)
		want(t, "after logging out", err, errs.Unauthenticated)

		bo, err = o.login("bo@example.org", password)
		must(t, "signing in", err)
		must(t, "an administrator who revokes", end(boss, bo.Person.ID, bo.Session.ID))
	})
}

func TestTheOldestOfTooManySessionsGivesWay(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		bo := o.invite(o.administrator(), "Bo", "bo@example.org", account.Reporter)
		o.Do(func(ctx context.Context, tx *store.Tx) error {
			for range 100 {
				if _, err := account.StartSession(ctx, tx, bo.Person.ID, browser); err != nil {
					return err
				}
			}
			return nil
		})
		_, err := o.bySession(bo.Token)
		want(t, "the oldest", err, errs.Unauthenticated)
		if all, err := o.sessions(account.Operator(), bo.Person.ID); len(all) != 100 || err != nil {
			t.Errorf("%d sessions, %v", len(all), err)
		}
	})
}

func TestWhatIsOverIsSweptAway(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		boss := o.administrator()
		bo := o.invite(boss, "Bo", "bo@example.org", account.Reporter)
		o.token(bo.Actor, time.Hour, account.ScopeRead)
		o.invitation(boss, "Cy", "cy@example.org", account.Reporter)
		o.login("bo@example.org", "a wrong password")
		keys, err := account.NewPasskeys("https://desk.example.org")
		must(t, "passkeys", err)
		o.Do(func(ctx context.Context, tx *store.Tx) error {
			_, _, err := keys.BeginLogin(ctx, tx)
			return err
		})
		count := func(table string) (n int) {
			must(t, table, o.look(func(ctx context.Context, tx *store.Tx) error {
				return tx.QueryRow(ctx, "SELECT count(*) FROM "+table).Scan(&n)
			}))
			return n
		}
		tables := []string{"session", "token", "invitation", "login_failure", "passkey_flow"}
		o.Do(account.Sweep)
		for _, table := range tables {
			if count(table) == 0 {
				t.Errorf("what is not over is gone from %s", table)
			}
		}
		o.Clock.Add(14 * 24 * time.Hour)
		o.Do(account.Sweep)
		for _, table := range tables {
			if n := count(table); n != 0 {
				t.Errorf("%d rows of %s stayed", n, table)
			}
		}
		if count("audit") == 0 || count("person") != 3 {
			t.Error("people and what they did stay")
		}
	})
}

// A database that takes no writes, as on a full disk, still lets in who may come in.
func TestComingBackNeedsNoWrite(t *testing.T) {
	newstest.EachAddress(t, func(t *testing.T, address string) {
		o := office{newstest.NewDesk(t, address, noon), t}
		bo := o.invite(o.administrator(), "Bo", "bo@example.org", account.Reporter)
		program := o.token(bo.Actor, time.Hour, account.ScopeWrite)
		o.Clock.Add(2 * time.Minute) // so that it would be kept that they came
		reading := newstest.Open(t, address, store.Options{ReadOnly: true, Clock: o.Clock.Now})
		_, _, err := account.BySession(t.Context(), reading, bo.Token.Reveal(), "192.0.2.9")
		must(t, "coming with a session", err)
		_, _, err = account.ByToken(t.Context(), reading, program.secret.Reveal(), "192.0.2.9")
		must(t, "coming with a token", err)
	})
}
