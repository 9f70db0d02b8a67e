package doc

// Bounds on what one document may hold. They are far above any story and far below what could hurt a server.
const (
	MaxBytes   = 4 << 20   // of the JSON form
	MaxText    = 2 << 20   // bytes of all strings together
	MaxNodes   = 100_000   // blocks, runs of text and marks together
	MaxDepth   = 32        // nodes within nodes
	MaxLine    = 2_000     // characters of a title, an alt text, a credit
	MaxAddress = 4_096     // characters of an address
	MaxMarkup  = 256 << 10 // characters of unconverted markup
)

// maxSpan is what browsers accept as the span of a cell.
const maxSpan = 1000

// maxStart keeps the numbers of an ordered list within what every reader of the JSON holds exactly.
const maxStart = 1 << 30

type attrKind int

const (
	wholeNumber attrKind = iota // a whole number between low and high
	truth                       // true or false
	oneLine                     // text of one line
	manyLines                   // text that may have line breaks and tabs
	ident                       // the id of a story or picture
	linkAddr                    // where a link may lead
	webAddr                     // http or https
)

// attribute is one attribute of a node or mark. The zero value of one that is not required means that it is absent.
type attribute struct {
	name      string
	kind      attrKind
	required  bool
	low, high int
}

// part is one place in the content of a node: how many nodes of which kinds stand there.
type part struct {
	kinds    []string
	min, max int // max 0: any number
}

// rule is a condition on several attributes of one node.
type rule struct {
	names    []string
	min, max int // how many of them are set
}

// grammar is what one kind of node or mark may hold: the codec checks it, and the JSON Schema is made from it.
type grammar struct {
	about   string
	attrs   []attribute
	rules   []rule
	content []part
	plain   bool // holds nothing but text without marks, line breaks kept
}

// markNames are the names of the marks in the JSON form, by type.
var markNames = [...]string{
	Link: "link", Strong: "strong", Emphasis: "emphasis", Strikethrough: "strikethrough",
	Subscript: "subscript", Superscript: "superscript", Code: "code",
}

var (
	blockKinds = []string{
		"paragraph", "heading", "bulletList", "orderedList", "blockquote", "pullQuote", "picture", "gallery", "readMore",
		"embed", "table", "tableFigure", "factBox", "preformatted", "divider", "unconverted",
	}
	itemKinds  = []string{"paragraph", "bulletList", "orderedList"}
	quoteKinds = []string{"paragraph", "heading", "bulletList", "orderedList"}

	inline  = []part{{kinds: []string{"text", "hardBreak"}}}
	caption = part{kinds: []string{"caption"}, max: 1}
	cells   = []attribute{
		{name: "colspan", kind: wholeNumber, low: 1, high: maxSpan},
		{name: "rowspan", kind: wholeNumber, low: 1, high: maxSpan},
	}
)

var markGrammar = map[string]*grammar{
	"link": {
		about: "A link to a story by its id or, where there is none, to an address.",
		attrs: []attribute{{name: "story", kind: ident}, {name: "href", kind: linkAddr}},
		rules: []rule{{names: []string{"story", "href"}, min: 1, max: 1}},
	},
	"strong":        {about: "Strong importance."},
	"emphasis":      {about: "Stress emphasis, or a title."},
	"strikethrough": {about: "Struck out: no longer right, kept to be seen."},
	"subscript":     {about: "Below the line."},
	"superscript":   {about: "Above the line."},
	"code":          {about: "Computer code."},
}

// nodeGrammar holds every kind of node. Names are ProseMirror's and TipTap's where those have one that is also the
// newsroom's; a divider is TipTap's horizontalRule, strong and emphasis are its bold and italic. The rich words that belong to a block (a caption, an attribution) are child
// nodes, because ProseMirror can edit those and cannot edit attributes. A table's caption stands beside the table in a
// tableFigure, because ProseMirror's table editing takes every child of a table for a row.
var nodeGrammar = map[string]*grammar{
	"doc": {
		about:   "The body of a story.",
		attrs:   []attribute{{name: "version", kind: wholeNumber, required: true, low: Version, high: Version}},
		content: []part{{kinds: blockKinds}},
	},
	"text":      {about: "A run of text that carries the same marks throughout."},
	"hardBreak": {about: "A line break. ProseMirror gives it the marks around it; they mean nothing."},
	"paragraph": {about: "A paragraph.", content: inline},
	"heading": {
		about:   "A heading within the body; the headline is level 1.",
		attrs:   []attribute{{name: "level", kind: wholeNumber, required: true, low: 2, high: 4}},
		content: inline,
	},
	"bulletList": {about: "An unordered list.", content: []part{{kinds: []string{"listItem"}, min: 1}}},
	"orderedList": {
		about:   "An ordered list.",
		attrs:   []attribute{{name: "start", kind: wholeNumber, low: 1, high: maxStart}},
		content: []part{{kinds: []string{"listItem"}, min: 1}},
	},
	"listItem": {about: "One item of a list.", content: []part{{kinds: itemKinds, min: 1}}},
	"blockquote": {
		about:   "A quotation and who said it.",
		content: []part{{kinds: quoteKinds, min: 1}, {kinds: []string{"attribution"}, max: 1}},
	},
	"pullQuote": {
		about:   "A line lifted out of the story for emphasis.",
		content: []part{{kinds: []string{"paragraph"}, min: 1, max: 1}, {kinds: []string{"attribution"}, max: 1}},
	},
	"attribution": {about: "Who said it.", content: inline},
	"caption":     {about: "What a picture, an embed or a table shows.", content: inline},
	"picture": {
		about: "A picture by its id. A decorative picture has no alt text.",
		attrs: []attribute{
			{name: "picture", kind: ident, required: true}, {name: "alt", kind: oneLine},
			{name: "decorative", kind: truth}, {name: "credit", kind: oneLine},
		},
		rules:   []rule{{names: []string{"alt", "decorative"}, max: 1}},
		content: []part{caption},
	},
	"gallery": {
		about:   "A series of pictures.",
		attrs:   []attribute{{name: "title", kind: oneLine}},
		content: []part{{kinds: []string{"picture"}, min: 1}},
	},
	"readMore": {
		about: "A link on a line of its own, to a story by id or to an address; title is what it says without the story.",
		attrs: []attribute{{name: "story", kind: ident}, {name: "url", kind: linkAddr}, {name: "title", kind: oneLine}},
		rules: []rule{{names: []string{"story", "url", "title"}, min: 1, max: 3}},
	},
	"embed": {
		about: "Something shown from another provider, by its address.",
		attrs: []attribute{
			{name: "provider", kind: oneLine}, {name: "url", kind: webAddr, required: true}, {name: "title", kind: oneLine},
		},
		content: []part{caption},
	},
	"table":       {about: "A table.", content: []part{{kinds: []string{"tableRow"}, min: 1}}},
	"tableFigure": {about: "A table and its caption.", content: []part{{kinds: []string{"table"}, min: 1, max: 1}, caption}},
	"tableRow":    {about: "A row of a table.", content: []part{{kinds: []string{"tableCell", "tableHeader"}, min: 1}}},
	"tableCell":   {about: "A cell of a table.", attrs: cells, content: inline},
	"tableHeader": {about: "A header cell of a table.", attrs: cells, content: inline},
	"factBox": {
		about:   "A box of background; it holds any block but another fact box.",
		attrs:   []attribute{{name: "title", kind: oneLine}},
		content: []part{{kinds: without(blockKinds, "factBox"), min: 1}},
	},
	"preformatted": {about: "Text whose line breaks and spaces are kept.", plain: true},
	"divider":      {about: "A break between parts of a story."},
	"unconverted": {
		about: "What an importer could not convert; it is never rendered.",
		attrs: []attribute{{name: "source", kind: oneLine}, {name: "reason", kind: oneLine}, {name: "markup", kind: manyLines}},
	},
}

func without(kinds []string, kind string) []string {
	var rest []string
	for _, k := range kinds {
		if k != kind {
			rest = append(rest, k)
		}
	}
	return rest
}
