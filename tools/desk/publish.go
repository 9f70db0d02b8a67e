package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// metafile is what is needed of esbuild's account of a bundle.
type metafile struct {
	Outputs map[string]struct {
		EntryPoint string `json:"entryPoint"`
		Imports    []struct{ Path, Kind string }
	}
}

// shell is the page of every address under /desk/. It holds no inline script or style: the desk's policy allows none.
var shell = template.Must(template.New("shell").Parse(`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>Desk</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
{{range .Styles}}<link rel="stylesheet" href="/desk/assets/{{.}}">
{{end}}{{range .Needed}}<link rel="modulepreload" href="/desk/assets/{{.}}">
{{end}}<script type="module" src="/desk/assets/{{.Script}}"></script>
</head>
<body>
<div id="desk"></div>
<noscript><p>The desk needs JavaScript. Everything that it does can also be done by the <a href="/api/v1/docs">API</a>.</p></noscript>
</body>
</html>
`))

// publish writes the bundle and its shell, then removes the files of the bundle before.
func publish(out string, result api.BuildResult) ([]api.OutputFile, error) {
	page, err := shellOf(result.Metafile)
	if err != nil {
		return nil, err
	}
	assets := filepath.Join(out, "assets")
	if err := os.MkdirAll(assets, 0o755); err != nil {
		return nil, err
	}
	kept := map[string]bool{}
	for _, file := range result.OutputFiles {
		kept[filepath.Base(file.Path)] = true
		if err := os.WriteFile(file.Path, file.Contents, 0o644); err != nil {
			return nil, err
		}
	}
	if err := os.WriteFile(filepath.Join(out, "index.html"), page, 0o644); err != nil {
		return nil, err
	}
	old, err := os.ReadDir(assets)
	if err != nil {
		return nil, err
	}
	for _, entry := range old {
		if !kept[entry.Name()] {
			if err := os.Remove(filepath.Join(assets, entry.Name())); err != nil && !os.IsNotExist(err) {
				return nil, err
			}
		}
	}
	return result.OutputFiles, nil
}

func shellOf(meta string) ([]byte, error) {
	var m metafile
	if err := json.Unmarshal([]byte(meta), &m); err != nil {
		return nil, err
	}
	var page struct {
		Script         string
		Styles, Needed []string
	}
	for name, output := range m.Outputs {
		switch {
		case strings.HasSuffix(name, ".css"):
			page.Styles = append(page.Styles, filepath.Base(name))
		case strings.HasSuffix(output.EntryPoint, "app/desk.tsx"):
			page.Script = filepath.Base(name)
			page.Needed = m.needed(name, map[string]bool{name: true})
		}
	}
	// The desk's own sheet comes first: those of later parts build on it.
	sort.Slice(page.Styles, func(i, j int) bool {
		a, b := strings.HasPrefix(page.Styles[i], "desk-"), strings.HasPrefix(page.Styles[j], "desk-")
		if a != b {
			return a
		}
		return page.Styles[i] < page.Styles[j]
	})
	sort.Strings(page.Needed)
	var b bytes.Buffer
	err := shell.Execute(&b, page)
	return b.Bytes(), err
}

// needed lists what a file cannot start without. The page names it, so that the browser asks for all of it at once.
func (m metafile) needed(name string, seen map[string]bool) []string {
	var list []string
	for _, i := range m.Outputs[name].Imports {
		if i.Kind != "import-statement" || seen[i.Path] {
			continue
		}
		seen[i.Path] = true
		list = append(append(list, filepath.Base(i.Path)), m.needed(i.Path, seen)...)
	}
	return list
}

func printSizes(files []api.OutputFile, meta string) {
	var m metafile
	_ = json.Unmarshal([]byte(meta), &m) // it was read once already
	entries := map[string]string{}
	for name, output := range m.Outputs {
		entries[filepath.Base(name)] = output.EntryPoint
	}
	for _, file := range files {
		var b bytes.Buffer
		w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
		_, _ = w.Write(file.Contents)
		_ = w.Close()
		name := filepath.Base(file.Path)
		fmt.Printf("%9.1f kB %9.1f kB gzip  %s  %s\n", float64(len(file.Contents))/1000, float64(b.Len())/1000, name, entries[name])
	}
}
