package doc

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"
)

// maxAttrs bounds the attributes and marks of one node while they are read; no kind of node has more.
const maxAttrs = 8

// reader reads the JSON form into nodes, strictly: what encoding/json would forgive (a key twice, broken UTF-8, half a
// surrogate pair, words after the end) is refused.
type reader struct {
	dec *json.Decoder
	budget
}

func readTree(data []byte) (node, *fault) {
	if len(data) > MaxBytes {
		return node{}, wrong("is larger than %d bytes", MaxBytes)
	}
	if !utf8.Valid(data) || loneSurrogate(data) {
		return node{}, wrong("is not valid UTF-8")
	}
	r := reader{json.NewDecoder(bytes.NewReader(data)), newBudget()}
	r.dec.UseNumber()
	root, f := r.node(0)
	if f != nil {
		return node{}, f
	}
	if _, err := r.dec.Token(); err != io.EOF {
		return node{}, wrong("has something after its end")
	}
	return root, nil
}

// token returns the next token of any kind.
func (r *reader) token() (json.Token, *fault) {
	t, err := r.dec.Token()
	if err == nil {
		return t, nil
	}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return nil, wrong("is not JSON at byte %d: %v", syntax.Offset, syntax)
	}
	return nil, wrong("is not JSON: it ends too early")
}

func (r *reader) open(delim json.Delim, what string) *fault {
	t, f := r.token()
	if f == nil && t != delim {
		f = wrong("must be %s", what)
	}
	return f
}

func (r *reader) stringToken() (string, *fault) {
	t, f := r.token()
	if f != nil {
		return "", f
	}
	s, ok := t.(string)
	if !ok {
		return "", wrong("must be text")
	}
	return s, r.budget.string(s)
}

// object reads an object key by key; field reads the value of one.
func (r *reader) object(field func(key string) *fault) *fault {
	if f := r.open('{', "an object"); f != nil {
		return f
	}
	for r.dec.More() {
		t, f := r.token()
		if f != nil {
			return f
		}
		key, _ := t.(string)
		if f := field(key); f != nil {
			return f
		}
	}
	_, f := r.token()
	return f
}

var nodeKeys = []string{"type", "attrs", "content", "text", "marks"}

func (r *reader) node(depth int) (node, *fault) {
	var n node
	if f := r.budget.node(depth); f != nil {
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
			n.kind, f = r.stringToken()
		case "attrs":
			n.attrs, f = r.attributes()
		case "content":
			n.content, f = r.nodes(depth, MaxNodes)
		case "text":
			n.hasText = true
			n.text, f = r.stringToken()
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
	for i := 0; r.dec.More(); i++ {
		if i == most {
			return nil, wrong("has more than %d entries", most)
		}
		n, f := r.node(depth + 1)
		if f != nil {
			return nil, f.entry(i)
		}
		ns = append(ns, n)
	}
	_, f := r.token()
	return ns, f
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

func (r *reader) attribute(name string) (attr, *fault) {
	a := attr{name: name}
	t, f := r.token()
	if f != nil {
		return a, f
	}
	switch v := t.(type) {
	case string:
		a.kind, a.s = stringValue, v
		return a, r.budget.string(v)
	case bool:
		a.kind, a.b = boolValue, v
	case json.Number:
		n, err := strconv.Atoi(string(v))
		if err != nil {
			return a, wrong("must be a whole number")
		}
		a.kind, a.n = numberValue, n
	default:
		return a, wrong("must be text, a number, true or false")
	}
	return a, nil
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

// loneSurrogate reports whether a \u escape names one half of a surrogate pair alone, which encoding/json would
// silently turn into another character.
func loneSurrogate(data []byte) bool {
	for i := 0; ; {
		j := bytes.IndexByte(data[i:], '\\')
		if j < 0 {
			return false
		}
		i += j
		u, ok := unicodeEscape(data[i:])
		switch {
		case !ok:
			i += 2
		case u>>10 == 0xd800>>10:
			low, ok := unicodeEscape(data[i+6:])
			if !ok || low>>10 != 0xdc00>>10 {
				return true
			}
			i += 12
		case u>>10 == 0xdc00>>10:
			return true
		default:
			i += 6
		}
		if i > len(data) {
			return false
		}
	}
}

func unicodeEscape(data []byte) (uint64, bool) {
	if len(data) < 6 || data[0] != '\\' || data[1] != 'u' {
		return 0, false
	}
	u, err := strconv.ParseUint(string(data[2:6]), 16, 16)
	return u, err == nil
}
