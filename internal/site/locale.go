package site

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
)

// locale is how a language writes dates, times and ages, and the words that pages add to the newsroom's own.
type locale struct {
	tag      language.Tag
	words    Words
	months   [12]string
	weekdays [7]string // from Sunday
	// Patterns, in which {d} is the day, {m} the month's name, {y} the year, {w} the weekday, {h} the hour, {i} the minute.
	date, moment, today, hours string
	twelve                     bool   // hours are counted to twelve, with {p} for a.m. and p.m.
	first                      string // the first day of a month, where it is not '1'
	now                        string
	minute, hour, day          [2]string // one, and several with {n}
}

var matcher = func() language.Matcher {
	tags := make([]language.Tag, len(locales))
	for i, l := range locales {
		tags[i] = l.tag
	}
	return language.NewMatcher(tags)
}()

// localeOf returns the locale of a language; British English where pages are not written in it. English is written as in
// America only where the tag says so.
func localeOf(tag string) *locale {
	parsed, err := language.Parse(tag)
	if err != nil {
		return &british
	}
	base, _ := parsed.Base()
	region, sure := parsed.Region()
	english := base.String() == "en"
	if _, i, confidence := matcher.Match(parsed); confidence != language.No && !english {
		return &locales[i]
	}
	if english && sure == language.Exact && region.String() == "US" {
		return &american
	}
	return &british
}

// direction is how a language is written: "ltr" or "rtl".
func direction(tag string) string {
	parsed, err := language.Parse(tag)
	if err != nil {
		return "ltr"
	}
	switch script, _ := parsed.Script(); script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm":
		return "rtl"
	}
	return "ltr"
}

// WordsIn returns the words of a language, or the English ones where pages are not written in it.
func WordsIn(language string) Words { return localeOf(language).words }

func (l *locale) format(pattern string, t time.Time) string {
	day, hour, half := strconv.Itoa(t.Day()), t.Format("15"), ""
	if t.Day() == 1 && l.first != "" {
		day = l.first
	}
	if l.twelve {
		hour, half = t.Format("3"), "a.m."
		if t.Hour() >= 12 {
			half = "p.m."
		}
	}
	return strings.NewReplacer("{d}", day, "{m}", l.months[t.Month()-1], "{y}", strconv.Itoa(t.Year()),
		"{w}", l.weekdays[t.Weekday()], "{h}", hour, "{i}", t.Format("04"), "{p}", half).Replace(pattern)
}

// Time is a moment as a page shows it.
type Time struct {
	Machine string // for the datetime attribute
	Text    string // '3 July 2025, 20:03'
}

func (l *locale) momentOf(t time.Time) Time {
	return Time{Machine: t.Format(time.RFC3339), Text: l.format(l.moment, t)}
}

func (l *locale) dateOf(t time.Time) Time {
	return Time{Machine: t.Format(time.DateOnly), Text: l.format(l.date, t)}
}

func (l *locale) todayOf(t time.Time) Time {
	return Time{Machine: t.Format(time.DateOnly), Text: l.format(l.today, t)}
}

// oldest is the age from which a date says more than the number of days.
const oldest = 30 * 24 * time.Hour

// age says how old something of moment t is at the moment now, and when that is no longer right; zero for never.
func (l *locale) age(t, now time.Time) (words string, turns time.Time) {
	count := func(unit time.Duration, forms [2]string) (string, time.Time) {
		n := int(now.Sub(t) / unit)
		form := forms[1]
		if n == 1 {
			form = forms[0]
		}
		return strings.ReplaceAll(form, "{n}", strconv.Itoa(n)), t.Add(time.Duration(n+1) * unit)
	}
	switch old := now.Sub(t); {
	case old < time.Minute:
		return l.now, t.Add(time.Minute)
	case old < time.Hour:
		return count(time.Minute, l.minute)
	case old < 24*time.Hour:
		return count(time.Hour, l.hour)
	case old < oldest:
		return count(24*time.Hour, l.day)
	}
	return l.format(l.date, t), time.Time{}
}
