package store

import (
	"errors"
	"fmt"
	"strings"
	"sync"
)

// Dialect is one of the two engines.
type Dialect int

// The engines.
const (
	SQLite Dialect = iota
	Postgres
)

func (d Dialect) String() string {
	if d == Postgres {
		return "PostgreSQL"
	}
	return "SQLite"
}

// maxRewrites bounds what a rewriter keeps; a program has a few hundred texts.
const maxRewrites = 2000

// rewriter turns ?1 into $1 and remembers each text that it has turned.
type rewriter struct {
	mu    sync.RWMutex
	texts map[string]string
}

func (r *rewriter) text(query string) (string, error) {
	r.mu.RLock()
	out, ok := r.texts[query]
	r.mu.RUnlock()
	if ok {
		return out, nil
	}
	out, err := dollars(query)
	if err != nil {
		return "", err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.texts == nil || len(r.texts) >= maxRewrites {
		r.texts = map[string]string{}
	}
	r.texts[query] = out
	return out, nil
}

var errPlaceholder = errors.New("a placeholder must be ? and a number from 1 to 65535")

// dollars rewrites the placeholders of a query outside literals, quoted names and comments. A bare ? or a $1 is
// refused: SQLite would bind both by their order, silently.
func dollars(query string) (string, error) {
	var b strings.Builder
	b.Grow(len(query))
	for i := 0; i < len(query); {
		if end := opaque(query[i:]); end > 0 {
			b.WriteString(query[i : i+end])
			i += end
			continue
		}
		c := query[i]
		i++
		if c != '?' && c != '$' {
			b.WriteByte(c)
			continue
		}
		digits := 0
		number := 0
		for i+digits < len(query) && digits < 6 && query[i+digits] >= '0' && query[i+digits] <= '9' {
			number = number*10 + int(query[i+digits]-'0')
			digits++
		}
		if c == '$' || number < 1 || number > 65535 || query[i] == '0' {
			return "", fmt.Errorf("store: %w, at byte %d of %q", errPlaceholder, i-1, query)
		}
		b.WriteByte('$')
		b.WriteString(query[i : i+digits])
		i += digits
	}
	return b.String(), nil
}

// opaque returns the length of the literal, quoted name or comment that s begins with, or 0. One that never ends takes
// all that is left, so that the engine reports it.
func opaque(s string) int {
	var end string
	switch {
	case s[0] == '\'' || s[0] == '"':
		end = s[:1]
	case strings.HasPrefix(s, "--"):
		end = "\n"
	case strings.HasPrefix(s, "/*"):
		end = "*/"
	default:
		return 0
	}
	from := max(1, len(end))
	if i := strings.Index(s[from:], end); i >= 0 {
		return from + i + len(end)
	}
	return len(s)
}
