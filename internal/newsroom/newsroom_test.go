package newsroom_test

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/newsroom"
	"masthead/internal/newstest"
	"masthead/internal/store"
)

var noon = time.Date(2025, 7, 3, 12, 0, 0, 0, time.UTC)

func TestANewsroomHasAHistory(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		at := func(moment time.Time) (n newsroom.Newsroom, ok bool) {
			d.Read(func(ctx context.Context, tx *store.Tx) (err error) {
				n, ok, err = newsroom.At(ctx, tx, moment)
				return err
			})
			return n, ok
		}
		if n, ok := at(noon); ok {
			t.Errorf("a new database has the newsroom %+v", n)
		}
		first := newsroom.Newsroom{Name: "The Post", Tagline: "Daily", Language: "en-GB", TimeZone: "Europe/London"}
		second := newsroom.Newsroom{Name: "Die Post", Language: "de", TimeZone: "Europe/Berlin"}
		d.Newsroom(first)
		d.Clock.Add(time.Hour)
		d.Newsroom(second)
		for moment, want := range map[time.Time]newsroom.Newsroom{
			time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC): first, noon: first, noon.Add(time.Hour - time.Millisecond): first, noon.Add(time.Hour): second,
		} {
			n, ok := at(moment)
			n.Version = 0
			if !reflect.DeepEqual(n, want) || !ok {
				t.Errorf("at %s the newsroom was %+v", moment, n)
			}
		}
	})
}

func TestSaveRefuses(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		fine := newsroom.Newsroom{Name: "The Post", Language: "en-GB", TimeZone: "Europe/London"}
		for doing, change := range map[string]func(*newsroom.Newsroom){
			"no name":             func(n *newsroom.Newsroom) { n.Name = "  " },
			"a long name":         func(n *newsroom.Newsroom) { n.Name = strings.Repeat("x", 201) },
			"a long tagline":      func(n *newsroom.Newsroom) { n.Tagline = strings.Repeat("x", 501) },
			"no language":         func(n *newsroom.Newsroom) { n.Language = "" },
			"a language by name":  func(n *newsroom.Newsroom) { n.Language = "English, please" },
			"no time zone":        func(n *newsroom.Newsroom) { n.TimeZone = "" },
			"this machine's own":  func(n *newsroom.Newsroom) { n.TimeZone = "Local" },
			"a zone that is none": func(n *newsroom.Newsroom) { n.TimeZone = "Europe/Atlantis" },
			"a zone that climbs":  func(n *newsroom.Newsroom) { n.TimeZone = "../../etc/passwd" },
		} {
			n := fine
			change(&n)
			err := d.Try(func(ctx context.Context, tx *store.Tx) error { return newsroom.Save(ctx, tx, newstest.Editor, n) })
			if !errs.Is(err, errs.Invalid) {
				t.Errorf("%s: %v", doing, err)
			}
		}
		err := d.Try(func(ctx context.Context, tx *store.Tx) error { return newsroom.Save(ctx, tx, account.Actor{}, fine) })
		if !errs.Is(err, errs.Forbidden) {
			t.Errorf("by nobody: %v", err)
		}
	})
}

func TestLocation(t *testing.T) {
	for zone, want := range map[string]string{"Europe/London": "Europe/London", "": "UTC", "Europe/Atlantis": "UTC"} {
		if got := (newsroom.Newsroom{TimeZone: zone}).Location().String(); got != want {
			t.Errorf("%q is %s, want %s", zone, got, want)
		}
	}
}

func TestWith(t *testing.T) {
	n := newsroom.Newsroom{Name: "The Post", Tagline: "Daily", Language: "en-GB", TimeZone: "Europe/London"}
	if got := n.With(newsroom.Newsroom{}); !reflect.DeepEqual(got, n) {
		t.Errorf("with nothing set: %+v", got)
	}
	other := newsroom.Newsroom{Name: "A", Tagline: "B", Language: "de", TimeZone: "UTC"}
	if got := n.With(other); !reflect.DeepEqual(got, other) {
		t.Errorf("with everything set: %+v", got)
	}
}
