package doc

import (
	"strconv"
	"unicode/utf8"
)

// scanner takes JSON apart: strictly as RFC 8259 has it, and half a surrogate pair is an error. It is here because a body
// is read for every page that is rendered, and over encoding/json's tokens that took four times as long. Its data must be
// valid UTF-8.
type scanner struct {
	data []byte
	pos  int
}

func (s *scanner) broken() *fault {
	if s.pos >= len(s.data) {
		return wrong("is not JSON: it ends too early")
	}
	return wrong("is not JSON at byte %d", s.pos)
}

// next returns the byte that comes next but for white space, without taking it: 0 at the end.
func (s *scanner) next() byte {
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; c {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return c
		}
	}
	return 0
}

// take takes c, if it comes next.
func (s *scanner) take(c byte) bool {
	if s.next() != c || s.pos == len(s.data) {
		return false
	}
	s.pos++
	return true
}

// more is asked before each member of a list or object that ends with end: whether there is one. first says that none
// came before.
func (s *scanner) more(end byte, first bool) (bool, *fault) {
	if s.take(end) {
		return false, nil
	}
	if !first && !s.take(',') {
		return false, s.broken()
	}
	return true, nil
}

// str takes a string.
func (s *scanner) str() (string, *fault) {
	if !s.take('"') {
		return "", s.broken()
	}
	start := s.pos
	for ; s.pos < len(s.data); s.pos++ {
		switch c := s.data[s.pos]; {
		case c == '"':
			s.pos++
			return nameOf(s.data[start : s.pos-1]), nil
		case c == '\\':
			return s.escaped(start)
		case c < ' ':
			return "", s.broken()
		}
	}
	return "", s.broken()
}

// escaped takes the rest of a string that has an escape at the scanner's place.
func (s *scanner) escaped(start int) (string, *fault) {
	b := append([]byte(nil), s.data[start:s.pos]...)
	for s.pos < len(s.data) {
		c := s.data[s.pos]
		switch {
		case c == '"':
			s.pos++
			return string(b), nil
		case c < ' ':
			return "", s.broken()
		case c != '\\':
			b = append(b, c)
			s.pos++
			continue
		}
		r, ok := s.escape()
		if !ok {
			return "", s.broken()
		}
		b = utf8.AppendRune(b, r)
	}
	return "", s.broken()
}

var escapes = map[byte]rune{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// escape takes one escape, both halves of a surrogate pair.
func (s *scanner) escape() (rune, bool) {
	if s.pos+1 >= len(s.data) {
		s.pos = len(s.data)
		return 0, false
	}
	if c := s.data[s.pos+1]; c != 'u' {
		r, ok := escapes[c]
		if ok {
			s.pos += 2
		}
		return r, ok
	}
	r, ok := s.unit()
	if !ok || r < 0xd800 || r > 0xdfff {
		return r, ok
	}
	low, ok := s.unit()
	return (r-0xd800)<<10 + low - 0xdc00 + 0x10000, ok && r < 0xdc00 && low >= 0xdc00 && low <= 0xdfff
}

// unit takes \u and four hexadecimal digits.
func (s *scanner) unit() (rune, bool) {
	const length = len(`\u0000`)
	if len(s.data)-s.pos < length || s.data[s.pos] != '\\' || s.data[s.pos+1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(s.data[s.pos+2:s.pos+length]), 16, 16)
	if err == nil {
		s.pos += length
	}
	return rune(n), err == nil
}

// word takes true, false or null.
func (s *scanner) word() (string, *fault) {
	s.next()
	for _, w := range [...]string{"true", "false", "null"} {
		if end := s.pos + len(w); end <= len(s.data) && string(s.data[s.pos:end]) == w {
			s.pos = end
			return w, nil
		}
	}
	return "", s.broken()
}

// number takes a number, and returns it if it is a whole one that fits an int.
func (s *scanner) number() (n int, whole bool, f *fault) {
	s.next()
	start := s.pos
	if s.at('-') {
		s.pos++
	}
	if s.at('0') {
		s.pos++
	} else if !s.digits() {
		return 0, false, s.broken()
	}
	end := s.pos
	if s.at('.') {
		if s.pos++; !s.digits() {
			return 0, false, s.broken()
		}
	}
	if s.at('e') || s.at('E') {
		if s.pos++; s.at('+') || s.at('-') {
			s.pos++
		}
		if !s.digits() {
			return 0, false, s.broken()
		}
	}
	n, err := strconv.Atoi(string(s.data[start:end]))
	return n, err == nil && end == s.pos, nil
}

func (s *scanner) at(c byte) bool { return s.pos < len(s.data) && s.data[s.pos] == c }

func (s *scanner) digits() bool {
	start := s.pos
	for s.pos < len(s.data) && s.data[s.pos] >= '0' && s.data[s.pos] <= '9' {
		s.pos++
	}
	return s.pos > start
}

// names holds the names of the JSON form, so that reading one costs no memory.
var names = func() map[string]string {
	names := map[string]string{}
	for _, grammars := range []map[string]*grammar{nodeGrammar, markGrammar} {
		for kind, g := range grammars {
			names[kind] = kind
			for _, a := range g.attrs {
				names[a.name] = a.name
			}
		}
	}
	for _, key := range nodeKeys {
		names[key] = key
	}
	return names
}()

func nameOf(b []byte) string {
	if name, ok := names[string(b)]; ok {
		return name
	}
	return string(b)
}
