package doc

import (
	"net/url"
	"strings"
)

func (w *writer) picture(p *Picture) bool {
	return w.around("<figure class=\"picture\">\n", "</figure>\n", func() {
		start := len(w.buf)
		if w.r.Picture != nil {
			w.raw(string(w.r.Picture(p)))
			if len(w.buf) == start {
				return
			}
		} else if alt := strings.TrimSpace(p.AltText()); alt != "" {
			w.around("<p>", "</p>", func() { w.text(alt) })
		}
		if len(w.buf) > start {
			w.raw("\n")
		} else if p.Caption.blank() {
			return
		}
		w.figcaption(p.Caption, p.Credit)
	})
}

// figcaption writes a caption and a credit, each only where there is one.
func (w *writer) figcaption(words Text, credit string) {
	w.around("<figcaption>", "</figcaption>\n", func() {
		captioned := w.around(`<span class="caption">`, "</span>", func() { w.inline(words) })
		if credit = strings.TrimSpace(credit); credit != "" {
			if captioned {
				w.raw(" ")
			}
			w.raw(`<span class="credit">`)
			w.text(w.r.Labels.Picture + ": " + credit)
			w.raw("</span>")
		}
	})
}

func (w *writer) gallery(g *Gallery) {
	w.around("<figure class=\"gallery\">\n", "</figure>\n", func() {
		shown := w.around("<ul>\n", "</ul>\n", func() {
			for _, p := range g.Pictures {
				w.around("<li>\n", "</li>\n", func() { w.picture(p) })
			}
		})
		if title := strings.TrimSpace(g.Title); shown && title != "" {
			w.raw("<figcaption>")
			w.text(title)
			w.raw("</figcaption>\n")
		}
	})
}

func (w *writer) readMore(m *ReadMore) {
	address, title := m.URL, strings.TrimSpace(m.Title)
	found := w.story(m.Story)
	if found.ok {
		address = found.address
		if found.headline != "" {
			title = found.headline
		}
	}
	linked := linkAddress(address)
	if title == "" && linked {
		title = address
	}
	if title == "" {
		return
	}
	w.raw(`<p class="read-more"><strong>`)
	w.text(w.r.Labels.ReadMore + ":")
	w.raw("</strong> ")
	if linked {
		w.openLink(address, !found.ok)
	}
	w.text(title)
	if linked {
		w.raw("</a>")
	}
	w.raw("</p>\n")
}

// story is what the renderer says of a story.
type story struct {
	address, headline string
	ok                bool
}

// story looks a story up, once a document; one whose address no link may have is not found.
func (w *writer) story(id string) story {
	if id == "" || w.r.Story == nil {
		return story{}
	}
	s, known := w.stories[id]
	if !known {
		s.address, s.headline, s.ok = w.r.Story(id)
		if !s.ok || !linkAddress(s.address) {
			s = story{}
		}
		w.stories[id] = s
	}
	return s
}

// openLink opens a link to an address that has been checked. The page of another site gets no hold of ours.
func (w *writer) openLink(address string, foreign bool) {
	w.raw("<a")
	w.attr("href", address)
	if foreign && webAddress(address) {
		w.raw(` rel="noopener"`)
	}
	w.raw(">")
}

func (w *writer) embed(e *Embed) {
	if !webAddress(e.URL) {
		return
	}
	w.raw(`<figure class="embed"`)
	if e.Provider != "" {
		w.attr("data-provider", strings.ToLower(e.Provider))
	}
	w.raw(">\n")
	if w.r.Embed != nil {
		w.raw(string(w.r.Embed(e)))
	} else {
		w.openLink(e.URL, true)
		w.text(w.embedLabel(e))
		w.raw("</a>")
	}
	w.raw("\n")
	w.figcaption(e.Caption, "")
	w.raw("</figure>\n")
}

func (w *writer) embedLabel(e *Embed) string {
	verb := w.r.Labels.View
	switch providers[strings.ToLower(e.Provider)].kind {
	case watched:
		verb = w.r.Labels.Watch
	case heard:
		verb = w.r.Labels.Listen
	}
	label := verb + " " + e.ProviderName()
	if title := strings.TrimSpace(e.Title); title != "" {
		label += ": " + title
	}
	return label
}

type providerKind int

const (
	viewed providerKind = iota
	watched
	heard
)

var providers = map[string]struct {
	name string
	kind providerKind
}{
	"youtube": {"YouTube", watched}, "vimeo": {"Vimeo", watched}, "dailymotion": {"Dailymotion", watched},
	"tiktok": {"TikTok", watched}, "twitch": {"Twitch", watched}, "videopress": {"VideoPress", watched},
	"wordpress-tv": {"WordPress.tv", watched}, "ted": {"TED", watched}, "streamable": {"Streamable", watched},
	"spotify": {"Spotify", heard}, "soundcloud": {"SoundCloud", heard}, "mixcloud": {"Mixcloud", heard},
	"bandcamp": {"Bandcamp", heard}, "apple-podcasts": {"Apple Podcasts", heard}, "acast": {"Acast", heard},
	"twitter": {"X", viewed}, "x": {"X", viewed}, "bluesky": {"Bluesky", viewed}, "mastodon": {"Mastodon", viewed},
	"threads": {"Threads", viewed}, "facebook": {"Facebook", viewed}, "instagram": {"Instagram", viewed},
	"reddit": {"Reddit", viewed}, "tumblr": {"Tumblr", viewed}, "pinterest": {"Pinterest", viewed},
	"flickr": {"Flickr", viewed}, "imgur": {"Imgur", viewed}, "scribd": {"Scribd", viewed},
	"datawrapper": {"Datawrapper", viewed}, "flourish": {"Flourish", viewed}, "documentcloud": {"DocumentCloud", viewed},
}

// ProviderName returns the name of an embed's provider as the provider writes it, or the host of the embed's address
// where the provider is not known.
func (e *Embed) ProviderName() string {
	if p, ok := providers[strings.ToLower(e.Provider)]; ok {
		return p.name
	}
	if e.Provider != "" {
		return e.Provider
	}
	if u, err := url.Parse(e.URL); err == nil && u.Hostname() != "" {
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	return e.URL
}
