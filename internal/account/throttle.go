package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/netip"
	"time"

	"masthead/internal/errs"
	"masthead/internal/store"
)

// A login that fails makes the next one wait, longer each time: for the account, so that its password cannot be guessed
// from many addresses, and for the address, so that one password cannot be tried on many accounts. The longest wait is
// short enough that nobody can keep another out of their account for good.
const (
	accountPatience = 5  // failures before the first wait
	addressPatience = 20 // the same for an address, which a whole newsroom may share
	firstWait       = 2 * time.Second
	longestWait     = 5 * time.Minute
	forgotten       = time.Hour // after the last failure
)

// subject is what failures are counted for.
type subject struct {
	key      string
	patience int
}

func accountSubject(email string) subject { return subject{"account " + email, accountPatience} }

// addressSubject counts an IPv6 network as one: its 2^64 addresses belong to one subscriber.
func addressSubject(address string) subject {
	address = clip(address, maxAddress)
	if a, err := netip.ParseAddr(address); err == nil {
		a = a.Unmap().WithZone("")
		if a.Is6() {
			if network, err := a.Prefix(64); err == nil {
				return subject{"address " + network.String(), addressPatience}
			}
		}
		address = a.String()
	}
	return subject{"address " + address, addressPatience}
}

func (s subject) wait(failures int) time.Duration {
	if failures < s.patience {
		return 0
	}
	return min(firstWait<<min(failures-s.patience, 20), longestWait)
}

// retryAfter is the cause of an error of kind TooMany.
type retryAfter time.Duration

func (r retryAfter) Error() string { return "retry after " + time.Duration(r).String() }

// RetryAfter returns how long to wait before trying again after an error of kind TooMany; zero for other errors.
func RetryAfter(err error) time.Duration {
	r, _ := errors.AsType[retryAfter](err)
	return time.Duration(r)
}

func tooMany(wait time.Duration, why string) error {
	wait = wait.Round(time.Second)
	return errs.Wrap(retryAfter(wait), errs.TooMany, "%s Please try again in %s.", why, inWords(wait))
}

func inWords(d time.Duration) string {
	switch n := int((d + time.Minute - 1) / time.Minute); {
	case d <= time.Second:
		return "a second"
	case d <= time.Minute:
		return fmt.Sprintf("%d seconds", d/time.Second)
	default:
		return fmt.Sprintf("%d minutes", n)
	}
}

// failures is what is known of a subject.
type failures struct {
	count    int
	at       int64 // the last one
	until    int64 // the end of the wait
	recorded int64 // when the audit log was last told that somebody did not wait
}

func readFailures(ctx context.Context, tx *store.Tx, s subject) (f failures, err error) {
	err = tx.QueryRow(ctx, `SELECT failures, at, until_at, recorded_at FROM login_failure WHERE subject = ?1`, s.key).
		Scan(&f.count, &f.at, &f.until, &f.recorded)
	if errors.Is(err, sql.ErrNoRows) {
		return failures{}, nil
	}
	if err != nil {
		return f, fmt.Errorf("reading failed logins: %w", err)
	}
	if store.Millis(tx.Now())-f.at > forgotten.Milliseconds() {
		f.count = 0
	}
	return f, nil
}

// slowed returns how long the subjects must still wait, and whether the audit log has an entry for this wait.
func slowed(ctx context.Context, tx *store.Tx, subjects []subject) (wait time.Duration, recorded bool, err error) {
	recorded = true
	for _, s := range subjects {
		f, err := readFailures(ctx, tx, s)
		if err != nil {
			return 0, false, err
		}
		if left := store.Time(f.until).Sub(tx.Now()); left > 0 {
			wait = max(wait, left)
			recorded = recorded && f.recorded >= f.at
		}
	}
	return wait, recorded, nil
}

// countFailure counts an attempt as failed, before it is known whether it is: of a hundred at once, most must wait.
func countFailure(ctx context.Context, tx *store.Tx, subjects []subject) error {
	now := tx.Now()
	for _, s := range subjects {
		f, err := readFailures(ctx, tx, s)
		if err != nil {
			return err
		}
		f.count++
		_, err = tx.Exec(ctx, `INSERT INTO login_failure (subject, failures, at, until_at, recorded_at) VALUES (?1, ?2, ?3, ?4, 0)
			ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, at = excluded.at, until_at = excluded.until_at`,
			s.key, f.count, store.Millis(now), store.Millis(now.Add(s.wait(f.count))))
		if err != nil {
			return fmt.Errorf("counting a failed login: %w", err)
		}
	}
	return nil
}

// markRecorded keeps that the audit log has its one entry for this wait, however many attempts are made in it.
func markRecorded(ctx context.Context, tx *store.Tx, subjects []subject) error {
	for _, s := range subjects {
		if _, err := tx.Exec(ctx, `UPDATE login_failure SET recorded_at = ?2 WHERE subject = ?1`, s.key, store.Millis(tx.Now())); err != nil {
			return fmt.Errorf("keeping that a login was slowed: %w", err)
		}
	}
	return nil
}

// forgive takes back what an attempt counted that turned out to be good: all failures of the account, and one of the
// address. The others stay: who guesses at many accounts may own one of them.
func forgive(ctx context.Context, tx *store.Tx, account, address subject) error {
	if _, err := tx.Exec(ctx, `DELETE FROM login_failure WHERE subject = ?1`, account.key); err != nil {
		return fmt.Errorf("forgiving failed logins: %w", err)
	}
	_, err := tx.Exec(ctx, `UPDATE login_failure SET failures = failures - 1, until_at = ?2 WHERE subject = ?1 AND failures > 0`,
		address.key, store.Millis(tx.Now()))
	if err != nil {
		return fmt.Errorf("forgiving failed logins: %w", err)
	}
	return nil
}
