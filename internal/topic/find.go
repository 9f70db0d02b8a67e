package topic

import (
	"context"
	"strings"

	"masthead/internal/id"
	"masthead/internal/store"
)

// Words is a name as Find searches it: its words without case and accents, each behind a hyphen.
func Words(name string) string { return "-" + id.Slug(name) }

// Typed is what somebody has typed to find a name.
type Typed struct {
	From, To string    // slugs that begin with it lie between
	Patterns [4]string // what Words makes of a name is like all of these; further words are not taken into account
}

// TypedAs reads what somebody has typed. Nothing typed finds everything.
func TypedAs(text string) Typed {
	slug := id.Slug(text)
	t := Typed{From: slug, To: slug + "\U0010ffff", Patterns: [4]string{"%", "%", "%", "%"}}
	for i, word := range strings.SplitN(slug, "-", len(t.Patterns)+1) {
		if i < len(t.Patterns) && word != "" {
			t.Patterns[i] = "%-" + word + "%"
		}
	}
	return t
}

// Find returns the topics of now whose names have words that begin with those typed, at most limit: first those whose
// addresses begin so. It walks the names where those are too few: some ten thousand take a few milliseconds.
func Find(ctx context.Context, tx *store.Tx, typed string, limit int) ([]Topic, error) {
	t, now := TypedAs(typed), store.Millis(store.Latest)
	rows, err := tx.Query(ctx, topicColumns+` AND slug >= ?2 AND slug < ?3 ORDER BY slug LIMIT ?4`, now, t.From, t.To, limit)
	found, err := store.Collect(rows, err, scanTopic)
	if err != nil || len(found) >= limit {
		return found, err
	}
	rows, err = tx.Query(ctx, topicColumns+` AND slug > '' AND words LIKE ?2 AND words LIKE ?3 AND words LIKE ?4 AND words LIKE ?5
		ORDER BY slug LIMIT ?6`, now, t.Patterns[0], t.Patterns[1], t.Patterns[2], t.Patterns[3], limit)
	others, err := store.Collect(rows, err, scanTopic)
	return Together(found, others, limit, func(t Topic) id.ID { return t.ID }), err
}

// Together returns those found first, then the others, each once, at most limit.
func Together[V any](found, others []V, limit int, of func(V) id.ID) []V {
	seen := map[id.ID]bool{}
	for _, v := range found {
		seen[of(v)] = true
	}
	for _, v := range others {
		if len(found) < limit && !seen[of(v)] {
			found = append(found, v)
		}
	}
	return found
}
