package store

import "time"

// Forever is the open end of a span of time, in milliseconds: the end of the year 9999.
const Forever int64 = 253402300799999

// Latest is a moment at which the version of everything stands that was written last, by whichever node: its clock may be
// ahead of this one's.
var Latest = Time(Forever - 1)

// Millis returns t as Unix milliseconds, within the years 1 to 9999.
func Millis(t time.Time) int64 {
	return min(max(t.UnixMilli(), Beginning), Forever)
}

// Time returns the moment of Unix milliseconds, in UTC.
func Time(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
