package wordpress

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"masthead/internal/doc"
	"masthead/internal/importer"
)

// converter makes a document of one item's content.
type converter struct {
	index    archive
	site     site
	item     *item
	base     *url.URL // the item's own address, against which its links are read
	pictures []*importer.Picture
	notes    []string
	err      error // of the index; everything after it is void
	lines    bool  // the classic editor's rules of paragraphs hold
	depth    int   // of blocks and lists within one another
	patterns int   // reusable blocks that were put in
}

// archive is what a converter asks the index.
type archive interface {
	attachment(number int64) (attachment, bool, error)
	attachmentAt(address string) (attachment, bool, error)
	attachedTo(post int64) ([]attachment, error)
	use(a attachment) (first bool, err error)
	useOther(key string) (first bool, err error)
	storyAt(place string) (key string, ok bool, err error)
	pattern(number int64) (content string, err error)
}

// maxNesting bounds blocks within blocks: what is deeper comes over flat.
const maxNesting = 12

func newConverter(index archive, s site, v *item) *converter {
	c := &converter{index: index, site: s, item: v, base: s.base}
	if u, err := url.Parse(strings.TrimSpace(v.link)); err == nil && u.Host != "" {
		c.base = u
	}
	return c
}

func (c *converter) note(text string) {
	if len(c.notes) < 50 && !slices.Contains(c.notes, text) {
		c.notes = append(c.notes, text)
	}
}

// failed keeps the first error of the index.
func (c *converter) failed(err error) bool {
	if err != nil && c.err == nil {
		c.err = err
	}
	return c.err != nil
}

// body converts the whole content.
func (c *converter) body(content string) doc.Document {
	c.lines = !strings.Contains(content, "<!-- wp:")
	return doc.Normalize(doc.Document{Blocks: c.fragment(content, true)})
}

// inline converts a field that holds a little markup, such as a caption, to text.
func (c *converter) inline(content string) doc.Text {
	lines := c.lines
	c.lines = false
	text, _ := flat(c.fragment(content, false))
	c.lines = lines
	return text
}

var bodyContext = &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}

// fragment converts markup; lines says whether text outside of any block follows the classic editor's rules.
func (c *converter) fragment(content string, lines bool) []doc.Block {
	if strings.TrimSpace(content) == "" {
		return nil
	}
	nodes, err := html.ParseFragmentWithOptions(strings.NewReader(expandShortcodes(content)), bodyContext, html.ParseOptionEnableScripting(false))
	if err != nil {
		c.note("Its markup is nested too deeply to be converted; it is kept for the editors.")
		return unconverted("The markup is nested too deeply.", content)
	}
	s := &sink{c: c, lines: lines}
	c.nodes(s, nodes, nil)
	s.flush()
	return s.blocks
}

// unconverted keeps markup for the editors, in as many parts as it takes.
func unconverted(reason, markup string) []doc.Block {
	var all []doc.Block
	for markup != "" {
		part := clip(markup, doc.MaxMarkup)
		all = append(all, &doc.Unconverted{Source: "wordpress", Reason: reason, Markup: part})
		markup = markup[len(part):]
	}
	return all
}

func (c *converter) keep(s *sink, reason string, n *html.Node) {
	var b strings.Builder
	if html.Render(&b, n) == nil && strings.TrimSpace(b.String()) != "" {
		c.note(reason)
		s.aside(unconverted(reason, b.String())...)
	}
}

func (c *converter) children(s *sink, n *html.Node, marks []doc.Mark) {
	if n.FirstChild == nil {
		return
	}
	var nodes []*html.Node
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		nodes = append(nodes, child)
	}
	c.nodes(s, nodes, marks)
}

// nodes converts nodes that stand beside one another, with the blocks that comments among them mark.
func (c *converter) nodes(s *sink, nodes []*html.Node, marks []doc.Mark) {
	ends := blockEnds(nodes)
	for i := 0; i < len(nodes) && c.err == nil; i++ {
		n := nodes[i]
		switch n.Type {
		case html.TextNode:
			s.text(n.Data, marks)
		case html.ElementNode:
			c.element(s, n, marks)
		case html.CommentNode:
			b, ok := parseBlock(n.Data)
			if !ok || b.closes {
				continue
			}
			if b.empty {
				c.dynamic(s, b, n, marks)
			} else if end, ok := ends[i]; ok && c.depth < 4*maxNesting {
				c.depth++
				c.block(s, b, n, nodes[i+1:end], marks)
				c.depth--
				i = end
			}
		}
	}
}

// markOf are the elements that mark text.
var markOf = map[atom.Atom]doc.MarkType{
	atom.B: doc.Strong, atom.Strong: doc.Strong, atom.I: doc.Emphasis, atom.Em: doc.Emphasis, atom.Cite: doc.Emphasis, atom.Dfn: doc.Emphasis,
	atom.Var: doc.Emphasis, atom.S: doc.Strikethrough, atom.Strike: doc.Strikethrough, atom.Del: doc.Strikethrough,
	atom.Sub: doc.Subscript, atom.Sup: doc.Superscript, atom.Code: doc.Code, atom.Kbd: doc.Code, atom.Samp: doc.Code, atom.Tt: doc.Code,
}

// marked adds a mark to those that hold already.
func marked(marks []doc.Mark, m doc.Mark) []doc.Mark {
	for _, other := range marks {
		if other.Type == m.Type {
			return marks
		}
	}
	all := append(slices.Clone(marks), m)
	slices.SortFunc(all, func(a, b doc.Mark) int { return int(a.Type) - int(b.Type) })
	return all
}

func (c *converter) element(s *sink, n *html.Node, marks []doc.Mark) {
	if t, ok := markOf[n.DataAtom]; ok {
		c.children(s, n, marked(marks, doc.Mark{Type: t}))
		return
	}
	if c.special(s, n, marks) {
		return
	}
	switch n.DataAtom {
	case atom.A:
		c.anchor(s, n, marks)
	case atom.Br:
		s.lineBreak()
	case atom.Q:
		s.word("“", marks)
		c.children(s, n, marks)
		s.gap = none
		s.word("”", marks)
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Aside, atom.Main, atom.Header, atom.Footer, atom.Nav, atom.Center, atom.Address,
		atom.Dl, atom.Dd, atom.Details, atom.Fieldset, atom.Figcaption, atom.Caption, atom.Hgroup, atom.Dir, atom.Menu, atom.Li:
		c.container(s, n, marks)
	case atom.Dt, atom.Summary, atom.Legend:
		s.flush()
		c.children(s, n, marked(marks, doc.Mark{Type: doc.Strong}))
		s.flush()
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		c.heading(s, n, marks)
	case atom.Ul, atom.Ol:
		s.add(c.list(n, marks)...)
	case atom.Blockquote:
		s.add(c.quote(n, marks)...)
	case atom.Pre, atom.Listing, atom.Xmp:
		s.add(&doc.Preformatted{Text: strings.Trim(rawText(n), "\n")})
	case atom.Hr:
		s.add(&doc.Divider{})
	case atom.Table:
		s.add(c.table(n, marks)...)
	case atom.Figure:
		s.aside(c.figure(n, marks)...)
	case atom.Img:
		c.image(s, n, marks)
	case atom.Iframe, atom.Video, atom.Audio, atom.Embed, atom.Object:
		c.player(s, n)
	case atom.Script:
		c.script(s, n)
	case atom.Style, atom.Link, atom.Meta, atom.Base, atom.Title, atom.Template, atom.Svg, atom.Math, atom.Canvas, atom.Map, atom.Applet, atom.Frameset:
		c.keep(s, "Markup that has no place in a story was kept for the editors.", n)
	case atom.Form, atom.Input, atom.Select, atom.Textarea, atom.Button, atom.Optgroup, atom.Option:
		c.keep(s, "A form was kept for the editors.", n)
	default:
		c.children(s, n, marks)
	}
}

// special handles what a class or a shortcode says rather than an element's name.
func (c *converter) special(s *sink, n *html.Node, marks []doc.Mark) bool {
	switch class := attr(n, "class"); {
	case n.Data == shortcodeElement:
		c.shortcode(s, n, marks)
	case class == "":
		return false
	case hasClass(class, "wp-caption"):
		s.aside(c.captioned(n, marks)...)
	case hasClass(class, "gallery") && n.DataAtom != atom.Figure, hasClass(class, "blocks-gallery-grid"):
		s.aside(c.gallery(n, marks)...)
	case hasClass(class, "wp-block-cover") || hasClass(class, "wp-block-cover-image"):
		if p := c.background(n); p != nil {
			s.add(p)
		}
		c.container(s, n, marks)
	case hasClass(class, "wp-block-file"):
		c.file(s, n, marks)
	default:
		return false
	}
	return true
}

func (c *converter) container(s *sink, n *html.Node, marks []doc.Mark) {
	s.flush()
	c.children(s, n, marks)
	s.flush()
}

// within converts what is in an element apart from what surrounds it.
func (c *converter) within(n *html.Node, marks []doc.Mark) []doc.Block {
	s := &sink{c: c, lines: c.lines}
	c.children(s, n, marks)
	s.flush()
	return s.blocks
}

func (c *converter) heading(s *sink, n *html.Node, marks []doc.Mark) {
	text, rest := flat(c.within(n, marks))
	level := int(n.Data[1] - '0')
	if len(text) > 0 {
		s.add(&doc.Heading{Level: min(max(level, 2), 4), Text: text})
	}
	s.add(rest...)
}

func (c *converter) anchor(s *sink, n *html.Node, marks []doc.Mark) {
	link, ok := c.link(attr(n, "href"))
	if !ok || !hasText(n) && find(n, atom.Img) != nil {
		c.children(s, n, marks)
		return
	}
	c.children(s, n, marked(marks, link))
}

// link reads an address as the item's page would: to a story where one stands there, else to where it leads.
func (c *converter) link(href string) (doc.Mark, bool) {
	href = strings.TrimSpace(href)
	if strings.HasPrefix(href, "#") {
		clean, ok := doc.CleanAddress(href)
		return doc.Mark{Type: doc.Link, Href: clean}, ok
	}
	if href == "" || len(href) > doc.MaxAddress {
		return doc.Mark{}, false
	}
	u, err := url.Parse(href)
	if err != nil {
		clean, ok := doc.CleanAddress(href)
		return doc.Mark{Type: doc.Link, Href: clean}, ok
	}
	if u.Opaque == "" && (u.Scheme == "" || u.Host != "") {
		u = c.base.ResolveReference(u)
	}
	if key := c.storyAt(u); key != "" {
		return doc.Mark{Type: doc.Link, Story: key}, true
	}
	clean, ok := doc.CleanAddress(u.String())
	return doc.Mark{Type: doc.Link, Href: clean}, ok
}

func (c *converter) storyAt(u *url.URL) string {
	p, ok := c.site.place(u)
	if !ok {
		return ""
	}
	key, _, err := c.index.storyAt(p)
	c.failed(err)
	return key
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasClass(class, want string) bool {
	for f := range strings.FieldsSeq(class) {
		if f == want {
			return true
		}
	}
	return false
}

// find returns the first element of a kind in n.
func find(n *html.Node, a atom.Atom) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.DataAtom == a {
			return d
		}
	}
	return nil
}

func hasText(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.TextNode && strings.Trim(d.Data, " \n\r\t\f\u00a0") != "" {
			return true
		}
	}
	return false
}

// rawText returns the text in an element as it stands, a <br> as a line's end.
func rawText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case d.DataAtom == atom.Br:
			b.WriteByte('\n')
		}
	}
	return strings.Map(func(r rune) rune {
		if isControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, b.String())
}
