package blob_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"masthead/internal/blob"
	"masthead/internal/errs"
	"masthead/internal/newstest"
)

const key = "pictures/ab/abcdef.jpg"

func open(t *testing.T, address string) *blob.Store {
	t.Helper()
	s, err := blob.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// each runs fn on a fresh store of each kind.
func each(t *testing.T, fn func(t *testing.T, s *blob.Store)) {
	t.Run("disk", func(t *testing.T) { fn(t, open(t, filepath.Join(t.TempDir(), "new", "blobs"))) })
	t.Run("s3", func(t *testing.T) { fn(t, open(t, newstest.S3Address(t))) })
}

func put(t *testing.T, s *blob.Store, key, data string) {
	t.Helper()
	if err := s.PutBytes(t.Context(), key, "image/jpeg", []byte(data)); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, s *blob.Store, key string) string {
	t.Helper()
	data, err := s.ReadAll(t.Context(), key, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func wantAbsent(t *testing.T, s *blob.Store, key string) {
	t.Helper()
	if ok, err := s.Exists(t.Context(), key); ok || err != nil {
		t.Errorf("%s exists: %v, %v", key, ok, err)
	}
	if r, err := s.Open(t.Context(), key); !errs.Is(err, errs.NotFound) {
		t.Errorf("%s: %v, want not found", key, err)
		if err == nil {
			r.Close()
		}
	}
}

func TestPutAndOpen(t *testing.T) {
	each(t, func(t *testing.T, s *blob.Store) {
		wantAbsent(t, s, key)
		put(t, s, key, "first")
		put(t, s, key, "the second, which replaces it")
		put(t, s, "pictures/ab/empty.jpg", "")
		if got := read(t, s, "pictures/ab/empty.jpg"); got != "" {
			t.Errorf("the empty one reads %q", got)
		}
		r, err := s.Open(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		data, err := io.ReadAll(r)
		if string(data) != "the second, which replaces it" || err != nil {
			t.Errorf("read %q, %v", data, err)
		}
		if r.Size() != int64(len(data)) || r.ContentType() != "image/jpeg" {
			t.Errorf("%d bytes of %q", r.Size(), r.ContentType())
		}
		if age := time.Since(r.ModTime()); age > time.Hour || age < -time.Hour {
			t.Errorf("written %v ago", age)
		}
		if ok, err := s.Exists(t.Context(), key); !ok || err != nil {
			t.Errorf("exists: %v, %v", ok, err)
		}
		if _, err := s.ReadAll(t.Context(), key, 5); !errs.Is(err, errs.Invalid) {
			t.Errorf("more than allowed: %v", err)
		}
	})
}

// Larger than the parts in which S3 is sent a blob.
func TestLarge(t *testing.T) {
	data := bytes.Repeat([]byte("0123456789abcdef"), 1<<20)
	each(t, func(t *testing.T, s *blob.Store) {
		if err := s.Put(t.Context(), key, "image/jpeg", iotest.HalfReader(bytes.NewReader(data))); err != nil {
			t.Fatal(err)
		}
		if got := read(t, s, key); got != string(data) {
			t.Errorf("%d bytes came back otherwise, of %d", len(got), len(data))
		}
	})
}

func TestServeRanges(t *testing.T) {
	each(t, func(t *testing.T, s *blob.Store) {
		put(t, s, key, "0123456789")
		for _, test := range []struct {
			header string
			code   int
			body   string
		}{
			{"", 200, "0123456789"},
			{"bytes=2-4", 206, "234"},
			{"bytes=-3", 206, "789"},
			{"bytes=7-", 206, "789"},
			{"bytes=50-", 416, ""},
		} {
			r, err := s.Open(t.Context(), key)
			if err != nil {
				t.Fatal(err)
			}
			req := httptest.NewRequest("GET", "/", nil)
			if test.header != "" {
				req.Header.Set("Range", test.header)
			}
			w := httptest.NewRecorder()
			w.Header().Set("Content-Type", r.ContentType())
			http.ServeContent(w, req, "", r.ModTime(), r)
			if w.Code != test.code || test.code < 300 && w.Body.String() != test.body {
				t.Errorf("%q: %d %q", test.header, w.Code, w.Body)
			}
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestAFailedPutLeavesNothing(t *testing.T) {
	failure := errors.New("the network went away")
	each(t, func(t *testing.T, s *blob.Store) {
		half := io.MultiReader(strings.NewReader(strings.Repeat("x", 1<<20)), iotest.ErrReader(failure))
		if err := s.Put(t.Context(), key, "image/jpeg", half); !errors.Is(err, failure) || errs.KindOf(err) != errs.Internal {
			t.Errorf("a reader that fails: %v", err)
		}
		wantAbsent(t, s, key)
		ctx, cancel := context.WithCancel(t.Context())
		stopping := io.MultiReader(strings.NewReader("x"), readerFunc(func([]byte) (int, error) { cancel(); return 0, io.EOF }))
		if err := s.Put(ctx, key, "image/jpeg", stopping); !errors.Is(err, context.Canceled) {
			t.Errorf("a context that ends: %v", err)
		}
		wantAbsent(t, s, key)
		put(t, s, key, "before")
		if err := s.Put(t.Context(), key, "image/jpeg", iotest.ErrReader(failure)); !errors.Is(err, failure) {
			t.Errorf("a reader that fails at once: %v", err)
		}
		if got := read(t, s, key); got != "before" {
			t.Errorf("what was there became %q", got)
		}
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestNothingIsSeenBeforeItIsWhole(t *testing.T) {
	each(t, func(t *testing.T, s *blob.Store) {
		looked := false
		look := readerFunc(func([]byte) (int, error) {
			looked = true
			wantAbsent(t, s, key)
			return 0, io.EOF
		})
		r := io.MultiReader(strings.NewReader(strings.Repeat("x", 1<<20)), look)
		if err := s.Put(t.Context(), key, "image/jpeg", r); err != nil || !looked {
			t.Fatal(err, looked)
		}
		if got := read(t, s, key); len(got) != 1<<20 {
			t.Errorf("%d bytes", len(got))
		}
	})
}

func TestTheSameBlobFromManySides(t *testing.T) {
	each(t, func(t *testing.T, s *blob.Store) {
		want := strings.Repeat("same", 10_000)
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				if err := s.PutBytes(t.Context(), key, "image/jpeg", []byte(want)); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if read(t, s, key) != want {
			t.Error("it came back otherwise")
		}
	})
}

func TestBadKeys(t *testing.T) {
	each(t, func(t *testing.T, s *blob.Store) {
		for _, bad := range []string{
			"", "/", "/etc/passwd", "..", "../x", "a/../b", "a/..", "./a", "a//b", "a/", ".hidden", "a/.b", "a\\b", "a b",
			"a\x00b", "a\nb", "é", "a?b", "a%2fb", "a.attrs", "a.tmp", "C:x", strings.Repeat("a", 201),
		} {
			if err := s.PutBytes(t.Context(), bad, "text/plain", nil); !errs.Is(err, errs.Invalid) {
				t.Errorf("putting %q: %v", bad, err)
			}
			if _, err := s.Open(t.Context(), bad); !errs.Is(err, errs.Invalid) {
				t.Errorf("opening %q: %v", bad, err)
			}
			if _, err := s.Exists(t.Context(), bad); !errs.Is(err, errs.Invalid) {
				t.Errorf("asking for %q: %v", bad, err)
			}
		}
		put(t, s, strings.Repeat("a", 195)+".jpeg", "x")
	})
}

func TestDiskHoldsNothingButTheBlob(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "blobs")
	s := open(t, "file://"+folder)
	put(t, s, key, "x")
	s.Put(t.Context(), "other.jpg", "image/jpeg", iotest.ErrReader(errors.New("no")))
	var files []string
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if d.IsDir() {
			if info.Mode().Perm() != 0o700 {
				t.Errorf("%s has the permissions %v", path, info.Mode())
			}
			return nil
		}
		files = append(files, path)
		return nil
	})
	if err != nil || len(files) != 1 || files[0] != filepath.Join(folder, filepath.FromSlash(key)) {
		t.Errorf("%v, %v", files, err)
	}
}

func TestDiskKnowsTypesByExtension(t *testing.T) {
	s := open(t, t.TempDir())
	for name, want := range map[string]string{
		"a.jpg": "image/jpeg", "a.PNG": "image/png", "a.webp": "image/webp", "a.avif": "image/avif", "a.mp3": "audio/mpeg",
		"a.html": "application/octet-stream", "a": "application/octet-stream",
	} {
		put(t, s, name, "<script>")
		r, err := s.Open(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		if r.ContentType() != want {
			t.Errorf("%s: %s, want %s", name, r.ContentType(), want)
		}
		r.Close()
	}
}

func TestDiskFailures(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "blobs")
	s := open(t, folder)
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	full := s.Explain(&fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC})
	if !errs.Is(full, errs.Unavailable) || !strings.Contains(errs.Public(full), "full") {
		t.Errorf("a full disk: %v", full)
	}
	if err := os.Remove(folder); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context()); !errs.Is(err, errs.Unavailable) {
		t.Errorf("without its folder: %v", err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{file, filepath.Join(file, "below")} {
		if _, err := blob.Open(t.Context(), bad); !errs.Is(err, errs.Unavailable) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	for _, bad := range []string{"", "gs://bucket", "file://host/dir", "file:///dir?x=y", "http://x", "%zz"} {
		if _, err := blob.Open(t.Context(), bad); !errs.Is(err, errs.Invalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestABadAddressKeepsItsPassword(t *testing.T) {
	for _, bad := range []string{"postgres://desk:hush@db/news", "s4://desk:hush@bucket", "s3://desk:hush@buc ket", "s3://desk:hush@%zz"} {
		if _, err := blob.Open(t.Context(), bad); !errs.Is(err, errs.Invalid) || strings.Contains(err.Error(), "hush") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
