package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// InvitationKind says what a link is for.
type InvitationKind string

// The kinds of links.
const (
	SetupLink      InvitationKind = "setup"      // makes the first administrator
	InvitationLink InvitationKind = "invitation" // takes up an account
	ResetLink      InvitationKind = "reset"      // sets a new password
)

// lifetimes is how long each link works. It works once, whatever the time.
var lifetimes = map[InvitationKind]time.Duration{SetupLink: 24 * time.Hour, InvitationLink: 7 * 24 * time.Hour, ResetLink: 24 * time.Hour}

// Invitation is a link that lets its bearer in once. Its token is a Secret of its own.
type Invitation struct {
	Kind      InvitationKind
	Person    id.ID // zero for a setup
	Name      string
	Email     string
	Role      Role
	ExpiresAt time.Time
}

// Acceptance is what the bearer of a link says.
type Acceptance struct {
	Name     string // empty keeps the one that there is
	Email    string // at a setup only
	Password Hash   // from NewPassword, with the name and address that LookInvitation told
}

// Setup makes the link for the first administrator where there is nobody yet. The links that it made before end.
func Setup(ctx context.Context, tx *store.Tx) (token Secret, needed bool, err error) {
	if needed, err = empty(ctx, tx); err != nil || !needed {
		return "", false, err
	}
	token, _, err = link(ctx, tx, Invitation{Kind: SetupLink})
	return token, true, err
}

// empty reports whether the newsroom has nobody yet.
func empty(ctx context.Context, tx *store.Tx) (bool, error) {
	var n int
	if err := tx.QueryRow(ctx, `SELECT count(*) FROM person`).Scan(&n); err != nil {
		return false, fmt.Errorf("counting people: %w", err)
	}
	return n == 0, nil
}

// link makes the one link that a person has. An older one ends, so that the last that was sent is the one that works.
func link(ctx context.Context, tx *store.Tx, i Invitation) (Secret, Invitation, error) {
	if err := endLinks(ctx, tx, i.Person); err != nil {
		return "", i, err
	}
	token := newSecret("")
	i.ExpiresAt = tx.Now().Add(lifetimes[i.Kind])
	_, err := tx.Exec(ctx, `INSERT INTO invitation (hash, kind, person_id, expires_at) VALUES (?1, ?2, ?3, ?4)`,
		token.digest(), i.Kind, i.Person, store.Millis(i.ExpiresAt))
	if err != nil {
		return "", i, fmt.Errorf("making a link: %w", err)
	}
	return token, i, nil
}

func endLinks(ctx context.Context, tx *store.Tx, person id.ID) error {
	if _, err := tx.Exec(ctx, `DELETE FROM invitation WHERE person_id = ?1`, person); err != nil {
		return fmt.Errorf("ending links: %w", err)
	}
	return nil
}

// Invite makes an account and the link by which its person takes it up. Somebody who was invited and has not come yet
// may be invited again, with another name, role and sections; the old link ends. A token invites nobody.
func Invite(ctx context.Context, tx *store.Tx, actor Actor, p Person) (Person, Invitation, Secret, error) {
	fail := func(err error) (Person, Invitation, Secret, error) { return p, Invitation{}, "", err }
	if err := actor.May(ManageAccounts); err != nil {
		return fail(err)
	}
	if err := actor.atDesk(); err != nil {
		return fail(err)
	}
	before, err := ByEmail(ctx, tx, p.Email)
	switch {
	case errs.Is(err, errs.NotFound):
		p.Invited = true
		p, err = insertPerson(ctx, tx, p, "")
	case err == nil && before.Invited && before.Active:
		p, err = invitedAgain(ctx, tx, before, p)
	case err == nil && !before.Active:
		err = errs.New(errs.Conflict, "%s has an account that is shut out. Let the person in again instead.", before.Email)
	case err == nil:
		err = errs.New(errs.Conflict, "%s has an account already.", before.Email)
	}
	if err != nil {
		return fail(err)
	}
	token, i, err := link(ctx, tx, Invitation{Kind: InvitationLink, Person: p.ID, Name: p.Name, Email: p.Email, Role: p.Role})
	if err != nil {
		return fail(err)
	}
	detail := map[string]string{"email": p.Email, "role": string(p.Role), "sections": encodeSections(p.Sections)}
	return p, i, token, Record(ctx, tx, actor, p.event("person.invite", detail))
}

func invitedAgain(ctx context.Context, tx *store.Tx, before, p Person) (Person, error) {
	after, err := PersonChange{Name: &p.Name, Role: &p.Role, Sections: &p.Sections}.apply(before)
	if err != nil {
		return before, err
	}
	after.Version++
	_, err = tx.Exec(ctx, `UPDATE person SET name = ?2, role = ?3, sections = ?4, version = ?5 WHERE id = ?1`,
		after.ID, after.Name, after.Role, encodeSections(after.Sections), after.Version)
	if err != nil {
		return before, fmt.Errorf("inviting again: %w", err)
	}
	return after, nil
}

// Reset makes the link by which a person who cannot sign in sets a new password; for one who never took up their
// invitation it is a new invitation. A token resets nobody. Sessions go on until the link is used: who resets the wrong
// person does no harm.
func Reset(ctx context.Context, tx *store.Tx, actor Actor, person id.ID) (Invitation, Secret, error) {
	if err := actor.May(ManageAccounts); err != nil {
		return Invitation{}, "", err
	}
	if err := actor.atDesk(); err != nil {
		return Invitation{}, "", err
	}
	p, err := ByID(ctx, tx, person)
	if err != nil {
		return Invitation{}, "", err
	}
	if !p.Active {
		return Invitation{}, "", errs.New(errs.Conflict, "%s is shut out. Let the person in again first.", p.Name)
	}
	i := Invitation{Kind: ResetLink, Person: p.ID, Name: p.Name, Email: p.Email, Role: p.Role}
	if p.Invited {
		i.Kind = InvitationLink
	}
	token, i, err := link(ctx, tx, i)
	if err != nil {
		return i, "", err
	}
	return i, token, Record(ctx, tx, actor, p.event("person.reset", nil))
}

// LookInvitation tells what a link is for. The error is of kind NotFound where the link is forged, used or too old.
func LookInvitation(ctx context.Context, tx *store.Tx, token string) (Invitation, error) {
	gone := errs.New(errs.NotFound, "This link does not work: it has been used, or is too old. Ask an administrator for a new one.")
	hash, ok := digest(token, "")
	if !ok {
		return Invitation{}, gone
	}
	var i Invitation
	var expires int64
	err := tx.QueryRow(ctx, `SELECT kind, person_id, expires_at FROM invitation WHERE hash = ?1`, hash).
		Scan((*string)(&i.Kind), &i.Person, &expires)
	if errors.Is(err, sql.ErrNoRows) {
		return Invitation{}, gone
	}
	if err != nil {
		return Invitation{}, fmt.Errorf("reading a link: %w", err)
	}
	i.ExpiresAt = store.Time(expires)
	if !i.ExpiresAt.After(tx.Now()) {
		return Invitation{}, gone
	}
	if i.Kind == SetupLink {
		i.Role = Administrator
		first, err := empty(ctx, tx)
		if err == nil && !first {
			err = gone
		}
		return i, err
	}
	p, err := ByID(ctx, tx, i.Person)
	i.Name, i.Email, i.Role = p.Name, p.Email, p.Role
	return i, err
}

// Accept uses a link up and gives its person the password. Every session and API token that the person had ends; start a new one in the
// same transaction. Address is where the request came from.
func Accept(ctx context.Context, tx *store.Tx, address, token string, a Acceptance) (Person, error) {
	i, err := LookInvitation(ctx, tx, token)
	if err != nil {
		return Person{}, err
	}
	if a.Password == "" {
		return Person{}, errs.New(errs.Invalid, "A password is needed.")
	}
	var p Person
	if i.Kind == SetupLink {
		p, err = insertPerson(ctx, tx, Person{Name: a.Name, Email: a.Email, Role: Administrator}, a.Password)
	} else {
		p, err = takeUp(ctx, tx, i.Person, a)
	}
	if err != nil {
		return p, err
	}
	if err := endLinks(ctx, tx, i.Person); err != nil {
		return p, err
	}
	actor := by(p, 0, "link", address)
	return p, Record(ctx, tx, actor, p.event("invitation.accept", map[string]string{"kind": string(i.Kind)}))
}

func takeUp(ctx context.Context, tx *store.Tx, person id.ID, a Acceptance) (Person, error) {
	p, err := ByID(ctx, tx, person)
	if err != nil {
		return p, err
	}
	if a.Name != "" {
		if p.Name, err = cleanName(a.Name); err != nil {
			return p, err
		}
	}
	p.Invited, p.Version = false, p.Version+1
	_, err = tx.Exec(ctx, `UPDATE person SET name = ?2, invited = 0, password = ?3, version = ?4 WHERE id = ?1`, p.ID, p.Name, a.Password, p.Version)
	if err != nil {
		return p, fmt.Errorf("taking up an invitation: %w", err)
	}
	// Who was kept waiting by somebody else's guesses comes in by the link at once.
	if _, err := tx.Exec(ctx, `DELETE FROM login_failure WHERE subject = ?1`, accountSubject(p.Email).key); err != nil {
		return p, fmt.Errorf("taking up an invitation: %w", err)
	}
	// Somebody else may have had the old password, and made a token with it.
	if _, err := tx.Exec(ctx, `DELETE FROM token WHERE person_id = ?1`, p.ID); err != nil {
		return p, fmt.Errorf("taking up an invitation: %w", err)
	}
	_, err = endSessions(ctx, tx, p.ID, 0)
	return p, err
}
