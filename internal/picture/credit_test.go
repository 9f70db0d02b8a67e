package picture

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
)

var creditTests = []struct{ caption, rest, credit string }{
	// labels after a sentence
	{`He spoke of “root causes.”. Picture: Alamy`, `He spoke of “root causes.”.`, `Alamy`},
	{`The harbour at dusk. Picture: Alamy`, `The harbour at dusk.`, `Alamy`},
	{`The harbour at dusk. Picture: Alamy.`, `The harbour at dusk.`, `Alamy`},
	{`He has died, his agent said. Picture: Julian Ower/PA`, `He has died, his agent said.`, `Julian Ower/PA`},
	{`The harbour. Pictures: Jane Doe and John Roe`, `The harbour.`, `Jane Doe and John Roe`},
	{`The harbour. Photo: Jane Doe`, `The harbour.`, `Jane Doe`},
	{`The harbour. Photos: Jane Doe / Example News`, `The harbour.`, `Jane Doe / Example News`},
	{`The harbour. Photograph: Jane Doe/AFP/Getty Images`, `The harbour.`, `Jane Doe/AFP/Getty Images`},
	{`The harbour. Image: @harbourwatch / Twitter`, `The harbour.`, `@harbourwatch / Twitter`},
	{`The harbour. Image source: Library of Congress`, `The harbour.`, `Library of Congress`},
	{`The harbour. Pic: PA`, `The harbour.`, `PA`},
	{`The harbour. Foto: dpa`, `The harbour.`, `dpa`},
	{`Der Hafen. Bild: Jörg Müller/dpa`, `Der Hafen.`, `Jörg Müller/dpa`},
	{`Le port. Crédit photo : Éric Dupont/AFP`, `Le port.`, `Éric Dupont/AFP`},
	{`The harbour. Credit: Jane Doe`, `The harbour.`, `Jane Doe`},
	{`The harbour. Credit: A`, `The harbour.`, `A`},
	{`The harbour. CREDIT: Getty`, `The harbour.`, `Getty`},
	{`The harbour. Photo credit: Jane van der Doe`, `The harbour.`, `Jane van der Doe`},
	{`The harbour. Source: Office for National Statistics`, `The harbour.`, `Office for National Statistics`},
	{`The harbour. Photo by Jane Doe`, `The harbour.`, `Jane Doe`},
	{`The harbour. Photograph by Jane Doe for the Herald`, `The harbour.`, `Jane Doe for the Herald`},
	{`The harbour. Photo taken by J. R. Doe`, `The harbour.`, `J. R. Doe`},
	{`The harbour. Picture courtesy of Jane Doe`, `The harbour.`, `Jane Doe`},
	{`The campus. Photo courtesy: GSA PBS Region 8`, `The campus.`, `GSA PBS Region 8`},
	{`The harbour. Courtesy of the National Museum of Wales`, `The harbour.`, `the National Museum of Wales`},
	{`The harbour. Courtesy Jane Doe`, `The harbour.`, `Jane Doe`},
	{`The harbour. Image: Jane Doe/Wikimedia (CC BY-SA 4.0)`, `The harbour.`, `Jane Doe/Wikimedia (CC BY-SA 4.0)`},
	{`The harbour. Picture: handout`, `The harbour.`, `handout`},
	{`The harbour. Picture: iStock`, `The harbour.`, `iStock`},
	{`The harbour. Photo: flickr.com/janedoe`, `The harbour.`, `flickr.com/janedoe`},
	{`The harbour. Picture via Getty Images`, `The harbour.`, `Getty Images`},
	{`The harbour. Photo: © Jane Doe`, `The harbour.`, `Jane Doe`},
	{`“Never again.” Picture: Getty`, `“Never again.”`, `Getty`},
	{`Is this the end? Picture: Getty`, `Is this the end?`, `Getty`},
	{`The mayor (left) Picture: Jane Doe`, `The mayor (left)`, `Jane Doe`},
	{"The harbour at dusk\nPhoto: Jane Doe", `The harbour at dusk`, `Jane Doe`},
	{`The harbour at dusk | Photo: Jane Doe`, `The harbour at dusk`, `Jane Doe`},
	{`The harbour at dusk – Photo: Jane Doe`, `The harbour at dusk`, `Jane Doe`},
	{`The harbour at dusk, Picture: Jane Doe`, `The harbour at dusk`, `Jane Doe`},
	{`The Queen at Ascot Picture: Alamy`, `The Queen at Ascot`, `Alamy`},
	{"The harbour.\u00a0Picture:\u00a0Alamy", `The harbour.`, `Alamy`},
	{`Picture: Alamy`, ``, `Alamy`},
	{`Photo by Jane Doe`, ``, `Jane Doe`},

	// copyright
	{`The harbour. © Jane Doe`, `The harbour.`, `Jane Doe`},
	{`The harbour © A`, `The harbour`, `A`},
	{`The harbour ©Jane Doe/AFP`, `The harbour`, `Jane Doe/AFP`},
	{`The harbour. © 2024 Jane Doe`, `The harbour.`, `2024 Jane Doe`},
	{`The harbour. Copyright Jane Doe`, `The harbour.`, `Jane Doe`},
	{`The harbour. Copyright: Jane Doe`, `The harbour.`, `Jane Doe`},
	{`The harbour (c) Reuters`, `The harbour`, `Reuters`},
	{`The harbour. (c) 2020 Jane Doe`, `The harbour.`, `2020 Jane Doe`},

	// brackets
	{`The harbour. (Photo by A/Getty Images)`, `The harbour.`, `A/Getty Images`},
	{`The harbour. (Photo by Jane Doe / AFP via Getty Images)`, `The harbour.`, `Jane Doe / AFP via Getty Images`},
	{`The harbour. (Photo by Jane Doe/Daily Example Archive via Getty Images).`, `The harbour.`, `Jane Doe/Daily Example Archive via Getty Images`},
	{`The harbour. (Photo by Jane Doe/WireImage; John Roe/AFP/Getty Images)`, `The harbour.`, `Jane Doe/WireImage; John Roe/AFP/Getty Images`},
	{`The harbour. (Photo credit should read JANE DOE/AFP via Getty Images)`, `The harbour.`, `JANE DOE/AFP via Getty Images`},
	{`The harbour (Photo: Example Wire)`, `The harbour`, `Example Wire`},
	{`The harbour (Picture: PA)`, `The harbour`, `PA`},
	{`The harbour (Photo/Jane Doe)`, `The harbour`, `Jane Doe`},
	{`The harbour (photo by Jane Doe)`, `The harbour`, `Jane Doe`},
	{`The harbour (Credit: Jane Doe)`, `The harbour`, `Jane Doe`},
	{`The harbour (© Jane Doe)`, `The harbour`, `Jane Doe`},
	{`The harbour (Image courtesy of Jane Doe)`, `The harbour`, `Jane Doe`},
	{`The harbour (AP Photo/Jane Doe)`, `The harbour`, `AP Photo/Jane Doe`},
	{`The harbour (Jane Doe/PA)`, `The harbour`, `Jane Doe/PA`},
	{`The harbour (Jane Doe/AFP via Getty Images)`, `The harbour`, `Jane Doe/AFP via Getty Images`},
	{`The harbour (Jane Doe, AFP)`, `The harbour`, `Jane Doe, AFP`},
	{`The harbour (Getty)`, `The harbour`, `Getty`},
	{`The harbour (PA Archive)`, `The harbour`, `PA Archive`},
	{`The harbour [Reuters]`, `The harbour`, `Reuters`},
	{`The harbour [Jane Doe/Reuters]`, `The harbour`, `Jane Doe/Reuters`},
	{`The harbour (Foto: dpa)`, `The harbour`, `dpa`},
	{`(Picture: PA)`, ``, `PA`},

	// as agencies have it
	{`The harbour, August 10, 2021. REUTERS/Jane Doe`, `The harbour, August 10, 2021.`, `REUTERS/Jane Doe`},
	{`The nap pods at last REUTERS/Jane Doe`, `The nap pods at last`, `REUTERS/Jane Doe`},
	{`A trader in New York, U.S. REUTERS/Jane Doe`, `A trader in New York, U.S.`, `REUTERS/Jane Doe`},
	{`The harbour. Jane Doe/Reuters`, `The harbour.`, `Jane Doe/Reuters`},
	{`The harbour. Jane Doe / AFP`, `The harbour.`, `Jane Doe / AFP`},
	{`The harbour. AP Photo/Jane Doe`, `The harbour.`, `AP Photo/Jane Doe`},
	{`The harbour. Jane Doe via Getty Images`, `The harbour.`, `Jane Doe via Getty Images`},
	{`Sales rose, he said.Jane Doe/AFP/Getty Images`, `Sales rose, he said.`, `Jane Doe/AFP/Getty Images`},
	{`The harbour. Getty Images`, `The harbour.`, `Getty Images`},
	{`The harbour. Via Getty Images`, `The harbour.`, `Getty Images`},
	{`The harbour / AFP`, `The harbour`, `AFP`},
	{`The harbour | Reuters`, `The harbour`, `Reuters`},
	{`The harbour — Getty Images`, `The harbour`, `Getty Images`},
	{"The harbour\nJane Doe/AFP", `The harbour`, `Jane Doe/AFP`},
	{`Jane Doe/Getty Images`, ``, `Jane Doe/Getty Images`},
}

// leftAlone are captions that only look as if they ended in a credit.
var leftAlone = []string{
	``,
	`The harbour at dusk.`,
	`The picture: a study in red`,
	`The picture: A Study in Red`,
	`Study in red. Picture: a study of colour`,
	`A poem inspired by a photo by Jane Doe`,
	`She sells her prints via Getty Images`,
	`She joined by video via Zoom`,
	`The headquarters of Reuters`,
	`The picture agency Getty`,
	`The building of the Environmental Protection Agency (EPA)`,
	`The head of the Press Association (PA)`,
	`The Deutsche Presse-Agentur (dpa)`,
	`Jane Doe (left) and John Roe (right)`,
	`The mayor (centre) with her dog (Rex)`,
	`The bill passed (again)`,
	`Her best film (Picture of the Year)`,
	`Credit: the amount of money available to you, often by loan.`,
	`The bank's source: a clerk`,
	`The source: Jane Doe`,
	`Image: 5 of 10`,
	`The crowd. Picture: Jane Doe waves to the crowd`,
	`The crowd. Photo: Jane Doe. Graphic by John Roe.`,
	`Picture: The Girl with the Pearl Earring`,
	`FILE PHOTO: Jane Doe at the opening`,
	`By courtesy of the council, the fair is back on the green this year`,
	`POLICE STORM THE BUILDING. PICTURE: THE LAST DAY OF THE SIEGE`,
	`A new law. It was first reported by Reuters`,
	`The president greets supporters Jane Doe/AFP`,
	`The surgeon Dr. Jane Doe/AFP`,
	`Copyright law is changing`,
	`The Copyright Office`,
	`(a) the bow, (b) the keel, (c) The Stern`,
	`Protest against © and ®`,
	`A telegraph: Reuters began with pigeons`,
	`Prime Minister of the Day Jane Doe/AFP`,
	`Bus 12 to Wells via Bath`,
	`Photo/illustration of the bridge`,
}

func TestSplitCredit(t *testing.T) {
	for _, tt := range creditTests {
		if rest, credit := SplitCredit(tt.caption); rest != tt.rest || credit != tt.credit {
			t.Errorf("SplitCredit(%q)\n got %q, %q\nwant %q, %q", tt.caption, rest, credit, tt.rest, tt.credit)
		}
	}
	for _, caption := range leftAlone {
		if rest, credit := SplitCredit(caption); rest != caption || credit != "" {
			t.Errorf("SplitCredit(%q) = %q, %q; it has no credit", caption, rest, credit)
		}
	}
}

func TestSplitCreditOfLongCaption(t *testing.T) {
	long := strings.Repeat("The harbour is long. ", 50_000)
	rest, credit := SplitCredit(long + "Picture: Alamy")
	if rest != strings.TrimSpace(long) || credit != "Alamy" {
		t.Errorf("got a rest of %d bytes and %q", len(rest), credit)
	}
}

// lost matches what may stand between a caption and its credit once everything but letters and digits is taken away.
var lost = regexp.MustCompile(`^(?:(?:all|both|main|cover)?(?:photo(?:graph|graphie|graphy)?s?|pictures?|pics?|images?|fotos?|bild(?:er)?|imagen)` +
	`(?:credits?|source|takenby|by|creditshouldread)?|courtesy(?:of)?|via|credits?|source|crédits?(?:photos?)?|crédito|quelle|fuente|copyright|c)*$`)

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func FuzzSplitCredit(f *testing.F) {
	for _, tt := range creditTests {
		f.Add(tt.caption)
	}
	for _, caption := range leftAlone {
		f.Add(caption)
	}
	f.Fuzz(func(t *testing.T, caption string) {
		rest, credit := SplitCredit(caption)
		if !strings.HasPrefix(strings.TrimSpace(caption), rest) || !strings.Contains(caption, credit) {
			t.Fatalf("%q became %q and %q", caption, rest, credit)
		}
		between, ok := strings.CutSuffix(strings.TrimPrefix(letters(caption), letters(rest)), letters(credit))
		if !ok || !lost.MatchString(between) {
			t.Fatalf("%q became %q and %q: %q is lost", caption, rest, credit, between)
		}
	})
}

func BenchmarkSplitCredit(b *testing.B) {
	caption := strings.Repeat("The harbour at dusk, seen from the old lighthouse on the northern pier. ", 3)
	for _, end := range []string{"", "Picture: Alamy", "(Photo by Jane Doe/AFP via Getty Images)", "REUTERS/Jane Doe"} {
		b.Run(end, func(b *testing.B) {
			for b.Loop() {
				SplitCredit(caption + end)
			}
		})
	}
}
