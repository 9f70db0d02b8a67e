// Masthead is a newsroom in one binary.
package main

import (
	"os"
	_ "time/tzdata" // a machine may have no table of time zones

	"masthead/internal/cli"
)

func main() { os.Exit(cli.Main()) }
