package site

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"os"
	"path"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"masthead/internal/web"
	"masthead/themes"
)

// pageModels says which model each page's template is given.
var pageModels = map[string]any{
	"home":        HomePage{},
	"section":     FrontPage{},
	"topic":       FrontPage{},
	"topics":      TopicsPage{},
	"contributor": ContributorPage{},
	"article":     ArticlePage{},
	"page":        PlainPage{},
	"list":        ListPage{},
	"missing":     MissingPage{},
	"gone":        GonePage{},
	"failure":     FailurePage{},
}

// Within a story's own blocks, pictures are set by these templates, each given a Picture.
const (
	heroPicture = "hero-picture"
	bodyPicture = "body-picture"
)

const assetsPrefix = "/assets/"

// theme is one loaded state of the theme: templates that fit their models, and assets. It never changes.
type theme struct {
	pages    map[string]*template.Template
	pictures *template.Template
	assets   *web.Assets
	choices  []Choice
}

// loadTheme reads a theme. Its error says file and line where a template is wrong.
func loadTheme(files fs.FS) (*theme, error) {
	assets, err := loadAssets(files)
	if err != nil {
		return nil, err
	}
	choices, err := readChoices(files)
	if err != nil {
		return nil, err
	}
	funcs := template.FuncMap{"asset": func(name string) (string, error) {
		address, ok := assets.URL(name)
		if !ok {
			return "", fmt.Errorf("the theme has no file %s", name)
		}
		return address, nil
	}}
	shared := template.New("theme").Funcs(funcs)
	parts, err := fs.Glob(files, "templates/parts/*.html")
	if err != nil {
		return nil, err
	}
	for _, file := range append(parts, "templates/base.html") {
		if err := parseInto(shared, files, file); err != nil {
			return nil, err
		}
	}
	t := &theme{pages: map[string]*template.Template{}, assets: assets, choices: choices}
	for name, model := range pageModels {
		set, err := shared.Clone()
		if err == nil {
			err = parseInto(set, files, "templates/"+name+".html")
		}
		if err == nil {
			err = t.tryOut(set, funcs, "templates/base.html", model)
		}
		if err != nil {
			return nil, err
		}
		t.pages[name] = set.Lookup("templates/base.html")
	}
	t.pictures = shared
	for _, name := range []string{heroPicture, bodyPicture} {
		if err := t.tryOut(shared, funcs, name, Picture{}); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func parseInto(set *template.Template, files fs.FS, name string) error {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("theme: %w", err)
	}
	if _, err := set.New(name).Parse(string(text)); err != nil {
		return fmt.Errorf("theme: %w", err)
	}
	return nil
}

// tryOut checks a template against its model and executes it once, which finds what html/template has to say of it.
func (t *theme) tryOut(set *template.Template, funcs template.FuncMap, name string, model any) error {
	if err := checkTemplate(set, funcs, t.choices, name, reflect.TypeOf(model)); err != nil {
		return fmt.Errorf("theme: %w", err)
	}
	if err := set.ExecuteTemplate(&bytes.Buffer{}, name, model); err != nil {
		return fmt.Errorf("theme: %w", err)
	}
	return nil
}

// page executes a page's template.
func (t *theme) page(name string, model any) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(64 << 10)
	if err := t.pages[name].Execute(&b, model); err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	return b.Bytes(), nil
}

// picture sets a picture within a story.
func (t *theme) picture(name string, p Picture) (template.HTML, error) {
	var b strings.Builder
	if err := t.pictures.ExecuteTemplate(&b, name, p); err != nil {
		return "", fmt.Errorf("theme: %w", err)
	}
	return template.HTML(strings.TrimSpace(b.String())), nil
}

// Style sheets name files of the theme relative to themselves; these names become addresses that browsers keep for ever.
var relativeURL = regexp.MustCompile(`url\(\s*["']?(\.\.?/[^"')\s]+)["']?\s*\)`)

// importRule is a line of a style sheet that names another one beside it.
var importRule = regexp.MustCompile(`(?m)^@import "([\w./-]+\.css)";\n?`)

func loadAssets(files fs.FS) (*web.Assets, error) {
	unstyled, err := web.NewAssets(assetFiles{files, func(name string) bool { return path.Ext(name) != ".css" }, nil}, assetsPrefix)
	if err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	return web.NewAssets(assetFiles{files, func(string) bool { return true }, unstyled}, assetsPrefix)
}

// assetFiles are those files of a theme that browsers may ask for.
type assetFiles struct {
	fs.FS
	wanted func(name string) bool
	linked *web.Assets // what style sheets name
}

// ReadDir leaves out the templates, and what the theme says of itself.
func (a assetFiles) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(a.FS, name)
	var public []fs.DirEntry
	for _, entry := range all {
		hidden := strings.HasPrefix(entry.Name(), ".") || name == "." && (entry.Name() == "templates" || entry.Name() == choicesFile)
		if !hidden && (entry.IsDir() || a.wanted(entry.Name())) {
			public = append(public, entry)
		}
	}
	return public, err
}

// ReadFile gives the files that a style sheet names their addresses, and puts the sheets that it imports in their place,
// so that a browser asks once.
func (a assetFiles) ReadFile(name string) ([]byte, error) {
	if path.Ext(name) != ".css" {
		return fs.ReadFile(a.FS, name)
	}
	body, err := a.sheet(name)
	if err != nil {
		return nil, err
	}
	var missing error
	body = importRule.ReplaceAllFunc(body, func(rule []byte) []byte {
		imported, err := a.sheet(path.Join(path.Dir(name), string(importRule.FindSubmatch(rule)[1])))
		if err == nil && importRule.Match(imported) {
			err = errors.New("a sheet that is imported imports no other")
		}
		if err != nil {
			missing = errors.Join(missing, fmt.Errorf("%s:%d: %w", name, lineOf(body, rule), err))
		}
		return imported
	})
	return body, missing
}

// sheet reads one style sheet, with the addresses of the files that it names.
func (a assetFiles) sheet(name string) ([]byte, error) {
	body, err := fs.ReadFile(a.FS, name)
	var missing error
	linked := relativeURL.ReplaceAllFunc(body, func(match []byte) []byte {
		target := path.Join(path.Dir(name), string(relativeURL.FindSubmatch(match)[1]))
		address, ok := a.linked.URL(target)
		if !ok {
			missing = errors.Join(missing, fmt.Errorf("%s:%d: the theme has no file %s", name, lineOf(body, match), target))
			return match
		}
		return []byte("url(" + strconv.Quote(address) + ")")
	})
	return linked, errors.Join(err, missing)
}

func lineOf(body, part []byte) int {
	return 1 + bytes.Count(body[:bytes.Index(body, part)], []byte("\n"))
}

// following follows the theme as its owner changes it.
type following struct {
	dir     string
	log     *slog.Logger
	clock   func() time.Time
	changed func() // told after another theme has come into force

	current atomic.Pointer[theme]
	looked  atomic.Int64 // Unix seconds of the last look at the directory
	mu      sync.Mutex
	stamp   string // of the files that were last loaded, or tried; empty where there is no directory
	failure string // what was last logged
}

// follow loads the theme: the default, and over it what stands in dir, which need not exist. A mistake in dir is logged
// and leaves the default in force.
func follow(dir string, log *slog.Logger, clock func() time.Time, changed func()) (*following, error) {
	plain, err := loadTheme(themes.Default())
	if err != nil {
		return nil, err
	}
	f := &following{dir: dir, log: log, clock: clock, changed: changed}
	f.current.Store(plain)
	f.looked.Store(clock().Unix())
	f.look()
	return f, nil
}

// theme returns the theme in force. It looks at most once a second whether its files have changed.
func (f *following) theme() *theme {
	now := f.clock().Unix()
	if last := f.looked.Load(); now != last && f.looked.CompareAndSwap(last, now) {
		f.look()
	}
	return f.current.Load()
}

func (f *following) look() {
	if f.dir == "" || !f.mu.TryLock() {
		return
	}
	defer f.mu.Unlock()
	err := f.reload()
	if err != nil && err.Error() != f.failure {
		f.failure = err.Error()
		f.log.Error("the theme is wrong; the last good one stays in force", "dir", f.dir, "error", err)
	}
}

// reload puts the theme's files in force if they have changed and are good.
func (f *following) reload() error {
	root, err := os.OpenRoot(f.dir)
	if errors.Is(err, fs.ErrNotExist) {
		if f.stamp == "" {
			return nil
		}
		return f.adopt(themes.Default(), "")
	}
	if err != nil {
		return err
	}
	defer root.Close()
	stamp, err := stampOf(root.FS())
	if err != nil || stamp == f.stamp {
		return err
	}
	return f.adopt(overlay{root.FS(), themes.Default()}, stamp)
}

// adopt puts another theme in force if it is good.
func (f *following) adopt(files fs.FS, stamp string) error {
	f.stamp = stamp
	t, err := loadTheme(files)
	if err != nil {
		return err
	}
	f.failure = ""
	f.current.Store(t)
	f.changed()
	f.log.Info("the theme was loaded", "dir", f.dir)
	return nil
}
