package api

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/picture"
	"masthead/internal/store"
)

// pictureWidth is the width of the rendition that stands for a picture at the desk.
const pictureWidth = 960

func pictureOf(p picture.Picture) Picture {
	var srcset []string
	for _, w := range picture.Widths(p) {
		srcset = append(srcset, fmt.Sprintf("%s %dw", picture.Path(p, w), min(w, p.Width)))
	}
	return Picture{
		ID: p.ID, Width: p.Width, Height: p.Height, Format: p.Format, Bytes: p.Bytes, Filename: p.Filename, Alt: p.Alt, Caption: p.Caption,
		Credit: p.Credit, CreatedAt: p.CreatedAt.UTC(), Src: picture.Path(p, pictureWidth), Srcset: strings.Join(srcset, ", "), Version: p.Version,
	}
}

func (a *API) listPictures(c *call, in *picturesInput) (*answer[List[Picture]], error) {
	fields, err := in.fields(Picture{})
	if err != nil {
		return nil, err
	}
	below, err := in.afterID()
	if err != nil {
		return nil, err
	}
	var out *answer[List[Picture]]
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		found, err := picture.Newest(ctx, tx, in.Q, below, in.Limit+1)
		next := ""
		if len(found) > in.Limit {
			found = found[:in.Limit]
			next = cursor(found[len(found)-1].ID.String())
		}
		all := make([]Picture, len(found))
		for i, p := range found {
			all[i] = pictureOf(p)
		}
		out = listOf(all, next, fields)
		return err
	})
}

func (a *API) addPicture(c *call, in *newPictureInput) (*created[Picture], error) {
	kind, _, _ := strings.Cut(in.Type, ";")
	if !strings.HasPrefix(strings.TrimSpace(kind), "image/") {
		return nil, newProblem("wrong-form", "A picture is sent as it is, with its own Content-Type, such as image/jpeg.")
	}
	original, err := a.receive(c)
	if err != nil {
		return nil, err
	}
	if err := a.o.Library.Store(c, original); err != nil {
		return nil, err
	}
	out := &created[Picture]{}
	return out, a.write(c, func(ctx context.Context, tx *store.Tx) error {
		p, err := picture.ByHash(ctx, tx, original.Hash)
		isNew := errs.Is(err, errs.NotFound)
		if isNew {
			p, err = picture.Add(ctx, tx, c.actor, original, picture.Words{Filename: in.Filename})
		}
		out.Status, out.Location = statusOf(isNew), Base+"/pictures/"+p.ID.String()
		out.ETag, out.Body = etagOf(p.Version), pictureOf(p)
		return err
	})
}

// receive takes a file that may take its time, and reads it into memory only when it is here.
func (a *API) receive(c *call) (picture.Original, error) {
	file, err := os.CreateTemp("", "masthead-upload-")
	if err != nil {
		return picture.Original{}, fmt.Errorf("making room for an upload: %w", err)
	}
	defer os.Remove(file.Name())
	defer file.Close()
	if _, err := io.Copy(file, c.r.Body); err != nil {
		return picture.Original{}, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return picture.Original{}, err
	}
	if err := a.uploads.Acquire(c, 1); err != nil {
		return picture.Original{}, err
	}
	defer a.uploads.Release(1)
	return picture.Examine(file)
}

func (a *API) onePicture(ctx context.Context, tx *store.Tx, i id.ID) (picture.Picture, error) {
	found, err := picture.ByID(ctx, tx, []id.ID{i})
	if err != nil || len(found) == 0 {
		return picture.Picture{}, orNotFound(err, "There is no such picture.")
	}
	return found[0], nil
}

func (a *API) getPicture(c *call, in *oneInput) (*tagged[Picture], error) {
	out := &tagged[Picture]{}
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		p, err := a.onePicture(ctx, tx, in.ID.ID)
		if err == nil {
			out.ETag, out.Body = etagOf(p.Version), pictureOf(p)
		}
		return err
	})
}

func (a *API) changePicture(c *call, in *changePictureInput) (*tagged[Picture], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	out := &tagged[Picture]{}
	return out, a.change(c, func(ctx context.Context, tx *store.Tx) error {
		p, err := picture.Describe(ctx, tx, c.actor, in.ID.ID, version, picture.Description(in.Body))
		if err == nil {
			out.ETag, out.Body = etagOf(p.Version), pictureOf(p)
		}
		return err
	}, func(ctx context.Context, tx *store.Tx) (any, error) {
		p, err := a.onePicture(ctx, tx, in.ID.ID)
		return pictureOf(p), err
	})
}

// maxUploads bounds how many pictures are examined in memory at once.
const maxUploads = 2
