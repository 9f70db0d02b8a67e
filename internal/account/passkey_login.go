package account

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// BeginLogin starts a login by passkey, of whoever it may be. The options are for navigator.credentials.get.
func (k *Passkeys) BeginLogin(ctx context.Context, tx *store.Tx) (flow string, options *protocol.CredentialAssertion, err error) {
	options, state, err := k.web.BeginDiscoverableLogin()
	if err != nil {
		return "", nil, fmt.Errorf("beginning a login by passkey: %w", err)
	}
	flow, err = keepFlow(ctx, tx, 0, state)
	return flow, options, err
}

// LogIn signs a person in by passkey: credential is the JSON of what the browser returned. Like the LogIn by password it
// opens its transactions itself, because what a failure leaves behind must be kept.
func (k *Passkeys) LogIn(ctx context.Context, db *store.DB, flow string, credential []byte, from Client) (Login, error) {
	address := addressSubject(from.Address)
	if err := admit(ctx, db, "", from.Address, address); err != nil {
		return Login{}, err
	}
	var login Login
	var refused error
	err := db.Transact(ctx, func(ctx context.Context, tx *store.Tx) error {
		login, refused = Login{}, nil
		a := attempt{web: k.web}
		switch err := a.run(ctx, tx, flow, credential, from); {
		case err != nil:
			return err
		case a.reason != "":
			refused = errs.New(errs.Unauthenticated, "%s", a.answer())
			return recordFailure(ctx, tx, a.holder.ID, a.holder.Email, a.reason, from.Address)
		}
		login = a.login
		if err := forgive(ctx, tx, accountSubject(login.Person.Email), address); err != nil {
			return err
		}
		return Record(ctx, tx, login.Actor, login.Person.event("login.ok", map[string]string{"by": "passkey"}))
	})
	if err == nil {
		err = refused
	}
	return login, err
}

// attempt is one login by passkey. It has a reason where it is refused, for the audit log.
type attempt struct {
	web    *webauthn.WebAuthn
	holder holder
	login  Login
	reason string
}

const copied = "the passkey may have been copied"

// answer is what the person is told, which is more than that it failed only where the passkey itself was good.
func (a *attempt) answer() string {
	if a.reason == copied {
		return "This passkey may have been copied, and lets nobody in any more. Sign in by password, remove it and add a new one."
	}
	return "This passkey does not let you in. Try again, or sign in by password."
}

func (a *attempt) run(ctx context.Context, tx *store.Tx, flow string, credential []byte, from Client) error {
	state, err := takeFlow(ctx, tx, 0, flow)
	if errs.Is(err, errs.Invalid) {
		a.reason = "it took too long, or was a second answer"
		return nil
	}
	if err != nil {
		return err
	}
	parsed, person, err := parseAnswer(credential)
	if err != nil {
		a.reason = "not a passkey's answer"
		return nil
	}
	a.holder, err = readHolder(ctx, tx, person)
	if errs.Is(err, errs.NotFound) {
		a.reason = "no such account"
		return nil
	}
	if err != nil {
		return err
	}
	_, used, err := a.web.ValidatePasskeyLogin(func(_, _ []byte) (webauthn.User, error) { return a.holder, nil }, state, parsed)
	if err != nil {
		a.reason = clip(explainWebAuthn(err).Error(), 200)
		return nil
	}
	return a.signIn(ctx, tx, used, from)
}

// parseAnswer reads what a browser returned, and whose passkey it says that it is.
func parseAnswer(credential []byte) (*protocol.ParsedCredentialAssertionData, id.ID, error) {
	if len(credential) > maxCredential {
		return nil, 0, errors.New("the answer is too long")
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(credential)
	if err != nil {
		return nil, 0, err
	}
	person, err := id.Parse(string(parsed.Response.UserHandle))
	return parsed, person, err
}

func (a *attempt) signIn(ctx context.Context, tx *store.Tx, used *webauthn.Credential, from Client) error {
	text, err := json.Marshal(used)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE passkey SET credential = ?3, used_at = ?4 WHERE credential_id = ?1 AND person_id = ?2`,
		used.ID, a.holder.ID, string(text), store.Millis(tx.Now()))
	if err != nil {
		return fmt.Errorf("keeping that a passkey was used: %w", err)
	}
	// Its counter stood still or went back, now or before: there are two of it.
	if used.Authenticator.CloneWarning {
		a.reason = copied
		return nil
	}
	a.login, err = StartSession(ctx, tx, a.holder.ID, from)
	if errs.Is(err, errs.Unauthenticated) {
		a.reason, err = "shut out", nil
	}
	return err
}
