package cli

import (
	"fmt"
	"io"
	"os"
	"time"

	"masthead/internal/app"
	"masthead/internal/errs"
)

// moment is a time of a flag.
type moment struct{ time.Time }

func (m *moment) UnmarshalText(text []byte) error {
	t, err := time.Parse(time.RFC3339, string(text))
	if err != nil {
		return fmt.Errorf("%q is not a moment such as 2025-07-03T20:10:00+01:00", text)
	}
	if y := t.Year(); y < 1 || y > 9998 {
		return fmt.Errorf("%q is not in the years 1 to 9998", text)
	}
	m.Time = t
	return nil
}

type serve struct {
	At   moment `placeholder:"TIME" help:"Serve the whole site as it stood, or will stand, at a moment such as 2025-07-03T20:10:00+01:00."`
	Demo bool   `help:"Create the demo newsroom first if the database is empty."`
}

func (serve) Help() string {
	return "It prints the site's address when it answers, and stops at SIGINT or SIGTERM once the requests that have begun are answered. " +
		"/healthz says whether it runs, /readyz whether the database and the store answer, /metrics what it counts."
}

func (c *serve) Run(s *session) error {
	s.options.At = c.At.Time
	s.options.Demo = c.Demo
	return app.Serve(s, s.options)
}

type demo struct{}

func (demo) Run(s *session) error { return app.CreateDemo(s, s.options) }

type importing struct {
	WordPress wordPress `cmd:"" name:"wordpress" help:"Import a WordPress export."`
}

type wordPress struct {
	File    string `arg:"" help:"The export: FILE.xml or FILE.xml.gz."`
	Media   string `placeholder:"DIR" help:"Folder with the pictures, such as a copy of wp-content/uploads."`
	DryRun  bool   `help:"Read everything and report what would be imported, but save nothing."`
	NoFetch bool   `help:"Fetch no pictures over the network."`
	Report  string `placeholder:"FILE" help:"Write the report of every item to FILE, as JSON."`
}

func (wordPress) Help() string {
	return "It may be run again, with the same export or a newer one: only what is new or has changed is saved. " +
		"At the end it says what was imported, what was left out, and why."
}

func (c *wordPress) Run(s *session) error {
	return app.ImportWordPress(s, s.options, app.Import{
		File: c.File, Media: c.Media, DryRun: c.DryRun, Fetch: !c.NoFetch, Report: c.Report, Progress: s.terminal.Err,
	})
}

type front struct {
	Apply apply `cmd:"" help:"Make a document the layout of the site from now on."`
	Show  show  `cmd:"" help:"Print the layout of the site as a document."`
}

type apply struct {
	File string `arg:"" help:"The document, or - to read it from standard input."`
}

// maxLayout bounds a layout document.
const maxLayout = 4 << 20

func (c *apply) Run(s *session) error {
	text, err := readInput(s.terminal.In, c.File)
	if err != nil {
		return err
	}
	if err := app.ApplyFront(s, s.options, text); err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	return nil
}

func readInput(in io.Reader, name string) ([]byte, error) {
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, errs.Wrap(err, errs.Invalid, "The document cannot be read")
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, maxLayout+1))
	if err != nil {
		return nil, errs.Wrap(err, errs.Invalid, "The document cannot be read")
	}
	if len(text) > maxLayout {
		return nil, errs.New(errs.Invalid, "The document is larger than %d MB.", maxLayout>>20)
	}
	return text, nil
}

type show struct{}

func (show) Run(s *session) error { return app.ShowFront(s, s.options) }

type printVersion struct{}

func (printVersion) Run(s *session) error {
	_, err := fmt.Fprintln(s.terminal.Out, readVersion())
	return err
}

type help struct {
	Command []string `arg:"" optional:"" help:"The command; none for all of them."`
}

func (c *help) Run(s *session) error {
	_, err := s.parser.Parse(append(c.Command, "--help"))
	return errs.Wrap(err, errs.Invalid, "help")
}
