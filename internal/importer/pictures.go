package importer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"masthead/internal/doc"
	"masthead/internal/errs"
	"masthead/internal/picture"
	"masthead/internal/store"
)

// pictures gets what pictures a batch shows and the library does not have, places them in the stories, and says what
// became of them.
func (r *run) pictures(ctx context.Context, batch []prepared, rows map[string]row) ([]Line, error) {
	var wanted []*Picture
	before := map[string]bool{}
	seen := map[string]bool{}
	want := func(p *Picture) {
		if _, ok := rows[p.Key]; ok && !seen[p.Key] {
			before[p.Key] = true
		} else if !seen[p.Key] && r.missing[p.Key] == "" {
			wanted = append(wanted, p)
		}
		seen[p.Key] = true
	}
	var mentioned []*Picture
	for i := range batch {
		switch v := batch[i].item.(type) {
		case *Story:
			mentioned = append(mentioned, v.Pictures...)
		case *Picture:
			v.stray = true
			mentioned = append(mentioned, v)
		}
	}
	for _, p := range mentioned {
		want(p)
	}
	for chunk := range slices.Chunk(wanted, atOnce) {
		if err := r.obtain(ctx, chunk, rows); err != nil {
			return nil, err
		}
	}
	var lines []Line
	for _, p := range mentioned {
		if !p.First {
			continue
		}
		l := Line{Item: p.Key, Kind: "picture", Title: p.Title, Outcome: Imported}
		if before[p.Key] {
			l.Outcome = Unchanged
		} else if reason := r.missing[p.Key]; reason != "" {
			l.Outcome, l.Reason = Omitted, reason
		}
		lines = append(lines, l)
	}
	for i := range batch {
		if v, ok := batch[i].item.(*Story); ok {
			r.place(v, &batch[i], rows)
		}
	}
	return lines, nil
}

// found is a picture's file, examined.
type found struct {
	original picture.Original
	missing  string
}

// obtain gets some pictures, at most atOnce, because their files are in memory together, and adds them to the library.
func (r *run) obtain(ctx context.Context, wanted []*Picture, rows map[string]row) error {
	files := make([]found, len(wanted))
	g, gctx := errgroup.WithContext(ctx)
	for i, p := range wanted {
		g.Go(func() (err error) {
			files[i], err = r.file(gctx, p)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	added := map[string]row{}
	err := r.transact(ctx, func(ctx context.Context, tx *store.Tx) error {
		clear(added)
		for i, p := range wanted {
			if files[i].missing != "" {
				continue
			}
			words := picture.Words{Filename: clipText(p.Filename, 300), Alt: clipText(p.Alt, 2000), Caption: clipText(p.Caption, 5000), Credit: clipText(p.Credit, 500)}
			v, err := picture.Add(ctx, tx, r.o.Actor, files[i].original, words)
			if err != nil {
				return err
			}
			added[p.Key] = row{v.ID, files[i].original.Hash}
		}
		return r.remember(ctx, tx, added)
	})
	if err != nil {
		return err
	}
	for i, p := range wanted {
		if files[i].missing == "" {
			rows[p.Key] = added[p.Key]
			if r.o.DryRun {
				r.known[p.Key] = added[p.Key]
			}
		} else if len(r.missing) < 1_000_000 {
			r.missing[p.Key] = files[i].missing
		}
	}
	return nil
}

// file finds a picture's file and keeps it in the library. What is wrong with the file is no error: its story goes on
// without it.
func (r *run) file(ctx context.Context, p *Picture) (found, error) {
	body, err := r.open(ctx, p)
	if err != nil {
		return found{missing: sentence(err)}, ctx.Err()
	}
	original, err := picture.Examine(body)
	body.Close()
	switch {
	case ctx.Err() != nil:
		return found{}, ctx.Err()
	case errs.Is(err, errs.Invalid):
		return found{missing: errs.Public(err)}, nil
	case err != nil:
		return found{missing: sentence(plainCause(err))}, nil
	}
	if !r.o.DryRun {
		if err := r.photos.Store(ctx, original); err != nil {
			return found{}, fmt.Errorf("keeping the picture %s: %w", p.Key, err)
		}
	}
	return found{original: original}, nil
}

func sentence(err error) string { return "The picture could not be had: " + err.Error() + "." }

var (
	errNoAddress = errors.New("the archive does not say where it is")
	errStray     = errors.New("no story shows it, and it is not in a folder of pictures")
	errNotThere  = errors.New("it is not in the folder of pictures, and none are fetched")
)

func (r *run) open(ctx context.Context, p *Picture) (io.ReadCloser, error) {
	if len(p.URLs) == 0 {
		return nil, errNoAddress
	}
	if r.folder != nil {
		if f := r.folder.open(p.URLs); f != nil {
			return f, nil
		}
	}
	if p.stray {
		return nil, errStray
	}
	if r.fetcher == nil {
		return nil, errNotThere
	}
	var first error
	for _, address := range p.URLs {
		body, err := r.fetcher.fetch(ctx, address)
		if err == nil {
			return body, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

// place turns the keys of a story's pictures into ids. A picture that could not be had becomes a block that keeps its
// address and words for the editors, and counts in the digest, so that a later run which has it changes the story.
func (r *run) place(v *Story, p *prepared, rows map[string]row) {
	if p.refused != nil {
		return
	}
	addresses := map[string]string{}
	for _, picture := range v.Pictures {
		if len(picture.URLs) > 0 {
			addresses[picture.Key] = picture.URLs[0]
		}
	}
	var lost []string
	has := func(d *doc.Picture) bool {
		if v, ok := rows[d.Picture]; ok {
			d.Picture = v.noun.String()
			return true
		}
		lost = append(lost, d.Picture)
		return false
	}
	v.Body.Blocks = placed(v.Body.Blocks, has, addresses)
	if v.Hero != nil && !has(v.Hero) {
		v.Body.Blocks = append(v.Body.Blocks, stub(v.Hero, addresses[v.Hero.Picture]))
		v.Hero = nil
	}
	if len(lost) > 0 {
		v.Notes = append(v.Notes, "Pictures of it could not be had; a later run that finds them puts them in.")
		p.digest += "-" + shortHash(strings.Join(lost, " "))
	}
}

func placed(blocks []doc.Block, has func(*doc.Picture) bool, addresses map[string]string) []doc.Block {
	var all []doc.Block
	for _, b := range blocks {
		switch v := b.(type) {
		case *doc.Picture:
			if !has(v) {
				b = stub(v, addresses[v.Picture])
			}
			all = append(all, b)
		case *doc.Gallery:
			var stubs []doc.Block
			v.Pictures = slices.DeleteFunc(v.Pictures, func(p *doc.Picture) bool {
				if has(p) {
					return false
				}
				stubs = append(stubs, stub(p, addresses[p.Picture]))
				return true
			})
			if len(v.Pictures) > 0 {
				all = append(all, v)
			} else if v.Title != "" {
				all = append(all, &doc.Paragraph{Text: doc.Plain(v.Title)})
			}
			all = append(all, stubs...)
		case *doc.FactBox:
			v.Blocks = placed(v.Blocks, has, addresses)
			all = append(all, v)
		default:
			all = append(all, b)
		}
	}
	return all
}

// stub keeps what is known of a picture that could not be had.
func stub(p *doc.Picture, address string) doc.Block {
	var b strings.Builder
	fmt.Fprintf(&b, "<figure><img src=\"%s\" alt=\"%s\">", html.EscapeString(address), html.EscapeString(p.Alt))
	if words := p.Caption.String(); words != "" {
		fmt.Fprintf(&b, "<figcaption>%s</figcaption>", html.EscapeString(words))
	}
	if p.Credit != "" {
		fmt.Fprintf(&b, "<small>%s</small>", html.EscapeString(p.Credit))
	}
	b.WriteString("</figure>")
	return &doc.Unconverted{Source: "import", Reason: "The picture could not be had.", Markup: b.String()}
}

func shortHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}

// clipText makes a text fit for a field of one line.
func clipText(s string, most int) string {
	s = strings.ToValidUTF8(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s), "")
	for len(s) > most {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:max(len(s)-size, 0)]
	}
	return s
}
