package doc

import (
	"net/url"
	"regexp"
	"strings"
)

// embedForm recognises the addresses of one provider. path is matched against path and query; address is the clean
// address, made of its first group; where it is empty the address stays, without its query.
type embedForm struct {
	name    string
	hosts   string // separated by spaces; their subdomains count too
	path    *regexp.Regexp
	address string
}

var embedForms = []embedForm{
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

// EmbedOf returns the embed of an address that a known provider has, or nil.
func EmbedOf(address string) *Embed {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "" || u.Host == "" {
		return nil
	}
	u.Scheme = "https"
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if host == "w.soundcloud.com" && u.Query().Get("url") != "" {
		return CleanEmbed("soundcloud", u.Query().Get("url"))
	}
	if host == "facebook.com" && strings.HasPrefix(u.Path, "/plugins/") && u.Query().Get("href") != "" {
		return CleanEmbed("facebook", u.Query().Get("href"))
	}
	target := u.EscapedPath()
	if u.RawQuery != "" {
		target += "?" + u.RawQuery
	}
	for _, p := range embedForms {
		if !p.has(host) {
			continue
		}
		m := p.path.FindStringSubmatchIndex(target)
		switch {
		case m == nil:
			continue
		case p.address == "":
			u.RawQuery, u.Fragment = "", ""
			return CleanEmbed(p.name, u.String())
		case p.address == "=":
			return CleanEmbed(p.name, u.String())
		}
		return CleanEmbed(p.name, string(p.path.ExpandString(nil, p.address, target, m)))
	}
	return nil
}

func (p embedForm) has(host string) bool {
	for h := range strings.FieldsSeq(p.hosts) {
		if host == h || strings.HasSuffix(host, "."+h) {
			return true
		}
	}
	return false
}

// CleanEmbed returns an embed of a provider with a clean address, or nil where the address is not one of the web.
func CleanEmbed(name, address string) *Embed {
	clean, ok := CleanAddress(address)
	if !ok || !strings.HasPrefix(clean, "http") {
		return nil
	}
	return &Embed{Provider: name, URL: clean}
}
