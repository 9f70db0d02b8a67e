// Package ui holds the editors' application, bundled by tools/desk. Its source is beside this file, in TypeScript.
package ui

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files returns the bundle: index.html, the page of every address under /desk/, and assets/, to be served under
// /desk/assets/. The names in assets/ hold a hash of their content, so that each may be kept for ever. It returns false
// for a program that was built without the desk ('go build' alone, before 'make build').
func Files() (fs.FS, bool) {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, false
	}
	if _, err := fs.Stat(files, "index.html"); err != nil {
		return nil, false
	}
	return files, true
}
