package account

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"masthead/internal/errs"
	"masthead/internal/store"
)

const (
	maxName    = 100 // characters
	maxEmail   = 254 // bytes
	maxAddress = 64  // bytes
	maxAgent   = 300 // bytes
)

// clip makes text from a request fit to be kept: what no database can keep is dropped, and it is cut to a length in bytes.
func clip(s string, length int) string {
	if len(s) > 4*length {
		s = s[:4*length]
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if len(s) > length {
		s = strings.ToValidUTF8(s[:length], "")
	}
	return s
}

// cleanName returns the name of a person, token or passkey as it is kept: one line, without space around it.
func cleanName(name string) (string, error) {
	if len(name) > 10*maxName || !store.IsText(name) || strings.ContainsFunc(name, isInvisible) {
		return "", errs.New(errs.Invalid, "A name is one line of at most %d characters.", maxName)
	}
	name = strings.Join(strings.Fields(name), " ")
	switch {
	case name == "":
		return "", errs.New(errs.Invalid, "A name is needed.")
	case utf8.RuneCountInString(name) > maxName:
		return "", errs.New(errs.Invalid, "A name has at most %d characters.", maxName)
	}
	return name, nil
}

// isInvisible reports characters that would make two names look the same, or a name look like another text.
func isInvisible(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// cleanEmail returns an e-mail address as it is kept and looked up.
func cleanEmail(email string) (string, error) {
	email = foldEmail(email)
	a, err := mail.ParseAddress(email)
	if err != nil || a.Address != email || len(email) > maxEmail || !store.IsText(email) || strings.ContainsFunc(email, unicode.IsSpace) {
		return "", errs.New(errs.Invalid, "That is not an e-mail address.")
	}
	return email, nil
}

// foldEmail brings what was typed as an e-mail address to the form in which addresses are kept, whether it is one or not.
func foldEmail(email string) string {
	return strings.ToLower(strings.TrimSpace(clip(email, maxEmail+1)))
}
