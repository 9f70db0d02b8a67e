package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"syscall"
	"time"
)

// Bounds on pictures fetched from other sites.
const (
	maxFetchBytes   = 32 << 20
	fetchTimeout    = 30 * time.Second
	maxFetches      = 200_000
	maxRedirects    = 5
	maxHostFailures = 10 // in a row, after which a host is left alone
	atOnce          = 4
)

// fetcher gets pictures over HTTP from public addresses only: an archive is written by others, and must not make this
// machine read what stands on its own network.
type fetcher struct {
	client  *http.Client
	mu      sync.Mutex
	fetches int
	failing map[string]int
}

// newFetcher returns a fetcher; allowed says which addresses it may connect to.
func newFetcher(allowed func(netip.AddrPort) error) *fetcher {
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		return allowed(to)
	}}
	return &fetcher{
		failing: map[string]int{},
		client: &http.Client{
			Timeout: fetchTimeout,
			Transport: &http.Transport{
				DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 20 * time.Second,
				MaxResponseHeaderBytes: 64 << 10, MaxConnsPerHost: atOnce, IdleConnTimeout: 30 * time.Second,
				DisableCompression: true, // a compressed picture is a bomb, not a picture
			},
			CheckRedirect: func(r *http.Request, via []*http.Request) error {
				if len(via) > maxRedirects {
					return errors.New("it redirects too often")
				}
				return checkURL(r.URL)
			},
		},
	}
}

func checkURL(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return errors.New("its address is none of the web")
	}
	return nil
}

// fetch reads the file at an address.
func (f *fetcher) fetch(ctx context.Context, address string) (io.ReadCloser, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, errors.New("its address is wrong")
	}
	if err := checkURL(u); err != nil {
		return nil, err
	}
	if err := f.begin(u.Host); err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, errors.New("its address is wrong")
	}
	request.Header.Set("User-Agent", "Masthead importer")
	request.Header.Set("Accept", "image/*")
	response, err := f.client.Do(request)
	f.end(u.Host, err == nil)
	if err != nil {
		return nil, plainCause(err)
	}
	switch {
	case response.StatusCode != http.StatusOK:
		err = fmt.Errorf("the site answered %d", response.StatusCode)
	case response.ContentLength > maxFetchBytes:
		err = errTooLarge
	}
	if err != nil {
		response.Body.Close()
		return nil, err
	}
	return &boundedBody{ReadCloser: response.Body, left: maxFetchBytes}, nil
}

var errTooLarge = fmt.Errorf("it is larger than %d MB", maxFetchBytes>>20)

// boundedBody fails, rather than ends, where a file is too large.
type boundedBody struct {
	io.ReadCloser
	left int64
}

func (b *boundedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}

func (f *fetcher) begin(host string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.failing[host] >= maxHostFailures {
		return fmt.Errorf("%s did not answer", host)
	}
	if f.fetches++; f.fetches > maxFetches {
		return fmt.Errorf("%d pictures were fetched before it, which is the most", maxFetches)
	}
	return nil
}

func (f *fetcher) end(host string, answered bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if answered {
		delete(f.failing, host)
	} else if len(f.failing) < 10_000 {
		f.failing[host]++
	}
}

// plainCause is what of a client's error a person can use.
func plainCause(err error) error {
	var dns *net.DNSError
	var refused privateError
	switch {
	case errors.As(err, &refused):
		return refused
	case errors.As(err, &dns):
		return fmt.Errorf("the host %s is not known", dns.Name)
	case errors.Is(err, context.DeadlineExceeded) || isTimeout(err):
		return errors.New("the site did not answer in time")
	}
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

func isTimeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

// privateError says that an address is not one of the public internet.
type privateError struct{ address netip.Addr }

func (e privateError) Error() string {
	return "its host is not on the public internet"
}

// closedNetworks are the networks that netip does not tell apart from public ones: carrier-grade NAT, benchmarks,
// documentation, reserved ones, and the IPv6 forms that lead to IPv4 addresses.
var closedNetworks = func() (all []netip.Prefix) {
	for _, s := range []string{"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
		"203.0.113.0/24", "240.0.0.0/4", "::/8", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10"} {
		all = append(all, netip.MustParsePrefix(s))
	}
	return all
}()

// publicOnly refuses every address that is not one of the public internet, and every port but those of the web.
func publicOnly(to netip.AddrPort) error {
	a := to.Addr().Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return privateError{a}
	}
	for _, n := range closedNetworks {
		if n.Contains(a) {
			return privateError{a}
		}
	}
	if to.Port() != 80 && to.Port() != 443 {
		return fmt.Errorf("its port %d is none of the web", to.Port())
	}
	return nil
}
