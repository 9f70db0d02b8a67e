package wordpress

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"masthead/internal/doc"
	"masthead/internal/importer"
	"masthead/internal/picture"
)

// maxPictures bounds the pictures of one story.
const maxPictures = 2000

func shortHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}

// attached places a picture of the media library. It returns nil where the file is no picture.
func (c *converter) attached(a attachment, alt string, caption doc.Text) *doc.Picture {
	if !isPicture(a.url) || len(c.pictures) >= maxPictures {
		return nil
	}
	first, err := c.index.use(a)
	if c.failed(err) {
		return nil
	}
	p := pictureOf(a, first)
	c.mention(p)
	placed := &doc.Picture{Picture: p.Key, Alt: oneLine(alt), Credit: a.credit}
	setCaption(placed, caption)
	return fit(placed)
}

// elsewhere places a picture that is no attachment of the export.
func (c *converter) elsewhere(address, alt string, caption doc.Text) *doc.Picture {
	if len(c.pictures) >= maxPictures {
		return nil
	}
	urls := fullSize(address)
	key := "picture-" + shortHash(urls[0])
	first, err := c.index.useOther(key)
	if c.failed(err) {
		return nil
	}
	placed := &doc.Picture{Picture: key, Alt: oneLine(alt)}
	setCaption(placed, caption)
	fit(placed)
	c.mention(&importer.Picture{
		Ref:  importer.Ref{Key: key, Kind: "picture", Title: clip(urls[0], 200)},
		URLs: urls, Filename: filename(address), Alt: clip(placed.Alt, 2000), First: first,
	})
	return placed
}

func (c *converter) mention(p *importer.Picture) {
	if !slices.ContainsFunc(c.pictures, func(other *importer.Picture) bool { return other.Key == p.Key }) {
		c.pictures = append(c.pictures, p)
	}
}

// fit keeps the words of a picture within what a document holds.
func fit(p *doc.Picture) *doc.Picture {
	p.Alt = clip(p.Alt, doc.MaxLine)
	p.Credit = clip(oneLine(p.Credit), 500)
	return p
}

// setCaption gives a picture its caption, and the credit at the end of that.
func setCaption(p *doc.Picture, caption doc.Text) {
	text := caption.String()
	rest, credit := picture.SplitCredit(text)
	if credit != "" && len(credit) <= 500 && (p.Credit == "" || p.Credit == credit) {
		p.Credit = credit
		if strings.HasPrefix(text, rest) {
			caption = cut(caption, len(rest))
		} else {
			caption = doc.Plain(rest)
		}
	}
	p.Caption = caption
}

// cut keeps the first n bytes of a text.
func cut(t doc.Text, n int) doc.Text {
	var out doc.Text
	for _, in := range t {
		length := len(in.Text)
		if in.Break {
			length = 1
		}
		if n <= 0 {
			break
		}
		if length > n {
			in.Text = in.Text[:n]
		}
		out = append(out, in)
		n -= length
	}
	return tidy(out)
}

var attachmentClass = regexp.MustCompile(`(?:^|\s)wp-image-(\d{1,18})(?:\s|$)`)

// pictureNode places the picture of an <img>, or returns nil where there is none to be had.
func (c *converter) pictureNode(n *html.Node) *doc.Picture {
	source := imageSource(n)
	var number int64
	if m := attachmentClass.FindStringSubmatch(attr(n, "class")); m != nil {
		number, _ = strconv.ParseInt(m[1], 10, 64)
	} else if id := attr(n, "data-id"); id != "" {
		number, _ = strconv.ParseInt(id, 10, 64)
	} else if id := attr(n, "data-attachment-id"); id != "" {
		number, _ = strconv.ParseInt(id, 10, 64)
	}
	return c.pictureAt(number, source, attr(n, "alt"))
}

// pictureAt places the attachment with a number, or the one whose file stands at an address, or what stands there.
func (c *converter) pictureAt(number int64, source, alt string) *doc.Picture {
	a, ok, err := c.index.attachment(number)
	// A number copied from another site means another picture.
	if ok && source != "" && fileName(a.url) != fileName(source) {
		ok = false
	}
	if err == nil && !ok {
		a, ok, err = c.index.attachmentAt(source)
	}
	if c.failed(err) {
		return nil
	}
	if ok && isPicture(a.url) {
		if alt == "" {
			alt = a.alt
		}
		return c.attached(a, alt, nil)
	}
	u, err := url.Parse(strings.TrimSpace(source))
	if err != nil || source == "" {
		return nil
	}
	if u = c.base.ResolveReference(u); u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil
	}
	address, clean := doc.CleanAddress(u.String())
	if !clean || len(address) > maxAddress {
		return nil
	}
	return c.elsewhere(address, alt, nil)
}

func fileName(address string) string {
	key := fileKey(address)
	return key[strings.LastIndexByte(key, '/')+1:]
}

// imageSource returns the address of an <img>, also where a plugin hides it until the picture comes into view.
func imageSource(n *html.Node) string {
	source := strings.TrimSpace(attr(n, "src"))
	if source == "" || strings.HasPrefix(source, "data:") {
		for _, key := range []string{"data-src", "data-lazy-src", "data-orig-file", "data-original"} {
			if s := strings.TrimSpace(attr(n, key)); s != "" {
				return s
			}
		}
	}
	return source
}

func (c *converter) image(s *sink, n *html.Node, marks []doc.Mark) {
	class := attr(n, "class")
	if alt := attr(n, "alt"); hasClass(class, "wp-smiley") || hasClass(class, "emoji") || hasClass(class, "latex") {
		if alt = oneLine(alt); alt != "" {
			s.word(alt, marks)
		}
		return
	}
	if p := c.pictureNode(n); p != nil {
		s.aside(p)
		return
	}
	c.keep(s, "A picture without an address that can be followed was kept for the editors.", n)
}

// background places the picture behind a cover's words.
func (c *converter) background(n *html.Node) doc.Block {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.DataAtom == atom.Img {
			return nil // it comes with the content
		}
	}
	m := backgroundImage.FindStringSubmatch(attr(n, "style"))
	if m == nil {
		return nil
	}
	if p := c.pictureAt(0, m[1], ""); p != nil {
		return p
	}
	return nil
}

var backgroundImage = regexp.MustCompile(`background-image:\s*url\(\s*['"]?([^'")]+)['"]?\s*\)`)

// figure converts a figure with its caption.
func (c *converter) figure(n *html.Node, marks []doc.Mark) []doc.Block {
	class := attr(n, "class")
	var caption doc.Text
	// A figure within this one has its own caption.
	if words := ownCaption(n); words != nil {
		words.Parent.RemoveChild(words)
		caption, _ = flat(c.within(words, marks))
	}
	blocks := c.within(n, marks)
	if strings.Contains(class, "gallery") {
		return gallery(blocks, caption)
	}
	if hasClass(class, "wp-block-pullquote") {
		blocks = pulled(blocks)
	}
	return c.withCaption(blocks, caption)
}

func ownCaption(n *html.Node) *html.Node {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.DataAtom == atom.Figcaption {
			return child
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.ElementNode && child.DataAtom != atom.Figure && child.DataAtom != atom.Ul {
			if found := ownCaption(child); found != nil {
				return found
			}
		}
	}
	return nil
}

// withCaption gives a caption to what it belongs to: the first picture, embed or table; else it stays a paragraph.
func (c *converter) withCaption(blocks []doc.Block, caption doc.Text) []doc.Block {
	if len(caption) == 0 {
		return blocks
	}
	for _, b := range blocks {
		switch v := b.(type) {
		case *doc.Picture:
			if len(v.Caption) == 0 {
				setCaption(v, caption)
				return blocks
			}
		case *doc.Embed:
			if len(v.Caption) == 0 {
				v.Caption = caption
				return blocks
			}
		case *doc.Table:
			if len(v.Caption) == 0 {
				v.Caption = caption
				return blocks
			}
		}
	}
	return append(blocks, &doc.Paragraph{Text: caption})
}

// pulled makes pull quotes of quotes.
func pulled(blocks []doc.Block) []doc.Block {
	var all []doc.Block
	for _, b := range blocks {
		if q, ok := b.(*doc.Quote); ok {
			text, rest := flat(q.Blocks)
			all = append(append(all, &doc.PullQuote{Text: text, Attribution: q.Attribution}), rest...)
		} else {
			all = append(all, b)
		}
	}
	return all
}

// gallery makes a gallery of the pictures among blocks; what else there is comes after it.
func gallery(blocks []doc.Block, caption doc.Text) []doc.Block {
	g := &doc.Gallery{Title: oneLine(caption.String())}
	var rest []doc.Block
	if len(g.Title) > doc.MaxLine {
		g.Title = ""
		rest = append(rest, &doc.Paragraph{Text: caption})
	}
	for _, b := range blocks {
		switch v := b.(type) {
		case *doc.Picture:
			g.Pictures = append(g.Pictures, v)
		case *doc.Gallery:
			g.Pictures = append(g.Pictures, v.Pictures...)
			if g.Title == "" {
				g.Title = v.Title
			} else {
				rest = append(rest, plain(doc.Plain(v.Title))...)
			}
		default:
			rest = append(rest, b)
		}
	}
	if len(g.Pictures) == 0 {
		return append(plain(caption), blocks...)
	}
	return append([]doc.Block{g}, rest...)
}

func (c *converter) gallery(n *html.Node, marks []doc.Mark) []doc.Block {
	blocks := c.within(n, marks)
	for i, b := range blocks {
		if l, ok := b.(*doc.List); ok {
			blocks = slices.Replace(blocks, i, i+1, flatten(l)...)
			break
		}
	}
	return gallery(blocks, nil)
}

// galleryBlock makes one gallery of the block's figures, whose captions are their own.
func (c *converter) galleryBlock(s *sink, nodes []*html.Node, marks []doc.Mark) bool {
	inner := &sink{c: c}
	c.nodes(inner, nodes, marks)
	inner.flush()
	if len(inner.blocks) == 0 {
		return false
	}
	s.add(gallery(inner.blocks, nil)...)
	return true
}

// captioned converts what the classic editor made of a picture with a caption.
func (c *converter) captioned(n *html.Node, marks []doc.Mark) []doc.Block {
	var caption doc.Text
	for d := range n.Descendants() {
		if class := attr(d, "class"); hasClass(class, "wp-caption-text") || hasClass(class, "wp-caption-dd") {
			d.Parent.RemoveChild(d)
			caption, _ = flat(c.within(d, marks))
			break
		}
	}
	return c.withCaption(c.within(n, marks), caption)
}

// file converts the link to a document, without the button that leads to the same.
func (c *converter) file(s *sink, n *html.Node, marks []doc.Mark) {
	s.flush()
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.nodes(s, []*html.Node{child}, marks)
		s.space(space, nil)
	}
	s.flush()
}
