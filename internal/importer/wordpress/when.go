package wordpress

import (
	"strings"
	"time"
)

const (
	dateForm     = "2006-01-02 15:04:05"
	earliestYear = 1000
	latestYear   = 9000
)

var pubDateForms = []string{time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", time.RFC3339}

// parseDate reads a date of the export. WordPress writes zeros where there is none, and -0001 for the year 0.
func parseDate(s, form string, zone *time.Location) (time.Time, bool) {
	t, err := time.ParseInLocation(form, strings.TrimSpace(s), zone)
	if err != nil || t.Year() < earliestYear || t.Year() > latestYear {
		return time.Time{}, false
	}
	return t.UTC(), true
}

// published returns when an item was, or is to be, published: the date in UTC, else in the site's time zone, else the feed's.
func published(v *item, zone *time.Location) (time.Time, bool) {
	if t, ok := parseDate(v.dateGMT, dateForm, time.UTC); ok {
		return t, true
	}
	if t, ok := parseDate(v.date, dateForm, zone); ok {
		return t, true
	}
	for _, form := range pubDateForms {
		if t, ok := parseDate(v.pubDate, form, zone); ok {
			return t, true
		}
	}
	return time.Time{}, false
}

// givenDate is the date that an item shows, for a note about one that means nothing.
func givenDate(v *item) string {
	for _, s := range []string{v.dateGMT, v.date, v.pubDate} {
		if s = oneLine(s); s != "" && !strings.HasPrefix(s, "0000") {
			return clip(s, 60)
		}
	}
	return ""
}
