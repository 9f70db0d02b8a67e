package demo

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"masthead/internal/demo/draw"
	"masthead/internal/doc"
	"masthead/internal/story"
)

// clocks are moments that have gone wrong for other people: midnight, both changes of the clock, a leap day, a year's end.
var clocks = []string{
	"2026-02-11T14:30:00Z", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-10-25T01:30:00Z", "2028-02-29T12:00:00Z", "2027-01-01T00:00:00Z",
	"2026-06-30T23:59:59Z",
}

// build reads the demo newsroom as it stands at a moment, its references being names instead of ids.
func build(t *testing.T, at string) (*Newsroom, time.Time) {
	t.Helper()
	now, err := time.Parse(time.RFC3339, at)
	if err != nil {
		t.Fatal(err)
	}
	n, err := load()
	if err != nil {
		t.Fatal(err)
	}
	slugs, err := storySlugs()
	if err != nil {
		t.Fatal(err)
	}
	known := references{stories: map[string]string{}, pictures: map[string]string{}}
	for _, slug := range slugs {
		known.stories[slug] = slug
	}
	for _, p := range n.Pictures {
		known.pictures[p.Name] = p.Name
	}
	if err := n.read(now, known); err != nil {
		t.Fatal(err)
	}
	return n, now
}

func TestCounts(t *testing.T) {
	n, now := build(t, clocks[0])
	var public, pages, drafts, scheduled, withdrawn, corrected, kickers, pictured, recent, words int
	sections := map[string]int{}
	for _, s := range n.Stories {
		switch {
		case s.Kind == story.Page:
			pages++
			continue
		case s.Published.IsZero():
			drafts++
			continue
		case s.Published.After(now):
			scheduled++
			continue
		case s.Withdrawal != nil:
			withdrawn++
			continue
		}
		public++
		sections[s.Section]++
		words += doc.Words(s.Body)
		if len(s.Corrections) > 0 {
			corrected++
		}
		if s.Kicker != "" {
			kickers++
		}
		if s.Hero != nil {
			pictured++
		}
		if now.Sub(s.Published) < 48*time.Hour {
			recent++
		}
	}
	for _, c := range []struct {
		what     string
		has, min int
	}{
		{"public stories", public, 44}, {"pages", pages, 2}, {"drafts", drafts, 1}, {"scheduled stories", scheduled, 1}, {"withdrawn stories", withdrawn, 1},
		{"stories with corrections", corrected, 3}, {"kickers", kickers, 8}, {"stories with a picture", pictured, 24},
		{"stories without one", public - pictured, 8}, {"stories of the last two days", recent, 18}, {"words", words, 15000},
		{"pictures", len(n.Pictures), 16},
	} {
		if c.has < c.min {
			t.Errorf("%d %s; at least %d are wanted", c.has, c.what, c.min)
		}
	}
	if len(n.Sections) != 6 || len(n.Topics) != 12 || len(n.Contributors) != 8 {
		t.Errorf("%d sections, %d topics, %d contributors; want 6, 12, 8", len(n.Sections), len(n.Topics), len(n.Contributors))
	}
	for _, s := range n.Sections {
		if sections[s.Slug] < 4 {
			t.Errorf("section %s has %d stories; its front wants 4", s.Slug, sections[s.Slug])
		}
	}
}

func TestTimes(t *testing.T) {
	for _, at := range clocks {
		n, now := build(t, at)
		newest := time.Duration(math.MaxInt64)
		for _, s := range n.Stories {
			if s.Published.IsZero() {
				continue
			}
			if age := now.Sub(s.Published); age < 0 {
				if s.Slug != "inquiry-chair" && s.Changes == "" {
					t.Errorf("%s: %s is published %s ahead", at, s.Slug, -age)
				}
			} else if age > 14*24*time.Hour {
				t.Errorf("%s: %s is %s old", at, s.Slug, age)
			} else {
				newest = min(newest, age)
			}
			after := s.Published
			for _, m := range append([]time.Time{s.Changed}, moments(s)...) {
				if !m.IsZero() && (m.After(now) || m.Before(after)) {
					t.Errorf("%s: %s was published at %s and has something of %s", at, s.Slug, after, m)
				}
			}
		}
		if newest > time.Hour {
			t.Errorf("%s: the newest story is %s old", at, newest)
		}
	}
}

func moments(s Story) (all []time.Time) {
	for _, c := range s.Corrections {
		all = append(all, c.At)
	}
	if s.Withdrawal != nil {
		all = append(all, s.Withdrawal.At)
	}
	return all
}

func TestBuildIsStable(t *testing.T) {
	first, _ := build(t, clocks[0])
	second, _ := build(t, clocks[0])
	for i := range first.Stories {
		if a, b := fmt.Sprintf("%+v", texts(first.Stories[i])), fmt.Sprintf("%+v", texts(second.Stories[i])); a != b {
			t.Errorf("%s differs between two builds at the same moment", first.Stories[i].Slug)
		}
	}
}

// texts returns everything in a story that a reader reads.
func texts(s Story) []string {
	all := []string{s.Headline, s.ShortHeadline, s.Kicker, s.Standfirst}
	for _, c := range s.Corrections {
		all = append(all, c.Note)
	}
	if s.Withdrawal != nil {
		all = append(all, s.Withdrawal.Reason)
	}
	if s.Hero != nil {
		all = append(all, s.Hero.Alt, doc.PlainText(doc.Document{Blocks: []doc.Block{s.Hero}}, nil))
	}
	return append(all, strings.Split(doc.PlainText(s.Body, func(slug string) string { return "" }), "\n")...)
}

var (
	doubledStop = regexp.MustCompile(`\.\.|[,;:]{2}|\.,|  +\S`)
	word        = regexp.MustCompile(`[\pL’]+`)
	leftover    = regexp.MustCompile(`[{}]|\*\*|story:|\]\(|"| '|--`)
)

func TestTextIsClean(t *testing.T) {
	n, _ := build(t, clocks[0])
	for _, s := range n.Stories {
		for _, text := range texts(s) {
			if at := doubledStop.FindString(text); at != "" && !strings.HasPrefix(text, "  ") {
				t.Errorf("%s: %q in %q", s.Slug, at, text)
			}
			if at := leftover.FindString(text); at != "" {
				t.Errorf("%s: %q in %q", s.Slug, at, text)
			}
			before, end := "", 0
			for _, at := range word.FindAllStringIndex(text, -1) {
				w := strings.ToLower(text[at[0]:at[1]])
				if w == before && strings.Trim(text[end:at[0]], " ") == "" && w != "bang" {
					t.Errorf("%s: %q twice in %q", s.Slug, w, text)
				}
				before, end = w, at[1]
			}
		}
	}
}

func TestReferences(t *testing.T) {
	n, _ := build(t, clocks[0])
	drawn := map[string]bool{}
	for _, name := range draw.Names() {
		drawn[name] = true
	}
	described := map[string]bool{}
	for _, p := range n.Pictures {
		described[p.Name] = true
		if !drawn[p.Name] {
			t.Errorf("there is no drawing %q", p.Name)
		}
		if p.Alt == "" || p.Caption == "" || p.Credit == "" || p.Alt == p.Caption {
			t.Errorf("%s needs an alt text, another caption and a credit", p.Name)
		}
	}
	used := map[string]bool{}
	bySlug := map[string]Story{}
	for _, s := range n.Stories {
		bySlug[s.Slug] = s
	}
	for _, s := range n.Stories {
		shown := doc.Pictures(s.Body)
		if s.Hero != nil {
			shown = append(shown, s.Hero)
		}
		for _, p := range shown {
			used[p.Picture] = true
			if caption := doc.PlainText(doc.Document{Blocks: []doc.Block{&doc.Paragraph{Text: p.Caption}}}, nil); p.Alt == "" || p.Credit == "" || caption == "" || p.Alt == caption {
				t.Errorf("%s: the picture %s needs an alt text, another caption and a credit", s.Slug, p.Picture)
			}
		}
		for _, slug := range doc.Stories(s.Body) {
			target, ok := bySlug[slug]
			if !ok || target.Published.IsZero() || target.Withdrawal != nil {
				t.Errorf("%s leads to %q, which is not public", s.Slug, slug)
			}
		}
	}
	for name := range drawn {
		if !described[name] || !used[name] {
			t.Errorf("the drawing %s is not described or not used", name)
		}
	}
	picked := storyReference.FindAllStringSubmatch(n.Layout, -1)
	if len(picked) < 10 {
		t.Errorf("the front has %d hand-picked cards", len(picked))
	}
	for _, m := range picked {
		if bySlug[m[1]].Published.IsZero() {
			t.Errorf("the front picks %q, which is not public", m[1])
		}
	}
}

func TestOneStoryUsesEveryBlock(t *testing.T) {
	n, _ := build(t, clocks[0])
	i := slices.IndexFunc(n.Stories, func(s Story) bool { return s.Slug == "tide-table" })
	blocks := map[string]bool{}
	marks := map[doc.MarkType]bool{}
	breaks := 0
	note := func(text doc.Text) {
		for _, run := range text {
			if run.Break {
				breaks++
			}
			for _, m := range run.Marks {
				marks[m.Type] = true
			}
		}
	}
	doc.Walk(n.Stories[i].Body, func(b doc.Block) bool {
		name := strings.TrimPrefix(fmt.Sprintf("%T", b), "*doc.")
		switch b := b.(type) {
		case *doc.Heading:
			name += strconv.Itoa(b.Level)
			note(b.Text)
		case *doc.List:
			name += strconv.FormatBool(b.Ordered)
		case *doc.Paragraph:
			note(b.Text)
		}
		blocks[name] = true
		return true
	})
	for _, name := range []string{"Paragraph", "Heading2", "Heading3", "Heading4", "Listtrue", "Listfalse", "Quote", "PullQuote", "Picture", "Gallery",
		"ReadMore", "Embed", "Table", "FactBox", "Preformatted", "Divider", "Unconverted"} {
		if !blocks[name] {
			t.Errorf("no block of %s", name)
		}
	}
	for m := doc.Link; m <= doc.Code; m++ {
		if !marks[m] {
			t.Errorf("no mark %d", m)
		}
	}
	if breaks == 0 {
		t.Error("no line break")
	}
}

// TestColours holds section colours to 4.5:1 against white, so that they can be read as small text.
func TestColours(t *testing.T) {
	n, _ := build(t, clocks[0])
	for _, s := range n.Sections {
		v, err := strconv.ParseUint(strings.TrimPrefix(s.Colour, "#"), 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		linear := func(c uint64) float64 {
			f := float64(c&255) / 255
			if f <= 0.04045 {
				return f / 12.92
			}
			return math.Pow((f+0.055)/1.055, 2.4)
		}
		if ratio := 1.05 / (0.2126*linear(v>>16) + 0.7152*linear(v>>8) + 0.0722*linear(v) + 0.05); ratio < 4.5 {
			t.Errorf("%s: %s has a contrast of %.1f", s.Slug, s.Colour, ratio)
		}
	}
}
