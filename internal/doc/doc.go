// Package doc is the block document: the body of a story as a typed tree, never markup. It has a versioned JSON form
// that ProseMirror reads, a JSON Schema for it, and renderers to HTML and plain text.
package doc

// Version is the version of the JSON form that this program writes.
const Version = 1

// Document is the body of one story.
type Document struct {
	Blocks []Block
}

// Block is one block of a document: a pointer to one of the types below.
type Block interface{ block() }

// Text is a run of inline content: words with marks, and line breaks.
type Text []Inline

// Inline is a piece of text that carries the same marks throughout, or a line break (then Text and Marks are empty).
type Inline struct {
	Text  string
	Marks []Mark // at most one of each type, in the order of MarkType
	Break bool
}

// MarkType is a kind of mark.
type MarkType int

// The marks, in the order in which they are written and nested.
const (
	Link MarkType = iota
	Strong
	Emphasis
	Strikethrough
	Subscript
	Superscript
	Code
)

// Mark is a mark on text. A link leads to a story by its id (Story) or, where Story is empty, to an address (Href:
// http, https, mailto, tel, or a path or fragment on this site).
type Mark struct {
	Type  MarkType
	Story string // Link only: a story's id
	Href  string // Link only
}

type (
	// Paragraph is a paragraph of text.
	Paragraph struct{ Text Text }

	// Heading is a heading within the body; Level is 2, 3 or 4 (the headline is level 1).
	Heading struct {
		Level int
		Text  Text
	}

	// List is an ordered or unordered list. An item holds paragraphs and lists. Start is the first number of an
	// ordered list; zero counts as one.
	List struct {
		Ordered bool
		Start   int
		Items   []Item
	}

	// Item is one item of a list.
	Item struct{ Blocks []Block }

	// Quote is a quotation of paragraphs, lists and headings, and who said it.
	Quote struct {
		Blocks      []Block
		Attribution Text
	}

	// PullQuote is a line lifted out of the story for emphasis.
	PullQuote struct {
		Text        Text
		Attribution Text
	}

	// Picture is a picture placed in the story. Picture is its id; the words are this story's own, so that history keeps
	// them. A decorative picture has no alt text.
	Picture struct {
		Picture    string
		Alt        string
		Decorative bool
		Caption    Text
		Credit     string
	}

	// Gallery is a series of pictures with a title of its own.
	Gallery struct {
		Title    string
		Pictures []*Picture
	}

	// ReadMore is a link, on a line of its own, to another story by id (Story), or to an address while the story is not
	// in this newsroom. Title is what it says when the story cannot be found.
	ReadMore struct {
		Story string
		URL   string
		Title string
	}

	// Embed is something shown from another provider: its name ("youtube", "" when unknown) and address, never markup.
	Embed struct {
		Provider string
		URL      string
		Title    string
		Caption  Text
	}

	// Table is a table; header cells say so.
	Table struct {
		Caption Text
		Rows    []Row
	}

	// Row is one row of a table.
	Row struct{ Cells []Cell }

	// Cell is one cell; spans of zero count as one.
	Cell struct {
		Header           bool
		Colspan, Rowspan int
		Text             Text
	}

	// FactBox is a box of background beside the story; it holds any block but another fact box.
	FactBox struct {
		Title  string
		Blocks []Block
	}

	// Preformatted is text whose line breaks and spaces are kept.
	Preformatted struct{ Text string }

	// Divider is a break between parts of a story.
	Divider struct{}

	// Unconverted keeps what an importer could not convert, for the editors; it is never rendered.
	Unconverted struct {
		Source string // where it comes from: "wordpress"
		Reason string
		Markup string
	}
)

func (*Paragraph) block()    {}
func (*Heading) block()      {}
func (*List) block()         {}
func (*Quote) block()        {}
func (*PullQuote) block()    {}
func (*Picture) block()      {}
func (*Gallery) block()      {}
func (*ReadMore) block()     {}
func (*Embed) block()        {}
func (*Table) block()        {}
func (*FactBox) block()      {}
func (*Preformatted) block() {}
func (*Divider) block()      {}
func (*Unconverted) block()  {}

// Plain returns text without marks, as one run.
func Plain(s string) Text {
	if s == "" {
		return nil
	}
	return Text{{Text: s}}
}
