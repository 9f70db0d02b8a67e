package story

// ListQueries are the queries that read lists, by what they are for.
var ListQueries = map[string]string{
	"now, older":  listQuery(true, older, olderFirst),
	"now, newer":  listQuery(true, newer, newerFirst),
	"then, older": listQuery(false, older, olderFirst),
	"then, newer": listQuery(false, newer, newerFirst),
}

// Typed returns the words that a search looks for.
func Typed(query string) []string { return wordsOf(searchOf(Draft{Headline: query})) }

// ParseCursor reads the cursor of a list.
var ParseCursor = parseCursor
