// Package demo makes the demo newsroom: an invented city's news site, written for this project, with pictures that the
// program draws. Its times follow the clock, so that it is always a few minutes old.
package demo

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"masthead/internal/contributor"
	"masthead/internal/doc"
	"masthead/internal/newsroom"
	"masthead/internal/story"
	"masthead/internal/topic"
)

//go:embed newsroom.yaml front.yaml stories/*.txt
var files embed.FS

// Newsroom is all that the demo newsroom holds, before it is saved. Things name one another by their slugs.
type Newsroom struct {
	Identity     newsroom.Newsroom
	Sections     []topic.Section
	Topics       []topic.Topic
	Featured     []string // topics
	Contributors []contributor.Contributor
	Pictures     []Picture
	Stories      []Story
	Layout       string // a document as `front apply` reads it, but with "story:slug" for the address of a story
}

// Picture is a drawing and what is said about it.
type Picture struct {
	Name    string `yaml:"name"` // of the drawing
	Alt     string `yaml:"alt"`
	Caption string `yaml:"caption"`
	Credit  string `yaml:"credit"`
}

// Story is one story or plain page. In its hero and body a picture's id is the picture's name, and a story's is its slug.
type Story struct {
	Slug          string
	Kind          story.Kind
	Kicker        string
	Headline      string
	ShortHeadline string
	Standfirst    string
	Dateline      string
	Section       string
	Topics        []string
	By            []string
	Hero          *doc.Picture
	Body          doc.Document
	Published     time.Time // zero for a draft; later than the clock for a scheduled story
	Changed       time.Time // zero where it has not changed significantly since
	Corrections   []story.Correction
	Withdrawal    *story.Withdrawal

	// Of what is not public:
	State   story.State // how far it has come; empty for what is published
	Changes string      // the story whose text this will be from Published on; empty for one of its own
	Embargo time.Time   // zero for none
	Note    string      // for the newsroom
}

// references are the ids that pictures and stories have in documents, by name and slug.
type references struct{ stories, pictures map[string]string }

// read parses every story.
func (n *Newsroom) read(now time.Time, known references) error {
	names, err := fs.Glob(files, "stories/*.txt")
	if err != nil {
		return err
	}
	c := clock{now.In(n.Identity.Location())}
	n.Stories = nil
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		p := &parser{file: strings.TrimPrefix(name, "stories/"), clock: c, newsroom: n, known: known}
		s, err := p.story(string(text))
		if err != nil {
			return err
		}
		n.Stories = append(n.Stories, s)
	}
	return nil
}

// storySlugs returns the slugs of all stories, from the names of their files: "07-slug.txt".
func storySlugs() ([]string, error) {
	names, err := fs.Glob(files, "stories/*.txt")
	if err != nil {
		return nil, err
	}
	var slugs []string
	seen := map[string]bool{}
	for _, name := range names {
		slug := slugOf(name)
		if slug == "" || seen[slug] {
			return nil, fmt.Errorf("%s: a story's file is named 07-its-slug.txt, with a slug of its own", name)
		}
		seen[slug] = true
		slugs = append(slugs, slug)
	}
	return slugs, nil
}

func slugOf(file string) string {
	_, slug, _ := strings.Cut(strings.TrimSuffix(file[strings.LastIndexByte(file, '/')+1:], ".txt"), "-")
	return slug
}
