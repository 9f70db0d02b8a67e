const names: Record<string, string> = {
  youtube: "YouTube", vimeo: "Vimeo", dailymotion: "Dailymotion", tiktok: "TikTok", twitch: "Twitch",
  videopress: "VideoPress", "wordpress-tv": "WordPress.tv", ted: "TED", streamable: "Streamable", spotify: "Spotify",
  soundcloud: "SoundCloud", mixcloud: "Mixcloud", bandcamp: "Bandcamp", "apple-podcasts": "Apple Podcasts",
  acast: "Acast", twitter: "X", x: "X", bluesky: "Bluesky", mastodon: "Mastodon", threads: "Threads",
  facebook: "Facebook", instagram: "Instagram", reddit: "Reddit", tumblr: "Tumblr", pinterest: "Pinterest",
  flickr: "Flickr", imgur: "Imgur", scribd: "Scribd", datawrapper: "Datawrapper", flourish: "Flourish",
  documentcloud: "DocumentCloud",
};

/** A provider's name as the provider writes it; the host of the address where the provider is not known. */
export function providerName(provider: string, url: string): string {
  const name = names[provider.toLowerCase()] ?? provider;
  if (name) return name;
  try {
    return new URL(url).hostname.replace(/^www\./, "") || url;
  } catch {
    return url;
  }
}
