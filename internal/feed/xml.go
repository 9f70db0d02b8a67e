package feed

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// text is text of a feed or sitemap. Characters that XML cannot hold are left out of it.
type text string

// MarshalText writes the text as encoding/xml then escapes it.
func (t text) MarshalText() ([]byte, error) { return []byte(printable(string(t))), nil }

// markup is HTML inside a feed. It stands in a CDATA section, which is smaller than escaping it.
type markup struct {
	Type text   `xml:"type,attr,omitempty"`
	HTML string `xml:",cdata"`
}

func newMarkup(kind text, html string) *markup {
	return &markup{Type: kind, HTML: printable(html)}
}

// printable returns s without what no XML document may hold: invalid UTF-8 and most control characters.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r', r >= 0x20 && r < 0xD800, r >= 0xE000 && r < 0xFFFD, r >= 0x10000:
			return r
		}
		return -1 // U+FFFD among them: what invalid bytes are read as
	}, s)
}

func encodeXML(v any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("writing XML: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}
