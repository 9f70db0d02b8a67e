package doc

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// checkDocument checks a tree against the grammar.
func checkDocument(root *node) *fault {
	if root.kind != "doc" {
		return wrong("must be \"doc\", not %s", quote(root.kind)).at("type")
	}
	return checkNode(root)
}

func checkNode(n *node) *fault {
	g := nodeGrammar[n.kind]
	if g == nil {
		return wrong("is of the unknown type %s", quote(n.kind))
	}
	if f := checkAttributes(n, g); f != nil {
		return f
	}
	if n.kind == "text" {
		if f := checkText(n, false); f != nil {
			return f
		}
	} else if n.hasText {
		return wrong("may not stand on %s", quote(n.kind)).at("text")
	}
	if n.marks != nil && n.kind != "text" && n.kind != "hardBreak" {
		return wrong("may not stand on %s", quote(n.kind)).at("marks")
	}
	if f := checkMarks(n); f != nil {
		return f
	}
	if g.plain {
		return checkPlain(n)
	}
	if n.content != nil && g.content == nil {
		return wrong("may not stand on %s", quote(n.kind)).at("content")
	}
	if f := checkContent(n, g.content); f != nil {
		return f
	}
	for i := range n.content {
		if f := checkNode(&n.content[i]); f != nil {
			return f.entry(i).at("content")
		}
	}
	return nil
}

// checkPlain checks a node that holds nothing but text without marks.
func checkPlain(n *node) *fault {
	for i := range n.content {
		t := &n.content[i]
		var f *fault
		switch {
		case t.kind != "text":
			f = wrong("may not stand in %s", n.kind)
		case t.attrs != nil || t.content != nil || t.marks != nil:
			f = wrong("must be text without marks")
		default:
			f = checkText(t, true)
		}
		if f != nil {
			return f.entry(i).at("content")
		}
	}
	return nil
}

// checkContent checks the kinds of a node's children. The kinds of neighbouring parts differ, so that the first part
// that takes a child is the only one that could.
func checkContent(n *node, parts []part) *fault {
	i := 0
	for _, p := range parts {
		count := 0
		for i < len(n.content) && (p.max == 0 || count < p.max) && slices.Contains(p.kinds, n.content[i].kind) {
			i, count = i+1, count+1
		}
		if count < p.min && i < len(n.content) {
			break
		}
		if count < p.min {
			return wrong("must hold %s", strings.Join(p.kinds, " or ")).at("content")
		}
	}
	if i == len(n.content) {
		return nil
	}
	child := n.content[i].kind
	if nodeGrammar[child] == nil {
		return wrong("is of the unknown type %s", quote(child)).entry(i).at("content")
	}
	return wrong("is %s, which may not stand there in %s", quote(child), n.kind).entry(i).at("content")
}

func checkText(n *node, plain bool) *fault {
	if n.text == "" {
		return wrong("must not be empty").at("text")
	}
	if c, bad := control(n.text, plain); bad {
		return wrong("has the control character %U", c).at("text")
	}
	return nil
}

func checkMarks(n *node) *fault {
	for i := range n.marks {
		m := &n.marks[i]
		g := markGrammar[m.kind]
		var f *fault
		switch {
		case g == nil:
			f = wrong("is of the unknown type %s", quote(m.kind))
		case m.hasText || m.content != nil || m.marks != nil:
			f = wrong("must be a mark, with a type and attributes only")
		case slices.ContainsFunc(n.marks[:i], func(other node) bool { return other.kind == m.kind }):
			f = wrong("is a second %s", m.kind)
		default:
			f = checkAttributes(m, g)
		}
		if f != nil {
			return f.entry(i).at("marks")
		}
	}
	return nil
}

func checkAttributes(n *node, g *grammar) *fault {
	for i := range n.attrs {
		a := &n.attrs[i]
		k := slices.IndexFunc(g.attrs, func(want attribute) bool { return want.name == a.name })
		if k < 0 {
			return wrong("is not an attribute of %s", n.kind).at(safeStep(a.name)).at("attrs")
		}
		if f := checkAttribute(a, &g.attrs[k]); f != nil {
			return f.at(a.name).at("attrs")
		}
	}
	for _, want := range g.attrs {
		if want.required && !slices.ContainsFunc(n.attrs, func(a attr) bool { return a.name == want.name }) {
			return wrong("is missing").at(want.name).at("attrs")
		}
	}
	for _, r := range g.rules {
		if f := checkRule(n, r); f != nil {
			return f.at("attrs")
		}
	}
	return nil
}

func checkRule(n *node, r rule) *fault {
	set := 0
	for _, name := range r.names {
		if a := n.attr(name); a.s != "" || a.n != 0 || a.b {
			set++
		}
	}
	names := strings.Join(r.names, ", ")
	switch {
	case set < r.min:
		return wrong("must have one of %s", names)
	case set > r.max:
		return wrong("may have only one of %s", names)
	}
	return nil
}

func checkAttribute(a *attr, want *attribute) *fault {
	switch want.kind {
	case wholeNumber:
		if a.kind != numberValue {
			return wrong("must be a whole number")
		}
		if a.n < want.low || a.n > want.high {
			if want.low == want.high {
				return wrong("must be %d, not %d", want.low, a.n)
			}
			return wrong("must be between %d and %d, not %d", want.low, want.high, a.n)
		}
		return nil
	case truth:
		if a.kind != boolValue {
			return wrong("must be true or false")
		}
		return nil
	}
	if a.kind != stringValue {
		return wrong("must be text")
	}
	if a.s == "" {
		if want.required {
			return wrong("must not be empty")
		}
		return nil
	}
	return checkString(a.s, want.kind)
}

func checkString(s string, kind attrKind) *fault {
	if most := maxLength(kind); len(s) > most && utf8.RuneCountInString(s) > most {
		return wrong("is longer than %d characters", most)
	}
	if c, bad := control(s, kind == manyLines); bad {
		return wrong("has the control character %U", c)
	}
	ok := true
	switch kind {
	case ident:
		ok = identity(s)
	case linkAddr:
		ok = linkAddress(s)
	case webAddr:
		ok = webAddress(s)
	}
	if !ok {
		return wrong("must be %s, not %s", kindNames[kind], quote(s))
	}
	return nil
}

var kindNames = map[attrKind]string{
	ident:    "an id",
	linkAddr: "an http, https, mailto or tel address, or a path or fragment of this site",
	webAddr:  "an http or https address",
}

func maxLength(kind attrKind) int {
	switch kind {
	case ident:
		return 64
	case linkAddr, webAddr:
		return MaxAddress
	case manyLines:
		return MaxMarkup
	}
	return MaxLine
}

const identPattern = `^[0-9A-Za-z_-]+$`

func identity(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(c rune) bool {
		return c != '_' && c != '-' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')
	})
}

// control finds a control character, or a byte that is no UTF-8; line breaks and tabs are none where they are kept.
func control(s string, plain bool) (rune, bool) {
	for i, c := range s {
		switch {
		case c == '\n' || c == '\t':
			if !plain {
				return c, true
			}
		case c < ' ', c >= 0x7f && c <= 0x9f:
			return c, true
		case c == utf8.RuneError:
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return c, true
			}
		}
	}
	return 0, false
}
