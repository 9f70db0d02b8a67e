package picture

import (
	"bytes"

	"masthead/internal/errs"
)

// refusals are the kinds of file that newsrooms try and that are refused with a reason of their own.
var refusals = []struct {
	offset int
	magic  string
	reason string
}{
	{0, "BM", "The file is a BMP; save it as JPEG or PNG."},
	{0, "II*\x00", "The file is a TIFF or a camera's raw file; save it as JPEG or PNG."},
	{0, "MM\x00*", "The file is a TIFF or a camera's raw file; save it as JPEG or PNG."},
	{4, "ftypavif", "The file is an AVIF, which cannot be read yet; save it as JPEG or WebP."},
	{4, "ftyphei", "The file is a HEIC, which cannot be read yet; save it as JPEG."},
	{4, "ftypmif1", "The file is a HEIC, which cannot be read yet; save it as JPEG."},
	{0, "\x00\x00\x00\x0cJXL ", "The file is a JPEG XL, which cannot be read yet; save it as JPEG."},
	{0, "\xff\x0a", "The file is a JPEG XL, which cannot be read yet; save it as JPEG."},
	{0, "\x00\x00\x00\x0cjP  ", "The file is a JPEG 2000; save it as JPEG."},
	{0, "8BPS", "The file is a Photoshop document; export it as JPEG or PNG."},
	{0, "%PDF-", "The file is a PDF, not a picture."},
	{4, "ftyp", "The file is a video, not a picture."},
}

// sniff tells the format of a file by its first bytes.
func sniff(data []byte) (*format, error) {
	switch {
	case len(data) == 0:
		return nil, errs.New(errs.Invalid, "The file is empty.")
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return formatNamed("jpeg"), nil
	case bytes.HasPrefix(data, []byte(pngSignature)):
		return formatNamed("png"), nil
	case bytes.HasPrefix(data, []byte("GIF87a")), bytes.HasPrefix(data, []byte("GIF89a")):
		return formatNamed("gif"), nil
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return formatNamed("webp"), nil
	}
	for _, r := range refusals {
		if len(data) > r.offset && bytes.HasPrefix(data[r.offset:], []byte(r.magic)) {
			return nil, errs.New(errs.Invalid, "%s", r.reason)
		}
	}
	if looksLikeMarkup(data, "<svg") {
		return nil, errs.New(errs.Invalid, "The file is an SVG, which can carry scripts and load other addresses; export it as PNG.")
	}
	if looksLikeMarkup(data, "<html") || looksLikeMarkup(data, "<!doctype html") {
		return nil, errs.New(errs.Invalid, "The file is a web page, not a picture.")
	}
	return nil, errs.New(errs.Invalid, "The file is not a JPEG, PNG, GIF or WebP picture.")
}

// looksLikeMarkup reports whether a text file has a tag near its beginning.
func looksLikeMarkup(data []byte, tag string) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 4096)], []byte("\ufeff")), " \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(bytes.ToLower(head), []byte(tag))
}
