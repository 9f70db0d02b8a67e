package wordpress

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"masthead/internal/doc"
	"masthead/internal/id"
	"masthead/internal/importer"
	"masthead/internal/picture"
	"masthead/internal/story"
	"masthead/internal/topic"
)

const (
	maxHeadline   = 1000
	maxStandfirst = 10_000
	maxContent    = 4 << 20
	maxLabels     = 100
)

// itemKey names an item. Very old and hand-made exports have items without a number.
func itemKey(v *item) string {
	kind := "post"
	if v.kind == "attachment" {
		kind = "attachment"
	}
	if v.id > 0 {
		return kind + "-" + strconv.FormatInt(v.id, 10)
	}
	sum := sha256.Sum256([]byte(v.kind + "\x00" + v.link + "\x00" + v.slug + "\x00" + v.title + "\x00" + v.pubDate))
	return kind + "-x" + hex.EncodeToString(sum[:8])
}

func refTo(v *item) importer.Ref {
	return importer.Ref{Key: itemKey(v), Kind: v.kind, Title: clip(plainText(v.title), 200)}
}

// becomesStory returns why an item does not become a story, or nothing where it does.
func becomesStory(v *item) string {
	switch v.kind {
	case "post", "page":
	case "nav_menu_item":
		return "It is an entry of a menu; fronts and sections take its place."
	case "revision":
		return "It is an older revision of another item."
	case "wp_block":
		return "It is a reusable block; the stories that show it have its content."
	case "custom_css", "customize_changeset", "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation", "wp_font_family", "wp_font_face":
		return "It belongs to the look of the old site."
	default:
		return fmt.Sprintf("Items of the type %q belong to a plugin and have no place here.", clip(oneLine(v.kind), 40))
	}
	switch v.status {
	case "trash":
		return "It is in the bin."
	case "auto-draft":
		return "It is an empty draft that WordPress made by itself."
	case "inherit":
		return "It is an older revision of another item."
	}
	if len(v.content) > maxContent {
		return fmt.Sprintf("Its body is larger than %d MB.", maxContent>>20)
	}
	return ""
}

// creators returns who wrote an item: several people where a plugin for co-authors says so.
func creators(v *item) []author {
	var all []author
	for _, t := range v.terms {
		if t.taxonomy == "author" {
			all = append(all, author{login: strings.TrimPrefix(decodeSlug(t.slug), "cap-"), name: t.name})
		}
	}
	if login := strings.TrimSpace(v.creator); len(all) == 0 && login != "" {
		all = append(all, author{login: login})
	}
	return all[:min(len(all), maxLabels)]
}

// story turns a post or page into a story.
func (s *Source) story(v *item) (*importer.Story, error) {
	st := &importer.Story{Ref: refTo(v), Type: story.Article, Addresses: s.site.places(v)}
	if v.kind == "page" {
		st.Type = story.Page
	}
	c := newConverter(s.index, s.site, v)
	st.Body = c.body(v.content)
	if c.err != nil {
		return nil, c.err
	}
	s.words(st, v)
	s.when(st, v)
	if err := s.labels(st, v); err != nil {
		return nil, err
	}
	if err := s.hero(st, v, c); err != nil {
		return nil, err
	}
	st.Pictures = c.pictures
	st.Notes = append(st.Notes, c.notes...)
	if v.comments > 0 {
		st.Notes = append(st.Notes, "Its "+count(v.comments, "comment was", "comments were")+" left out.")
	}
	return st, c.err
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

func (s *Source) words(st *importer.Story, v *item) {
	st.Headline = clip(plainText(v.title), maxHeadline)
	if st.Headline == "" {
		if st.Headline = firstWords(doc.PlainText(st.Body, func(string) string { return "" })); st.Headline == "" {
			st.Headline = "Untitled"
		}
		st.Ref.Title = st.Headline
		st.Notes = append(st.Notes, "It has no title; its headline is made of its first words.")
	}
	st.Standfirst = clip(plainText(v.excerpt), maxStandfirst)
	for _, key := range []string{"kicker", "_kicker", "eyebrow", "_eyebrow"} {
		if k := clip(plainText(v.meta[key]), maxHeadline); k != "" {
			st.Kicker = k
			break
		}
	}
	st.Slug = id.Slug(decodeSlug(v.slug))
}

// when decides when, and whether, a story is public.
func (s *Source) when(st *importer.Story, v *item) {
	at, ok := published(v, s.zone)
	st.Created = at
	if !ok {
		st.Created = s.fallback
	}
	switch {
	case v.password != "":
		st.Notes = append(st.Notes, "It is protected by a password, so it stays a draft.")
	case v.status == "publish" || v.status == "future" || v.status == "":
		if !ok {
			reason := "it has no date"
			if given := givenDate(v); given != "" {
				reason = "its date " + strconv.Quote(given) + " means nothing"
			}
			st.Notes = append(st.Notes, "It stays a draft, because "+reason+".")
			return
		}
		st.Published = at
		if at.After(s.now) {
			st.Notes = append(st.Notes, "It is scheduled for "+at.In(s.zone).Format("2 January 2006, 15:04")+".")
		}
	case v.status == "private":
		st.Notes = append(st.Notes, "It is private, so it stays a draft.")
	default:
		st.Notes = append(st.Notes, fmt.Sprintf("Its status is %q, so it stays a draft.", clip(oneLine(v.status), 40)))
	}
	if changed, ok := parseDate(v.modified, dateForm, time.UTC); ok && !st.Published.IsZero() && changed.After(at) && !changed.After(s.now) {
		st.Changed = changed
	}
	if v.sticky {
		st.Notes = append(st.Notes, "It was stuck to the top; a front's hand-picked cards do that here.")
	}
}

func (s *Source) labels(st *importer.Story, v *item) error {
	for _, a := range creators(v) {
		st.Byline = append(st.Byline, "author-"+clip(strings.TrimSpace(a.login), maxName))
	}
	if st.Type == story.Page {
		return s.pageLabels(st, v)
	}
	main, err := s.index.mainCategory(v)
	if err != nil {
		return err
	}
	st.Section = "category-" + main
	for _, t := range v.terms {
		slug := termSlug(t)
		switch {
		case slug == "" || t.taxonomy == "category" && (slug == main || slug == uncategorized):
		case t.taxonomy == "category":
			st.Topics = append(st.Topics, "topic-category-"+slug)
		case t.taxonomy == "post_tag":
			st.Topics = append(st.Topics, "topic-"+slug)
		}
	}
	if len(st.Topics) > maxLabels {
		st.Notes = append(st.Notes, fmt.Sprintf("It has %d topics; the first %d came over.", len(st.Topics), maxLabels))
		st.Topics = st.Topics[:maxLabels]
	}
	return nil
}

func (s *Source) pageLabels(st *importer.Story, v *item) error {
	slug, err := s.index.pageSlug(v)
	if err != nil {
		return err
	}
	if st.Slug = id.Slug(slug); st.Slug == "" {
		st.Slug = id.Slug(st.Headline)
	}
	if st.Slug == "" {
		st.Slug = "page"
	}
	if topic.Reserved(st.Slug) {
		st.Slug += "-page"
	}
	return nil
}

// hero puts a post's featured picture over its story, and takes it out of the body where that begins with it.
func (s *Source) hero(st *importer.Story, v *item, c *converter) error {
	number, _ := strconv.ParseInt(strings.TrimSpace(v.meta["_thumbnail_id"]), 10, 64)
	if number <= 0 {
		return nil
	}
	a, ok, err := s.index.attachment(number)
	if err != nil {
		return err
	}
	if !ok {
		st.Notes = append(st.Notes, fmt.Sprintf("Its featured picture, number %d, is not in the export.", number))
		return nil
	}
	st.Hero = c.attached(a, a.alt, captionOf(c, a))
	if st.Hero == nil || len(st.Body.Blocks) == 0 {
		return c.err
	}
	first, ok := st.Body.Blocks[0].(*doc.Picture)
	if !ok || first.Picture != st.Hero.Picture {
		return c.err
	}
	if len(st.Hero.Caption) == 0 {
		st.Hero.Caption, st.Hero.Credit = first.Caption, first.Credit
	}
	if st.Hero.Alt == "" {
		st.Hero.Alt = first.Alt
	}
	if first.Caption.String() == "" || first.Caption.String() == st.Hero.Caption.String() {
		st.Body.Blocks = st.Body.Blocks[1:]
		st.Notes = append(st.Notes, "Its body began with its featured picture; it is shown once.")
	}
	return c.err
}

func captionOf(c *converter, a attachment) doc.Text {
	if strings.TrimSpace(a.caption) == "" {
		return nil
	}
	return c.inline(a.caption)
}

// attachmentCredit is what a plugin for credits kept beside an attachment.
func attachmentCredit(v *item) string {
	for _, key := range []string{"_media_credit", "media_credit", "_navis_media_credit", "photo_credit", "credit", "_credit"} {
		if s := strings.TrimSpace(v.meta[key]); s != "" {
			return clip(s, 500)
		}
	}
	return ""
}

// attachmentURL is where an attachment's file is.
func attachmentURL(v *item) string {
	if s := strings.TrimSpace(v.attachment); s != "" {
		return s
	}
	return strings.TrimSpace(v.guid)
}

// pictureOf makes the library's picture of an attachment.
func pictureOf(a attachment, first bool) *importer.Picture {
	caption := plainText(a.caption)
	credit := a.credit
	if rest, found := picture.SplitCredit(caption); found != "" {
		caption = rest
		if credit == "" {
			credit = found
		}
	}
	return &importer.Picture{
		Ref:  importer.Ref{Key: a.key, Kind: "attachment", Title: clip(a.title, 200)},
		URLs: fullSize(a.url), Filename: filename(a.url), Alt: a.alt, Caption: caption, Credit: credit, First: first,
	}
}

func filename(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return clip(oneLine(u.Path[strings.LastIndexByte(u.Path, '/')+1:]), 200)
}
