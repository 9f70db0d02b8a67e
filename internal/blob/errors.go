package blob

import (
	"context"
	"errors"
	"fmt"
	"syscall"

	"gocloud.dev/gcerrors"

	"masthead/internal/errs"
)

const (
	diskFull      = "The disk that holds the pictures is full. Free some space on it and try again."
	folderFails   = "The folder that holds the pictures cannot be used. Check that it exists, and its owner and permissions."
	s3Refuses     = "The S3 store refuses access. Check the credentials and the bucket's policy."
	s3Unreachable = "The S3 store cannot be used. Check its address, its region, its bucket and the network."
)

// explain gives an error of the store its kind and says what to do about it. key is that of a blob, or empty where the
// store itself is meant.
func (s *Store) explain(err error, key string) error {
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return err
	case key != "" && gcerrors.Code(err) == gcerrors.NotFound:
		return errs.Wrap(err, errs.NotFound, "There is no file here.")
	case s.folder == "":
		return explainS3(err)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return errs.Wrap(err, errs.Unavailable, diskFull)
	}
	return errs.Wrap(fmt.Errorf("%s: %w", s.folder, err), errs.Unavailable, folderFails)
}

func explainS3(err error) error {
	answer, ok := errors.AsType[interface {
		error
		HTTPStatusCode() int
	}](err)
	if ok && (answer.HTTPStatusCode() == 401 || answer.HTTPStatusCode() == 403) {
		return errs.Wrap(err, errs.Unavailable, s3Refuses)
	}
	return errs.Wrap(err, errs.Unavailable, s3Unreachable)
}
