package app

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"masthead/internal/demo"
	"masthead/internal/errs"
)

// CreateDemo creates the demo newsroom, in an empty database only.
func CreateDemo(ctx context.Context, o Options) error {
	s, err := openStores(ctx, o)
	if err != nil {
		return err
	}
	defer s.close(o.Logger)
	empty, err := s.empty(ctx)
	if err != nil {
		return err
	}
	if !empty {
		return errs.New(errs.Conflict, "There is a newsroom in this database already; the demo wants an empty one.")
	}
	if err := demo.Create(ctx, s.db, s.blobs, time.Now); err != nil {
		return err
	}
	return s.createDemoPeople(ctx, o)
}

// createDemoOnce creates the demo newsroom where there is none yet.
func (s *stores) createDemoOnce(ctx context.Context) error {
	empty, err := s.empty(ctx)
	if err != nil || !empty {
		return err
	}
	return demo.Create(ctx, s.db, s.blobs, time.Now)
}

// createDemoPeople gives the demo people who can sign in, and says how. They are told again at no other time, but stand in
// a file that only the operator can read.
func (s *stores) createDemoPeople(ctx context.Context, o Options) error {
	file := filepath.Join(o.Config.Data, "demo-logins.txt")
	logins, err := demo.CreatePeople(ctx, s.db)
	if err != nil {
		return err
	}
	if logins == nil {
		if _, err := os.Stat(file); err == nil {
			fmt.Fprintln(o.Out, "The demo's logins are in "+file+".")
		}
		return nil
	}
	var table strings.Builder
	writeLogins(&table, logins)
	if err := os.WriteFile(file, []byte(table.String()), 0o600); err != nil {
		return fmt.Errorf("keeping the demo's logins: %w", err)
	}
	_, err = fmt.Fprintf(o.Out, "The demo's people, who sign in at /desk (they are told this once, and kept in %s):\n%s", file, table.String())
	return err
}

func writeLogins(w io.Writer, logins []demo.Login) {
	table := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	for _, l := range logins {
		fmt.Fprintf(table, "  %s\t%s\t%s\n", l.Role.Title(), l.Email, l.Password)
	}
	table.Flush() // a strings.Builder takes everything
}
