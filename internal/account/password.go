package account

import (
	"context"
	"log/slog"
	"runtime"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"github.com/trustelem/zxcvbn"

	"masthead/internal/errs"
	"masthead/internal/store"
)

// Hash is what is kept of a password. It is not shown either: who has it can try passwords against it.
type Hash string

// String hides the hash.
func (h Hash) String() string { return hidden }

// GoString hides the hash.
func (h Hash) GoString() string { return hidden }

// MarshalText hides the hash.
func (h Hash) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// LogValue hides the hash.
func (h Hash) LogValue() slog.Value { return slog.StringValue(hidden) }

const (
	minPassword = 10  // characters
	maxPassword = 200 // characters
	// scored is how much of a password is looked at for patterns, because the time for it grows with the square.
	scored = 60
	// enoughGuesses is what a guesser must need who knows the lists of common passwords and the usual tricks: with the
	// slow-down of logins that takes centuries, with a stolen hash some weeks of one processor.
	enoughGuesses = 1e8
)

// hashing are OWASP's parameters for argon2id.
var hashing = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// nobody is the hash of a password that nobody has: what an address without an account is compared with, so that the
// time of the answer does not tell which addresses have one.
const nobody Hash = "$argon2id$v=19$m=19456,t=2,p=1$rVQSQIBmYbN8wzBmBtfjGg$NVYXx+MFElTISENkyZjeWtWiFvYAAmZAp0MEi+n2QnU"

// hashers bounds how many passwords are hashed at once in this process, and so the memory that it takes: 19 MiB each.
var hashers = make(chan struct{}, min(max(runtime.GOMAXPROCS(0), 1), 4))

// maxQueue is how long a password waits for its turn.
const maxQueue = 10 * time.Second

// turn waits for a place among the hashers. The caller calls done.
func turn(ctx context.Context) (done func(), err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, maxQueue, tooMany(maxQueue, "Too many people are signing in at once."))
	defer cancel()
	select {
	case hashers <- struct{}{}:
		return func() { <-hashers }, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// NewPassword checks a password that a person chose and hashes it. It takes its time and much memory: call it outside of
// transactions, and only for somebody whose session or invitation is good.
func NewPassword(ctx context.Context, password, name, email string) (Hash, error) {
	if err := CheckPassword(password, name, email); err != nil {
		return "", err
	}
	done, err := turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	h, err := argon2id.CreateHash(password, hashing)
	return Hash(h), err
}

// matches reports whether a password is the one that was hashed; the empty hash has none.
func (h Hash) matches(ctx context.Context, password string) (bool, error) {
	known := h != "" && len(password) <= maxPassword*utf8.UTFMax
	if !known {
		h, password = nobody, ""
	}
	done, err := turn(ctx)
	if err != nil {
		return false, err
	}
	defer done()
	ok, err := argon2id.ComparePasswordAndHash(password, string(h))
	return ok && known, err
}

// CheckPassword reports, as an error of kind Invalid, why a password will not do for a person.
func CheckPassword(password, name, email string) error {
	length := utf8.RuneCountInString(password)
	switch {
	case !store.IsText(password):
		return errs.New(errs.Invalid, "The password has characters that cannot be typed.")
	case length < minPassword:
		return errs.New(errs.Invalid, "The password needs at least %d characters. Three or four words that do not belong together are good.", minPassword)
	case length > maxPassword:
		return errs.New(errs.Invalid, "The password has more than %d characters.", maxPassword)
	}
	own := ownWords(name, email)
	low := strings.ToLower(password)
	for _, word := range own {
		if strings.Contains(low, word) {
			return errs.New(errs.Invalid, "The password contains your name or e-mail address, which is the first thing that a guesser tries.")
		}
	}
	looked := password
	if length > scored {
		looked = string([]rune(password)[:scored])
	}
	if zxcvbn.PasswordStrength(looked, own).Guesses < enoughGuesses {
		return errs.New(errs.Invalid, "The password is easily guessed: it is a common one, or made of common words or patterns. "+
			"Three or four words that do not belong together are good.")
	}
	return nil
}

// ownWords are the words of a name and an e-mail address that a password must not contain. Short ones stand in too many words.
func ownWords(name, email string) []string {
	local, domain, _ := strings.Cut(strings.ToLower(email), "@")
	site, _, _ := strings.Cut(domain, ".")
	words := append(strings.Fields(strings.ToLower(name)), local, site)
	words = append(words, strings.FieldsFunc(local, func(r rune) bool { return strings.ContainsRune(".-_+", r) })...)
	var long []string
	for _, w := range words {
		if utf8.RuneCountInString(w) >= 4 {
			long = append(long, w)
		}
	}
	return long
}
