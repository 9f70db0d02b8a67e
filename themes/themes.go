// Package themes holds the theme that is built into the program.
package themes

import (
	"embed"
	"io/fs"
)

//go:embed default
var files embed.FS

// Default returns the files of the default theme: templates, css, fonts.
func Default() fs.FS {
	sub, err := fs.Sub(files, "default")
	if err != nil {
		panic(err) // the name is right
	}
	return sub
}
