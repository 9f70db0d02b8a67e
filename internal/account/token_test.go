package account_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/store"
)

type madeToken struct {
	account.Token
	secret account.Secret
}

func (o office) tryToken(by account.Actor, name string, life time.Duration, scopes ...account.Scope) (m madeToken, err error) {
	err = o.Try(func(ctx context.Context, tx *store.Tx) (err error) {
		m.Token, m.secret, err = account.CreateToken(ctx, tx, by, name, scopes, tx.Now().Add(life))
		return err
	})
	return m, err
}

func (o office) token(by account.Actor, life time.Duration, scopes ...account.Scope) madeToken {
	o.t.Helper()
	m, err := o.tryToken(by, "Ticker", life, scopes...)
	must(o.t, "making a token", err)
	return m
}

func (o office) byToken(m madeToken) (account.Actor, error) {
	actor, _, err := account.ByToken(o.t.Context(), o.DB, m.secret.Reveal(), "192.0.2.9")
	return actor, err
}

func TestATokenHasAPartOfItsPersonsRights(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		for _, c := range []struct {
			role    account.Role
			scopes  []account.Scope
			may     []account.Action
			mustNot []account.Action
		}{
			{account.Administrator, []account.Scope{account.ScopeRead}, []account.Action{account.UseDesk}, []account.Action{account.Write, account.Publish, account.ManageAccounts, account.ReadAudit}},
			{account.Administrator, []account.Scope{account.ScopeAdmin}, []account.Action{account.ManageAccounts, account.ReadAudit}, []account.Action{account.Write, account.Publish}},
			{account.Editor, []account.Scope{account.ScopeWrite, account.ScopePublish}, []account.Action{account.Write, account.Publish}, []account.Action{account.ManageTopics}},
			{account.Reporter, []account.Scope{account.ScopeRead, account.ScopeWrite, account.ScopePublish, account.ScopeAdmin}, []account.Action{account.Write}, []account.Action{account.Publish, account.ManageAccounts, account.WriteAny}},
		} {
			actor, err := o.byToken(o.token(o.Person(c.role), time.Hour, c.scopes...))
			must(t, "coming with a token", err)
			for _, a := range c.may {
				must(t, string(c.role)+" by token", actor.May(a))
			}
			for _, a := range c.mustNot {
				want(t, string(c.role)+" by token", actor.May(a), errs.Forbidden)
			}
		}
	})
}

func TestATokenIsNoWayToMore(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		boss := o.administrator()
		actor, err := o.byToken(o.token(boss, time.Hour, account.Scopes...))
		must(t, "coming with a token", err)
		_, err = o.tryToken(actor, "Another", time.Hour, account.ScopeRead)
		want(t, "a token by a token", err, errs.Forbidden)
		want(t, "a password by a token", account.ChangePassword(t.Context(), o.DB, actor, password, another), errs.Forbidden)
		_, err = o.sessions(actor, boss.Person())
		want(t, "one's own sessions by a token", err, errs.Forbidden)
		want(t, "a link for one's own new password by a token", o.Try(func(ctx context.Context, tx *store.Tx) error {
			_, _, err := account.Reset(ctx, tx, actor, boss.Person())
			return err
		}), errs.Forbidden)
		want(t, "another administrator by a token", o.Try(func(ctx context.Context, tx *store.Tx) error {
			_, _, _, err := account.Invite(ctx, tx, actor, account.Person{Name: "Eve", Email: "eve@example.org", Role: account.Administrator})
			return err
		}), errs.Forbidden)
		keys, err := account.NewPasskeys("https://desk.example.org")
		must(t, "passkeys", err)
		want(t, "a passkey by a token", o.Try(func(ctx context.Context, tx *store.Tx) error {
			_, _, err := keys.BeginRegistration(ctx, tx, actor)
			return err
		}), errs.Forbidden)
	})
}

func TestTokensEnd(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		boss := o.administrator()
		bo := o.invite(boss, "Bo", "bo@example.org", account.Editor)
		short, long, third := o.token(bo.Actor, time.Hour, account.ScopeRead), o.token(bo.Actor, 365*24*time.Hour, account.ScopeRead), o.token(bo.Actor, 48*time.Hour, account.ScopePublish)
		if !strings.HasPrefix(short.secret.Reveal(), "mh_") || len(short.secret.Reveal()) < 50 {
			t.Errorf("a token of %d characters", len(short.secret.Reveal()))
		}
		revoke := func(by account.Actor, m madeToken) error {
			return o.Try(func(ctx context.Context, tx *store.Tx) error { return account.RevokeToken(ctx, tx, by, m.ID) })
		}
		_, err := o.byToken(short)
		must(t, "a fresh one", err)
		o.Clock.Add(time.Hour)
		_, err = o.byToken(short)
		want(t, "an expired one", err, errs.Unauthenticated)
		want(t, "revoking another's", revoke(boss, long), errs.NotFound)
		must(t, "revoking", revoke(bo.Actor, long))
		_, err = o.byToken(long)
		want(t, "a revoked one", err, errs.Unauthenticated)

		must(t, "demoting", o.change(boss, bo.Person.ID, account.PersonChange{Role: ptr(account.Reporter)}))
		actor, err := o.byToken(third)
		must(t, "coming after it", err)
		want(t, "publishing after it", actor.May(account.Publish), errs.Forbidden)
		o.Read(func(ctx context.Context, tx *store.Tx) error {
			mine, err := account.Tokens(ctx, tx, bo.Actor)
			if len(mine) != 1 || !mine[0].UsedAt.Equal(o.Clock.Now()) {
				t.Errorf("tokens %+v", mine)
			}
			return err
		})
		must(t, "shutting out", o.change(boss, bo.Person.ID, account.PersonChange{Active: ptr(false)}))
		_, err = o.byToken(third)
		want(t, "one whose person is shut out", err, errs.Unauthenticated)
		must(t, "letting in again", o.change(boss, bo.Person.ID, account.PersonChange{Active: ptr(true)}))
		_, err = o.byToken(third)
		want(t, "after the person came back", err, errs.Unauthenticated)
	})
}

func TestTokensThatWillNotDo(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		bo := o.Person(account.Reporter)
		for _, c := range []struct {
			doing, name string
			life        time.Duration
			scopes      []account.Scope
		}{
			{"no name", "", time.Hour, account.Scopes},
			{"no scope", "x", time.Hour, nil},
			{"an unknown scope", "x", time.Hour, []account.Scope{"everything"}},
			{"expired", "x", 0, account.Scopes},
			{"for two years", "x", 2 * 365 * 24 * time.Hour, account.Scopes},
		} {
			_, err := o.tryToken(bo, c.name, c.life, c.scopes...)
			want(t, c.doing, err, errs.Invalid)
		}
		for range 50 {
			o.token(bo, time.Hour, account.ScopeRead)
		}
		_, err := o.tryToken(bo, "x", time.Hour, account.ScopeRead)
		want(t, "one too many", err, errs.Conflict)
	})
}
