package doc

import "strings"

// sample is a document in JSON and, where it is refused, what the error says.
type sample struct {
	name, json, refused string
	schemaBlind         bool // refused for a reason that a JSON Schema cannot say
}

func inDoc(blocks string) string {
	return `{"type":"doc","attrs":{"version":1},"content":[` + blocks + `]}`
}

func inParagraph(inline string) string {
	return inDoc(`{"type":"paragraph","content":[` + inline + `]}`)
}

func withMarks(marks string) string {
	return inParagraph(`{"type":"text","text":"x","marks":[` + marks + `]}`)
}

func linkTo(href string) string { return withMarks(`{"type":"link","attrs":{"href":"` + href + `"}}`) }

const plainItem = `{"type":"listItem","content":[{"type":"paragraph"}]}`

// accepted are documents as an editor may send them, beside the canonical form.
var accepted = []sample{
	{name: "empty", json: `{"type":"doc","attrs":{"version":1}}`},
	{name: "spaces and order of keys", json: " {\n\"content\": [] , \"attrs\":{\"version\":1},\"type\":\"doc\"}\n"},
	{name: "empty lists", json: inDoc(`{"type":"paragraph","content":[],"attrs":{}}`)},
	{name: "marks in another order", json: withMarks(`{"type":"code"},{"type":"strong"},{"type":"link","attrs":{"href":"/"}}`)},
	{name: "no marks", json: withMarks(``)},
	{name: "break with marks", json: inParagraph(`{"type":"hardBreak","marks":[{"type":"strong"}]}`)},
	{name: "defaults in full", json: inDoc(`{"type":"picture","attrs":{"picture":"p1","alt":"","decorative":false,"credit":""}},
		{"type":"orderedList","attrs":{"start":1},"content":[` + plainItem + `]},
		{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableCell","attrs":{"colspan":1,"rowspan":1}}]}]}`)},
	{name: "link with empty story", json: withMarks(`{"type":"link","attrs":{"story":"","href":"https://example.org"}}`)},
	{name: "read more with all", json: inDoc(`{"type":"readMore","attrs":{"story":"s1","url":"https://example.org/","title":"T"}}`)},
	{name: "figure without caption", json: inDoc(`{"type":"tableFigure","content":[{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableHeader"}]}]}]}`)},
	{name: "preformatted in pieces", json: inDoc(`{"type":"preformatted","content":[{"type":"text","text":"a\n"},{"type":"text","text":"\tb"}]}`)},
	{name: "escapes", json: inParagraph(`{"type":"text","text":"\u00e9\ud83c\udf0a\/\\u"}`)},
	{name: "path", json: linkTo("/world/2025/a?b=c#d")},
	{name: "root", json: linkTo("/")},
	{name: "fragment", json: linkTo("#h-tides")},
	{name: "mail", json: linkTo("mailto:desk@example.org?subject=Tides")},
	{name: "telephone", json: linkTo("tel:+44-1632-960000")},
	{name: "address in another script", json: linkTo("https://пример.example/путь")},
}

var refused = []sample{
	{name: "nothing", json: ``, refused: "the document is not JSON: it ends too early", schemaBlind: true},
	{name: "null", json: `null`, refused: "the document must be an object"},
	{name: "list", json: `[]`, refused: "the document must be an object"},
	{name: "cut off", json: `{"type":"doc","attrs":{"version":1},"content":[`, refused: "content[0] is not JSON: it ends too early", schemaBlind: true},
	{name: "no JSON", json: `{"type":doc}`, refused: "type is not JSON at byte", schemaBlind: true},
	{name: "wrong bracket", json: `{"type":"doc","attrs":{"version":1},"content":[}]}`, refused: "content[0] is not JSON at byte", schemaBlind: true},
	{name: "comma at the end", json: `{"type":"doc","attrs":{"version":1,}}`, refused: "is not JSON", schemaBlind: true},
	{name: "comma before the end", json: inDoc(`{"type":"divider"},`), refused: "content[1] is not JSON at byte", schemaBlind: true},
	{name: "no comma", json: inDoc(`{"type":"divider"}{"type":"divider"}`), refused: "content is not JSON at byte", schemaBlind: true},
	{name: "no colon", json: `{"type" "doc"}`, refused: "is not JSON at byte", schemaBlind: true},
	{name: "key without quotes", json: `{type:"doc"}`, refused: "is not JSON at byte", schemaBlind: true},
	{name: "leading zero", json: `{"type":"doc","attrs":{"version":01}}`, refused: "is not JSON at byte", schemaBlind: true},
	{name: "number cut off", json: `{"type":"doc","attrs":{"version":-`, refused: "attrs.version is not JSON: it ends too early", schemaBlind: true},
	{name: "word cut off", json: `{"type":"doc","attrs":{"version":tru`, refused: "attrs.version is not JSON at byte", schemaBlind: true},
	{name: "string cut off", json: `{"type":"do`, refused: "type is not JSON: it ends too early", schemaBlind: true},
	{name: "escape cut off", json: `{"type":"do\`, refused: "type is not JSON: it ends too early", schemaBlind: true},
	{name: "unknown escape", json: inParagraph(`{"type":"text","text":"\x41"}`), refused: "text is not JSON at byte", schemaBlind: true},
	{name: "bare line break", json: inParagraph("{\"type\":\"text\",\"text\":\"a\nb\"}"), refused: "text is not JSON at byte", schemaBlind: true},
	{name: "bare NUL", json: "{\"type\":\"doc\",\x00", refused: "is not JSON at byte", schemaBlind: true},
	{name: "trailing", json: inDoc(``) + ` x`, refused: "the document has something after its end", schemaBlind: true},
	{name: "second document", json: inDoc(``) + inDoc(``), refused: "the document has something after its end", schemaBlind: true},
	{name: "not UTF-8", json: inParagraph("{\"type\":\"text\",\"text\":\"\xff\"}"), refused: "is not valid UTF-8", schemaBlind: true},
	{name: "half a pair", json: inParagraph(`{"type":"text","text":"\ud83c"}`), refused: "text is not JSON at byte", schemaBlind: true},
	{name: "other half", json: inParagraph(`{"type":"text","text":"a\\\udf0a"}`), refused: "text is not JSON at byte", schemaBlind: true},
	{name: "two first halves", json: inParagraph(`{"type":"text","text":"\ud83c\ud83c\udf0a"}`), refused: "text is not JSON at byte", schemaBlind: true},
	{name: "type twice", json: `{"type":"doc","type":"doc","attrs":{"version":1}}`, refused: "type stands twice", schemaBlind: true},
	{name: "attribute twice", json: inDoc(`{"type":"heading","attrs":{"level":2,"level":3}}`), refused: "content[0].attrs.level stands twice", schemaBlind: true},

	{name: "other root", json: `{"type":"paragraph"}`, refused: `type must be "doc", not "paragraph"`},
	{name: "no type", json: `{"attrs":{"version":1}}`, refused: `type must be "doc", not ""`},
	{name: "no version", json: `{"type":"doc"}`, refused: "attrs.version is missing"},
	{name: "next version", json: `{"type":"doc","attrs":{"version":2}}`, refused: "attrs.version must be 1, not 2"},
	{name: "version as text", json: `{"type":"doc","attrs":{"version":"1"}}`, refused: "attrs.version must be a whole number"},
	{name: "half a version", json: `{"type":"doc","attrs":{"version":1.5}}`, refused: "attrs.version must be a whole number"},
	{name: "huge version", json: `{"type":"doc","attrs":{"version":1e99}}`, refused: "attrs.version must be a whole number"},
	{name: "unknown property", json: `{"type":"doc","attrs":{"version":1},"html":"<p>"}`, refused: `the document has the unknown property "html"`},
	{name: "unknown node", json: inDoc(`{"type":"paragraph"},{"type":"script"}`), refused: `content[1] is of the unknown type "script"`},
	{name: "node without type", json: inDoc(`{}`), refused: `content[0] is of the unknown type ""`},
	{name: "doc in doc", json: inDoc(`{"type":"doc","attrs":{"version":1}}`), refused: `content[0] is "doc", which may not stand there in doc`},
	{name: "text at the top", json: inDoc(`{"type":"text","text":"x"}`), refused: `content[0] is "text", which may not stand there in doc`},
	{name: "number for a node", json: inDoc(`1`), refused: "content[0] must be an object"},
	{name: "text for content", json: inDoc(`{"type":"paragraph","content":"x"}`), refused: "content[0].content must be a list"},
	{name: "list for attributes", json: inDoc(`{"type":"paragraph","attrs":[]}`), refused: "content[0].attrs must be an object"},
	{name: "null for an attribute", json: inDoc(`{"type":"gallery","attrs":{"title":null},"content":[{"type":"picture","attrs":{"picture":"p1"}}]}`), refused: "content[0].attrs.title must be text"},
	{name: "object for an attribute", json: inDoc(`{"type":"factBox","attrs":{"title":{"a":1}}}`), refused: "content[0].attrs.title must be text"},

	{name: "no level", json: inDoc(`{"type":"paragraph"},{"type":"heading"}`), refused: "content[1].attrs.level is missing"},
	{name: "level 1", json: inDoc(`{"type":"heading","attrs":{"level":1}}`), refused: "content[0].attrs.level must be between 2 and 4, not 1"},
	{name: "level 5", json: inDoc(`{"type":"heading","attrs":{"level":5}}`), refused: "content[0].attrs.level must be between 2 and 4, not 5"},
	{name: "attribute of another", json: inDoc(`{"type":"paragraph","attrs":{"level":2}}`), refused: "content[0].attrs.level is not an attribute of paragraph"},
	{name: "handler", json: inDoc(`{"type":"paragraph","attrs":{"onclick":"x"}}`), refused: "content[0].attrs.onclick is not an attribute"},
	{name: "start of bullets", json: inDoc(`{"type":"bulletList","attrs":{"start":2},"content":[` + plainItem + `]}`), refused: "attrs.start is not an attribute of bulletList"},
	{name: "start 0", json: inDoc(`{"type":"orderedList","attrs":{"start":0},"content":[` + plainItem + `]}`), refused: "content[0].attrs.start must be between"},
	{name: "list without items", json: inDoc(`{"type":"bulletList"}`), refused: "content[0].content must hold listItem"},
	{name: "paragraph as item", json: inDoc(`{"type":"bulletList","content":[{"type":"paragraph"}]}`), refused: `content[0].content[0] is "paragraph", which may not stand there`},
	{name: "empty item", json: inDoc(`{"type":"bulletList","content":[{"type":"listItem"}]}`), refused: "content[0].content[0].content must hold"},
	{name: "table in an item", json: inDoc(`{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"table"}]}]}`), refused: `content[0].content[0].content[0] is "table"`},
	{name: "attribution first", json: inDoc(`{"type":"blockquote","content":[{"type":"attribution"},{"type":"paragraph"}]}`), refused: `content[0].content[0] is "attribution"`},
	{name: "attribution between", json: inDoc(`{"type":"blockquote","content":[{"type":"paragraph"},{"type":"attribution"},{"type":"paragraph"}]}`), refused: `content[0].content[2] is "paragraph"`, schemaBlind: true},
	{name: "two attributions", json: inDoc(`{"type":"blockquote","content":[{"type":"paragraph"},{"type":"attribution"},{"type":"attribution"}]}`), refused: `content[0].content[2] is "attribution"`},
	{name: "pull quote of two", json: inDoc(`{"type":"pullQuote","content":[{"type":"paragraph"},{"type":"paragraph"}]}`), refused: `content[0].content[1] is "paragraph"`},
	{name: "empty pull quote", json: inDoc(`{"type":"pullQuote"}`), refused: "content[0].content must hold paragraph"},
	{name: "picture without id", json: inDoc(`{"type":"picture","attrs":{"alt":"x"}}`), refused: "content[0].attrs.picture is missing"},
	{name: "picture with empty id", json: inDoc(`{"type":"picture","attrs":{"picture":""}}`), refused: "content[0].attrs.picture must not be empty"},
	{name: "picture by address", json: inDoc(`{"type":"picture","attrs":{"picture":"https://example.org/a.jpg"}}`), refused: "content[0].attrs.picture must be an id"},
	{name: "decorative with alt", json: inDoc(`{"type":"picture","attrs":{"picture":"p1","decorative":true,"alt":"x"}}`), refused: "content[0].attrs may have only one of alt, decorative"},
	{name: "decorative as text", json: inDoc(`{"type":"picture","attrs":{"picture":"p1","decorative":"yes"}}`), refused: "content[0].attrs.decorative must be true or false"},
	{name: "two captions", json: inDoc(`{"type":"picture","attrs":{"picture":"p1"},"content":[{"type":"caption"},{"type":"caption"}]}`), refused: `content[0].content[1] is "caption"`},
	{name: "gallery without pictures", json: inDoc(`{"type":"gallery"}`), refused: "content[0].content must hold picture"},
	{name: "read more of nothing", json: inDoc(`{"type":"readMore"}`), refused: "content[0].attrs must have one of story, url, title"},
	{name: "read more of a script", json: inDoc(`{"type":"readMore","attrs":{"url":"javascript:alert(1)"}}`), refused: "content[0].attrs.url must be an http"},
	{name: "embed without address", json: inDoc(`{"type":"embed","attrs":{"provider":"youtube"}}`), refused: "content[0].attrs.url is missing"},
	{name: "embed of a path", json: inDoc(`{"type":"embed","attrs":{"url":"/video"}}`), refused: "content[0].attrs.url must be an http or https address"},
	{name: "embed of data", json: inDoc(`{"type":"embed","attrs":{"url":"data:text/html,x"}}`), refused: "content[0].attrs.url must be an http or https address"},
	{name: "table without rows", json: inDoc(`{"type":"table"}`), refused: "content[0].content must hold tableRow"},
	{name: "row without cells", json: inDoc(`{"type":"table","content":[{"type":"tableRow","content":[]}]}`), refused: "content[0].content[0].content must hold tableCell or tableHeader"},
	{name: "wide cell", json: inDoc(`{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableCell","attrs":{"colspan":1001}}]}]}`), refused: "content[0].content[0].content[0].attrs.colspan must be between 1 and 1000"},
	{name: "figure without table", json: inDoc(`{"type":"tableFigure","content":[{"type":"caption"}]}`), refused: `content[0].content[0] is "caption"`},
	{name: "box in a box", json: inDoc(`{"type":"factBox","content":[{"type":"factBox","content":[{"type":"paragraph"}]}]}`), refused: `content[0].content[0] is "factBox"`},
	{name: "long title", json: inDoc(`{"type":"factBox","attrs":{"title":"` + strings.Repeat("é", MaxLine+1) + `"},"content":[{"type":"divider"}]}`), refused: "content[0].attrs.title is longer than 2000 characters"},
	{name: "title of two lines", json: inDoc(`{"type":"factBox","attrs":{"title":"a\nb"},"content":[{"type":"divider"}]}`), refused: "content[0].attrs.title has the control character U+000A"},
	{name: "strong preformatted", json: inDoc(`{"type":"preformatted","content":[{"type":"text","text":"x","marks":[{"type":"strong"}]}]}`), refused: "content[0].content[0] must be text without marks"},
	{name: "break in preformatted", json: inDoc(`{"type":"preformatted","content":[{"type":"hardBreak"}]}`), refused: "content[0].content[0] may not stand in preformatted"},
	{name: "content in a divider", json: inDoc(`{"type":"divider","content":[]}`), refused: `content[0].content may not stand on "divider"`},
	{name: "text on a divider", json: inDoc(`{"type":"divider","text":"x"}`), refused: `content[0].text may not stand on "divider"`},
	{name: "marks on a paragraph", json: inDoc(`{"type":"paragraph","marks":[{"type":"strong"}]}`), refused: `content[0].marks may not stand on "paragraph"`},
	{name: "bell in markup", json: inDoc(`{"type":"unconverted","attrs":{"markup":"\u0007"}}`), refused: "content[0].attrs.markup has the control character U+0007"},

	{name: "empty text", json: inParagraph(`{"type":"text","text":""}`), refused: "content[0].content[0].text must not be empty"},
	{name: "text without text", json: inParagraph(`{"type":"text"}`), refused: "content[0].content[0].text must not be empty"},
	{name: "number for text", json: inParagraph(`{"type":"text","text":1}`), refused: "content[0].content[0].text must be text"},
	{name: "line break in text", json: inParagraph(`{"type":"text","text":"a\nb"}`), refused: "content[0].content[0].text has the control character U+000A"},
	{name: "NUL in text", json: inParagraph(`{"type":"text","text":"\u0000"}`), refused: "text has the control character U+0000"},
	{name: "C1 in text", json: inParagraph(`{"type":"text","text":"\u0085"}`), refused: "text has the control character U+0085"},
	{name: "text on a break", json: inParagraph(`{"type":"hardBreak","text":"x"}`), refused: `content[0].content[0].text may not stand on "hardBreak"`},
	{name: "content in text", json: inParagraph(`{"type":"text","text":"x","content":[]}`), refused: `content may not stand on "text"`},
	{name: "block in a paragraph", json: inParagraph(`{"type":"paragraph"}`), refused: `content[0].content[0] is "paragraph"`},

	{name: "unknown mark", json: withMarks(`{"type":"blink"}`), refused: `content[0].content[0].marks[0] is of the unknown type "blink"`},
	{name: "mark twice", json: withMarks(`{"type":"strong"},{"type":"code"},{"type":"strong"}`), refused: "marks[2] is a second strong"},
	{name: "mark with content", json: withMarks(`{"type":"strong","content":[]}`), refused: "marks[0] must be a mark"},
	{name: "attribute of a mark", json: withMarks(`{"type":"strong","attrs":{"href":"/"}}`), refused: "marks[0].attrs.href is not an attribute of strong"},
	{name: "link to nothing", json: withMarks(`{"type":"link"}`), refused: "marks[0].attrs must have one of story, href"},
	{name: "link to an empty address", json: linkTo(``), refused: "marks[0].attrs must have one of story, href"},
	{name: "link to both", json: withMarks(`{"type":"link","attrs":{"story":"s1","href":"/"}}`), refused: "marks[0].attrs may have only one of story, href"},
	{name: "link target", json: withMarks(`{"type":"link","attrs":{"href":"/","target":"_blank"}}`), refused: "marks[0].attrs.target is not an attribute of link"},
	{name: "script", json: linkTo(`javascript:alert(1)`), refused: "marks[0].attrs.href must be an http, https, mailto or tel address"},
	{name: "script in capitals", json: linkTo(`JaVaScRiPt:alert(1)`), refused: "marks[0].attrs.href must be"},
	{name: "script after a space", json: linkTo(` javascript:alert(1)`), refused: "marks[0].attrs.href must be"},
	{name: "script with a tab", json: linkTo(`java\tscript:alert(1)`), refused: "marks[0].attrs.href has the control character U+0009"},
	{name: "data", json: linkTo(`data:text/html,<script>`), refused: "marks[0].attrs.href must be"},
	{name: "vbscript", json: linkTo(`vbscript:x`), refused: "marks[0].attrs.href must be"},
	{name: "file", json: linkTo(`file:///etc/passwd`), refused: "marks[0].attrs.href must be"},
	{name: "other host", json: linkTo(`//example.org/x`), refused: "marks[0].attrs.href must be"},
	{name: "other host with a backslash", json: linkTo(`/\\example.org/x`), refused: "marks[0].attrs.href must be"},
	{name: "no host", json: linkTo(`https:///x`), refused: "marks[0].attrs.href must be"},
	{name: "no slashes", json: linkTo(`https:example.org`), refused: "marks[0].attrs.href must be"},
	{name: "no recipient", json: linkTo(`mailto:`), refused: "marks[0].attrs.href must be"},
	{name: "relative path", json: linkTo(`story.html`), refused: "marks[0].attrs.href must be"},
	{name: "address with a quote", json: linkTo(`https://example.org/\"onclick=x`), refused: "marks[0].attrs.href must be"},
	{name: "long address", json: linkTo("https://example.org/" + strings.Repeat("a", 10_000)), refused: "marks[0].attrs.href is longer than 4096 characters"},

	{name: "too many attributes", json: inDoc(`{"type":"paragraph","attrs":{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1}}`), refused: "content[0].attrs has more than 8 attributes"},
	{name: "too many marks", json: withMarks(strings.Repeat(`{"type":"strong"},`, 8) + `{"type":"code"}`), refused: "marks has more than 8 entries"},
	{name: "too many nodes", json: inDoc(strings.Repeat(`{"type":"divider"},`, MaxNodes) + `{"type":"divider"}`), refused: "goes beyond the 100000 blocks", schemaBlind: true},
	{name: "too much text", json: inParagraph(strings.Repeat(`{"type":"text","text":"`+strings.Repeat("x", 100<<10)+`"},`, 21) + `{"type":"hardBreak"}`), refused: "goes beyond the 2097152 bytes of text", schemaBlind: true},
	{name: "too large", json: inDoc(strings.Repeat(" ", MaxBytes)), refused: "the document is larger than", schemaBlind: true},
	{name: "too deep", json: inDoc(nested(MaxDepth / 2)), refused: "is nested more than 32 deep", schemaBlind: true},
	{name: "bottomless", json: strings.Repeat(`{"content":[`, 300_000), refused: "is nested more than 32 deep", schemaBlind: true},
	{name: "bottomless attribute", json: `{"attrs":{"a":` + strings.Repeat(`[`, 300_000), refused: "attrs.a must be text", schemaBlind: true},
}

// nested is a list in a list, n times.
func nested(n int) string {
	return strings.Repeat(`{"type":"bulletList","content":[{"type":"listItem","content":[`, n) + `{"type":"paragraph"}` +
		strings.Repeat(`]}]}`, n)
}
