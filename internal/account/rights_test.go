package account

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the table of rights into the documentation anew")

func TestTheTableOfRights(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "rights.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	titles := make([]string, len(Roles))
	for i, r := range Roles {
		titles[i] = r.Title()
	}
	want := between(t, string(text), "rights", table(titles, func(column int, a Action) bool { return Roles[column].Allows(a) }))
	scopeNames := make([]string, len(Scopes))
	for i, s := range Scopes {
		scopeNames[i] = "`" + string(s) + "`"
	}
	want = between(t, want, "scopes", table(scopeNames, func(column int, a Action) bool {
		return mask(scopes[Scopes[column]])&mask([]Action{a}) != 0
	}))
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("docs/rights.md is not what the program does; run this test with -update (-want +got):\n%s", diff)
	}
}

// between puts a table between the marks of a name, after what else stands on the line of the first.
func between(t *testing.T, text, name, table string) string {
	t.Helper()
	begin := strings.Index(text, "<!-- "+name)
	end := strings.Index(text, "<!-- /"+name+" -->")
	if begin < 0 || end < begin {
		t.Fatalf("docs/rights.md has no marks for %s", name)
	}
	begin += strings.Index(text[begin:], "\n") + 1
	return text[:begin] + table + text[end:]
}

func table(columns []string, yes func(column int, a Action) bool) string {
	var b strings.Builder
	b.WriteString("| may | " + strings.Join(columns, " | ") + " |\n| --- |" + strings.Repeat(" :-: |", len(columns)) + "\n")
	for _, a := range Actions() {
		b.WriteString("| " + a.String() + " |")
		for c := range columns {
			if yes(c, a) {
				b.WriteString(" yes |")
			} else {
				b.WriteString(" |")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestEveryActionHasItsNames(t *testing.T) {
	seen := map[string]bool{}
	for _, a := range Actions() {
		if a.String() == "" || a.Name() == "" || seen[a.Name()] {
			t.Errorf("action %d is called %q, %q", a, a.Name(), a)
		}
		seen[a.Name()] = true
		if !Administrator.Allows(a) {
			t.Errorf("nobody may surely %s", a)
		}
		covered := false
		for _, s := range Scopes {
			covered = covered || mask(scopes[s])&mask([]Action{a}) != 0
		}
		if !covered {
			t.Errorf("no token can ever %s", a)
		}
	}
	for _, r := range Roles {
		if r.Title() == "" || !r.Known() {
			t.Errorf("role %s has no title or rights", r)
		}
	}
}
