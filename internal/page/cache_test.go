package page

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"masthead/internal/errs"
	"masthead/internal/obs"
	"masthead/internal/store"
)

func newCache(t testing.TB, bytes int64) *Cache {
	t.Helper()
	c, err := NewCache(Options{
		Bytes: bytes, Timeout: 5 * time.Second, Clock: time.Now,
		Logger: slog.New(slog.DiscardHandler), Metrics: obs.NewMetrics("test").Pages,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func text(body string, position int64, reads ...string) *Page {
	return New("text/plain; charset=utf-8", []byte(body), reads, position, time.Time{})
}

// site renders a page whose body tells how often it was rendered.
type site struct {
	position atomic.Int64
	count    atomic.Int64
	err      error
	staleAt  time.Time
	reads    []string
}

func (s *site) render(context.Context) (*Page, error) {
	n := s.count.Add(1)
	if s.err != nil {
		return nil, s.err
	}
	return New("text/plain", fmt.Appendf(nil, "%d", n), append([]string(nil), s.reads...), s.position.Load(), s.staleAt), nil
}

func get(t testing.TB, c *Cache, key string, render Render) string {
	t.Helper()
	p, err := c.Get(t.Context(), key, render)
	if err != nil {
		t.Fatalf("Get(%q): %v", key, err)
	}
	return string(p.Body())
}

func counted(t *testing.T, c prometheus.Counter) float64 {
	t.Helper()
	var m dto.Metric
	if err := c.Write(&m); err != nil {
		t.Fatal(err)
	}
	return m.GetCounter().GetValue()
}

func TestEvictionIsExact(t *testing.T) {
	c := newCache(t, 1<<20)
	pages := map[string]*site{
		"home":    {reads: []string{"story:1", "story:2", "list:all"}},
		"story/1": {reads: []string{"story:1", "newsroom"}},
		"story/2": {reads: []string{"story:2", "newsroom"}},
		"about":   {},
	}
	check := func(when string, want map[string]string) {
		t.Helper()
		for key, s := range pages {
			if got := get(t, c, key, s.render); got != want[key] {
				t.Errorf("%s: %s was rendered %s times, want %s", when, key, got, want[key])
			}
		}
	}
	check("at first", map[string]string{"home": "1", "story/1": "1", "story/2": "1", "about": "1"})
	check("again", map[string]string{"home": "1", "story/1": "1", "story/2": "1", "about": "1"})
	change := func(position int64, keys ...string) {
		for _, s := range pages {
			s.position.Store(position)
		}
		c.Evict(store.Change{Position: position, Keys: keys})
	}
	change(1, "story:1")
	check("after story:1", map[string]string{"home": "2", "story/1": "2", "story/2": "1", "about": "1"})
	change(2, "newsroom", "story:2")
	check("after newsroom and story:2", map[string]string{"home": "3", "story/1": "3", "story/2": "2", "about": "1"})
	change(3, "story:3", "story", "story:", "list")
	check("after keys that nothing read", map[string]string{"home": "3", "story/1": "3", "story/2": "2", "about": "1"})
	c.Evict(store.Change{Position: 2, Keys: []string{"newsroom"}})
	check("after a change told twice", map[string]string{"home": "3", "story/1": "3", "story/2": "2", "about": "1"})
	c.Clear()
	check("after Clear", map[string]string{"home": "4", "story/1": "4", "story/2": "3", "about": "2"})
	if got := counted(t, c.options.Metrics.Evictions); got != 5 {
		t.Errorf("%v evictions counted, want 5", got)
	}
}

func TestPageOfAnOlderSnapshotIsNotKept(t *testing.T) {
	c := newCache(t, 1<<20)
	s := &site{reads: []string{"story:1"}}
	overtaken := func(ctx context.Context) (*Page, error) {
		p, err := s.render(ctx)
		c.Evict(store.Change{Position: 7, Keys: []string{"story:1"}})
		return p, err
	}
	if got := get(t, c, "a", overtaken); got != "1" {
		t.Errorf("who waited got %q, want the page they waited for", got)
	}
	if got := get(t, c, "a", s.render); got != "2" {
		t.Errorf("a page of position 0 was kept after the change at 7")
	}
	s.position.Store(7)
	get(t, c, "a", s.render)
	if got := get(t, c, "a", s.render); got != "3" {
		t.Errorf("the page of position 7 was rendered again: %q", got)
	}
}

// Who asks after a change was acknowledged must see it, even when a rendering from before it is still under way.
func TestWhoAsksAfterAChangeSeesIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCache(t, 1<<20)
		s := &site{reads: []string{"story:1"}}
		release := make(chan struct{})
		slow := func(ctx context.Context) (*Page, error) {
			p, err := s.render(ctx)
			<-release
			return p, err
		}
		var early, late string
		var asking sync.WaitGroup
		asking.Go(func() { early = get(t, c, "a", slow) })
		synctest.Wait()
		s.position.Store(1)
		c.Evict(store.Change{Position: 1, Keys: []string{"story:1"}})
		asking.Go(func() { late = get(t, c, "a", s.render) })
		synctest.Wait()
		close(release)
		asking.Wait()
		if early != "1" || late != "2" {
			t.Errorf("before the change %q, after it %q; want 1 and 2", early, late)
		}
	})
}

// An answer that is no page says nothing of a change that came after it began either.
func TestWhoAsksAfterAPublicationFindsThePage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCache(t, 1<<20)
		s := &site{reads: []string{"story:1"}}
		release := make(chan struct{})
		missing := func(context.Context) (*Page, error) {
			<-release
			return nil, errs.New(errs.NotFound, "There is no such story.")
		}
		var late string
		var asking sync.WaitGroup
		asking.Go(func() {
			if _, err := c.Get(t.Context(), "a", missing); !errs.Is(err, errs.NotFound) {
				t.Errorf("before the publication: %v, want NotFound", err)
			}
		})
		synctest.Wait()
		s.position.Store(1)
		c.Evict(store.Change{Position: 1, Keys: []string{"story:1"}})
		asking.Go(func() { late = get(t, c, "a", s.render) })
		synctest.Wait()
		close(release)
		asking.Wait()
		if late != "1" {
			t.Errorf("after the publication %q, want its page", late)
		}
	})
}

func TestFloorStandsForForgottenChanges(t *testing.T) {
	r := newReads()
	for i := range int64(3 * maxRemembered) {
		r.evict(store.Change{Position: i + 1, Keys: []string{fmt.Sprintf("k%d", i), "always"}})
	}
	if len(r.changed) > maxRemembered || len(r.order) > 2*maxRemembered {
		t.Fatalf("%d keys and %d notes are remembered, more than the bound", len(r.changed), len(r.order))
	}
	for _, test := range []struct {
		key      string
		position int64
		want     bool
	}{
		{"k0", 1, false}, // it is not known any more that k0 changed at 1 and never again
		{"k0", 3 * maxRemembered, true},
		{"never", 1, false},
		{"always", 3*maxRemembered - 1, false},
		{"always", 3 * maxRemembered, true},
	} {
		if got := r.add(&entry{page: text("", test.position, test.key)}); got != test.want {
			t.Errorf("a page that read %s at %d: kept is %t, want %t", test.key, test.position, got, test.want)
		}
	}
}

func TestStampedeRendersOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCache(t, 1<<20)
		s := &site{}
		release := make(chan struct{})
		slow := func(ctx context.Context) (*Page, error) {
			<-release
			return s.render(ctx)
		}
		var readers sync.WaitGroup
		for range 2000 {
			readers.Go(func() {
				if got := get(t, c, "a", slow); got != "1" {
					t.Errorf("got rendering %q, want 1", got)
				}
			})
		}
		synctest.Wait()
		close(release)
		readers.Wait()
		if n := s.count.Load(); n != 1 {
			t.Errorf("rendered %d times for 2000 readers", n)
		}
	})
}

func TestLeavingDoesNotEndTheRenderingOfOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCache(t, 1<<20)
		slow := func(ctx context.Context) (*Page, error) {
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-time.After(time.Second):
				return text("whole", 0), nil
			}
		}
		first, leave := context.WithCancel(t.Context())
		var readers sync.WaitGroup
		readers.Go(func() {
			if _, err := c.Get(first, "a", slow); !errors.Is(err, context.Canceled) {
				t.Errorf("the first got %v, want that it was cancelled", err)
			}
		})
		synctest.Wait()
		readers.Go(func() {
			if got := get(t, c, "a", slow); got != "whole" {
				t.Errorf("the second got %q", got)
			}
		})
		synctest.Wait()
		leave()
		readers.Wait()
	})
}

func TestRenderingHasATimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCache(t, 1<<20)
		_, err := c.Get(t.Context(), "a", func(ctx context.Context) (*Page, error) {
			<-ctx.Done()
			return nil, fmt.Errorf("reading: %w", ctx.Err())
		})
		if !errs.Is(err, errs.Unavailable) {
			t.Errorf("got %v, want an error of the kind Unavailable", err)
		}
	})
}

func TestPageGoesStaleByTheClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCache(t, 1<<20)
		s := &site{staleAt: time.Now().Add(time.Minute)}
		get(t, c, "a", s.render)
		time.Sleep(time.Minute - time.Nanosecond)
		if got := get(t, c, "a", s.render); got != "1" {
			t.Errorf("rendered again before its time: %q", got)
		}
		time.Sleep(time.Nanosecond)
		s.staleAt = time.Time{}
		if got := get(t, c, "a", s.render); got != "2" {
			t.Errorf("got rendering %q at the moment it goes stale, want 2", got)
		}
	})
}

func TestFailureServesLastGood(t *testing.T) {
	c := newCache(t, 1<<20)
	s := &site{reads: []string{"k"}}
	get(t, c, "a", s.render)
	c.Evict(store.Change{Position: 1, Keys: []string{"k"}})
	s.err = errs.New(errs.Unavailable, "The database is away.")
	if got := get(t, c, "a", s.render); got != "1" {
		t.Errorf("got %q, want the last good page", got)
	}
	if _, err := c.Get(t.Context(), "b", s.render); !errs.Is(err, errs.Unavailable) {
		t.Errorf("a page that never was good: %v", err)
	}
	panics := func(context.Context) (*Page, error) { panic("a wrong template") }
	if got := get(t, c, "a", panics); got != "1" {
		t.Errorf("after a panic got %q, want the last good page", got)
	}
	if got := counted(t, c.options.Metrics.Failures); got != 3 {
		t.Errorf("%v failures counted, want 3", got)
	}
	s.err = errs.New(errs.NotFound, "There is no such story.")
	if _, err := c.Get(t.Context(), "a", s.render); !errs.Is(err, errs.NotFound) {
		t.Errorf("got %v, want NotFound: it is an answer, not a failure", err)
	}
	s.err = errors.New("broken")
	if _, err := c.Get(t.Context(), "a", s.render); err == nil {
		t.Error("a page that has ceased to exist was served as the last good one")
	}
}

func TestBytesAreBounded(t *testing.T) {
	const bound = 1 << 20
	c := newCache(t, bound)
	for i := range 2000 {
		get(t, c, fmt.Sprintf("page-%d", i), func(context.Context) (*Page, error) {
			return text(strings.Repeat("x", 5000), 0, "shared", fmt.Sprintf("story:%d", i)), nil
		})
	}
	get(t, c, "giant", func(context.Context) (*Page, error) { return text(strings.Repeat("x", 2*bound), 0, "giant"), nil })
	c.kept.CleanUp()
	kept, bytes := map[*entry]bool{}, 0
	for key, e := range c.kept.All() {
		kept[e] = true
		bytes += e.page.size(key)
	}
	if bytes > bound || len(kept) < 20 {
		t.Errorf("%d pages of %d bytes are kept, want at most %d bytes", len(kept), bytes, bound)
	}
	indexed := map[*entry]bool{}
	for _, readers := range c.reads.pages {
		for e := range readers {
			indexed[e] = true
		}
	}
	if len(indexed) != len(kept) || len(c.reads.pages) != len(kept)+1 {
		t.Errorf("the index holds %d pages under %d keys, but %d pages are kept", len(indexed), len(c.reads.pages), len(kept))
	}
}

// Writers change things while readers read them: no reader may see less than was acknowledged before they asked.
func TestNoAcknowledgedChangeIsMissed(t *testing.T) {
	c := newCache(t, 64<<10)
	const keys = 8
	var values [keys]atomic.Int64
	var position atomic.Int64
	var running sync.WaitGroup
	for k := range keys {
		name := fmt.Sprintf("k%d", k)
		running.Go(func() {
			for range 300 {
				values[k].Add(1)
				c.Evict(store.Change{Position: position.Add(1), Keys: []string{name}})
			}
		})
		running.Go(func() {
			for range 600 {
				want := values[k].Load()
				acknowledged := c.reads.heard()
				p, err := c.Get(t.Context(), name, func(context.Context) (*Page, error) {
					at := position.Load()
					return text(fmt.Sprint(values[k].Load()), at, name), nil
				})
				if err != nil {
					t.Error(err)
					return
				}
				var got int64
				fmt.Sscan(string(p.Body()), &got)
				// One change is told after the value is written: it may be on its way still.
				if got < want-1 {
					t.Errorf("%s: read %d after %d was acknowledged (%d changes heard of)", name, got, want-1, acknowledged)
				}
			}
		})
	}
	running.Wait()
}

func BenchmarkHit(b *testing.B) {
	c := newCache(b, 1<<20)
	s := &site{reads: []string{"k"}}
	for b.Loop() {
		get(b, c, "a", s.render)
	}
}
