package wordpress

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"masthead/internal/errs"
)

// Bounds on an export. A field is one text or attribute; WordPress itself keeps a post under 4 GB, and a post of more
// than 32 MB is no journalism.
const (
	maxFile     = 64 << 30
	maxDepth    = 64
	maxMeta     = 10_000
	maxTerms    = 1_000
	maxComments = 10_000_000
)

// limits are bounds on memory.
type limits struct{ field, item int64 }

var standardLimits = limits{field: 32 << 20, item: 64 << 20}

// channel is what an export says before its items.
type channel struct {
	title, link, tagline, language string
	version, site, blog            string
}

// term is a category, tag or other label.
type term struct {
	taxonomy, slug, name, parent, description string
	id                                        int64
}

// author is a person who may have written.
type author struct {
	login, name string
}

// item is one post, page, attachment or other thing.
type item struct {
	seq                              int64
	title, link, guid, creator       string
	permalink                        bool // guid is the item's address
	content, excerpt                 string
	pubDate, date, dateGMT, modified string
	id, parent, order                int64
	slug, status, kind, password     string
	sticky                           bool
	attachment                       string // where an attachment's file is
	terms                            []term // id, parent and description are empty
	meta                             map[string]string
	oldSlugs                         []string
	comments                         int
}

// handler receives an export in the order of the file. What it is given is its own.
type handler struct {
	begin  func(*channel) // called once with what will hold the channel's own words; they are complete before the first item
	term   func(term) error
	author func(author) error
	item   func(*item) error
}

// syntaxError says where an export is wrong.
func syntaxError(cause error, line, column int, format string, args ...any) error {
	return &errs.Error{Kind: errs.Invalid, Cause: cause, Message: fmt.Sprintf("line %d, column %d: %s", line, column, fmt.Sprintf(format, args...))}
}

// reader reads one export.
type reader struct {
	in      *scrubber
	limits  limits
	xml     *xml.Decoder
	depth   int
	channel channel
	handler handler
	seq     int64
	used    int64

	line, column int // where the token that was read last begins, outside of <rss>
}

// read reads a whole export. The error says where it is wrong, by line and column.
func read(r io.Reader, h handler, l limits) (channel, *scrubber, error) {
	text, err := decode(r)
	if err != nil {
		return channel{}, nil, errs.Wrap(err, errs.Invalid, "The file cannot be read: %s.", err)
	}
	in := newScrubber(text)
	d := xml.NewDecoder(in)
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	x := &reader{in: in, limits: l, xml: d, handler: h}
	h.begin(&x.channel)
	err = x.document()
	return x.channel, in, err
}

// next returns the next start or end of an element, or text. Nothing else matters to an export.
func (x *reader) next() (xml.Token, error) {
	for {
		x.in.budget = x.limits.field
		if x.depth == 0 {
			x.line, x.column = x.in.position()
		}
		tok, err := x.xml.Token()
		if err != nil {
			return nil, x.wrong(err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if x.depth++; x.depth > maxDepth {
				return nil, x.fail("elements are nested more than %d deep", maxDepth)
			}
			return tok, nil
		case xml.EndElement:
			x.depth--
			return tok, nil
		case xml.CharData:
			return tok, nil
		case xml.Directive:
			if strings.Contains(string(t), "[") || strings.Contains(string(t), "ENTITY") {
				return nil, x.fail("the file declares entities of its own, which no export does and no importer should trust")
			}
		}
	}
}

func (x *reader) fail(format string, args ...any) error {
	line, column := x.in.position()
	return syntaxError(nil, line, column, format, args...)
}

func (x *reader) wrong(err error) error {
	if err == io.EOF {
		return err
	}
	line, column := x.in.position()
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return syntaxError(nil, line, column, "the XML is wrong: %s", syntax.Msg)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return syntaxError(err, line, column, "the file ends in the middle")
	case errors.Is(err, errTokenTooLarge):
		return syntaxError(err, line, column, "one field is larger than %d MB", x.limits.field>>20)
	case errors.Is(err, errFileTooLarge):
		return syntaxError(err, line, column, "%s", err)
	}
	return syntaxError(err, line, column, "the file cannot be read further: %s", err)
}

func (x *reader) document() error {
	root := false
	for {
		tok, err := x.next()
		if err == io.EOF {
			if !root {
				return x.fail("this is no WordPress export: there is no <rss> in it")
			}
			return x.check()
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if root || t.Name.Local != "rss" {
				return x.fail("this is no WordPress export: <%s> stands where <rss> should", t.Name.Local)
			}
			root = true
			if err := x.rss(); err != nil {
				return err
			}
		case xml.CharData:
			if word := bytes.TrimLeftFunc(t, unicode.IsSpace); len(word) > 0 {
				line, column := advance(x.line, x.column, t[:len(t)-len(word)])
				return syntaxError(nil, line, column, "text stands outside of <rss>")
			}
		}
	}
}

func (x *reader) check() error {
	if x.channel.version == "" {
		return errs.New(errs.Invalid, "This does not appear to be a WXR file: it has no <wp:wxr_version>.")
	}
	return nil
}

func (x *reader) rss() error {
	found := false
	err := x.children(func(t xml.StartElement) error {
		if t.Name.Local != "channel" {
			return x.fail("this is no WordPress export: <%s> stands where <channel> should", t.Name.Local)
		}
		found = true
		return x.children(x.inChannel)
	})
	if err == nil && !found {
		return x.fail("this is no WordPress export: there is no <channel> in it")
	}
	return err
}

// children calls fn for each element in the current one; fn must read it to its end.
func (x *reader) children(fn func(xml.StartElement) error) error {
	for {
		tok, err := x.next()
		if err != nil {
			return x.unfinished(err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if err := fn(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

func (x *reader) unfinished(err error) error {
	if err == io.EOF {
		return x.fail("the file ends in the middle")
	}
	return err
}

// text reads the current element to its end and returns its text; elements within it are passed over.
func (x *reader) text() (string, error) {
	var all []byte
	depth := x.depth
	for {
		whole, ok, err := x.in.cdata(all, int(x.limits.field))
		if err != nil {
			return "", x.wrong(err)
		}
		if ok {
			if x.depth == depth {
				x.used += int64(len(whole) - len(all))
				all = whole
			}
			if x.used > x.limits.item {
				return "", x.fail("one item is larger than %d MB", x.limits.item>>20)
			}
			continue
		}
		tok, err := x.next()
		if err != nil {
			return "", x.unfinished(err)
		}
		switch t := tok.(type) {
		case xml.CharData:
			if x.depth != depth || len(t) == 0 {
				continue
			}
			if x.used += int64(len(t)); x.used > x.limits.item {
				return "", x.fail("one item is larger than %d MB", x.limits.item>>20)
			}
			all = append(all, t...)
		case xml.EndElement:
			if x.depth < depth {
				return unixLines(all), nil
			}
		}
	}
}

// unixLines is what the XML standard makes of line ends, without a copy where there is nothing to make.
func unixLines(b []byte) string {
	if bytes.IndexByte(b, '\r') >= 0 {
		b = bytes.ReplaceAll(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	return string(b)
}

func (x *reader) into(target *string) error {
	s, err := x.text()
	*target = s
	return err
}

func (x *reader) number(target *int64) error {
	s, err := x.text()
	*target, _ = strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	return err
}

// name returns an element's name with the prefix that exports give it, whatever prefix the file chose.
func name(n xml.Name) string {
	switch {
	case n.Space == "":
		return n.Local
	case strings.HasSuffix(n.Space, "/excerpt/") || n.Space == "excerpt":
		return "excerpt:" + n.Local
	case strings.Contains(n.Space, "wordpress.org/export/") || n.Space == "wp":
		return "wp:" + n.Local
	case strings.HasSuffix(n.Space, "/rss/1.0/modules/content/") || n.Space == "content":
		return "content:" + n.Local
	case strings.Contains(n.Space, "purl.org/dc/") || n.Space == "dc":
		return "dc:" + n.Local
	}
	return n.Space + ":" + n.Local
}

func (x *reader) inChannel(t xml.StartElement) error {
	x.used = 0
	c := &x.channel
	switch name(t.Name) {
	case "title":
		return x.into(&c.title)
	case "link":
		return x.into(&c.link)
	case "description":
		return x.into(&c.tagline)
	case "language":
		return x.into(&c.language)
	case "wp:wxr_version":
		return x.into(&c.version)
	case "wp:base_site_url":
		return x.into(&c.site)
	case "wp:base_blog_url":
		return x.into(&c.blog)
	case "wp:author":
		return x.author()
	case "wp:category":
		return x.term("category")
	case "wp:tag":
		return x.term("post_tag")
	case "wp:term":
		return x.term("")
	case "item":
		return x.item()
	}
	_, err := x.text()
	return err
}

func (x *reader) author() error {
	var a author
	var first, last string
	err := x.children(func(t xml.StartElement) error {
		switch name(t.Name) {
		case "wp:author_login":
			return x.into(&a.login)
		case "wp:author_display_name":
			return x.into(&a.name)
		case "wp:author_first_name":
			return x.into(&first)
		case "wp:author_last_name":
			return x.into(&last)
		}
		_, err := x.text()
		return err
	})
	if err != nil || strings.TrimSpace(a.login) == "" {
		return err
	}
	if strings.TrimSpace(a.name) == "" {
		a.name = strings.TrimSpace(first + " " + last)
	}
	return x.handler.author(a)
}

func (x *reader) term(taxonomy string) error {
	v := term{taxonomy: taxonomy}
	err := x.children(func(t xml.StartElement) error {
		switch name(t.Name) {
		case "wp:term_id":
			return x.number(&v.id)
		case "wp:term_taxonomy":
			return x.into(&v.taxonomy)
		case "wp:category_nicename", "wp:tag_slug", "wp:term_slug":
			return x.into(&v.slug)
		case "wp:cat_name", "wp:tag_name", "wp:term_name":
			return x.into(&v.name)
		case "wp:category_parent", "wp:term_parent":
			return x.into(&v.parent)
		case "wp:category_description", "wp:tag_description", "wp:term_description":
			return x.into(&v.description)
		}
		_, err := x.text()
		return err
	})
	if err != nil {
		return err
	}
	return x.handler.term(v)
}
