package store_test

import (
	"context"
	"testing"

	"masthead/internal/newstest"
	"masthead/internal/store"
)

// What every rendered page pays: a snapshot and a query in it.
func BenchmarkSnapshot(b *testing.B) {
	eachBench(b, func(b *testing.B, db *store.DB) {
		for b.Loop() {
			tx, err := db.Snapshot(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			var n int
			if err := tx.QueryRow(b.Context(), `SELECT count(*) FROM layout WHERE from_at = ?1`, 1).Scan(&n); err != nil {
				b.Fatal(err)
			}
			tx.Close()
		}
	})
}

// What every saved change pays: a row, its row in the change log, and the disk.
func BenchmarkTransact(b *testing.B) {
	eachBench(b, func(b *testing.B, db *store.DB) {
		for n := 0; b.Loop(); n++ {
			err := db.Transact(b.Context(), func(ctx context.Context, tx *store.Tx) error {
				tx.Change("a")
				_, err := tx.Exec(ctx, insertRow, n, store.Forever, "x")
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

func eachBench(b *testing.B, fn func(b *testing.B, db *store.DB)) {
	b.Run("sqlite", func(b *testing.B) { fn(b, newstest.SQLite(b)) })
	b.Run("postgres", func(b *testing.B) { fn(b, newstest.Postgres(b)) })
}
