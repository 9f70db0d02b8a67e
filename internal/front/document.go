package front

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"masthead/internal/contributor"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

// Limits of a layout document.
const (
	maxDocument = 1 << 20
	maxRails    = 50
	maxCards    = 60
	maxPicks    = maxCards
	maxTitle    = 200
	maxNesting  = 50
)

// nesting returns how deep brackets open without being closed; the YAML parser's time grows with its square.
func nesting(data []byte) (deepest int) {
	depth := 0
	for _, c := range data {
		switch c {
		case '[', '{':
			depth++
			deepest = max(deepest, depth)
		case ']', '}':
			depth--
		}
	}
	return deepest
}

// written is a rail as it stands in the document: stories by their addresses, sections and topics by their slugs.
type written struct {
	Title  string   `yaml:"title,omitempty"`
	Show   string   `yaml:"show,omitempty"`
	Picks  []string `yaml:"picks,omitempty"`
	Fill   string   `yaml:"fill,omitempty"`
	Cards  int      `yaml:"cards,omitempty"`
	Age    bool     `yaml:"age,omitempty"`
	Topics []string `yaml:"topics,omitempty"`
	More   string   `yaml:"more,omitempty"`
}

// Parse reads a layout document (YAML). Each key is a kind of page ("home", "article"), or one section or topic by its
// slug ("section sport"), and holds that page's rails in order. Stories are named by an address that leads to them,
// by the whole URL, or by their id. The error, of kind Invalid, says where in the document it stands.
func Parse(ctx context.Context, tx *store.Tx, data []byte) (Layout, error) {
	l := Layout{Pages: map[Kind][]Rail{}, Own: map[id.ID][]Rail{}}
	if len(data) > maxDocument {
		return l, errs.New(errs.Invalid, "The document has more than %d bytes.", maxDocument)
	}
	if nesting(data) > maxNesting {
		return l, errs.New(errs.Invalid, "The document has brackets more than %d deep.", maxNesting)
	}
	var pages map[string][]written
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(&pages); err != nil {
		return l, errs.New(errs.Invalid, "The document cannot be read: %s", strings.TrimSpace(yaml.FormatError(err, false, false)))
	}
	names := &names{ctx: ctx, tx: tx}
	for key, rails := range pages {
		kind, slug, _ := strings.Cut(key, " ")
		if !slices.Contains(Kinds, Kind(kind)) {
			return l, errs.New(errs.Invalid, "%q is not a kind of page; there are %s.", kind, join(Kinds))
		}
		read := make([]Rail, len(rails))
		for i, w := range rails {
			var err error
			if read[i], err = names.read(w); err != nil {
				return l, errs.Wrap(err, errs.KindOf(err), "%s, rail %d: %s", key, i+1, errs.Public(err))
			}
		}
		if slug == "" {
			l.Pages[Kind(kind)] = read
			continue
		}
		own, err := names.page(Kind(kind), slug)
		if err != nil {
			return l, err
		}
		l.Own[own] = read
	}
	return l, l.check()
}

// check reports what a layout must not hold, however it was made.
func (l Layout) check() error {
	pages := make(map[string][]Rail, len(l.Pages)+len(l.Own))
	for kind, rails := range l.Pages {
		pages[string(kind)] = rails
	}
	for own, rails := range l.Own {
		pages[own.String()] = rails
	}
	for page, rails := range pages {
		if len(rails) > maxRails {
			return errs.New(errs.Invalid, "%s: a page has at most %d rails.", page, maxRails)
		}
		for i, r := range rails {
			if err := r.check(); err != nil {
				return errs.Wrap(err, errs.Invalid, "%s, rail %d: %s", page, i+1, errs.Public(err))
			}
		}
	}
	return nil
}

func (r Rail) check() error {
	switch {
	case len(r.Title) > maxTitle:
		return errs.New(errs.Invalid, "A title has at most %d bytes.", maxTitle)
	case r.Cards < 0 || r.Cards > maxCards || len(r.Picks) > maxPicks || len(r.Topics) > maxPicks:
		return errs.New(errs.Invalid, "A rail has at most %d cards.", maxCards)
	case r.Fill.From != None && r.Cards == 0:
		return errs.New(errs.Invalid, "A rail that fills itself says how many cards it has (cards: 8).")
	case r.Featured() && (r.Fill.From != None || len(r.Picks) > 0):
		return errs.New(errs.Invalid, "A rail that shows topics has no stories, or names its topics (topics: [...]).")
	case !r.Featured() && r.Fill.From == None && len(r.Picks) == 0 && len(r.Topics) == 0:
		return errs.New(errs.Invalid, "A rail has picks, a fill or topics.")
	}
	return nil
}

// Format writes a layout as a document that Parse reads back to the same layout.
func Format(ctx context.Context, tx *store.Tx, l Layout) ([]byte, error) {
	names := &names{ctx: ctx, tx: tx}
	var pages yaml.MapSlice
	for _, kind := range Kinds {
		rails, ok := l.Pages[kind]
		if !ok {
			continue
		}
		w, err := names.writeAll(rails)
		if err != nil {
			return nil, err
		}
		pages = append(pages, yaml.MapItem{Key: string(kind), Value: w})
	}
	var own yaml.MapSlice
	for page, rails := range l.Own {
		key, err := names.key(page)
		if err != nil {
			return nil, err
		}
		w, err := names.writeAll(rails)
		if err != nil {
			return nil, err
		}
		own = append(own, yaml.MapItem{Key: key, Value: w})
	}
	slices.SortFunc(own, func(a, b yaml.MapItem) int { return strings.Compare(a.Key.(string), b.Key.(string)) })
	return yaml.MarshalWithOptions(append(pages, own...), yaml.Indent(2), yaml.IndentSequence(true))
}

// names turns what a document says into ids and back.
type names struct {
	ctx context.Context
	tx  *store.Tx
}

func (n *names) read(w written) (Rail, error) {
	r := Rail{Title: w.Title, Show: Show(w.Show), Cards: w.Cards, Age: w.Age}
	if r.Show == "" {
		r.Show = Grid
		if len(w.Topics) > 0 {
			r.Show = Labels
		}
	}
	if !slices.Contains(Shows, r.Show) {
		return r, errs.New(errs.Invalid, "%q is not a way to show a rail; there are %s.", w.Show, join(Shows))
	}
	var err error
	if r.Fill, err = n.fill(w.Fill); err != nil {
		return r, err
	}
	if r.More, err = n.fill(w.More); err != nil {
		return r, err
	}
	for _, pick := range w.Picks {
		i, err := n.story(pick)
		if err != nil {
			return r, err
		}
		r.Picks = append(r.Picks, i)
	}
	for _, slug := range w.Topics {
		i, err := n.page(Topic, slug)
		if err != nil {
			return r, err
		}
		r.Topics = append(r.Topics, i)
	}
	return r, nil
}

var sources = []Source{Newest, EachSection, FromSection, FromTopic, FromContributor, Related}

func (n *names) fill(text string) (f Fill, err error) {
	if text == "" {
		return f, nil
	}
	source, slug, _ := strings.Cut(text, " ")
	f.From = Source(source)
	if !slices.Contains(sources, f.From) {
		return f, errs.New(errs.Invalid, "%q is not a fill; there are %s, the latter ones also with a slug.", text, join(sources))
	}
	if slug != "" {
		f.ID, err = n.page(Kind(f.From), slug)
	}
	return f, err
}

// page finds the section, topic or contributor that has a slug now.
func (n *names) page(kind Kind, slug string) (id.ID, error) {
	switch kind {
	case Section:
		s, err := topic.SectionBySlug(n.ctx, n.tx, n.tx.Now(), slug)
		return s.ID, invalid(err)
	case Topic:
		t, err := topic.TopicBySlug(n.ctx, n.tx, n.tx.Now(), slug)
		return t.ID, invalid(err)
	case Contributor:
		c, err := contributor.BySlug(n.ctx, n.tx, n.tx.Now(), slug)
		return c.ID, invalid(err)
	}
	return 0, errs.New(errs.Invalid, "%q: only a section, topic or contributor is named by a slug.", string(kind)+" "+slug)
}

// story finds the story that an address, URL or id names.
func (n *names) story(ref string) (id.ID, error) {
	if i, err := id.Parse(ref); err == nil {
		return i, n.exists(i, ref)
	}
	u, err := url.Parse(ref)
	if err != nil || !strings.HasPrefix(u.Path, "/") {
		return 0, errs.New(errs.Invalid, "%q is neither the address nor the id of a story.", ref)
	}
	if i, ok := story.FromPath(u.Path); ok {
		return i, n.exists(i, ref)
	}
	path := strings.TrimSuffix(u.Path, "/")
	if u.RawQuery != "" {
		path += "/?" + u.RawQuery
	}
	noun, i, ok, err := topic.Lookup(n.ctx, n.tx, path)
	if err != nil {
		return 0, err
	}
	if !ok || noun != topic.StoryNoun {
		return 0, errs.New(errs.Invalid, "%q does not lead to a story.", ref)
	}
	return i, nil
}

func (n *names) exists(i id.ID, ref string) error {
	ok, err := story.Exists(n.ctx, n.tx, i)
	if err == nil && !ok {
		return errs.New(errs.Invalid, "%q does not lead to a story.", ref)
	}
	return err
}

func (n *names) writeAll(rails []Rail) ([]written, error) {
	all := make([]written, len(rails))
	for i, r := range rails {
		w := written{Title: r.Title, Show: string(r.Show), Cards: r.Cards, Age: r.Age}
		var err error
		if w.Fill, err = n.source(r.Fill); err != nil {
			return nil, err
		}
		if w.More, err = n.source(r.More); err != nil {
			return nil, err
		}
		if w.Picks, err = n.addresses(r.Picks); err != nil {
			return nil, err
		}
		for _, t := range r.Topics {
			key, err := n.key(t)
			if err != nil {
				return nil, err
			}
			w.Topics = append(w.Topics, strings.TrimPrefix(key, "topic "))
		}
		all[i] = w
	}
	return all, nil
}

func (n *names) source(f Fill) (string, error) {
	if f.ID == 0 {
		return string(f.From), nil
	}
	return n.key(f.ID)
}

// key writes a section, topic or contributor as a document names it: "section sport".
func (n *names) key(i id.ID) (string, error) {
	now, ids := n.tx.Now(), []id.ID{i}
	sections, err := topic.Sections(n.ctx, n.tx, now)
	if err != nil {
		return "", err
	}
	for _, s := range sections {
		if s.ID == i {
			return "section " + s.Slug, nil
		}
	}
	topics, err := topic.TopicsByID(n.ctx, n.tx, now, ids)
	if err != nil {
		return "", err
	}
	for _, t := range topics {
		return "topic " + t.Slug, nil
	}
	people, err := contributor.ByID(n.ctx, n.tx, now, ids)
	if err != nil {
		return "", err
	}
	for _, c := range people {
		return "contributor " + c.Slug, nil
	}
	return "", fmt.Errorf("front: nothing has the id %s", i)
}

// addresses writes stories as a document names them: by their addresses, or, where they are not public, by their ids.
func (n *names) addresses(stories []id.ID) ([]string, error) {
	cards, err := story.Cards(n.ctx, n.tx, n.tx.Now(), stories)
	if err != nil {
		return nil, err
	}
	sections, err := topic.Sections(n.ctx, n.tx, n.tx.Now())
	if err != nil {
		return nil, err
	}
	paths := map[id.ID]string{}
	for _, c := range cards {
		for _, s := range sections {
			if s.ID == c.Section {
				paths[c.Story] = c.PathIn(s)
			}
		}
	}
	var all []string
	for _, i := range stories {
		if path := paths[i]; path != "" {
			all = append(all, path)
		} else {
			all = append(all, i.String())
		}
	}
	return all, nil
}

func invalid(err error) error {
	if errs.Is(err, errs.NotFound) {
		return errs.Wrap(err, errs.Invalid, "%s", errs.Public(err))
	}
	return err
}

func join[T ~string](values []T) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = string(v)
	}
	return strings.Join(texts, ", ")
}
