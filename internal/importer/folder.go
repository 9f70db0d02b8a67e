package importer

import (
	"io/fs"
	"net/url"
	"os"
	"path"
	"regexp"
	"strings"
	"sync"

	"masthead/internal/errs"
)

// folder is a copy of an archive's media on this machine. Nothing outside of it is read, whatever an address or a
// symbolic link says.
type folder struct {
	root   *os.Root
	walk   sync.Once
	byName map[string]string // lower-case file name: its path; only the first of a name
}

const maxFolderFiles = 2_000_000

func openFolder(dir string) (*folder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, errs.Wrap(err, errs.Invalid, "The folder %s cannot be read", dir)
	}
	return &folder{root: root}, nil
}

func (f *folder) Close() error { return f.root.Close() }

// open returns the file of the first of the addresses that has one: by its path, by the path within the uploads, then by
// its name anywhere; an original stands for its smaller sizes, and one that WordPress scaled down for its original.
func (f *folder) open(addresses []string) *os.File {
	var names []string
	for _, address := range addresses {
		u, err := url.Parse(address)
		if err != nil {
			continue
		}
		p := strings.TrimPrefix(path.Clean("/"+u.Path), "/")
		if p == "" {
			continue
		}
		paths := []string{p}
		if i := strings.Index(p, "uploads/"); i >= 0 {
			paths = append(paths, p[i+len("uploads/"):], p[i:])
		}
		for _, candidate := range paths {
			for _, v := range variants(candidate) {
				if file := f.regular(v); file != nil {
					return file
				}
			}
		}
		names = append(names, variants(path.Base(p))...)
	}
	f.walk.Do(f.read)
	for _, n := range names {
		if p, ok := f.byName[strings.ToLower(n)]; ok {
			if file := f.regular(p); file != nil {
				return file
			}
		}
	}
	return nil
}

var scaled = regexp.MustCompile(`-scaled$`)

func variants(p string) []string {
	extension := path.Ext(p)
	stem := strings.TrimSuffix(p, extension)
	if original := scaled.ReplaceAllString(stem, ""); original != stem {
		return []string{p, original + extension}
	}
	return []string{p, stem + "-scaled" + extension}
}

func (f *folder) regular(p string) *os.File {
	// To open a pipe would wait for its writer, for ever.
	if info, err := f.root.Stat(p); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	file, err := f.root.Open(p)
	if err != nil {
		return nil
	}
	return file
}

func (f *folder) read() {
	f.byName = map[string]string{}
	fs.WalkDir(f.root.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return fs.SkipDir
		}
		if len(f.byName) >= maxFolderFiles {
			return fs.SkipAll
		}
		if name := strings.ToLower(d.Name()); d.Type().IsRegular() && f.byName[name] == "" {
			f.byName[name] = p
		}
		return nil
	})
}
