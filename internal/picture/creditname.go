package picture

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxCreditWords = 14
	// maxNameWords is for a credit in which no agency is named.
	maxNameWords = 8
)

var (
	agencies = set(`getty|gettyimages|reuters|afp|ap|associated press|pa|press association|alamy|alamy stock|alamy live|epa|efe|epa-efe|dpa|
		picture alliance|picture-alliance|shutterstock|rex features|istock|istockphoto|adobe stock|unsplash|pexels|pixabay|wikimedia|wikimedia commons|
		bloomberg|anadolu|nurphoto|zuma|zuma press|sipa|sipa usa|imago|ansa|lapresse|belga|anp|ntb|tt news agency|scanpix|ntb scanpix|ritzau scanpix|lehtikuva|apa|tass|
		ria novosti|xinhua|kyodo|jiji|yonhap|pti|aap|canadian press|upi|swns|splash news|bridgeman|mary evans|magnum photos|corbis|hulton|
		wireimage|filmmagic|lightrocket|sopa|gallo|mediapunch|epd|kna|cnp`)
	// houses are the words that follow an agency's name.
	houses = regexp.MustCompile(`(?: (?:images?|archives?|photos?|pictures?|wire|media|agency|bildfunk|live news|stock photo|sport|pool|news agency))+$`)
	// particles are lower-case words within names.
	particles = set(`of|the|and|for|via|by|de|da|do|dos|di|del|della|des|du|van|von|der|den|ten|ter|la|le|el|al|bin|ibn|y|e|et|und|zu|zur`)
	// conjunctions are the particles that no name begins with.
	conjunctions = set(`of|and|for|by`)
	// owners are lower-case words that stand for a name.
	owners     = set(`handout|supplied|contributed|submitted|artist|family|police|author|photographer`)
	ownerWords = set(`file|archive|archives|library|stock|pool|photo|estate|university|museum|collection|images|picture|alliance`)

	creditParts = regexp.MustCompile(`\s*(?:[/|,;]|\svia\s|\s[–—-]\s)\s*`)
	stop        = regexp.MustCompile(`\.\s`)
	domainPath  = regexp.MustCompile(`(\pL[\w-]*\.\pL{2,})/\S*`)
	acronym     = regexp.MustCompile(`^\pL{2,5}$`)
)

func set(words string) map[string]bool {
	all := make(map[string]bool)
	for word := range strings.SplitSeq(words, "|") {
		all[strings.TrimSpace(word)] = true
	}
	return all
}

// isName reports whether a credit that a label announced reads like names, not like a sentence.
func isName(credit string) bool {
	bare := credit
	if strings.Contains(bare, ".") {
		bare = domainPath.ReplaceAllString(bare, "$1")
	}
	words := strings.FieldsFunc(bare, func(r rune) bool { return unicode.IsSpace(r) || r == '/' || r == '|' })
	if len(words) == 0 || len(words) > maxCreditWords || particles[words[len(words)-1]] {
		return false
	}
	named := false
	for i, word := range words {
		names, ok := readsAsName(word, i == 0)
		if !ok {
			return false
		}
		named = named || names
	}
	if !named || readsOn(credit) || strings.HasPrefix(credit, "A ") || strings.HasPrefix(credit, "An ") {
		return false
	}
	shouting := len(words) > 4 && strings.ToUpper(credit) == credit
	return len(words) <= maxNameWords && !shouting || namesAgency(credit)
}

// readsAsName reports whether a word may stand in a credit, and whether it names somebody by itself.
func readsAsName(word string, leads bool) (names, ok bool) {
	word = strings.TrimFunc(word, func(r rune) bool { return unicode.IsPunct(r) && r != '@' || unicode.IsSymbol(r) })
	first, _ := utf8.DecodeRuneInString(word)
	switch {
	case word == "", ownerWords[word], unicode.IsDigit(first):
		return false, true
	case particles[word]:
		return false, !leads || !conjunctions[word]
	case !unicode.IsLower(first), owners[word], agencies[word], strings.Contains(word, "."), strings.ContainsFunc(word, unicode.IsUpper):
		return true, true
	}
	return false, false
}

// readsOn reports whether a text has what no credit has: the end of a sentence within it, a colon, a quotation.
func readsOn(credit string) bool {
	if strings.ContainsAny(credit, `!?…"“”`) || strings.Contains(credit, ": ") {
		return true
	}
	for _, m := range stop.FindAllStringIndex(credit, -1) {
		if !endsInAbbreviation(credit[:m[0]+1]) {
			return true
		}
	}
	return false
}

// namesAgency reports whether one part of a credit is the name of an agency.
func namesAgency(credit string) bool {
	for _, part := range creditParts.Split(credit, -1) {
		part = strings.ToLower(strings.TrimSpace(part))
		part = strings.TrimPrefix(strings.TrimPrefix(part, "via "), "the ")
		if agencies[part] || agencies[houses.ReplaceAllString(part, "")] {
			return true
		}
	}
	return false
}

// isWireCredit reports whether a text that no label announced can only be a credit.
func isWireCredit(credit string) bool { return isName(credit) && namesAgency(credit) }

// abbreviates reports whether an acronym in brackets only shortens the words before it: 'Environmental Protection Agency (EPA)'.
func abbreviates(short, before string) bool {
	if !acronym.MatchString(short) {
		return false
	}
	words := strings.FieldsFunc(before, func(r rune) bool { return !unicode.IsLetter(r) })
	letters := []rune(strings.ToLower(short))
	for i := len(letters) - 1; i >= 0; i-- {
		if len(words) == 0 {
			return false
		}
		first, _ := utf8.DecodeRuneInString(strings.ToLower(words[len(words)-1]))
		if first != letters[i] {
			return false
		}
		words = words[:len(words)-1]
	}
	return true
}
