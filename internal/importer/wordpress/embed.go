package wordpress

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"masthead/internal/doc"
)

// embedAddress returns the embed of an address that the old site showed something from, known or not.
func (c *converter) embedAddress(address string) *doc.Embed {
	if e := doc.EmbedOf(address); e != nil {
		return e
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || address == "" {
		return nil
	}
	u = c.base.ResolveReference(u)
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil
	}
	return doc.CleanEmbed("", u.String())
}

// embedBlock converts the block of an embed, whose address is an attribute or its only text.
func (c *converter) embedBlock(s *sink, b block, nodes []*html.Node, marks []doc.Mark) bool {
	holder := gather(nodes)
	var caption doc.Text
	if words := find(holder, atom.Figcaption); words != nil {
		words.Parent.RemoveChild(words)
		caption, _ = flat(c.within(words, marks))
	}
	text := strings.TrimSpace(rawText(holder))
	address := b.attrs.URL
	if address == "" {
		address = text
	}
	if m := c.ownStory(address); m != nil && (text == "" || text == address) {
		s.add(m)
		s.add(plain(caption)...)
		return true
	}
	e := c.embedAddress(address)
	if e == nil || text != "" && text != address && !strings.HasPrefix(text, "http") {
		// Put back for the general way: the words are the reader's.
		blocks := c.withCaption(c.within(holder, marks), caption)
		s.add(blocks...)
		return len(blocks) > 0
	}
	e.Caption = caption
	s.add(e)
	return true
}

// gather puts nodes under one parent.
func gather(nodes []*html.Node) *html.Node {
	holder := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	for _, n := range nodes {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
		holder.AppendChild(n)
	}
	return holder
}

// post converts the quotation that a network's script would replace by the post that it quotes.
func (c *converter) post(n *html.Node, marks []doc.Mark) []doc.Block {
	var e *doc.Embed
	for _, key := range []string{"cite", "data-instgrm-permalink", "data-bluesky-uri", "data-text-post-permalink"} {
		if e == nil {
			e = doc.EmbedOf(attr(n, key))
		}
	}
	for d := range n.Descendants() {
		if d.DataAtom == atom.A {
			if found := doc.EmbedOf(attr(d, "href")); found != nil {
				e = found
			}
		}
	}
	if e == nil {
		return nil
	}
	words, rest := flat(c.within(n, marks))
	e.Caption = words
	return append([]doc.Block{e}, rest...)
}

// player converts what plays or shows something from elsewhere.
func (c *converter) player(s *sink, n *html.Node) {
	address := attr(n, "src")
	if address == "" {
		address = attr(n, "data-src")
	}
	if address == "" {
		address = attr(n, "data")
	}
	if source := find(n, atom.Source); address == "" && source != nil {
		address = attr(source, "src")
	}
	inner := find(n, atom.Embed)
	if address == "" && inner != nil {
		address = attr(inner, "src")
	}
	e := doc.EmbedOf(address)
	if e == nil && (n.DataAtom == atom.Video || n.DataAtom == atom.Audio) {
		e = c.embedAddress(address)
	}
	if e == nil {
		c.keep(s, "Something shown from another site was kept for the editors.", n)
		return
	}
	e.Title = clip(oneLine(attr(n, "title")), doc.MaxLine)
	s.aside(e)
	if n.DataAtom != atom.Iframe && hasText(n) {
		rest := &sink{c: c}
		c.children(rest, n, nil)
		rest.flush()
		s.aside(rest.blocks...)
	}
}

// companions are scripts that only dress up an embed that came over as one.
var companions = []string{"platform.twitter.com/", "instagram.com/embed.js", "tiktok.com/embed.js", "connect.facebook.net/", "embed.bsky.app/",
	"embed.redditmedia.com/", "embed.reddit.com/", "datawrapper.dwcdn.net/", "public.flourish.studio/resources/embed.js", "embedr.flickr.com/"}

func (c *converter) script(s *sink, n *html.Node) {
	for _, known := range companions {
		if strings.Contains(attr(n, "src"), known) {
			return
		}
	}
	c.keep(s, "A script was kept for the editors; it does not run.", n)
}
