package front

// Default is the layout of a newsroom that has not made its own.
func Default() Layout {
	topics := Rail{Title: "More topics", Show: Labels}
	latest := Rail{Title: "Latest", Show: Column, Fill: Fill{From: Newest}, Cards: 8}
	return Layout{Pages: map[Kind][]Rail{
		Home: {
			{Show: Lead, Fill: Fill{From: Newest}, Cards: 7},
			{Show: Grid, Fill: Fill{From: EachSection}, Cards: 4},
			topics,
		},
		Section:     {{Show: Lead, Fill: Fill{From: FromSection}, Cards: 19}},
		Topic:       {{Show: Lead, Fill: Fill{From: FromTopic}, Cards: 19}},
		Contributor: {{Show: Column, Fill: Fill{From: FromContributor}, Cards: 20}},
		Article: {
			{Title: "Related", Show: Grid, Fill: Fill{From: Related}, Cards: 4},
			latest,
			topics,
		},
		Missing: {latest, topics},
	}}
}
