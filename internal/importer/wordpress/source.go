// Package wordpress reads WordPress exports (WXR 1.0 to 1.2) as a stream of items, in memory that does not grow with the
// export.
package wordpress

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/text/language"

	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/importer"
	"masthead/internal/newsroom"
)

// Options are what an export does not say.
type Options struct {
	TimeZone string           // of the site: dates without a zone are in it; empty is UTC
	Clock    func() time.Time // nil is the machine's
}

// Source is one export.
type Source struct {
	file     string
	site     site
	channel  channel
	index    *index
	zone     *time.Location
	now      time.Time
	fallback time.Time // when a story without a date came to be
	notes    []string
}

// Open reads an export (plain or compressed with gzip) through once, so that one that is wrong anywhere is refused, with
// the line and column, before anything is written. The caller closes the Source, which also removes its scratch file.
func Open(ctx context.Context, file string, o Options) (*Source, error) {
	s := &Source{file: file, zone: time.UTC, now: time.Now()}
	if o.Clock != nil {
		s.now = o.Clock()
	}
	s.fallback = s.now
	if o.TimeZone != "" {
		zone, err := time.LoadLocation(o.TimeZone)
		if err != nil {
			return nil, errs.Wrap(err, errs.Invalid, "%q is not a time zone such as Europe/London.", o.TimeZone)
		}
		s.zone = zone
	}
	var err error
	if s.index, err = newIndex(ctx); err != nil {
		return nil, err
	}
	if err := s.survey(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Close removes the scratch file.
func (s *Source) Close() error { return s.index.close() }

// Name tells this site from every other.
func (s *Source) Name() string { return s.site.name() }

// Total is the number of items in the export.
func (s *Source) Total() int { return s.index.items }

// Notes are what is to be said of the export as a whole.
func (s *Source) Notes() []string { return s.notes }

// Newsroom is what the export says of the site.
func (s *Source) Newsroom() newsroom.Newsroom {
	n := newsroom.Newsroom{
		Name:     clip(plainText(s.channel.title), 200),
		Tagline:  clip(plainText(s.channel.tagline), 500),
		Language: "en",
		TimeZone: s.zone.String(),
	}
	if n.Name == "" {
		n.Name = s.site.base.Host
	}
	if tag, err := language.Parse(strings.TrimSpace(s.channel.language)); err == nil {
		n.Language = tag.String()
	}
	return n
}

// scan reads the file once.
func (s *Source) scan(ctx context.Context, h handler) (channel, *scrubber, error) {
	// Before it is opened: to open a pipe would wait for its writer, for ever.
	if info, err := os.Stat(s.file); err == nil && !info.Mode().IsRegular() {
		return channel{}, nil, errs.New(errs.Invalid, "%s is not a file: it is read twice, so it cannot be a pipe or a folder.", s.file)
	}
	f, err := os.Open(s.file)
	if err != nil {
		return channel{}, nil, errs.Wrap(err, errs.Invalid, "The file %s cannot be read", s.file)
	}
	defer f.Close()
	var r io.Reader = &cancelled{ctx, f}
	var magic [2]byte
	if _, err := f.ReadAt(magic[:], 0); err == nil && magic == [2]byte{0x1f, 0x8b} {
		z, err := gzip.NewReader(r)
		if err != nil {
			return channel{}, nil, errs.Wrap(err, errs.Invalid, "The file %s is not compressed as it should be", s.file)
		}
		defer z.Close()
		ahead := readAhead(z)
		defer ahead.Close()
		r = ahead
	}
	c, in, err := read(r, h, standardLimits)
	if ctx.Err() != nil {
		return c, in, ctx.Err()
	}
	if e, ok := errors.AsType[*errs.Error](err); ok {
		return c, in, &errs.Error{Kind: e.Kind, Cause: e.Cause, Message: s.file + ": " + e.Message}
	}
	return c, in, err
}

// readAhead decompresses on another goroutine, which ends when the reader is closed.
func readAhead(r io.Reader) io.ReadCloser {
	out, in := io.Pipe()
	go func() {
		_, err := io.CopyBuffer(struct{ io.Writer }{in}, struct{ io.Reader }{r}, make([]byte, 256<<10))
		in.CloseWithError(err)
	}()
	return out
}

// cancelled is a reader that ends with its context.
type cancelled struct {
	ctx context.Context
	r   io.Reader
}

func (c *cancelled) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

var versionForm = regexp.MustCompile(`^\d+\.\d+$`)

// survey is the first reading: it checks the file to its end and fills the index.
func (s *Source) survey(ctx context.Context) error {
	var reader *channel
	h := handler{term: s.index.addTerm, author: s.index.addAuthor}
	h.begin = func(c *channel) { reader = c }
	h.item = func(v *item) error {
		if v.seq == 1 {
			s.site = newSite(*reader)
		}
		return s.index.addItem(v, s.site)
	}
	c, in, err := s.scan(ctx, h)
	if err != nil {
		return err
	}
	s.channel, s.site = c, newSite(c)
	clear(s.index.seen)
	if c.version != "" && !versionForm.MatchString(strings.TrimSpace(c.version)) {
		s.notes = append(s.notes, fmt.Sprintf("The export says that its version is %q, which is none; it was read as 1.2.", clip(c.version, 40)))
	}
	if in.repaired > 0 {
		s.notes = append(s.notes, fmt.Sprintf("%d bytes were no text of the encoding that the file says it has; they were read as Windows-1252 or replaced.", in.repaired))
	}
	if len(s.site.hosts) == 0 {
		s.notes = append(s.notes, "The export does not say which site it is of; links between its stories cannot be followed.")
	}
	return nil
}

// Items reads the export a second time.
func (s *Source) Items(ctx context.Context) iter.Seq2[importer.Item, error] {
	return func(yield func(importer.Item, error) bool) {
		stopped := false
		err := s.each(ctx, func(i importer.Item) error {
			if !yield(i, nil) {
				stopped = true
				return errStopped
			}
			return nil
		})
		if err != nil && !stopped {
			yield(nil, err)
		}
	}
}

var errStopped = errors.New("stopped")

func (s *Source) each(ctx context.Context, yield func(importer.Item) error) error {
	if err := s.terms(yield); err != nil {
		return err
	}
	if err := s.authors(yield); err != nil {
		return err
	}
	ignore := handler{term: func(term) error { return nil }, author: func(author) error { return nil }}
	ignore.begin = func(*channel) {}
	ignore.item = func(v *item) error {
		i, err := s.convert(v)
		if err != nil || i == nil {
			return err
		}
		return yield(i)
	}
	if _, _, err := s.scan(ctx, ignore); err != nil {
		return err
	}
	return s.attachments(yield)
}

// convert turns an item into what it becomes here; nil for an attachment, which comes with a story or at the end.
func (s *Source) convert(v *item) (importer.Item, error) {
	first, err := s.index.isFirst(v.seq, itemKey(v))
	if err != nil {
		return nil, err
	}
	leftOut := &importer.LeftOut{Ref: refTo(v)}
	switch {
	case !first:
		leftOut.Reason = "The export holds it twice; the first counts."
	case v.kind == "attachment":
		if attachmentURL(v) != "" && isPicture(attachmentURL(v)) {
			return nil, nil
		}
		leftOut.Reason = "It is a file, not a picture that the library can keep; links to it still lead to the old site."
	default:
		leftOut.Reason = becomesStory(v)
	}
	if leftOut.Reason != "" {
		return leftOut, nil
	}
	return s.story(v)
}

func (s *Source) terms(yield func(importer.Item) error) error {
	after := [2]string{}
	for {
		var t term
		var main, further bool
		ok, err := s.index.get(`SELECT taxonomy, slug, name, parent, description, main, further FROM term WHERE (taxonomy, slug) > (?, ?)
			ORDER BY taxonomy, slug LIMIT 1`, []any{after[0], after[1]}, &t.taxonomy, &t.slug, &t.name, &t.parent, &t.description, &main, &further)
		if err != nil || !ok {
			return err
		}
		after = [2]string{t.taxonomy, t.slug}
		for _, i := range s.label(t, main, further) {
			if err := yield(i); err != nil {
				return err
			}
		}
	}
}

// label turns a category or tag into what it becomes. A category that is the main one of a story becomes a section; it
// also becomes a topic where other stories have it as a further one.
func (s *Source) label(t term, main, further bool) []importer.Item {
	name := t.name
	if name == "" {
		name = t.slug
	}
	slug := id.Slug(t.slug)
	if slug == "" {
		slug = "topic-" + shortHash(t.slug)
	}
	ref := importer.Ref{Key: t.taxonomy + "-" + t.slug, Kind: t.taxonomy, Title: name}
	switch {
	case t.taxonomy == "author" || t.taxonomy == "post_format" || t.taxonomy == "nav_menu":
		return nil
	case t.taxonomy == "post_tag":
		return []importer.Item{&importer.Topic{Ref: importer.Ref{Key: "topic-" + t.slug, Kind: "post_tag", Title: name},
			Slug: slug, Name: name, Description: t.description, Addresses: []string{s.site.archive("tag", t.slug)}}}
	case t.taxonomy != "category":
		return []importer.Item{&importer.LeftOut{Ref: ref, Reason: fmt.Sprintf("Labels of the kind %q belong to a plugin and have no place here.", clip(t.taxonomy, 40))}}
	}
	addresses := []string{s.site.archive("category", t.slug)}
	if t.parent != "" {
		addresses = append(addresses, s.site.archive("category", t.parent, t.slug))
	}
	var items []importer.Item
	if main {
		if t.slug == uncategorized {
			name, slug = "News", "news"
		}
		items = append(items, &importer.Section{Ref: ref, Slug: slug, Name: name, Description: t.description, Addresses: addresses})
		addresses = nil
	}
	if t.slug != uncategorized && (!main || further) {
		items = append(items, &importer.Topic{Ref: importer.Ref{Key: "topic-category-" + t.slug, Kind: "category", Title: name},
			Slug: slug, Name: name, Description: t.description, Addresses: addresses})
	}
	if len(items) == 0 {
		items = append(items, &importer.LeftOut{Ref: ref, Reason: "It only says that a post has no category."})
	}
	return items
}

func (s *Source) authors(yield func(importer.Item) error) error {
	after := ""
	for {
		var a author
		var slug string
		ok, err := s.index.get(`SELECT login, name, slug FROM author WHERE login > ? ORDER BY login LIMIT 1`, []any{after}, &a.login, &a.name, &slug)
		if err != nil || !ok {
			return err
		}
		after = a.login
		c := &importer.Contributor{Ref: importer.Ref{Key: "author-" + a.login, Kind: "author", Title: a.name}, Slug: slug, Name: a.name,
			Addresses: []string{s.site.archive("author", a.login)}}
		if c.Slug == "" {
			c.Slug = "contributor-" + shortHash(a.login)
		}
		if dashed := strings.ReplaceAll(a.login, ".", "-"); dashed != a.login {
			c.Addresses = append(c.Addresses, s.site.archive("author", dashed))
		}
		if err := yield(c); err != nil {
			return err
		}
	}
}

// attachments yields the pictures that no story shows.
func (s *Source) attachments(yield func(importer.Item) error) error {
	after := int64(0)
	for {
		var a attachment
		ok, err := s.index.get(attachmentColumns+`WHERE seq > ? AND used = 0 ORDER BY seq LIMIT 1`, []any{after}, a.fields()...)
		if err != nil || !ok {
			return err
		}
		after = a.seq
		p := pictureOf(a, true)
		if !isPicture(a.url) {
			continue
		}
		if first, err := s.index.isFirst(a.seq, p.Key); err != nil {
			return err
		} else if !first {
			continue
		}
		if err := yield(p); err != nil {
			return err
		}
	}
}
