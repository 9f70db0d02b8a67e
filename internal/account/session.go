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

// Client is where a person signs in from.
type Client struct{ Address, Agent string }

// Session is one browser in which a person is signed in.
type Session struct {
	ID        id.ID
	Person    id.ID
	Agent     string // what the browser says it is
	Address   string // where it was last seen
	CreatedAt time.Time
	SeenAt    time.Time // to the minute
	ExpiresAt time.Time // if it is not used again
}

// Login is a person who has just signed in. The token belongs into the browser's cookie.
type Login struct {
	Person  Person
	Session Session
	Token   Secret
	Actor   Actor
}

const (
	sessionIdle = 14 * 24 * time.Hour // a session ends when it was not used for so long
	sessionLife = 90 * 24 * time.Hour // and so long after it began, used or not
	maxSessions = 100                 // of one person; the oldest gives way
	seenEvery   = time.Minute         // how exactly it is kept when a session or token was used
)

const sessionColumns = `SELECT id, person_id, agent, address, created_at, seen_at FROM session`

func scanSession(row store.Row) (s Session, err error) {
	var created, seen int64
	err = row.Scan(&s.ID, &s.Person, &s.Agent, &s.Address, &created, &seen)
	s.CreatedAt, s.SeenAt = store.Time(created), store.Time(seen)
	s.ExpiresAt = s.SeenAt.Add(sessionIdle)
	if end := s.CreatedAt.Add(sessionLife); end.Before(s.ExpiresAt) {
		s.ExpiresAt = end
	}
	return s, err
}

// errNotSignedIn is the answer to every session and token that is not good, so that nobody learns why.
func errNotSignedIn() error { return errs.New(errs.Unauthenticated, "Please sign in.") }

// StartSession signs a person in who has just proved who they are: by an invitation that was accepted, in the same transaction.
func StartSession(ctx context.Context, tx *store.Tx, person id.ID, from Client) (Login, error) {
	p, err := ByID(ctx, tx, person)
	if err != nil {
		return Login{}, err
	}
	if !p.Active || p.Invited {
		return Login{}, errNotSignedIn()
	}
	_, err = tx.Exec(ctx, `DELETE FROM session WHERE person_id = ?1 AND id NOT IN
		(SELECT id FROM session WHERE person_id = ?1 ORDER BY id DESC LIMIT ?2)`, p.ID, maxSessions-1)
	if err != nil {
		return Login{}, fmt.Errorf("ending old sessions: %w", err)
	}
	token, now := newSecret(""), tx.Now()
	s := Session{ID: id.New(now), Person: p.ID, Agent: clip(from.Agent, maxAgent), Address: clip(from.Address, maxAddress),
		CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(sessionIdle)}
	_, err = tx.Exec(ctx, `INSERT INTO session (id, hash, person_id, created_at, seen_at, agent, address) VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6)`,
		s.ID, token.digest(), s.Person, store.Millis(now), s.Agent, s.Address)
	if err != nil {
		return Login{}, fmt.Errorf("starting a session: %w", err)
	}
	if _, err := tx.Exec(ctx, `UPDATE person SET seen_at = ?2 WHERE id = ?1`, p.ID, store.Millis(now)); err != nil {
		return Login{}, fmt.Errorf("starting a session: %w", err)
	}
	p.SeenAt = now
	return Login{Person: p, Session: s, Token: token, Actor: p.actor(s.ID, s.Address)}, nil
}

func (p Person) actor(session id.ID, address string) Actor {
	a := by(p, mask(rights[p.Role]), "session:"+session.String(), address)
	a.session = session
	return a
}

// BySession finds who comes with a session's token. The error is of kind Unauthenticated where the token is forged, or
// the session has ended, or the person is shut out. Rights are those of this moment.
func BySession(ctx context.Context, db *store.DB, token, address string) (Actor, Session, error) {
	hash, ok := digest(token, "")
	if !ok {
		return Actor{}, Session{}, errNotSignedIn()
	}
	tx, err := db.Snapshot(ctx)
	if err != nil {
		return Actor{}, Session{}, err
	}
	defer tx.Close()
	s, err := scanSession(tx.QueryRow(ctx, sessionColumns+` WHERE hash = ?1`, hash))
	if errors.Is(err, sql.ErrNoRows) || err == nil && !s.ExpiresAt.After(tx.Now()) {
		return Actor{}, Session{}, errNotSignedIn()
	}
	if err != nil {
		return Actor{}, Session{}, fmt.Errorf("reading a session: %w", err)
	}
	p, err := ByID(ctx, tx, s.Person)
	if err != nil {
		return Actor{}, Session{}, err
	}
	if !p.Active {
		return Actor{}, Session{}, errNotSignedIn()
	}
	if tx.Now().Sub(s.SeenAt) >= seenEvery {
		tx.Close()
		// Who may come in does so where this cannot be kept, on a full disk or in a busy database: the next request tries again.
		_ = seen(ctx, db, s, clip(address, maxAddress))
	}
	return p.actor(s.ID, address), s, nil
}

// seen keeps that a session was used. A session that another request ended in the meantime stays ended.
func seen(ctx context.Context, db *store.DB, s Session, address string) error {
	return db.Transact(ctx, func(ctx context.Context, tx *store.Tx) error {
		now := store.Millis(tx.Now())
		_, err := tx.Exec(ctx, `UPDATE session SET seen_at = ?2, address = ?3 WHERE id = ?1 AND seen_at < ?2`, s.ID, now, address)
		if err == nil {
			_, err = tx.Exec(ctx, `UPDATE person SET seen_at = ?2 WHERE id = ?1 AND seen_at < ?2`, s.Person, now)
		}
		if err != nil {
			return fmt.Errorf("keeping that a session was used: %w", err)
		}
		return nil
	})
}

// LogOut ends the actor's own session.
func LogOut(ctx context.Context, tx *store.Tx, actor Actor) error {
	if err := actor.signedIn(); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM session WHERE id = ?1`, actor.session); err != nil {
		return fmt.Errorf("ending a session: %w", err)
	}
	return Record(ctx, tx, actor, Event{Act: "logout", Noun: "person", Target: actor.person, About: actor.name})
}

// mayTouch lets people deal with what is their own, and those who manage accounts with everybody's. A token never does
// either for its own person.
func (a Actor) mayTouch(person id.ID) error {
	if a.person != 0 && a.person == person {
		return a.signedIn()
	}
	return a.May(ManageAccounts)
}

// Sessions returns where a person is signed in, the newest first.
func Sessions(ctx context.Context, tx *store.Tx, actor Actor, person id.ID) ([]Session, error) {
	if err := actor.mayTouch(person); err != nil {
		return nil, err
	}
	now := tx.Now()
	rows, err := tx.Query(ctx, sessionColumns+` WHERE person_id = ?1 AND seen_at > ?2 AND created_at > ?3 ORDER BY id DESC`,
		person, store.Millis(now.Add(-sessionIdle)), store.Millis(now.Add(-sessionLife)))
	all, err := store.Collect(rows, err, scanSession)
	if err != nil {
		return nil, fmt.Errorf("reading sessions: %w", err)
	}
	return all, nil
}

// EndSession ends one session of a person, which then is nobody's at its next request.
func EndSession(ctx context.Context, tx *store.Tx, actor Actor, person, session id.ID) error {
	if err := actor.mayTouch(person); err != nil {
		return err
	}
	n, err := deleted(tx.Exec(ctx, `DELETE FROM session WHERE id = ?1 AND person_id = ?2`, session, person))
	if err != nil {
		return fmt.Errorf("ending a session: %w", err)
	}
	if n == 0 {
		return errs.New(errs.NotFound, "There is no such session; it may have ended.")
	}
	return recordEnded(ctx, tx, actor, person, n)
}

// EndSessions ends all sessions of a person but the one that the actor came by, and returns how many that were.
func EndSessions(ctx context.Context, tx *store.Tx, actor Actor, person id.ID) (int, error) {
	if err := actor.mayTouch(person); err != nil {
		return 0, err
	}
	n, err := endSessions(ctx, tx, person, actor.session)
	if err != nil || n == 0 {
		return 0, err
	}
	return n, recordEnded(ctx, tx, actor, person, n)
}

func endSessions(ctx context.Context, tx *store.Tx, person, but id.ID) (int, error) {
	n, err := deleted(tx.Exec(ctx, `DELETE FROM session WHERE person_id = ?1 AND id <> ?2`, person, but))
	if err != nil {
		return 0, fmt.Errorf("ending sessions: %w", err)
	}
	return n, nil
}

func recordEnded(ctx context.Context, tx *store.Tx, actor Actor, person id.ID, n int) error {
	p, err := ByID(ctx, tx, person)
	if err != nil {
		return err
	}
	return Record(ctx, tx, actor, p.event("session.revoke", map[string]string{"sessions": fmt.Sprint(n)}))
}

func deleted(result sql.Result, err error) (int, error) {
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}
