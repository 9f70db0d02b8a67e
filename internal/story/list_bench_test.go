package story_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"masthead/internal/account"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
)

// archive puts n stories on the desk, a minute apart, three quarters of them published; some have ended, a few are
// scheduled. Every tenth is of the first of eight sections; the fourth word of its headline is the story's own.
func archive(tb testing.TB, db *store.DB, n int, now time.Time) {
	tb.Helper()
	numbers := fmt.Sprintf(`(WITH RECURSIVE number (n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM number WHERE n < %d)
		SELECT n, n * 1000003 AS story_id, ?1 - n * 60000 AS at FROM number) AS numbers`, n)
	words := ""
	for _, word := range []string{"'harbour'", "'bridge' || (n % 40)", "'council' || (n % 5000)", "'story' || n"} {
		words += "-' || " + word + " || '"
	}
	statements := []string{
		`INSERT INTO story (id, kind, created_at) SELECT story_id, 'article', at FROM ` + numbers,
		`INSERT INTO working (story_id, version, state, came_from, section_id, owner_id, assignee_id, embargo_at, created_at, updated_at,
			updated_by, saved_at, saved_by, drafted, changed, latest_revision, published_revision, first_at, public_from, public_until,
			last_from, kept_until, kept_reason, search)
		SELECT story_id, 1, CASE WHEN n % 20 < 15 THEN 'published' WHEN n % 20 = 15 THEN 'draft' WHEN n % 20 = 16 THEN 'subs'
			WHEN n % 20 = 17 THEN 'approval' WHEN n % 20 = 18 THEN 'held' ELSE 'withdrawn' END, '', CASE WHEN n % 10 = 0 THEN 1 ELSE n % 7 + 2 END,
			n % 50, n % 61, -62135596800000, at, ?1 - (n * 7919 % 100000) * 60000, n % 50, at, n % 50, 0, 0, n, n, at,
			CASE WHEN n % 1000 = 1 THEN ?1 + n ELSE at END, CASE WHEN n % 9 = 0 THEN ?1 - 1 ELSE 253402300799999 END,
			CASE WHEN n % 1000 = 1 THEN ?1 + n ELSE at END, 253402300799999, '', '` + words + `' FROM ` + numbers,
		`INSERT INTO working_line (story_id, slug, kicker, headline, short_headline, byline, topics, hero_picture, words)
		SELECT story_id, 'a-slug-of-some-length-' || n, 'Analysis', 'A headline of the usual length stands here, of story ' || n, '',
			'0000000000001', '0000000000002 0000000000003', n, 700 FROM ` + numbers,
		`INSERT INTO working_topic (topic_id, story_id) SELECT n % 300 + 1, story_id FROM ` + numbers + ` WHERE ?1 > 0`,
	}
	for _, word := range []string{"'harbour'", "'bridge' || (n % 40)", "'council' || (n % 5000)", "'story' || n"} {
		statements = append(statements, `INSERT INTO working_word (word, story_id) SELECT `+word+`, story_id FROM `+numbers+` WHERE ?1 > 0`)
	}
	err := db.Transact(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		for _, s := range statements {
			if _, err := tx.Exec(ctx, s, store.Millis(now)); err != nil {
				return fmt.Errorf("%w: %s", err, s)
			}
		}
		_, err := tx.Exec(ctx, "ANALYZE")
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkDesk asks for lists and counts of 100,000 stories.
func BenchmarkDesk(b *testing.B) {
	now := time.Now().UTC().Truncate(time.Millisecond)
	for _, engine := range []struct {
		name string
		open func(testing.TB) *store.DB
	}{{"sqlite", newstest.SQLite}, {"postgres", newstest.Postgres}} {
		b.Run(engine.name, func(b *testing.B) {
			db := engine.open(b)
			archive(b, db, 100_000, now)
			for _, c := range []struct {
				name string
				f    story.Filter
				sort story.Sort
			}{
				{"all", story.Filter{}, story.ByUpdated},
				{"by creation", story.Filter{}, story.ByCreated},
				{"drafts", story.Filter{Status: story.InDraft}, story.ByUpdated},
				{"published", story.Filter{Status: story.Published}, story.ByUpdated},
				{"published, by publication", story.Filter{Status: story.Published}, story.ByPublished},
				{"ended", story.Filter{Status: story.Ended}, story.ByUpdated},
				{"scheduled", story.Filter{Scheduled: true}, story.ByUpdated},
				{"a section", story.Filter{Section: 1}, story.ByUpdated},
				{"drafts of a section", story.Filter{Section: 1, Status: story.InDraft}, story.ByUpdated},
				{"a topic", story.Filter{Topic: 17}, story.ByUpdated},
				{"a person", story.Filter{Person: 3}, story.ByUpdated},
				{"nobody's", story.Filter{Person: 777}, story.ByUpdated},
				{"a letter", story.Filter{Query: "h"}, story.ByUpdated},
				{"a letter in a section", story.Filter{Query: "h", Section: 1}, story.ByUpdated},
				{"a word", story.Filter{Query: "council77"}, story.ByUpdated},
				{"one story", story.Filter{Query: "bridge1 story77761"}, story.ByUpdated},
				{"two common words", story.Filter{Query: "bridge harb"}, story.ByUpdated},
				{"common words that never meet", story.Filter{Query: "bridge1 bridge2"}, story.ByUpdated},
				{"no word", story.Filter{Query: "zebra"}, story.ByUpdated},
			} {
				measure(b, db, "list/"+c.name, func(ctx context.Context, tx *store.Tx) error {
					_, err := story.List(ctx, tx, account.System("bench"), c.f, c.sort, "", 50)
					return err
				})
				if c.sort == story.ByUpdated && c.f.Status == "" && !c.f.Scheduled {
					measure(b, db, "counts/"+c.name, func(ctx context.Context, tx *store.Tx) error {
						_, err := story.Counts(ctx, tx, account.System("bench"), c.f)
						return err
					})
				}
			}
		})
	}
}

func measure(b *testing.B, db *store.DB, name string, fn func(ctx context.Context, tx *store.Tx) error) {
	b.Run(name, func(b *testing.B) {
		for b.Loop() {
			tx, err := db.Snapshot(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			if err := fn(b.Context(), tx); err != nil {
				b.Fatal(err)
			}
			tx.Close()
		}
	})
}

// BenchmarkSaveDraft saves a story of 5,000 words as it is being written.
func BenchmarkSaveDraft(b *testing.B) {
	for _, engine := range []struct {
		name string
		open func(testing.TB) *store.DB
	}{{"sqlite", newstest.SQLite}, {"postgres", newstest.Postgres}} {
		b.Run(engine.name, func(b *testing.B) {
			db := engine.open(b)
			var draft story.Draft
			paragraph := ""
			for i := range 100 {
				paragraph += fmt.Sprint("word", i*7919%1000, " ")
			}
			var paragraphs []string
			for range 50 {
				paragraphs = append(paragraphs, paragraph)
			}
			draft.Body = newstest.Paragraphs(paragraphs...)
			var i id.ID
			version := int64(1)
			save := func(fn func(ctx context.Context, tx *store.Tx) error) {
				if err := db.Transact(b.Context(), fn); err != nil {
					b.Fatal(err)
				}
			}
			save(func(ctx context.Context, tx *store.Tx) (err error) {
				i, err = story.Begin(ctx, tx, newstest.Editor, story.Article, draft)
				return err
			})
			for b.Loop() {
				draft.Headline = fmt.Sprint("Headline ", version)
				save(func(ctx context.Context, tx *store.Tx) error {
					saved, err := story.SaveDraft(ctx, tx, newstest.Editor, i, version, draft)
					version = saved.Version
					return err
				})
			}
		})
	}
}
