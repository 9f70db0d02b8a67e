package picture_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/picture"
	"masthead/internal/store"
)

func init() { picture.Corpus = newstest.Corpus }

var desk = account.System("desk")

func original(t *testing.T, width int) picture.Original {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, 10))); err != nil {
		t.Fatal(err)
	}
	o, err := picture.Examine(&b)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// add adds a picture in a transaction of its own.
func add(t *testing.T, db *store.DB, o picture.Original, w picture.Words) (p picture.Picture) {
	t.Helper()
	err := db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
		p, err = picture.Add(ctx, tx, desk, o, w)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAdd(t *testing.T) {
	newstest.EachDB(t, func(t *testing.T, db *store.DB) {
		var keys []string
		db.OnCommit(func(c store.Change) { keys = append(keys, c.Keys...) })
		words := picture.Words{Filename: "harbour.png", Alt: "Boats", Caption: "Boats in\nthe harbour", Credit: "Zoë"}
		o := original(t, 30)
		p := add(t, db, o, words)
		want := picture.Picture{ID: p.ID, Hash: o.Hash, Format: "png", Width: 30, Height: 10, Bytes: o.Size(),
			Filename: words.Filename, Alt: words.Alt, Caption: words.Caption, Credit: words.Credit, CreatedAt: p.CreatedAt, Version: 1}
		if diff := cmp.Diff(want, p); diff != "" || p.ID == 0 || p.CreatedAt.IsZero() {
			t.Errorf("added %+v: %s", p, diff)
		}
		if !slices.Equal(keys, []string{picture.Key(p.ID)}) {
			t.Errorf("the change names %q", keys)
		}

		again := add(t, db, o, picture.Words{Alt: "Other words"})
		if diff := cmp.Diff(p, again); diff != "" || len(keys) != 1 {
			t.Errorf("the same file again is another picture: %s; the changes name %q", diff, keys)
		}

		tx, err := db.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Close()
		if found, err := picture.ByHash(t.Context(), tx, o.Hash); err != nil || found != p {
			t.Errorf("by its hash: %+v, %v", found, err)
		}
		if _, err := picture.ByHash(t.Context(), tx, "none"); !errs.Is(err, errs.NotFound) {
			t.Errorf("by no hash: %v", err)
		}
	})
}

// TestAddAtOnce has several people add one file at the same moment.
func TestAddAtOnce(t *testing.T) {
	newstest.EachDB(t, func(t *testing.T, db *store.DB) {
		o := original(t, 30)
		added := make([]picture.Picture, 4)
		var all sync.WaitGroup
		for i := range added {
			all.Go(func() {
				err := db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
					added[i], err = picture.Add(ctx, tx, desk, o, picture.Words{})
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for _, p := range added {
			if p.ID == 0 || p != added[0] {
				t.Errorf("%+v is not %+v", p, added[0])
			}
		}
	})
}

func TestByID(t *testing.T) {
	newstest.EachDB(t, func(t *testing.T, db *store.DB) {
		var ids []id.ID
		for width := range 3 {
			p := add(t, db, original(t, width+1), picture.Words{})
			ids = append(ids, p.ID)
		}
		tx, err := db.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Close()
		for _, tt := range []struct {
			ask    []id.ID
			widths []int
		}{
			{nil, nil},
			{[]id.ID{1}, nil},
			{ids[:1], []int{1}},
			{append([]id.ID{1}, ids...), []int{1, 2, 3}},
			{[]id.ID{ids[2], ids[2]}, []int{3}},
		} {
			found, err := picture.ByID(t.Context(), tx, tt.ask)
			if err != nil {
				t.Fatal(err)
			}
			var widths []int
			for _, p := range found {
				widths = append(widths, p.Width)
			}
			slices.Sort(widths)
			if !slices.Equal(widths, tt.widths) {
				t.Errorf("%v: %v", tt.ask, widths)
			}
		}
	})
}

func TestAddRefuses(t *testing.T) {
	db := newstest.SQLite(t)
	for _, tt := range []struct {
		name  string
		actor account.Actor
		words picture.Words
		kind  errs.Kind
	}{
		{"a stranger", account.Actor{}, picture.Words{}, errs.Forbidden},
		{"a long caption", desk, picture.Words{Caption: strings.Repeat("x", 5001)}, errs.Invalid},
		{"a NUL", desk, picture.Words{Alt: "a\x00b"}, errs.Invalid},
		{"broken UTF-8", desk, picture.Words{Credit: "\xff"}, errs.Invalid},
		{"two lines of credit", desk, picture.Words{Credit: "a\nb"}, errs.Invalid},
	} {
		err := db.Transact(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			_, err := picture.Add(ctx, tx, tt.actor, original(t, 5), tt.words)
			return err
		})
		if !errs.Is(err, tt.kind) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}
