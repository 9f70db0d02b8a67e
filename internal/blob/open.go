package blob

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/blob/s3blob"

	"masthead/internal/errs"
)

// openFolder opens a folder that only its owner may read: it holds what is not published, too.
func (s *Store) openFolder(path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return errs.Wrap(err, errs.Invalid, "The path of the store makes no sense here.")
	}
	s.folder = path
	if err := os.MkdirAll(path, 0o700); err != nil {
		return s.explain(err, "")
	}
	s.bucket, err = fileblob.OpenBucket(path, &fileblob.Options{
		DirFileMode: 0o700,
		// A file can be renamed within its file system only.
		NoTempDir: true,
		Metadata:  fileblob.MetadataDontWrite,
	})
	return s.explain(err, "")
}

func openS3(ctx context.Context, u *url.URL) (*blob.Bucket, error) {
	q := u.Query()
	if q.Has("endpoint") && !q.Has("use_path_style") {
		// Other providers than Amazon seldom have a host name for each bucket.
		q.Set("use_path_style", "true")
	}
	if !q.Has("response_checksum_validation") {
		// Otherwise the SDK writes a warning to standard error whenever a blob is read that was sent in parts.
		q.Set("response_checksum_validation", "when_required")
	}
	bucket := *u
	bucket.Path, bucket.RawQuery = "", q.Encode()
	b, err := new(s3blob.URLOpener).OpenBucketURL(ctx, &bucket)
	if err != nil {
		return nil, errs.Wrap(err, errs.Invalid, "The address of the S3 store is wrong. It looks like "+
			"s3://bucket?region=eu-west-1, or s3://bucket?region=auto&endpoint=https://host.")
	}
	if folder := strings.Trim(u.Path, "/"); folder != "" {
		if err := checkKey(folder); err != nil {
			b.Close()
			return nil, err
		}
		b = blob.PrefixedBucket(b, folder+"/")
	}
	return b, nil
}
