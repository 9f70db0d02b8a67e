package wordpress

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the scratch file's engine

	"masthead/internal/id"
)

// index is what the first reading of an export found out about its items: where each stood, what attachments say. It is
// kept in a scratch file, because an export may hold more items than fit in memory.
type index struct {
	dir   string
	db    *sql.DB
	tx    *sql.Tx
	stmts map[string]*sql.Stmt
	seen  map[string]bool // labels that were added, so that most are added once
	items int
}

const schema = `
CREATE TABLE item (seq INTEGER PRIMARY KEY, key TEXT NOT NULL, id INTEGER NOT NULL, kind TEXT NOT NULL, parent INTEGER NOT NULL,
	slug TEXT NOT NULL, story INTEGER NOT NULL);
CREATE INDEX item_key ON item (key);
CREATE INDEX item_id ON item (id);
CREATE TABLE place (path TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE attachment (seq INTEGER PRIMARY KEY, key TEXT NOT NULL, id INTEGER NOT NULL, url TEXT NOT NULL, file TEXT NOT NULL, parent INTEGER NOT NULL,
	position INTEGER NOT NULL, title TEXT NOT NULL, alt TEXT NOT NULL, caption TEXT NOT NULL, credit TEXT NOT NULL, used INTEGER NOT NULL DEFAULT 0);
CREATE INDEX attachment_id ON attachment (id);
CREATE INDEX attachment_file ON attachment (file);
CREATE INDEX attachment_parent ON attachment (parent, position, seq);
CREATE TABLE other (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE term (taxonomy TEXT NOT NULL, slug TEXT NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL, parent TEXT NOT NULL,
	description TEXT NOT NULL, main INTEGER NOT NULL DEFAULT 0, further INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (taxonomy, slug)) WITHOUT ROWID;
CREATE INDEX term_id ON term (id);
CREATE TABLE author (login TEXT PRIMARY KEY, name TEXT NOT NULL, slug TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE pattern (id INTEGER PRIMARY KEY, content TEXT NOT NULL);`

func newIndex(ctx context.Context) (*index, error) {
	dir, err := os.MkdirTemp("", "masthead-import-")
	if err != nil {
		return nil, fmt.Errorf("making a scratch folder (TMPDIR chooses where): %w", err)
	}
	x := &index{dir: dir, stmts: map[string]*sql.Stmt{}, seen: map[string]bool{}}
	file := url.URL{Scheme: "file", Opaque: url.PathEscape(filepath.Join(dir, "index.db"))}
	x.db, err = sql.Open("sqlite", file.String()+"?_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)&_pragma=locking_mode(EXCLUSIVE)&_pragma=cache_size(-16000)")
	if err == nil {
		x.db.SetMaxOpenConns(1)
		x.tx, err = x.db.BeginTx(context.WithoutCancel(ctx), nil)
	}
	if err == nil {
		_, err = x.tx.Exec(schema)
	}
	if err != nil {
		x.close()
		return nil, scratch(err)
	}
	return x, nil
}

func scratch(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("keeping notes in a scratch file (TMPDIR chooses where): %w", err)
}

func (x *index) close() error {
	if x.tx != nil {
		x.tx.Rollback()
	}
	if x.db != nil {
		x.db.Close()
	}
	return os.RemoveAll(x.dir)
}

func (x *index) prepare(query string) (*sql.Stmt, error) {
	if s := x.stmts[query]; s != nil {
		return s, nil
	}
	s, err := x.tx.Prepare(query)
	if err != nil {
		return nil, scratch(err)
	}
	x.stmts[query] = s
	return s, nil
}

func (x *index) exec(query string, args ...any) error {
	s, err := x.prepare(query)
	if err != nil {
		return err
	}
	_, err = s.Exec(args...)
	return scratch(err)
}

// get reads one row; ok is false where there is none.
func (x *index) get(query string, args []any, into ...any) (ok bool, err error) {
	s, err := x.prepare(query)
	if err != nil {
		return false, err
	}
	err = s.QueryRow(args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, scratch(err)
}

// addTerm keeps a label. Where an item names it, it may be known already, with more.
func (x *index) addTerm(t term) error {
	t.slug = termSlug(t)
	if t.slug == "" || t.taxonomy == "" {
		return nil
	}
	key := t.taxonomy + "\x00" + t.slug
	if x.seen[key] {
		return nil
	}
	if len(x.seen) > 100_000 {
		clear(x.seen)
	}
	x.seen[key] = true
	return x.exec(`INSERT INTO term (taxonomy, slug, id, name, parent, description) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, t.taxonomy, t.slug, t.id, clip(plainText(t.name), maxName), decodeSlug(t.parent), clip(plainText(t.description), 2000))
}

const maxName = 200

// termSlug is the part of an address that a label had: the export percent-encodes what is not ASCII.
func termSlug(t term) string {
	if s := decodeSlug(t.slug); s != "" {
		return s
	}
	return id.Slug(t.name)
}

func decodeSlug(slug string) string {
	slug = strings.TrimSpace(slug)
	if s, err := url.PathUnescape(slug); err == nil && strings.ToValidUTF8(s, "") == s {
		return clip(s, maxName)
	}
	return clip(slug, maxName)
}

func (x *index) addAuthor(a author) error {
	login := clip(strings.TrimSpace(a.login), maxName)
	if login == "" || x.seen["author\x00"+login] {
		return nil
	}
	x.seen["author\x00"+login] = true
	name := clip(plainText(a.name), maxName)
	if name == "" {
		name = login
	}
	return x.exec(`INSERT INTO author (login, name, slug) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, login, name, id.Slug(login))
}

// addItem keeps what other items may want to know of this one.
func (x *index) addItem(v *item, site site) error {
	x.items++
	key := itemKey(v)
	becomes := becomesStory(v) == ""
	if err := x.exec(`INSERT INTO item (seq, key, id, kind, parent, slug, story) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		v.seq, key, v.id, v.kind, v.parent, clip(decodeSlug(v.slug), maxName), becomes); err != nil {
		return err
	}
	switch {
	case v.kind == "attachment":
		return x.exec(`INSERT INTO attachment (seq, key, id, url, file, parent, position, title, alt, caption, credit) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			v.seq, key, v.id, clip(attachmentURL(v), maxAddress), fileKey(attachmentURL(v)), v.parent, v.order,
			plainText(v.title), plainText(v.meta["_wp_attachment_image_alt"]), clip(v.excerpt, 20_000), plainText(attachmentCredit(v)))
	case v.kind == "wp_block":
		return x.exec(`INSERT INTO pattern (id, content) VALUES (?, ?) ON CONFLICT DO NOTHING`, v.id, clip(v.content, maxPattern))
	case !becomes:
		return nil
	}
	for _, place := range site.places(v) {
		if err := x.exec(`INSERT INTO place (path, seq) VALUES (?, ?) ON CONFLICT DO NOTHING`, place, v.seq); err != nil {
			return err
		}
	}
	return x.addLabels(v)
}

// maxPattern bounds a reusable block.
const maxPattern = 1 << 20

func (x *index) addLabels(v *item) error {
	for _, t := range v.terms {
		if err := x.addTerm(t); err != nil {
			return err
		}
	}
	for _, a := range creators(v) {
		if err := x.addAuthor(a); err != nil {
			return err
		}
	}
	if v.kind != "post" {
		return nil
	}
	main, err := x.mainCategory(v)
	if err != nil {
		return err
	}
	for _, t := range v.terms {
		if slug := termSlug(t); t.taxonomy == "category" && slug != main && slug != uncategorized {
			if err := x.mark("further", slug); err != nil {
				return err
			}
		}
	}
	return x.mark("main", main)
}

// mark notes how stories use a category.
func (x *index) mark(column, slug string) error {
	key := column + "\x00" + slug
	if x.seen[key] {
		return nil
	}
	x.seen[key] = true
	if slug == uncategorized {
		if err := x.addTerm(term{taxonomy: "category", slug: slug, name: "News"}); err != nil {
			return err
		}
	}
	return x.exec(`UPDATE term SET `+column+` = 1 WHERE taxonomy = 'category' AND slug = ?`, slug)
}

// uncategorized is the slug of the category of posts that nobody filed.
const uncategorized = "uncategorized"

// mainCategory returns the slug of the category that becomes a post's section: the one that its editors chose as the
// main one, or the first.
func (x *index) mainCategory(v *item) (string, error) {
	chosen := v.meta["_yoast_wpseo_primary_category"]
	if chosen == "" {
		chosen = v.meta["rank_math_primary_category"]
	}
	var slug string
	if chosen = strings.TrimSpace(chosen); chosen != "" && chosen != "0" {
		if ok, err := x.get(`SELECT slug FROM term WHERE id = ? AND taxonomy = 'category'`, []any{chosen}, &slug); err != nil {
			return "", err
		} else if ok && hasCategory(v, slug) {
			return slug, nil
		}
	}
	for _, t := range v.terms {
		if s := termSlug(t); t.taxonomy == "category" && s != "" && s != uncategorized {
			return s, nil
		}
	}
	return uncategorized, nil
}

func hasCategory(v *item, slug string) bool {
	for _, t := range v.terms {
		if t.taxonomy == "category" && termSlug(t) == slug {
			return true
		}
	}
	return false
}

// attachment is what the index knows of a file in the media library.
type attachment struct {
	id, seq                               int64
	key, url, title, alt, caption, credit string
	used                                  bool
}

const attachmentColumns = `SELECT id, seq, key, url, title, alt, caption, credit, used FROM attachment `

func (a *attachment) fields() []any {
	return []any{&a.id, &a.seq, &a.key, &a.url, &a.title, &a.alt, &a.caption, &a.credit, &a.used}
}

func (x *index) attachment(number int64) (a attachment, ok bool, err error) {
	if number == 0 {
		return a, false, nil
	}
	ok, err = x.get(attachmentColumns+`WHERE id = ? ORDER BY seq LIMIT 1`, []any{number}, a.fields()...)
	return a, ok, err
}

// attachmentAt finds the attachment whose file stands at an address, in any of its sizes.
func (x *index) attachmentAt(address string) (a attachment, ok bool, err error) {
	if key := fileKey(address); key != "" {
		ok, err = x.get(attachmentColumns+`WHERE file = ? ORDER BY seq LIMIT 1`, []any{key}, a.fields()...)
	}
	return a, ok, err
}

// attachedTo returns the pictures that were uploaded to a post, in their order.
func (x *index) attachedTo(post int64) ([]attachment, error) {
	if post == 0 {
		return nil, nil
	}
	s, err := x.prepare(attachmentColumns + `WHERE parent = ? ORDER BY position, seq LIMIT 500`)
	if err != nil {
		return nil, err
	}
	rows, err := s.Query(post)
	if err != nil {
		return nil, scratch(err)
	}
	defer rows.Close()
	var all []attachment
	for rows.Next() {
		var a attachment
		if err := rows.Scan(a.fields()...); err != nil {
			return nil, scratch(err)
		}
		if isPicture(a.url) {
			all = append(all, a)
		}
	}
	return all, scratch(rows.Err())
}

// use notes that a story shows a picture; first is whether none did before.
func (x *index) use(a attachment) (first bool, err error) {
	if a.used {
		return false, nil
	}
	return true, x.exec(`UPDATE attachment SET used = 1 WHERE seq = ?`, a.seq)
}

// useOther is use for a picture that is no attachment of the export.
func (x *index) useOther(key string) (first bool, err error) {
	var one int
	found, err := x.get(`SELECT 1 FROM other WHERE key = ?`, []any{key}, &one)
	if err != nil || found {
		return false, err
	}
	return true, x.exec(`INSERT INTO other (key) VALUES (?)`, key)
}

// storyAt returns the key of the story that stood at a place.
func (x *index) storyAt(place string) (key string, ok bool, err error) {
	ok, err = x.get(`SELECT item.key FROM place JOIN item USING (seq) WHERE path = ?`, []any{place}, &key)
	return key, ok, err
}

// pattern returns the content of a reusable block.
func (x *index) pattern(number int64) (content string, err error) {
	_, err = x.get(`SELECT content FROM pattern WHERE id = ?`, []any{number}, &content)
	return content, err
}

// isFirst reports whether no item before this one has its key.
func (x *index) isFirst(seq int64, key string) (bool, error) {
	var first int64
	_, err := x.get(`SELECT min(seq) FROM item WHERE key = ?`, []any{key}, &first)
	return first == seq, err
}

// pageSlug returns a page's slug with those of its parents before it.
func (x *index) pageSlug(v *item) (string, error) {
	slug, parent := decodeSlug(v.slug), v.parent
	for range 10 {
		if parent == 0 {
			break
		}
		var above, kind string
		ok, err := x.get(`SELECT slug, kind, parent FROM item WHERE id = ? ORDER BY seq LIMIT 1`, []any{parent}, &above, &kind, &parent)
		if err != nil {
			return "", err
		}
		if !ok || kind != "page" {
			break
		}
		slug = above + "-" + slug
	}
	return slug, nil
}
