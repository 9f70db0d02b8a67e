package api

import (
	"context"
	"encoding/json"
	"strings"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
	"masthead/internal/web"
)

func (a *API) client(c *call) account.Client {
	return account.Client{Address: c.address, Agent: c.r.UserAgent()}
}

// signedInAs answers somebody who has just come in.
func (a *API) signedInAs(c *call, login account.Login) (*tagged[Me], error) {
	web.SetSession(c.w, a.o.Secure, login.Token.Reveal())
	return a.me(c, login.Actor)
}

func (a *API) login(c *call, in *loginInput) (*tagged[Me], error) {
	login, err := account.LogIn(c, a.o.DB, in.Body.Email, in.Body.Password, a.client(c))
	if err != nil {
		return nil, err
	}
	return a.signedInAs(c, login)
}

var errNoPasskeys = errs.New(errs.Conflict, "Passkeys need the desk to be reached by a name, not by a number; ask the operator to set the base URL.")

func (a *API) beginPasskeyLogin(c *call, _ *nothing) (*answer[Ceremony], error) {
	if a.o.Passkeys == nil {
		return nil, errNoPasskeys
	}
	return a.ceremony(c, func(ctx context.Context, tx *store.Tx) (string, any, error) {
		return untyped(a.o.Passkeys.BeginLogin(ctx, tx))
	})
}

// untyped lets ceremonies of both kinds be answered alike.
func untyped[T any](flow string, options T, err error) (string, any, error) {
	return flow, options, err
}

func (a *API) ceremony(c *call, begin func(ctx context.Context, tx *store.Tx) (string, any, error)) (*answer[Ceremony], error) {
	out := &answer[Ceremony]{}
	return out, a.write(c, func(ctx context.Context, tx *store.Tx) error {
		flow, options, err := begin(ctx, tx)
		if err != nil {
			return err
		}
		raw, err := json.Marshal(options)
		out.Body = Ceremony{flow, raw}
		return err
	})
}

func (a *API) finishPasskeyLogin(c *call, in *passkeyInput) (*tagged[Me], error) {
	if a.o.Passkeys == nil {
		return nil, errNoPasskeys
	}
	login, err := a.o.Passkeys.LogIn(c, a.o.DB, in.Body.Flow, in.Body.Credential, a.client(c))
	if err != nil {
		return nil, err
	}
	return a.signedInAs(c, login)
}

func (a *API) logout(c *call, _ *nothing) (*done, error) {
	err := a.write(c, func(ctx context.Context, tx *store.Tx) error { return account.LogOut(ctx, tx, c.actor) })
	if err == nil {
		web.ClearSession(c.w, a.o.Secure)
	}
	return &done{}, err
}

func (a *API) getInvitation(c *call, in *InvitationInput) (*answer[Invitation], error) {
	out := &answer[Invitation]{}
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		i, err := account.LookInvitation(ctx, tx, in.Token)
		out.Body = Invitation{string(i.Kind), i.Name, i.Email, string(i.Role)}
		return err
	})
}

func (a *API) acceptInvitation(c *call, in *acceptInput) (*tagged[Me], error) {
	var i account.Invitation
	err := a.read(c, func(ctx context.Context, tx *store.Tx) (err error) {
		i, err = account.LookInvitation(ctx, tx, in.Token)
		return err
	})
	if err != nil {
		return nil, err
	}
	name, email := in.Body.Name, i.Email
	if i.Kind == account.SetupLink {
		email = in.Body.Email
	} else if strings.TrimSpace(name) == "" {
		name = i.Name
	}
	hash, err := account.NewPassword(c, in.Body.Password, name, email) // slow, so not within the transaction
	if err != nil {
		return nil, at("body.password", err)
	}
	var login account.Login
	err = a.write(c, func(ctx context.Context, tx *store.Tx) error {
		p, err := account.Accept(ctx, tx, c.address, in.Token, account.Acceptance{Name: name, Email: email, Password: hash})
		if err != nil {
			return err
		}
		login, err = account.StartSession(ctx, tx, p.ID, a.client(c))
		return err
	})
	if err != nil {
		return nil, err
	}
	return a.signedInAs(c, login)
}

// at gives a refusal its place in the request.
func at(location string, err error) error {
	if !errs.Is(err, errs.Invalid) {
		return err
	}
	return invalid(location, errs.Public(err))
}

func (a *API) getMe(c *call, _ *nothing) (*tagged[Me], error) { return a.me(c, c.actor) }

func (a *API) me(c *call, actor account.Actor) (*tagged[Me], error) {
	out := &tagged[Me]{}
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		p, err := account.ByID(ctx, tx, actor.Person())
		if err != nil {
			return err
		}
		n, err := newsroomNow(ctx, tx)
		n = n.With(a.o.Fixed)
		out.ETag = etagOf(p.Version)
		out.Body = Me{Person: personOf(p), May: []string{}, Version: p.Version, Newsroom: NewsroomInfo{
			Name: n.Name, TimeZone: n.TimeZone, Language: n.Language, SkipSubs: n.SkipSubs, SkipApproval: n.SkipApproval, BaseURL: a.o.BaseURL,
		}}
		for _, action := range account.Actions() {
			if actor.Can(action) {
				out.Body.May = append(out.Body.May, action.Name())
			}
		}
		return err
	})
}

func (a *API) changeMe(c *call, in *meInput) (*tagged[Me], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	err = a.change(c, func(ctx context.Context, tx *store.Tx) error {
		p, err := account.ByID(ctx, tx, c.actor.Person())
		if err != nil {
			return err
		}
		if p.Version != version {
			return errs.New(errs.Stale, "Your account has been changed since you read it.")
		}
		_, err = account.Rename(ctx, tx, c.actor, in.Body.Name)
		return err
	}, func(ctx context.Context, tx *store.Tx) (any, error) {
		p, err := account.ByID(ctx, tx, c.actor.Person())
		return personOf(p), err
	})
	if err != nil {
		return nil, err
	}
	return a.me(c, c.actor)
}

func (a *API) changePassword(c *call, in *passwordInput) (*done, error) {
	return &done{}, account.ChangePassword(c, a.o.DB, c.actor, in.Body.Current, in.Body.New)
}

func passkeyOf(k account.Passkey) Passkey {
	return Passkey{k.ID, k.Name, k.CreatedAt.UTC(), moment(k.UsedAt)}
}

func (a *API) listPasskeys(c *call, _ *nothing) (*answer[List[Passkey]], error) {
	return readList(a, c, func(ctx context.Context, tx *store.Tx) ([]account.Passkey, error) {
		return account.PasskeysOf(ctx, tx, c.actor)
	}, passkeyOf)
}

// readList answers a list that is never long.
func readList[D, T any](a *API, c *call, find func(ctx context.Context, tx *store.Tx) ([]D, error), tell func(D) T) (*answer[List[T]], error) {
	var out *answer[List[T]]
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		found, err := find(ctx, tx)
		all := make([]T, len(found))
		for i, v := range found {
			all[i] = tell(v)
		}
		out = listOf(all, "", nil)
		return err
	})
}

func (a *API) beginPasskey(c *call, _ *nothing) (*answer[Ceremony], error) {
	if a.o.Passkeys == nil {
		return nil, errNoPasskeys
	}
	return a.ceremony(c, func(ctx context.Context, tx *store.Tx) (string, any, error) {
		return untyped(a.o.Passkeys.BeginRegistration(ctx, tx, c.actor))
	})
}

func (a *API) finishPasskey(c *call, in *newPasskeyInput) (*answer[Passkey], error) {
	if a.o.Passkeys == nil {
		return nil, errNoPasskeys
	}
	out := &answer[Passkey]{}
	return out, a.write(c, func(ctx context.Context, tx *store.Tx) error {
		k, err := a.o.Passkeys.FinishRegistration(ctx, tx, c.actor, in.Body.Flow, in.Body.Name, in.Body.Credential)
		out.Body = passkeyOf(k)
		return err
	})
}

func (a *API) removePasskey(c *call, in *oneInput) (*done, error) {
	return &done{}, a.write(c, func(ctx context.Context, tx *store.Tx) error {
		return account.RemovePasskey(ctx, tx, c.actor, in.ID.ID)
	})
}

func sessionOf(current id.ID) func(account.Session) Session {
	return func(s account.Session) Session {
		return Session{s.ID, s.ID == current, s.Agent, s.Address, s.CreatedAt.UTC(), s.SeenAt.UTC()}
	}
}

func (a *API) sessions(c *call, person id.ID) (*answer[List[Session]], error) {
	return readList(a, c, func(ctx context.Context, tx *store.Tx) ([]account.Session, error) {
		return account.Sessions(ctx, tx, c.actor, person)
	}, sessionOf(c.actor.Session()))
}

func (a *API) listMySessions(c *call, _ *nothing) (*answer[List[Session]], error) {
	return a.sessions(c, c.actor.Person())
}

func (a *API) endMyOtherSessions(c *call, _ *nothing) (*done, error) {
	return a.endSessionsOf(c, c.actor.Person())
}

func (a *API) endSessionsOf(c *call, person id.ID) (*done, error) {
	return &done{}, a.write(c, func(ctx context.Context, tx *store.Tx) error {
		_, err := account.EndSessions(ctx, tx, c.actor, person)
		return err
	})
}

func (a *API) endMySession(c *call, in *oneInput) (*done, error) {
	return &done{}, a.write(c, func(ctx context.Context, tx *store.Tx) error {
		return account.EndSession(ctx, tx, c.actor, c.actor.Person(), in.ID.ID)
	})
}

func tokenOf(t account.Token) Token {
	out := Token{ID: t.ID, Name: t.Name, Scopes: []string{}, CreatedAt: t.CreatedAt.UTC(), UsedAt: moment(t.UsedAt), ExpiresAt: t.ExpiresAt.UTC()}
	for _, s := range t.Scopes {
		out.Scopes = append(out.Scopes, string(s))
	}
	return out
}

func (a *API) listTokens(c *call, _ *nothing) (*answer[List[Token]], error) {
	return readList(a, c, func(ctx context.Context, tx *store.Tx) ([]account.Token, error) {
		return account.Tokens(ctx, tx, c.actor)
	}, tokenOf)
}

func (a *API) createToken(c *call, in *newTokenInput) (*created[Token], error) {
	var scopes []account.Scope
	for _, s := range in.Body.Scopes {
		scopes = append(scopes, account.Scope(s))
	}
	return once(a, c, in.OnlyOnce, in.Body, func(ctx context.Context, tx *store.Tx) (*created[Token], error) {
		t, secret, err := account.CreateToken(ctx, tx, c.actor, in.Body.Name, scopes, in.Body.ExpiresAt)
		out := &created[Token]{Status: statusOf(true), Body: tokenOf(t)}
		out.Body.Token = secret.Reveal()
		return out, err
	})
}

func (a *API) revokeToken(c *call, in *oneInput) (*done, error) {
	return &done{}, a.write(c, func(ctx context.Context, tx *store.Tx) error { return account.RevokeToken(ctx, tx, c.actor, in.ID.ID) })
}
