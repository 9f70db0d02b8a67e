package store

import (
	"math/bits"
	"strconv"
	"strings"
)

// In appends values to args and returns the list of their placeholders, "(?3,?4)", for an IN clause. The list is
// filled up to a power of two by repeating the last value, so that statements stay few. For no values it is "(NULL)",
// which IN never matches; NOT IN never matches it either, so leave such a clause out. Callers bound the number.
func In[T ~int64 | ~string](args *[]any, values []T) string {
	if len(values) == 0 {
		return "(NULL)"
	}
	var b strings.Builder
	b.WriteByte('(')
	for i := range 1 << bits.Len(uint(len(values)-1)) {
		if i > 0 {
			b.WriteByte(',')
		}
		*args = append(*args, values[min(i, len(values)-1)])
		b.WriteByte('?')
		b.WriteString(strconv.Itoa(len(*args)))
	}
	b.WriteByte(')')
	return b.String()
}
