package doc

import (
	"errors"
	"testing"
)

func TestFaultSaysWhere(t *testing.T) {
	for data, want := range map[string]string{
		`{"type":"doc","attrs":{"version":1},"content":[{"type":"heading","attrs":{"level":9}}]}`: "content[0].attrs.level",
		`{"type":"doc","attrs":{"version":1},"content":[{"type":"carousel"}]}`:                    "content[0]",
		`[]`: "",
	} {
		_, err := Parse([]byte(data))
		place, what, ok := Fault(err)
		if !ok || place != want || what == "" {
			t.Errorf("%s: %q %q %v; want %q", data, place, what, ok, want)
		}
	}
	if _, _, ok := Fault(errors.New("another")); ok {
		t.Error("an error that is no fault of a document has a place in it")
	}
}
