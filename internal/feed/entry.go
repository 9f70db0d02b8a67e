package feed

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strings"
	"time"

	"masthead/internal/doc"
	"masthead/internal/edition"
)

// entry is a story as every format of feed tells it.
type entry struct {
	id                 string
	url                string
	language           string // empty where it is the newsroom's own
	title              string
	summary            string // plain text
	html               string // the whole story
	published, updated time.Time
	authors            []author
	labels             []label
	pictures           []placed // the hero picture first
}

type author struct{ name, url string }

// label is a section or a topic that the story stands in.
type label struct{ slug, name string }

// placed is a picture as this story shows it.
type placed struct {
	rendition
	alt, caption, credit string
}

// maxPictures bounds the pictures of one entry that stand outside its text.
const maxPictures = 20

func (s site) entry(a edition.Article, w Words) entry {
	e := entry{
		id: s.tag(a.First, "story", a.Story.String()), url: s.url(a.Path), language: a.Language,
		title: a.Headline, summary: summary(a), published: a.First.UTC(), updated: updated(a),
		pictures: s.placed(a),
	}
	for _, c := range a.Byline {
		e.authors = append(e.authors, author{c.Name, s.url(c.Path())})
	}
	if a.Section.Name != "" {
		e.labels = append(e.labels, label{a.Section.Slug, a.Section.Name})
	}
	for _, t := range a.Topics {
		e.labels = append(e.labels, label{t.Slug, t.Name})
	}
	e.html = s.fullText(a, w)
	return e
}

// updated is when a story last changed in a way that a reader should know of: a correction is one.
func updated(a edition.Article) time.Time {
	at := a.Changed
	for _, c := range a.Corrections {
		if c.At.After(at) {
			at = c.At
		}
	}
	return at.UTC()
}

// maxSummary is the length in bytes of a summary that is cut from the story itself.
const maxSummary = 300

// summary is the standfirst, or, where the story has none, how it begins.
func summary(a edition.Article) string {
	if a.Standfirst != "" {
		return a.Standfirst
	}
	for _, b := range a.Body.Blocks {
		if p, ok := b.(*doc.Paragraph); ok {
			if words := strings.Join(strings.Fields(p.Text.String()), " "); words != "" {
				return cut(words, maxSummary)
			}
		}
	}
	return ""
}

// cut shortens text to whole words.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	s = strings.ToValidUTF8(s[:most], "")
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ,;:–—-") + " …"
}

func (s site) placed(a edition.Article) []placed {
	shown := doc.Pictures(a.Body)
	if a.Hero != nil {
		shown = slices.Insert(shown, 0, a.Hero)
	}
	var all []placed
	seen := map[string]bool{}
	for _, p := range shown {
		original, ok := a.Pictures[p.Picture]
		if !ok || seen[p.Picture] || len(all) == maxPictures {
			continue
		}
		seen[p.Picture] = true
		all = append(all, placed{s.rendition(original), p.AltText(), p.Caption.String(), p.Credit})
	}
	return all
}

// fullText is the whole story in HTML: all that its page shows between the headline and the rails, with every address
// absolute.
func (s site) fullText(a edition.Article, w Words) string {
	r := doc.Renderer{
		Labels: w.Labels,
		Picture: func(p *doc.Picture) template.HTML {
			original, ok := a.Pictures[p.Picture]
			if !ok {
				return ""
			}
			size := s.rendition(original)
			return template.HTML(fmt.Sprintf(`<img src="%s" alt="%s" width="%d" height="%d">`,
				html.EscapeString(size.url), html.EscapeString(p.AltText()), size.width, size.height))
		},
		Story: func(ref string) (address, headline string, ok bool) {
			c, ok := a.Stories[ref]
			if !ok {
				return "", "", false
			}
			return s.url(c.Path), c.Headline, true
		},
	}
	var whole doc.Document
	if a.Hero != nil {
		whole.Blocks = append(whole.Blocks, a.Hero)
	}
	if a.Standfirst != "" {
		strong := []doc.Mark{{Type: doc.Strong}}
		whole.Blocks = append(whole.Blocks, &doc.Paragraph{Text: doc.Text{{Text: a.Standfirst, Marks: strong}}})
	}
	whole.Blocks = append(whole.Blocks, a.Datelined().Blocks...)
	doc.RewriteLinks(&whole, func(href string) (string, string) { return "", s.absolute(a.Path, href) })
	var b strings.Builder
	b.WriteString(string(doc.HTML(whole, r)))
	for _, c := range a.Corrections {
		fmt.Fprintf(&b, "<p><strong>%s (<time datetime=\"%s\">%s</time>):</strong> %s</p>\n", html.EscapeString(firstOf(w.Correction, "Correction")),
			c.At.Format(time.RFC3339), c.At.Format(time.DateOnly), html.EscapeString(c.Note))
	}
	return b.String()
}
