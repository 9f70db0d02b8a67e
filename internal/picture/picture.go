// Package picture keeps originals with their words, and makes the renditions that readers see.
package picture

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// Picture is an original in the library. Width and Height are as it is seen, after its orientation was applied.
type Picture struct {
	ID            id.ID
	Hash          string // SHA-256 of the file, in hexadecimal
	Format        string // "jpeg", "png", "gif" or "webp"
	Width, Height int
	Bytes         int64
	Filename      string // as it came
	Alt           string
	Caption       string
	Credit        string
	CreatedAt     time.Time
	Version       int64 // of the words
}

// Words are what is said about a picture. A story that shows it may say something else.
type Words struct{ Filename, Alt, Caption, Credit string }

// Key is what a page notes that shows the picture, and what a change names.
func Key(i id.ID) string { return "picture:" + i.String() }

// Add puts an original, which Library.Store must have kept before, into the library. A file that is there already is
// the same picture: Add returns it with the words that it has.
func Add(ctx context.Context, tx *store.Tx, actor account.Actor, o Original, w Words) (Picture, error) {
	if err := actor.May(account.AddPictures); err != nil {
		return Picture{}, err
	}
	if o.Hash == "" {
		return Picture{}, errors.New("picture: adding an original that was not examined")
	}
	if err := w.check(); err != nil {
		return Picture{}, err
	}
	added := id.New(tx.Now())
	_, err := tx.Exec(ctx, `INSERT INTO picture (id, hash, format, width, height, bytes, filename, alt, caption, credit, created_at)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (hash) DO NOTHING`,
		added, o.Hash, o.Format, o.Width, o.Height, o.Size(), w.Filename, w.Alt, w.Caption, w.Credit, store.Millis(tx.Now()))
	if err != nil {
		return Picture{}, fmt.Errorf("adding a picture: %w", err)
	}
	p, err := ByHash(ctx, tx, o.Hash)
	if err != nil || p.ID != added {
		return p, err
	}
	tx.Change(Key(p.ID))
	return p, account.Record(ctx, tx, actor, account.Event{Act: "picture.add", Noun: "picture", Target: p.ID, About: p.Filename})
}

func (w Words) check() error {
	for _, field := range []struct {
		name, value string
		limit       int
		lines       bool
	}{
		{"file name", w.Filename, 300, false},
		{"alt text", w.Alt, 2000, true},
		{"caption", w.Caption, 5000, true},
		{"credit", w.Credit, 500, false},
	} {
		if len(field.value) > field.limit {
			return errs.New(errs.Invalid, "The picture's %s is longer than %d bytes.", field.name, field.limit)
		}
		forbidden := func(r rune) bool {
			return unicode.IsControl(r) && !(field.lines && (r == '\n' || r == '\t'))
		}
		if !utf8.ValidString(field.value) || strings.ContainsFunc(field.value, forbidden) {
			return errs.New(errs.Invalid, "The picture's %s holds characters that are not text.", field.name)
		}
	}
	return nil
}

const columns = `SELECT id, hash, format, width, height, bytes, filename, alt, caption, credit, created_at, version FROM picture`

func scan(row store.Row) (p Picture, err error) {
	var created int64
	err = row.Scan(&p.ID, &p.Hash, &p.Format, &p.Width, &p.Height, &p.Bytes, &p.Filename, &p.Alt, &p.Caption, &p.Credit, &created, &p.Version)
	p.CreatedAt = store.Time(created)
	return p, err
}

// ByID returns the pictures with these ids, in no order; those that do not exist are left out.
func ByID(ctx context.Context, tx *store.Tx, ids []id.ID) ([]Picture, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var args []any
	list := store.In(&args, ids)
	rows, err := tx.Query(ctx, columns+` WHERE id IN `+list, args...)
	return store.Collect(rows, err, scan)
}

// ByHash finds the picture whose file has a hash. The error is of kind NotFound where there is none.
func ByHash(ctx context.Context, tx *store.Tx, hash string) (Picture, error) {
	p, err := scan(tx.QueryRow(ctx, columns+` WHERE hash = ?1`, hash))
	if errors.Is(err, sql.ErrNoRows) {
		return p, errNotFound()
	}
	return p, err
}
