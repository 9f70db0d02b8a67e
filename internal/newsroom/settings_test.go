package newsroom_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/newsroom"
	"masthead/internal/newstest"
	"masthead/internal/store"
)

func TestSettingsAreKept(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		want := newsroom.Newsroom{Name: "The Post", Language: "en-GB", TimeZone: "Europe/London", SkipSubs: true,
			Choices: map[string]string{"accent": "#9c1c2e", "footer": "© The Post 2025"}}
		d.Newsroom(want)
		got := now(d)
		got.Version = 0
		if !reflect.DeepEqual(got, want) {
			t.Errorf("kept %+v, want %+v", got, want)
		}
	})
}

func now(d *newstest.Desk) (n newsroom.Newsroom) {
	d.Read(func(ctx context.Context, tx *store.Tx) (err error) {
		n, _, err = newsroom.At(ctx, tx, tx.Now())
		return err
	})
	return n
}

func TestTwoChangeTheSettingsAtOnce(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		d.Newsroom(newsroom.Newsroom{Name: "The Post", Language: "en-GB", TimeZone: "Europe/London"})
		mine, theirs := now(d), now(d)
		mine.Tagline, theirs.Tagline = "Daily", "Weekly"
		d.Newsroom(mine)
		err := d.Try(func(ctx context.Context, tx *store.Tx) error { return newsroom.Save(ctx, tx, newstest.Editor, theirs) })
		if !errs.Is(err, errs.Stale) {
			t.Errorf("the second: %v", err)
		}
		if got := now(d); got.Tagline != "Daily" || got.Version == mine.Version {
			t.Errorf("there stands %+v", got)
		}
	})
}

func TestChoicesAreBounded(t *testing.T) {
	many := map[string]string{}
	for i := range 51 {
		many[fmt.Sprint("choice", i)] = "x"
	}
	for doing, choices := range map[string]map[string]string{
		"too many": many, "without a name": {"": "x"}, "too long": {"footer": strings.Repeat("x", 1001)}, "no text": {"footer": "\xff"},
	} {
		n := newsroom.Newsroom{Name: "The Post", Language: "en-GB", TimeZone: "Europe/London", Choices: choices}
		if err := n.Validate(); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: %v", doing, err)
		}
	}
}

func TestChangesOfSettingsAreRecorded(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		d.Newsroom(newsroom.Newsroom{Name: "The Post", Language: "en-GB", TimeZone: "Europe/London", Choices: map[string]string{"accent": "#000000"}})
		d.Do(func(ctx context.Context, tx *store.Tx) error {
			return newsroom.Save(ctx, tx, account.Operator(), newsroom.Newsroom{Name: "The Daily Post", Language: "en-GB", TimeZone: "UTC", SkipSubs: true})
		})
		d.Read(func(ctx context.Context, tx *store.Tx) error {
			events, _, err := account.Audit(ctx, tx, account.Operator(), account.AuditFilter{}, "", 9)
			want := map[string]string{"name": "The Post → The Daily Post", "time_zone": "Europe/London → UTC", "skip_subs": "no → yes", "choice accent": "#000000 → "}
			if len(events) != 1 || events[0].Act != "settings.change" || !reflect.DeepEqual(events[0].Detail, want) {
				t.Errorf("recorded %+v", events)
			}
			return err
		})
	})
}
