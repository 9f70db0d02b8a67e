package account

import (
	"testing"

	"masthead/internal/errs"
)

func TestTheZeroActorMayDoNothing(t *testing.T) {
	for action := Configure; action <= Curate; action++ {
		if err := (Actor{}).May(action); !errs.Is(err, errs.Forbidden) {
			t.Errorf("action %d: %v", action, err)
		}
		if err := System("test").May(action); err != nil {
			t.Errorf("action %d: %v", action, err)
		}
	}
}
