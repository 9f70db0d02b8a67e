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

var (
	shortcodeOpen = regexp.MustCompile(`^\[([a-z_]+)((?:\s|=)[^\]<>\[]*|)(/?)\]`)
	// A tag may have a shortcode's brackets in an attribute; a quoted ">" does not end it.
	tagForm = regexp.MustCompile(`^<(?:!--(?s:.*?)-->|/?[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>)`)
	rawForm = regexp.MustCompile(`(?i)^<(pre|code|script|style|textarea)\b`)
)

// expandShortcodes replaces the shortcodes in content by elements, so that what is in and around them is parsed as
// markup.
func expandShortcodes(content string) string {
	if !strings.Contains(content, "[") {
		return content
	}
	closers := map[string]bool{}
	for name := range shortcodes {
		closers[name] = strings.Contains(content, "[/"+name+"]")
	}
	var b strings.Builder
	for {
		i := strings.IndexAny(content, "[<")
		if i < 0 {
			break
		}
		b.WriteString(content[:i])
		content = content[i:]
		var n int
		if content[0] == '<' {
			n = passTag(content)
			b.WriteString(content[:n])
		} else {
			n = expandOne(&b, content, closers)
		}
		content = content[n:]
	}
	b.WriteString(content)
	return b.String()
}

// passTag returns the length of the tag, comment or raw element at the beginning of content.
func passTag(content string) int {
	if raw := rawForm.FindStringSubmatch(content); raw != nil {
		end := "</" + strings.ToLower(raw[1])
		for i := 1; ; {
			k := strings.Index(content[i:], "</")
			if k < 0 {
				break
			}
			if i += k; len(content)-i >= len(end) && strings.EqualFold(content[i:i+len(end)], end) {
				return i
			}
			i += 2
		}
	}
	return max(len(tagForm.FindString(content)), 1)
}

// expandOne writes the shortcode at the beginning of content as an element, and returns how much it took.
func expandOne(b *strings.Builder, content string, closers map[string]bool) int {
	if strings.HasPrefix(content, "[[") { // an escaped one: its inner brackets are text
		if m := shortcodeOpen.FindString(content[1:]); m != "" && strings.HasPrefix(content[1+len(m):], "]") {
			b.WriteString(m)
			return len(m) + 2
		}
	}
	m := shortcodeOpen.FindStringSubmatch(content)
	if m == nil {
		b.WriteByte('[')
		return 1
	}
	name, attributes := m[1], m[2]
	encloses, ok := shortcodes[name]
	if !ok {
		b.WriteString(m[0])
		return len(m[0])
	}
	inner, length := "", len(m[0])
	if encloses && m[3] == "" && closers[name] {
		end := strings.Index(content[length:], "[/"+name+"]")
		if end < 0 {
			closers[name] = false
		} else if next := strings.Index(content[length:length+end], "["+name); next < 0 || next > end {
			inner = content[length : length+end]
			length += end + len(name) + 3
		}
	}
	b.WriteString("<" + shortcodeElement + ` data-name="` + name + `" data-attrs="` + html.EscapeString(attributes) + `" data-raw="` + html.EscapeString(clip(content[:length], 4000)) + `">`)
	b.WriteString(inner)
	b.WriteString("</" + shortcodeElement + ">")
	return length
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
