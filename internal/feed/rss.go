package feed

import (
	"encoding/xml"
	"html"
	"time"
)

// The elements of RSS 2.0, and those of other namespaces that its readers know.
type (
	rss struct {
		XMLName xml.Name   `xml:"rss"`
		Version string     `xml:"version,attr"`
		Content string     `xml:"xmlns:content,attr"`
		DC      string     `xml:"xmlns:dc,attr"`
		Atom    string     `xml:"xmlns:atom,attr"`
		Media   string     `xml:"xmlns:media,attr"`
		Channel rssChannel `xml:"channel"`
	}
	rssChannel struct {
		Title       text      `xml:"title"`
		Link        text      `xml:"link"`
		Description text      `xml:"description"`
		Language    text      `xml:"language"`
		LastBuild   text      `xml:"lastBuildDate,omitempty"`
		Generator   text      `xml:"generator"`
		Docs        text      `xml:"docs"`
		Self        atomLink  `xml:"atom:link"`
		Items       []rssItem `xml:"item"`
	}
	rssItem struct {
		Title       text          `xml:"title"`
		Link        text          `xml:"link"`
		GUID        rssGUID       `xml:"guid"`
		PubDate     text          `xml:"pubDate"`
		Updated     text          `xml:"atom:updated"`
		Creators    []text        `xml:"dc:creator"`
		Language    text          `xml:"dc:language,omitempty"`
		Categories  []text        `xml:"category"`
		Description text          `xml:"description,omitempty"`
		Content     *markup       `xml:"content:encoded"`
		Enclosure   *rssEnclosure `xml:"enclosure"`
		Media       []media       `xml:"media:content"`
	}
	rssGUID struct {
		IsPermaLink bool `xml:"isPermaLink,attr"`
		ID          text `xml:",chardata"`
	}
	rssEnclosure struct {
		URL    text `xml:"url,attr"`
		Length int  `xml:"length,attr"`
		Type   text `xml:"type,attr"`
	}
	media struct {
		URL         text       `xml:"url,attr"`
		Type        text       `xml:"type,attr"`
		Medium      text       `xml:"medium,attr"`
		IsDefault   bool       `xml:"isDefault,attr"`
		Width       int        `xml:"width,attr"`
		Height      int        `xml:"height,attr"`
		Description *mediaText `xml:"media:description"`
		Credit      text       `xml:"media:credit,omitempty"`
	}
	mediaText struct {
		Type text `xml:"type,attr"`
		Text text `xml:",chardata"`
	}
)

const (
	contentNamespace = "http://purl.org/rss/1.0/modules/content/"
	dcNamespace      = "http://purl.org/dc/elements/1.1/"
	atomNamespace    = "http://www.w3.org/2005/Atom"
	mediaNamespace   = "http://search.yahoo.com/mrss/"

	jpegType      = "image/jpeg"
	generatorName = "Masthead"
)

func (c channel) rss() ([]byte, error) {
	f := rss{Version: "2.0", Content: contentNamespace, DC: dcNamespace, Atom: atomNamespace, Media: mediaNamespace,
		Channel: rssChannel{
			Title: text(c.title), Link: text(c.page), Description: text(html.EscapeString(c.description)), Language: text(c.language),
			Generator: generatorName, Docs: "https://www.rssboard.org/rss-specification",
			Self: atomLink{Rel: "self", Type: rssType, Href: text(c.self)},
		}}
	if !c.updated.IsZero() {
		f.Channel.LastBuild = rssDate(c.updated)
	}
	for _, e := range c.entries {
		f.Channel.Items = append(f.Channel.Items, e.rss())
	}
	return encodeXML(f)
}

func (e entry) rss() rssItem {
	item := rssItem{
		Title: text(e.title), Link: text(e.url), GUID: rssGUID{ID: text(e.id)}, PubDate: rssDate(e.published),
		Updated: text(e.updated.Format(time.RFC3339)), Language: text(e.language),
		Description: text(html.EscapeString(e.summary)), // readers take a description for HTML
		Content:     newMarkup("", e.html), Media: e.media(),
	}
	for _, a := range e.authors {
		item.Creators = append(item.Creators, text(a.name))
	}
	for _, l := range e.labels {
		item.Categories = append(item.Categories, text(l.name))
	}
	if len(e.pictures) > 0 {
		// The length is not known before the rendition is made; the RSS Advisory Board's advice is then to say zero.
		item.Enclosure = &rssEnclosure{URL: text(e.pictures[0].url), Type: jpegType}
	}
	return item
}

func (e entry) media() []media {
	var all []media
	for i, p := range e.pictures {
		m := media{URL: text(p.url), Type: jpegType, Medium: "image", IsDefault: i == 0, Width: p.width, Height: p.height, Credit: text(p.credit)}
		if words := firstOf(p.caption, p.alt); words != "" {
			m.Description = &mediaText{Type: "plain", Text: text(words)}
		}
		all = append(all, m)
	}
	return all
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func rssDate(t time.Time) text { return text(t.UTC().Format(time.RFC1123Z)) }
