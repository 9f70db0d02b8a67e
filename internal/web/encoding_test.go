package web

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const refused = Encoding(99)

var negotiations = []struct {
	accept string
	want   Encoding
}{
	{"", Identity},
	{" ", Identity},
	{"gzip", Gzip},
	{"GZip", Gzip},
	{"x-gzip", Gzip},
	{"br", Brotli},
	{"zstd", Zstd},
	{"deflate", Identity},
	{"identity", Identity},
	{"gzip, deflate, br, zstd", Brotli},
	{"gzip, deflate, zstd", Zstd},
	{"gzip, deflate", Gzip},
	{"gzip;q=1.0, br;q=0.8", Gzip},
	{"gzip;q=0.5,br;q=0.51", Brotli},
	{"gzip ; q=0.5 ,\tbr ; q=0.51", Brotli},
	{"gzip;q=0", Identity},
	{"gzip;q=0.000, br;q=0.0", Identity},
	{"gzip;q=0.001", Gzip},
	{"identity;q=0.5, gzip;q=0.4", Identity},
	{"identity, gzip", Gzip},
	{"*", Brotli},
	{"*;q=0.1", Brotli},
	{"br;q=0, *", Zstd},
	{"gzip;q=0.2, *;q=0.1", Gzip},
	{"identity;q=0", refused},
	{"*;q=0", refused},
	{"identity;q=0, gzip", Gzip},
	{"*;q=0, gzip", Gzip},
	{"*;q=0, identity", Identity},
	{"identity;q=0, *;q=0.1", Brotli},
	{",gzip,,", Gzip},
	// These do not parse, and are answered as if nothing had been said.
	{"gzip;q=2", Identity},
	{"gzip;q=1.001", Identity},
	{"gzip;q=0.1234", Identity},
	{"gzip;q=", Identity},
	{"gzip;q", Identity},
	{"gzip;level=3", Identity},
	{"gzip;q=0.5;x=1", Identity},
	{"gzip br", Identity},
	{"gzip;q=-1", Identity},
	{"gzip;q=1,\x00", Identity},
	{"gzip, (br)", Identity},
	{"gzip\u00e9", Identity},
	{strings.Repeat("gzip,", 300), Identity},
	{strings.Repeat("a,", 40) + "gzip", Identity},
}

func TestNegotiate(t *testing.T) {
	for _, test := range negotiations {
		got, ok := Negotiate(http.Header{"Accept-Encoding": {test.accept}}, Gzip, Zstd, Brotli)
		if !ok {
			got = refused
		}
		if got != test.want {
			t.Errorf("Accept-Encoding %q: got %d, want %d", test.accept, got, test.want)
		}
	}
	if got, ok := Negotiate(http.Header{}, Gzip, Brotli); got != Identity || !ok {
		t.Errorf("without the field: %v, %t", got, ok)
	}
	if got, _ := Negotiate(http.Header{"Accept-Encoding": {"gzip;q=0.5", "zstd, br;q=0.1"}}, Gzip, Brotli); got != Gzip {
		t.Errorf("two fields, zstd not available: %v, want gzip", got)
	}
}

func FuzzNegotiate(f *testing.F) {
	for _, test := range negotiations {
		f.Add(test.accept)
	}
	f.Fuzz(func(t *testing.T, accept string) {
		got, ok := Negotiate(http.Header{"Accept-Encoding": {accept}}, Gzip, Zstd, Brotli)
		lower := strings.ToLower(accept)
		if got != Identity && !strings.Contains(lower, got.String()) && !strings.Contains(accept, "*") {
			t.Errorf("%q: chose %v, which is not accepted", accept, got)
		}
		if !ok && !strings.Contains(accept, "0") {
			t.Errorf("%q: refused, but it excludes nothing", accept)
		}
	})
}

func expand(e Encoding, body []byte) ([]byte, error) {
	switch e {
	case Brotli:
		return io.ReadAll(brotli.NewReader(bytes.NewReader(body)))
	case Zstd:
		r, err := zstd.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		defer r.Close()
		return io.ReadAll(r)
	case Gzip:
		r, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		return io.ReadAll(r)
	}
	return body, nil
}

func FuzzCompress(f *testing.F) {
	f.Add([]byte(""))
	f.Add([]byte(strings.Repeat("The storm took the pier. ", 400)))
	f.Fuzz(func(t *testing.T, body []byte) {
		for e := Identity; e < encodings; e++ {
			for _, effort := range []Effort{Quick, Thorough} {
				got, err := expand(e, Compress(e, effort, body))
				if err != nil || !bytes.Equal(got, body) {
					t.Errorf("%v does not give back what went in: %v", e, err)
				}
			}
		}
	})
}

// prose is text of the size and density of an article page.
func prose() []byte {
	var b bytes.Buffer
	words := strings.Fields("the harbour council voted after a long night to keep ferry open while storm warnings rose along coast and mayor said that money would come from bridge fund")
	for i := range 9000 {
		fmt.Fprintf(&b, "%s ", words[(i*i+i/7*13)%len(words)])
		if i%60 == 0 {
			fmt.Fprintf(&b, "</p>\n<p id=\"p%d\">", i)
		}
	}
	return b.Bytes()
}

func BenchmarkCompress(b *testing.B) {
	body := prose()
	for e := Gzip; e < encodings; e++ {
		b.Run(e.String(), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				Compress(e, Quick, body)
			}
		})
	}
}
