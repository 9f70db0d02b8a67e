package story

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"reflect"
	"slices"
	"time"

	"masthead/internal/account"
	"masthead/internal/doc"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// Preview is a link by which people without an account see the draft of a story, as it is when they look.
type Preview struct {
	ID      id.ID
	Story   id.ID
	At      time.Time // the moment that the story is shown at; zero for that of the look
	By      id.ID     // who made it
	Created time.Time
	Expires time.Time
}

// Limits of shared previews.
const (
	maxPreviewLife = 30 * 24 * time.Hour
	maxPreviews    = 50 // of one story
)

// SharePreview makes a link that shows the draft of a story until it expires, and returns the token that belongs into its
// address: it is not kept and cannot be had again.
func SharePreview(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, at, expires time.Time) (Preview, string, error) {
	headline, err := shareable(ctx, tx, actor, story)
	if err != nil {
		return Preview{}, "", err
	}
	now := tx.Now()
	if !expires.After(now) || expires.After(now.Add(maxPreviewLife)) {
		return Preview{}, "", errs.New(errs.Invalid, "A preview expires within 30 days.")
	}
	if _, err := tx.Exec(ctx, `DELETE FROM preview WHERE story_id = ?1 AND expires_at <= ?2`, story, store.Millis(now)); err != nil {
		return Preview{}, "", wrap(err, "sharing a preview")
	}
	var shared int
	if err := tx.QueryRow(ctx, `SELECT count(*) FROM preview WHERE story_id = ?1`, story).Scan(&shared); err != nil {
		return Preview{}, "", wrap(err, "sharing a preview")
	}
	if shared >= maxPreviews {
		return Preview{}, "", errs.New(errs.Conflict, "A story has at most %d previews; revoke one first.", maxPreviews)
	}
	p := Preview{ID: id.New(now), Story: story, At: at, By: actor.Person(), Created: now, Expires: expires}
	token := rand.Text()
	_, err = tx.Exec(ctx, `INSERT INTO preview (id, token_hash, story_id, at, created_by, created_at, expires_at)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`, p.ID, hashOf(token), story, momentOrNone(at), p.By, store.Millis(now), store.Millis(expires))
	if err != nil {
		return Preview{}, "", wrap(err, "sharing a preview")
	}
	return p, token, recordPreview(ctx, tx, actor, story, headline, map[string]string{"until": expires.UTC().Format(time.RFC3339)})
}

// Previews returns the links to a story's draft that have not expired, the newest first.
func Previews(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID) ([]Preview, error) {
	if _, err := shareable(ctx, tx, actor, story); err != nil {
		return nil, err
	}
	rows, err := tx.Query(ctx, previewColumns+` WHERE story_id = ?1 AND expires_at > ?2`, story, store.Millis(tx.Now()))
	all, err := store.Collect(rows, err, scanPreview)
	slices.SortFunc(all, func(a, b Preview) int { return cmp.Compare(b.ID, a.ID) })
	return all, wrap(err, "reading previews")
}

// RevokePreview ends a link to a story's draft.
func RevokePreview(ctx context.Context, tx *store.Tx, actor account.Actor, story, preview id.ID) error {
	headline, err := shareable(ctx, tx, actor, story)
	if err != nil {
		return err
	}
	result, err := tx.Exec(ctx, `DELETE FROM preview WHERE id = ?1 AND story_id = ?2`, preview, story)
	if err != nil {
		return wrap(err, "revoking a preview")
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return errs.New(errs.NotFound, "There is no such preview; it may have expired.")
	}
	return recordPreview(ctx, tx, actor, story, headline, map[string]string{"revoked": preview.String()})
}

// PreviewByToken returns the link that a token belongs to. The error is of kind NotFound where it is forged, expired or
// revoked.
func PreviewByToken(ctx context.Context, tx *store.Tx, token string) (Preview, error) {
	p, err := scanPreview(tx.QueryRow(ctx, previewColumns+` WHERE token_hash = ?1 AND expires_at > ?2`, hashOf(token), store.Millis(tx.Now())))
	if errors.Is(err, sql.ErrNoRows) {
		return p, errs.New(errs.NotFound, "This preview has ended, or never was.")
	}
	return p, wrap(err, "reading a preview")
}

const previewColumns = `SELECT id, story_id, at, created_by, created_at, expires_at FROM preview`

func scanPreview(row store.Row) (p Preview, err error) {
	var at, created, expires int64
	err = row.Scan(&p.ID, &p.Story, &at, &p.By, &created, &expires)
	if at != 0 {
		p.At = store.Time(at)
	}
	p.Created, p.Expires = store.Time(created), store.Time(expires)
	return p, err
}

func momentOrNone(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return store.Millis(at)
}

func hashOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// shareable checks that an actor may share previews of a story, and returns its headline.
func shareable(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID) (headline string, err error) {
	var w Working
	err = tx.QueryRow(ctx, `SELECT s.kind, w.section_id, l.headline FROM working w JOIN story s ON s.id = w.story_id JOIN working_line l ON l.story_id = w.story_id
		WHERE w.story_id = ?1`, story).Scan((*string)(&w.Kind), &w.Section, &headline)
	if errors.Is(err, sql.ErrNoRows) {
		return "", errs.New(errs.NotFound, "There is no such story.")
	}
	if err != nil {
		return "", wrap(err, "reading a story")
	}
	return headline, mayIn(actor, account.Share, w)
}

func recordPreview(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, headline string, detail map[string]string) error {
	return account.Record(ctx, tx, actor, account.Event{Act: "story.preview", Noun: "story", Target: story, About: headline, Detail: detail})
}

// AsPublic returns a draft as its page would show it if it were the public text of the story at a moment: with the
// times that the story has or is to have, and its corrections.
func AsPublic(ctx context.Context, tx *store.Tx, at Moment, story id.ID, d Draft) (Public, error) {
	p := Public{Hero: d.Hero, Body: d.Body}
	p.Card = Card{Story: story, Slug: d.Slug, Kicker: d.Kicker, Headline: d.Headline, ShortHeadline: d.ShortHeadline, Standfirst: d.Standfirst,
		Dateline: d.Dateline, Language: d.Language, Section: d.Section, Byline: d.Byline, Topics: d.Topics, Words: doc.Words(d.Body)}
	if p.Slug == "" {
		p.Slug = slugOf(d.Headline)
	}
	var err error
	if _, p.HeroPicture, p.HeroAlt, err = packHero(d.Hero); err != nil {
		return p, err
	}
	err = tx.QueryRow(ctx, `SELECT kind FROM story WHERE id = ?1`, story).Scan((*string)(&p.Kind))
	if errors.Is(err, sql.ErrNoRows) {
		return p, errs.New(errs.NotFound, "There is no such story.")
	}
	if err != nil {
		return p, wrap(err, "reading a story")
	}
	public, err := PublicAt(ctx, tx, at, []id.ID{story})
	if err != nil {
		return p, err
	}
	if len(public) == 1 {
		was := public[0]
		p.First, p.Changed, p.Corrections = was.First, was.Changed, was.Corrections
		if !p.reads(was) {
			p.Changed = at.Time
		}
		return p, nil
	}
	p.First = at.Time
	if begun, err := latest(ctx, tx, story); err != nil {
		return p, err
	} else if begun != nil {
		p.First = store.Time(begun.first)
	}
	p.Changed = p.First
	all := []Public{p}
	err = addCorrections(ctx, tx, at, all)
	return all[0], err
}

// reads reports whether two texts of a story read the same.
func (p Public) reads(other Public) bool {
	mine, one := p.Body.MarshalJSON()
	theirs, two := other.Body.MarshalJSON()
	a, b := p.Card, other.Card
	a.Revision, a.First, a.Changed = b.Revision, b.First, b.Changed
	return one == nil && two == nil && bytes.Equal(mine, theirs) && reflect.DeepEqual(p.Hero, other.Hero) && sameCard(a, b)
}

func sameCard(a, b Card) bool {
	if len(a.Byline) == 0 && len(b.Byline) == 0 {
		a.Byline, b.Byline = nil, nil
	}
	if len(a.Topics) == 0 && len(b.Topics) == 0 {
		a.Topics, b.Topics = nil, nil
	}
	return reflect.DeepEqual(a, b)
}
