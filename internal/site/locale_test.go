package site

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestDates(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2025, 7, 3, 19, 3, 0, 0, time.UTC).In(london)
	first := time.Date(2026, 3, 1, 9, 5, 0, 0, time.UTC)
	for _, test := range []struct{ language, moment, today, first string }{
		{"en-GB", "3 July 2025, 20:03", "Thursday 3 July 2025", "1 March 2026"},
		{"en", "3 July 2025, 20:03", "Thursday 3 July 2025", "1 March 2026"},
		{"en-US", "July 3, 2025, 8:03 p.m.", "Thursday, July 3, 2025", "March 1, 2026"},
		{"de", "3. Juli 2025, 20:03 Uhr", "Donnerstag, 3. Juli 2025", "1. März 2026"},
		{"de-CH", "3. Juli 2025, 20:03 Uhr", "Donnerstag, 3. Juli 2025", "1. März 2026"},
		{"fr-FR", "3 juillet 2025 à 20h03", "jeudi 3 juillet 2025", "1er mars 2026"},
		{"es", "3 de julio de 2025, 20:03", "jueves, 3 de julio de 2025", "1 de marzo de 2026"},
		{"it", "3 luglio 2025, 20:03", "giovedì 3 luglio 2025", "1º marzo 2026"},
		{"nl", "3 juli 2025, 20.03 uur", "donderdag 3 juli 2025", "1 maart 2026"},
		{"pt-BR", "3 de julho de 2025, 20:03", "quinta-feira, 3 de julho de 2025", "1 de março de 2026"},
		{"sv", "3 juli 2025 kl. 20.03", "torsdag 3 juli 2025", "1 mars 2026"},
		{"ja", "3 July 2025, 20:03", "Thursday 3 July 2025", "1 March 2026"},
		{"not a language", "3 July 2025, 20:03", "Thursday 3 July 2025", "1 March 2026"},
	} {
		l := localeOf(test.language)
		if got := l.momentOf(at); got.Text != test.moment || got.Machine != "2025-07-03T20:03:00+01:00" {
			t.Errorf("%s: moment %+v, want %q", test.language, got, test.moment)
		}
		if got := l.todayOf(at).Text; got != test.today {
			t.Errorf("%s: day %q, want %q", test.language, got, test.today)
		}
		if got := l.dateOf(first); got.Text != test.first || got.Machine != "2026-03-01" {
			t.Errorf("%s: date %+v, want %q", test.language, got, test.first)
		}
	}
}

func TestAmericanNoonAndMidnight(t *testing.T) {
	for hour, want := range map[int]string{0: "12:30 a.m.", 11: "11:30 a.m.", 12: "12:30 p.m.", 23: "11:30 p.m."} {
		if got := american.format(american.hours, time.Date(2026, 1, 1, hour, 30, 0, 0, time.UTC)); got != want {
			t.Errorf("hour %d: %q, want %q", hour, got, want)
		}
	}
}

func TestAge(t *testing.T) {
	now := time.Date(2025, 7, 3, 19, 10, 0, 0, time.UTC)
	for _, test := range []struct {
		old   time.Duration
		want  string
		turns time.Duration // after now; zero for never
	}{
		{-time.Hour, "just now", time.Hour + time.Minute},
		{0, "just now", time.Minute},
		{59 * time.Second, "just now", time.Second},
		{time.Minute, "1 minute ago", time.Minute},
		{5*time.Minute + 10*time.Second, "5 minutes ago", 50 * time.Second},
		{59*time.Minute + 59*time.Second, "59 minutes ago", time.Second},
		{time.Hour, "1 hour ago", time.Hour},
		{23*time.Hour + 59*time.Minute, "23 hours ago", time.Minute},
		{24 * time.Hour, "1 day ago", 24 * time.Hour},
		{17*24*time.Hour + 27*time.Minute, "17 days ago", 24*time.Hour - 27*time.Minute},
		{30*24*time.Hour - time.Second, "29 days ago", time.Second},
		{30 * 24 * time.Hour, "3 June 2025", 0},
		{9000 * time.Hour, "23 June 2024", 0},
	} {
		words, turns := british.age(now.Add(-test.old), now)
		if words != test.want {
			t.Errorf("%s old: %q, want %q", test.old, words, test.want)
		}
		if test.turns == 0 != turns.IsZero() || test.turns != 0 && turns.Sub(now) != test.turns {
			t.Errorf("%s old: turns over %s from now, want %s", test.old, turns.Sub(now), test.turns)
		}
		if !turns.IsZero() {
			if next, _ := british.age(now.Add(-test.old), turns); next == words {
				t.Errorf("%s old: still %q when it should have turned over", test.old, words)
			}
		}
	}
}

// TestLocalesAreWhole finds a word that was left out, and one that takes something else than the English does.
func TestLocalesAreWhole(t *testing.T) {
	for _, l := range locales {
		words := reflect.ValueOf(l.words)
		for i := range words.NumField() {
			name, word := words.Type().Field(i).Name, words.Field(i).String()
			if word == "" {
				t.Errorf("%s: no word for %s", l.tag, name)
			}
			want := reflect.ValueOf(english).Field(i).String()
			for _, verb := range []string{"%s", "%d"} {
				if strings.Count(word, verb) != strings.Count(want, verb) {
					t.Errorf("%s: %s is %q, where English has %q", l.tag, name, word, want)
				}
			}
		}
		for _, patterns := range [][]string{{l.date, l.moment, l.today, l.hours, l.now}, l.months[:], l.weekdays[:], l.minute[:], l.hour[:], l.day[:]} {
			for _, p := range patterns {
				if p == "" {
					t.Errorf("%s: a pattern is missing among %q", l.tag, patterns)
				}
			}
		}
	}
}

func TestDirection(t *testing.T) {
	for tag, want := range map[string]string{"en": "ltr", "ar": "rtl", "he-IL": "rtl", "fa": "rtl", "az": "ltr", "az-Arab": "rtl", "??": "ltr"} {
		if got := direction(tag); got != want {
			t.Errorf("%s: %s, want %s", tag, got, want)
		}
	}
}
