package importer

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"masthead/internal/doc"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

// public stands at the end of the digest of a story that was published.
const public = "+public"

// saving is one batch being saved. It is made anew when the database asks to try again.
type saving struct {
	*run
	tx      *store.Tx
	rows    map[string]row       // of before
	changed map[string]row       // to be remembered
	places  map[string]placement // what addresses lead to
	lines   []Line
}

type placement struct {
	noun   topic.Noun
	target id.ID
}

// save saves one batch: its pictures first, each few in a transaction of their own, then the rest in one.
func (r *run) save(ctx context.Context, batch []prepared) error {
	snapshot, err := r.db.Snapshot(ctx)
	if err != nil {
		return err
	}
	keys := allKeys(batch)
	rows, err := r.lookup(ctx, snapshot, keys)
	snapshot.Close()
	if err != nil {
		return err
	}
	lines, err := r.pictures(ctx, batch, rows)
	if err != nil {
		return err
	}
	if err := r.report.add(lines); err != nil {
		return err
	}
	reserved := r.reserve(batch, rows, snapshot.Now())
	var s *saving
	err = r.transact(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := r.alone(ctx, tx, keys, rows); err != nil {
			return err
		}
		s = &saving{run: r, tx: tx, rows: rows, changed: map[string]row{}}
		for key, story := range reserved {
			s.changed[key] = row{noun: story}
		}
		return s.all(ctx, batch, reserved)
	})
	if err != nil {
		return err
	}
	r.advance(batch, len(lines))
	return r.report.add(s.lines)
}

// advance counts the items of the archive that are done; sections and the like are none of them.
func (r *run) advance(batch []prepared, pictures int) {
	r.done += pictures
	for i := range batch {
		switch batch[i].item.(type) {
		case *Story, *LeftOut:
			r.done++
		}
	}
	r.done = min(r.done, r.source.Total())
	if r.o.Progress != nil {
		r.o.Progress(r.done, r.source.Total())
	}
}

// alone refuses to save a batch that another import of the same archive has saved meanwhile: each story would be there
// twice.
func (r *run) alone(ctx context.Context, tx *store.Tx, keys []string, before map[string]row) error {
	now, err := r.lookup(ctx, tx, keys)
	if err == nil && !maps.Equal(now, before) {
		err = errs.New(errs.Conflict, "Another import of the same archive is running.")
	}
	return err
}

// reserve sets ids aside for the stories of a batch, and those that they link to, that have none yet, and puts them
// into the links.
func (r *run) reserve(batch []prepared, rows map[string]row, now time.Time) map[string]id.ID {
	reserved := map[string]id.ID{}
	of := func(key string) id.ID {
		if v, ok := rows[key]; ok {
			return v.noun
		}
		if reserved[key] == 0 {
			reserved[key] = id.New(now)
		}
		return reserved[key]
	}
	for i := range batch {
		v, ok := batch[i].item.(*Story)
		if !ok || batch[i].refused != nil {
			continue
		}
		of(v.Key)
		body := v.whole()
		doc.RewriteStories(&body, func(key string) string { return of(key).String() })
	}
	return reserved
}

func (s *saving) all(ctx context.Context, batch []prepared, reserved map[string]id.ID) error {
	if err := s.findPlaces(ctx, batch); err != nil {
		return err
	}
	for i := range batch {
		if err := s.one(ctx, &batch[i]); err != nil {
			ref := batch[i].item.ref()
			if errors.Is(err, context.Canceled) || errs.Is(err, errs.Unavailable) {
				return err
			}
			return fmt.Errorf("saving %s (%q): %w", ref.Key, ref.Title, err)
		}
	}
	return s.remember(ctx, s.tx, s.changed)
}

func (s *saving) one(ctx context.Context, p *prepared) error {
	switch v := p.item.(type) {
	case *Story:
		return s.story(ctx, v, p)
	case *Section:
		return s.section(ctx, v, p.digest)
	case *Topic:
		return s.topic(ctx, v, p.digest)
	case *Contributor:
		return s.contributor(ctx, v, p.digest)
	case *LeftOut:
		s.line(&v.Ref, v.Kind, Omitted, v.Reason)
	case *Picture:
	}
	return nil
}

func (s *saving) line(ref *Ref, kind string, o Outcome, reason string) {
	s.lines = append(s.lines, Line{Item: ref.Key, Kind: kind, Title: ref.Title, Outcome: o, Reason: reason})
}

// findPlaces looks up, at once, what the addresses of a batch lead to.
func (s *saving) findPlaces(ctx context.Context, batch []prepared) error {
	s.places = map[string]placement{}
	var paths []string
	for i := range batch {
		switch v := batch[i].item.(type) {
		case *Story:
			paths = append(paths, v.Addresses...)
			if v.Type == story.Page {
				paths = append(paths, "/"+v.Slug)
			}
		case *Section:
			paths = append(paths, v.Addresses...)
		case *Topic:
			paths = append(paths, v.Addresses...)
		case *Contributor:
			paths = append(paths, v.Addresses...)
		}
	}
	for chunk := range slices.Chunk(paths, 1000) {
		var args []any
		rows, err := s.tx.Query(ctx, `SELECT path, noun, target_id FROM address WHERE path IN `+store.In(&args, chunk), args...)
		if err != nil {
			return fmt.Errorf("looking up addresses: %w", err)
		}
		for rows.Next() {
			var path string
			var p placement
			if err := rows.Scan(&path, (*string)(&p.noun), &p.target); err != nil {
				rows.Close()
				return err
			}
			s.places[path] = p
		}
		rows.Close()
		if err := rows.Err(); err != nil {
			return err
		}
	}
	return nil
}

// addresses makes old addresses lead to something, but for those that lead elsewhere already: two posts may have had
// one address, and a post's may be a section's here.
func (s *saving) addresses(ctx context.Context, ref *Ref, paths []string, noun topic.Noun, target id.ID) error {
	to := placement{noun, target}
	for _, path := range paths {
		at, taken := s.places[path]
		if taken && at != to {
			s.line(ref, string(noun), Note, "Its old address leads elsewhere already, so it does not lead to it: "+path)
			continue
		}
		if taken {
			continue
		}
		if err := topic.SetAddress(ctx, s.tx, path, noun, target); err != nil {
			return err
		}
		s.places[path] = to
	}
	return nil
}

// draft makes the draft of a story, with ids for keys.
func (s *saving) draft(v *Story) story.Draft {
	d := story.Draft{
		Slug: v.Slug, Kicker: v.Kicker, Headline: v.Headline, Standfirst: v.Standfirst,
		Section: s.id(v.Section), Hero: v.Hero, Body: v.Body,
	}
	for _, key := range v.Byline {
		d.Byline = appendID(d.Byline, s.id(key))
	}
	for _, key := range v.Topics {
		d.Topics = appendID(d.Topics, s.id(key))
	}
	return d
}

func appendID(ids []id.ID, i id.ID) []id.ID {
	if i == 0 || slices.Contains(ids, i) {
		return ids
	}
	return append(ids, i)
}

func (s *saving) id(key string) id.ID {
	if v, ok := s.changed[key]; ok {
		return v.noun
	}
	return s.rows[key].noun
}

func (s *saving) story(ctx context.Context, v *Story, p *prepared) error {
	kind := "story"
	if v.Type == story.Page {
		kind = "page"
	}
	before := s.rows[v.Key]
	was := strings.TrimSuffix(before.digest, public)
	if was != "" && was == p.digest {
		s.line(&v.Ref, kind, Unchanged, "")
		return nil
	}
	if p.refused != nil {
		s.line(&v.Ref, kind, Omitted, errs.Public(p.refused))
		return nil
	}
	if v.Type == story.Page {
		if err := s.freePage(ctx, v); err != nil {
			return err
		}
	}
	target := s.id(v.Key)
	outcome := Updated
	if was == "" {
		outcome = Imported
		if err := story.CreateWithID(ctx, s.tx, s.o.Actor, target, v.Type, v.Created); err != nil {
			return err
		}
	}
	revision, err := story.Save(ctx, s.tx, s.o.Actor, target, s.draft(v))
	if err != nil {
		return err
	}
	published, err := s.publish(ctx, v, before, target, revision)
	if err != nil {
		return err
	}
	if err := s.addresses(ctx, &v.Ref, v.Addresses, topic.StoryNoun, target); err != nil {
		return err
	}
	digest := p.digest
	if published {
		digest += public
	}
	s.changed[v.Key] = row{target, digest}
	s.line(&v.Ref, kind, outcome, "")
	for _, note := range v.Notes {
		s.line(&v.Ref, kind, Note, note)
	}
	return nil
}

// publish makes a revision public, where the archive says so. It reports whether the story is, or was, public.
func (s *saving) publish(ctx context.Context, v *Story, before row, target, revision id.ID) (bool, error) {
	was := strings.HasSuffix(before.digest, public)
	if v.Published.IsZero() {
		if was {
			s.line(&v.Ref, "story", Note, "The archive has it as a draft now; what is public here stays so.")
		}
		return was, nil
	}
	p := story.Publication{From: v.Published, Changed: v.Changed}
	if was && !v.Published.After(s.tx.Now()) {
		p = story.Publication{}
	}
	err := story.Publish(ctx, s.tx, s.o.Actor, target, revision, p)
	if errs.Is(err, errs.Invalid) || errs.Is(err, errs.Conflict) {
		s.line(&v.Ref, "story", Note, "It was saved but not published. "+errs.Public(err))
		return was, nil
	}
	return err == nil, err
}

// freePage finds an address for a plain page that nothing else has.
func (s *saving) freePage(ctx context.Context, v *Story) error {
	slug := v.Slug
	to := placement{topic.StoryNoun, s.id(v.Key)}
	for n := 2; ; n++ {
		path := "/" + v.Slug
		at, ok := s.places[path]
		if !ok && n > 2 {
			noun, target, found, err := topic.Lookup(ctx, s.tx, path)
			if err != nil {
				return err
			}
			at, ok = placement{noun, target}, found
		}
		if !ok || at == to {
			s.places[path] = to
			break
		}
		v.Slug = fmt.Sprintf("%s-%d", slug, n)
	}
	if v.Slug != slug {
		s.line(&v.Ref, "page", Note, fmt.Sprintf("Its address /%s is taken; it stands at /%s.", slug, v.Slug))
	}
	return nil
}
