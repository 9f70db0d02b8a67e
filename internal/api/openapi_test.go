package api

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write ui/openapi.json")

// The desk's client is generated from the committed description.
func TestOpenAPI(t *testing.T) {
	a, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := a.document
	file := filepath.Join("..", "..", "ui", "openapi.json")
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("ui/openapi.json is not the description of this API; go test ./internal/api -run TestOpenAPI -update writes it")
	}
}
