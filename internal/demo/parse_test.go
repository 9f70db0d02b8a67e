package demo

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"masthead/internal/doc"
)

func testParser(t testing.TB) *parser {
	t.Helper()
	n, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return &parser{
		file: "07-a-story.txt", clock: clock{time.Date(2026, 2, 11, 14, 30, 0, 0, time.UTC)}, newsroom: n,
		known: references{stories: map[string]string{"other": "other"}, pictures: map[string]string{"harbour-dusk": "harbour-dusk"}},
	}
}

const head = "headline: A\nsection: city\nby: maud-ferrier\npublished: -1h\n"

func TestWrongStories(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no headline":          {"section: city\nby: maud-ferrier\npublished: -1h\n\nText", "07-a-story.txt:1: a story needs a headline"},
		"no colon":             {"headline A\n\nText", "07-a-story.txt:1: a header line reads name: value"},
		"unknown header":       {head + "mood: good\n\nText", `07-a-story.txt:5: there is no header line "mood"`},
		"header twice":         {head + "section: city\n\nText", "07-a-story.txt:5: section stands here twice"},
		"unknown section":      {strings.Replace(head, "city", "moon", 1) + "\nText", `07-a-story.txt:2: there is no section "moon"`},
		"unknown topic":        {head + "topics: flood-defences, moon\n\nText", `07-a-story.txt:5: there is no topic "moon"`},
		"unknown contributor":  {strings.Replace(head, "maud-ferrier", "nobody", 1) + "\nText", `07-a-story.txt:3: there is no contributor "nobody"`},
		"unknown picture":      {head + "picture: moon\n\nText", `07-a-story.txt:5: there is no picture "moon"`},
		"words for no picture": {head + "alt: The moon.\n\nText", "words for a picture, but no picture"},
		"wrong time":           {strings.Replace(head, "-1h", "yesterday", 1) + "\nText", `07-a-story.txt:4: "yesterday" is not a moment`},
		"wrong time of day":    {strings.Replace(head, "-1h", "-1h 10:00", 1) + "\nText", "is not a moment"},
		"draft with a time":    {head + "status: draft\n\nText", "either published or on its way"},
		"wrong correction":     {head + "correction: -1h\n\nText", "07-a-story.txt:5: a moment and a text"},
		"wrong placeholder":    {head + "\nOn {day -3d}.", "07-a-story.txt:6: {day -3d} is neither"},
		"unclosed mark":        {head + "\nA **bold claim.", "07-a-story.txt:6: a mark is not closed"},
		"mark across a link":   {head + "\n_A [b_](story:other)", "07-a-story.txt:6: a mark is not closed"},
		"unclosed link":        {head + "\n[a](story:other", "07-a-story.txt:6: a link reads"},
		"link to no story":     {head + "\n[a](story:none)", `07-a-story.txt:6: there is no story "none"`},
		"read more of none":    {head + "\n=> none", `07-a-story.txt:6: there is no story "none"`},
		"heading too high":     {head + "\n# A", "07-a-story.txt:6: a heading begins with"},
		"heading too low":      {head + "\n##### A", "07-a-story.txt:6: a heading begins with"},
		"unclosed box":         {head + "\n::: A\nText", "07-a-story.txt:6: ::: is not closed"},
		"ragged table":         {head + "\n| a | b |\n| c |", "07-a-story.txt:7: this row has 1 cells, the first one 2"},
		"open row":             {head + "\n| a | b", "07-a-story.txt:6: a row of a table ends with |"},
		"head of no table":     {head + "\n| --- |", "07-a-story.txt:6: | --- | stands under"},
		"indented":             {head + "\n  Text", "07-a-story.txt:6: an indented line belongs to no list"},
		"list run on":          {head + "\n- a\nText", "07-a-story.txt:7: a blank line ends a list"},
		"quote after its name": {head + "\n> -- A\n> B", "07-a-story.txt:6: who said it stands under"},
		"wrong gallery":        {head + "\n[gallery harbour-dusk]", "07-a-story.txt:6: a gallery reads"},
		"wrong embed":          {head + "\n[embed http://a.example B] C", "07-a-story.txt:6: an embed reads"},
		"unconverted":          {head + "\n~~~ wordpress\n<b>\n~~~", "07-a-story.txt:6: ~~~ is followed by"},
		"error in a box":       {head + "\n::: A\nText\n\n- **b\n:::", "07-a-story.txt:9: a mark is not closed"},
		"error in a quote":     {head + "\n> Text\n>\n> **b", "07-a-story.txt:8: a mark is not closed"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := testParser(t).story(c.text)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v; want %q", err, c.want)
			}
		})
	}
}

func TestNotation(t *testing.T) {
	text := func(runs ...doc.Inline) doc.Text { return runs }
	plain := func(s string) *doc.Paragraph { return &doc.Paragraph{Text: doc.Plain(s)} }
	for name, c := range map[string]struct {
		body string
		want []doc.Block
	}{
		"lines of one paragraph": {"a\nb\\\nc", []doc.Block{&doc.Paragraph{Text: text(doc.Inline{Text: "a b"}, doc.Inline{Break: true}, doc.Inline{Text: "c"})}}},
		"marks": {"**a _b_** c", []doc.Block{&doc.Paragraph{Text: text(
			doc.Inline{Text: "a ", Marks: []doc.Mark{{Type: doc.Strong}}},
			doc.Inline{Text: "b", Marks: []doc.Mark{{Type: doc.Strong}, {Type: doc.Emphasis}}}, doc.Inline{Text: " c"})}}},
		"escapes":  {`5 \* 4 \_ [sic]`, []doc.Block{plain("5 * 4 _ [sic]")}},
		"weekdays": {"On {weekday -1d}, {date +3d}.", []doc.Block{plain("On Tuesday, 14 February.")}},
		"links": {"[a **b**](story:other)", []doc.Block{&doc.Paragraph{Text: text(
			doc.Inline{Text: "a ", Marks: []doc.Mark{{Type: doc.Link, Story: "other"}}},
			doc.Inline{Text: "b", Marks: []doc.Mark{{Type: doc.Link, Story: "other"}, {Type: doc.Strong}}})}}},
		"nested list": {"3. a\n   - b\n4. c", []doc.Block{&doc.List{Ordered: true, Start: 3, Items: []doc.Item{
			{Blocks: []doc.Block{plain("a"), &doc.List{Items: []doc.Item{{Blocks: []doc.Block{plain("b")}}}}}}, {Blocks: []doc.Block{plain("c")}}}}}},
		"quote":      {"> a\n>\n> b\n> -- c", []doc.Block{&doc.Quote{Blocks: []doc.Block{plain("a"), plain("b")}, Attribution: doc.Plain("c")}}},
		"pull quote": {">> a\n>> -- b", []doc.Block{&doc.PullQuote{Text: doc.Plain("a"), Attribution: doc.Plain("b")}}},
		"table": {"|= t\n| a | b |\n| --- |\n| # c | d |", []doc.Block{&doc.Table{Caption: doc.Plain("t"), Rows: []doc.Row{
			{Cells: []doc.Cell{{Header: true, Text: doc.Plain("a")}, {Header: true, Text: doc.Plain("b")}}},
			{Cells: []doc.Cell{{Header: true, Text: doc.Plain("c")}, {Text: doc.Plain("d")}}}}}}},
		"read more":    {"=> https://a.example/b Title", []doc.Block{&doc.ReadMore{URL: "https://a.example/b", Title: "Title"}}},
		"preformatted": {"```\n a\n\n  b\n```", []doc.Block{&doc.Preformatted{Text: " a\n\n  b"}}},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := testParser(t).story(head + "\n" + c.body + "\n")
			if err != nil {
				t.Fatal(err)
			}
			got, want := s.Body, doc.Normalize(doc.Document{Blocks: c.want})
			if a, b := written(t, got), written(t, want); a != b {
				t.Errorf("got  %s\nwant %s", a, b)
			}
		})
	}
}

func written(t *testing.T, d doc.Document) string {
	t.Helper()
	data, err := json.MarshalIndent(d.Blocks, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func FuzzStory(f *testing.F) {
	for _, slug := range []string{"stories/01-ropewalk-gate-warning.txt", "stories/22-tide-table.txt", "stories/54-about.txt"} {
		text, err := files.ReadFile(slug)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	p := testParser(f)
	f.Fuzz(func(t *testing.T, text string) {
		if s, err := p.story(text); err == nil && s.Headline == "" {
			t.Error("a story without a headline")
		}
	})
}
