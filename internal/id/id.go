// Package id makes the identifiers of the newsroom: sortable ids, their short form for addresses, and slugs.
package id

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"strconv"
	"sync"
	"time"
)

// ID identifies one thing of any noun, in all of a newsroom. It is positive, fits a signed 64-bit column, and sorts by
// the time it was made: 42 bits of milliseconds since 2000, then 21 random bits. Zero means none.
type ID int64

const (
	randomBits = 21
	alphabet   = "0123456789abcdefghjkmnpqrstvwxyz" // Crockford's base 32, lower case
	// Length is the number of characters of an id's short form.
	Length = 13
)

var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()

var last struct {
	sync.Mutex
	ID
}

// New returns an id for a thing made now, greater than every id that this process has made in the last moments. Give it
// the present, also for a thing that is older: the random bits alone do not keep ids apart that share a millisecond.
func New(now time.Time) ID {
	ms := max(now.UnixMilli()-epoch, 0)
	var b [8]byte
	rand.Read(b[:])
	next := ID(ms<<randomBits | int64(binary.BigEndian.Uint64(b[:])&(1<<randomBits-1)))
	last.Lock()
	defer last.Unlock()
	if next <= last.ID && last.ID-next < 1<<(randomBits+10) {
		next = last.ID + 1
	}
	last.ID = next
	return next
}

// String returns the short form, 13 lower-case letters and digits, which sorts as the id does; "" for zero.
func (i ID) String() string {
	if i == 0 {
		return ""
	}
	var b [Length]byte
	for k, v := Length-1, uint64(i); k >= 0; k, v = k-1, v>>5 {
		b[k] = alphabet[v&31]
	}
	return string(b[:])
}

// Parse reads the short form.
func Parse(s string) (ID, error) {
	if len(s) != Length {
		return 0, fmt.Errorf("id: %s is not %d characters long", strconv.Quote(s[:min(len(s), 40)]), Length)
	}
	var v uint64
	for _, c := range []byte(s) {
		d := digit(c)
		if d < 0 || v>>58 != 0 {
			return 0, fmt.Errorf("id: %q is not an id", s)
		}
		v = v<<5 | uint64(d)
	}
	if v == 0 {
		return 0, fmt.Errorf("id: %q is not an id", s)
	}
	return ID(v), nil
}

func digit(c byte) int {
	for i := range len(alphabet) {
		if alphabet[i] == c {
			return i
		}
	}
	return -1
}

// MarshalText writes the short form.
func (i ID) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// UnmarshalText reads the short form; empty text is zero.
func (i *ID) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*i = 0
		return nil
	}
	v, err := Parse(string(text))
	*i = v
	return err
}
