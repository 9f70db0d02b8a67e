package feed

import (
	"encoding/xml"
	"time"
)

// The elements of Atom (RFC 4287).
type (
	atomFeed struct {
		XMLName   xml.Name    `xml:"feed"`
		Namespace string      `xml:"xmlns,attr"`
		Media     string      `xml:"xmlns:media,attr"`
		Language  text        `xml:"xml:lang,attr"`
		ID        text        `xml:"id"`
		Title     text        `xml:"title"`
		Subtitle  text        `xml:"subtitle,omitempty"`
		Updated   text        `xml:"updated"`
		Links     []atomLink  `xml:"link"`
		Author    atomPerson  `xml:"author"`
		Icon      text        `xml:"icon"`
		Generator text        `xml:"generator"`
		Entries   []atomEntry `xml:"entry"`
	}
	atomEntry struct {
		Language   text           `xml:"xml:lang,attr,omitempty"`
		ID         text           `xml:"id"`
		Title      text           `xml:"title"`
		Published  text           `xml:"published"`
		Updated    text           `xml:"updated"`
		Links      []atomLink     `xml:"link"`
		Authors    []atomPerson   `xml:"author"`
		Categories []atomCategory `xml:"category"`
		Summary    text           `xml:"summary,omitempty"`
		Content    *markup        `xml:"content"`
		Media      []media        `xml:"media:content"`
	}
	atomLink struct {
		Rel  text `xml:"rel,attr"`
		Type text `xml:"type,attr"`
		Href text `xml:"href,attr"`
	}
	atomPerson struct {
		Name text `xml:"name"`
		URI  text `xml:"uri,omitempty"`
	}
	atomCategory struct {
		Term  text `xml:"term,attr"`
		Label text `xml:"label,attr"`
	}
)

func (c channel) atom() ([]byte, error) {
	updated := c.updated
	if updated.IsZero() {
		updated = c.moment // Atom has no feed without a time; this one is kept until something changes
	}
	f := atomFeed{
		Namespace: atomNamespace, Media: mediaNamespace, Language: text(c.language), ID: text(c.self), Title: text(c.title),
		Subtitle: text(c.description), Updated: text(updated.UTC().Format(time.RFC3339)),
		Links: []atomLink{
			{Rel: "self", Type: atomType, Href: text(c.self)},
			{Rel: "alternate", Type: htmlType, Href: text(c.page)},
		},
		Author: atomPerson{Name: text(c.publisher), URI: text(c.home)},
		Icon:   text(c.icon), Generator: generatorName,
	}
	for _, e := range c.entries {
		f.Entries = append(f.Entries, e.atom())
	}
	return encodeXML(f)
}

func (e entry) atom() atomEntry {
	a := atomEntry{
		Language: text(e.language), ID: text(e.id), Title: text(e.title),
		Published: text(e.published.Format(time.RFC3339)), Updated: text(e.updated.Format(time.RFC3339)),
		Links:   []atomLink{{Rel: "alternate", Type: htmlType, Href: text(e.url)}},
		Summary: text(e.summary), Content: newMarkup("html", e.html), Media: e.media(),
	}
	if len(e.pictures) > 0 {
		a.Links = append(a.Links, atomLink{Rel: "enclosure", Type: jpegType, Href: text(e.pictures[0].url)})
	}
	for _, w := range e.authors {
		a.Authors = append(a.Authors, atomPerson{text(w.name), text(w.url)})
	}
	for _, l := range e.labels {
		a.Categories = append(a.Categories, atomCategory{text(l.slug), text(l.name)})
	}
	return a
}
