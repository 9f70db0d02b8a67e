package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// These walk a file's structure to its end, without decoding a pixel, because a truncated file is the damage that
// archives and uploads really have, and decoding every picture would slow an import forty times.

const pngSignature = "\x89PNG\r\n\x1a\n"

var (
	errTruncated = errors.New("the file ends too early")
	errChecksum  = errors.New("a part of the file does not match its checksum")
	errStructure = errors.New("the file's parts do not fit together")
	errAnimated  = errors.New("it is an animated WebP, of which no still can be made; save it as GIF or as one picture")
)

func wholeJPEG(data []byte) error {
	at := 2
	for {
		marker := bytes.IndexByte(data[min(at, len(data)):], 0xff)
		if marker < 0 {
			return errTruncated
		}
		at += marker
		for at < len(data) && data[at] == 0xff {
			at++
		}
		if at >= len(data) {
			return errTruncated
		}
		kind := data[at]
		at++
		switch {
		case kind == 0xd9:
			return nil
		case kind == 0 || kind == 1 || kind >= 0xd0 && kind <= 0xd7:
			continue // a stuffed byte or a restart within the pixels: no segment follows
		}
		if at+2 > len(data) {
			return errTruncated
		}
		at += max(int(binary.BigEndian.Uint16(data[at:])), 2)
	}
}

func wholePNG(data []byte) error {
	at := len(pngSignature)
	for {
		if at+12 > len(data) {
			return errTruncated
		}
		length := int(binary.BigEndian.Uint32(data[at:]))
		if length > len(data)-at-12 {
			return errTruncated
		}
		kind, end := string(data[at+4:at+8]), at+8+length
		if isCritical(kind) && crc32.ChecksumIEEE(data[at+4:end]) != binary.BigEndian.Uint32(data[end:]) {
			return errChecksum
		}
		if kind == "IEND" {
			return nil
		}
		at = end + 4
	}
}

// isCritical reports whether a PNG's chunk is needed to see it.
func isCritical(kind string) bool { return kind[0]&0x20 == 0 }

// wholeGIF is content with the first frame, which is all that a rendition shows.
func wholeGIF(data []byte) error {
	if len(data) < 13 {
		return errTruncated
	}
	at := 13 + gifColours(data[10])
	for {
		if at >= len(data) {
			return errTruncated
		}
		switch data[at] {
		case 0x21: // an extension
			end, err := gifSubBlocks(data, at+2)
			if err != nil {
				return err
			}
			at = end
		case 0x2c: // a frame
			if at+10 > len(data) {
				return errTruncated
			}
			_, err := gifSubBlocks(data, at+10+gifColours(data[at+9])+1)
			return err
		default:
			return errStructure
		}
	}
}

// gifColours is the size of the colour table that flags announce.
func gifColours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

func gifSubBlocks(data []byte, at int) (end int, err error) {
	for at < len(data) {
		size := int(data[at])
		at += 1 + size
		if size == 0 {
			return at, nil
		}
	}
	return 0, errTruncated
}

func wholeWebP(data []byte) error {
	const animation = 1 << 1
	if len(data) > 20 && string(data[12:16]) == "VP8X" && data[20]&animation != 0 {
		return errAnimated
	}
	if uint64(binary.LittleEndian.Uint32(data[4:])) > uint64(len(data))-8 {
		return errTruncated
	}
	return nil
}
