package picture

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxCredit bounds how far from the end of a caption its credit may begin.
const maxCredit = 240

// SplitCredit parts a caption from the credit at its end ('Picture: Alamy', '(Photo by Jane Doe/Getty Images)', '© dpa',
// 'REUTERS/Jane Doe'), which comes back without its label and brackets. Where it is not plain that the caption ends in a
// credit it is left alone: a credit within a caption does little harm, half a sentence does.
func SplitCredit(caption string) (rest, credit string) {
	caption = strings.TrimSpace(caption)
	tail := max(0, len(caption)-maxCredit)
	for tail > 0 && tail < len(caption) && !utf8.RuneStart(caption[tail]) {
		tail++
	}
	for _, find := range []func(string, int) (int, string){bracketed, labelled, wire} {
		if at, found := find(caption, tail); found != "" {
			return trimRest(caption[:at]), found
		}
	}
	return caption, ""
}

// trimRest takes off what parted the caption from its credit, but leaves the end of its sentence.
func trimRest(s string) string { return strings.TrimRightFunc(s, isSeparatorOrSpace) }

func isSeparatorOrSpace(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(separators, r)
}

const (
	separators   = "|/–—-•·,;"
	sentenceEnds = ".!?…”\"’'»"
)

// bracketed finds a credit in brackets at the end.
func bracketed(caption string, tail int) (int, string) {
	inner := strings.TrimRight(caption, " .")
	end := len(inner) - 1
	if end < 0 || inner[end] != ')' && inner[end] != ']' {
		return 0, ""
	}
	opening := openingBracket(inner, tail)
	if opening < 0 {
		return 0, ""
	}
	text := strings.TrimSpace(inner[opening+1 : end])
	if m := label.FindStringIndex(text); m != nil {
		if credit := tidy(text[m[1]:]); isName(credit) {
			return opening, credit
		}
		return 0, ""
	}
	credit := tidy(text)
	if !isWireCredit(credit) || abbreviates(credit, caption[:opening]) {
		return 0, ""
	}
	return opening, credit
}

// openingBracket is where the bracket at the end of s is opened, or -1 where that is before tail.
func openingBracket(s string, tail int) int {
	depth := 0
	for i := len(s) - 1; i >= tail; i-- {
		switch s[i] {
		case ')', ']':
			depth++
		case '(', '[':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// labelled finds a credit that a label announces: 'Picture: ', 'Photo by ', '© '.
func labelled(caption string, tail int) (int, string) {
	for at := tail; at < len(caption); at++ {
		if strings.IndexByte(labelStarts, caption[at]) < 0 || at > 0 && isWordByte(caption[at-1]) {
			continue
		}
		m := label.FindStringIndex(caption[at:])
		if m == nil {
			continue
		}
		credit := tidy(caption[at+m[1]:])
		if isName(credit) && announces(caption, at, at+m[1], credit) {
			return at, credit
		}
	}
	return 0, ""
}

func isWordByte(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// announces reports whether the label at caption[at:end] starts a credit rather than standing within a sentence.
func announces(caption string, at, end int, credit string) bool {
	before, name := caption[:at], caption[at:end]
	last, _ := utf8.DecodeLastRuneInString(before)
	previous, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(before, unicode.IsSpace))
	first, _ := utf8.DecodeRuneInString(name)
	agency, capital := namesAgency(credit), !unicode.IsLower(first)
	switch {
	case strings.TrimFunc(before, isSeparatorOrSpace) == "":
		return agency || !strings.HasSuffix(strings.TrimSpace(name), ":") || isShortName(credit)
	case unicode.IsLetter(last) || unicode.IsDigit(last) || last == '@' || last == '#':
		return false
	case viaLabel.MatchString(name):
		return agency && strings.ContainsRune(sentenceEnds+separators, previous)
	case strings.HasPrefix(strings.ToLower(name), "(c)"):
		return agency || unicode.IsDigit(rune(credit[0]))
	case strings.HasSuffix(name, "/"):
		return strings.ContainsRune(sentenceEnds, previous)
	case first == '©', endsLine(before), strings.ContainsRune(sentenceEnds+"|/–—•·", previous):
		return true
	case strings.ContainsRune("-,;:)]", previous):
		return capital
	}
	return capital && agency
}

func endsLine(before string) bool {
	return strings.ContainsRune(before[len(strings.TrimRightFunc(before, unicode.IsSpace)):], '\n')
}

// isShortName is for a caption that is nothing but 'Picture: …': either a credit or the title of what is seen.
func isShortName(credit string) bool {
	return len(strings.Fields(credit)) <= 3 && !strings.HasPrefix(credit, "The ")
}

// wire finds a credit without a label, as the agencies' own captions have it: 'REUTERS/Jane Doe', 'Jane Doe/AFP', '/ AFP'.
func wire(caption string, tail int) (int, string) {
	first, _, slashed := strings.Cut(caption, "/")
	if slashed {
		if m := slug.FindStringSubmatchIndex(caption[tail:]); m != nil {
			if credit := tidy(caption[tail+m[2]:]); isWireCredit(credit) {
				return tail + m[2], credit
			}
		}
	}
	if slashed && len(strings.Fields(first)) <= 3 && !strings.HasSuffix(first, " ") &&
		len(caption) <= maxCredit && isWireCredit(tidy(caption)) {
		return 0, tidy(caption)
	}
	for _, m := range boundary.FindAllStringIndex(caption[tail:], -1) {
		at, end := tail+m[0], tail+m[1]
		credit := tidy(caption[end:])
		if isWireCredit(credit) && !endsInAbbreviation(caption[:at+1]) {
			first, size := utf8.DecodeRuneInString(caption[at:])
			if strings.ContainsRune(sentenceEnds+")", first) {
				at += size
			}
			return at, credit
		}
	}
	return 0, ""
}

// tidy takes the white space and punctuation off a credit's ends, and labels that stand before others ('Photo: © dpa').
func tidy(s string) string {
	const stacked = 3
	s = trimCredit(s)
	for range stacked {
		m := label.FindStringIndex(s)
		if m == nil {
			break
		}
		s = trimCredit(s[m[1]:])
	}
	if strings.HasSuffix(s, ")") && !strings.Contains(s, "(") || strings.HasSuffix(s, "]") && !strings.Contains(s, "[") {
		s = trimCredit(s[:len(s)-1])
	}
	return s
}

func trimCredit(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return isSeparatorOrSpace(r) || r == '.' || r == ':' })
}

const noun = `(?:(?:all|both|main|cover) )?\b(?:photo(?:graph|graphie|graphy)?s?|pictures?|pics?|images?|fotos?|bild(?:er)?|imagen)`

// label is anchored, and tried only where one of labelStarts begins a word: searching for it costs twenty times as much.
var label = regexp.MustCompile(`^(?i:` +
	noun + `(?: (?:credits?|source))?\s?[:：]\s*|` +
	noun + `(?: taken)? by:?\s+|` +
	noun + ` credit should read\s+|` +
	noun + `/|` +
	`(?:` + noun + ` )?\bcourtesy(?: of)?(?:\s*:\s*|\s+)|` +
	`(?:` + noun + ` )?\bvia\s+|` +
	`\b(?:credits?|source|crédits?(?: photos?)?|crédito|quelle|fuente)\s?[:：]\s*|` +
	`\bcopyright(?:\s*[:©]\s*|\s+)|` +
	`©\s*|\(c\)\s*)`)

const labelStarts = "abcfimpqsvABCFIMPQSV(\xc2"

var (
	viaLabel = regexp.MustCompile(`(?i)via\s+$`)
	slug     = regexp.MustCompile(`(?:^|[\s.])((?:REUTERS|AP Photo|AFP PHOTO)\s?/)`)
	// boundary ends a sentence, or parts two things on one line.
	boundary = regexp.MustCompile(`[.!?…”"’'»)]\s*|\s[|/–—-]\s+|\n\s*`)
)

// abbreviation is a word whose full stop ends no sentence: an initial, a title, a month, a company's form.
var abbreviation = regexp.MustCompile(`(?:^|[^\pL])(?:\pL|Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Rev|Prof|Jr|Sr|No|vs|Inc|Ltd|Co|Corp|Bros|` +
	`Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.$`)

func endsInAbbreviation(s string) bool { return abbreviation.MatchString(s[max(0, len(s)-12):]) }
