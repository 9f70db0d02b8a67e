// Package cli is the command line: it reads commands and settings and runs what they ask for.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"masthead/internal/app"
	"masthead/internal/config"
	"masthead/internal/errs"
	"masthead/internal/obs"
)

// Terminal is where a command reads and writes, and its environment.
type Terminal struct {
	In       io.Reader
	Out, Err io.Writer
	Lookup   func(name string) (string, bool) // os.LookupEnv
}

// Exit codes.
const (
	done   = 0
	failed = 1
	wrong  = 2 // what was asked for or given is wrong
)

// commands is the whole command line.
type commands struct {
	config.Config

	Serve   serve        `cmd:"" help:"Serve the site."`
	Demo    demo         `cmd:"" help:"Create the demo newsroom in an empty database."`
	Import  importing    `cmd:"" help:"Bring in the archive of another system."`
	Front   front        `cmd:"" help:"Write or read the layout: the fronts, and the rails of every kind of page."`
	User    user         `cmd:"" help:"Manage who has an account, from the command line."`
	OpenAPI openAPI      `cmd:"" name:"openapi" help:"Print the description of the API."`
	Version printVersion `cmd:"" help:"Print the version of this program."`
	Help    help         `cmd:"" help:"Explain a command."`
}

// session is what a running command has.
type session struct {
	context.Context
	terminal Terminal
	parser   *kong.Kong
	options  app.Options
}

const description = `Masthead is a newsroom in one binary: it keeps stories with their whole history and serves them as a news site.`

const settings = `Each may be given as a flag, as a variable of the environment, or as a line of DATA/masthead.yaml such as
'addr: 127.0.0.1:9000'; a flag outranks a variable, and a variable the file.`

// exit unwinds kong, which knows no way to print help and return.
type exit struct{}

// Run runs one command and returns its exit code. ctx ends when the program is to stop.
func Run(ctx context.Context, args []string, t Terminal) (code int) {
	defer func() {
		if reason := recover(); reason == (exit{}) {
			code = done
		} else if reason != nil {
			panic(reason)
		}
	}()
	var c commands
	parser, err := kong.New(&c,
		kong.Name("masthead"),
		kong.Description(description),
		kong.Writers(t.Out, t.Err),
		kong.Resolvers(config.NewSources(t.Lookup)),
		kong.ExplicitGroups([]kong.Group{{Key: config.Group, Title: "Settings:", Description: settings}}),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, FlagsLast: true, WrapUpperBound: 100}),
		kong.ValueFormatter(withVariable),
		kong.Exit(func(int) { panic(exit{}) }),
	)
	if err != nil {
		return report(t, err, failed)
	}
	if len(args) == 0 {
		return report(t, errors.New("a command is wanted; 'masthead help' lists them"), wrong)
	}
	parsed, err := parser.Parse(args)
	if err == nil {
		err = c.Validate()
	}
	if fault, ok := errors.AsType[config.FileError](err); ok {
		err = fault // without the name of the setting that happened to be looked for first
	}
	if err != nil {
		return report(t, err, wrong)
	}
	version := readVersion()
	s := &session{Context: ctx, terminal: t, parser: parser, options: app.Options{
		Config:  c.Config,
		Logger:  obs.NewLogger(t.Err, c.Level(), c.LogFormat == "json"),
		Version: version.number,
		Out:     t.Out,
	}}
	if err := parsed.Run(s); err != nil {
		if errs.Is(err, errs.Invalid) {
			return report(t, err, wrong)
		}
		return report(t, err, failed)
	}
	return done
}

// withVariable adds to the help of a setting what it is by default and the variable that it is read from.
func withVariable(v *kong.Value) string {
	if v.Flag == nil || v.Flag.Group == nil || v.Flag.Group.Key != config.Group {
		return v.Help
	}
	text := strings.TrimSuffix(v.Help, ".")
	if v.HasDefault {
		text += "; " + v.Default + " unless set"
	}
	return text + " ($" + config.Variable(v.Name) + ")."
}

// report says in one line what went wrong.
func report(t Terminal, err error, code int) int {
	fmt.Fprintln(t.Err, "masthead:", strings.Join(strings.Fields(err.Error()), " "))
	return code
}
