package cli

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// Main runs the command of this process and returns its exit code. SIGINT and SIGTERM ask it to stop; a second one ends
// the process at once.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return Run(ctx, os.Args[1:], Terminal{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Lookup: os.LookupEnv})
}
