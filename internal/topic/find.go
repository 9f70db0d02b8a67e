package topic

import (
	"context"
	"strconv"
	"strings"

	"masthead/internal/id"
	"masthead/internal/store"
)

// maxWords bounds how many words a search takes into account.
const maxWords = 8

// Words is a name as Matching searches it: its words without case and accents, each behind a hyphen.
func Words(name string) string { return "-" + id.Slug(name) }

// Matching returns the condition, on a column that holds what Words makes, that each word that somebody has typed begins
// a word of the name, and the order in which the names that begin with them come first. The arguments are appended.
func Matching(typed string, args *[]any) (condition, order string) {
	slug := id.Slug(typed)
	if slug == "" {
		return "1 = 1", "slug"
	}
	placeholder := func(pattern string) string {
		*args = append(*args, pattern)
		return "?" + strconv.Itoa(len(*args))
	}
	words := strings.Split(slug, "-")
	var all []string
	for _, word := range words[:min(len(words), maxWords)] {
		all = append(all, "words LIKE "+placeholder("%-"+word+"%"))
	}
	return strings.Join(all, " AND "), "CASE WHEN words LIKE " + placeholder("-"+slug+"%") + " THEN 0 ELSE 1 END, slug"
}

// Find returns the topics of now whose names have words that begin with those typed, at most limit; with nothing typed,
// the first of all.
func Find(ctx context.Context, tx *store.Tx, typed string, limit int) ([]Topic, error) {
	args := []any{store.Millis(latest), limit}
	condition, order := Matching(typed, &args)
	rows, err := tx.Query(ctx, topicColumns+` AND `+condition+` ORDER BY `+order+` LIMIT ?2`, args...)
	return store.Collect(rows, err, scanTopic)
}
