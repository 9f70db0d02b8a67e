package main

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const goRun = `{"Action":"start","Package":"a"}
{"Action":"run","Package":"a","Test":"TestGood"}
{"Action":"output","Package":"a","Test":"TestGood","Output":"chatter\n"}
{"Action":"pass","Package":"a","Test":"TestGood","Elapsed":0}
{"Action":"run","Package":"a","Test":"TestBad"}
{"Action":"output","Package":"a","Test":"TestBad","Output":"    a_test.go:9: got 1, want 2\n"}
{"Action":"fail","Package":"a","Test":"TestBad","Elapsed":0}
{"Action":"output","Package":"a","Test":"TestAway","Output":"=== RUN   TestAway\n"}
{"Action":"output","Package":"a","Test":"TestAway","Output":"    a_test.go:5: no server\n"}
{"Action":"output","Package":"a","Test":"TestAway","Output":"--- SKIP: TestAway (0.00s)\n"}
{"Action":"skip","Package":"a","Test":"TestAway","Elapsed":0}
{"Action":"fail","Package":"a","Elapsed":0.1}
{"ImportPath":"b","Action":"build-output","Output":"b.go:1: syntax error\n"}
{"ImportPath":"b","Action":"build-fail"}
{"Action":"fail","Package":"b","Elapsed":0}
{"Action":"skip","Package":"c","Elapsed":0}
go: a line of its own
`

func TestCountGo(t *testing.T) {
	var out strings.Builder
	got, err := countGo(strings.NewReader(goRun), &out)
	if err != nil {
		t.Fatal(err)
	}
	want := Tally{Passed: 1, Failed: 2, Skipped: []Skip{{"a TestAway", "a_test.go:5: no server"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, shown := range []string{"got 1, want 2", "FAIL a\n", "syntax error", "FAIL b\n", "go: a line of its own"} {
		if !strings.Contains(out.String(), shown) {
			t.Errorf("%q is not shown", shown)
		}
	}
	if strings.Contains(out.String(), "chatter") {
		t.Error("what a passing test prints is shown")
	}
}

func TestCountBrowser(t *testing.T) {
	got, err := countBrowser(strings.NewReader(`{"suites":[{"title":"pages","suites":[{"title":"home","specs":[
		{"title":"reads","tests":[{"status":"expected"}]},
		{"title":"blinks","tests":[{"status":"flaky"}]},
		{"title":"breaks","tests":[{"status":"unexpected"}]},
		{"title":"waits","tests":[{"status":"skipped","annotations":[{"type":"skip","description":"no sound here"}]}]}]}]}],
		"errors":[{"message":"set-up"}]}`), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	want := Tally{Passed: 1, Failed: 3, Skipped: []Skip{{"browser pages home waits", "no sound here"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCountDesk(t *testing.T) {
	var out strings.Builder
	got, err := countDesk(strings.NewReader(`TAP version 13
# Subtest: adds
ok 1 - adds
  ---
  duration_ms: 2.5
  ...
# Subtest: divides
not ok 2 - divides
  ---
  error: 'expected 2'
  ...
# Subtest: waits
ok 3 - waits # SKIP no clock
1..3
# pass 1
`), &out)
	if err != nil {
		t.Fatal(err)
	}
	want := Tally{Passed: 1, Failed: 1, Skipped: []Skip{{"desk waits", "no clock"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(out.String(), "expected 2") || strings.Contains(out.String(), "duration_ms: 2.5") {
		t.Errorf("what is shown is not what belongs to failures: %s", out.String())
	}
}
