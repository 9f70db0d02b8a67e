package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// errWrongLogin is the answer to every login that fails, so that nobody learns which addresses have an account.
func errWrongLogin() error {
	return errs.New(errs.Unauthenticated, "The e-mail address or the password is not right.")
}

// LogIn signs a person in by password. The error is of kind Unauthenticated, in the same words for every reason, or
// TooMany, for which RetryAfter says how long to wait. It opens its transactions itself: no transaction may last as long
// as the hashing of a password, and what a failure leaves behind must be kept. That is why the context must not be a
// transaction's.
func LogIn(ctx context.Context, db *store.DB, email, password string, from Client) (Login, error) {
	email = foldEmail(email)
	account, address := accountSubject(email), addressSubject(from.Address)
	if err := admit(ctx, db, email, from.Address, account, address); err != nil {
		return Login{}, err
	}
	person, hash, err := passwordOf(ctx, db, email)
	if err != nil {
		return Login{}, err
	}
	right, err := hash.matches(ctx, password)
	if err != nil {
		return Login{}, err
	}
	var login Login
	err = db.Transact(ctx, func(ctx context.Context, tx *store.Tx) error {
		login = Login{}
		if right {
			var err error
			if login, err = StartSession(ctx, tx, person, from); err == nil {
				if err := forgive(ctx, tx, account, address); err != nil {
					return err
				}
				return Record(ctx, tx, login.Actor, login.Person.event("login.ok", map[string]string{"by": "password"}))
			}
			if !errs.Is(err, errs.Unauthenticated) {
				return err
			}
		}
		reason := "wrong password"
		switch {
		case person == 0:
			reason = "no such account"
		case right:
			reason = "shut out"
		case hash == "":
			reason = "the invitation has not been taken up"
		}
		return recordFailure(ctx, tx, person, email, reason, from.Address)
	})
	if err == nil && login.Token == "" {
		err = errWrongLogin()
	}
	return login, err
}

// admit lets an attempt through to have its password looked at, and counts it as failed until it is forgiven.
func admit(ctx context.Context, db *store.DB, email, address string, subjects ...subject) error {
	// Most attempts of a flood end here, without a turn at the one writer.
	tx, err := db.Snapshot(ctx)
	if err != nil {
		return err
	}
	wait, recorded, err := slowed(ctx, tx, subjects)
	tx.Close()
	if err != nil {
		return err
	}
	if wait == 0 || !recorded {
		err = db.Transact(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
			if wait, recorded, err = slowed(ctx, tx, subjects); err != nil {
				return err
			}
			if wait == 0 {
				return countFailure(ctx, tx, subjects)
			}
			if recorded {
				return nil
			}
			if err := markRecorded(ctx, tx, subjects); err != nil {
				return err
			}
			return Record(ctx, tx, Anonymous(address), Event{Act: "login.slowed", About: email, Detail: map[string]string{"email": email}})
		})
		if err != nil {
			return err
		}
	}
	if wait > 0 {
		return tooMany(wait, "Too many logins have failed.")
	}
	return nil
}

// passwordOf reads the hash of a person's password; all is zero where there is no such person.
func passwordOf(ctx context.Context, db *store.DB, email string) (person id.ID, hash Hash, err error) {
	tx, err := db.Snapshot(ctx)
	if err != nil {
		return 0, "", err
	}
	defer tx.Close()
	err = tx.QueryRow(ctx, `SELECT id, password FROM person WHERE email = ?1`, email).Scan(&person, (*string)(&hash))
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, "", fmt.Errorf("reading a password: %w", err)
	}
	return person, hash, nil
}

func recordFailure(ctx context.Context, tx *store.Tx, person id.ID, tried, reason, address string) error {
	e := Event{Act: "login.failed", Target: person, About: tried, Detail: map[string]string{"reason": reason}}
	if tried != "" {
		e.Detail["email"] = tried
	}
	if person != 0 {
		e.Noun = "person"
	}
	return Record(ctx, tx, Anonymous(address), e)
}

// ChangePassword gives the actor a new password and ends their other sessions. Like LogIn it opens its transactions
// itself. An error of kind Invalid says what is wrong with the one or the other password.
func ChangePassword(ctx context.Context, db *store.DB, actor Actor, current, next string) error {
	if err := actor.signedIn(); err != nil {
		return err
	}
	p, hash, err := withPassword(ctx, db, actor.person)
	if err != nil {
		return err
	}
	account, address := accountSubject(p.Email), addressSubject(actor.from)
	if err := admit(ctx, db, p.Email, actor.from, account, address); err != nil {
		return err
	}
	right, err := hash.matches(ctx, current)
	if err != nil {
		return err
	}
	if !right {
		err := db.Transact(ctx, func(ctx context.Context, tx *store.Tx) error {
			return Record(ctx, tx, actor, p.event("login.failed", map[string]string{"reason": "wrong password when changing it"}))
		})
		if err != nil {
			return err
		}
		return errs.New(errs.Invalid, "The current password is not right.")
	}
	fresh, err := NewPassword(ctx, next, p.Name, p.Email)
	if err != nil {
		return errors.Join(err, db.Transact(ctx, func(ctx context.Context, tx *store.Tx) error { return forgive(ctx, tx, account, address) }))
	}
	return db.Transact(ctx, func(ctx context.Context, tx *store.Tx) error {
		n, err := deleted(tx.Exec(ctx, `UPDATE person SET password = ?3 WHERE id = ?1 AND password = ?2`, p.ID, hash, fresh))
		if err != nil {
			return fmt.Errorf("changing a password: %w", err)
		}
		if n == 0 {
			return errs.New(errs.Conflict, "The password has just been changed elsewhere.")
		}
		if err := forgive(ctx, tx, account, address); err != nil {
			return err
		}
		if err := endLinks(ctx, tx, p.ID); err != nil {
			return err
		}
		if _, err := endSessions(ctx, tx, p.ID, actor.session); err != nil {
			return err
		}
		return Record(ctx, tx, actor, p.event("password.change", nil))
	})
}

func withPassword(ctx context.Context, db *store.DB, person id.ID) (p Person, hash Hash, err error) {
	tx, err := db.Snapshot(ctx)
	if err != nil {
		return p, "", err
	}
	defer tx.Close()
	if p, err = ByID(ctx, tx, person); err != nil {
		return p, "", err
	}
	err = tx.QueryRow(ctx, `SELECT password FROM person WHERE id = ?1`, person).Scan((*string)(&hash))
	return p, hash, err
}
