package site

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// overlay is a theme over another: a file of the upper one stands in place of the lower one's of the same name.
type overlay struct{ upper, lower fs.FS }

func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.upper.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.lower.Open(name)
	}
	return f, err
}

func (o overlay) ReadFile(name string) ([]byte, error) {
	body, err := fs.ReadFile(o.upper, name)
	if errors.Is(err, fs.ErrNotExist) {
		return fs.ReadFile(o.lower, name)
	}
	return body, err
}

// ReadDir lists the files of both.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	upper, err := fs.ReadDir(o.upper, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	lower, below := fs.ReadDir(o.lower, name)
	if below != nil && (err != nil || !errors.Is(below, fs.ErrNotExist)) {
		return nil, below
	}
	byName := func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) }
	all := append(upper, lower...)
	slices.SortStableFunc(all, byName) // an upper file stays before the lower one of its name
	return slices.CompactFunc(all, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}

// maxThemeFiles bounds a site's own theme, so that a wrong directory is noticed and not read.
const maxThemeFiles = 1000

// stampOf tells one state of a directory from another.
func stampOf(files fs.FS) (string, error) {
	var b strings.Builder
	n := 0
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if n++; n > maxThemeFiles {
			return fmt.Errorf("it has more than %d files", maxThemeFiles)
		}
		info, err := entry.Info()
		if err == nil {
			fmt.Fprintf(&b, "%s %d %d\n", name, info.Size(), info.ModTime().UnixNano())
		}
		return err
	})
	return b.String(), err
}
