package importer

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// Outcome is what became of an item. Every item has exactly one, but for Note, of which it may have any number.
type Outcome string

// The outcomes.
const (
	Imported  Outcome = "imported"
	Updated   Outcome = "updated"
	Unchanged Outcome = "unchanged"
	Omitted   Outcome = "left out"
	Note      Outcome = "note"
)

// Line says what became of one item, or something that the editors should know of it.
type Line struct {
	Item    string  `json:"item"` // its key in the archive
	Kind    string  `json:"kind"` // what it is here ("story", "section"), or what the archive calls it
	Title   string  `json:"title,omitempty"`
	Outcome Outcome `json:"outcome"`
	Reason  string  `json:"reason,omitempty"`
}

// Report says what became of every item of an archive. Its lines are kept in a scratch file, so that it does not grow
// with the archive.
type Report struct {
	Source string
	DryRun bool
	Took   time.Duration
	Counts map[string]map[Outcome]int // by kind
	lines  *os.File
	buffer *bufio.Writer
	groups []group // reasons, in the order of their first lines
	byName map[string]int
}

// group is the lines that have the same outcome and reason.
type group struct {
	outcome Outcome
	reason  string
	count   int
	first   []Line
}

const (
	maxGroups  = 1000
	maxSamples = 5
)

func newReport(source string, dryRun bool) (*Report, error) {
	f, err := os.CreateTemp("", "masthead-report-")
	if err != nil {
		return nil, fmt.Errorf("making a scratch file for the report (TMPDIR chooses where): %w", err)
	}
	os.Remove(f.Name()) // it lives until it is closed
	return &Report{Source: source, DryRun: dryRun, Counts: map[string]map[Outcome]int{}, lines: f, buffer: bufio.NewWriter(f), byName: map[string]int{}}, nil
}

// Close removes the scratch file.
func (r *Report) Close() error { return r.lines.Close() }

func (r *Report) add(lines []Line) error {
	for _, l := range lines {
		if l.Outcome != Note {
			if r.Counts[l.Kind] == nil {
				r.Counts[l.Kind] = map[Outcome]int{}
			}
			r.Counts[l.Kind][l.Outcome]++
		}
		if l.Reason != "" {
			r.group(l)
		}
		data, err := json.Marshal(l)
		if err != nil {
			return err
		}
		if _, err := r.buffer.Write(append(data, '\n')); err != nil {
			return fmt.Errorf("writing the report's scratch file: %w", err)
		}
	}
	return nil
}

func (r *Report) group(l Line) {
	name := string(l.Outcome) + "\x00" + l.Reason
	i, ok := r.byName[name]
	if !ok {
		if len(r.groups) == maxGroups {
			return
		}
		i = len(r.groups)
		r.byName[name] = i
		r.groups = append(r.groups, group{outcome: l.Outcome, reason: l.Reason})
	}
	g := &r.groups[i]
	if g.count++; len(g.first) < maxSamples {
		g.first = append(g.first, l)
	}
}

// Lines calls fn with each line, in the order of the archive.
func (r *Report) Lines(fn func(Line) error) error {
	if err := r.buffer.Flush(); err != nil {
		return err
	}
	if _, err := r.lines.Seek(0, io.SeekStart); err != nil {
		return err
	}
	defer r.lines.Seek(0, io.SeekEnd)
	d := json.NewDecoder(bufio.NewReader(r.lines))
	for {
		var l Line
		if err := d.Decode(&l); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := fn(l); err != nil {
			return err
		}
	}
}

// WriteJSON writes the whole report, a line an item.
func (r *Report) WriteJSON(w io.Writer) error {
	head, err := json.Marshal(struct {
		Source  string                     `json:"source"`
		DryRun  bool                       `json:"dryRun"`
		Seconds float64                    `json:"seconds"`
		Counts  map[string]map[Outcome]int `json:"counts"`
	}{r.Source, r.DryRun, r.Took.Seconds(), r.Counts})
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s,\n\"lines\": [", head[:len(head)-1])
	separator := "\n"
	if err := r.Lines(func(l Line) error {
		data, err := json.Marshal(l)
		fmt.Fprintf(b, "%s%s", separator, data)
		separator = ",\n"
		return err
	}); err != nil {
		return err
	}
	b.WriteString("\n]}\n")
	return b.Flush()
}

// WriteText writes what fits on a terminal: counts, and a few items for each reason.
func (r *Report) WriteText(w io.Writer) error {
	b := bufio.NewWriter(w)
	verb := "Imported"
	if r.DryRun {
		verb = "Nothing was written. This is what an import would do with"
	}
	fmt.Fprintf(b, "%s %s in %s.\n\n", verb, strings.TrimPrefix(r.Source, "wordpress:"), r.Took.Round(time.Millisecond))
	t := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\timported\tupdated\tunchanged\tleft out\t")
	for _, kind := range r.kinds() {
		c := r.Counts[kind]
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%d\t\n", kind, c[Imported], c[Updated], c[Unchanged], c[Omitted])
	}
	t.Flush()
	r.writeGroups(b, "Left out", Omitted)
	r.writeGroups(b, "To know", Note)
	return b.Flush()
}

func (r *Report) writeGroups(b *bufio.Writer, title string, o Outcome) {
	groups := slices.DeleteFunc(slices.Clone(r.groups), func(g group) bool { return g.outcome != o })
	if len(groups) == 0 {
		return
	}
	slices.SortStableFunc(groups, func(a, b group) int { return b.count - a.count })
	fmt.Fprintf(b, "\n%s:\n", title)
	const most = 20
	for i, g := range groups {
		if i == most {
			fmt.Fprintf(b, "  … and %d other reasons; --report FILE writes every line.\n", len(groups)-most)
			break
		}
		fmt.Fprintf(b, "  %s\n", g.reason)
		for _, l := range g.first {
			fmt.Fprintf(b, "    %s %s\n", l.Item, l.Title)
		}
		if rest := g.count - len(g.first); rest > 0 {
			fmt.Fprintf(b, "    … and %d more\n", rest)
		}
	}
}

// kinds returns the nouns of the newsroom first, then what the archive has besides.
func (r *Report) kinds() []string {
	order := []string{"story", "page", "section", "topic", "contributor", "picture"}
	var kinds []string
	for _, k := range order {
		if r.Counts[k] != nil {
			kinds = append(kinds, k)
		}
	}
	var rest []string
	for k := range r.Counts {
		if !slices.Contains(order, k) {
			rest = append(rest, k)
		}
	}
	slices.Sort(rest)
	return append(kinds, rest...)
}
