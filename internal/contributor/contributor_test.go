package contributor_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/account"
	"masthead/internal/contributor"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/topic"
)

var noon = time.Date(2025, 7, 3, 12, 0, 0, 0, time.UTC)

func save(d *newstest.Desk, actor account.Actor, c contributor.Contributor) error {
	return d.Try(func(ctx context.Context, tx *store.Tx) error {
		_, err := contributor.Save(ctx, tx, actor, c)
		return err
	})
}

func TestAPersonHasAHistory(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		first := d.Contributor(contributor.Contributor{Name: "Ada Møller", Role: "Reporter", Bio: "One.\n\nTwo.", Picture: 7})
		d.Clock.Add(time.Hour)
		second := first
		second.Name, second.Slug, second.Role, second.Picture = "Ada Quay", "ada-quay", "Editor", 0
		second = d.Contributor(second)
		d.Read(func(ctx context.Context, tx *store.Tx) error {
			for _, c := range []struct {
				at   time.Time
				slug string
				want contributor.Contributor
			}{
				{time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC), "ada-moller", first},
				{noon.Add(time.Hour - time.Millisecond), "ada-moller", first},
				{noon.Add(time.Hour), "ada-quay", second},
			} {
				got, err := contributor.BySlug(ctx, tx, c.at, c.slug)
				if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
					t.Errorf("%s at %s: %v (-want +got):\n%s", c.slug, c.at, err, diff)
				}
				all, err := contributor.ByID(ctx, tx, c.at, []id.ID{first.ID, 99})
				if diff := cmp.Diff([]contributor.Contributor{c.want}, all); diff != "" || err != nil {
					t.Errorf("by id at %s: %v (-want +got):\n%s", c.at, err, diff)
				}
			}
			if _, err := contributor.BySlug(ctx, tx, noon.Add(time.Hour), "ada-moller"); !errs.Is(err, errs.NotFound) {
				t.Errorf("the old slug: %v", err)
			}
			for _, path := range []string{"/by/ada-moller", "/by/ada-quay"} {
				if noun, target, ok, err := topic.Lookup(ctx, tx, path); noun != topic.ContributorNoun || target != first.ID || !ok || err != nil {
					t.Errorf("%s leads to %q %d, %v, %v", path, noun, target, ok, err)
				}
			}
			return nil
		})
	})
}

func TestWhatIsRefused(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		d.Contributor(contributor.Contributor{Name: "Ada"})
		for _, c := range []struct {
			doing string
			kind  errs.Kind
			c     contributor.Contributor
		}{
			{"no name", errs.Invalid, contributor.Contributor{Slug: "x"}},
			{"no slug", errs.Invalid, contributor.Contributor{Name: "x"}},
			{"a slug with a capital", errs.Invalid, contributor.Contributor{Name: "x", Slug: "X"}},
			{"a long name", errs.Invalid, contributor.Contributor{Name: strings.Repeat("x", 201), Slug: "x"}},
			{"a long role", errs.Invalid, contributor.Contributor{Name: "x", Slug: "x", Role: strings.Repeat("x", 201)}},
			{"a long biography", errs.Invalid, contributor.Contributor{Name: "x", Slug: "x", Bio: strings.Repeat("x", 10001)}},
			{"a slug that is taken", errs.Conflict, contributor.Contributor{Name: "x", Slug: "ada"}},
		} {
			if err := save(d, newstest.Editor, c.c); !errs.Is(err, c.kind) {
				t.Errorf("%s: error %v, want one of kind %s", c.doing, err, c.kind)
			}
		}
		if err := save(d, account.Actor{}, contributor.Contributor{Name: "x", Slug: "x"}); !errs.Is(err, errs.Forbidden) {
			t.Errorf("by nobody: %v", err)
		}
	})
}

func TestAll(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		var want []string
		for k := range 10 {
			c := d.Contributor(contributor.Contributor{Name: fmt.Sprint("Person ", k)})
			want = append(want, c.Slug)
			c.Role = "Reporter" // an older version of a person is not another one
			d.Contributor(c)
		}
		d.Clock.Add(time.Hour)
		d.Read(func(ctx context.Context, tx *store.Tx) error {
			var got []string
			for after := id.ID(0); ; {
				page, err := contributor.All(ctx, tx, d.Clock.Now(), after, 3)
				if err != nil || len(page) == 0 {
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("people (-want +got):\n%s", diff)
					}
					return err
				}
				for _, c := range page {
					got = append(got, c.Slug)
				}
				after = page[len(page)-1].ID
			}
		})
	})
}

func TestTwoChangeAContributorAtOnce(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		mine := d.Contributor(contributor.Contributor{Name: "Ada Quay"})
		theirs := mine
		mine.Role = "Reporter"
		if err := save(d, account.Operator(), mine); err != nil {
			t.Fatal(err)
		}
		if err := save(d, account.Operator(), theirs); !errs.Is(err, errs.Stale) {
			t.Errorf("the second: %v", err)
		}
		d.Read(func(ctx context.Context, tx *store.Tx) error {
			events, _, err := account.Audit(ctx, tx, account.Operator(), account.AuditFilter{Act: "contributor.change"}, "", 9)
			if len(events) != 1 || events[0].Detail["role"] != " → Reporter" || events[0].About != "Ada Quay" {
				t.Errorf("recorded %+v", events)
			}
			return err
		})
	})
}

func TestFind(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		for _, name := range []string{"Ines Okafor", "Tom Brill", "Ada Møller", "The Tomorrow Desk"} {
			d.Contributor(contributor.Contributor{Name: name})
		}
		for typed, want := range map[string][]string{
			"": {"Ada Møller", "Ines Okafor"}, "tom": {"Tom Brill", "The Tomorrow Desk"}, "MOL": {"Ada Møller"}, "o i": {"Ines Okafor"}, "xyz": nil,
		} {
			var got []string
			d.Read(func(ctx context.Context, tx *store.Tx) error {
				found, err := contributor.Find(ctx, tx, typed, 2)
				for _, c := range found {
					got = append(got, c.Name)
				}
				return err
			})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%q finds (-want +got):\n%s", typed, diff)
			}
		}
	})
}
