package web

import (
	"net/http/httptest"
	"net/netip"
	"testing"
)

func TestClientAddress(t *testing.T) {
	ours := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8")}
	for _, test := range []struct {
		name, remote string
		forwarded    []string
		proxies      []netip.Prefix
		want         string
	}{
		{"nothing in between", "203.0.113.7:4000", nil, ours, "203.0.113.7"},
		{"a reader who says to be another", "203.0.113.7:4000", []string{"198.51.100.1"}, ours, "203.0.113.7"},
		{"nobody is believed", "127.0.0.1:4000", []string{"198.51.100.1"}, nil, "127.0.0.1"},
		{"one proxy", "127.0.0.1:4000", []string{"198.51.100.1"}, ours, "198.51.100.1"},
		{"one proxy, and what the reader wrote before it", "127.0.0.1:4000", []string{"1.2.3.4, 198.51.100.1"}, ours, "198.51.100.1"},
		{"two proxies", "127.0.0.1:4000", []string{"198.51.100.1, 10.0.0.3"}, ours, "198.51.100.1"},
		{"in two fields", "127.0.0.1:4000", []string{"198.51.100.1", "10.0.0.3"}, ours, "198.51.100.1"},
		{"with a port", "127.0.0.1:4000", []string{"198.51.100.1:5555"}, ours, "198.51.100.1"},
		{"IPv6", "[::1]:4000", []string{"2001:db8::7"}, []netip.Prefix{netip.MustParsePrefix("::1/128")}, "2001:db8::7"},
		{"IPv6 with a port", "127.0.0.1:4000", []string{"[2001:db8::7]:5"}, ours, "2001:db8::7"},
		{"IPv4 in IPv6", "[::ffff:127.0.0.1]:4000", []string{"198.51.100.1"}, ours, "198.51.100.1"},
		{"no address", "127.0.0.1:4000", []string{"unknown"}, ours, "127.0.0.1"},
		{"an empty field", "127.0.0.1:4000", []string{""}, ours, "127.0.0.1"},
		{"no connection", "pipe", nil, ours, ""},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = test.remote
		if test.forwarded != nil {
			r.Header["X-Forwarded-For"] = test.forwarded
		}
		if got := clientAddress(r, test.proxies); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func FuzzClientAddress(f *testing.F) {
	f.Add("127.0.0.1:1", "a, b,, [::1], 1.2.3.4")
	f.Fuzz(func(t *testing.T, remote, forwarded string) {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = remote
		r.Header.Set("X-Forwarded-For", forwarded)
		if got := clientAddress(r, []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")}); got != "" {
			if _, err := netip.ParseAddr(got); err != nil {
				t.Errorf("%q by way of %q is %q", remote, forwarded, got)
			}
		}
	})
}
