package importer

import (
	"context"
	"fmt"
	"strings"

	"masthead/internal/contributor"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/topic"
)

// maxSuffix bounds the search for a free slug.
const maxSuffix = 1000

// label is a section, topic or contributor being saved.
type label struct {
	ref       *Ref
	noun      topic.Noun
	name      string
	slug      string
	addresses []string
	digest    string
	find      func(slug string) (found id.ID, name string, err error) // of kind NotFound where the slug is free
	allowed   func(slug string) bool
	path      func(slug string) string
	save      func(found id.ID, slug string) (id.ID, error)
}

// label saves a label. One that stands under the same name and slug already is the same; under another name, the new one
// gets a number.
func (s *saving) label(ctx context.Context, l label) error {
	kind := string(l.noun)
	before, known := s.rows[l.ref.Key]
	if known && before.digest == l.digest {
		s.line(l.ref, kind, Unchanged, "")
		return nil
	}
	slug, found, err := s.freeSlug(l, before.noun)
	if err != nil {
		return err
	}
	outcome := Imported
	switch {
	case known:
		outcome = Updated
	case found != 0:
		outcome = Unchanged
	}
	if outcome != Unchanged {
		if found, err = l.save(found, slug); errs.Is(err, errs.Invalid) {
			s.line(l.ref, kind, Omitted, errs.Public(err))
			return nil
		} else if err != nil {
			return err
		}
	}
	s.changed[l.ref.Key] = row{found, l.digest}
	if s.o.DryRun {
		s.known[l.ref.Key] = row{found, l.digest}
	}
	s.places[l.path(slug)] = placement{l.noun, found}
	reason := ""
	if outcome == Unchanged {
		reason = "It is the same as one that the newsroom has already."
	}
	s.line(l.ref, kind, outcome, reason)
	return s.addresses(ctx, l.ref, l.addresses, l.noun, found)
}

// freeSlug returns the slug that a label gets, and the id of what has it already and is the same.
func (s *saving) freeSlug(l label, mine id.ID) (string, id.ID, error) {
	slug := l.slug
	for n := 2; n < maxSuffix; n++ {
		found, name, err := l.find(slug)
		switch {
		case errs.Is(err, errs.NotFound):
			if l.allowed(slug) {
				return slug, mine, nil
			}
		case err != nil:
			return "", 0, err
		case found == mine || mine == 0 && strings.EqualFold(name, l.name):
			return slug, found, nil
		}
		slug = fmt.Sprintf("%s-%d", l.slug, n)
	}
	return "", 0, errs.New(errs.Conflict, "Too many addresses begin with %q.", l.slug)
}

func anySlug(string) bool { return true }

func (s *saving) section(ctx context.Context, v *Section, digest string) error {
	now := s.tx.Now()
	return s.label(ctx, label{
		ref: &v.Ref, noun: topic.SectionNoun, name: v.Name, slug: v.Slug, addresses: v.Addresses, digest: digest,
		allowed: func(slug string) bool { return !topic.Reserved(slug) },
		path:    func(slug string) string { return topic.Section{Slug: slug}.Path() },
		find: func(slug string) (id.ID, string, error) {
			found, err := topic.SectionBySlug(ctx, s.tx, now, slug)
			return found.ID, found.Name, err
		},
		save: func(found id.ID, slug string) (id.ID, error) {
			section := topic.Section{ID: found, Slug: slug, Name: v.Name, Description: v.Description}
			if found != 0 {
				all, err := topic.Sections(ctx, s.tx, now)
				if err != nil {
					return 0, err
				}
				for _, other := range all {
					if other.ID == found {
						section.Slug, section.Colour, section.Position = other.Slug, other.Colour, other.Position
					}
				}
			}
			saved, err := topic.SaveSection(ctx, s.tx, s.o.Actor, section)
			return saved.ID, err
		},
	})
}

func (s *saving) topic(ctx context.Context, v *Topic, digest string) error {
	now := s.tx.Now()
	return s.label(ctx, label{
		ref: &v.Ref, noun: topic.TopicNoun, name: v.Name, slug: v.Slug, addresses: v.Addresses, digest: digest, allowed: anySlug,
		path: func(slug string) string { return topic.Topic{Slug: slug}.Path() },
		find: func(slug string) (id.ID, string, error) {
			found, err := topic.TopicBySlug(ctx, s.tx, now, slug)
			return found.ID, found.Name, err
		},
		save: func(found id.ID, slug string) (id.ID, error) {
			// What the newsroom has merged keeps its new name.
			if into, err := topic.Follow(ctx, s.tx, now, []id.ID{found}); err != nil || into[found] != 0 {
				return into[found], err
			}
			saved, err := topic.SaveTopic(ctx, s.tx, s.o.Actor, topic.Topic{ID: found, Slug: slug, Name: v.Name, Description: v.Description})
			return saved.ID, err
		},
	})
}

func (s *saving) contributor(ctx context.Context, v *Contributor, digest string) error {
	now := s.tx.Now()
	return s.label(ctx, label{
		ref: &v.Ref, noun: topic.ContributorNoun, name: v.Name, slug: v.Slug, addresses: v.Addresses, digest: digest, allowed: anySlug,
		path: func(slug string) string { return contributor.Contributor{Slug: slug}.Path() },
		find: func(slug string) (id.ID, string, error) {
			found, err := contributor.BySlug(ctx, s.tx, now, slug)
			return found.ID, found.Name, err
		},
		save: func(found id.ID, slug string) (id.ID, error) {
			c := contributor.Contributor{ID: found, Slug: slug, Name: v.Name, Bio: v.Bio}
			if found != 0 {
				all, err := contributor.ByID(ctx, s.tx, now, []id.ID{found})
				if err != nil {
					return 0, err
				}
				for _, other := range all {
					c.Slug, c.Role, c.Picture = other.Slug, other.Role, other.Picture
				}
			}
			saved, err := contributor.Save(ctx, s.tx, s.o.Actor, c)
			return saved.ID, err
		},
	})
}
