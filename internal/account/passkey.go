package account

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// Passkeys registers passkeys and signs people in by them, at one address of the desk.
type Passkeys struct{ web *webauthn.WebAuthn }

// Passkey is a key on a device of a person's.
type Passkey struct {
	ID        id.ID
	Name      string
	CreatedAt time.Time
	UsedAt    time.Time // zero for never
}

const (
	flowLife      = 5 * time.Minute
	maxPasskeys   = 20      // of one person
	maxCredential = 1 << 16 // bytes of an authenticator's answer
)

// NewPasskeys takes the address at which the desk is reached. Passkeys belong to its host name for good: people register
// anew where that changes. The error is of kind Invalid where the host is a number, for which browsers make no passkeys.
func NewPasskeys(baseURL string) (*Passkeys, error) {
	u, err := url.Parse(baseURL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errs.New(errs.Invalid, "Passkeys need the address of the desk, https:// with a host name.")
	}
	web, err := webauthn.New(&webauthn.Config{
		RPID:          u.Hostname(),
		RPDisplayName: u.Hostname(),
		RPOrigins:     []string{u.Scheme + "://" + u.Host},
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey:        protocol.ResidentKeyRequirementRequired,
			RequireResidentKey: protocol.ResidentKeyRequired(),
			// A passkey stands for the password, so its device must know its owner.
			UserVerification: protocol.VerificationRequired,
		},
	})
	if err != nil {
		return nil, errs.Wrap(err, errs.Invalid, "Passkeys need a desk with a host name; %q has none.", u.Host)
	}
	return &Passkeys{web}, nil
}

// holder is a person as WebAuthn sees one.
type holder struct {
	Person
	credentials []webauthn.Credential
}

func (h holder) WebAuthnID() []byte                         { return []byte(h.ID.String()) }
func (h holder) WebAuthnName() string                       { return h.Email }
func (h holder) WebAuthnDisplayName() string                { return h.Name }
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.credentials }

func readHolder(ctx context.Context, tx *store.Tx, person id.ID) (h holder, err error) {
	if h.Person, err = ByID(ctx, tx, person); err != nil {
		return h, err
	}
	rows, err := tx.Query(ctx, `SELECT credential FROM passkey WHERE person_id = ?1 ORDER BY id`, person)
	h.credentials, err = store.Collect(rows, err, func(row store.Row) (c webauthn.Credential, err error) {
		var text string
		if err = row.Scan(&text); err == nil {
			err = json.Unmarshal([]byte(text), &c)
		}
		return c, err
	})
	if err != nil {
		return h, fmt.Errorf("reading passkeys: %w", err)
	}
	return h, nil
}

// BeginRegistration starts adding a passkey for the actor. The options are for navigator.credentials.create.
func (k *Passkeys) BeginRegistration(ctx context.Context, tx *store.Tx, actor Actor) (flow string, options *protocol.CredentialCreation, err error) {
	if err := actor.signedIn(); err != nil {
		return "", nil, err
	}
	h, err := readHolder(ctx, tx, actor.person)
	if err != nil {
		return "", nil, err
	}
	if len(h.credentials) >= maxPasskeys {
		return "", nil, errs.New(errs.Conflict, "You have %d passkeys, which is as many as can be. Remove one first.", len(h.credentials))
	}
	options, state, err := k.web.BeginRegistration(h, webauthn.WithExclusions(webauthn.Credentials(h.credentials).CredentialDescriptors()))
	if err != nil {
		return "", nil, fmt.Errorf("beginning to register a passkey: %w", err)
	}
	flow, err = keepFlow(ctx, tx, actor.person, state)
	return flow, options, err
}

// FinishRegistration adds the passkey that a device made: credential is the JSON of what the browser returned.
func (k *Passkeys) FinishRegistration(ctx context.Context, tx *store.Tx, actor Actor, flow, name string, credential []byte) (Passkey, error) {
	if err := actor.signedIn(); err != nil {
		return Passkey{}, err
	}
	name, err := cleanName(name)
	if err != nil {
		return Passkey{}, err
	}
	h, err := readHolder(ctx, tx, actor.person)
	if err != nil {
		return Passkey{}, err
	}
	state, err := takeFlow(ctx, tx, actor.person, flow)
	if err != nil {
		return Passkey{}, err
	}
	made, err := k.register(h, state, credential)
	if err != nil {
		return Passkey{}, errs.Wrap(explainWebAuthn(err), errs.Invalid, "The passkey could not be added. Please try again.")
	}
	text, err := json.Marshal(made)
	if err != nil {
		return Passkey{}, err
	}
	key := Passkey{ID: id.New(tx.Now()), Name: name, CreatedAt: tx.Now()}
	_, err = tx.Exec(ctx, `INSERT INTO passkey (id, credential_id, person_id, name, credential, created_at, used_at)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)`, key.ID, made.ID, actor.person, key.Name, string(text), store.Millis(key.CreatedAt))
	if store.IsUnique(err) {
		return key, errs.Wrap(err, errs.Conflict, "This passkey has been added already.")
	}
	if err != nil {
		return key, fmt.Errorf("adding a passkey: %w", err)
	}
	return key, Record(ctx, tx, actor, Event{Act: "passkey.add", Noun: "passkey", Target: key.ID, About: key.Name})
}

func (k *Passkeys) register(h holder, state webauthn.SessionData, credential []byte) (*webauthn.Credential, error) {
	if len(credential) > maxCredential {
		return nil, errors.New("the answer is too long")
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(credential)
	if err != nil {
		return nil, err
	}
	return k.web.CreateCredential(h, state, parsed)
}

// explainWebAuthn adds what the library tells developers, which its errors do not say by themselves.
func explainWebAuthn(err error) error {
	if e, ok := errors.AsType[*protocol.Error](err); ok && e.DevInfo != "" {
		return fmt.Errorf("%w (%s)", err, e.DevInfo)
	}
	return err
}

// PasskeysOf returns the actor's own passkeys, in the order in which they were added.
func PasskeysOf(ctx context.Context, tx *store.Tx, actor Actor) ([]Passkey, error) {
	if err := actor.signedIn(); err != nil {
		return nil, err
	}
	rows, err := tx.Query(ctx, `SELECT id, name, created_at, used_at FROM passkey WHERE person_id = ?1 ORDER BY id`, actor.person)
	all, err := store.Collect(rows, err, func(row store.Row) (k Passkey, err error) {
		var created, used int64
		err = row.Scan(&k.ID, &k.Name, &created, &used)
		k.CreatedAt, k.UsedAt = store.Time(created), sometime(used)
		return k, err
	})
	if err != nil {
		return nil, fmt.Errorf("reading passkeys: %w", err)
	}
	return all, nil
}

// RemovePasskey removes a passkey of the actor's own.
func RemovePasskey(ctx context.Context, tx *store.Tx, actor Actor, passkey id.ID) error {
	if err := actor.signedIn(); err != nil {
		return err
	}
	var name string
	err := tx.QueryRow(ctx, `DELETE FROM passkey WHERE id = ?1 AND person_id = ?2 RETURNING name`, passkey, actor.person).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return errs.New(errs.NotFound, "There is no such passkey; it may have been removed.")
	}
	if err != nil {
		return fmt.Errorf("removing a passkey: %w", err)
	}
	return Record(ctx, tx, actor, Event{Act: "passkey.remove", Noun: "passkey", Target: passkey, About: name})
}

// keepFlow keeps a ceremony until its answer comes, and returns what the browser names it by.
func keepFlow(ctx context.Context, tx *store.Tx, person id.ID, state *webauthn.SessionData) (string, error) {
	data, err := json.Marshal(state)
	if err != nil {
		return "", err
	}
	now := store.Millis(tx.Now())
	if _, err := tx.Exec(ctx, `DELETE FROM passkey_flow WHERE expires_at <= ?1`, now); err != nil {
		return "", fmt.Errorf("dropping old ceremonies: %w", err)
	}
	flow := newSecret("")
	_, err = tx.Exec(ctx, `INSERT INTO passkey_flow (hash, person_id, data, expires_at) VALUES (?1, ?2, ?3, ?4)`,
		flow.digest(), person, string(data), store.Millis(tx.Now().Add(flowLife)))
	if err != nil {
		return "", fmt.Errorf("keeping a ceremony: %w", err)
	}
	return flow.Reveal(), nil
}

// takeFlow returns a ceremony and ends it: its challenge is answered once. The error is of kind Invalid where there is
// none, or it is another person's.
func takeFlow(ctx context.Context, tx *store.Tx, person id.ID, flow string) (state webauthn.SessionData, err error) {
	over := errs.New(errs.Invalid, "This took too long. Please try again.")
	hash, ok := digest(flow, "")
	if !ok {
		return state, over
	}
	var data string
	var expires int64
	err = tx.QueryRow(ctx, `DELETE FROM passkey_flow WHERE hash = ?1 AND person_id = ?2 RETURNING data, expires_at`, hash, person).
		Scan(&data, &expires)
	if errors.Is(err, sql.ErrNoRows) || err == nil && expires <= store.Millis(tx.Now()) {
		return state, over
	}
	if err != nil {
		return state, fmt.Errorf("reading a ceremony: %w", err)
	}
	return state, json.Unmarshal([]byte(data), &state)
}
