package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"log/slog"
	"strings"
)

// Secret is what lets its bearer in: the token of a session, an API token, the token of a link. It is shown once, to the
// one it is made for; the database keeps only its hash, and no log or error shows it.
type Secret string

// Reveal returns the secret itself, for the answer or the page that shows it.
func (s Secret) Reveal() string { return string(s) }

const hidden = "(hidden)"

// String hides the secret.
func (s Secret) String() string { return hidden }

// GoString hides the secret.
func (s Secret) GoString() string { return hidden }

// MarshalText hides the secret.
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// LogValue hides the secret.
func (s Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

var secretLetters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

const secretLength = 52 // of 256 bits in base 32

// newSecret makes 256 random bits. The prefix says to people, and to programs that look for leaked secrets, what it is.
func newSecret(prefix string) Secret {
	var b [32]byte
	rand.Read(b[:])
	return Secret(prefix + secretLetters.EncodeToString(b[:]))
}

// digest returns what the database keeps of a secret. It takes whatever was sent: ok is false where it cannot be a
// secret with that prefix. To find a row by its digest tells an attacker nothing that time could measure.
func digest(sent, prefix string) (hash []byte, ok bool) {
	body, ok := strings.CutPrefix(sent, prefix)
	if !ok || len(body) != secretLength {
		return nil, false
	}
	sum := sha256.Sum256([]byte(sent))
	return sum[:], true
}

func (s Secret) digest() []byte {
	sum := sha256.Sum256([]byte(s))
	return sum[:]
}
