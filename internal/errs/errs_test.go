package errs

import (
	"errors"
	"fmt"
	"io"
	"testing"
)

func TestTheCauseIsKeptFromThePublic(t *testing.T) {
	err := fmt.Errorf("saving: %w", Wrap(io.ErrUnexpectedEOF, Unavailable, "The store is full."))
	if got := Public(err); got != "The store is full." {
		t.Errorf("public message %q", got)
	}
	if !Is(err, Unavailable) || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%v has lost its kind or its cause", err)
	}
	if want := "saving: The store is full: unexpected EOF"; err.Error() != want {
		t.Errorf("%q, want %q", err, want)
	}
}

func TestAnErrorWithoutKindIsInternal(t *testing.T) {
	if KindOf(io.EOF) != Internal || Is(nil, Internal) || Public(io.EOF) == io.EOF.Error() {
		t.Error("an error without a kind is internal and says nothing to the public")
	}
	if Wrap(nil, Gone, "never") != nil {
		t.Error("wrapping no error makes none")
	}
}
