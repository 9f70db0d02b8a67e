package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
)

// Address is the address of a database or a store. It may hold a password, which no log shows.
type Address string

// addresses are the schemes that there are; a plain folder or file has none.
var addresses = []string{"", "sqlite", "postgres", "postgresql", "s3", "file"}

// UnmarshalText checks the scheme. What is wrong with the rest, whoever opens the address finds out.
func (a *Address) UnmarshalText(text []byte) error {
	s := string(text)
	scheme, _, found := strings.Cut(s, ":")
	if !found {
		scheme = ""
	}
	known := false
	for _, one := range addresses {
		known = known || scheme == one
	}
	if !known {
		return fmt.Errorf("%q is not a kind of address; there are sqlite:FILE, postgres://…, s3://… and plain folders", scheme+":")
	}
	if strings.Contains(s, "://") {
		// The error of url.Parse repeats the address with its password.
		if _, err := url.Parse(s); err != nil {
			return errors.New("the address is not a well-formed URL")
		}
	}
	*a = Address(s)
	return nil
}

// String returns the address without its password.
func (a Address) String() string {
	if !strings.Contains(string(a), "://") {
		return string(a)
	}
	u, err := url.Parse(string(a))
	if err != nil {
		return "(an address that is no URL)"
	}
	q := u.Query()
	for name := range q {
		if lower := strings.ToLower(name); strings.Contains(lower, "password") || strings.Contains(lower, "secret") || strings.Contains(lower, "key") {
			q.Set(name, "xxxxx")
		}
	}
	u.RawQuery = q.Encode()
	return u.Redacted()
}

// LogValue keeps the password out of logs.
func (a Address) LogValue() slog.Value { return slog.StringValue(a.String()) }

// Listen is a host and a port to listen on.
type Listen string

// UnmarshalText checks the port; the host may be missing.
func (l *Listen) UnmarshalText(text []byte) error {
	_, port, err := net.SplitHostPort(string(text))
	if err != nil {
		return fmt.Errorf("%q is not an address such as 127.0.0.1:8080", text)
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return fmt.Errorf("%q is not a port", port)
	}
	*l = Listen(text)
	return nil
}

// URL is the public address of the site, without a slash at its end.
type URL string

// UnmarshalText takes an http or https address of a whole host.
func (u *URL) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*u = ""
		return nil
	}
	parsed, err := url.Parse(string(text))
	if err != nil || parsed.Host == "" || parsed.Scheme != "http" && parsed.Scheme != "https" {
		return fmt.Errorf("%q is not an address such as https://news.example", text)
	}
	if strings.Trim(parsed.Path, "/") != "" || parsed.RawQuery != "" || parsed.Fragment != "" || parsed.User != nil {
		return fmt.Errorf("%q: the site has a host to itself, without path, query or user", text)
	}
	*u = URL(parsed.Scheme + "://" + strings.ToLower(parsed.Host))
	return nil
}

// Secure reports whether readers come by https.
func (u URL) Secure() bool { return strings.HasPrefix(string(u), "https://") }

// Bytes is a size in bytes.
type Bytes int64

// units are decimal, as sizes on labels are, unless written with an i.
var units = []struct {
	suffix string
	factor int64
}{
	{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30},
	{"kB", 1e3}, {"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9},
	{"B", 1}, {"", 1},
}

// Bounds of the page cache: room for some pages, and less than any address space.
const (
	minBytes Bytes = 1e6
	maxBytes Bytes = 1 << 44
)

// UnmarshalText reads '256MB', '1.5 GiB', '4000000'.
func (b *Bytes) UnmarshalText(text []byte) error {
	s := strings.TrimSpace(string(text))
	for _, unit := range units {
		number, found := strings.CutSuffix(s, unit.suffix)
		if !found {
			continue
		}
		n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if err != nil || n != n || strings.ContainsAny(number, "xXpPnN_") {
			break
		}
		size := n * float64(unit.factor)
		if size < float64(minBytes) || size > float64(maxBytes) {
			return fmt.Errorf("%q is not between 1MB and 16TB", s)
		}
		*b = Bytes(size)
		return nil
	}
	return fmt.Errorf("%q is not a size such as 256MB", s)
}

// Language is a BCP 47 tag.
type Language string

// UnmarshalText checks the tag.
func (l *Language) UnmarshalText(text []byte) error {
	if len(text) > 0 {
		if _, err := language.Parse(string(text)); err != nil {
			return fmt.Errorf("%q is not a language tag such as en-GB", text)
		}
	}
	*l = Language(text)
	return nil
}

// TimeZone is a name of the IANA time zone database.
type TimeZone string

// UnmarshalText checks that the zone exists.
func (z *TimeZone) UnmarshalText(text []byte) error {
	if _, err := time.LoadLocation(string(text)); err != nil || string(text) == "Local" {
		return fmt.Errorf("%q is not a time zone such as Europe/London", text)
	}
	*z = TimeZone(text)
	return nil
}

func (z TimeZone) location() *time.Location {
	location, err := time.LoadLocation(string(z))
	if err != nil {
		return time.UTC // not reached: the zone was found when it was set
	}
	return location
}

// Networks are networks of addresses, with commas between them.
type Networks []netip.Prefix

// maxNetworks bounds how many networks there are.
const maxNetworks = 50

// UnmarshalText reads '10.0.0.0/8,::1/128'; a single address is a network of one; 'none' is none.
func (n *Networks) UnmarshalText(text []byte) error {
	*n = nil
	if s := strings.TrimSpace(string(text)); s == "" || s == "none" {
		return nil
	}
	for part := range strings.SplitSeq(string(text), ",") {
		part = strings.TrimSpace(part)
		prefix, err := netip.ParsePrefix(part)
		if address, e := netip.ParseAddr(part); e == nil {
			prefix, err = netip.PrefixFrom(address, address.BitLen()), nil
		}
		if err != nil {
			return fmt.Errorf("%q is not a network such as 10.0.0.0/8", part)
		}
		if *n = append(*n, prefix.Masked()); len(*n) > maxNetworks {
			return fmt.Errorf("more than %d networks", maxNetworks)
		}
	}
	return nil
}
