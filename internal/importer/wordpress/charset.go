package wordpress

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

var declared = regexp.MustCompile(`^<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

// decode returns r as UTF-8, whatever encoding its first bytes declare.
func decode(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	head, err := b.Peek(200)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		b.Discard(3)
		return b, nil
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return transform.NewReader(b, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()), nil
	}
	m := declared.FindSubmatch(head)
	if m == nil || strings.EqualFold(string(m[1]), "utf-8") || strings.EqualFold(string(m[1]), "utf8") {
		return b, nil
	}
	decoded, err := charset.NewReaderLabel(string(m[1]), b)
	if err != nil {
		return nil, fmt.Errorf("its encoding %q is unknown", m[1])
	}
	return decoded, nil
}

// scrubber feeds the XML parser byte by byte. Real exports hold what XML forbids: control characters become spaces, and
// bytes that are no UTF-8 are read as Windows-1252, which is what they nearly always are.
type scrubber struct {
	r        io.Reader
	raw      []byte // read, not yet scrubbed: an unfinished rune
	out      []byte // scrubbed
	pos      int
	err      error
	total    int64
	budget   int64 // what one token may still take, so that none outgrows memory
	repaired int64
	line     int // of the first byte of out
	column   int
}

var (
	errTokenTooLarge = errors.New("one field is too large")
	errFileTooLarge  = fmt.Errorf("the file is larger than %d GB", maxFile>>30)
)

func newScrubber(r io.Reader) *scrubber {
	return &scrubber{r: r, raw: make([]byte, 0, 1<<16), out: make([]byte, 0, 1<<16), line: 1, column: 1}
}

// ReadByte returns the next byte of well-formed text.
func (s *scrubber) ReadByte() (byte, error) {
	if s.pos == len(s.out) {
		if err := s.fill(); err != nil {
			return 0, err
		}
	}
	if s.budget--; s.budget < 0 {
		return 0, errTokenTooLarge
	}
	c := s.out[s.pos]
	s.pos++
	return c, nil
}

// Read is there because the parser asks for an io.Reader; it calls ReadByte.
func (s *scrubber) Read(p []byte) (int, error) {
	c, err := s.ReadByte()
	if err != nil || len(p) == 0 {
		return 0, err
	}
	p[0] = c
	return 1, nil
}

// position is where the next byte stands.
func (s *scrubber) position() (line, column int) { return advance(s.line, s.column, s.out[:s.pos]) }

func advance(line, column int, passed []byte) (int, int) {
	if i := bytes.LastIndexByte(passed, '\n'); i >= 0 {
		return line + bytes.Count(passed, []byte("\n")), len(passed) - i
	}
	return line, column + len(passed)
}

const (
	cdataOpen  = "<![CDATA["
	cdataClose = "]]>"
)

// cdata appends the CDATA section that begins at the next byte to dst, all at once; ok is false where there is none. It
// takes what nearly all of an export is past the parser, which would look at each byte.
func (s *scrubber) cdata(dst []byte, most int) (out []byte, ok bool, err error) {
	if len(s.out)-s.pos < len(cdataOpen) {
		if err := s.more(); err != nil {
			return dst, false, nil
		}
	}
	if !bytes.HasPrefix(s.out[s.pos:], []byte(cdataOpen)) {
		return dst, false, nil
	}
	s.pos += len(cdataOpen)
	for {
		rest := s.out[s.pos:]
		if i := bytes.Index(rest, []byte(cdataClose)); i >= 0 {
			s.pos += i + len(cdataClose)
			return append(dst, rest[:i]...), true, nil
		}
		keep := min(len(rest), len(cdataClose)-1)
		dst = append(dst, rest[:len(rest)-keep]...)
		s.pos += len(rest) - keep
		if len(dst) > most {
			return dst, true, errTokenTooLarge
		}
		if err := s.more(); err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return dst, true, err
		}
	}
}

// more reads on, and keeps what was read and not yet taken.
func (s *scrubber) more() error {
	s.line, s.column = s.position()
	s.out = s.out[:copy(s.out, s.out[s.pos:])]
	s.pos = 0
	return s.grow(len(s.out) + 1)
}

func (s *scrubber) fill() error {
	s.line, s.column = s.position()
	s.out, s.pos = s.out[:0], 0
	return s.grow(1)
}

// grow reads until at least most bytes can be taken.
func (s *scrubber) grow(most int) error {
	for len(s.out) < most {
		if s.err != nil && len(s.raw) == 0 {
			return s.err
		}
		if s.err == nil {
			n, err := s.r.Read(s.raw[len(s.raw):cap(s.raw)])
			s.raw, s.err = s.raw[:len(s.raw)+n], err
			if s.total += int64(n); s.total > maxFile {
				return errFileTooLarge
			}
		}
		s.scrub()
	}
	return nil
}

// scrub moves what is whole from raw to out.
func (s *scrubber) scrub() {
	b := s.raw
	for len(b) > 0 {
		n := clean(b)
		s.out = append(s.out, b[:n]...)
		b = b[n:]
		if len(b) == 0 {
			break
		}
		if b[0] < utf8.RuneSelf {
			s.out = append(s.out, ' ')
			s.repaired++
			b = b[1:]
			continue
		}
		if s.err == nil && !utf8.FullRune(b) {
			break
		}
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			if r = charmap.Windows1252.DecodeByte(b[0]); r < 0xa0 {
				r = utf8.RuneError
			}
			s.repaired++
		} else {
			r = utf8.RuneError // U+FFFE and U+FFFF, which XML forbids
			s.repaired++
		}
		s.out = utf8.AppendRune(s.out, r)
		b = b[size:]
	}
	s.raw = s.raw[:copy(s.raw, b)]
}

// clean returns the length of the longest prefix that XML allows as it stands.
func clean(b []byte) int {
	for i := 0; i < len(b); {
		c := b[i]
		if c < utf8.RuneSelf {
			if c < ' ' && c != '\n' && c != '\t' && c != '\r' {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 || r == 0xfffe || r == 0xffff {
			return i
		}
		i += size
	}
	return len(b)
}
