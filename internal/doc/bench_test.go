package doc

import (
	"strings"
	"testing"
)

func BenchmarkParse(b *testing.B) {
	data, err := thousandWords().MarshalJSON()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMarshal(b *testing.B) {
	d := thousandWords()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := d.MarshalJSON(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	d := thousandWords()
	b.ReportAllocs()
	for b.Loop() {
		HTML(d, page)
	}
}

func thousandWords() Document {
	var d Document
	for Words(d) < 1000 {
		d.Blocks = append(d.Blocks,
			&Paragraph{Text{
				{Text: strings.Repeat("The harbour's board met & said nothing. ", 3)},
				{Text: "Its letter", Marks: []Mark{{Type: Link, Story: "0f3k7kq2r9x1m"}}},
				{Text: " was "}, {Text: "not", Marks: []Mark{{Type: Emphasis}}}, {Text: " sent."},
			}},
			&Paragraph{Plain(strings.Repeat("It rained on the quay until the morning. ", 4))},
		)
	}
	d.Blocks = append(d.Blocks, &Heading{2, Plain("What comes next")}, &Picture{Picture: "p1", Alt: "A quay", Caption: Plain("The quay"), Credit: "A B"})
	return Normalize(d)
}
