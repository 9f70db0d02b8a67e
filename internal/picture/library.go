package picture

import (
	"bytes"
	"context"
	"errors"
	"image"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"

	"masthead/internal/blob"
	"masthead/internal/errs"
)

const (
	// maxMaking bounds how many renditions are made at once: each holds an original in memory.
	maxMaking = 2
	// makingTimeout bounds how long a rendition may wait for its turn and be made.
	makingTimeout = time.Minute
)

// Library keeps the files: originals, which no reader ever gets, and renditions.
type Library struct {
	blobs   *blob.Store
	flights singleflight.Group
	turns   *semaphore.Weighted // renditions being made
	memory  *semaphore.Weighted // pixels being decoded
	damaged damagedSet
}

// NewLibrary returns the library that keeps its files in blobs.
func NewLibrary(blobs *blob.Store) *Library {
	return &Library{blobs: blobs, turns: semaphore.NewWeighted(maxMaking), memory: semaphore.NewWeighted(MaxPixels)}
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
		return nil, errNotFound()
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
		return errDamaged(nil)
	}
	// Before its turn: who asks for pictures that there never were takes nobody's.
	f, err := l.find(ctx, hash)
	if err != nil {
		return err
	}
	if err := l.turns.Acquire(ctx, 1); err != nil {
		return errBusy(err)
	}
	defer l.turns.Release(1)
	original, err := l.blobs.ReadAll(ctx, originalKey(hash, f), MaxBytes)
	if err != nil {
		return err
	}
	rendition, err := l.render(ctx, original, f, width)
	if errs.Is(err, errs.Invalid) {
		l.damaged.add(hash)
	}
	if err != nil {
		return err
	}
	return l.blobs.PutBytes(ctx, renditionKey(hash, width), "image/jpeg", rendition)
}

// find tells the format of an original by its hash alone, so that a reader's request needs no database.
func (l *Library) find(ctx context.Context, hash string) (*format, error) {
	for _, f := range formats {
		if kept, err := l.blobs.Exists(ctx, originalKey(hash, f)); kept || err != nil {
			return f, err
		}
	}
	return nil, errNotFound()
}

// render waits until no more than MaxPixels are decoded at once.
func (l *Library) render(ctx context.Context, original []byte, f *format, width int) ([]byte, error) {
	w, h, err := f.dimensions(original)
	if err != nil {
		return nil, err
	}
	pixels := int64(w) * int64(h)
	if err := l.memory.Acquire(ctx, pixels); err != nil {
		return nil, errBusy(err)
	}
	defer l.memory.Release(pixels)
	return f.render(original, image.Pt(w, h), width)
}

func errNotFound() error { return errs.New(errs.NotFound, "There is no such picture.") }

func errDamaged(cause error) error {
	return &errs.Error{Kind: errs.Invalid, Message: "The picture is damaged and cannot be shown.", Cause: cause}
}

func errBusy(cause error) error {
	return errs.Wrap(cause, errs.Unavailable, "Too many pictures are being made at once; try again in a minute.")
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
