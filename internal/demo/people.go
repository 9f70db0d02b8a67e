package demo

import (
	"context"
	"crypto/rand"
	"strings"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
	"masthead/internal/story"
)

// Login is how one of the demo's people signs in.
type Login struct {
	Role            account.Role
	Name            string
	Email, Password string
}

// people are one of each role; the first two have bylines too.
var people = []Login{
	{Role: account.Reporter, Name: "Maud Ferrier", Email: "reporter@ormsea.example"},
	{Role: account.SubEditor, Name: "Priya Nairn", Email: "sub-editor@ormsea.example"},
	{Role: account.Editor, Name: "Edith Calloway", Email: "editor@ormsea.example"},
	{Role: account.PictureEditor, Name: "Ruben Askew", Email: "picture-editor@ormsea.example"},
	{Role: account.Administrator, Name: "Jonah Peel", Email: "administrator@ormsea.example"},
}

// CreatePeople gives the demo newsroom one person of each role, with passwords of this demo alone, and some of its stories to
// them. It returns nothing where the newsroom has people already.
func CreatePeople(ctx context.Context, db *store.DB) ([]Login, error) {
	logins := make([]Login, len(people))
	hashes := make([]account.Hash, len(people))
	for i, l := range people {
		l.Password = password()
		var err error
		if hashes[i], err = account.NewPassword(ctx, l.Password, l.Name, l.Email); err != nil {
			return nil, err
		}
		logins[i] = l
	}
	err := db.Transact(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, needed, err := account.Setup(ctx, tx); err != nil || !needed {
			return orConflict(err)
		}
		ids := map[account.Role]id.ID{}
		for i, l := range logins {
			p, err := account.Add(ctx, tx, actor, account.Person{Name: l.Name, Email: l.Email, Role: l.Role}, hashes[i])
			if err != nil {
				return err
			}
			ids[l.Role] = p.ID
		}
		return assign(ctx, tx, ids)
	})
	if errs.Is(err, errs.Conflict) {
		return nil, nil
	}
	return logins, err
}

func orConflict(err error) error {
	if err != nil {
		return err
	}
	return errs.New(errs.Conflict, "This newsroom has people already.")
}

// password makes one that nobody guesses and that can be typed: 'k3xv-…'.
func password() string {
	text := strings.ToLower(rand.Text())
	return strings.Join([]string{text[:4], text[4:8], text[8:12], text[12:16]}, "-")
}

// newestForEach is how many of the newest stories the reporter and the sub-editor find as theirs.
const newestForEach = 4

// assign gives what is not public yet to those whose work it would be, and some of the newest stories to those who write.
func assign(ctx context.Context, tx *store.Tx, who map[account.Role]id.ID) error {
	listed, err := story.List(ctx, tx, actor, story.Filter{}, story.ByPublished, "", 200)
	if err != nil {
		return err
	}
	newest := 0
	for _, w := range listed.Stories {
		var person id.ID
		switch status := w.Status(tx.Now()); {
		case w.Kind != story.Article:
			continue
		case status == story.InDraft:
			person = who[account.Reporter]
		case status == story.Scheduled:
			person = who[account.Editor]
		case status != story.Published || newest >= 2*newestForEach:
			continue
		default:
			person = who[account.Reporter]
			if newest%2 == 1 {
				person = who[account.SubEditor]
			}
			newest++
		}
		if err := story.Assign(ctx, tx, actor, w.Story, w.Version, person); err != nil {
			return err
		}
	}
	return nil
}
