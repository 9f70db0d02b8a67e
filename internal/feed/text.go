package feed

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"masthead/internal/edition"
	"masthead/internal/topic"
)

// robots tells crawlers that they may read everything, and where the sitemaps are.
func (f *Feeds) robots(context.Context, *edition.Edition, string) ([]byte, error) {
	return fmt.Appendf(nil, "User-agent: *\nDisallow:\n\nSitemap: %s\nSitemap: %s\n",
		f.site.url("/sitemap.xml"), f.site.url("/sitemap/news.xml")), nil
}

// guide is what llms.txt says below the newsroom's name: always in English, as what it describes are addresses.
const guide = `%s publishes in %s; its times are those of %s.

- An article's address ends in an identifier of 13 letters and digits. It leads to the article for ever, whatever becomes of the words before it.
- Each article gives its headline, authors, time of publication and time of the last significant change, also as schema.org NewsArticle in JSON-LD.
- Corrections are dated and stand in the article. An article that has been withdrawn answers 410 and gives the reason.
- To cite an article, give its authors, its headline, %s, the day of its publication, and its address. Quote it as it stands on the day, and say which day that was.

`

// maxListed bounds the topics that llms.txt names.
const maxListed = 100

// llms describes the site to language models, as llmstxt.org lays down.
func (f *Feeds) llms(ctx context.Context, e *edition.Edition, _ string) ([]byte, error) {
	n := e.Newsroom()
	sections, err := e.Sections(ctx)
	if err != nil {
		return nil, err
	}
	topics, err := e.Topics(ctx, topic.Topic{}, maxListed)
	if err != nil {
		return nil, err
	}
	name := plainMarkdown(n.Name)
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n\n> %s\n\n", name, plainMarkdown(firstOf(n.Tagline, "News from "+n.Name+".")))
	fmt.Fprintf(&b, guide, name, n.Language, n.TimeZone, name)
	link := func(title, path, note string) {
		fmt.Fprintf(&b, "- [%s](%s)", plainMarkdown(title), f.site.url(path))
		if note != "" {
			b.WriteString(": " + plainMarkdown(note))
		}
		b.WriteByte('\n')
	}
	b.WriteString("## Sections\n\n")
	link("Home", "/", "the front page")
	link("Latest", "/latest", "every article, newest first")
	for _, s := range sections {
		link(s.Name, s.Path(), s.Description)
	}
	b.WriteString("\n## Feeds\n\n")
	link("All articles, RSS", rssFormat.file, "full text, the newest 30")
	link("All articles, Atom", atomFormat.file, "full text, the newest 30")
	for _, s := range sections {
		link(s.Name+", Atom", s.Path()+atomFormat.file, "")
	}
	b.WriteString("\n## Optional\n\n")
	link("Sitemap", "/sitemap.xml", "every article, by month")
	link("Topics", "/topics", "all topics; each has a page and feeds at its own address, followed by "+rssFormat.file+" or "+atomFormat.file)
	for _, t := range topics {
		link(t.Name, t.Path(), t.Description)
	}
	return b.Bytes(), nil
}

var markdownSigns = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "`", "\\`", "<", `\<`, "#", `\#`)

// plainMarkdown writes text on one line, with no sign that Markdown would take for its own.
func plainMarkdown(s string) string {
	return markdownSigns.Replace(strings.Join(strings.Fields(printable(s)), " "))
}

// The web app manifest.
type (
	webManifest struct {
		ID              string         `json:"id"`
		Name            string         `json:"name"`
		Description     string         `json:"description,omitempty"`
		Language        string         `json:"lang"`
		StartURL        string         `json:"start_url"`
		Scope           string         `json:"scope"`
		Display         string         `json:"display"`
		BackgroundColor string         `json:"background_color"`
		ThemeColor      string         `json:"theme_color"`
		Icons           []manifestIcon `json:"icons"`
	}
	manifestIcon struct {
		Source  string `json:"src"`
		Type    string `json:"type"`
		Sizes   string `json:"sizes"`
		Purpose string `json:"purpose,omitempty"`
	}
)

func (f *Feeds) manifest(_ context.Context, e *edition.Edition, _ string) ([]byte, error) {
	n := e.Newsroom()
	m := webManifest{
		ID: f.site.url("/"), Name: n.Name, Description: n.Tagline, Language: n.Language,
		StartURL: f.site.url("/"), Scope: f.site.url("/"), Display: "minimal-ui",
		BackgroundColor: f.palette.names.Paper, ThemeColor: f.palette.names.Ink,
		Icons: []manifestIcon{
			{f.site.url("/favicon.svg"), svgType, "any", ""},
			{f.site.url(iconPath), pngType, "192x192", ""},
			{f.site.url("/icon-512.png"), pngType, "512x512", "any maskable"},
		},
	}
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	w.SetEscapeHTML(false)
	w.SetIndent("", " ")
	err := w.Encode(m)
	return b.Bytes(), err
}
