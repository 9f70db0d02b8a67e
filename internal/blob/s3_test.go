package blob_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"masthead/internal/blob"
	"masthead/internal/errs"
	"masthead/internal/newstest"
)

func TestS3Refusals(t *testing.T) {
	address := newstest.S3Address(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	open := func(address string) error {
		s, err := blob.Open(ctx, address)
		if err == nil {
			s.Close()
		}
		return err
	}
	if err := open(strings.Replace(address, "s3://masthead-", "s3://absent-", 1)); !errs.Is(err, errs.Unavailable) {
		t.Errorf("a bucket that does not exist: %v", err)
	}
	if err := open(address + "&nonsense=1"); !errs.Is(err, errs.Invalid) {
		t.Errorf("an unknown setting: %v", err)
	}
	if err := open(strings.Replace(address, "?", "/../x?", 1)); !errs.Is(err, errs.Invalid) {
		t.Errorf("a folder with ..: %v", err)
	}
	t.Setenv("AWS_SECRET_ACCESS_KEY", "wrong")
	if err := open(address); !errs.Is(err, errs.Unavailable) || !strings.Contains(errs.Public(err), "credentials") {
		t.Errorf("a wrong password: %v", err)
	}
}

func TestS3Folder(t *testing.T) {
	address := newstest.S3Address(t)
	whole := open(t, address)
	part := open(t, strings.Replace(address, "?", "/some/folder/?", 1))
	if err := part.PutBytes(t.Context(), "a.txt", "text/plain", []byte("x")); err != nil {
		t.Fatal(err)
	}
	if ok, err := whole.Exists(t.Context(), "some/folder/a.txt"); !ok || err != nil {
		t.Errorf("not in its folder: %v", err)
	}
}
