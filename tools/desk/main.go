// Desk bundles the editors' application: 'go run -C tools ./desk -out ../ui/dist'. It is a program of ours around esbuild as
// a library, so that building Masthead takes Go and the packages of ui/package.json, and no second build system.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// command is what was asked for.
type command struct {
	ui, out, reporter  string
	watch, sizes, test bool
	only               []string
}

func main() {
	var c command
	flag.StringVar(&c.ui, "ui", "../ui", "the folder of the desk's source")
	flag.StringVar(&c.out, "out", "", "bundle the desk into this folder")
	flag.BoolVar(&c.watch, "watch", false, "bundle again at every change, readable and with source maps")
	flag.BoolVar(&c.sizes, "sizes", false, "say how large each file is, compressed")
	flag.BoolVar(&c.test, "test", false, "run the unit tests (*.test.ts, *.test.tsx); arguments narrow them to paths that contain one")
	flag.StringVar(&c.reporter, "reporter", "spec", "how Node's test runner tells of the tests: spec, dot, tap")
	flag.Parse()
	c.only = flag.Args()
	if err := c.run(); err != nil {
		fmt.Fprintln(os.Stderr, "desk:", err)
		os.Exit(1)
	}
}

func (c command) run() error {
	ui, err := filepath.Abs(c.ui)
	if err != nil {
		return err
	}
	if c.test {
		return runTests(ui, c.reporter, c.only)
	}
	if c.out == "" {
		return fmt.Errorf("say where to: -out ../ui/dist")
	}
	out, err := filepath.Abs(c.out)
	if err != nil {
		return err
	}
	if c.watch {
		return watchBundle(ui, out)
	}
	result := api.Build(options(ui, out, false))
	if len(result.Errors) > 0 {
		return fmt.Errorf("%d errors", len(result.Errors))
	}
	files, err := publish(out, result)
	if err != nil {
		return err
	}
	if c.sizes {
		printSizes(files, result.Metafile)
	}
	return nil
}

func options(ui, out string, readable bool) api.BuildOptions {
	o := api.BuildOptions{
		AbsWorkingDir: ui,
		EntryPoints:   []string{"src/app/desk.tsx"},
		Outdir:        filepath.Join(out, "assets"),
		PublicPath:    "/desk/assets",
		EntryNames:    "[name]-[hash]",
		ChunkNames:    "[name]-[hash]",
		AssetNames:    "[name]-[hash]",
		Bundle:        true,
		Splitting:     true,
		Format:        api.FormatESModule,
		Platform:      api.PlatformBrowser,
		Target:        api.ES2022,
		Loader:        map[string]api.Loader{".woff2": api.LoaderFile, ".svg": api.LoaderFile},
		LegalComments: api.LegalCommentsNone,
		Metafile:      true,
		LogLevel:      api.LogLevelWarning,
		Define:        map[string]string{"process.env.NODE_ENV": `"production"`},
	}
	if readable {
		o.Sourcemap = api.SourceMapLinked
	} else {
		o.MinifyWhitespace, o.MinifyIdentifiers, o.MinifySyntax = true, true, true
	}
	return o
}

func watchBundle(ui, out string) error {
	o := options(ui, out, true)
	o.Plugins = []api.Plugin{{Name: "publish", Setup: func(build api.PluginBuild) {
		build.OnEnd(func(result *api.BuildResult) (api.OnEndResult, error) {
			if len(result.Errors) > 0 {
				return api.OnEndResult{}, nil
			}
			_, err := publish(out, *result)
			fmt.Println("bundled")
			return api.OnEndResult{}, err
		})
	}}}
	context, contextErr := api.Context(o)
	if contextErr != nil {
		return contextErr
	}
	defer context.Dispose()
	if err := context.Watch(api.WatchOptions{}); err != nil {
		return err
	}
	select {} // until interrupted
}

// runTests bundles each test for Node and hands them to Node's own runner, which then needs no loader and no DOM.
func runTests(ui, reporter string, only []string) error {
	tests, err := findTests(ui, only)
	if err != nil {
		return err
	}
	if len(tests) == 0 {
		return fmt.Errorf("no tests")
	}
	work, err := os.MkdirTemp("", "desk-tests-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	result := api.Build(api.BuildOptions{
		AbsWorkingDir: ui,
		EntryPoints:   tests,
		Outbase:       filepath.Join(ui, "src"),
		Outdir:        work,
		OutExtension:  map[string]string{".js": ".mjs"},
		Bundle:        true,
		Write:         true,
		Format:        api.FormatESModule,
		Platform:      api.PlatformNode,
		Target:        api.ES2022,
		Sourcemap:     api.SourceMapInline,
		Loader:        map[string]api.Loader{".css": api.LoaderEmpty},
		LogLevel:      api.LogLevelWarning,
		// A package in the older form of modules may ask for one of Node's own.
		Banner: map[string]string{"js": "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"},
	})
	if len(result.Errors) > 0 {
		return fmt.Errorf("%d errors", len(result.Errors))
	}
	args := []string{"--enable-source-maps", "--test", "--test-reporter=" + reporter}
	for _, file := range result.OutputFiles {
		args = append(args, file.Path)
	}
	node := exec.Command("node", args...)
	node.Dir, node.Stdout, node.Stderr = ui, os.Stdout, os.Stderr
	return node.Run()
}

func findTests(ui string, only []string) ([]string, error) {
	var tests []string
	err := filepath.WalkDir(filepath.Join(ui, "src"), func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if strings.HasSuffix(path, ".test.ts") || strings.HasSuffix(path, ".test.tsx") {
			if len(only) == 0 || containsAny(path, only) {
				tests = append(tests, path)
			}
		}
		return nil
	})
	return tests, err
}

func containsAny(path string, parts []string) bool {
	for _, part := range parts {
		if strings.Contains(path, part) {
			return true
		}
	}
	return false
}
