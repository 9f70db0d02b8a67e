package store_test

import (
	"context"
	"strconv"
	"sync"
	"testing"

	"masthead/internal/newstest"
	"masthead/internal/store"
)

// increment adds one to the number that stands in the row 1.
func increment(ctx context.Context, tx *store.Tx) error {
	var text string
	if err := tx.QueryRow(ctx, `SELECT document FROM layout WHERE from_at = 1`).Scan(&text); err != nil {
		return err
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE layout SET document = ?1 WHERE from_at = 1`, strconv.Itoa(n+1))
	return err
}

func zero(t *testing.T, db *store.DB) {
	t.Helper()
	if err := transactSQL(t, db, insertRow, 1, store.Forever, "0"); err != nil {
		t.Fatal(err)
	}
}

func number1(t *testing.T, db *store.DB) string {
	t.Helper()
	tx, err := db.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Close()
	got, err := column(t.Context(), tx, `SELECT document FROM layout WHERE from_at = 1`)
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	return got[0]
}

func TestTransactionsBehaveAsOneAfterAnother(t *testing.T) {
	newstest.EachAddress(t, func(t *testing.T, address string) {
		nodes := []*store.DB{newstest.Open(t, address, store.Options{}), newstest.Open(t, address, store.Options{})}
		zero(t, nodes[0])
		var group sync.WaitGroup
		for i := range 4 {
			group.Go(func() {
				for range 10 {
					if err := nodes[i%2].Transact(t.Context(), increment); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		if n := number1(t, nodes[0]); n != "40" {
			t.Errorf("40 increments made %s", n)
		}
	})
}

func TestTransactIsRunAgainAfterACollision(t *testing.T) {
	address := newstest.PostgresAddress(t)
	here, there := newstest.Open(t, address, store.Options{}), newstest.Open(t, address, store.Options{})
	zero(t, here)
	told, runs := 0, 0
	here.OnCommit(func(store.Change) { told++ })
	err := here.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		runs++
		tx.Change("a")
		var text string
		if err := tx.QueryRow(ctx, `SELECT document FROM layout WHERE from_at = 1`).Scan(&text); err != nil {
			return err
		}
		if runs == 1 {
			if err := there.Transact(t.Context(), increment); err != nil {
				return err
			}
		}
		return increment(ctx, tx)
	})
	if err != nil || runs != 2 || told != 1 {
		t.Errorf("%v after %d runs; told %d times", err, runs, told)
	}
	if n := number1(t, here); n != "2" {
		t.Errorf("2 increments made %s", n)
	}
}

func TestTransactGivesUpAfterManyCollisions(t *testing.T) {
	address := newstest.PostgresAddress(t)
	here, there := newstest.Open(t, address, store.Options{}), newstest.Open(t, address, store.Options{})
	zero(t, here)
	runs := 0
	err := here.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		runs++
		var text string
		if err := tx.QueryRow(ctx, `SELECT document FROM layout WHERE from_at = 1`).Scan(&text); err != nil {
			return err
		}
		if err := there.Transact(t.Context(), increment); err != nil {
			return err
		}
		return increment(ctx, tx)
	})
	wantUnavailable(t, err, "Too many changes")
	if n := number1(t, here); n != strconv.Itoa(runs) {
		t.Errorf("%d other increments made %s", runs, n)
	}
}
