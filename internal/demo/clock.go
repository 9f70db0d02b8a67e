package demo

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// clock is the moment, in the newsroom's time zone, that all times of the stories are told from.
type clock struct{ now time.Time }

var moment = regexp.MustCompile(`^([+-])(?:(\d{1,2})d)?(?:(\d{1,2})h)?(?:(\d{1,2})m)?(?: (\d\d):(\d\d))?$`)

// at reads a moment: "-1d2h10m" is so long ago, "-8d 06:40" is at that time of the day eight days ago, "+20h" is yet to come.
func (c clock) at(text string) (time.Time, error) {
	m := moment.FindStringSubmatch(text)
	if m == nil || m[2]+m[3]+m[4] == "" || m[5] != "" && (m[2] == "" || m[3]+m[4] != "") {
		return time.Time{}, fmt.Errorf("%q is not a moment such as -1d2h10m or -8d 06:40", text)
	}
	number := func(s string) int {
		v, _ := strconv.Atoi(s) // at most two digits, or none
		return v
	}
	days, hours, minutes := number(m[2]), number(m[3]), number(m[4])
	if m[1] == "-" {
		days, hours, minutes = -days, -hours, -minutes
	}
	if m[5] == "" {
		return c.now.Add(time.Duration(days)*24*time.Hour + time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute), nil
	}
	day := c.now.AddDate(0, 0, days)
	return time.Date(day.Year(), day.Month(), day.Day(), number(m[5]), number(m[6]), 0, 0, c.now.Location()), nil
}

var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)
var told = regexp.MustCompile(`^(weekday|date) (\S+)$`)

// fill puts days in the place of {weekday -8d} ("Monday") and {date +3d} ("12 June").
func (c clock) fill(text string) (string, error) {
	var wrong error
	filled := placeholder.ReplaceAllStringFunc(text, func(p string) string {
		m := told.FindStringSubmatch(p[1 : len(p)-1])
		if m == nil {
			wrong = fmt.Errorf("%s is neither {weekday -8d} nor {date -8d}", p)
			return p
		}
		at, err := c.at(m[2])
		if err != nil {
			wrong = err
		}
		if m[1] == "weekday" {
			return at.Weekday().String()
		}
		return at.Format("2 January")
	})
	return filled, wrong
}
