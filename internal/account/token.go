package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// Scope is a part of a person's rights that an API token may have.
type Scope string

// The scopes.
const (
	ScopeRead    Scope = "read"
	ScopeWrite   Scope = "write"
	ScopePublish Scope = "publish"
	ScopeAdmin   Scope = "admin"
)

// Scopes lists all scopes.
var Scopes = []Scope{ScopeRead, ScopeWrite, ScopePublish, ScopeAdmin}

// scopes says what each scope leaves of a person's rights. It gives nobody a right that their role does not.
var scopes = map[Scope][]Action{
	ScopeRead:    {UseDesk},
	ScopeWrite:   {UseDesk, Write, WriteAny, Subedit, Assign, Share, AddPictures, CreateTopics},
	ScopePublish: {UseDesk, Publish, Withdraw, Hold, Embargo, Curate},
	ScopeAdmin:   {UseDesk, ManageTopics, ManageSections, ManagePeople, Configure, ManageAccounts, ReadAudit},
}

// Token lets a program act for a person.
type Token struct {
	ID        id.ID
	Person    id.ID
	Name      string // what it is for, in the person's words
	Scopes    []Scope
	CreatedAt time.Time
	UsedAt    time.Time // to the minute; zero for never
	ExpiresAt time.Time
}

const (
	tokenPrefix = "mh_"
	tokenLife   = 366 * 24 * time.Hour // the longest
	maxTokens   = 50                   // of one person
)

const tokenColumns = `SELECT id, person_id, name, scopes, created_at, used_at, expires_at FROM token`

func scanToken(row store.Row) (t Token, err error) {
	var list string
	var created, used, expires int64
	err = row.Scan(&t.ID, &t.Person, &t.Name, &list, &created, &used, &expires)
	for _, s := range strings.Fields(list) {
		t.Scopes = append(t.Scopes, Scope(s))
	}
	t.CreatedAt, t.UsedAt, t.ExpiresAt = store.Time(created), sometime(used), store.Time(expires)
	return t, err
}

// CreateToken makes a token for the actor, who must have signed in. The secret is shown this once.
func CreateToken(ctx context.Context, tx *store.Tx, actor Actor, name string, of []Scope, expires time.Time) (Token, Secret, error) {
	if err := actor.signedIn(); err != nil {
		return Token{}, "", err
	}
	name, err := cleanName(name)
	if err != nil {
		return Token{}, "", err
	}
	t := Token{ID: id.New(tx.Now()), Person: actor.person, Name: name, CreatedAt: tx.Now(), ExpiresAt: store.Time(store.Millis(expires))}
	if t.Scopes, err = cleanScopes(of); err != nil {
		return t, "", err
	}
	switch {
	case !t.ExpiresAt.After(tx.Now()):
		return t, "", errs.New(errs.Invalid, "A token expires in the future.")
	case t.ExpiresAt.After(tx.Now().Add(tokenLife)):
		return t, "", errs.New(errs.Invalid, "A token expires within a year.")
	}
	mine, err := Tokens(ctx, tx, actor)
	if err != nil {
		return t, "", err
	}
	if len(mine) >= maxTokens {
		return t, "", errs.New(errs.Conflict, "You have %d tokens, which is as many as can be. Revoke one first.", len(mine))
	}
	secret := newSecret(tokenPrefix)
	_, err = tx.Exec(ctx, `INSERT INTO token (id, hash, person_id, name, scopes, created_at, used_at, expires_at)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7)`,
		t.ID, secret.digest(), t.Person, t.Name, t.list(), store.Millis(t.CreatedAt), store.Millis(t.ExpiresAt))
	if err != nil {
		return t, "", fmt.Errorf("making a token: %w", err)
	}
	detail := map[string]string{"scopes": t.list(), "expires": t.ExpiresAt.Format(time.RFC3339)}
	return t, secret, Record(ctx, tx, actor, Event{Act: "token.create", Noun: "token", Target: t.ID, About: t.Name, Detail: detail})
}

func (t Token) list() string {
	texts := make([]string, len(t.Scopes))
	for i, s := range t.Scopes {
		texts[i] = string(s)
	}
	return strings.Join(texts, " ")
}

func cleanScopes(of []Scope) (clean []Scope, err error) {
	for _, s := range of {
		if !slices.Contains(Scopes, s) {
			return nil, errs.New(errs.Invalid, "There is no scope %q; there are read, write, publish and admin.", clip(string(s), 40))
		}
		if !slices.Contains(clean, s) {
			clean = append(clean, s)
		}
	}
	if len(clean) == 0 {
		return nil, errs.New(errs.Invalid, "A token needs a scope: read, write, publish or admin.")
	}
	return clean, nil
}

// ByToken finds whose token a program comes with. The error is of kind Unauthenticated where the token is forged, revoked
// or expired, or its person is shut out.
func ByToken(ctx context.Context, db *store.DB, token, address string) (Actor, Token, error) {
	refused := errs.New(errs.Unauthenticated, "This token is not good: it has expired, was revoked, or never was one.")
	hash, ok := digest(token, tokenPrefix)
	if !ok {
		return Actor{}, Token{}, refused
	}
	tx, err := db.Snapshot(ctx)
	if err != nil {
		return Actor{}, Token{}, err
	}
	defer tx.Close()
	t, err := scanToken(tx.QueryRow(ctx, tokenColumns+` WHERE hash = ?1`, hash))
	if errors.Is(err, sql.ErrNoRows) || err == nil && !t.ExpiresAt.After(tx.Now()) {
		return Actor{}, Token{}, refused
	}
	if err != nil {
		return Actor{}, Token{}, fmt.Errorf("reading a token: %w", err)
	}
	p, err := ByID(ctx, tx, t.Person)
	if err != nil {
		return Actor{}, Token{}, err
	}
	if !p.Active {
		return Actor{}, Token{}, refused
	}
	if tx.Now().Sub(t.UsedAt) >= seenEvery {
		tx.Close()
		_ = used(ctx, db, t.ID) // as with sessions: who may come in does so where this cannot be kept
	}
	return by(p, mask(rights[p.Role])&t.allows(), "token:"+t.ID.String(), address), t, nil
}

func (t Token) allows() (allowed uint64) {
	for _, s := range t.Scopes {
		allowed |= mask(scopes[s])
	}
	return allowed
}

func used(ctx context.Context, db *store.DB, token id.ID) error {
	return db.Transact(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE token SET used_at = ?2 WHERE id = ?1 AND used_at < ?2`, token, store.Millis(tx.Now()))
		if err != nil {
			return fmt.Errorf("keeping that a token was used: %w", err)
		}
		return nil
	})
}

// Tokens returns the actor's own tokens, the newest first, without those that have expired.
func Tokens(ctx context.Context, tx *store.Tx, actor Actor) ([]Token, error) {
	if err := actor.signedIn(); err != nil {
		return nil, err
	}
	rows, err := tx.Query(ctx, tokenColumns+` WHERE person_id = ?1 AND expires_at > ?2 ORDER BY id DESC`, actor.person, store.Millis(tx.Now()))
	all, err := store.Collect(rows, err, scanToken)
	if err != nil {
		return nil, fmt.Errorf("reading tokens: %w", err)
	}
	return all, nil
}

// RevokeToken ends a token of the actor's own, from its next request on.
func RevokeToken(ctx context.Context, tx *store.Tx, actor Actor, token id.ID) error {
	if err := actor.signedIn(); err != nil {
		return err
	}
	var name string
	err := tx.QueryRow(ctx, `DELETE FROM token WHERE id = ?1 AND person_id = ?2 RETURNING name`, token, actor.person).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return errs.New(errs.NotFound, "There is no such token; it may have been revoked.")
	}
	if err != nil {
		return fmt.Errorf("revoking a token: %w", err)
	}
	return Record(ctx, tx, actor, Event{Act: "token.revoke", Noun: "token", Target: token, About: name})
}
