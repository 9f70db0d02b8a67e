package topic

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// Merge makes one topic part of another from now on. Its address leads to the other's, and Follow does too. The caller
// moves the stories that stand in its list.
func Merge(ctx context.Context, tx *store.Tx, actor account.Actor, from, into id.ID) error {
	if err := actor.May(account.ManageTopics); err != nil {
		return err
	}
	if from == into {
		return errs.New(errs.Invalid, "A topic cannot be merged into itself.")
	}
	found, err := TopicsByID(ctx, tx, store.Latest, []id.ID{from, into})
	if err != nil {
		return err
	}
	if len(found) != 2 {
		return errs.New(errs.NotFound, "There is no such topic.")
	}
	if found[0].ID != from {
		slices.Reverse(found)
	}
	at, err := store.Supersede(ctx, tx, "topic", "id = ?1", from)
	if err != nil {
		return err
	}
	// What had been merged into the one leads on to the other.
	rows, err := tx.Query(ctx, `SELECT topic_id FROM merged WHERE into_id = ?1 AND until_at = ?2`, from, store.Forever)
	led, err := store.Collect(rows, err, func(row store.Row) (i id.ID, err error) { return i, row.Scan(&i) })
	if err != nil {
		return fmt.Errorf("merging topics: %w", err)
	}
	for _, t := range append(led, from) {
		began, err := store.Supersede(ctx, tx, "merged", "topic_id = ?1", t)
		if err != nil {
			return err
		}
		if _, err = tx.Exec(ctx, `INSERT INTO merged (topic_id, from_at, until_at, into_id) VALUES (?1, ?2, ?3, ?4)`,
			t, max(began, at), store.Forever, into); err != nil {
			return fmt.Errorf("merging topics: %w", err)
		}
		tx.Change(Key(t))
	}
	tx.Change(Key(into), TopicsKey(), FeaturedKey())
	return account.Record(ctx, tx, actor, account.Event{Act: "topic.merge", Noun: "topic", Target: from, About: found[0].Name,
		Detail: map[string]string{"into": found[1].Name}})
}

// Follow says, of those of these topics that had been merged at a moment, into which.
func Follow(ctx context.Context, tx *store.Tx, moment time.Time, topics []id.ID) (map[id.ID]id.ID, error) {
	if len(topics) == 0 {
		return nil, nil
	}
	args := []any{store.Millis(moment)}
	rows, err := tx.Query(ctx, `SELECT topic_id, into_id FROM merged WHERE from_at <= ?1 AND until_at > ?1 AND topic_id IN `+
		store.In(&args, topics), args...)
	type step struct{ from, into id.ID }
	steps, err := store.Collect(rows, err, func(row store.Row) (s step, err error) { return s, row.Scan(&s.from, &s.into) })
	if err != nil {
		return nil, fmt.Errorf("following merged topics: %w", err)
	}
	into := make(map[id.ID]id.ID, len(steps))
	for _, s := range steps {
		into[s.from] = s.into
	}
	return into, nil
}

// Followed returns topics with those in place of the merged ones that they have become part of, each once.
func Followed(topics []id.ID, into map[id.ID]id.ID) []id.ID {
	if len(into) == 0 {
		return topics
	}
	var all []id.ID
	for _, t := range topics {
		if other := into[t]; other != 0 {
			t = other
		}
		if !slices.Contains(all, t) {
			all = append(all, t)
		}
	}
	return all
}

// maxFeatured bounds how many topics a newsroom features.
const maxFeatured = 60

// Feature makes these the topics that the newsroom features, in their order, from now on.
func Feature(ctx context.Context, tx *store.Tx, actor account.Actor, topics []id.ID) error {
	if err := actor.May(account.ManageTopics); err != nil {
		return err
	}
	if len(topics) > maxFeatured {
		return errs.New(errs.Invalid, "A newsroom features at most %d topics.", maxFeatured)
	}
	found, err := TopicsByID(ctx, tx, store.Latest, topics)
	if err != nil {
		return err
	}
	if len(found) != len(topics) {
		return errs.New(errs.Invalid, "A topic that is featured exists, and is named once.")
	}
	var ids, names []string
	for _, i := range topics {
		ids = append(ids, i.String())
		names = append(names, found[slices.IndexFunc(found, func(t Topic) bool { return t.ID == i })].Name)
	}
	from, err := store.Supersede(ctx, tx, "featured", "")
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO featured (from_at, until_at, topics) VALUES (?1, ?2, ?3)`, from, store.Forever, strings.Join(ids, " "))
	if err != nil {
		return fmt.Errorf("featuring topics: %w", err)
	}
	tx.Change(FeaturedKey())
	return account.Record(ctx, tx, actor, account.Event{Act: "topic.feature", Noun: "topic", Detail: map[string]string{"to": strings.Join(names, ", ")}})
}

// FeaturedVersion tells one choice of featured topics from the next; it is 0 before the first.
func FeaturedVersion(ctx context.Context, tx *store.Tx) (version int64, err error) {
	err = tx.QueryRow(ctx, `SELECT from_at FROM featured WHERE until_at = ?1`, store.Forever).Scan(&version)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("reading the featured topics: %w", err)
	}
	return version, nil
}

// Featured returns the topics that the newsroom featured at a moment, in their order.
func Featured(ctx context.Context, tx *store.Tx, moment time.Time) ([]id.ID, error) {
	var text string
	err := tx.QueryRow(ctx, `SELECT topics FROM featured WHERE from_at <= ?1 AND until_at > ?1`, store.Millis(moment)).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the featured topics: %w", err)
	}
	var ids []id.ID
	for word := range strings.FieldsSeq(text) {
		i, err := id.Parse(word)
		if err != nil {
			return nil, fmt.Errorf("reading the featured topics: %w", err)
		}
		ids = append(ids, i)
	}
	into, err := Follow(ctx, tx, moment, ids)
	return Followed(ids, into), err
}
