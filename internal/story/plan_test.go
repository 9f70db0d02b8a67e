package story_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/story"
)

// plan returns how SQLite carries a query out, a line a step.
func plan(t *testing.T, db *store.DB, query string) []string {
	t.Helper()
	var args []any
	for _, m := range placeholder.FindAllStringSubmatch(query, -1) {
		for n, _ := strconv.Atoi(m[1]); len(args) < n; {
			args = append(args, 1)
		}
	}
	var steps []string
	tx, err := db.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Close()
	rows, err := tx.Query(t.Context(), "EXPLAIN QUERY PLAN "+query, args...)
	steps, err = store.Collect(rows, err, func(row store.Row) (step string, err error) {
		var id, parent, unused int
		err = row.Scan(&id, &parent, &unused, &step)
		return step, err
	})
	if err != nil {
		t.Fatalf("%v:\n%s", err, query)
	}
	return steps
}

var placeholder = regexp.MustCompile(`\?(\d+)`)

// The cost of a list grows with what is asked for, not with the archive: the rows are read in the order of an index, and
// only the few that will close are sorted.
func TestListsAreReadFromAnIndex(t *testing.T) {
	db := newstest.SQLite(t)
	for name, query := range story.ListQueries {
		steps := strings.Join(plan(t, db, query), "\n")
		index := "listing USING COVERING INDEX listing_until (list_id=? AND until_at=? AND "
		if strings.HasPrefix(name, "then") {
			index = "listing USING PRIMARY KEY (list_id=? AND "
		}
		if strings.HasSuffix(name, "older") {
			index += "(first_at,story_id)<(?,?)" // not 'first_at<?', which is the moment: it would read all that is newer
		} else {
			index += "(first_at,story_id)>(?,?)"
		}
		if !strings.Contains(steps, index) {
			t.Errorf("%s: the index is not used:\n%s", name, steps)
		}
		if strings.HasPrefix(name, "then") && strings.Contains(steps, "TEMP B-TREE") {
			t.Errorf("%s: the list is sorted:\n%s", name, steps)
		}
		if strings.Contains(steps, "SCAN listing") {
			t.Errorf("%s: the table is scanned:\n%s", name, steps)
		}
	}
}

// few are the tables that hold at most some hundreds of rows, however old the newsroom, because they are small or because
// they are swept every hour, and what is found within a limit.
var few = map[string]bool{"newsroom": true, "section": true, "layout": true, "featured": true, "found": true,
	"preview": true, "bulk_act": true}

// sorts are the queries that may sort what they find: it is as long as the answer.
var sorts = []string{"FROM correction WHERE story_id IN", "FROM section WHERE"}

// No query of the domain reads a whole table that grows with the archive.
func TestNoQueryScansTheArchive(t *testing.T) {
	db := newstest.SQLite(t)
	queries := map[string]string{}
	for _, pkg := range []string{"newsroom", "topic", "contributor", "picture", "story", "front", "edition"} {
		for at, query := range queriesOf(t, filepath.Join("..", pkg)) {
			queries[at] = query
		}
	}
	if len(queries) < 25 {
		t.Fatalf("only %d queries were found: %v", len(queries), queries)
	}
	for at, query := range queries {
		steps := plan(t, db, query)
		for _, step := range steps {
			table, scan := strings.CutPrefix(step, "SCAN ")
			if scan && table != "CONSTANT ROW" && !few[strings.Fields(table)[0]] {
				t.Errorf("%s scans: %s\n%s", at, strings.Join(steps, "; "), query)
			}
			if strings.Contains(step, "TEMP B-TREE") && !containsAny(query, sorts) {
				t.Errorf("%s sorts: %s\n%s", at, strings.Join(steps, "; "), query)
			}
		}
	}
}

func containsAny(s string, parts []string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

var statement = regexp.MustCompile(`^(SELECT|UPDATE|DELETE|WITH)\b`)

// made are the functions that make queries of parts. Lists have tests of their own; a story's labels are found by their
// key; that of pictures reads on until it has enough.
var made = map[string]bool{"story.listQuery": true, "story.page": true, "story.tally": true, "story.relabel": true, "picture.Newest": true}

// queriesOf returns the statements in a package's source, by their places. What is only known when the program runs is
// taken for a list of ids.
func queriesOf(t *testing.T, folder string) map[string]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no source in %s: %v", folder, err)
	}
	set := token.NewFileSet()
	var files []*ast.File
	constants := map[string]ast.Expr{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
		ast.Inspect(file, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && len(v.Names) == len(v.Values) {
				for i, name := range v.Names {
					constants[name.Name] = v.Values[i]
				}
			}
			return true
		})
	}
	found := map[string]string{}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if g, ok := n.(*ast.GenDecl); ok && g.Tok == token.CONST {
				return false // parts of queries
			}
			if f, ok := n.(*ast.FuncDecl); ok && made[filepath.Base(folder)+"."+f.Name.Name] {
				return false
			}
			e, ok := n.(ast.Expr)
			if _, name := n.(*ast.Ident); !ok || name {
				return true
			}
			query := textOf(e, constants)
			if statement.MatchString(query) {
				found[fmt.Sprint(set.Position(n.Pos()))] = query
				return false
			}
			return true
		})
	}
	return found
}

func textOf(e ast.Expr, constants map[string]ast.Expr) string {
	switch v := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(v.Value)
		if err == nil {
			return s
		}
	case *ast.BinaryExpr:
		return textOf(v.X, constants) + textOf(v.Y, constants)
	case *ast.Ident:
		if known, ok := constants[v.Name]; ok {
			return textOf(known, constants)
		}
	}
	return "(1, 2)"
}
