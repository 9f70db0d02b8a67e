package doc

import "testing"

func TestEmbedOf(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.youtube.com/watch?feature=x&v=abcdefghijk":                                  "youtube https://www.youtube.com/watch?v=abcdefghijk",
		"https://m.youtube.com/shorts/abcdefghijk":                                               "youtube https://www.youtube.com/watch?v=abcdefghijk",
		"//www.youtube-nocookie.com/embed/abcdefghijk?rel=0":                                     "youtube https://www.youtube.com/watch?v=abcdefghijk",
		"https://www.youtube.com/playlist?list=PLx":                                              "youtube https://www.youtube.com/playlist?list=PLx",
		"https://youtu.be/abcdefghijk?t=3":                                                       "youtube https://www.youtube.com/watch?v=abcdefghijk",
		"http://player.vimeo.com/video/123?h=1":                                                  "vimeo https://vimeo.com/123",
		"https://mobile.twitter.com/a/status/12?s=20":                                            "x https://x.com/a/status/12",
		"https://x.com/a/status/12":                                                              "x https://x.com/a/status/12",
		"https://www.instagram.com/p/AbC/?utm=1":                                                 "instagram https://www.instagram.com/p/AbC/",
		"https://www.tiktok.com/@a.b/video/12":                                                   "tiktok https://www.tiktok.com/@a.b/video/12",
		"https://open.spotify.com/embed/episode/1a?theme=0":                                      "spotify https://open.spotify.com/episode/1a",
		"https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b":                      "soundcloud https://soundcloud.com/a/b",
		"https://www.facebook.com/plugins/video.php?href=https%3A//www.facebook.com/a/videos/1/": "facebook https://www.facebook.com/a/videos/1/",
		"https://www.facebook.com/a/posts/1":                                                     "facebook https://www.facebook.com/a/posts/1",
		"https://www.google.com/maps/embed?pb=1":                                                 "google-maps https://www.google.com/maps/embed?pb=1",
		"https://www.youtube.com/user/someone":                                                   "",
		"https://twitter.com/someone":                                                            "",
		"https://notyoutube.com/watch?v=abcdefghijk":                                             "",
		"javascript:https://youtu.be/abcdefghijk":                                                "",
		"https://w.soundcloud.com/player/?url=javascript%3Aalert(1)":                             "",
		"": "",
	} {
		got := ""
		if e := EmbedOf(address); e != nil {
			got = e.Provider + " " + e.URL
		}
		if got != want {
			t.Errorf("%s is %q, not %q", address, got, want)
		}
	}
}
