package site

import (
	"time"

	"masthead/internal/contributor"
	"masthead/internal/doc"
	"masthead/internal/edition"
)

// Structured is a page's schema.org data, as it stands in the page.
type Structured struct {
	Context string `json:"@context"`
	Graph   []any  `json:"@graph"` // of the types below
}

func structured(things ...any) *Structured {
	return &Structured{Context: "https://schema.org", Graph: things}
}

type schemaOrganization struct {
	Type string `json:"@type"`
	ID   string `json:"@id"`
	Name string `json:"name"`
	URL  string `json:"url"`
	Logo string `json:"logo,omitempty"`
}

type schemaSite struct {
	Type        string    `json:"@type"`
	ID          string    `json:"@id"`
	Name        string    `json:"name"`
	Description string    `json:"description,omitempty"`
	URL         string    `json:"url"`
	Language    string    `json:"inLanguage"`
	Publisher   schemaRef `json:"publisher"`
}

type schemaRef struct {
	ID string `json:"@id"`
}

type schemaPage struct {
	Type        string    `json:"@type"`
	ID          string    `json:"@id"`
	URL         string    `json:"url"`
	Name        string    `json:"name"`
	Description string    `json:"description,omitempty"`
	Language    string    `json:"inLanguage"`
	PartOf      schemaRef `json:"isPartOf"`
	MainEntity  any       `json:"mainEntity,omitempty"`
}

type schemaPerson struct {
	Type        string `json:"@type"`
	ID          string `json:"@id,omitempty"`
	Name        string `json:"name"`
	URL         string `json:"url,omitempty"`
	JobTitle    string `json:"jobTitle,omitempty"`
	Description string `json:"description,omitempty"`
	Image       string `json:"image,omitempty"`
}

type schemaImage struct {
	Type    string `json:"@type"`
	URL     string `json:"url"`
	Width   int    `json:"width"`
	Height  int    `json:"height"`
	Caption string `json:"caption,omitempty"`
	Credit  string `json:"creditText,omitempty"`
}

type schemaCorrection struct {
	Type string `json:"@type"`
	Text string `json:"text"`
	At   string `json:"datePublished"`
}

type schemaArticle struct {
	Type          string             `json:"@type"`
	ID            string             `json:"@id"`
	URL           string             `json:"url"`
	MainEntity    string             `json:"mainEntityOfPage"`
	Headline      string             `json:"headline"`
	Alternative   string             `json:"alternativeHeadline,omitempty"`
	Description   string             `json:"description,omitempty"`
	Published     string             `json:"datePublished"`
	Modified      string             `json:"dateModified"`
	Language      string             `json:"inLanguage"`
	Section       string             `json:"articleSection,omitempty"`
	Keywords      []string           `json:"keywords,omitempty"`
	Words         int                `json:"wordCount,omitempty"`
	Dateline      string             `json:"dateline,omitempty"`
	Authors       []schemaPerson     `json:"author,omitempty"`
	Publisher     schemaOrganization `json:"publisher"`
	Images        []schemaImage      `json:"image,omitempty"`
	Free          bool               `json:"isAccessibleForFree"`
	CorrectedWith []schemaCorrection `json:"correction,omitempty"`
}

type schemaTrail struct {
	Type  string       `json:"@type"`
	Items []schemaStep `json:"itemListElement"`
}

type schemaStep struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	Item     string `json:"item"`
}

func (c *composer) url(path string) string { return c.baseURL + address(path) }

func (c *composer) organization() schemaOrganization {
	return schemaOrganization{Type: "NewsMediaOrganization", ID: c.url("/") + "#newsroom", Name: c.frame.Site.Name, URL: c.url("/"),
		Logo: c.url("/favicon.svg")}
}

func (c *composer) structuredTrail(steps []Link) schemaTrail {
	t := schemaTrail{Type: "BreadcrumbList"}
	for i, step := range steps {
		t.Items = append(t.Items, schemaStep{Type: "ListItem", Position: i + 1, Name: step.Text, Item: c.url(step.Href)})
	}
	return t
}

func (c *composer) structuredHome() *Structured {
	return structured(c.organization(), schemaSite{Type: "WebSite", ID: c.url("/") + "#site", Name: c.frame.Site.Name,
		Description: c.frame.Site.Tagline, URL: c.url("/"), Language: c.frame.Language, Publisher: schemaRef{c.url("/") + "#newsroom"}})
}

func (c *composer) structuredPage(kind, name, description, path string) schemaPage {
	return schemaPage{Type: kind, ID: c.url(path), URL: c.url(path), Name: name, Description: description,
		Language: c.frame.Language, PartOf: schemaRef{c.url("/") + "#site"}}
}

func (c *composer) structuredFront(name, description, path string, trail []Link) *Structured {
	return structured(c.structuredPage("CollectionPage", name, description, path), c.structuredTrail(trail))
}

func (c *composer) structuredContributor(who contributor.Contributor, portrait *SharePicture, trail []Link) *Structured {
	p := c.structuredPage("ProfilePage", who.Name, "", who.Path())
	person := schemaPerson{Type: "Person", ID: c.url(who.Path()) + "#person", Name: who.Name, URL: c.url(who.Path()),
		JobTitle: who.Role, Description: firstOf(paragraphs(who.Bio)...)}
	if portrait != nil {
		person.Image = portrait.Href
	}
	p.MainEntity = person
	return structured(p, c.structuredTrail(trail))
}

func (c *composer) structuredArticle(a *edition.Article, p ArticlePage) *Structured {
	s := schemaArticle{
		Type: "NewsArticle", ID: c.url(a.Path) + "#article", URL: c.url(a.Path), MainEntity: c.url(a.Path),
		Headline: a.Headline, Alternative: a.ShortHeadline, Description: p.Description,
		Published: a.First.Format(time.RFC3339), Modified: a.Changed.Format(time.RFC3339),
		Language: firstOf(a.Language, c.frame.Language), Section: a.Section.Name, Words: a.Words, Dateline: a.Dateline,
		Publisher: c.organization(), Free: true,
	}
	for _, t := range a.Topics {
		s.Keywords = append(s.Keywords, t.Name)
	}
	for _, who := range a.Byline {
		s.Authors = append(s.Authors, schemaPerson{Type: "Person", Name: who.Name, URL: c.url(who.Path()), JobTitle: who.Role})
	}
	s.Images = c.structuredImages(a)
	for _, note := range a.Corrections {
		s.CorrectedWith = append(s.CorrectedWith, schemaCorrection{Type: "CorrectionComment", Text: note.Note, At: note.At.Format(time.RFC3339)})
	}
	return structured(s, c.structuredTrail(p.Trail))
}

// structuredImages are the pictures of a story, the hero first.
func (c *composer) structuredImages(a *edition.Article) []schemaImage {
	var placed []*doc.Picture
	if a.Hero != nil {
		placed = append(placed, a.Hero)
	}
	var images []schemaImage
	for _, picture := range append(placed, doc.Pictures(a.Body)...) {
		original, ok := a.Pictures[picture.Picture]
		if !ok {
			continue
		}
		shared := c.sharePicture(&original, "")
		images = append(images, schemaImage{Type: "ImageObject", URL: shared.Href, Width: shared.Width, Height: shared.Height,
			Caption: picture.Caption.String(), Credit: picture.Credit})
	}
	return images
}

func (c *composer) shareArticle(a *edition.Article) Share {
	s := Share{Type: "article", Title: a.Headline, Section: a.Section.Name, Picture: c.sharePicture(a.Picture, a.HeroAlt),
		Published: a.First.Format(time.RFC3339), Modified: a.Changed.Format(time.RFC3339)}
	for _, who := range a.Byline {
		s.Authors = append(s.Authors, c.url(who.Path()))
	}
	for _, t := range a.Topics {
		s.Tags = append(s.Tags, t.Name)
	}
	return s
}
