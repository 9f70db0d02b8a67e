package story

import (
	"context"
	"slices"
	"time"

	"masthead/internal/account"
	"masthead/internal/contributor"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/picture"
	"masthead/internal/store"
	"masthead/internal/topic"
)

// Begin adds a story with its first draft, owned by the actor. Everything of the draft may be empty.
func Begin(ctx context.Context, tx *store.Tx, actor account.Actor, kind Kind, content Draft) (id.ID, error) {
	if err := mayIn(actor, account.Write, Working{Kind: kind, Section: content.Section}); err != nil {
		return 0, err
	}
	t, err := written(ctx, tx, Working{}, content)
	if err != nil {
		return 0, err
	}
	story := id.New(tx.Now())
	if err := insertStory(ctx, tx, story, kind, tx.Now()); err != nil {
		return 0, err
	}
	d := desk{Working: Working{Story: story, Kind: kind, State: InDraft, Created: tx.Now(), Owner: actor.Person(), Section: content.Section}, drafted: true}
	words := searchOf(t.Draft)
	if err := d.insert(ctx, tx, actor, words); err != nil {
		return 0, err
	}
	if err := d.keepDraft(ctx, tx, t); err != nil {
		return 0, err
	}
	if err := d.setLine(ctx, tx, t); err != nil {
		return 0, err
	}
	return story, account.Record(ctx, tx, actor, d.event("create", nil))
}

// Get returns a story as the desk knows it.
func Get(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID) (Working, error) {
	if err := actor.May(account.UseDesk); err != nil {
		return Working{}, err
	}
	d, err := read(ctx, tx, story)
	if err != nil {
		return Working{}, err
	}
	return d.Working, nil
}

// Content returns the text of a story as it was last saved, by a draft or a revision.
func Content(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID) (Draft, error) {
	if err := actor.May(account.UseDesk); err != nil {
		return Draft{}, err
	}
	d, err := read(ctx, tx, story)
	if err != nil {
		return Draft{}, err
	}
	t, err := d.text(ctx, tx)
	if err != nil {
		return Draft{}, err
	}
	return t.unpack()
}

// SaveDraft keeps the text of a story as it is being written. No revision is made, and nothing public changes. The
// error is of kind Stale where version is not the story's, as with every call that takes one.
func SaveDraft(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64, content Draft) (Saved, error) {
	d, err := open(ctx, tx, story, version)
	if err != nil {
		return Saved{}, err
	}
	if err := mayMove(actor, d.Working, content.Section); err != nil {
		return Saved{}, err
	}
	t, err := written(ctx, tx, d.Working, content)
	if err != nil {
		return Saved{}, err
	}
	if err := d.setText(ctx, tx, actor, t); err != nil {
		return Saved{}, err
	}
	if err := d.save(ctx, tx, actor); err != nil {
		return Saved{}, err
	}
	return Saved{Version: d.Version, At: d.Saved, Words: d.Words, Reading: readingTime(d.Words), Changed: d.Changed}, nil
}

// perMinute is how many words a reader reads in a minute.
const perMinute = 230

func readingTime(words int) time.Duration {
	return (time.Duration(words) * time.Minute / perMinute).Round(time.Second)
}

// mayMove refuses who may not write a story, or not in the section into which it is to move.
func mayMove(actor account.Actor, w Working, section id.ID) error {
	if err := mayWrite(actor, w); err != nil {
		return err
	}
	w.Section = section
	return mayWrite(actor, w)
}

// written checks and packs a draft. What it names for the first time must exist.
func written(ctx context.Context, tx *store.Tx, before Working, d Draft) (text, error) {
	if err := d.checkWriting(); err != nil {
		return text{}, err
	}
	t, err := packText(d)
	if err != nil {
		return t, err
	}
	if d.Section != before.Section {
		if err := isSection(ctx, tx, d.Section); err != nil {
			return t, err
		}
	}
	if !slices.Equal(d.Topics, before.Topics) {
		if err := areTopics(ctx, tx, d.Topics); err != nil {
			return t, err
		}
	}
	if !slices.Equal(d.Byline, before.Byline) {
		found, err := contributor.ByID(ctx, tx, store.Latest, d.Byline)
		if err := missing("contributor", d.Byline, found, func(c contributor.Contributor) id.ID { return c.ID }, err); err != nil {
			return t, err
		}
	}
	if t.heroPicture != 0 && t.heroPicture != before.HeroPicture {
		wanted := []id.ID{t.heroPicture}
		found, err := picture.ByID(ctx, tx, wanted)
		return t, missing("picture", wanted, found, func(p picture.Picture) id.ID { return p.ID }, err)
	}
	return t, nil
}

func isSection(ctx context.Context, tx *store.Tx, section id.ID) error {
	if section == 0 {
		return nil
	}
	_, err := topic.SectionByID(ctx, tx, store.Latest, section)
	if errs.Is(err, errs.NotFound) {
		return errs.New(errs.Invalid, "There is no section %s.", section)
	}
	return err
}

func areTopics(ctx context.Context, tx *store.Tx, topics []id.ID) error {
	topics, err := followed(ctx, tx, topics)
	if err != nil {
		return err
	}
	found, err := topic.TopicsByID(ctx, tx, store.Latest, topics)
	return missing("topic", topics, found, func(t topic.Topic) id.ID { return t.ID }, err)
}

// missing refuses ids of things that were not found.
func missing[T any](noun string, wanted []id.ID, found []T, idOf func(T) id.ID, err error) error {
	if err != nil {
		return err
	}
	for _, w := range wanted {
		if !slices.ContainsFunc(found, func(f T) bool { return idOf(f) == w }) {
			return errs.New(errs.Invalid, "There is no %s %s.", noun, w)
		}
	}
	return nil
}

// event is what the audit log says of an act on the story.
func (d *desk) event(act string, detail map[string]string) account.Event {
	return account.Event{Act: "story." + act, Noun: "story", Target: d.Story, About: d.Headline, Detail: detail}
}
