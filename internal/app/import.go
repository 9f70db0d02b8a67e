package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"masthead/internal/config"
	"masthead/internal/errs"
	"masthead/internal/importer"
	"masthead/internal/importer/wordpress"
	"masthead/internal/picture"
)

// Import says which archive comes over, and how.
type Import struct {
	File     string
	Media    string // a folder with its pictures; empty for none
	DryRun   bool
	Fetch    bool      // pictures that are not in Media
	Report   string    // a file for the report of every item; empty for none
	Progress io.Writer // a terminal, perhaps
}

// ImportWordPress imports a WordPress export and prints what became of it.
func ImportWordPress(ctx context.Context, o Options, i Import) (err error) {
	report, err := createReport(i.Report)
	if err != nil {
		return err
	}
	defer func() {
		if e := report.Close(); err == nil && e != nil {
			err = fmt.Errorf("writing the report: %w", e)
		}
	}()
	source, err := wordpress.Open(ctx, i.File, wordpress.Options{TimeZone: string(o.Config.TimeZone)})
	if err != nil {
		return err
	}
	defer source.Close()
	if i.DryRun {
		remove, err := elsewhere(&o.Config)
		if err != nil {
			return err
		}
		defer remove()
	}
	s, err := openStores(ctx, o)
	if err != nil {
		return err
	}
	defer s.close(o.Logger)
	progress, finish := importer.ShowProgress(i.Progress)
	result, err := importer.Run(ctx, s.db, picture.NewLibrary(s.blobs), source, importer.Options{
		Actor: operator, DryRun: i.DryRun, Media: i.Media, Fetch: i.Fetch, TimeZone: string(o.Config.TimeZone), Progress: progress,
	})
	finish()
	if result == nil {
		return err
	}
	defer result.Close()
	if e := result.WriteText(o.Out); err == nil {
		err = e
	}
	if report.File != nil {
		if e := result.WriteJSON(report); err == nil {
			err = e
		}
	}
	return err
}

// elsewhere has a trial in a data folder that nobody has made yet go on in a scratch folder, which remove removes.
func elsewhere(c *config.Config) (remove func(), err error) {
	if _, err := os.Stat(c.Data); !errors.Is(err, fs.ErrNotExist) {
		return func() {}, nil
	}
	scratch, err := os.MkdirTemp("", "masthead-trial-")
	if err != nil {
		return nil, fmt.Errorf("making a scratch folder (TMPDIR chooses where): %w", err)
	}
	c.Data = scratch
	return func() { os.RemoveAll(scratch) }, nil
}

// reportFile is the file that the report goes to, if any.
type reportFile struct{ *os.File }

// createReport makes the file before the import begins, so that a wrong name costs nobody an hour.
func createReport(name string) (reportFile, error) {
	if name == "" {
		return reportFile{}, nil
	}
	f, err := os.Create(name)
	return reportFile{f}, errs.Wrap(err, errs.Invalid, "The report cannot be written")
}

func (r reportFile) Close() error {
	if r.File == nil {
		return nil
	}
	return r.File.Close()
}
