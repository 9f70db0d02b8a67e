package account

import "strings"

// Difference is what an act changed, field by field, as the detail of an event: 'Harbour → Port'.
type Difference map[string]string

// maxShown bounds, in bytes, how much of a long text the audit log repeats.
const maxShown = 200

// Add notes a field where it has changed.
func (d Difference) Add(field, from, to string) {
	if from != to {
		d[field] = shown(from) + " → " + shown(to)
	}
}

func shown(text string) string {
	if len(text) <= maxShown {
		return text
	}
	return strings.ToValidUTF8(text[:maxShown], "") + " …"
}
