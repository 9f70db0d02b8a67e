package picture_test

import (
	"context"
	"testing"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/picture"
	"masthead/internal/store"
)

func TestDescribe(t *testing.T) {
	newstest.EachDB(t, func(t *testing.T, db *store.DB) {
		p := add(t, db, original(t, 40), picture.Words{Filename: "ferry.png"})
		describe := func(actor account.Actor, version int64, d picture.Description) (picture.Picture, error) {
			var got picture.Picture
			err := db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
				got, err = picture.Describe(ctx, tx, actor, p.ID, version, d)
				return err
			})
			return got, err
		}
		alt, credit, bad := "A ferry", "Zoë", "a\x00b"
		got, err := describe(desk, 1, picture.Description{Alt: &alt})
		if err != nil || got.Alt != alt || got.Version != 2 {
			t.Fatalf("%+v, %v", got, err)
		}
		if got, err = describe(desk, 2, picture.Description{Credit: &credit}); err != nil || got.Alt != alt || got.Credit != credit {
			t.Fatalf("a second change: %+v, %v", got, err)
		}
		if got, err = describe(desk, 3, picture.Description{Credit: &credit}); err != nil || got.Version != 3 {
			t.Errorf("a change that changes nothing: %+v, %v", got, err)
		}
		if _, err := describe(desk, 2, picture.Description{Alt: &credit}); !errs.Is(err, errs.Stale) {
			t.Errorf("over another's change: %v", err)
		}
		if _, err := describe(account.Actor{}, 3, picture.Description{Alt: &credit}); !errs.Is(err, errs.Forbidden) {
			t.Errorf("by nobody: %v", err)
		}
		if _, err := describe(desk, 3, picture.Description{Alt: &bad}); !errs.Is(err, errs.Invalid) {
			t.Errorf("with what is no text: %v", err)
		}
	})
}

func TestNewest(t *testing.T) {
	newstest.EachDB(t, func(t *testing.T, db *store.DB) {
		ferry := add(t, db, original(t, 41), picture.Words{Filename: "ferry.png", Alt: "A white ferry at the pier"})
		pier := add(t, db, original(t, 42), picture.Words{Filename: "pier.png", Caption: "The Pier, 100% rebuilt", Credit: "Ada"})
		find := func(query string, below id.ID, limit int) (ids []id.ID) {
			tx, err := db.Snapshot(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer tx.Close()
			found, err := picture.Newest(t.Context(), tx, query, below, limit)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range found {
				ids = append(ids, p.ID)
			}
			return ids
		}
		for _, test := range []struct {
			query string
			below id.ID
			limit int
			want  []id.ID
		}{
			{"", 0, 10, []id.ID{pier.ID, ferry.ID}},
			{"", 0, 1, []id.ID{pier.ID}},
			{"", pier.ID, 10, []id.ID{ferry.ID}},
			{"PIER", 0, 10, []id.ID{pier.ID, ferry.ID}},
			{"pier ada", 0, 10, []id.ID{pier.ID}},
			{"100%", 0, 10, []id.ID{pier.ID}},
			{"1%r", 0, 10, nil},
			{"f_rry", 0, 10, nil},
			{"'; DROP TABLE picture", 0, 10, nil},
		} {
			got := find(test.query, test.below, test.limit)
			if len(got) != len(test.want) || len(got) > 0 && got[0] != test.want[0] {
				t.Errorf("%q below %s: %v, want %v", test.query, test.below, got, test.want)
			}
		}
	})
}
