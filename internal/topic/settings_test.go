package topic_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
	"masthead/internal/topic"
)

// events returns what the audit log says, oldest first: the act, the name, what changed.
func events(t *testing.T, d *newstest.Desk) (all []string) {
	t.Helper()
	d.Read(func(ctx context.Context, tx *store.Tx) error {
		found, _, err := account.Audit(ctx, tx, account.Operator(), account.AuditFilter{}, "", 100)
		for i := len(found) - 1; i >= 0; i-- {
			line := found[i].Act + " " + found[i].About
			for _, field := range []string{"name", "slug", "to", "into"} {
				if v := found[i].Detail[field]; v != "" {
					line += " " + field + " " + v
				}
			}
			all = append(all, line)
		}
		return err
	})
	return all
}

func TestChangesAreRecordedAndNeverOverwriteOneAnother(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		actor := account.Operator()
		var s topic.Section
		var w, g topic.Topic
		d.Do(func(ctx context.Context, tx *store.Tx) (err error) {
			if s, err = topic.SaveSection(ctx, tx, actor, topic.Section{Name: "World", Slug: "world"}); err != nil {
				return err
			}
			if w, err = topic.SaveTopic(ctx, tx, actor, topic.Topic{Name: "Wind", Slug: "wind"}); err != nil {
				return err
			}
			g, err = topic.SaveTopic(ctx, tx, actor, topic.Topic{Name: "Gale", Slug: "gale"})
			return err
		})
		d.Clock.Add(time.Minute)
		old, oldTopic := s, w
		d.Do(func(ctx context.Context, tx *store.Tx) (err error) {
			s.Name, s.Slug = "The world", "the-world"
			if s, err = topic.SaveSection(ctx, tx, actor, s); err != nil {
				return err
			}
			w.Name = "Winds"
			if w, err = topic.SaveTopic(ctx, tx, actor, w); err != nil {
				return err
			}
			if err = topic.Feature(ctx, tx, actor, []id.ID{g.ID, w.ID}); err != nil {
				return err
			}
			return topic.Merge(ctx, tx, actor, w.ID, g.ID)
		})
		want := []string{"section.create World name  → World slug  → world", "topic.create Wind name  → Wind slug  → wind",
			"topic.create Gale name  → Gale slug  → gale", "section.change The world name World → The world slug world → the-world",
			"topic.change Winds name Wind → Winds", "topic.feature  to Gale, Winds", "topic.merge Winds into Gale"}
		if diff := cmp.Diff(want, events(t, d)); diff != "" {
			t.Errorf("recorded (-want +got):\n%s", diff)
		}
		for doing, c := range map[string]struct {
			kind errs.Kind
			save func(ctx context.Context, tx *store.Tx) error
		}{
			"a section as it was": {errs.Stale, func(ctx context.Context, tx *store.Tx) error {
				_, err := topic.SaveSection(ctx, tx, actor, old)
				return err
			}},
			"a topic that was merged": {errs.Conflict, func(ctx context.Context, tx *store.Tx) error {
				_, err := topic.SaveTopic(ctx, tx, actor, oldTopic)
				return err
			}},
			"a topic's version of another": {errs.Stale, func(ctx context.Context, tx *store.Tx) error {
				_, err := topic.SaveTopic(ctx, tx, actor, topic.Topic{ID: g.ID, Name: "G", Slug: "g", Version: g.Version + 1})
				return err
			}},
			"featuring a topic that was merged": {errs.Invalid, func(ctx context.Context, tx *store.Tx) error {
				return topic.Feature(ctx, tx, actor, []id.ID{w.ID})
			}},
			"featuring one twice": {errs.Invalid, func(ctx context.Context, tx *store.Tx) error {
				return topic.Feature(ctx, tx, actor, []id.ID{g.ID, g.ID})
			}},
			"merging, by nobody": {errs.Forbidden, func(ctx context.Context, tx *store.Tx) error {
				return topic.Merge(ctx, tx, account.Actor{}, g.ID, w.ID)
			}},
			"featuring, by nobody": {errs.Forbidden, func(ctx context.Context, tx *store.Tx) error {
				return topic.Feature(ctx, tx, account.Actor{}, nil)
			}},
			"creating, by nobody": {errs.Forbidden, func(ctx context.Context, tx *store.Tx) error {
				_, err := topic.SaveTopic(ctx, tx, account.Actor{}, topic.Topic{Name: "X", Slug: "x"})
				return err
			}},
		} {
			if err := d.Try(c.save); !errs.Is(err, c.kind) {
				t.Errorf("%s: %v", doing, err)
			}
		}
		d.Read(func(ctx context.Context, tx *store.Tx) error {
			featured, err := topic.Featured(ctx, tx, tx.Now().Add(time.Second)) // all was done in one millisecond
			if !cmp.Equal(featured, []id.ID{g.ID}) {
				t.Errorf("featured are %v, %v", featured, err)
			}
			return err
		})
	})
}

func TestOrderOfSections(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		a, b, c := d.Section(topic.Section{Name: "A"}), d.Section(topic.Section{Name: "B"}), d.Section(topic.Section{Name: "C"})
		order := func(actor account.Actor, ids ...id.ID) error {
			return d.Try(func(ctx context.Context, tx *store.Tx) error { return topic.OrderSections(ctx, tx, actor, ids) })
		}
		d.Clock.Add(time.Minute)
		if err := order(newstest.Editor, c.ID, a.ID, b.ID); err != nil {
			t.Fatal(err)
		}
		if got := names(t, d, d.Clock.Now()); !cmp.Equal(got, []string{"C", "A", "B"}) {
			t.Errorf("the order is %v", got)
		}
		if got := names(t, d, noon); !cmp.Equal(got, []string{"A", "B", "C"}) {
			t.Errorf("the order was %v", got)
		}
		for doing, ids := range map[string][]id.ID{"one is missing": {a.ID, b.ID}, "one twice": {a.ID, b.ID, b.ID}, "one that is none": {a.ID, b.ID, 99}} {
			if err := order(newstest.Editor, ids...); !errs.Is(err, errs.Invalid) {
				t.Errorf("%s: %v", doing, err)
			}
		}
		if err := order(account.Actor{}, a.ID, b.ID, c.ID); !errs.Is(err, errs.Forbidden) {
			t.Errorf("by nobody: %v", err)
		}
	})
}

func TestFind(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		for _, name := range []string{"The Orm Crossing", "Storm Corvin", "Störche", "Crossings", "Ferries & storms", "100% recycled_waste", "Буря"} {
			d.Topic(topic.Topic{Name: name})
		}
		d.Topic(topic.Topic{Name: "Weather", Slug: "storm-and-rain"})
		for typed, want := range map[string][]string{
			"":          {"100% recycled_waste", "Crossings", "Ferries & storms"},
			"st":        {"Störche", "Weather", "Storm Corvin"},
			"storm":     {"Weather", "Storm Corvin", "Ferries & storms"},
			"STÖRCH":    {"Störche"},
			"cross":     {"Crossings", "The Orm Crossing"},
			"cross orm": {"The Orm Crossing"},
			"%":         {"100% recycled_waste", "Crossings", "Ferries & storms"},
			"waste":     {"100% recycled_waste"},
			"бур":       {"Буря"},
			"nothing":   nil,
			"a b c d e": nil,
		} {
			var got []string
			d.Read(func(ctx context.Context, tx *store.Tx) error {
				found, err := topic.Find(ctx, tx, typed, 3)
				for _, f := range found {
					got = append(got, f.Name)
				}
				return err
			})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%q finds (-want +got):\n%s", typed, diff)
			}
		}
	})
}
