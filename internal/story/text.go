package story

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"masthead/internal/account"
	"masthead/internal/doc"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// text is a draft as it is stored: its lines as they are, its hero picture and body packed. Moving one from a draft to a
// revision unpacks nothing.
type text struct {
	Draft       // without hero and body
	heroPicture id.ID
	heroAlt     string
	words       int
	hero, data  []byte
}

// textColumns are the columns of working_body, and of revision with body.
const textColumns = `slug, kicker, headline, short_headline, standfirst, dateline, language, section_id, byline, topics, hero_picture,
	hero_alt, words, hero, data`

func packText(d Draft) (t text, err error) {
	t.Draft = d
	t.Hero, t.Body = nil, doc.Document{}
	if t.data, err = pack(d.Body); err != nil {
		return t, err
	}
	t.words = doc.Words(d.Body)
	t.hero, t.heroPicture, t.heroAlt, err = packHero(d.Hero)
	return t, err
}

func (t text) unpack() (Draft, error) {
	d := t.Draft
	if len(t.hero) > 0 {
		hero, err := unpack(t.hero)
		if err != nil {
			return d, err
		}
		d.Hero, _ = hero.Blocks[0].(*doc.Picture)
	}
	if len(t.data) == 0 {
		return d, nil
	}
	var err error
	d.Body, err = unpack(t.data)
	return d, err
}

func scanText(row store.Row) (t text, err error) {
	var byline, topics string
	err = row.Scan(&t.Slug, &t.Kicker, &t.Headline, &t.ShortHeadline, &t.Standfirst, &t.Dateline, &t.Language, &t.Section, &byline, &topics,
		&t.heroPicture, &t.heroAlt, &t.words, &t.hero, &t.data)
	if err != nil {
		return t, err
	}
	if t.hero == nil {
		t.hero = []byte{} // SQLite reads an empty blob as nil, which would be written as NULL
	}
	if t.Byline, err = decodeIDs(byline); err != nil {
		return t, err
	}
	t.Topics, err = decodeIDs(topics)
	return t, err
}

func (t text) values() []any {
	return []any{t.Slug, t.Kicker, t.Headline, t.ShortHeadline, t.Standfirst, t.Dateline, t.Language, t.Section, encodeIDs(t.Byline),
		encodeIDs(t.Topics), t.heroPicture, t.heroAlt, t.words, t.hero, t.data}
}

// same reports whether two texts say the same, however they were packed.
func (t text) same(o text) (bool, error) {
	if t.slug() != o.slug() || t.Kicker != o.Kicker || t.Headline != o.Headline || t.ShortHeadline != o.ShortHeadline ||
		t.Standfirst != o.Standfirst || t.Dateline != o.Dateline || t.Language != o.Language || t.Section != o.Section ||
		!slices.Equal(t.Byline, o.Byline) || !slices.Equal(t.Topics, o.Topics) || t.words != o.words {
		return false, nil
	}
	for _, pair := range [][2][]byte{{t.hero, o.hero}, {t.data, o.data}} {
		if bytes.Equal(pair[0], pair[1]) {
			continue
		}
		var texts [2][]byte
		for i, packed := range pair {
			var err error
			if texts[i], err = decoder.DecodeAll(packed, nil); err != nil {
				return false, wrap(err, "comparing texts")
			}
		}
		if !bytes.Equal(texts[0], texts[1]) {
			return false, nil
		}
	}
	return true, nil
}

// slug is the slug that the text has in an address.
func (d Draft) slug() string {
	if d.Slug == "" {
		return slugOf(d.Headline)
	}
	return d.Slug
}

func revisionText(ctx context.Context, tx *store.Tx, story, revision id.ID) (text, error) {
	t, err := scanText(tx.QueryRow(ctx, `SELECT `+textColumns+` FROM revision JOIN body ON revision_id = id WHERE id = ?1 AND story_id = ?2`,
		revision, story))
	if errors.Is(err, sql.ErrNoRows) {
		return t, errs.New(errs.NotFound, "There is no such revision of this story.")
	}
	if err != nil {
		return t, wrap(err, "reading a revision")
	}
	t.Topics, err = followed(ctx, tx, t.Topics)
	return t, err
}

// text returns the text of a story as it was last saved. The slug of one that was never public follows the headline,
// unless somebody has chosen another.
func (d *desk) text(ctx context.Context, tx *store.Tx) (t text, err error) {
	switch {
	case d.drafted:
		t, err = scanText(tx.QueryRow(ctx, `SELECT `+textColumns+` FROM working_body WHERE story_id = ?1`, d.Story))
		err = wrap(err, "reading a draft")
	case d.LatestRevision != 0:
		t, err = revisionText(ctx, tx, d.Story, d.LatestRevision)
	default:
		return packText(Draft{})
	}
	if d.First.IsZero() && t.Slug == slugOf(t.Headline) {
		t.Slug = ""
	}
	return t, err
}

// setText makes a text the story's: a draft where it is not that of the latest revision. The caller saves the row.
func (d *desk) setText(ctx context.Context, tx *store.Tx, actor account.Actor, t text) error {
	var err error
	if t.Topics, err = followed(ctx, tx, t.Topics); err != nil {
		return err
	}
	kept := false
	if d.LatestRevision != 0 {
		latest, err := revisionText(ctx, tx, d.Story, d.LatestRevision)
		if err != nil {
			return err
		}
		if kept, err = t.same(latest); err != nil {
			return err
		}
	}
	if kept {
		err = d.dropDraft(ctx, tx)
	} else {
		err = d.keepDraft(ctx, tx, t)
	}
	if err != nil {
		return err
	}
	if err := d.compare(ctx, tx, t); err != nil {
		return err
	}
	d.Saved, d.SavedBy = tx.Now(), actor.Person()
	return d.setLine(ctx, tx, t)
}

// compare notes whether the story's text is other than that of the revision published last.
func (d *desk) compare(ctx context.Context, tx *store.Tx, t text) error {
	if d.PublishedRevision == 0 || d.PublishedRevision == d.LatestRevision {
		d.differs = d.PublishedRevision != 0 && d.drafted
		return nil
	}
	published, err := revisionText(ctx, tx, d.Story, d.PublishedRevision)
	if err != nil {
		return err
	}
	same, err := t.same(published)
	d.differs = !same
	return err
}

func (d *desk) dropDraft(ctx context.Context, tx *store.Tx) error {
	if !d.drafted {
		return nil
	}
	d.drafted = false
	_, err := tx.Exec(ctx, `DELETE FROM working_body WHERE story_id = ?1`, d.Story)
	return wrap(err, "ending a draft")
}

func (d *desk) keepDraft(ctx context.Context, tx *store.Tx, t text) error {
	d.drafted = true
	_, err := tx.Exec(ctx, `INSERT INTO working_body (story_id, `+textColumns+`)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
		ON CONFLICT (story_id) DO UPDATE SET slug = ?2, kicker = ?3, headline = ?4, short_headline = ?5, standfirst = ?6, dateline = ?7,
		language = ?8, section_id = ?9, byline = ?10, topics = ?11, hero_picture = ?12, hero_alt = ?13, words = ?14, hero = ?15, data = ?16`,
		append([]any{d.Story}, t.values()...)...)
	return wrap(err, "saving a draft")
}

// setLine writes what lists show of a text, and by which it is found.
func (d *desk) setLine(ctx context.Context, tx *store.Tx, t text) error {
	d.Section = t.Section
	topics, search := d.Topics, d.search
	d.Slug, d.Kicker, d.Headline, d.ShortHeadline, d.Byline, d.Topics = t.Slug, t.Kicker, t.Headline, t.ShortHeadline, t.Byline, t.Topics
	d.HeroPicture, d.Words, d.search = t.heroPicture, t.words, searchOf(t.Draft)
	_, err := tx.Exec(ctx, `INSERT INTO working_line (story_id, slug, kicker, headline, short_headline, byline, topics, hero_picture, words)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
		ON CONFLICT (story_id) DO UPDATE SET slug = ?2, kicker = ?3, headline = ?4, short_headline = ?5, byline = ?6, topics = ?7,
		hero_picture = ?8, words = ?9`,
		d.Story, d.Slug, d.Kicker, d.Headline, d.ShortHeadline, encodeIDs(d.Byline), encodeIDs(d.Topics), d.HeroPicture, d.Words)
	if err != nil {
		return wrap(err, "writing the line of a story")
	}
	if err := relabel(ctx, tx, "working_topic", "topic_id", d.Story, topics, d.Topics); err != nil {
		return err
	}
	return relabel(ctx, tx, "working_word", "word", d.Story, wordsOf(search), wordsOf(d.search))
}

// relabel removes and adds the rows of a table by which a story is found, each with one statement: an import adds ten a
// story.
func relabel[T ~int64 | ~string](ctx context.Context, tx *store.Tx, table, column string, story id.ID, before, after []T) error {
	var gone, added []T
	for _, v := range before {
		if !slices.Contains(after, v) {
			gone = append(gone, v)
		}
	}
	for _, v := range after {
		if !slices.Contains(before, v) {
			added = append(added, v)
		}
	}
	if len(gone) > 0 {
		args := []any{story}
		if _, err := tx.Exec(ctx, "DELETE FROM "+table+" WHERE story_id = ?1 AND "+column+" IN "+store.In(&args, gone), args...); err != nil {
			return wrap(err, "labelling a story")
		}
	}
	if len(added) == 0 {
		return nil
	}
	args := []any{story}
	in := strings.Trim(store.In(&args, added), "()")
	rows := "(" + strings.ReplaceAll(in, ",", ", ?1), (") + ", ?1)"
	_, err := tx.Exec(ctx, "INSERT INTO "+table+" ("+column+", story_id) VALUES "+rows+" ON CONFLICT DO NOTHING", args...)
	return wrap(err, "labelling a story")
}

// maxSearch bounds the words by which one story is found.
const maxSearch = 60

// searchOf returns the different words of a story's headlines, kicker and slug, without case and accents, each behind a
// hyphen.
func searchOf(d Draft) string {
	var all []string
	for field := range strings.FieldsSeq(d.Headline + " " + d.Kicker + " " + d.ShortHeadline + " " + d.Slug) {
		for word := range strings.SplitSeq(id.Slug(field), "-") {
			if word != "" && len(all) < maxSearch && !slices.Contains(all, word) {
				all = append(all, word)
			}
		}
	}
	if len(all) == 0 {
		return ""
	}
	return "-" + strings.Join(all, "-")
}

// wordsOf returns the words of what searchOf made.
func wordsOf(search string) []string {
	if search == "" {
		return nil
	}
	return strings.Split(search[1:], "-")
}
