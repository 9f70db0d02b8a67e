package main

import (
	"encoding/json"
	"fmt"
	"io"
)

// report is the part of Playwright's JSON report that counts.
type report struct {
	Suites []suite
	Errors []struct{ Message string }
}

type suite struct {
	Title  string
	Suites []suite
	Specs  []struct {
		Title string
		Tests []struct {
			Status      string // "expected", "unexpected", "flaky" or "skipped"
			Annotations []struct{ Type, Description string }
		}
	}
}

func countBrowser(in io.Reader, _ io.Writer) (Tally, error) {
	var r report
	if err := json.NewDecoder(in).Decode(&r); err != nil {
		return Tally{}, fmt.Errorf("the report of Playwright: %w", err)
	}
	var t Tally
	t.Failed = len(r.Errors) // outside of all tests
	for _, s := range r.Suites {
		t.add(s, "browser")
	}
	return t, nil
}

func (t *Tally) add(s suite, path string) {
	path += " " + s.Title
	for _, inner := range s.Suites {
		t.add(inner, path)
	}
	for _, spec := range s.Specs {
		for _, test := range spec.Tests {
			switch test.Status {
			case "expected":
				t.Passed++
			case "skipped":
				skip := Skip{Test: path + " " + spec.Title, Reason: "no reason given"}
				for _, a := range test.Annotations {
					if a.Description != "" {
						skip.Reason = a.Description
					}
				}
				t.Skipped = append(t.Skipped, skip)
			default: // a flaky test has failed
				t.Failed++
			}
		}
	}
}
