package page

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/maypok86/otter/v2"
	"golang.org/x/sync/singleflight"

	"masthead/internal/errs"
	"masthead/internal/obs"
	"masthead/internal/store"
)

// Render makes a page. Its context lives on when the request that asked first has gone. An error of the kinds
// NotFound, Gone, Forbidden, Invalid and Conflict is an answer like another; one of any other kind is a failure.
type Render func(context.Context) (*Page, error)

// Options of a cache.
type Options struct {
	Bytes   int64         // how much memory pages may take
	Timeout time.Duration // how long a rendering may take
	Clock   func() time.Time
	Logger  *slog.Logger
	Metrics *obs.Pages
}

// Cache keeps pages. It hears of changes through Evict, and must hear of every one that is committed after the first
// page is rendered; where changes may have been missed, Clear makes it safe again.
type Cache struct {
	options Options
	kept    *otter.Cache[string, *entry]
	flights singleflight.Group
	reads   *reads
	cleared atomic.Uint64 // pages whose rendering began before this many changes were heard of are out of date
}

// entry is a page in its place. One that is out of date stays, as the last good page, until it is replaced or its
// memory is wanted.
type entry struct {
	page     *Page
	began    uint64 // how many changes the cache had heard of when its rendering began
	outdated atomic.Bool
}

// NewCache returns an empty cache.
func NewCache(o Options) (*Cache, error) {
	c := &Cache{options: o, reads: newReads()}
	kept, err := otter.New(&otter.Options[string, *entry]{
		MaximumWeight: uint64(o.Bytes),
		Weigher: func(key string, e *entry) uint32 {
			return uint32(min(e.page.size(key), math.MaxUint32))
		},
		// It runs under a lock of otter's: reads, whose lock is never held around otter, may be called and nothing else.
		OnAtomicDeletion: func(d otter.DeletionEvent[string, *entry]) { c.reads.remove(d.Value) },
	})
	if err != nil {
		return nil, fmt.Errorf("page cache: %w", err)
	}
	c.kept = kept
	return c, nil
}

// Close ends what the cache does in the background.
func (c *Cache) Close() { c.kept.StopAllGoroutines() }

// Get returns the page of a key, rendering it where it is missing, out of date or stale. All who ask meanwhile wait for
// the same rendering, unless it began before a change that the cache had heard of when they asked: then they get
// another, so that whoever has seen a change acknowledged also sees it on the page. Where a rendering fails, the last
// good page is returned if there is one.
func (c *Cache) Get(ctx context.Context, key string, render Render) (*Page, error) {
	if p := c.fresh(key); p != nil {
		c.options.Metrics.Hits.Inc()
		return p, nil
	}
	c.options.Metrics.Misses.Inc()
	asked := c.reads.heard()
	for {
		done := c.flights.DoChan(key, func() (any, error) { return c.render(ctx, key, render) })
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case result := <-done:
			r := result.Val.(rendering)
			switch {
			case failed(result.Err): // another would only keep this reader waiting
				return c.lastGood(ctx, key, result.Err)
			case r.began < asked:
			case result.Err != nil:
				c.kept.Invalidate(key)
				return nil, result.Err
			default:
				return r.page, nil
			}
		}
	}
}

// fresh returns the page of a key that may be sent as it is.
func (c *Cache) fresh(key string) *Page {
	e, ok := c.kept.GetIfPresent(key)
	if !ok || e.outdated.Load() || e.began < c.cleared.Load() || e.page.staleAt(c.options.Clock()) {
		return nil
	}
	return e.page
}

// rendering is what one flight brings home: a page, where it brings no error.
type rendering struct {
	page  *Page
	began uint64 // how many changes the cache had heard of; the page or the error has seen them all
}

func (c *Cache) render(ctx context.Context, key string, render Render) (r rendering, err error) {
	// singleflight would end the process on a panic.
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("panic: %v\n%s", reason, debug.Stack())
		}
		if failed(err) {
			c.options.Metrics.Failures.Inc()
			c.options.Logger.WarnContext(ctx, "a rendering failed", "page", key, "error", err)
		}
	}()
	r.began = c.reads.heard()
	// Another flight may have landed between this caller's look and its take-off.
	if r.page = c.fresh(key); r.page != nil {
		return r, nil
	}
	bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.options.Timeout)
	defer cancel()
	started := c.options.Clock()
	r.page, err = render(bounded)
	c.options.Metrics.Renderings.Observe(c.options.Clock().Sub(started).Seconds())
	if errors.Is(err, context.DeadlineExceeded) {
		err = errs.Wrap(err, errs.Unavailable, "This page takes too long to make just now.")
	}
	if err != nil {
		return r, err
	}
	c.keep(key, &entry{page: r.page, began: r.began})
	return r, nil
}

// failed tells a rendering that broke from one whose answer is an error.
func failed(err error) bool {
	if err == nil {
		return false
	}
	switch errs.KindOf(err) {
	case errs.NotFound, errs.Gone, errs.Forbidden, errs.Invalid, errs.Conflict:
		return false
	}
	return true
}

// keep puts a page in its place, unless a change has overtaken it.
func (c *Cache) keep(key string, e *entry) {
	if e.began < c.cleared.Load() || !c.reads.add(e) {
		c.options.Metrics.Outdated.Inc()
		return
	}
	c.kept.Set(key, e)
	c.options.Metrics.Bytes.Set(float64(c.kept.WeightedSize()))
}

// lastGood answers in the place of a rendering that failed.
func (c *Cache) lastGood(ctx context.Context, key string, err error) (*Page, error) {
	e, ok := c.kept.GetIfPresent(key)
	if !ok {
		return nil, err
	}
	c.options.Metrics.LastGood.Inc()
	c.options.Logger.WarnContext(ctx, "the last good page was sent", "page", key)
	return e.page, nil
}

// Evict makes the pages out of date that read what a change names, and no others. It may be told of a change twice.
func (c *Cache) Evict(change store.Change) {
	c.options.Metrics.Evictions.Add(float64(c.reads.evict(change)))
}

// Clear makes every page out of date, with those that are being rendered now.
func (c *Cache) Clear() { c.reads.tell(c.cleared.Store) }
