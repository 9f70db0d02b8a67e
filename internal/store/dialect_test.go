package store_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/newstest"
	"masthead/internal/store"
)

func TestDollars(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"SELECT 1", "SELECT 1"},
		{"SELECT ?1, ?2+?1", "SELECT $1, $2+$1"},
		{"x = ?12", "x = $12"},
		{"(?65535)", "($65535)"},
		{"'?1' = ?1", "'?1' = $1"},
		{"'it''s ?1' = ?1", "'it''s ?1' = $1"},
		{`"a?1" = ?1`, `"a?1" = $1`},
		{`"a""?1" = ?1`, `"a""?1" = $1`},
		{"?1 -- ?2\n?3", "$1 -- ?2\n$3"},
		{"?1 -- ?2", "$1 -- ?2"},
		{"?1 /* ?2 ' */ ?3", "$1 /* ?2 ' */ $3"},
		{"/*/ ?1 */ ?2", "/*/ ?1 */ $2"},
		{"a - ?1 / ?2", "a - $1 / $2"},
		{"'open ?1", "'open ?1"},
		{"/* open ?1", "/* open ?1"},
		{"é ?1", "é $1"},
	} {
		got, err := store.Dollars(test.in)
		if err != nil || got != test.want {
			t.Errorf("%q became %q, %v; want %q", test.in, got, err, test.want)
		}
	}
	for _, bad := range []string{"?", "? ", "a ?b", "?0", "?01", "?65536", "?9999999", "$1", "$$x$$", "$"} {
		if got, err := store.Dollars(bad); err == nil {
			t.Errorf("%q became %q, not an error", bad, got)
		}
	}
}

func FuzzDollars(f *testing.F) {
	for _, seed := range []string{"?1", "'?1", "--\n?1", "/**/?1", `"?"`, "$1", "?"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		out, err := store.Dollars(in)
		if err != nil {
			return
		}
		if len(in) != len(out) {
			t.Fatalf("%q became %q", in, out)
		}
		for i := range len(in) {
			if in[i] != out[i] && (in[i] != '?' || out[i] != '$') {
				t.Fatalf("%q became %q: byte %d", in, out, i)
			}
		}
		if strings.Count(in, "?") == 0 && in != out {
			t.Fatalf("%q became %q", in, out)
		}
	})
}

func TestIn(t *testing.T) {
	for _, test := range []struct {
		values []int64
		want   string
		args   []any
	}{
		{nil, "(NULL)", []any{"first"}},
		{[]int64{7}, "(?2)", []any{"first", int64(7)}},
		{[]int64{7, 8}, "(?2,?3)", []any{"first", int64(7), int64(8)}},
		{[]int64{7, 8, 9}, "(?2,?3,?4,?5)", []any{"first", int64(7), int64(8), int64(9), int64(9)}},
	} {
		args := []any{"first"}
		got := store.In(&args, test.values)
		if got != test.want {
			t.Errorf("%v: %s, want %s", test.values, got, test.want)
		}
		if diff := cmp.Diff(test.args, args); diff != "" {
			t.Errorf("%v: %s", test.values, diff)
		}
	}
}

// A name is a kind of text with its own MarshalText, a number one of int64: drivers treat both in their own ways.
type (
	name   string
	number int64
)

func (n number) MarshalText() ([]byte, error) { return []byte("text"), nil }

func TestBothEnginesReadWhatWasWritten(t *testing.T) {
	newstest.EachDB(t, func(t *testing.T, db *store.DB) {
		err := db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			for i, n := range []name{"b", "a", "B", "é", "Z", "z", ""} {
				if _, err := tx.Exec(ctx, insertRow, number(i), store.Forever, n); err != nil {
					return err
				}
			}
			_, err := tx.Exec(ctx, `INSERT INTO imported (source, item, noun_id, digest) VALUES (?1, ?2, ?3, '?1')`, name("s"), "007", number(9))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		tx, err := db.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Close()
		var id number
		var item, digest string
		args := []any{}
		query := `SELECT noun_id, item, digest FROM imported WHERE source IN ` + store.In(&args, []name{"r", "s", "t"})
		if err := tx.QueryRow(t.Context(), query, args...).Scan(&id, &item, &digest); err != nil {
			t.Fatal(err)
		}
		if id != 9 || item != "007" || digest != "?1" {
			t.Errorf("read %d, %q, %q", id, item, digest)
		}
		// The order of bytes, whatever the database was created for.
		got, err := column(t.Context(), tx, `SELECT document FROM layout ORDER BY document`)
		if diff := cmp.Diff([]string{"", "B", "Z", "a", "b", "z", "é"}, got); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
		got, err = column(t.Context(), tx, `SELECT document FROM layout WHERE document > ?1 ORDER BY document`, "Z")
		if diff := cmp.Diff([]string{"a", "b", "z", "é"}, got); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
	})
}

func column(ctx context.Context, tx *store.Tx, query string, args ...any) ([]string, error) {
	found, err := tx.Query(ctx, query, args...)
	return store.Collect(found, err, func(row store.Row) (s string, err error) {
		return s, row.Scan(&s)
	})
}

func TestWrongSQLIsReported(t *testing.T) {
	newstest.EachDB(t, func(t *testing.T, db *store.DB) {
		tx, err := db.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Close()
		if _, err := tx.Query(t.Context(), `SELECT "no_such_column" FROM layout`); err == nil {
			t.Error("a name in double quotes was taken for text")
		}
		var n int
		if err := tx.QueryRow(t.Context(), `SELECT nonsense FROM layout`).Scan(&n); err == nil {
			t.Error("a column that does not exist was read")
		}
	})
}
