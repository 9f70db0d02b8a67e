package web

import (
	"context"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

type clientKey struct{}

func withClient(ctx context.Context, address string) context.Context {
	return context.WithValue(ctx, clientKey{}, address)
}

// ClientAddress returns the network address of whoever asks: that of the connection or, where a proxy that is believed
// made it, the one that the proxy tells.
func ClientAddress(r *http.Request) string {
	address, _ := r.Context().Value(clientKey{}).(string)
	return address
}

// maxForwarded bounds how far back a chain of proxies is followed.
const maxForwarded = 20

// clientAddress walks the chain of proxies from this end: each is believed as long as it is one of ours. What the client
// itself wrote into the field stands beyond the last of them, and is not.
func clientAddress(r *http.Request, proxies []netip.Prefix) string {
	peer, ok := parseAddress(r.RemoteAddr)
	if !ok {
		return ""
	}
	chain := strings.Split(strings.Join(r.Header["X-Forwarded-For"], ","), ",")
	slices.Reverse(chain)
	for _, told := range chain[:min(len(chain), maxForwarded)] {
		if !slices.ContainsFunc(proxies, func(p netip.Prefix) bool { return p.Contains(peer) }) {
			break
		}
		next, ok := parseAddress(strings.TrimSpace(told))
		if !ok {
			break
		}
		peer = next
	}
	return peer.String()
}

// parseAddress reads an address with or without a port. IPv4 within IPv6 is IPv4.
func parseAddress(s string) (netip.Addr, bool) {
	if withPort, err := netip.ParseAddrPort(s); err == nil {
		return withPort.Addr().Unmap().WithZone(""), true
	}
	a, err := netip.ParseAddr(strings.Trim(s, "[]"))
	return a.Unmap().WithZone(""), err == nil
}
