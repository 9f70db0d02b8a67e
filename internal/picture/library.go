package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"

	"masthead/internal/blob"
	"masthead/internal/errs"
)

// makingTimeout bounds how long a rendition may wait for its turn and be made.
const makingTimeout = time.Minute

// Library keeps the files: originals, which no reader ever gets, and renditions.
type Library struct {
	blobs   *blob.Store
	flights singleflight.Group
	memory  *semaphore.Weighted // in pixels being decoded
	damaged damagedSet
}

// NewLibrary returns the library that keeps its files in blobs.
func NewLibrary(blobs *blob.Store) *Library {
	return &Library{blobs: blobs, memory: semaphore.NewWeighted(MaxPixels)}
}

// Store keeps an original's file. It may take long, so it is called before, never within, the database transaction
// that adds the picture. Storing the same file again does nothing.
func (l *Library) Store(ctx context.Context, o Original) error {
	f := formatNamed(o.Format)
	if f == nil {
		return errors.New("picture: storing an original that was not examined")
	}
	key := originalKey(o.Hash, f)
	if kept, err := l.blobs.Exists(ctx, key); err != nil || kept {
		return err
	}
	return l.blobs.Put(ctx, key, f.contentType, bytes.NewReader(o.data))
}

// Rendition opens the rendition of an original at one of the widths that are offered, and makes it where nobody asked
// for it before. It is never wider than the original. The caller closes it. The error is of kind NotFound for another
// width or an unknown hash, Invalid for an original that turns out damaged, Unavailable when there is too much to make.
func (l *Library) Rendition(ctx context.Context, hash string, width int) (*blob.Reader, error) {
	if !hashForm.MatchString(hash) || !slices.Contains(widths, width) {
		return nil, errs.New(errs.NotFound, "There is no such picture.")
	}
	key := renditionKey(hash, width)
	made, err := l.blobs.Open(ctx, key)
	if !errs.Is(err, errs.NotFound) {
		return made, err
	}
	// The making goes on when the reader who asked first goes away: others wait for it, or will ask again.
	making := l.flights.DoChan(key, func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), makingTimeout)
		defer cancel()
		return nil, l.makeRendition(ctx, hash, width)
	})
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case result := <-making:
		if result.Err != nil {
			return nil, result.Err
		}
		return l.blobs.Open(ctx, key)
	}
}

func (l *Library) makeRendition(ctx context.Context, hash string, width int) error {
	if l.damaged.has(hash) {
		return errs.New(errs.Invalid, "The picture is damaged and cannot be shown.")
	}
	original, f, err := l.openOriginal(ctx, hash)
	if err != nil {
		return err
	}
	defer original.Close()
	source := &faultReader{ReadSeeker: original}
	encoded, err := l.render(ctx, source, f, width)
	if source.fault != nil {
		return fmt.Errorf("reading the original %s: %w", hash, source.fault)
	}
	if errs.Is(err, errs.Invalid) {
		l.damaged.add(hash)
	}
	if err != nil {
		return err
	}
	return l.blobs.Put(ctx, renditionKey(hash, width), "image/jpeg", bytes.NewReader(encoded))
}

// openOriginal finds the original by its hash alone, so that a reader's request needs no database.
func (l *Library) openOriginal(ctx context.Context, hash string) (*blob.Reader, *format, error) {
	for _, f := range formats {
		r, err := l.blobs.Open(ctx, originalKey(hash, f))
		if !errs.Is(err, errs.NotFound) {
			return r, f, err
		}
	}
	return nil, nil, errs.New(errs.NotFound, "There is no such picture.")
}

// render holds at most MaxPixels of decoded pictures, and at most two of them, in memory at once.
func (l *Library) render(ctx context.Context, source io.ReadSeeker, f *format, width int) ([]byte, error) {
	w, h, err := f.dimensions(source)
	if err != nil {
		return nil, err
	}
	weight := int64(max(w*h, MaxPixels/2))
	if err := l.memory.Acquire(ctx, weight); err != nil {
		return nil, errs.Wrap(err, errs.Unavailable, "Too many pictures are being made at once; try again in a minute.")
	}
	defer l.memory.Release(weight)
	return f.render(source, image.Pt(w, h), width)
}

// faultReader remembers a failure to read, which decoders report as if the file were damaged.
type faultReader struct {
	io.ReadSeeker
	fault error
}

func (r *faultReader) Read(p []byte) (int, error) {
	n, err := r.ReadSeeker.Read(p)
	if err != nil && err != io.EOF {
		r.fault = err
	}
	return n, err
}

// damagedSet remembers originals that cannot be decoded, so that a front page that shows one does not keep the
// decoders busy. It forgets all when it is full.
type damagedSet struct {
	sync.Mutex
	hashes map[string]bool
}

const maxDamaged = 1000

func (d *damagedSet) has(hash string) bool {
	d.Lock()
	defer d.Unlock()
	return d.hashes[hash]
}

func (d *damagedSet) add(hash string) {
	d.Lock()
	defer d.Unlock()
	if d.hashes == nil || len(d.hashes) >= maxDamaged {
		d.hashes = make(map[string]bool)
	}
	d.hashes[hash] = true
}
