// Package desk serves the editors' web application. It knows nothing of a newsroom: the application asks the API.
package desk

import (
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"masthead/internal/errs"
	"masthead/internal/web"
)

// ContentSecurityPolicy lets the application run, with the pictures it is given, and nothing from elsewhere.
const ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; " +
	"font-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

const immutable = "public, max-age=31536000, immutable"

// Desk is the application's files, ready to be sent.
type Desk struct {
	page   *web.Content
	assets map[string]*web.Content
}

// New reads the files that the application was built into: index.html and assets/, whose names hold a hash of what is in
// them. With no files it is a desk that says so.
func New(files fs.FS) (*Desk, error) {
	d := &Desk{assets: map[string]*web.Content{}}
	if files == nil {
		d.page = document([]byte(notBuilt))
		d.page.Status = http.StatusServiceUnavailable
		return d, nil
	}
	page, err := fs.ReadFile(files, "index.html")
	if err != nil {
		return nil, fmt.Errorf("reading the desk: %w", err)
	}
	d.page = document(page)
	return d, fs.WalkDir(files, "assets", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return fmt.Errorf("reading the desk: %w", err)
		}
		asset := web.NewContent(web.TypeOf(path.Base(name)), body)
		asset.Effort, asset.CacheControl = web.Thorough, immutable
		d.assets[strings.TrimPrefix(name, "assets/")] = asset
		return nil
	})
}

// document is the page of every address under /desk. It is asked for anew each time, so that a new version of the program is
// seen at once.
func document(body []byte) *web.Content {
	c := web.NewContent("text/html; charset=utf-8", body)
	c.CacheControl = "no-cache"
	c.Header = http.Header{
		"Content-Security-Policy": {ContentSecurityPolicy},
		"X-Robots-Tag":            {"noindex"},
		"Referrer-Policy":         {"same-origin"},
	}
	return c
}

// Routes adds the desk's addresses. There is one pattern for each depth, because http.ServeMux would not know which of
// "/desk/{path...}" and the site's "/{section}/{slug}" to prefer.
func (d *Desk) Routes(handle func(pattern string, h web.Handler)) {
	for _, pattern := range []string{"GET /desk", "GET /desk/{$}", "GET /desk/{view}", "GET /desk/{view}/{rest...}"} {
		handle(pattern, d.servePage)
	}
	handle("GET /desk/assets/{file...}", d.serveAsset)
}

func (d *Desk) servePage(w http.ResponseWriter, r *http.Request) error {
	d.page.ServeHTTP(w, r)
	return nil
}

func (d *Desk) serveAsset(w http.ResponseWriter, r *http.Request) error {
	asset := d.assets[r.PathValue("file")]
	if asset == nil {
		return errs.New(errs.NotFound, "There is no such file.")
	}
	asset.ServeHTTP(w, r)
	return nil
}

const notBuilt = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The desk is not built in</title>
<h1>The desk is not built in</h1>
<p>This program was built without the editors’ application. Run <code>make build</code>, which builds both, and start bin/masthead.</p>
<p>The site and the API are there: <a href="/">the front page</a>, <a href="/api/v1/docs">the API</a>.</p>
</html>
`
