package cli_test

import (
	"context"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"masthead/internal/contributor"
	"masthead/internal/front"
	"masthead/internal/id"
	"masthead/internal/newsroom"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

func day(d int, hour int) time.Time { return time.Date(2026, 3, d, hour, 0, 0, 0, time.UTC) }

// newsroomWithAPast writes a newsroom of which everything is one thing until 2 March 2026 and another, with the word
// LATER in it, afterwards. It returns the ids of a story that changes and of one that is withdrawn then.
func newsroomWithAPast(t *testing.T, address string) (changing, withdrawn id.ID) {
	t.Helper()
	d := newstest.NewDesk(t, address, day(1, 8))
	d.Newsroom(newsroom.Newsroom{Name: "Bay Courier", Tagline: "From the quay", Language: "en-GB", TimeZone: "UTC"})
	news := d.Section(topic.Section{Name: "News"})
	ferries := d.Topic(topic.Topic{Name: "Ferries"})
	jo := d.Contributor(contributor.Contributor{Name: "Jo Quay", Bio: "Jo writes."})
	draft := func(headline string) story.Draft {
		return story.Draft{Slug: id.Slug(headline), Headline: headline, Standfirst: headline + ", we hear.", Section: news.ID,
			Byline: []id.ID{jo.ID}, Topics: []id.ID{ferries.ID}, Body: newstest.Paragraphs(headline + ", it is said.")}
	}
	changing = d.Publish(draft("Ferry returns"), day(1, 9))
	withdrawn = d.Publish(draft("Bridge closes"), day(1, 10))
	layout := func(title string) {
		d.Do(func(ctx context.Context, tx *store.Tx) error {
			l, err := front.Parse(ctx, tx, []byte("home:\n  - title: "+title+"\n    fill: newest\n    cards: 9\n    age: true\n"))
			if err != nil {
				return err
			}
			return front.Apply(ctx, tx, newstest.Editor, l)
		})
	}
	layout("First rail")

	d.Clock.Set(day(3, 8))
	d.Newsroom(newsroom.Newsroom{Name: "LATER Courier", Tagline: "LATER on", Language: "en-GB", TimeZone: "UTC"})
	news.Name = "LATER News"
	d.Section(news)
	ferries.Name, ferries.Description = "LATER ferries", "LATER"
	d.Topic(ferries)
	jo.Name, jo.Bio = "LATER Jo", "LATER"
	d.Contributor(jo)
	layout("LATER rail")
	d.Update(changing, draft("LATER the ferry left"), story.Publication{})
	d.Do(func(ctx context.Context, tx *store.Tx) error {
		return story.Correct(ctx, tx, newstest.Editor, changing, day(3, 8), "LATER we knew better.")
	})
	d.Withdraw(withdrawn, "LATER it was wrong.")
	d.Publish(draft("LATER storm"), day(3, 10))
	d.PublishAs(id.New(day(3, 11)), story.Page, story.Draft{Slug: "later-about", Headline: "LATER about", Body: newstest.Paragraphs("LATER")}, day(3, 11))
	d.Publish(draft("LATEST of all"), time.Date(2098, 1, 1, 0, 0, 0, 0, time.UTC))
	return changing, withdrawn
}

// machinePages are the pages that no link need lead to.
var machinePages = []string{"/", "/latest", "/news", "/news/latest", "/topics", "/topics/ferries", "/by/jo-quay", "/feed.rss", "/feed.atom", "/news/feed.rss",
	"/news/feed.atom", "/topics/ferries/feed.rss", "/by/jo-quay/feed.atom", "/sitemap.xml", "/sitemap/pages.xml", "/sitemap/news.xml",
	"/sitemap/2026-03.xml", "/robots.txt", "/llms.txt", "/manifest.webmanifest", "/favicon.svg", "/nothing-here"}

// crawl fetches every page that links lead to.
func crawl(s *site) map[string]answer {
	s.t.Helper()
	seen := map[string]answer{}
	links := regexp.MustCompile(`(?:href="|<link>|<loc>|<guid[^>]*>)(?:https://bay\.example)?(/[^"<#]*)`)
	for queue := slices.Clone(machinePages); len(queue) > 0; queue = queue[1:] {
		path := strings.ReplaceAll(queue[0], "&amp;", "&")
		if _, done := seen[path]; done || strings.HasPrefix(path, "/assets/") || strings.HasPrefix(path, "/media/") {
			continue
		}
		a := s.get(path)
		seen[path] = a
		for _, l := range links.FindAllStringSubmatch(a.body, -1) {
			queue = append(queue, l[1])
		}
	}
	return seen
}

var (
	isoTime = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)`)
	rssTime = regexp.MustCompile(`(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d (GMT|[+-]\d{4})`)
)

// latest is the latest time that a text names.
func latest(t *testing.T, text string) (last time.Time) {
	t.Helper()
	for _, forms := range []struct {
		found   []string
		layouts []string
	}{
		{isoTime.FindAllString(text, -1), []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00"}},
		{rssTime.FindAllString(text, -1), []string{time.RFC1123Z, time.RFC1123}},
	} {
		for _, s := range forms.found {
			at, err := time.Parse(forms.layouts[0], s)
			if err != nil {
				at, err = time.Parse(forms.layouts[1], s)
			}
			if err != nil {
				t.Errorf("%q is no time: %v", s, err)
			}
			if at.After(last) {
				last = at
			}
		}
	}
	return last
}

// TestNothingLaterShows serves a newsroom as it stood, and reads all of it.
func TestNothingLaterShows(t *testing.T) {
	newstest.EachAddress(t, func(t *testing.T, address string) {
		changing, withdrawn := newsroomWithAPast(t, address)
		at := func(moment time.Time) (*site, map[string]answer) {
			s := open(t, "--data", t.TempDir(), "--database", address, "--base-url", "https://bay.example", "--at", moment.Format(time.RFC3339), "--log-level", "error")
			return s, crawl(s)
		}
		moment := day(2, 12)
		s, seen := at(moment)
		for path, a := range seen {
			if a.status != http.StatusOK && path != "/nothing-here" {
				t.Errorf("%s: %d", path, a.status)
			}
			if i := strings.Index(strings.ToUpper(a.body), "LATER"); i >= 0 {
				t.Errorf("%s shows what came later: … %.200s", path, a.body[max(i-100, 0):])
			}
			if last := latest(t, a.body+a.header.Get("Last-Modified")); last.After(moment) {
				t.Errorf("%s names %s, which is after %s", path, last, moment)
			}
		}
		for path, want := range map[string][]string{
			"/":                 {"Bay Courier", "First rail", "Ferry returns", "Bridge closes", "News"},
			"/feed.rss":         {"Ferry returns", "Bridge closes"},
			"/topics/ferries":   {"Ferries", "Ferry returns"},
			"/by/jo-quay":       {"Jo Quay", "Jo writes."},
			"/sitemap/news.xml": {"Bay Courier", "Bridge closes"},
			"/news/bridge-closes-" + withdrawn.String(): {"Bridge closes, it is said.", `"dateModified":"2026-03-01T10:00:00Z"`},
			"/news/ferry-returns-" + changing.String():  {"Ferry returns, it is said.", `"dateModified":"2026-03-01T09:00:00Z"`},
		} {
			for _, words := range want {
				if !strings.Contains(seen[path].body, words) {
					t.Errorf("%s does not show %q: %s", path, words, seen[path])
				}
			}
		}
		if a := s.get("/later-about"); a.status != http.StatusNotFound {
			t.Errorf("a page that came later: %s", a)
		}
		if a := s.get("/news/later-the-ferry-left-" + changing.String()); a.status != http.StatusMovedPermanently || !strings.HasSuffix(a.header.Get("Location"), "/news/ferry-returns-"+changing.String()) {
			t.Errorf("the address that the story got later: %s", a)
		}

		_, seen = at(day(1, 8).AddDate(0, -2, 0))
		for path, a := range seen {
			if strings.Contains(a.body, "Ferry") || strings.Contains(a.body, "LATER") || a.status >= 500 {
				t.Errorf("before there was anything, %s is %s", path, a)
			}
		}

		s, _ = at(day(4, 0))
		for path, want := range map[string]string{"/": "LATER rail", "/topics/ferries": "LATER ferries", "/by/jo-quay": "LATER Jo", "/feed.atom": "LATER storm", "/later-about": "LATER about"} {
			if a := s.get(path); !strings.Contains(a.body, want) || strings.Contains(a.body, "LATEST of all") {
				t.Errorf("afterwards, %s does not show %q: %s", path, want, a)
			}
		}
		if a := s.get("/news/bridge-closes-" + withdrawn.String()); a.status != http.StatusGone || !strings.Contains(a.body, "LATER it was wrong.") {
			t.Errorf("afterwards, the story that was withdrawn is %s", a)
		}

		_, seen = at(time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC))
		for _, path := range []string{"/", "/latest", "/feed.rss", "/sitemap.xml"} {
			if !strings.Contains(seen[path].body, "LATEST of all") && !strings.Contains(seen[path].body, "/sitemap/2098-01.xml") {
				t.Errorf("in the future, %s does not show what is scheduled: %s", path, seen[path])
			}
		}
	})
}
