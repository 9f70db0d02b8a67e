package doc

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestEncodeThenParseIsIdentity(t *testing.T) {
	for name, d := range map[string]Document{"everything": everything(), "empty": {}} {
		data, err := d.MarshalJSON()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := Parse(data)
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, data)
		}
		if diff := cmp.Diff(d, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		again, err := got.MarshalJSON()
		if err != nil || string(again) != string(data) {
			t.Errorf("%s: encoded again, it differs (%v):\n%s\n%s", name, err, data, again)
		}
	}
}
