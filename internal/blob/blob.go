// Package blob keeps files that are too large for the database: originals, renditions and audio, on disk or in S3.
// They are addressed by their content, so that a key, once written, never means anything else.
package blob

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"gocloud.dev/blob"

	"masthead/internal/errs"
)

// Store is an open place for blobs. It is safe for concurrent use.
type Store struct {
	bucket *blob.Bucket
	folder string   // of a store on disk; "" in S3
	safe   sync.Map // the folders whose own names are known to be on the disk
}

// patience bounds the first look at a store, which may be at the other end of a network.
const patience = 20 * time.Second

const badAddress = "This is no address of a store: give a folder, or s3://bucket."

// Open opens the store at an address: a folder ("/var/lib/masthead/blobs", "file:///var/lib/masthead/blobs"), which is
// created where it does not exist, or a bucket of S3 ("s3://bucket?region=eu-west-1", with "&endpoint=https://host" for
// another provider, and "s3://bucket/folder" for a part of a bucket), with the credentials that AWS's own tools take from
// the environment. A store that cannot be reached is an error.
func Open(ctx context.Context, address string) (*Store, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, errs.New(errs.Invalid, badAddress) // the cause quotes the address, which may hold a password
	}
	s := &Store{}
	switch {
	case u.Scheme == "s3":
		s.bucket, err = openS3(ctx, u)
	case u.Scheme == "file" && u.Host == "" && u.RawQuery == "":
		err = s.openFolder(filepath.FromSlash(u.Path))
	case address != "" && !strings.Contains(address, "://"):
		err = s.openFolder(address)
	default:
		return nil, errs.New(errs.Invalid, badAddress)
	}
	if err != nil {
		return nil, err
	}
	looking, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := s.Check(looking); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Close closes the store; no reader may be open.
func (s *Store) Close() error {
	if err := s.bucket.Close(); err != nil {
		return fmt.Errorf("closing the store: %w", err)
	}
	return nil
}

// Check reports whether the store can be reached.
func (s *Store) Check(ctx context.Context) error {
	if s.folder != "" {
		// The bucket of a folder says that it is there when it is not.
		info, err := os.Stat(s.folder)
		if err == nil && !info.IsDir() {
			err = syscall.ENOTDIR
		}
		return s.explain(err, "")
	}
	ok, err := s.bucket.IsAccessible(ctx)
	if err == nil && !ok {
		err = errors.New("the bucket does not exist")
	}
	return s.explain(err, "")
}

// Put writes a blob, whole or not at all: when it returns nil the blob is safe, and before that nobody can read a part
// of it. A blob with the same key is replaced. contentType is a media type without which no browser may see the blob.
func (s *Store) Put(ctx context.Context, key, contentType string, r io.Reader) error {
	if err := checkKey(key); err != nil {
		return err
	}
	ctx, abandon := context.WithCancel(ctx)
	defer abandon()
	file := &written{store: s}
	w, err := s.bucket.NewWriter(ctx, key, &blob.WriterOptions{ContentType: contentType, BeforeWrite: file.before})
	if err != nil {
		return s.explain(err, key)
	}
	source := &source{Reader: r}
	if _, err = io.Copy(w, source); err == nil {
		err = file.sync()
	}
	if err != nil {
		// Closing after the context has ended throws away what was written.
		abandon()
		w.Close()
		if source.err != nil {
			return fmt.Errorf("reading what becomes %s: %w", key, source.err)
		}
		return s.explain(err, key)
	}
	if err := w.Close(); err != nil {
		return s.explain(err, key)
	}
	return s.explain(file.syncFolders(), key)
}

// PutBytes writes a blob held in memory.
func (s *Store) PutBytes(ctx context.Context, key, contentType string, data []byte) error {
	return s.Put(ctx, key, contentType, bytes.NewReader(data))
}

// source remembers that it was the reader, not the store, that failed.
type source struct {
	io.Reader
	err error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// Exists reports whether there is a blob with a key.
func (s *Store) Exists(ctx context.Context, key string) (bool, error) {
	if err := checkKey(key); err != nil {
		return false, err
	}
	ok, err := s.bucket.Exists(ctx, key)
	return ok, s.explain(err, key)
}

// Reader reads one blob. Seek costs nothing until the next Read, so that http.ServeContent serves ranges from it.
type Reader struct {
	*blob.Reader
	contentType string
}

// Open opens a blob. The reader lives no longer than ctx.
func (s *Store) Open(ctx context.Context, key string) (*Reader, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	r, err := s.bucket.NewReader(ctx, key, nil)
	if err != nil {
		return nil, s.explain(err, key)
	}
	reader := &Reader{r, r.ContentType()}
	if s.folder != "" {
		reader.contentType = typeOf(key)
	}
	return reader, nil
}

// ContentType is the media type given to Put; on disk, that of the key's extension.
func (r *Reader) ContentType() string { return r.contentType }

// ReadAll reads a whole blob of at most limit bytes.
func (s *Store) ReadAll(ctx context.Context, key string, limit int64) ([]byte, error) {
	r, err := s.Open(ctx, key)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if r.Size() > limit {
		return nil, errs.New(errs.Invalid, "The file has %d bytes; at most %d can be read.", r.Size(), limit)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, s.explain(err, key)
	}
	return data, nil
}

// written follows a file on disk to where it is safe from a failing power supply: gocloud.dev writes to a temporary
// file and renames it, but leaves the disk to write when it likes.
type written struct {
	store *Store
	file  *os.File
}

func (w *written) before(as func(any) bool) error {
	as(&w.file)
	return nil
}

func (w *written) sync() error {
	if w.file == nil {
		return nil
	}
	return w.file.Sync()
}

// syncFolders makes the new name safe, and those of the folders above it where they may be new.
func (w *written) syncFolders() error {
	if w.file == nil {
		return nil
	}
	for folder, first := filepath.Dir(w.file.Name()), true; ; folder, first = filepath.Dir(folder), false {
		if _, old := w.store.safe.Load(folder); first || !old {
			if err := syncFolder(folder); err != nil {
				return err
			}
			w.store.safe.Store(folder, true)
		}
		if len(folder) <= len(w.store.folder) {
			return nil
		}
	}
}

func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
