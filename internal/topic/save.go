package topic

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

var colour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

func checkName(slug, name, description string) error {
	switch {
	case !store.IsText(name, description):
		return errs.New(errs.Invalid, "Names and descriptions must be text in UTF-8.")
	case name == "" || len(name) > 200:
		return errs.New(errs.Invalid, "A name has between 1 and 200 bytes.")
	case slug == "" || id.Slug(slug) != slug:
		return errs.New(errs.Invalid, "%q cannot stand in an address; try %q.", slug, id.Slug(name))
	case len(description) > 2000:
		return errs.New(errs.Invalid, "A description has at most 2,000 bytes.")
	}
	return nil
}

// SaveSection adds a section, or changes it from now on where it has an id that exists. It returns it with its id and
// version. The error is of kind Stale where it came with a version and another stands.
func SaveSection(ctx context.Context, tx *store.Tx, actor account.Actor, s Section) (Section, error) {
	if err := actor.May(account.ManageSections); err != nil {
		return s, err
	}
	if err := checkName(s.Slug, s.Name, s.Description); err != nil {
		return s, err
	}
	if Reserved(s.Slug) {
		return s, errs.New(errs.Invalid, "The site keeps the address /%s for itself.", s.Slug)
	}
	if s.Colour != "" && !colour.MatchString(s.Colour) {
		return s, errs.New(errs.Invalid, "%q is not a colour such as #0a5c8a.", s.Colour)
	}
	before, err := SectionByID(ctx, tx, store.Latest, s.ID)
	if err != nil && !errs.Is(err, errs.NotFound) {
		return s, err
	}
	if s.Version != 0 && s.Version != before.Version {
		return s, errs.New(errs.Stale, "The section has been changed since you read it.")
	}
	if s.ID == 0 {
		s.ID = id.New(tx.Now())
	}
	if s, err = putSection(ctx, tx, s); err != nil {
		return s, err
	}
	d := account.Difference{}
	d.Add("name", before.Name, s.Name)
	d.Add("slug", before.Slug, s.Slug)
	d.Add("description", before.Description, s.Description)
	d.Add("colour", before.Colour, s.Colour)
	d.Add("position", strconv.Itoa(before.Position), strconv.Itoa(s.Position))
	return s, account.Record(ctx, tx, actor, account.Event{Act: saved("section", before.ID), Noun: "section", Target: s.ID, About: s.Name, Detail: d})
}

// saved names the act of adding or changing something.
func saved(noun string, before id.ID) string {
	if before == 0 {
		return noun + ".create"
	}
	return noun + ".change"
}

func putSection(ctx context.Context, tx *store.Tx, s Section) (Section, error) {
	var err error
	if s.Version, err = store.Supersede(ctx, tx, "section", "id = ?1", s.ID); err != nil {
		return s, err
	}
	_, err = tx.Exec(ctx, `INSERT INTO section (id, from_at, until_at, slug, name, description, colour, position)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`, s.ID, s.Version, store.Forever, s.Slug, s.Name, s.Description, s.Colour, s.Position)
	if err != nil {
		return s, saveError(err, s.Slug)
	}
	tx.Change(Key(s.ID), SectionsKey())
	return s, SetAddress(ctx, tx, s.Path(), SectionNoun, s.ID)
}

// SectionsVersion tells one state of all sections from the next.
func SectionsVersion(all []Section) (version int64) {
	for _, s := range all {
		version += s.Version - store.Beginning + 1 // grows with each that is changed, and with each that is new
	}
	return version
}

// OrderSections puts all sections into the order of these ids, from now on.
func OrderSections(ctx context.Context, tx *store.Tx, actor account.Actor, ids []id.ID) error {
	if err := actor.May(account.ManageSections); err != nil {
		return err
	}
	all, err := Sections(ctx, tx, store.Latest)
	if err != nil {
		return err
	}
	var names []string
	place := map[id.ID]int{}
	for i, v := range ids {
		place[v] = i + 1
	}
	if len(place) != len(ids) || len(ids) != len(all) || slices.ContainsFunc(all, func(s Section) bool { return place[s.ID] == 0 }) {
		return errs.New(errs.Invalid, "An order names each of the newsroom's sections once.")
	}
	slices.SortFunc(all, func(a, b Section) int { return place[a.ID] - place[b.ID] })
	for _, s := range all {
		names = append(names, s.Name)
		if s.Position == place[s.ID] {
			continue
		}
		s.Position = place[s.ID]
		if _, err := putSection(ctx, tx, s); err != nil {
			return err
		}
	}
	return account.Record(ctx, tx, actor, account.Event{Act: "section.order", Noun: "section", Detail: map[string]string{"to": strings.Join(names, ", ")}})
}

// SaveTopic adds a topic, which those may who create topics, or changes it from now on where it has an id that exists. It
// returns it with its id and version. The error is of kind Stale where it came with a version and another stands, and
// of kind Conflict where it has been merged into another.
func SaveTopic(ctx context.Context, tx *store.Tx, actor account.Actor, t Topic) (Topic, error) {
	before, err := standing(ctx, tx, t.ID)
	if err != nil {
		return t, err
	}
	right := account.ManageTopics
	if before.ID == 0 {
		right = account.CreateTopics
	}
	if err := actor.May(right); err != nil {
		return t, err
	}
	if err := checkName(t.Slug, t.Name, t.Description); err != nil {
		return t, err
	}
	if t.Version != 0 && t.Version != before.Version {
		return t, errs.New(errs.Stale, "The topic has been changed since you read it.")
	}
	if t.ID == 0 {
		t.ID = id.New(tx.Now())
	}
	if t.Version, err = store.Supersede(ctx, tx, "topic", "id = ?1", t.ID); err != nil {
		return t, err
	}
	_, err = tx.Exec(ctx, `INSERT INTO topic (id, from_at, until_at, slug, name, description, words)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`, t.ID, t.Version, store.Forever, t.Slug, t.Name, t.Description, Words(t.Name))
	if err != nil {
		return t, saveError(err, t.Slug)
	}
	tx.Change(Key(t.ID), TopicsKey())
	if err := SetAddress(ctx, tx, t.Path(), TopicNoun, t.ID); err != nil {
		return t, err
	}
	d := account.Difference{}
	d.Add("name", before.Name, t.Name)
	d.Add("slug", before.Slug, t.Slug)
	d.Add("description", before.Description, t.Description)
	return t, account.Record(ctx, tx, actor, account.Event{Act: saved("topic", before.ID), Noun: "topic", Target: t.ID, About: t.Name, Detail: d})
}

// standing returns the topic that has an id now; the zero Topic where none ever had.
func standing(ctx context.Context, tx *store.Tx, i id.ID) (Topic, error) {
	if i == 0 {
		return Topic{}, nil
	}
	found, err := TopicsByID(ctx, tx, store.Latest, []id.ID{i})
	if err != nil || len(found) == 1 {
		return append(found, Topic{})[0], err
	}
	into, err := Follow(ctx, tx, store.Latest, []id.ID{i})
	if err == nil && into[i] != 0 {
		err = errs.New(errs.Conflict, "This topic has been merged into another.")
	}
	return Topic{}, err
}

func saveError(err error, slug string) error {
	if store.IsUnique(err) {
		return errs.Wrap(err, errs.Conflict, "The address %q is taken.", slug)
	}
	return err
}

// SectionByID returns the section that has an id at a moment. The error is of kind NotFound where there is none.
func SectionByID(ctx context.Context, tx *store.Tx, moment time.Time, i id.ID) (Section, error) {
	s, err := scanSection(tx.QueryRow(ctx, sectionColumns+` AND id = ?2`, store.Millis(moment), i))
	return s, notFound(err, "There is no such section.")
}
