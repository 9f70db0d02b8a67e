package wordpress

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"masthead/internal/doc"
)

// provider recognises the addresses of one provider. path is matched against path and query; address is the clean
// address, made of its first group; where it is empty the address stays, without its query.
type provider struct {
	name    string
	hosts   string // separated by spaces; their subdomains count too
	path    *regexp.Regexp
	address string
}

var providers = []provider{
	{"youtube", "youtube.com youtube-nocookie.com", regexp.MustCompile(`^/(?:watch/?\?(?:.*&)?v=|embed/|shorts/|live/|v/)([\w-]{6,20})`), "https://www.youtube.com/watch?v=$1"},
	{"youtube", "youtu.be", regexp.MustCompile(`^/([\w-]{6,20})`), "https://www.youtube.com/watch?v=$1"},
	{"youtube", "youtube.com youtube-nocookie.com", regexp.MustCompile(`^/(?:embed/videoseries|playlist)\?(?:.*&)?list=([\w-]+)`), "https://www.youtube.com/playlist?list=$1"},
	{"vimeo", "vimeo.com", regexp.MustCompile(`^/(?:video/)?(\d+)`), "https://vimeo.com/$1"},
	{"dailymotion", "dailymotion.com", regexp.MustCompile(`^/(?:embed/)?video/(\w+)`), "https://www.dailymotion.com/video/$1"},
	{"dailymotion", "dai.ly", regexp.MustCompile(`^/(\w+)`), "https://www.dailymotion.com/video/$1"},
	{"x", "twitter.com x.com", regexp.MustCompile(`^/(\w+/status(?:es)?/\d+)`), "https://x.com/$1"},
	{"instagram", "instagram.com", regexp.MustCompile(`^/(?:[\w.]+/)?((?:p|reel|tv)/[\w-]+)`), "https://www.instagram.com/$1/"},
	{"facebook", "facebook.com", regexp.MustCompile(`^/(?:[\w.-]+/(?:posts|videos|photos)/|watch|permalink\.php|photo\.php|story\.php|share/|reel/)`), "="},
	{"tiktok", "tiktok.com", regexp.MustCompile(`^/(@[\w.-]+/video/\d+)`), "https://www.tiktok.com/$1"},
	{"spotify", "open.spotify.com", regexp.MustCompile(`^/(?:embed/|embed-podcast/)?((?:track|album|playlist|episode|show|artist)/\w+)`), "https://open.spotify.com/$1"},
	{"soundcloud", "soundcloud.com", regexp.MustCompile(`^/[\w-]+/[\w-]+`), ""},
	{"mixcloud", "mixcloud.com", regexp.MustCompile(`^/[\w-]+/[\w-]+`), ""},
	{"ted", "ted.com", regexp.MustCompile(`^/talks/([\w-]+)`), "https://www.ted.com/talks/$1"},
	{"videopress", "videopress.com", regexp.MustCompile(`^/(?:v|embed)/(\w+)`), "https://videopress.com/v/$1"},
	{"wordpress-tv", "wordpress.tv", regexp.MustCompile(`^/\d{4}/\d\d/\d\d/`), ""},
	{"flickr", "flickr.com flic.kr", regexp.MustCompile(`^/(?:photos|p)/`), ""},
	{"reddit", "reddit.com", regexp.MustCompile(`^/r/\w+/comments/`), ""},
	{"bluesky", "bsky.app", regexp.MustCompile(`^/profile/[^/]+/post/`), ""},
	{"threads", "threads.net threads.com", regexp.MustCompile(`^/@[\w.]+/post/`), ""},
	{"imgur", "imgur.com", regexp.MustCompile(`^/(?:a/|gallery/)?\w{5,}`), ""},
	{"scribd", "scribd.com", regexp.MustCompile(`^/(?:doc|document|embeds)/\d+`), ""},
	{"twitch", "twitch.tv", regexp.MustCompile(`^/(?:videos/\d+|\w+/clip/)`), ""},
	{"apple-podcasts", "podcasts.apple.com embed.podcasts.apple.com", regexp.MustCompile(`^/[a-z]{2}/podcast/`), "="},
	{"bandcamp", "bandcamp.com", regexp.MustCompile(`^/(?:track|album|EmbeddedPlayer)/`), ""},
	{"datawrapper", "datawrapper.dwcdn.net", regexp.MustCompile(`^/(\w+)`), "https://datawrapper.dwcdn.net/$1/"},
	{"flourish", "flo.uri.sh public.flourish.studio", regexp.MustCompile(`^/visualisation/(\d+)`), "https://public.flourish.studio/visualisation/$1/"},
	{"documentcloud", "documentcloud.org", regexp.MustCompile(`^/documents/`), ""},
	{"tumblr", "tumblr.com", regexp.MustCompile(`^/(?:post/|[\w-]+/\d+)`), ""},
	{"pinterest", "pinterest.com", regexp.MustCompile(`^/pin/\d+`), ""},
	{"google-maps", "google.com", regexp.MustCompile(`^/maps/(?:embed|d/|place/)`), "="},
}

// embedOf returns the embed of an address that a known provider has, or nil.
func embedOf(address string) *doc.Embed {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "" || u.Host == "" {
		return nil
	}
	u.Scheme = "https"
	host := bareHost(u.Hostname())
	if host == "w.soundcloud.com" && u.Query().Get("url") != "" {
		return cleanEmbed("soundcloud", u.Query().Get("url"))
	}
	if host == "facebook.com" && strings.HasPrefix(u.Path, "/plugins/") && u.Query().Get("href") != "" {
		return cleanEmbed("facebook", u.Query().Get("href"))
	}
	target := u.EscapedPath()
	if u.RawQuery != "" {
		target += "?" + u.RawQuery
	}
	for _, p := range providers {
		if !p.has(host) {
			continue
		}
		m := p.path.FindStringSubmatchIndex(target)
		switch {
		case m == nil:
			continue
		case p.address == "":
			u.RawQuery, u.Fragment = "", ""
			return cleanEmbed(p.name, u.String())
		case p.address == "=":
			return cleanEmbed(p.name, u.String())
		}
		return cleanEmbed(p.name, string(p.path.ExpandString(nil, p.address, target, m)))
	}
	return nil
}

func (p provider) has(host string) bool {
	for h := range strings.FieldsSeq(p.hosts) {
		if host == h || strings.HasSuffix(host, "."+h) {
			return true
		}
	}
	return false
}

func cleanEmbed(name, address string) *doc.Embed {
	clean, ok := doc.CleanAddress(address)
	if !ok || !strings.HasPrefix(clean, "http") {
		return nil
	}
	return &doc.Embed{Provider: name, URL: clean}
}

// embedAddress returns the embed of an address that the old site showed something from, known or not.
func (c *converter) embedAddress(address string) *doc.Embed {
	if e := embedOf(address); e != nil {
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
	return cleanEmbed("", u.String())
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
			e = embedOf(attr(n, key))
		}
	}
	for d := range n.Descendants() {
		if d.DataAtom == atom.A {
			if found := embedOf(attr(d, "href")); found != nil {
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
	e := embedOf(address)
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
