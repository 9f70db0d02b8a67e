package wordpress_test

import (
	"context"
	"testing"

	"masthead/internal/importer"
	"masthead/internal/importer/wordpress"
)

// TestStoppedInTheMiddle leaves the items of an export at a story, because the saving of those before it has failed.
func TestStoppedInTheMiddle(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	source, err := wordpress.Open(ctx, export(t, post(1, "One", "<p>Text</p>"), post(2, "Two", "<p>Text</p>")), wordpress.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	for item, err := range source.Items(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := item.(*importer.Story); ok {
			cancel()
			return
		}
	}
	t.Error("there was no story")
}
