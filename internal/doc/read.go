package doc

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// maxAttrs bounds the attributes and marks of one node while they are read; no kind of node has more.
const maxAttrs = 8

// reader reads the JSON form into nodes. A key that stands twice is refused, as is anything after the end.
type reader struct {
	scanner
	budget
}

func readTree(data []byte) (node, *fault) {
	if len(data) > MaxBytes {
		return node{}, wrong("is larger than %d bytes", MaxBytes)
	}
	if !utf8.Valid(data) {
		return node{}, wrong("is not valid UTF-8")
	}
	r := reader{scanner{data: data}, newBudget()}
	root, f := r.node(0)
	if f != nil {
		return node{}, f
	}
	if r.next(); r.pos < len(data) {
		return node{}, wrong("has something after its end")
	}
	return root, nil
}

// open takes the bracket that a value begins with, if the value is of that kind.
func (r *reader) open(bracket byte, what string) *fault {
	if r.take(bracket) {
		return nil
	}
	return r.another(what)
}

// another is the fault of a value of another kind than it must be, or of no value at all.
func (r *reader) another(what string) *fault {
	if strings.IndexByte(`{["tfn-0123456789`, r.next()) < 0 {
		return r.broken()
	}
	return wrong("must be %s", what)
}

func (r *reader) text() (string, *fault) {
	if r.next() != '"' {
		return "", r.another("text")
	}
	s, f := r.str()
	if f == nil {
		f = r.spend(s)
	}
	return s, f
}

// object reads an object key by key; field reads the value of one.
func (r *reader) object(field func(key string) *fault) *fault {
	if f := r.open('{', "an object"); f != nil {
		return f
	}
	for first := true; ; first = false {
		more, f := r.more('}', first)
		if f != nil || !more {
			return f
		}
		key, f := r.str()
		if f != nil {
			return f
		}
		if !r.take(':') {
			return r.broken()
		}
		if f := field(key); f != nil {
			return f
		}
	}
}

var nodeKeys = []string{"type", "attrs", "content", "text", "marks"}

func (r *reader) node(depth int) (node, *fault) {
	var n node
	if f := r.enter(depth); f != nil {
		return n, f
	}
	var seen [5]bool
	f := r.object(func(key string) (f *fault) {
		i := slices.Index(nodeKeys, key)
		if i < 0 {
			return wrong("has the unknown property %s", quote(key))
		}
		if seen[i] {
			return wrong("stands twice").at(key)
		}
		seen[i] = true
		switch key {
		case "type":
			n.kind, f = r.text()
		case "attrs":
			n.attrs, f = r.attributes()
		case "content":
			n.content, f = r.nodes(depth, MaxNodes)
		case "text":
			n.hasText = true
			n.text, f = r.text()
		case "marks":
			n.marks, f = r.nodes(depth, maxAttrs)
		}
		if f != nil {
			f.at(key)
		}
		return f
	})
	return n, f
}

func (r *reader) nodes(depth, most int) ([]node, *fault) {
	if f := r.open('[', "a list"); f != nil {
		return nil, f
	}
	ns := []node{}
	for i := 0; ; i++ {
		more, f := r.more(']', i == 0)
		if f != nil || !more {
			return ns, f
		}
		if i == most {
			return nil, wrong("has more than %d entries", most)
		}
		n, f := r.node(depth + 1)
		if f != nil {
			return nil, f.entry(i)
		}
		ns = append(ns, n)
	}
}

func (r *reader) attributes() ([]attr, *fault) {
	var attrs []attr
	f := r.object(func(key string) *fault {
		if len(attrs) == maxAttrs {
			return wrong("has more than %d attributes", maxAttrs)
		}
		for _, a := range attrs {
			if a.name == key {
				return wrong("stands twice").at(safeStep(key))
			}
		}
		a, f := r.attribute(key)
		if f != nil {
			return f.at(safeStep(key))
		}
		attrs = append(attrs, a)
		return nil
	})
	return attrs, f
}

func (r *reader) attribute(name string) (a attr, f *fault) {
	a.name = name
	switch c := r.next(); {
	case c == '"':
		a.s, f = r.text()
	case c == 't' || c == 'f':
		var word string
		word, f = r.word()
		a.kind, a.b = boolValue, word == "true"
	case c == '-' || c >= '0' && c <= '9':
		var whole bool
		a.kind = numberValue
		if a.n, whole, f = r.number(); f == nil && !whole {
			f = wrong("must be a whole number")
		}
	default:
		f = r.another("text, a number, true or false")
	}
	return a, f
}

// safeStep makes a foreign key fit for a path in a message.
func safeStep(key string) string {
	for _, c := range key {
		if c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return quote(key)
		}
	}
	if key == "" || len(key) > 40 {
		return quote(key)
	}
	return key
}
