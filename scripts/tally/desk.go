package main

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"
)

var tapLine = regexp.MustCompile(`^\s*(ok|not ok) \d+ - (.*?)(?: # SKIP ?(.*))?$`)

// countDesk reads what Node's test runner prints as TAP, and shows what belongs to a failure. A suite counts as one test
// more where one within it fails, so that none is missed.
func countDesk(in io.Reader, out io.Writer) (Tally, error) {
	var t Tally
	failing := false
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		m := tapLine.FindStringSubmatch(line)
		switch {
		case m == nil:
			failing = failing && !strings.HasPrefix(strings.TrimSpace(line), "# Subtest")
		case m[1] == "not ok":
			t.Failed++
			failing = true
		case strings.Contains(line, "# SKIP"):
			t.Skipped = append(t.Skipped, Skip{"desk " + m[2], m[3]})
			failing = false
		default:
			t.Passed++
			failing = false
		}
		if failing {
			fmt.Fprintln(out, line)
		}
	}
	return t, lines.Err()
}
