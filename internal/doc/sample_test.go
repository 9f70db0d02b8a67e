package doc

// everything returns a document with every block and every mark, in many of their shapes.
func everything() Document {
	link := func(href string) Mark { return Mark{Type: Link, Href: href} }
	toStory := Mark{Type: Link, Story: "0f3k7kq2r9x1m"}
	strong, emphasis := Mark{Type: Strong}, Mark{Type: Emphasis}
	para := func(s string) *Paragraph { return &Paragraph{Plain(s)} }
	harbour := &Picture{
		Picture: "0f3k7kq2r9p01", Alt: `A crane "at rest" over the quay`, Credit: "Ana Lund & Co",
		Caption: Text{{Text: "The quay, "}, {Text: "before dawn", Marks: []Mark{emphasis}}, {Text: "."}},
	}
	return Document{Blocks: []Block{
		&Paragraph{Text{
			{Text: "Fish & chips cost <nothing>: "},
			{Text: "a link with ", Marks: []Mark{link("https://example.org/a?b=1&c=2")}},
			{Text: "strong words", Marks: []Mark{link("https://example.org/a?b=1&c=2"), strong}},
			{Text: ", "},
			{Text: "a story", Marks: []Mark{toStory}},
			{Text: ", "},
			{Text: "a lost story", Marks: []Mark{{Type: Link, Story: "lost"}, emphasis}},
			{Break: true},
			{Text: "H"}, {Text: "2", Marks: []Mark{{Type: Subscript}}}, {Text: "O, m"}, {Text: "2", Marks: []Mark{{Type: Superscript}}},
			{Text: ", "}, {Text: "wrong", Marks: []Mark{{Type: Strikethrough}}}, {Text: " "},
			{Text: "both", Marks: []Mark{strong}}, {Break: true}, {Text: "lines", Marks: []Mark{strong}},
			{Text: "all", Marks: []Mark{link("/here"), strong, emphasis, {Type: Strikethrough}, {Type: Subscript}, {Type: Superscript}, {Type: Code}}},
			{Text: " "}, {Text: "mail", Marks: []Mark{link("mailto:desk@example.org")}},
			{Text: " "}, {Text: "call", Marks: []Mark{link("tel:+441632960000")}},
			{Text: " "}, {Text: "below", Marks: []Mark{link("#h-the-harbour-s-future")}},
		}},
		&Heading{3, Plain("The harbour’s future")},
		&Heading{4, Plain("The harbour’s future")},
		&Heading{2, Plain("Ünïted & «quoted»")},
		&List{Items: []Item{
			{[]Block{para("one")}},
			{[]Block{para("two"), &List{Ordered: true, Start: 7, Items: []Item{{[]Block{para("seven")}}, {[]Block{para("eight"), para("and more")}}}}}},
		}},
		&List{Ordered: true, Items: []Item{{[]Block{para("first")}}, {[]Block{&List{Items: []Item{{[]Block{para("bare")}}}}}}}},
		&Quote{[]Block{para("We do not know."), para("We will."), &List{Items: []Item{{[]Block{para("soon")}}}}}, Text{{Text: "The mayor, "}, {Text: "in a letter", Marks: []Mark{emphasis}}}},
		&Quote{Blocks: []Block{&Heading{2, Plain("Nobody")}, para("said this.")}},
		&PullQuote{Plain("We do not know."), Plain("The mayor")},
		harbour,
		&Picture{Picture: "0f3k7kq2r9p02", Decorative: true, Credit: "A B"},
		&Gallery{"Three views", []*Picture{harbour, {Picture: "0f3k7kq2r9p03", Alt: "A gull"}}},
		&ReadMore{Story: "0f3k7kq2r9x1m", Title: "An old headline"},
		&ReadMore{URL: "https://example.org/older", Title: "Older"},
		&ReadMore{Story: "lost", Title: "A lost one"},
		&Embed{Provider: "youtube", URL: "https://youtu.be/x?t=1", Title: "The storm", Caption: Plain("Seen from the pier")},
		&Embed{URL: "http://maps.example.org/1"},
		&Table{
			Caption: Text{{Text: "Tides", Marks: []Mark{strong}}},
			Rows: []Row{
				{[]Cell{{Header: true, Text: Plain("Day")}, {Header: true, Colspan: 2, Text: Plain("High water")}}},
				{[]Cell{{Header: true, Rowspan: 2, Text: Plain("Monday")}, {Text: Plain("03:10")}, {Text: Plain("15:40")}}},
				{[]Cell{{Text: Plain("4.1 m")}, {}}},
			},
		},
		&Table{Rows: []Row{{[]Cell{{Text: Plain("bare")}, {Text: Text{{Text: "two"}, {Break: true}, {Text: "lines"}}}}}}},
		&FactBox{"What we know", []Block{para("Little."), &Heading{2, Plain("And then")}, &Divider{}, harbour}},
		&FactBox{Blocks: []Block{para("No title.")}},
		&Preformatted{"\n  if a < b {\n\treturn \"a\\b\"\n  }\n"},
		&Divider{},
		&Unconverted{Source: "wordpress", Reason: "unknown shortcode", Markup: "[poll id=\"1\"]\n<script>alert(1)</script>"},
		&Unconverted{},
		&Heading{4, Plain("Last")},
		&Paragraph{},
	}}
}
