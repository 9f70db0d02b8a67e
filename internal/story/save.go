package story

import (
	"context"
	"fmt"
	"strings"
	"time"

	"masthead/internal/account"
	"masthead/internal/doc"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// Limits of what an editor may write, in bytes or number.
const (
	maxLine   = 1000
	maxLabels = 100
)

// Create adds a story without revisions and returns its id. created is when it came to be: an import gives the
// original's date. It is for parts of the program, as are CreateWithID, Save, Publish, Withdraw and Correct; people begin
// stories with Begin and take them through the workflow.
func Create(ctx context.Context, tx *store.Tx, actor account.Actor, kind Kind, created time.Time) (id.ID, error) {
	story := id.New(tx.Now())
	return story, CreateWithID(ctx, tx, actor, story, kind, created)
}

// CreateWithID adds a story whose id was made beforehand.
func CreateWithID(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, kind Kind, created time.Time) error {
	if err := program(actor, account.Write); err != nil {
		return err
	}
	if err := insertStory(ctx, tx, story, kind, created); err != nil {
		return err
	}
	d := desk{Working: Working{Story: story, Kind: kind, State: InDraft, Created: created}}
	return d.insert(ctx, tx, actor, "")
}

// program refuses people, who may not pass the workflow by.
func program(actor account.Actor, action account.Action) error {
	if err := actor.May(action); err != nil {
		return err
	}
	if actor.Person() != 0 {
		return errs.New(errs.Forbidden, "Only a part of the program may pass the workflow by.")
	}
	return nil
}

func insertStory(ctx context.Context, tx *store.Tx, story id.ID, kind Kind, created time.Time) error {
	if kind != Article && kind != Page {
		return errs.New(errs.Invalid, "%q is not a kind of story.", kind)
	}
	_, err := tx.Exec(ctx, `INSERT INTO story (id, kind, created_at) VALUES (?1, ?2, ?3)`, story, string(kind), store.Millis(created))
	if store.IsUnique(err) {
		return errs.Wrap(err, errs.Conflict, "There is a story %s already.", story)
	}
	return wrap(err, "creating a story")
}

// Save keeps a draft as a new revision of a story and returns the revision's id. Nothing public changes. The draft must
// be one that Check accepts. What somebody is writing at the desk meanwhile becomes a revision before it.
func Save(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, d Draft) (id.ID, error) {
	if err := program(actor, account.Write); err != nil {
		return 0, err
	}
	if d.Slug == "" {
		d.Slug = slugOf(d.Headline)
	}
	if err := d.checkLines(); err != nil {
		return 0, err
	}
	t, err := packText(d)
	if err != nil {
		return 0, err
	}
	row, err := read(ctx, tx, story)
	if err != nil {
		return 0, err
	}
	if row.drafted {
		if err := row.keep(ctx, tx, actor, "revise", ""); err != nil {
			return 0, err
		}
	}
	if row.LatestRevision, err = insertRevision(ctx, tx, actor, story, t, "", ""); err != nil {
		return 0, err
	}
	row.Saved, row.SavedBy, row.differs = tx.Now(), 0, row.PublishedRevision != 0
	if err := row.setLine(ctx, tx, t); err != nil {
		return 0, err
	}
	return row.LatestRevision, row.save(ctx, tx, actor)
}

// insertRevision keeps a text for ever.
func insertRevision(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, t text, act, note string) (id.ID, error) {
	revision := id.New(tx.Now())
	_, err := tx.Exec(ctx, `INSERT INTO revision (id, story_id, at, actor, person_id, act, note, slug, kicker, headline, short_headline,
		standfirst, dateline, language, section_id, byline, topics, hero_picture, hero_alt, words)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)`,
		revision, story, store.Millis(tx.Now()), actor.Name(), actor.Person(), act, note, t.slug(), t.Kicker, t.Headline, t.ShortHeadline,
		t.Standfirst, t.Dateline, t.Language, t.Section, encodeIDs(t.Byline), encodeIDs(t.Topics), t.heroPicture, t.heroAlt, t.words)
	if err != nil {
		return 0, wrap(err, "saving a revision")
	}
	_, err = tx.Exec(ctx, `INSERT INTO body (revision_id, hero, data) VALUES (?1, ?2, ?3)`, revision, t.hero, t.data)
	return revision, wrap(err, "saving a body")
}

func slugOf(headline string) string {
	if s := id.Slug(headline); s != "" {
		return s
	}
	return "story"
}

// Check reports, as an error of kind Invalid, what stops a draft from being saved.
func (d Draft) Check() error {
	if err := d.checkLines(); err != nil {
		return err
	}
	return doc.Validate(d.Body)
}

// checkLines checks all but the body, which is checked as it is packed.
func (d Draft) checkLines() error {
	if strings.TrimSpace(d.Headline) == "" {
		return errs.New(errs.Invalid, "A story needs a headline.")
	}
	return d.checkWriting()
}

// checkWriting is checkLines for what is still being written, which may lack anything.
func (d Draft) checkWriting() error {
	if !store.IsText(d.Kicker, d.Headline, d.ShortHeadline, d.Standfirst, d.Dateline, d.Language) {
		return errs.New(errs.Invalid, "A story's lines must be text in UTF-8.")
	}
	for _, line := range []struct{ name, text string }{
		{"headline", d.Headline}, {"kicker", d.Kicker}, {"short headline", d.ShortHeadline}, {"dateline", d.Dateline}, {"language", d.Language},
	} {
		if len(line.text) > maxLine {
			return errs.New(errs.Invalid, "The %s has more than %d bytes.", line.name, maxLine)
		}
	}
	if len(d.Standfirst) > 10*maxLine {
		return errs.New(errs.Invalid, "The standfirst has more than %d bytes.", 10*maxLine)
	}
	if d.Slug != "" && id.Slug(d.Slug) != d.Slug {
		return errs.New(errs.Invalid, "%q cannot stand in an address; try %q.", d.Slug, slugOf(d.Headline))
	}
	if len(d.Byline) > maxLabels || len(d.Topics) > maxLabels {
		return errs.New(errs.Invalid, "A story has at most %d contributors and %d topics.", maxLabels, maxLabels)
	}
	return nil
}

func encodeIDs(ids []id.ID) string {
	if len(ids) == 0 {
		return ""
	}
	parts := make([]string, len(ids))
	for i, v := range ids {
		parts[i] = v.String()
	}
	return strings.Join(parts, " ")
}

func decodeIDs(text string) ([]id.ID, error) {
	var ids []id.ID
	for part := range strings.FieldsSeq(text) {
		v, err := id.Parse(part)
		if err != nil {
			return nil, err
		}
		ids = append(ids, v)
	}
	return ids, nil
}

func packHero(hero *doc.Picture) (data []byte, picture id.ID, alt string, err error) {
	if hero == nil {
		return []byte{}, 0, "", nil
	}
	picture, err = id.Parse(hero.Picture)
	if err != nil {
		return nil, 0, "", errs.Wrap(err, errs.Invalid, "The hero picture has no id.")
	}
	data, err = pack(doc.Document{Blocks: []doc.Block{hero}})
	return data, picture, hero.Alt, err
}

func pack(d doc.Document) ([]byte, error) {
	text, err := d.MarshalJSON()
	if err != nil {
		return nil, err
	}
	return encoder.EncodeAll(text, make([]byte, 0, len(text)/2)), nil
}

func unpack(data []byte) (doc.Document, error) {
	text, err := decoder.DecodeAll(data, nil)
	if err != nil {
		return doc.Document{}, fmt.Errorf("unpacking a document: %w", err)
	}
	return doc.Parse(text)
}

func wrap(err error, doing string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
