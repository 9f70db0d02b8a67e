package page

import (
	"slices"
	"sync"

	"masthead/internal/store"
)

// maxRemembered is how many changed keys are remembered one by one. It must outlast the changes that are committed
// while a page is rendered.
const maxRemembered = 1 << 16

// reads knows which pages read which key, and which key changed when. Its lock is never held while anything else is
// called, so that it may be taken under the locks of others.
type reads struct {
	mu      sync.Mutex
	pages   map[string]map[*entry]struct{}
	changed map[string]int64 // the position of the last change that named a key
	order   []keyChange      // the same, and some that are superseded, in the order they were heard of
	floor   int64            // no key that is not in changed has changed after this position
	told    uint64           // how many changes have been heard of
}

type keyChange struct {
	key      string
	position int64
}

func newReads() *reads {
	return &reads{pages: map[string]map[*entry]struct{}{}, changed: map[string]int64{}}
}

// heard returns how many changes have been heard of.
func (r *reads) heard() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.told
}

// add notes what a page read. It refuses a page that was rendered before a change to one of these things.
func (r *reads) add(e *entry) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, key := range e.page.Reads {
		if at, known := r.changed[key]; known && at > e.page.Position || !known && r.floor > e.page.Position {
			return false
		}
	}
	for _, key := range e.page.Reads {
		readers := r.pages[key]
		if readers == nil {
			readers = map[*entry]struct{}{}
			r.pages[key] = readers
		}
		readers[e] = struct{}{}
	}
	return true
}

// remove forgets what a page read.
func (r *reads) remove(e *entry) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.unlist(e)
}

func (r *reads) unlist(e *entry) {
	for _, key := range e.page.Reads {
		readers := r.pages[key]
		delete(readers, e)
		if len(readers) == 0 {
			delete(r.pages, key)
		}
	}
}

// evict marks the pages that read what a change names, but for those that have seen it, and returns their number.
func (r *reads) evict(change store.Change) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.told++
	marked := 0
	for _, key := range change.Keys {
		r.remember(key, change.Position)
		for e := range r.pages[key] {
			if e.page.Position < change.Position {
				e.outdated.Store(true)
				r.unlist(e)
				marked++
			}
		}
	}
	return marked
}

func (r *reads) remember(key string, position int64) {
	if at, known := r.changed[key]; known && at >= position {
		return
	}
	r.changed[key] = position
	r.order = append(r.order, keyChange{key, position})
	for len(r.changed) > maxRemembered {
		old := r.order[0]
		r.order = r.order[1:]
		if r.changed[old.key] == old.position {
			delete(r.changed, old.key)
			r.floor = max(r.floor, old.position)
		}
	}
	if len(r.order) > 2*maxRemembered {
		r.order = slices.DeleteFunc(slices.Clone(r.order), func(c keyChange) bool { return r.changed[c.key] != c.position })
	}
}

// tell counts something that no key names, such as a change that was missed. then is given the new count before
// anybody else can see it.
func (r *reads) tell(then func(uint64)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.told++
	then(r.told)
}
