package site

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"

	"masthead/internal/errs"
	"masthead/internal/store"
	"masthead/internal/web"
)

// ChoiceKind is what sort of thing a theme leaves to the newsroom.
type ChoiceKind string

// The kinds of choices, with the values that each takes.
const (
	ColourChoice ChoiceKind = "colour" // "#rrggbb"
	OneOfChoice  ChoiceKind = "choice" // the value of one of the options
	TextChoice   ChoiceKind = "text"   // one line
	SwitchChoice ChoiceKind = "switch" // "on" or "off"
)

// Choice is something that a theme leaves to the newsroom. Label and Help are for the person who chooses.
type Choice struct {
	Name       string     `yaml:"name"`
	Label      string     `yaml:"label"`
	Help       string     `yaml:"help"`
	Kind       ChoiceKind `yaml:"kind"`
	Options    []Option   `yaml:"options"`
	Default    string     `yaml:"default"`
	Ground     string     `yaml:"ground"`      // of a colour: what it is read on
	DarkGround string     `yaml:"dark_ground"` // … and what it is read on where readers prefer dark pages
}

// Option is one of the values of a choice.
type Option struct {
	Value string `yaml:"value"`
	Label string `yaml:"label"`
}

// Limits of what a theme declares.
const (
	choicesFile    = "theme.yaml"
	maxChoicesFile = 16 << 10
	maxChoices     = 30
	maxOptions     = 20
	maxLabel       = 300
	maxChosenText  = 300
)

// legible is the contrast that WCAG asks for of small text.
const legible = 4.5

// choiceName fits a custom property, a class and a part of an address.
var choiceName = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// readChoices reads what a theme leaves to the newsroom; nothing where the theme has no such file.
func readChoices(files fs.FS) ([]Choice, error) {
	data, err := fs.ReadFile(files, choicesFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	choices, err := parseChoices(data)
	if err != nil {
		return nil, fmt.Errorf("theme: %s: %w", choicesFile, err)
	}
	return choices, nil
}

func parseChoices(data []byte) ([]Choice, error) {
	if len(data) > maxChoicesFile {
		return nil, fmt.Errorf("the file has more than %d bytes", maxChoicesFile)
	}
	var declared struct {
		Choices []Choice `yaml:"choices"`
	}
	if err := yaml.UnmarshalWithOptions(data, &declared, yaml.Strict()); err != nil {
		return nil, errors.New(strings.TrimSpace(yaml.FormatError(err, false, false)))
	}
	if len(declared.Choices) > maxChoices {
		return nil, fmt.Errorf("a theme leaves at most %d choices", maxChoices)
	}
	seen := map[string]bool{}
	for i := range declared.Choices {
		c := &declared.Choices[i]
		if seen[c.Name] {
			return nil, fmt.Errorf("two choices are called %q", c.Name)
		}
		seen[c.Name] = true
		if err := c.complete(); err != nil {
			return nil, fmt.Errorf("the choice %q: %w", c.Name, err)
		}
	}
	return declared.Choices, nil
}

// complete checks a declaration and fills in what it may leave out.
func (c *Choice) complete() error {
	if !choiceName.MatchString(c.Name) || len(c.Name) > 40 {
		return errors.New("a name has lower-case letters, digits and hyphens, at most 40")
	}
	if c.Label == "" || len(c.Label) > maxLabel || len(c.Help) > 2*maxLabel || !store.IsText(c.Label, c.Help) {
		return fmt.Errorf("it has a label of at most %d bytes, and help of at most %d", maxLabel, 2*maxLabel)
	}
	if (c.Kind == OneOfChoice) != (len(c.Options) > 0) || len(c.Options) > maxOptions {
		return fmt.Errorf("a choice of the kind 'choice', and only that, has options, at most %d", maxOptions)
	}
	for i, o := range c.Options {
		if !choiceName.MatchString(o.Value) || len(o.Value) > 40 || len(o.Label) > maxLabel || !store.IsText(o.Label) {
			return fmt.Errorf("option %d has a value of lower-case letters, digits and hyphens, and a label", i+1)
		}
		if o.Label == "" {
			c.Options[i].Label = o.Value
		}
	}
	switch c.Kind {
	case ColourChoice:
		c.Ground, c.DarkGround = firstOf(c.Ground, lightGround.String()), firstOf(c.DarkGround, darkGround.String())
		if !hexColour.MatchString(c.Ground) || !hexColour.MatchString(c.DarkGround) {
			return errors.New("its grounds are colours such as #ffffff")
		}
	case SwitchChoice:
		c.Default = firstOf(c.Default, "off")
	case OneOfChoice, TextChoice:
	default:
		return fmt.Errorf("%q is not a kind; there are colour, choice, text and switch", c.Kind)
	}
	if err := c.check(c.Default); err != nil {
		return fmt.Errorf("its default: %s", errs.Public(err))
	}
	return nil
}

// check reports, in words for the person who chose, what is wrong with a value.
func (c *Choice) check(value string) error {
	switch c.Kind {
	case ColourChoice:
		return c.checkColour(value)
	case OneOfChoice:
		if !slices.ContainsFunc(c.Options, func(o Option) bool { return o.Value == value }) {
			return errs.New(errs.Invalid, "%s: %q is not one of the options.", c.Label, value)
		}
	case SwitchChoice:
		if value != "on" && value != "off" {
			return errs.New(errs.Invalid, "%s: a switch is on or off, not %q.", c.Label, value)
		}
	case TextChoice:
		if len(value) > maxChosenText || !store.IsText(value) || strings.ContainsFunc(value, unicode.IsControl) {
			return errs.New(errs.Invalid, "%s: this is one line of at most %d bytes.", c.Label, maxChosenText)
		}
	}
	return nil
}

func (c *Choice) checkColour(value string) error {
	if !hexColour.MatchString(value) {
		return errs.New(errs.Invalid, "%s: %q is not a colour such as #0d4f6e.", c.Label, value)
	}
	ground := parseRGB(c.Ground[1:])
	if ratio := contrast(parseRGB(value[1:]), ground); ratio < legible {
		remedy := "darker"
		if ground.luminance() < 0.18 {
			remedy = "lighter"
		}
		return errs.New(errs.Invalid, "%s: %s can hardly be read on the page, which is %s: their contrast is %.1f, and small text needs %.1f. Choose a %s one.",
			c.Label, value, c.Ground, ratio, legible, remedy)
	}
	return nil
}

// Declared returns what the theme in force leaves to the newsroom.
func (s *Site) Declared() []Choice { return slices.Clone(s.themes.theme().choices) }

// CheckChoices reports, as an error of kind Invalid in words for the person who chose, what the theme in force does not take.
func (s *Site) CheckChoices(chosen map[string]string) error {
	declared := s.themes.theme().choices
	for _, name := range slices.Sorted(maps.Keys(chosen)) {
		i := slices.IndexFunc(declared, func(c Choice) bool { return c.Name == name })
		if i < 0 {
			return errs.New(errs.Invalid, "The theme leaves no choice called %q.", name)
		}
		if err := declared[i].check(chosen[name]); err != nil {
			return err
		}
	}
	return nil
}

// Chosen returns the value of everything that the theme in force leaves to the newsroom, given what the newsroom chose:
// the default where it chose nothing, or what an earlier theme took and this one does not.
func (s *Site) Chosen(chosen map[string]string) map[string]string {
	return s.themes.theme().chosen(chosen)
}

func (t *theme) chosen(by map[string]string) map[string]string {
	values := make(map[string]string, len(t.choices))
	for _, c := range t.choices {
		values[c.Name] = c.Default
		if v, ok := by[c.Name]; ok && c.check(v) == nil {
			values[c.Name] = v
		}
	}
	return values
}

const (
	palettePrefix = "/assets/choices/"
	paletteLimit  = maxChoices * 60
)

// paletteFile names, for each colour that was chosen, its property and its values on light and on dark pages.
var paletteFile = regexp.MustCompile(`^[a-z][a-z0-9-]*\.[0-9a-f]{6}\.[0-9a-f]{6}(_[a-z][a-z0-9-]*\.[0-9a-f]{6}\.[0-9a-f]{6})*\.css$`)

// paletteAddress is the address of the style sheet of the colours that were chosen; empty where they are all the theme's
// own. Like that of the sections' colours it says all that stands in the sheet.
func (t *theme) paletteAddress(values map[string]string) string {
	var all []string
	for _, c := range t.choices {
		value := values[c.Name]
		if c.Kind != ColourChoice || strings.EqualFold(value, c.Default) {
			continue
		}
		ground, end := parseRGB(c.DarkGround[1:]), lightGround
		if ground.luminance() > 0.18 {
			end = black
		}
		dark := parseRGB(value[1:]).readableOn(ground, end)
		all = append(all, c.Name+"."+strings.ToLower(value[1:])+"."+dark.String()[1:])
	}
	if len(all) == 0 {
		return ""
	}
	return palettePrefix + strings.Join(all, "_") + ".css"
}

func (s *Site) palette(w http.ResponseWriter, r *http.Request) error {
	file := r.PathValue("file")
	if len(file) > paletteLimit || !paletteFile.MatchString(file) {
		return errs.New(errs.NotFound, "There is no such file.")
	}
	var light, dark strings.Builder
	for _, colour := range strings.Split(strings.TrimSuffix(file, ".css"), "_") {
		parts := strings.Split(colour, ".")
		fmt.Fprintf(&light, "--%s:#%s;", parts[0], parts[1])
		fmt.Fprintf(&dark, "--%s:#%s;", parts[0], parts[2])
	}
	sheet := web.NewContent("text/css; charset=utf-8",
		[]byte(":root{"+light.String()+"}\n@media screen and (prefers-color-scheme:dark){:root{"+dark.String()+"}}\n"))
	sheet.CacheControl = "public, max-age=31536000, immutable"
	sheet.ServeHTTP(w, r)
	return nil
}
