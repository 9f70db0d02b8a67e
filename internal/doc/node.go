package doc

import (
	"errors"
	"fmt"
	"strings"

	"masthead/internal/errs"
)

// node is a node or mark of the JSON form, before its kind is known to be one of ours. Text may stand on any node
// until it is checked.
type node struct {
	kind    string
	attrs   []attr
	content []node
	text    string
	hasText bool
	marks   []node
}

// attr is a value of the kind that JSON gave it.
type attr struct {
	name string
	kind valueKind
	s    string
	n    int
	b    bool
}

type valueKind int

const (
	stringValue valueKind = iota
	numberValue
	boolValue
)

func (n *node) str(name string) string { return n.attr(name).s }
func (n *node) num(name string) int    { return n.attr(name).n }
func (n *node) is(name string) bool    { return n.attr(name).b }

func (n *node) attr(name string) attr {
	for _, a := range n.attrs {
		if a.name == name {
			return a
		}
	}
	return attr{}
}

// setStr and its kin leave out the zero value, which means the same as the attribute's absence.
func (n *node) setStr(name, s string) {
	if s != "" {
		n.attrs = append(n.attrs, attr{name: name, s: s})
	}
}

func (n *node) setNum(name string, v int) {
	if v != 0 {
		n.attrs = append(n.attrs, attr{name: name, kind: numberValue, n: v})
	}
}

func (n *node) setFlag(name string, v bool) {
	if v {
		n.attrs = append(n.attrs, attr{name: name, kind: boolValue, b: v})
	}
}

// fault is what is wrong with a document, and where: its path grows on the way up to the root.
type fault struct {
	path []string // innermost first
	what string
}

func (f *fault) Error() string {
	if len(f.path) == 0 {
		return "the document " + f.what
	}
	var b strings.Builder
	for i := len(f.path) - 1; i >= 0; i-- {
		if b.Len() > 0 && f.path[i][0] != '[' {
			b.WriteByte('.')
		}
		b.WriteString(f.path[i])
	}
	return b.String() + " " + f.what
}

func wrong(format string, args ...any) *fault { return &fault{what: fmt.Sprintf(format, args...)} }

func (f *fault) at(step string) *fault {
	f.path = append(f.path, step)
	return f
}

func (f *fault) entry(i int) *fault { return f.at(fmt.Sprintf("[%d]", i)) }

func (f *fault) public() error { return errs.Wrap(f, errs.Invalid, "%s", f.Error()) }

// Fault returns where in a document an error of Parse or Validate is ("content[3].attrs.level", "" for the whole), and
// what is wrong there.
func Fault(err error) (place, what string, ok bool) {
	f, ok := errors.AsType[*fault](err)
	if !ok {
		return "", "", false
	}
	if len(f.path) == 0 {
		return "", f.what, true
	}
	return strings.TrimSuffix(f.Error(), " "+f.what), f.what, true
}

// budget is what is left of a document's bounds while it is read or built.
type budget struct{ nodes, text int }

func newBudget() budget { return budget{MaxNodes, MaxText} }

func (b *budget) enter(depth int) *fault {
	if depth > MaxDepth {
		return wrong("is nested more than %d deep", MaxDepth)
	}
	if b.nodes--; b.nodes < 0 {
		return wrong("goes beyond the %d blocks and runs of text that a document may have", MaxNodes)
	}
	return nil
}

func (b *budget) spend(s string) *fault {
	if b.text -= len(s); b.text < 0 {
		return wrong("goes beyond the %d bytes of text that a document may have", MaxText)
	}
	return nil
}

// quote shows foreign text in a message, cut to a bearable length.
func quote(s string) string {
	if len(s) > 40 {
		s = strings.ToValidUTF8(s[:40], "") + "…"
	}
	return fmt.Sprintf("%q", s)
}
