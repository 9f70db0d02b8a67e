package internal

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// house is the order of the packages: each imports only those before it, but never those of its own floor where the
// floor keeps them apart.
var house = []struct {
	name     string
	apart    bool // its packages never import each other
	packages []string
}{
	{"ground", true, []string{"errs", "id", "config", "obs", "doc"}},
	{"mechanism", false, []string{"store", "blob", "web", "page"}},
	{"domain", false, []string{"account", "newsroom", "topic", "picture", "contributor", "story", "front", "edition",
		"importer", "importer/wordpress", "demo/draw", "demo"}},
	{"surface", true, []string{"site", "feed", "api", "desk"}},
	{"wiring", false, []string{"app", "cli"}},
}

// besides are what a package may import although the order alone would not let it.
var besides = map[string][]string{
	"doc": {"errs"}, // a refused document is bad input like any other
}

// data are packages that hold files and no logic; any package may import them.
var data = map[string]bool{"masthead/themes/default": true, "masthead/themes": true, "masthead/ui": true}

const module = "masthead/"

func TestImportsGoDownwards(t *testing.T) {
	type place struct{ floor, room int }
	places := map[string]place{}
	for f, floor := range house {
		for r, name := range floor.packages {
			places[name] = place{f, r}
		}
	}
	for name, imports := range imported(t) {
		if name == "newstest" {
			continue // tests import it, and it may import everything
		}
		here, ok := places[name]
		if !ok {
			t.Errorf("internal/%s has no place in the house", name)
			continue
		}
		for _, other := range imports {
			there, ok := places[other]
			if !ok {
				t.Errorf("internal/%s imports internal/%s, which has no place below it", name, other)
				continue
			}
			allowed := there.floor < here.floor || there.floor == here.floor && there.room < here.room && !house[here.floor].apart
			for _, b := range besides[name] {
				allowed = allowed || b == other
			}
			if !allowed {
				t.Errorf("internal/%s imports internal/%s: imports go downwards only", name, other)
			}
		}
	}
}

// imported returns, for each package under internal, which others it imports outside its tests.
func imported(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := map[string][]string{}
	for decoder := json.NewDecoder(strings.NewReader(string(out))); decoder.More(); {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := decoder.Decode(&p); err != nil {
			t.Fatal(err)
		}
		name, ok := strings.CutPrefix(p.ImportPath, module+"internal/")
		if !ok {
			continue
		}
		all[name] = []string{}
		for _, i := range p.Imports {
			if other, ok := strings.CutPrefix(i, module); ok && !data[i] {
				all[name] = append(all[name], strings.TrimPrefix(other, "internal/"))
			}
		}
	}
	return all
}
