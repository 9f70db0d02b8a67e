package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// event is a line of 'go test -json'.
type event struct {
	Action, Package, Test, Output, ImportPath string
	Elapsed                                   float64
}

// goCounter keeps what tests print until it is known whether they fail.
type goCounter struct {
	Tally
	out     io.Writer
	printed map[string]*strings.Builder // by package and test
	broken  map[string]bool             // packages of which a test has failed
}

func countGo(in io.Reader, out io.Writer) (Tally, error) {
	c := goCounter{out: out, printed: map[string]*strings.Builder{}, broken: map[string]bool{}}
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			c.line(line)
		}
		if err == io.EOF {
			return c.Tally, nil
		}
		if err != nil {
			return c.Tally, err
		}
	}
}

func (c *goCounter) line(line []byte) {
	var e event
	if !bytes.HasPrefix(line, []byte("{")) || json.Unmarshal(line, &e) != nil {
		fmt.Fprintf(c.out, "%s", line) // of the go command itself
		return
	}
	key := e.Package + " " + e.Test
	switch e.Action {
	case "build-output":
		fmt.Fprint(c.out, e.Output)
	case "output":
		if c.printed[key] == nil {
			c.printed[key] = &strings.Builder{}
		}
		c.printed[key].WriteString(e.Output)
	case "pass", "fail", "skip":
		c.end(e, key)
		delete(c.printed, key)
	}
}

// end counts a test that has ended, or a package.
func (c *goCounter) end(e event, key string) {
	text := ""
	if b := c.printed[key]; b != nil {
		text = b.String()
	}
	switch {
	case e.Test == "" && e.Action == "fail":
		if !c.broken[e.Package] { // it did not build, or broke down outside its tests
			c.Failed++
			fmt.Fprint(c.out, text)
		}
		fmt.Fprintf(c.out, "FAIL %s\n", e.Package)
	case e.Test == "" && e.Action == "pass":
		fmt.Fprintf(c.out, "ok   %s %.1fs\n", e.Package, e.Elapsed)
	case e.Test == "": // without tests
	case e.Action == "pass":
		c.Passed++
	case e.Action == "fail":
		c.Failed++
		c.broken[e.Package] = true
		fmt.Fprintf(c.out, "%s %s", e.Package, text)
	case e.Action == "skip":
		c.Skipped = append(c.Skipped, Skip{e.Package + " " + e.Test, reason(text)})
	}
}

// reason is what a skipped test says: its lines but for those of the test runner.
func reason(text string) string {
	var said []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "=== ") && !strings.HasPrefix(line, "--- ") {
			said = append(said, line)
		}
	}
	return strings.Join(said, " ")
}
