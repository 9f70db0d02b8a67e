package api

import (
	"context"
	"strconv"

	"masthead/internal/errs"
	"masthead/internal/store"
)

// read runs fn over one consistent view.
func (a *API) read(c *call, fn func(ctx context.Context, tx *store.Tx) error) error {
	tx, err := a.o.DB.Snapshot(c)
	if err != nil {
		return err
	}
	defer tx.Close()
	return fn(c, tx)
}

// write runs fn in a transaction, perhaps more than once.
func (a *API) write(c *call, fn func(ctx context.Context, tx *store.Tx) error) error {
	return a.o.DB.Transact(c, fn)
}

// change runs fn in a transaction. Where it finds the thing changed by somebody else, the problem holds what current reads.
func (a *API) change(c *call, fn func(ctx context.Context, tx *store.Tx) error, current func(ctx context.Context, tx *store.Tx) (any, error)) error {
	err := a.write(c, fn)
	if !errs.Is(err, errs.Stale) {
		return err
	}
	p := problemOf(err)
	if e := a.read(c, func(ctx context.Context, tx *store.Tx) (err error) {
		p.Current, err = current(ctx, tx)
		return err
	}); e != nil {
		return e
	}
	return p
}

// grouped writes a number as people do: 1,200.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// orNotFound is the error, or where there is none that nothing was found.
func orNotFound(err error, message string) error {
	if err != nil {
		return err
	}
	return errs.New(errs.NotFound, "%s", message)
}
