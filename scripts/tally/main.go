// Command tally tells how tests went.
//
//	tally go FILE              reads 'go test -json' from standard input, shows it, and counts into FILE
//	tally browser FILE         reads Playwright's JSON report from standard input, and counts into FILE
//	tally desk FILE            reads the TAP of Node's test runner from standard input, shows failures, and counts into FILE
//	tally total [-strict] FILE...  prints what was skipped and the sum; fails where a test failed, or, if strict, was skipped
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// Tally counts tests.
type Tally struct {
	Passed, Failed int
	Skipped        []Skip
}

// Skip is a test that could not run, with what it says of the reason.
type Skip struct{ Test, Reason string }

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "tally:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 {
		return fmt.Errorf("what to count, and a file, are wanted")
	}
	count := map[string]func(io.Reader, io.Writer) (Tally, error){"go": countGo, "browser": countBrowser, "desk": countDesk}[args[0]]
	if args[0] == "total" {
		return total(args[1:])
	}
	if count == nil {
		return fmt.Errorf("there is nothing called %q to count", args[0])
	}
	tally, err := count(os.Stdin, os.Stdout)
	if err != nil {
		return err
	}
	text, err := json.Marshal(tally)
	if err != nil {
		return err
	}
	if err := os.WriteFile(args[1], text, 0o644); err != nil {
		return err
	}
	if tally.Passed+tally.Failed == 0 {
		return fmt.Errorf("no test ran")
	}
	if tally.Failed > 0 {
		return fmt.Errorf("%d failed", tally.Failed)
	}
	return nil
}

func total(files []string) error {
	strict := files[0] == "-strict"
	if strict {
		files = files[1:]
	}
	var sum Tally
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var t Tally
		if err := json.Unmarshal(text, &t); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		sum.Passed += t.Passed
		sum.Failed += t.Failed
		sum.Skipped = append(sum.Skipped, t.Skipped...)
	}
	for _, skip := range sum.Skipped {
		fmt.Printf("skipped: %s: %s\n", skip.Test, skip.Reason)
	}
	fmt.Printf("%d passed, %d failed, %d skipped\n", sum.Passed, sum.Failed, len(sum.Skipped))
	if sum.Failed > 0 || sum.Passed == 0 || strict && len(sum.Skipped) > 0 {
		os.Exit(1)
	}
	return nil
}
