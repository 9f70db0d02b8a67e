package wordpress

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"masthead/internal/doc"
)

// shortcodeElement stands for a shortcode while its surroundings are parsed.
const shortcodeElement = "wp-shortcode"

// shortcodes are those that are converted, and whether they have content.
var shortcodes = map[string]bool{
	"caption": true, "wp_caption": true, "embed": true, "gallery": false, "playlist": false, "audio": true, "video": true,
	"youtube": true, "vimeo": true, "tweet": true, "soundcloud": true, "instagram": true, "dailymotion": true, "spotify": true,
}

var shortcodeForm = regexp.MustCompile(`^\[(/?)([a-z_]+)((?:\s|=)[^\]<>\[]*|)\]`)

// literal are the elements in which brackets are the writer's own.
var literal = map[string]bool{"pre": true, "code": true, "script": true, "style": true, "textarea": true, "xmp": true, "title": true, "noembed": true}

// expander replaces shortcodes by elements, so that what is in and around them is parsed as markup.
type expander struct {
	out     strings.Builder
	open    string         // the shortcode whose content is being read
	closers map[string]int // how many ends of each are still to come
}

// expandShortcodes goes through content once, whatever is in it.
func expandShortcodes(content string) string {
	if !strings.Contains(content, "[") {
		return content
	}
	e := &expander{closers: map[string]int{}}
	for name, encloses := range shortcodes {
		if encloses {
			e.closers[name] = strings.Count(content, "[/"+name+"]")
		}
	}
	z := html.NewTokenizer(strings.NewReader(content))
	within := 0
	for {
		kind := z.Next()
		raw := z.Raw()
		switch kind {
		case html.ErrorToken:
			e.out.Write(raw)
			return e.out.String()
		case html.TextToken:
			if within == 0 {
				e.text(string(raw))
				continue
			}
		case html.StartTagToken, html.EndTagToken:
			raw = slices.Clone(raw) // TagName folds its case in place
			if name, _ := z.TagName(); literal[string(name)] {
				if kind == html.StartTagToken {
					within++
				} else {
					within = max(within-1, 0)
				}
			}
		}
		e.out.Write(raw)
	}
}

// text writes text with its shortcodes replaced.
func (e *expander) text(text string) {
	for {
		i := strings.IndexByte(text, '[')
		if i < 0 {
			e.out.WriteString(text)
			return
		}
		e.out.WriteString(text[:i])
		text = text[i:]
		if m := shortcodeForm.FindString(text[1:]); m != "" && strings.HasPrefix(text[1+len(m):], "]") {
			e.out.WriteString(m) // in double brackets it stands for itself
			text = text[len(m)+2:]
			continue
		}
		m := shortcodeForm.FindStringSubmatch(text)
		if m == nil || !e.one(m[2], m[3], m[0], m[1] != "") {
			e.out.WriteByte('[')
			text = text[1:]
			continue
		}
		text = text[len(m[0]):]
	}
}

// one writes the beginning or end of a shortcode; it reports false for one that stays text.
func (e *expander) one(name, attributes, raw string, closes bool) bool {
	encloses, ok := shortcodes[name]
	if !ok {
		return false
	}
	if closes {
		e.closers[name]--
		if e.open == name {
			e.open = ""
			e.out.WriteString("</" + shortcodeElement + ">")
		}
		return true
	}
	if e.open == name { // the one before had no content after all
		e.open = ""
		e.out.WriteString("</" + shortcodeElement + ">")
	}
	e.out.WriteString("<" + shortcodeElement + ` data-name="` + name + `" data-attrs="` + html.EscapeString(attributes) + `" data-raw="` + html.EscapeString(clip(raw, 4000)) + `">`)
	if encloses && e.open == "" && e.closers[name] > 0 && !strings.HasSuffix(attributes, "/") {
		e.open = name
	} else {
		e.out.WriteString("</" + shortcodeElement + ">")
	}
	return true
}

var shortcodeAttribute = regexp.MustCompile(`([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|“([^”]*)”|([^\s'"]+))|(\S+)`)

// shortcodeAttributes reads what follows a shortcode's name. Values without a name have the empty one.
func shortcodeAttributes(text string) map[string]string {
	text = strings.NewReplacer("&quot;", `"`, "&#8221;", `"`, "&#8220;", `"`, "&#8243;", `"`, "&amp;", "&", "\u00a0", " ").Replace(text)
	all := map[string]string{}
	for _, m := range shortcodeAttribute.FindAllStringSubmatch(text, 50) {
		if m[1] == "" {
			all[""] = strings.Trim(m[6], `"'=`)
			continue
		}
		all[strings.ToLower(m[1])] = m[2] + m[3] + m[4] + m[5]
	}
	return all
}

// shortcode converts one shortcode, or keeps it for the editors.
func (c *converter) shortcode(s *sink, n *html.Node, marks []doc.Mark) {
	attrs := shortcodeAttributes(attr(n, "data-attrs"))
	var blocks []doc.Block
	switch name := attr(n, "data-name"); name {
	case "caption", "wp_caption":
		blocks = c.captionShortcode(n, attrs, marks)
	case "gallery":
		blocks = c.galleryShortcode(attrs)
	case "playlist":
	default:
		blocks = c.playerShortcode(n, attrs)
	}
	if len(blocks) == 0 && c.err == nil {
		if raw := attr(n, "data-raw"); raw != "" {
			name := clip(oneLine(attr(n, "data-name")), 40)
			c.note("The shortcode [" + name + "] could not be converted; it was kept for the editors.")
			s.aside(unconverted("The shortcode ["+name+"] could not be converted.", raw)...)
		}
		c.children(s, n, marks)
		return
	}
	s.aside(blocks...)
	if name := attr(n, "data-name"); name != "caption" && name != "wp_caption" && strings.ContainsAny(strings.TrimSpace(rawText(n)), " \n") {
		c.children(s, n, marks) // more than the address that such a shortcode may hold
	}
}

func (c *converter) captionShortcode(n *html.Node, attrs map[string]string, marks []doc.Mark) []doc.Block {
	blocks := c.within(n, marks)
	i := slices.IndexFunc(blocks, func(b doc.Block) bool { _, ok := b.(*doc.Picture); return ok })
	if i < 0 {
		return blocks
	}
	p := blocks[i].(*doc.Picture)
	caption, rest := flat(slices.Delete(blocks, i, i+1))
	if len(caption) == 0 && attrs["caption"] != "" {
		caption = c.inline(attrs["caption"])
	}
	setCaption(p, caption)
	return append([]doc.Block{p}, rest...)
}

func (c *converter) galleryShortcode(attrs map[string]string) []doc.Block {
	g := &doc.Gallery{}
	add := func(a attachment) {
		if p := c.attached(a, a.alt, captionOf(c, a)); p != nil {
			g.Pictures = append(g.Pictures, p)
		}
	}
	ids := attrs["ids"]
	if ids == "" {
		ids = attrs["include"]
	}
	if ids == "" {
		post := c.item.id
		if other, err := strconv.ParseInt(attrs["id"], 10, 64); err == nil {
			post = other
		}
		attached, err := c.index.attachedTo(post)
		if c.failed(err) {
			return nil
		}
		for _, a := range attached {
			add(a)
		}
	}
	missing := 0
	for field := range strings.FieldsFuncSeq(ids, func(r rune) bool { return r == ',' || r == ' ' }) {
		number, _ := strconv.ParseInt(field, 10, 64)
		a, ok, err := c.index.attachment(number)
		if c.failed(err) {
			return nil
		}
		if ok {
			add(a)
		} else {
			missing++
		}
	}
	if missing > 0 {
		c.note("A gallery names " + count(missing, "picture that is", "pictures that are") + " not in the export.")
	}
	if len(g.Pictures) == 0 {
		return nil
	}
	return []doc.Block{g}
}

// playerShortcode converts a shortcode that names an address, in an attribute or as its content.
func (c *converter) playerShortcode(n *html.Node, attrs map[string]string) []doc.Block {
	candidates := []string{strings.TrimSpace(rawText(n)), attrs["src"], attrs["url"], attrs["mp4"], attrs["mp3"], attrs["m4a"], attrs["m4v"],
		attrs["ogg"], attrs["ogv"], attrs["webm"], attrs["wav"], attrs[""]}
	if a := find(n, atom.A); a != nil {
		candidates = append(candidates, attr(a, "href"))
	}
	for _, address := range candidates {
		if !strings.HasPrefix(address, "http") && !strings.HasPrefix(address, "/") || strings.ContainsAny(address, " \n") {
			continue
		}
		if m := c.ownStory(address); m != nil {
			return []doc.Block{m}
		}
		if e := c.embedAddress(address); e != nil {
			return []doc.Block{e}
		}
	}
	return nil
}
