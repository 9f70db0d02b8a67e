package importer

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newsroom"
	"masthead/internal/picture"
	"masthead/internal/store"
)

// Options say how an archive comes over.
type Options struct {
	Actor    account.Actor
	DryRun   bool     // report what an import would do, and write nothing
	Media    string   // a folder with the archive's pictures, empty for none
	Fetch    bool     // pictures that are not in Media are fetched from where the archive says they are
	TimeZone string   // of the newsroom, where it has not said yet; empty takes the archive's
	Progress Progress // may be nil
}

// batch is what is saved in one transaction.
const (
	batchItems = 500
	batchBytes = 8 << 20
)

// run is one import.
type run struct {
	db      *store.DB
	photos  *picture.Library
	source  Source
	o       Options
	report  *Report
	folder  *folder
	fetcher *fetcher
	missing map[string]string // pictures that could not be had in this run, and why
	known   map[string]row    // in a dry run: the labels and pictures that were taken back, for the stories after them
	done    int
}

// Run saves the items of an archive. What an earlier run saved and is the same stays untouched, so that running again
// after a failure goes on where it stopped. The caller closes the report, which is there also when there is an error, unless nothing was begun.
func Run(ctx context.Context, db *store.DB, library *picture.Library, source Source, o Options) (*Report, error) {
	start := time.Now()
	r := &run{db: db, photos: library, source: source, o: o, missing: map[string]string{}, known: map[string]row{}}
	var err error
	if o.Media != "" {
		if r.folder, err = openFolder(o.Media); err != nil {
			return nil, err
		}
		defer r.folder.Close()
	}
	report, err := newReport(source.Name(), o.DryRun)
	if err != nil {
		return nil, err
	}
	r.report = report
	if o.Fetch {
		r.fetcher = newFetcher(publicOnly)
	}
	err = r.all(ctx)
	report.Took = time.Since(start)
	return report, r.explain(err)
}

// explain says what an operator can do about a failure.
func (r *run) explain(err error) error {
	if err == nil {
		return nil
	}
	kind := errs.KindOf(err)
	if errors.Is(err, context.Canceled) {
		kind = errs.Unavailable
	}
	message := fmt.Sprintf("The import stopped after %d of %d items. What it saved is whole; run the same command again and it goes on.", r.done, r.source.Total())
	if r.o.DryRun {
		message = fmt.Sprintf("The trial stopped after %d of %d items.", r.done, r.source.Total())
	}
	if e, ok := errors.AsType[*errs.Error](err); ok {
		return &errs.Error{Kind: kind, Message: message + " " + e.Message, Cause: e.Cause}
	}
	return errs.Wrap(err, kind, "%s", message)
}

func (r *run) all(ctx context.Context) error {
	if err := r.newsroom(ctx); err != nil {
		return err
	}
	for _, note := range r.source.Notes() {
		if err := r.report.add([]Line{{Item: "archive", Kind: "archive", Outcome: Note, Reason: note}}); err != nil {
			return err
		}
	}
	// Reading and converting go on while the batch before is saved.
	batches := make(chan []prepared, 1)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(batches)
		return r.read(ctx, batches)
	})
	g.Go(func() error {
		for batch := range batches {
			if err := r.save(ctx, batch); err != nil {
				return err
			}
		}
		return nil
	})
	return g.Wait()
}

// read prepares the items and hands them over in batches.
func (r *run) read(ctx context.Context, batches chan<- []prepared) error {
	var batch []prepared
	size := 0
	send := func() error {
		if len(batch) == 0 {
			return nil
		}
		select {
		case batches <- batch:
			batch, size = nil, 0
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	for i, err := range r.source.Items(ctx) {
		if err != nil {
			return err
		}
		p := prepare(i)
		batch = append(batch, p)
		if size += p.size; len(batch) == batchItems || size > batchBytes {
			if err := send(); err != nil {
				return err
			}
		}
	}
	return send()
}

// newsroom gives the newsroom the archive's name where it has none.
func (r *run) newsroom(ctx context.Context) error {
	return r.transact(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, ok, err := newsroom.At(ctx, tx, tx.Now())
		if err != nil || ok {
			return err
		}
		n := r.source.Newsroom()
		if r.o.TimeZone != "" {
			n.TimeZone = r.o.TimeZone
		}
		return newsroom.Save(ctx, tx, r.o.Actor, n)
	})
}

var errDry = errors.New("dry run")

// transact is the database's, but for a dry run, which takes back what it wrote.
func (r *run) transact(ctx context.Context, fn func(context.Context, *store.Tx) error) error {
	err := r.db.Transact(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := fn(ctx, tx); err != nil || !r.o.DryRun {
			return err
		}
		return errDry
	})
	if errors.Is(err, errDry) {
		return nil
	}
	return err
}

// row is what the database remembers of an item of the archive: what it became, and what it looked like then. The digest
// is empty where an id was only set aside for it.
type row struct {
	noun   id.ID
	digest string
}

// lookup finds what the database remembers of items.
func (r *run) lookup(ctx context.Context, tx *store.Tx, keys []string) (map[string]row, error) {
	found := make(map[string]row, len(keys))
	for len(keys) > 0 {
		chunk := keys[:min(len(keys), 1000)]
		keys = keys[len(chunk):]
		args := []any{r.source.Name()}
		rows, err := tx.Query(ctx, `SELECT item, noun_id, digest FROM imported WHERE source = ?1 AND item IN `+store.In(&args, chunk), args...)
		if err != nil {
			return nil, fmt.Errorf("looking up what was imported before: %w", err)
		}
		for rows.Next() {
			var key string
			var v row
			if err := rows.Scan(&key, &v.noun, &v.digest); err != nil {
				rows.Close()
				return nil, err
			}
			found[key] = v
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
		rows.Close()
		for _, key := range chunk {
			if v, ok := r.known[key]; ok {
				found[key] = v
			}
		}
	}
	return found, nil
}

// remember writes what items became.
func (r *run) remember(ctx context.Context, tx *store.Tx, rows map[string]row) error {
	const together = 32
	keys := slices.Sorted(maps.Keys(rows))
	for chunk := range slices.Chunk(keys, together) {
		args := []any{r.source.Name()}
		var values strings.Builder
		for i, key := range chunk {
			v := rows[key]
			if i > 0 {
				values.WriteString(", ")
			}
			n := len(args)
			fmt.Fprintf(&values, "(?1, ?%d, ?%d, ?%d)", n+1, n+2, n+3)
			args = append(args, key, v.noun, v.digest)
		}
		_, err := tx.Exec(ctx, `INSERT INTO imported (source, item, noun_id, digest) VALUES `+values.String()+
			` ON CONFLICT (source, item) DO UPDATE SET noun_id = excluded.noun_id, digest = excluded.digest`, args...)
		if err != nil {
			return fmt.Errorf("remembering what was imported: %w", err)
		}
	}
	return nil
}
