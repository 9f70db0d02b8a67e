package wordpress_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"masthead/internal/account"
	"masthead/internal/blob"
	"masthead/internal/doc"
	"masthead/internal/id"
	"masthead/internal/importer"
	"masthead/internal/importer/wordpress"
	"masthead/internal/newstest"
	"masthead/internal/picture"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

var now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// corpus returns the path of a file of the corpus beside the repository.
func corpus(t testing.TB, name string) string {
	t.Helper()
	return filepath.Join(newstest.Corpus(t), name)
}

func library(t testing.TB) *picture.Library {
	t.Helper()
	blobs, err := blob.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { blobs.Close() })
	return picture.NewLibrary(blobs)
}

// try imports a file and returns the report, if any, and the error.
func try(t testing.TB, db *store.DB, lib *picture.Library, file string, o importer.Options) (*importer.Report, error) {
	t.Helper()
	source, err := wordpress.Open(t.Context(), file, wordpress.Options{Clock: func() time.Time { return now }})
	if err != nil {
		return nil, err
	}
	defer source.Close()
	o.Actor = account.System("import")
	report, err := importer.Run(t.Context(), db, lib, source, o)
	if report != nil {
		t.Cleanup(func() { report.Close() })
	}
	return report, err
}

func run(t testing.TB, db *store.DB, lib *picture.Library, file string, o importer.Options) *importer.Report {
	t.Helper()
	report, err := try(t, db, lib, file, o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// archive is a newsroom that archives come into.
type archive struct {
	*newstest.Desk
	t   *testing.T
	lib *picture.Library
}

func each(t *testing.T, fn func(t *testing.T, a *archive)) {
	newstest.EachDesk(t, now, func(t *testing.T, d *newstest.Desk) { fn(t, &archive{d, t, library(t)}) })
}

func (a *archive) run(file string, o importer.Options) *importer.Report {
	a.t.Helper()
	return run(a.t, a.DB, a.lib, file, o)
}

// count counts the rows of a query.
func (a *archive) count(query string, args ...any) (n int) {
	a.t.Helper()
	a.Read(func(ctx context.Context, tx *store.Tx) error { return tx.QueryRow(ctx, query, args...).Scan(&n) })
	return n
}

// state is what a second import must not change.
func (a *archive) state() string {
	a.t.Helper()
	var s []string
	for _, table := range []string{"change_log", "newsroom", "section", "topic", "contributor", "address", "picture", "story", "revision", "publication", "listing", "imported"} {
		s = append(s, fmt.Sprintf("%s %d", table, a.count("SELECT count(*) FROM "+table)))
	}
	return strings.Join(s, ", ")
}

// at returns the public story that an address leads to.
func (a *archive) at(path string) *story.Public {
	a.t.Helper()
	var found *story.Public
	a.Read(func(ctx context.Context, tx *store.Tx) error {
		_, target, ok, err := topic.Lookup(ctx, tx, path)
		if err != nil || !ok {
			return err
		}
		all, err := story.PublicAt(ctx, tx, story.Moment{Time: a.Clock.Now(), Live: true}, []id.ID{target})
		if len(all) == 1 {
			found = &all[0]
		}
		return err
	})
	return found
}

func lines(t testing.TB, r *importer.Report) (all []importer.Line) {
	t.Helper()
	if err := r.Lines(func(l importer.Line) error { all = append(all, l); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

// changes returns how many items a run imported or updated.
func changes(r *importer.Report) (n int) {
	for _, counts := range r.Counts {
		n += counts[importer.Imported] + counts[importer.Updated]
	}
	return n
}

// find returns the line of an item that has an outcome.
func find(t testing.TB, r *importer.Report, item string, o importer.Outcome) string {
	t.Helper()
	var reasons []string
	for _, l := range lines(t, r) {
		if l.Item == item && l.Outcome == o {
			reasons = append(reasons, l.Reason)
		}
	}
	return strings.Join(reasons, " ")
}

// export writes a WordPress export with items into a file.
func export(t testing.TB, items ...string) string {
	t.Helper()
	return write(t, head+strings.Join(items, "\n")+"</channel></rss>")
}

const head = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>The Northport Gazette</title><link>https://gazette.example</link><description>News of the harbour</description><language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://gazette.example</wp:base_site_url><wp:base_blog_url>https://gazette.example</wp:base_blog_url>
`

func write(t testing.TB, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "export.xml")
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// post is a published post with more elements.
func post(number int, title, content string, more ...string) string {
	return fmt.Sprintf(`<item><title><![CDATA[%s]]></title><link>https://gazette.example/2024/05/post-%d/</link><dc:creator>ada</dc:creator>
<content:encoded><![CDATA[%s]]></content:encoded><excerpt:encoded></excerpt:encoded><wp:post_id>%d</wp:post_id><wp:post_date_gmt>2024-05-0%d 10:00:00</wp:post_date_gmt>
<wp:post_name>post-%d</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>%s</item>`, title, number, content, number, number%9+1, number, strings.Join(more, ""))
}

func meta(key, value string) string {
	return "<wp:postmeta><wp:meta_key>" + key + "</wp:meta_key><wp:meta_value><![CDATA[" + value + "]]></wp:meta_value></wp:postmeta>"
}

func TestRunsAgainAndUpdates(t *testing.T) {
	each(t, func(t *testing.T, a *archive) {
		links := `<p>See <a href="https://gazette.example/2024/05/post-2/">what came later</a>.</p>`
		first := export(t, post(1, "The storm", links), post(2, "The calm", "<p>It passed.</p>"))
		r := a.run(first, importer.Options{})
		if got := r.Counts["story"]; got[importer.Imported] != 2 {
			t.Fatalf("imported %v", r.Counts)
		}
		storm, calm := a.at("/2024/05/post-1"), a.at("/?p=2")
		if storm == nil || calm == nil {
			t.Fatal("the old addresses lead nowhere")
		}
		if got := doc.Stories(storm.Body); len(got) != 1 || got[0] != calm.Story.String() {
			t.Errorf("the link leads to %v, not %v", got, calm.Story)
		}
		before := a.state()
		if r = a.run(first, importer.Options{}); changes(r) != 0 || a.state() != before {
			t.Errorf("the second run changed something: %v\n%s\n%s", r.Counts, before, a.state())
		}
		a.Clock.Add(time.Hour)
		r = a.run(export(t, post(1, "The storm", links), post(2, "The calm", "<p>It passed at nine.</p>")), importer.Options{})
		if got := r.Counts["story"]; got[importer.Updated] != 1 || got[importer.Unchanged] != 1 {
			t.Errorf("a newer export: %v", r.Counts)
		}
		now := a.at("/?p=2")
		if doc.PlainText(now.Body, nil) != "It passed at nine." || !now.First.Equal(calm.First) || now.Revision == calm.Revision {
			t.Errorf("after the update: %+v", now)
		}
	})
}

func TestDryRunWritesNothing(t *testing.T) {
	each(t, func(t *testing.T, a *archive) {
		before := a.state()
		r := a.run(export(t, post(1, "The storm", "<p>Rain.</p>"), post(2, "", "")), importer.Options{DryRun: true})
		if r.Counts["story"][importer.Imported] != 2 || a.state() != before {
			t.Errorf("%v\n%s\n%s", r.Counts, before, a.state())
		}
	})
}

func TestWhatBecomesOfItems(t *testing.T) {
	const zero = "<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:post_date>0000-00-00 00:00:00</wp:post_date>"
	items := []string{
		post(1, "", "<p>Only a body, and one of more than ten words at that.</p>"),
		post(2, "", ""),
		post(3, "No date", "", zero),
		post(4, "Far future", "", "<wp:post_date_gmt>2099-01-01 00:00:00</wp:post_date_gmt>"),
		post(5, "Year zero", "", "<wp:post_date_gmt>-0001-11-30 00:00:00</wp:post_date_gmt>"),
		post(6, "Scheduled, and its time has passed", "", "<wp:status>future</wp:status>"),
		post(7, "Secret", "", "<wp:post_password>tide</wp:post_password>"),
		post(8, "Private", "", "<wp:status>private</wp:status>"),
		post(9, "In the bin", "", "<wp:status>trash</wp:status>"),
		post(10, "Same slug", "", "<wp:post_name>post-1</wp:post_name><link>https://gazette.example/2024/05/post-1/</link>"),
		post(10, "Same number", ""),
		post(11, "Product", "", "<wp:post_type>product</wp:post_type>"),
		post(12, "Menu", "", "<wp:post_type>nav_menu_item</wp:post_type>"),
		post(13, "Nobody", "", "<dc:creator></dc:creator>"),
		post(14, "Stuck", "", "<wp:is_sticky>1</wp:is_sticky>", "<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment>"),
		post(15, "Date of the feed", "", zero, "<pubDate>Fri, 03 May 2024 09:00:00 +0100</pubDate>"),
	}
	each(t, func(t *testing.T, a *archive) {
		r := a.run(export(t, items...), importer.Options{})
		for _, want := range []struct {
			path     string
			headline string // empty: it is not public
		}{
			{"/?p=1", "Only a body, and one of more than ten words …"}, {"/?p=2", "Untitled"}, {"/?p=3", ""}, {"/?p=4", ""}, {"/?p=5", ""},
			{"/?p=6", "Scheduled, and its time has passed"}, {"/?p=7", ""}, {"/?p=8", ""}, {"/?p=9", ""}, {"/?p=10", "Same slug"},
			{"/?p=11", ""}, {"/?p=13", "Nobody"}, {"/?p=14", "Stuck"}, {"/?p=15", "Date of the feed"},
			{"/2024/05/post-1", "Only a body, and one of more than ten words …"},
		} {
			got := ""
			if s := a.at(want.path); s != nil {
				got = s.Headline
			}
			if got != want.headline {
				t.Errorf("%s is %q, not %q", want.path, got, want.headline)
			}
		}
		for _, want := range []struct {
			item    string
			outcome importer.Outcome
			reason  string
		}{
			{"post-3", importer.Note, "has no date"}, {"post-5", importer.Note, `"-0001-11-30 00:00:00" means nothing`}, {"post-4", importer.Note, "scheduled for 1 January 2099"},
			{"post-7", importer.Note, "password"}, {"post-8", importer.Note, "private"}, {"post-9", importer.Omitted, "bin"}, {"post-10", importer.Omitted, "twice"},
			{"post-10", importer.Note, "/2024/05/post-1"}, {"post-11", importer.Omitted, "plugin"}, {"post-12", importer.Omitted, "menu"}, {"post-14", importer.Note, "1 comment was"}, {"post-14", importer.Note, "stuck"},
		} {
			if got := find(t, r, want.item, want.outcome); !strings.Contains(got, want.reason) {
				t.Errorf("%s, %s: %q, not %q", want.item, want.outcome, got, want.reason)
			}
		}
		if s := a.at("/?p=13"); len(s.Byline) != 0 {
			t.Error("a post without an author has a byline")
		}
		if s := a.at("/?p=15"); !s.First.Equal(time.Date(2024, 5, 3, 8, 0, 0, 0, time.UTC)) {
			t.Errorf("the feed's date became %v", s.First)
		}
		a.Clock.Set(time.Date(2099, 1, 2, 0, 0, 0, 0, time.UTC))
		if s := a.at("/?p=4"); s == nil {
			t.Error("the scheduled story is not public after its time")
		}
	})
}

func TestLabelsAndPages(t *testing.T) {
	category := func(taxonomy, slug, name string) string {
		return fmt.Sprintf(`<category domain="%s" nicename="%s"><![CDATA[%s]]></category>`, taxonomy, slug, name)
	}
	file := export(t,
		`<wp:author><wp:author_login>ada.lovell</wp:author_login><wp:author_display_name>Ada Lovell</wp:author_display_name></wp:author>`,
		`<wp:category><wp:term_id>5</wp:term_id><wp:category_nicename>harbour</wp:category_nicename><wp:cat_name>Harbour &amp; Sea</wp:cat_name></wp:category>`,
		`<wp:category><wp:term_id>6</wp:term_id><wp:category_nicename>search</wp:category_nicename><wp:category_parent>harbour</wp:category_parent><wp:cat_name>Search</wp:cat_name></wp:category>`,
		`<wp:tag><wp:tag_slug>never-used</wp:tag_slug><wp:tag_name>Never Used</wp:tag_name></wp:tag>`,
		post(1, "One", "", "<dc:creator>ada.lovell</dc:creator>", category("category", "culture", "Culture"), category("category", "harbour", "Harbour & Sea"), category("post_tag", "boats", "Boats"), meta("_yoast_wpseo_primary_category", "5"), meta("kicker", "Exclusive")),
		post(2, "Two", "", category("category", "search", "Search"), category("category", "uncategorized", "Uncategorized"), category("author", "cap-ben", "Ben Osei"), category("author", "cap-ada-lovell", "Ada Two"), category("post_tag", "%e6%b5%b7", "海")),
		post(3, "Three", "", category("category", "uncategorized", "Uncategorized")),
		post(4, "About us", "", "<wp:post_type>page</wp:post_type><wp:post_name>about</wp:post_name><link>https://gazette.example/about/</link>"),
		post(5, "The team", "", "<wp:post_type>page</wp:post_type><wp:post_name>team</wp:post_name><wp:post_parent>4</wp:post_parent>"),
		post(6, "Harbour", "", "<wp:post_type>page</wp:post_type><wp:post_name>harbour</wp:post_name><link>https://gazette.example/harbour/</link>"),
		post(7, "Media", "", "<wp:post_type>page</wp:post_type><wp:post_name>media</wp:post_name>"),
	)
	each(t, func(t *testing.T, a *archive) {
		a.Topic(topic.Topic{Name: "Boats"})
		a.run(file, importer.Options{})
		var sections []string
		names := map[id.ID]string{}
		a.Read(func(ctx context.Context, tx *store.Tx) error {
			all, err := topic.Sections(ctx, tx, tx.Now())
			for _, s := range all {
				sections = append(sections, s.Slug+"="+s.Name)
				names[s.ID] = s.Name
			}
			topics, err2 := topic.Topics(ctx, tx, tx.Now(), topic.Topic{}, 100)
			for _, v := range topics {
				names[v.ID] = v.Slug
			}
			if err == nil {
				err = err2
			}
			return err
		})
		if got := strings.Join(sections, ", "); got != "harbour=Harbour & Sea, news=News, search-2=Search" {
			t.Errorf("sections: %s", got)
		}
		one, two, three := a.at("/?p=1"), a.at("/?p=2"), a.at("/?p=3")
		if names[one.Section] != "Harbour & Sea" || names[two.Section] != "Search" || names[three.Section] != "News" {
			t.Errorf("filed under %q, %q, %q", names[one.Section], names[two.Section], names[three.Section])
		}
		if len(one.Topics) != 2 || names[one.Topics[0]] != "culture" || names[one.Topics[1]] != "boats" || one.Kicker != "Exclusive" || len(one.Byline) != 1 {
			t.Errorf("one: %+v", one.Card)
		}
		if len(two.Byline) != 2 || len(two.Topics) != 1 || names[two.Topics[0]] != "海" {
			t.Errorf("two: %+v", two.Card)
		}
		for path, headline := range map[string]string{"/about": "About us", "/about-team": "The team", "/harbour-2": "Harbour", "/media-page": "Media"} {
			if s := a.at(path); s == nil || s.Headline != headline || s.Kind != story.Page {
				t.Errorf("%s is %+v", path, s)
			}
		}
		for path, noun := range map[string]topic.Noun{"/category/harbour": topic.SectionNoun, "/category/harbour/search": topic.SectionNoun, "/category/culture": topic.TopicNoun,
			"/tag/boats": topic.TopicNoun, "/tag/never-used": topic.TopicNoun, "/author/ada.lovell": topic.ContributorNoun, "/author/ada-lovell": topic.ContributorNoun, "/harbour": topic.SectionNoun, "/tag/海": topic.TopicNoun} {
			a.Read(func(ctx context.Context, tx *store.Tx) error {
				got, _, _, err := topic.Lookup(ctx, tx, path)
				if got != noun {
					t.Errorf("%s leads to a %q", path, got)
				}
				return err
			})
		}
	})
}
