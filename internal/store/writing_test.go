package store_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/newstest"
	"masthead/internal/store"
)

// Stories of a database from before the desk come onto it as they stand.
func TestStoriesFromBeforeTheDesk(t *testing.T) {
	eachEmpty(t, func(t *testing.T, address func() string) {
		db := newstest.Open(t, address(), store.Options{})
		if err := db.MigrateTo(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
		const forever, later = "253402300799999", "253402200000000" // an end that is still to come
		revision := func(id, story, topics string) string {
			return `INSERT INTO revision (id, story_id, at, actor, slug, kicker, headline, short_headline, standfirst, dateline, language,
				section_id, byline, topics, hero_picture, hero_alt, words) VALUES (` + id + `, ` + story + `, ` + id + `00, 'import',
				'grosse-story-` + id + `', '', 'Größe ` + id + `', '', '', '', '', 7, '', '` + topics + `', 0, '', 5)`
		}
		publication := func(story, from, until, revision string) string {
			return `INSERT INTO publication (story_id, from_at, until_at, revision_id, first_at, changed_at)
				VALUES (` + story + `, ` + from + `, ` + until + `, ` + revision + `, 100, 100)`
		}
		for _, s := range []string{
			`INSERT INTO story (id, kind, created_at) VALUES (1, 'article', 10), (2, 'article', 20), (3, 'article', 30), (4, 'page', 40), (5, 'article', 50)`,
			revision("11", "1", "0000000000001 1zzzzzzzzzzzz"), revision("12", "1", "0000000000010 1ev5b3101rg20"), revision("21", "2", ""), revision("31", "3", ""), revision("51", "5", ""),
			publication("1", "100", forever, "11"), publication("2", "100", "200", "21"), publication("2", "200", forever, "21"),
			publication("3", "100", "150", "31"), publication("5", "100", later, "51"),
			`INSERT INTO withdrawal (story_id, from_at, until_at, reason) VALUES (3, 150, ` + forever + `, 'It was wrong.'), (5, ` + later + `, ` + forever + `, 'It ends.')`,
		} {
			if err := transactSQL(t, db, s); err != nil {
				t.Fatal(err, s)
			}
		}
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		tx, err := db.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Close()
		column := func(query string) string {
			rows, err := tx.Query(t.Context(), query)
			all, err := store.Collect(rows, err, func(row store.Row) (s string, err error) { return s, row.Scan(&s) })
			if err != nil {
				t.Fatal(err, query)
			}
			return strings.Join(all, "; ")
		}
		for query, want := range map[string]string{
			`SELECT state || ' ' || changed || ' ' || latest_revision || ' ' || published_revision || ' ' || public_until || ' ' || last_from
				FROM working ORDER BY story_id`: "published 1 12 11 " + forever + " 100; published 0 21 21 " + forever + " 200; " +
				"withdrawn 0 31 31 150 100; draft 0 0 0 " + forever + " -62135596800000; published 0 51 51 " + later + " 100",
			`SELECT headline || search FROM working_line l JOIN working w ON w.story_id = l.story_id ORDER BY l.story_id`: "Größe 12-grosse-story-12; Größe 21-grosse-story-21; Größe 31-grosse-story-31; ; Größe 51-grosse-story-51",
			`SELECT topic_id || ' ' || story_id FROM working_topic ORDER BY topic_id`:                                     "32 1; 1687912081000251456 1",
			`SELECT word || ' ' || story_id FROM working_word WHERE story_id < 3 ORDER BY word, story_id`:                 "12 1; 21 2; grosse 1; grosse 2; story 1; story 2",
		} {
			if diff := cmp.Diff(want, column(query)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", query, diff)
			}
		}
	})
}
