package blob

import (
	"path"
	"strings"

	"masthead/internal/errs"
)

// maxKey bounds a key: what every file system and S3 takes, with room for a temporary name.
const maxKey = 200

// checkKey accepts the keys that mean the same on every file system and in S3: names of ASCII letters, digits, '-', '_'
// and '.', not beginning with '.', joined by '/'.
func checkKey(key string) error {
	bad := len(key) > maxKey
	for part := range strings.SplitSeq(key, "/") {
		bad = bad || part == "" || part[0] == '.'
	}
	for _, c := range []byte(key) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		bad = bad || !letter && !strings.ContainsRune("-_./", rune(c))
	}
	// The name of gocloud.dev's own files.
	if bad || strings.HasSuffix(key, ".attrs") || strings.HasSuffix(key, ".tmp") {
		return errs.New(errs.Invalid, "%.*q is no key of a file.", maxKey, key)
	}
	return nil
}

// types are the media types of what Masthead keeps; the system's table differs from one machine to the next.
var types = map[string]string{
	".avif": "image/avif",
	".gif":  "image/gif",
	".heic": "image/heic",
	".jpeg": "image/jpeg",
	".jpg":  "image/jpeg",
	".json": "application/json",
	".m4a":  "audio/mp4",
	".mp3":  "audio/mpeg",
	".mp4":  "video/mp4",
	".ogg":  "audio/ogg",
	".opus": "audio/ogg",
	".pdf":  "application/pdf",
	".png":  "image/png",
	".tiff": "image/tiff",
	".txt":  "text/plain; charset=utf-8",
	".wav":  "audio/wav",
	".webp": "image/webp",
}

func typeOf(key string) string {
	if t, ok := types[strings.ToLower(path.Ext(key))]; ok {
		return t
	}
	return "application/octet-stream"
}
