package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"masthead/internal/newstest"
	"masthead/internal/store"
)

const patience = 30 * time.Second

// followed collects what Follow reports.
type followed struct {
	t       *testing.T
	changes chan store.Change
}

// follow begins to follow, to the end of the test.
func follow(t *testing.T, db *store.DB) *followed {
	t.Helper()
	f := &followed{t, make(chan store.Change, 10_000)}
	ctx, cancel := context.WithCancel(context.Background())
	ready, ended := make(chan struct{}), make(chan error, 1)
	go func() { ended <- db.Follow(ctx, func() { close(ready) }, func(c store.Change) { f.changes <- c }) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("Follow: %v", err)
			}
		case <-time.After(patience):
			t.Error("Follow does not end with its context")
		}
	})
	select {
	case <-ready:
	case <-time.After(patience):
		t.Fatal("Follow did not begin")
	}
	return f
}

func (f *followed) next() store.Change {
	f.t.Helper()
	select {
	case c := <-f.changes:
		return c
	case <-time.After(patience):
		f.t.Fatal("waited in vain for a change")
		panic("unreachable")
	}
}

func (f *followed) want(keys ...string) {
	f.t.Helper()
	for _, key := range keys {
		if c := f.next(); strings.Join(c.Keys, " ") != key {
			f.t.Fatalf("got the change of %q, want that of %q", c.Keys, key)
		}
	}
}

func TestFollowAnotherNode(t *testing.T) {
	newstest.EachAddress(t, func(t *testing.T, address string) {
		here, there := newstest.Open(t, address, store.Options{}), newstest.Open(t, address, store.Options{})
		put(t, there, 1, "before")
		f := follow(t, here)
		put(t, there, 2, "a")
		put(t, here, 3, "b")
		put(t, there, 4, "c")
		// A transaction that ran elsewhere on the server may have hidden the end of the log when following began.
		if c := f.next(); strings.Join(c.Keys, " ") == "before" {
			f.want("a")
		} else if strings.Join(c.Keys, " ") != "a" {
			t.Fatalf("got the change of %q first", c.Keys)
		}
		f.want("b", "c")
	})
}

// Of three changes after one another the first may be found by the first look and the second by the look that
// follows the beginning of LISTEN; the third is found only because the follower was woken.
func TestFollowIsWoken(t *testing.T) {
	newstest.EachAddress(t, func(t *testing.T, address string) {
		here := newstest.Open(t, address, store.Options{})
		here.SetPoll(time.Hour)
		writer := here
		if here.Dialect() == store.Postgres {
			writer = newstest.Open(t, address, store.Options{})
		}
		f := follow(t, here)
		for i, key := range []string{"a", "b", "c", "d"} {
			put(t, writer, int64(i), key)
			f.want(key)
		}
	})
}

func TestFollowPollsWhereNobodyWakesIt(t *testing.T) {
	newstest.EachAddress(t, func(t *testing.T, address string) {
		here, there := newstest.Open(t, address, store.Options{}), newstest.Open(t, address, store.Options{})
		here.SetPoll(20 * time.Millisecond)
		f := follow(t, here)
		for _, key := range []string{"a", "b", "c", "d"} {
			if err := transactSQL(t, there, `INSERT INTO change_log (at, keys) VALUES (1, ?1)`, `["`+key+`"]`); err != nil {
				t.Fatal(err)
			}
			f.want(key)
		}
	})
}

// A transaction that takes its number early and commits late, with another committed in between: a reader that goes by
// the numbers of rows skips the first for good.
func TestFollowDoesNotSkipALateCommit(t *testing.T) {
	address := newstest.PostgresAddress(t)
	db := newstest.Open(t, address, store.Options{})
	db.SetPoll(20 * time.Millisecond)
	f := follow(t, db)

	late, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer late.Close(context.Background())
	for _, q := range []string{"BEGIN", `INSERT INTO change_log (at, keys) VALUES (1, '["late"]')`} {
		if _, err := late.Exec(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	var early store.Change
	db.OnCommit(func(c store.Change) { early = c })
	put(t, db, 1, "early")
	if p := position(t, db); p >= early.Position {
		t.Errorf("a snapshot at %d claims the change at %d, while an older transaction runs", p, early.Position)
	}
	if _, err := late.Exec(t.Context(), "COMMIT"); err != nil {
		t.Fatal(err)
	}
	f.want("late", "early")
	if p := position(t, db); p < early.Position {
		t.Errorf("a snapshot at %d does not claim the change at %d", p, early.Position)
	}
}

func position(t *testing.T, db *store.DB) int64 {
	t.Helper()
	tx, err := db.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Close()
	return tx.Position()
}

// view is what one snapshot held.
type view struct {
	position int64
	keys     map[string]bool
}

func look(ctx context.Context, db *store.DB) (view, error) {
	tx, err := db.Snapshot(ctx)
	if err != nil {
		return view{}, err
	}
	defer tx.Close()
	keys, err := column(ctx, tx, `SELECT document FROM layout`)
	v := view{tx.Position(), map[string]bool{}}
	for _, k := range keys {
		v.keys[k] = true
	}
	return v, err
}

// With many writers at once every change is followed once, in the order of positions, and a snapshot contains every change up to its position.
func TestFollowAndPositionUnderLoad(t *testing.T) {
	const writers, each = 6, 30
	newstest.EachAddress(t, func(t *testing.T, address string) {
		db := newstest.Open(t, address, store.Options{})
		f := follow(t, db)
		var group sync.WaitGroup
		for w := range writers {
			group.Go(func() {
				for i := range each {
					key := fmt.Sprintf("%d-%d", w, i)
					err := db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
						tx.Change(key)
						if _, err := tx.Exec(ctx, insertRow, w*1000+i, store.Forever, key); err != nil {
							return err
						}
						time.Sleep(rand.N(2 * time.Millisecond))
						return nil
					})
					if err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		var views []view
		written := make(chan struct{})
		go func() { group.Wait(); close(written) }()
		for done := false; !done; {
			select {
			case <-written:
				done = true
			default:
			}
			v, err := look(t.Context(), db)
			if err != nil {
				t.Fatal(err)
			}
			views = append(views, v)
		}
		var all []store.Change
		for len(all) < writers*each {
			all = append(all, f.next())
		}
		inOrder := slices.IsSortedFunc(all, func(a, b store.Change) int { return int(a.Position - b.Position) })
		seen := map[string]bool{}
		for _, c := range all {
			seen[c.Keys[0]] = true
		}
		if !inOrder || len(seen) != writers*each {
			t.Errorf("%d changes of %d; in order: %v", len(seen), writers*each, inOrder)
		}
		for _, v := range views {
			for _, c := range all {
				if c.Position <= v.position && !v.keys[c.Keys[0]] {
					t.Errorf("a snapshot at %d lacks the change at %d", v.position, c.Position)
				}
			}
		}
	})
}

func TestFollowReadsALongLog(t *testing.T) {
	newstest.EachDB(t, func(t *testing.T, db *store.DB) {
		f := follow(t, db)
		var want []string
		for i := range 350 {
			want = append(want, fmt.Sprint(i))
		}
		for i, key := range want {
			put(t, db, int64(i), key)
		}
		f.want(want...)
	})
}

func TestFollowSurvivesALostConnection(t *testing.T) {
	address := newstest.PostgresAddress(t)
	here, there := newstest.Open(t, address, store.Options{}), newstest.Open(t, address, store.Options{})
	f := follow(t, here)
	put(t, there, 1, "a")
	f.want("a")
	// Its own connection ends, too, and is made anew by the pool.
	err := transactSQL(t, there, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
		WHERE datname = current_database() AND pid <> pg_backend_pid()`)
	if err != nil {
		t.Fatal(err)
	}
	put(t, there, 2, "b")
	f.want("b")
}

func TestChangeLogKeepsTimeAndKeys(t *testing.T) {
	at := time.Date(2025, 7, 3, 20, 3, 1, 123_456_789, time.FixedZone("x", 3600))
	newstest.EachAddress(t, func(t *testing.T, address string) {
		db := newstest.Open(t, address, store.Options{Clock: func() time.Time { return at }})
		var told store.Change
		db.OnCommit(func(c store.Change) { told = c })
		f := follow(t, db)
		put(t, db, 1, "odd \"key\"\n\x00")
		want := store.Change{Position: told.Position, At: at.UTC().Truncate(time.Millisecond), Keys: []string{"odd \"key\"\n\x00"}}
		if diff := cmp.Diff(want, f.next()); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Error(diff)
		}
	})
}
