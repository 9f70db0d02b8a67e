package picture

import (
	"context"
	"fmt"
	"strings"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// Description is what is said of a picture from now on; what is nil stays.
type Description struct{ Alt, Caption, Credit *string }

// Describe changes what is said of a picture. Stories that show it keep what they say themselves. The error is of kind
// Stale where version is not the picture's.
func Describe(ctx context.Context, tx *store.Tx, actor account.Actor, picture id.ID, version int64, d Description) (Picture, error) {
	if err := actor.May(account.AddPictures); err != nil {
		return Picture{}, err
	}
	found, err := ByID(ctx, tx, []id.ID{picture})
	if err != nil || len(found) == 0 {
		if err == nil {
			err = errNotFound()
		}
		return Picture{}, err
	}
	p := found[0]
	if p.Version != version {
		return p, errs.New(errs.Stale, "This picture's words have been changed since you read them.")
	}
	changed := account.Difference{}
	for _, f := range []struct {
		name string
		now  *string
		kept *string
	}{{"alt", d.Alt, &p.Alt}, {"caption", d.Caption, &p.Caption}, {"credit", d.Credit, &p.Credit}} {
		if f.now != nil {
			changed.Add(f.name, *f.kept, *f.now)
			*f.kept = *f.now
		}
	}
	if err := (Words{p.Filename, p.Alt, p.Caption, p.Credit}).check(); err != nil || len(changed) == 0 {
		return p, err
	}
	p.Version++
	if _, err := tx.Exec(ctx, `UPDATE picture SET alt = ?2, caption = ?3, credit = ?4, version = ?5 WHERE id = ?1`,
		p.ID, p.Alt, p.Caption, p.Credit, p.Version); err != nil {
		return p, fmt.Errorf("describing a picture: %w", err)
	}
	tx.Change(Key(p.ID))
	return p, account.Record(ctx, tx, actor, account.Event{Act: "picture.change", Noun: "picture", Target: p.ID, About: p.Filename, Detail: changed})
}

// maxQuery bounds the words that pictures are looked for by.
const maxQuery = 8

// Newest returns at most limit pictures, the newest first, whose words hold every word of the query, below one; zero is
// above all.
func Newest(ctx context.Context, tx *store.Tx, query string, below id.ID, limit int) ([]Picture, error) {
	args := []any{limit}
	where := "1 = 1"
	if below != 0 {
		args = append(args, below)
		where = fmt.Sprintf("id < ?%d", len(args))
	}
	words := strings.Fields(strings.ToLower(query))
	for _, word := range words[:min(len(words), maxQuery)] {
		args = append(args, "%"+likeEscapes.Replace(word)+"%")
		where += fmt.Sprintf(` AND lower(filename || ' ' || alt || ' ' || caption || ' ' || credit) LIKE ?%d ESCAPE '!'`, len(args))
	}
	rows, err := tx.Query(ctx, columns+` WHERE `+where+` ORDER BY id DESC LIMIT ?1`, args...)
	return store.Collect(rows, err, scan)
}

var likeEscapes = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")
