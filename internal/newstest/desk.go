package newstest

import (
	"context"
	"crypto/rand"
	"sync"
	"testing"
	"time"

	"masthead/internal/account"
	"masthead/internal/contributor"
	"masthead/internal/doc"
	"masthead/internal/id"
	"masthead/internal/newsroom"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

// Editor may do everything.
var Editor = account.System("test")

// Clock is a time that a test sets.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now returns the time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set sets the time.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// Add moves the time.
func (c *Clock) Add(d time.Duration) { c.Set(c.Now().Add(d)) }

// Desk writes into a newsroom for a test; whatever fails ends the test.
type Desk struct {
	DB    *store.DB
	Clock *Clock
	t     testing.TB
}

// NewDesk opens the database at an address, with a clock that stands at a time until the test sets it.
func NewDesk(t testing.TB, address string, now time.Time) *Desk {
	t.Helper()
	clock := &Clock{now: now}
	return &Desk{DB: Open(t, address, store.Options{Clock: clock.Now}), Clock: clock, t: t}
}

// EachDesk runs fn as a subtest on each engine.
func EachDesk(t *testing.T, now time.Time, fn func(t *testing.T, d *Desk)) {
	t.Helper()
	EachAddress(t, func(t *testing.T, address string) { fn(t, NewDesk(t, address, now)) })
}

// Try runs fn in a write transaction and returns its error.
func (d *Desk) Try(fn func(ctx context.Context, tx *store.Tx) error) error {
	d.t.Helper()
	return d.DB.Transact(d.t.Context(), fn)
}

// Do runs fn in a write transaction.
func (d *Desk) Do(fn func(ctx context.Context, tx *store.Tx) error) {
	d.t.Helper()
	if err := d.Try(fn); err != nil {
		d.t.Fatal(err)
	}
}

// Read runs fn in a read transaction.
func (d *Desk) Read(fn func(ctx context.Context, tx *store.Tx) error) {
	d.t.Helper()
	tx, err := d.DB.Snapshot(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	defer tx.Close()
	if err := fn(d.t.Context(), tx); err != nil {
		d.t.Fatal(err)
	}
}

// Person adds a person to the newsroom, limited to the sections if there are any, and returns them as they have just signed in.
func (d *Desk) Person(role account.Role, sections ...id.ID) account.Actor {
	d.t.Helper()
	var login account.Login
	d.Do(func(ctx context.Context, tx *store.Tx) error {
		who := account.Person{Name: role.Title() + " " + rand.Text()[:6], Role: role, Sections: sections}
		who.Email = id.Slug(who.Name) + "@newsroom.example"
		p, err := account.Add(ctx, tx, Editor, who, "")
		if err != nil {
			return err
		}
		login, err = account.StartSession(ctx, tx, p.ID, account.Client{Address: "192.0.2.1", Agent: "test"})
		return err
	})
	return login.Actor
}

// Newsroom says what the newsroom is called.
func (d *Desk) Newsroom(n newsroom.Newsroom) {
	d.t.Helper()
	d.Do(func(ctx context.Context, tx *store.Tx) error { return newsroom.Save(ctx, tx, Editor, n) })
}

// Section saves a section; its slug is made of its name where it has none.
func (d *Desk) Section(s topic.Section) topic.Section {
	d.t.Helper()
	d.Do(func(ctx context.Context, tx *store.Tx) (err error) {
		s.Slug = slugOr(s.Slug, s.Name)
		s, err = topic.SaveSection(ctx, tx, Editor, s)
		return err
	})
	return s
}

// Topic saves a topic; its slug is made of its name where it has none.
func (d *Desk) Topic(s topic.Topic) topic.Topic {
	d.t.Helper()
	d.Do(func(ctx context.Context, tx *store.Tx) (err error) {
		s.Slug = slugOr(s.Slug, s.Name)
		s, err = topic.SaveTopic(ctx, tx, Editor, s)
		return err
	})
	return s
}

// Contributor saves a contributor; their slug is made of their name where they have none.
func (d *Desk) Contributor(c contributor.Contributor) contributor.Contributor {
	d.t.Helper()
	d.Do(func(ctx context.Context, tx *store.Tx) (err error) {
		c.Slug = slugOr(c.Slug, c.Name)
		c, err = contributor.Save(ctx, tx, Editor, c)
		return err
	})
	return c
}

func slugOr(slug, name string) string {
	if slug != "" {
		return slug
	}
	return id.Slug(name)
}

// Publish creates an article and publishes it from a moment on; a zero one is now.
func (d *Desk) Publish(draft story.Draft, from time.Time) id.ID {
	d.t.Helper()
	created := from
	if created.IsZero() {
		created = d.Clock.Now()
	}
	i := id.New(created)
	d.PublishAs(i, story.Article, draft, from)
	return i
}

// PublishAs creates a story with an id and publishes it.
func (d *Desk) PublishAs(i id.ID, kind story.Kind, draft story.Draft, from time.Time) {
	d.t.Helper()
	d.Do(func(ctx context.Context, tx *store.Tx) error {
		if err := story.CreateWithID(ctx, tx, Editor, i, kind, from); err != nil {
			return err
		}
		revision, err := story.Save(ctx, tx, Editor, i, draft)
		if err != nil {
			return err
		}
		return story.Publish(ctx, tx, Editor, i, revision, story.Publication{From: from})
	})
}

// Update publishes another revision of a story.
func (d *Desk) Update(i id.ID, draft story.Draft, p story.Publication) {
	d.t.Helper()
	d.Do(func(ctx context.Context, tx *store.Tx) error {
		revision, err := story.Save(ctx, tx, Editor, i, draft)
		if err != nil {
			return err
		}
		return story.Publish(ctx, tx, Editor, i, revision, p)
	})
}

// Withdraw takes a story off the site now.
func (d *Desk) Withdraw(i id.ID, reason string) {
	d.t.Helper()
	d.Do(func(ctx context.Context, tx *store.Tx) error {
		return story.Withdraw(ctx, tx, Editor, i, time.Time{}, reason)
	})
}

// Paragraphs is a body of plain paragraphs.
func Paragraphs(words ...string) doc.Document {
	var d doc.Document
	for _, w := range words {
		d.Blocks = append(d.Blocks, &doc.Paragraph{Text: doc.Plain(w)})
	}
	return d
}
