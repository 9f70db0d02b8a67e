package importer

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

func TestPublicOnly(t *testing.T) {
	for address, public := range map[string]bool{
		"93.184.216.34:443": true, "93.184.216.34:80": true, "[2606:2800:220:1::1]:443": true,
		"93.184.216.34:22": false, "127.0.0.1:80": false, "127.8.8.8:80": false, "0.0.0.0:80": false, "10.1.2.3:80": false, "172.16.0.1:80": false, "192.168.1.1:443": false,
		"169.254.169.254:80": false, "100.64.0.1:80": false, "100.127.255.255:80": false, "100.128.0.1:80": true, "192.0.0.8:80": false, "198.18.0.1:80": false,
		"224.0.0.1:80": false, "240.0.0.1:80": false, "255.255.255.255:80": false, "203.0.113.9:80": false,
		"[::1]:80": false, "[::]:80": false, "[fe80::1%25eth0]:80": false, "[fe80::1%eth0]:80": false, "[fc00::1]:80": false, "[fd12::1]:443": false, "[ff02::1]:80": false,
		"[::ffff:127.0.0.1]:80": false, "[::ffff:10.0.0.1]:80": false, "[::ffff:93.184.216.34]:80": true, "[64:ff9b::7f00:1]:80": false, "[64:ff9b:1::7f00:1]:80": false, "[::ffff:0:7f00:1]:80": false, "[::7f00:1]:80": false, "[2002:7f00:1::]:80": false,
		"[2001:db8::1]:80": false, "[fec0::1]:80": false, "[2001::1]:80": false,
	} {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			t.Fatal(err)
		}
		if err := publicOnly(to); (err == nil) != public {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestFetchRefusesPrivateHosts(t *testing.T) {
	asked := false
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer server.Close()
	f := newFetcher(publicOnly)
	for _, address := range []string{server.URL, strings.Replace(server.URL, "127.0.0.1", "localhost", 1), "http://[::1]:80/", "http://169.254.169.254/latest/meta-data/", "http://0x7f000001/"} {
		if _, err := f.fetch(t.Context(), address); err == nil {
			t.Errorf("%s was fetched", address)
		}
	}
	for _, address := range []string{"file:///etc/passwd", "ftp://example.org/x", "http://", "https://user:password@example.org/", "%zz", "gopher://x/"} {
		if _, err := f.fetch(t.Context(), address); err == nil || !strings.Contains(err.Error(), "address") {
			t.Errorf("%s: %v", address, err)
		}
	}
	if asked {
		t.Error("the private server was asked")
	}
}

// TestFetch fetches from a local server, which stands for a public one.
func TestFetch(t *testing.T) {
	private := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "private") }))
	defer private.Close()
	mux := http.NewServeMux()
	mux.HandleFunc("/picture", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "picture") })
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/picture", http.StatusFound) })
	mux.HandleFunc("/circle", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/circle", http.StatusFound) })
	mux.HandleFunc("/inwards", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, private.URL, http.StatusFound) })
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "file:///etc/passwd")
		w.WriteHeader(302)
	})
	mux.HandleFunc("/declared", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "99999999999") })
	mux.HandleFunc("/endless", func(w http.ResponseWriter, _ *http.Request) {
		for chunk := make([]byte, 1<<20); ; {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	public := netip.MustParseAddrPort(strings.TrimPrefix(server.URL, "http://"))
	f := newFetcher(func(to netip.AddrPort) error {
		if to == public {
			return nil
		}
		return publicOnly(to)
	})
	for path, want := range map[string]string{"/picture": "picture", "/moved": "picture"} {
		body, err := f.fetch(t.Context(), server.URL+path)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		got, _ := io.ReadAll(body)
		if body.Close(); string(got) != want {
			t.Errorf("%s: %q", path, got)
		}
	}
	for path, want := range map[string]string{"/missing": "answered 404", "/circle": "redirects too often", "/inwards": "not on the public internet", "/file": "none of the web", "/declared": "larger than 32 MB"} {
		if _, err := f.fetch(t.Context(), server.URL+path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, not %q", path, err, want)
		}
	}
	body, err := f.fetch(t.Context(), server.URL+"/endless")
	if err != nil {
		t.Fatal(err)
	}
	n, err := io.Copy(io.Discard, body)
	body.Close()
	if err == nil || !strings.Contains(err.Error(), "larger than") || n > maxFetchBytes+1<<20 {
		t.Errorf("%d bytes, %v", n, err)
	}
}

func TestFetchLeavesADeadHostAlone(t *testing.T) {
	tries := 0
	f := newFetcher(func(netip.AddrPort) error { tries++; return privateError{} })
	var last error
	for range maxHostFailures + 5 {
		_, last = f.fetch(t.Context(), "http://127.0.0.1:9/x.jpg")
	}
	if tries != maxHostFailures || last == nil || !strings.Contains(last.Error(), "did not answer") {
		t.Errorf("%d tries, %v", tries, last)
	}
}
