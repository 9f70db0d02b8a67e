package web

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Encoding is a content coding of HTTP.
type Encoding uint8

// The codings served, the least wanted first: where a client likes several equally, the later one is sent.
const (
	Identity Encoding = iota
	Gzip
	Zstd
	Brotli
	encodings
)

func (e Encoding) String() string { return [...]string{"identity", "gzip", "zstd", "br"}[e] }

// An Accept-Encoding field beyond these bounds is no browser's, and is answered as if it were absent.
const (
	maxAcceptEncoding = 1024
	maxCodings        = 32
)

// unlisted marks a coding that the client does not name.
const unlisted = -1

// Negotiate chooses the coding of an answer from those available besides identity, as RFC 9110 section 12.5.3 says. A
// field that does not parse is answered with identity. It returns false where the client refuses all that there is.
func Negotiate(h http.Header, available ...Encoding) (Encoding, bool) {
	fields := h["Accept-Encoding"]
	if len(fields) == 0 {
		return Identity, true
	}
	field := fields[0]
	if len(fields) > 1 {
		field = strings.Join(fields, ",")
	}
	weights, ok := acceptEncoding(field)
	if !ok {
		return Identity, true
	}
	best, weight := Identity, weights[Identity]
	for _, e := range available {
		if q := weights[e]; q > 0 && (q > weight || q == weight && e > best) {
			best, weight = e, q
		}
	}
	return best, weight > 0
}

// acceptEncoding returns the weight, in thousandths, of each coding that is served.
func acceptEncoding(field string) ([encodings]int, bool) {
	weights := [encodings]int{unlisted, unlisted, unlisted, unlisted}
	if len(field) > maxAcceptEncoding {
		return weights, false
	}
	star := unlisted
	for n := 0; field != ""; n++ {
		var element string
		element, field, _ = strings.Cut(field, ",")
		element = strings.Trim(element, " \t")
		if element == "" {
			continue
		}
		name, weight, ok := coding(element)
		if !ok || n >= maxCodings {
			return weights, false
		}
		switch {
		case name == "*":
			star = weight
		case strings.EqualFold(name, "br"):
			weights[Brotli] = weight
		case strings.EqualFold(name, "zstd"):
			weights[Zstd] = weight
		case strings.EqualFold(name, "gzip"), strings.EqualFold(name, "x-gzip"):
			weights[Gzip] = weight
		case strings.EqualFold(name, "identity"):
			weights[Identity] = weight
		}
	}
	if weights[Identity] == unlisted && star != 0 {
		weights[Identity] = 1 // acceptable unless it is refused, but after everything that is named
	}
	for e, w := range weights {
		if w == unlisted {
			weights[e] = max(star, 0)
		}
	}
	return weights, true
}

// coding reads one element of the field: a token, and perhaps its weight.
func coding(element string) (name string, weight int, ok bool) {
	name, parameter, weighted := strings.Cut(element, ";")
	name = strings.TrimRight(name, " \t")
	if !isToken(name) {
		return "", 0, false
	}
	if !weighted {
		return name, 1000, true
	}
	key, value, _ := strings.Cut(strings.Trim(parameter, " \t"), "=")
	if !strings.EqualFold(key, "q") {
		return "", 0, false
	}
	weight, ok = qvalue(value)
	return name, weight, ok
}

// qvalue reads a weight of at most three decimals, in thousandths.
func qvalue(s string) (int, bool) {
	if len(s) == 0 || len(s) > 5 || s[0] != '0' && s[0] != '1' || len(s) > 1 && s[1] != '.' {
		return 0, false
	}
	q, unit := int(s[0]-'0')*1000, 100
	for i := 2; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		q += int(s[i]-'0') * unit
		unit /= 10
	}
	return q, q <= 1000
}

func isToken(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`"(),/:;<=>?@[\]{}`, c) >= 0 {
			return false
		}
	}
	return s != ""
}

// smallest is the size under which compressing saves no packet.
const smallest = 256

// worthwhile reports whether a body of this type and size gains by being compressed.
func worthwhile(contentType string, size int) bool {
	if size < smallest {
		return false
	}
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return false
	}
	switch media {
	case "application/json", "application/javascript", "application/xml", "application/wasm", "image/x-icon", "font/ttf":
		return true
	}
	return strings.HasPrefix(media, "text/") || strings.HasSuffix(media, "+json") || strings.HasSuffix(media, "+xml")
}

// Effort says how much time a compression may take.
type Effort int

// Quick is for a page that a reader waits for: under a millisecond for 60 kB. Thorough is for what never changes.
const (
	Quick Effort = iota
	Thorough
)

// Compress encodes a body.
func Compress(e Encoding, effort Effort, body []byte) []byte {
	if e == Identity {
		return body
	}
	if e == Zstd {
		return zstdEncoders[effort]().EncodeAll(body, make([]byte, 0, len(body)/3))
	}
	var out bytes.Buffer
	out.Grow(len(body) / 3)
	pool := &compressors[effort][e]
	w, pooled := pool.Get().(resetWriter)
	if !pooled {
		w = newCompressor(e, effort)
	}
	w.Reset(&out)
	// Neither fails: a buffer takes every write.
	_, _ = w.Write(body)
	_ = w.Close()
	pool.Put(w)
	return bytes.Clone(out.Bytes())
}

type resetWriter interface {
	io.WriteCloser
	Reset(io.Writer)
}

// A compressor holds up to a megabyte of tables, which is worth keeping between pages.
var compressors [2][encodings]sync.Pool

func newCompressor(e Encoding, effort Effort) resetWriter {
	if e == Brotli && effort == Quick {
		return brotli.NewWriterV2(nil, 3)
	}
	if e == Brotli {
		return brotli.NewWriterLevel(nil, 9)
	}
	level := 6
	if effort == Thorough {
		level = 9
	}
	w, err := gzip.NewWriterLevel(nil, level)
	if err != nil {
		panic(err) // the levels above are in range
	}
	return w
}

// Browsers take a window of 8 MB at the most; a page fits in one, with memory to spare.
func newZstd(level zstd.EncoderLevel) *zstd.Encoder {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(level), zstd.WithWindowSize(1<<20), zstd.WithEncoderConcurrency(2))
	if err != nil {
		panic(err) // the options above are valid
	}
	return w
}

var zstdEncoders = [...]func() *zstd.Encoder{
	Quick:    sync.OnceValue(func() *zstd.Encoder { return newZstd(zstd.SpeedDefault) }),
	Thorough: sync.OnceValue(func() *zstd.Encoder { return newZstd(zstd.SpeedBestCompression) }),
}
