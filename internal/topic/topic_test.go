package topic_test

import (
	"context"
	"fmt"
	"strings"
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

var noon = time.Date(2025, 7, 3, 12, 0, 0, 0, time.UTC)

func wantKind(t *testing.T, doing string, kind errs.Kind, err error) {
	t.Helper()
	if !errs.Is(err, kind) {
		t.Errorf("%s: error %v, want one of kind %s", doing, err, kind)
	}
}

func saveSection(d *newstest.Desk, actor account.Actor, s topic.Section) (saved topic.Section, err error) {
	err = d.Try(func(ctx context.Context, tx *store.Tx) error {
		saved, err = topic.SaveSection(ctx, tx, actor, s)
		return err
	})
	return saved, err
}

func saveTopic(d *newstest.Desk, actor account.Actor, x topic.Topic) (saved topic.Topic, err error) {
	err = d.Try(func(ctx context.Context, tx *store.Tx) error {
		saved, err = topic.SaveTopic(ctx, tx, actor, x)
		return err
	})
	return saved, err
}

// names returns what sections and topics were called at a moment, in their order.
func names(t *testing.T, d *newstest.Desk, at time.Time) (names []string) {
	t.Helper()
	d.Read(func(ctx context.Context, tx *store.Tx) error {
		sections, err := topic.Sections(ctx, tx, at)
		if err != nil {
			return err
		}
		for _, s := range sections {
			names = append(names, s.Name)
		}
		topics, err := topic.Topics(ctx, tx, at, topic.Topic{}, 100)
		for _, x := range topics {
			names = append(names, x.Name)
		}
		return err
	})
	return names
}

func TestNamesHaveAHistory(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		world := d.Section(topic.Section{Name: "World", Position: 2, Colour: "#0A5c8a", Description: "Far"})
		sport := d.Section(topic.Section{Name: "Sport", Position: 1})
		war := d.Topic(topic.Topic{Name: "War"})
		d.Topic(topic.Topic{Name: "Cup"})
		d.Clock.Add(time.Hour)
		world.Name, world.Slug, world.Position = "Abroad", "abroad", 0
		d.Section(world)
		war.Name = "Peace"
		d.Topic(war)
		for _, c := range []struct {
			at   time.Time
			want []string
		}{
			{time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC), []string{"Sport", "World", "Cup", "War"}}, // an archive is older than its newsroom
			{noon, []string{"Sport", "World", "Cup", "War"}},
			{noon.Add(time.Hour - time.Millisecond), []string{"Sport", "World", "Cup", "War"}},
			{noon.Add(time.Hour), []string{"Abroad", "Sport", "Cup", "Peace"}},
			{noon.AddDate(10, 0, 0), []string{"Abroad", "Sport", "Cup", "Peace"}},
		} {
			if diff := cmp.Diff(c.want, names(t, d, c.at)); diff != "" {
				t.Errorf("at %s (-want +got):\n%s", c.at, diff)
			}
		}
		d.Read(func(ctx context.Context, tx *store.Tx) error {
			s, err := topic.SectionBySlug(ctx, tx, noon, "world")
			if err != nil || s.Name != "World" || s.Colour != "#0A5c8a" || s.Description != "Far" || s.Position != 2 || s.ID != world.ID {
				t.Errorf("the section was %+v, %v", s, err)
			}
			_, err = topic.SectionBySlug(ctx, tx, noon.Add(time.Hour), "world")
			wantKind(t, "the old slug", errs.NotFound, err)
			_, err = topic.TopicBySlug(ctx, tx, noon, "none")
			wantKind(t, "a topic that is not there", errs.NotFound, err)
			x, err := topic.TopicBySlug(ctx, tx, noon.Add(time.Hour), "war")
			if err != nil || x.Name != "Peace" {
				t.Errorf("the topic is %+v, %v", x, err)
			}
			found, err := topic.TopicsByID(ctx, tx, noon, []id.ID{war.ID, 99})
			if err != nil || len(found) != 1 || found[0].Name != "War" {
				t.Errorf("by id %+v, %v", found, err)
			}
			none, err := topic.TopicsByID(ctx, tx, noon, nil)
			if err != nil || len(none) != 0 {
				t.Errorf("by no id %+v, %v", none, err)
			}
			return nil
		})
		if sport.Path() != "/sport" || war.Path() != "/topics/war" {
			t.Errorf("paths %s, %s", sport.Path(), war.Path())
		}
	})
}

// Twice in one millisecond is twice all the same.
func TestSavedTwiceAtOnce(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		s := d.Section(topic.Section{Name: "One"})
		for _, name := range []string{"Two", "Three"} {
			s.Name = name
			s = d.Section(s)
		}
		if got := names(t, d, noon.Add(time.Second)); !cmp.Equal(got, []string{"Three"}) {
			t.Errorf("the names are %v", got)
		}
	})
}

func TestWhatIsRefused(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		d.Section(topic.Section{Name: "World"})
		d.Topic(topic.Topic{Name: "War"})
		for _, c := range []struct {
			doing string
			kind  errs.Kind
			s     topic.Section
		}{
			{"a section without a name", errs.Invalid, topic.Section{Slug: "x"}},
			{"a section without a slug", errs.Invalid, topic.Section{Name: "x"}},
			{"a section with a long name", errs.Invalid, topic.Section{Name: strings.Repeat("x", 201), Slug: "x"}},
			{"a section with a long description", errs.Invalid, topic.Section{Name: "x", Slug: "x", Description: strings.Repeat("x", 2001)}},
			{"a slug that climbs", errs.Invalid, topic.Section{Name: "x", Slug: "../x"}},
			{"a slug that the site keeps", errs.Invalid, topic.Section{Name: "Topics", Slug: "topics"}},
			{"a colour by its name", errs.Invalid, topic.Section{Name: "x", Slug: "x", Colour: "red"}},
			{"a colour with more behind it", errs.Invalid, topic.Section{Name: "x", Slug: "x", Colour: "#aabbcc;x:y"}},
			{"a slug that is taken", errs.Conflict, topic.Section{Name: "Another", Slug: "world"}},
		} {
			_, err := saveSection(d, newstest.Editor, c.s)
			wantKind(t, c.doing, c.kind, err)
		}
		_, err := saveTopic(d, newstest.Editor, topic.Topic{Name: "x", Slug: "X"})
		wantKind(t, "a topic's slug with a capital", errs.Invalid, err)
		_, err = saveTopic(d, newstest.Editor, topic.Topic{Name: "Another", Slug: "war"})
		wantKind(t, "a topic's slug that is taken", errs.Conflict, err)
		_, err = saveSection(d, account.Actor{}, topic.Section{Name: "x", Slug: "x"})
		wantKind(t, "a section by nobody", errs.Forbidden, err)
		_, err = saveTopic(d, account.Actor{}, topic.Topic{Name: "x", Slug: "x"})
		wantKind(t, "a topic by nobody", errs.Forbidden, err)
		if got := names(t, d, noon); !cmp.Equal(got, []string{"World", "War"}) {
			t.Errorf("what was refused has left %v", got)
		}
	})
}

func TestTopicsInOrder(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		want := map[string]bool{}
		for k := range 23 {
			name := fmt.Sprintf("Topic %02d", k%7)
			d.Topic(topic.Topic{Name: name, Slug: fmt.Sprint("topic-", k)})
			want[fmt.Sprint("topic-", k)] = true
		}
		d.Read(func(ctx context.Context, tx *store.Tx) error {
			var last topic.Topic
			for n := 0; ; n++ {
				page, err := topic.Topics(ctx, tx, noon, last, 4)
				if err != nil || len(page) == 0 {
					if len(want) > 0 || n != 6 {
						t.Errorf("%d pages, without %v", n, want)
					}
					return err
				}
				for _, x := range page {
					if x.Slug < last.Slug || !want[x.Slug] {
						t.Errorf("%q after %q", x.Slug, last.Slug)
					}
					delete(want, x.Slug)
					last = x
				}
			}
		})
	})
}

func TestAddresses(t *testing.T) {
	newstest.EachDesk(t, noon, func(t *testing.T, d *newstest.Desk) {
		s := d.Section(topic.Section{Name: "World"})
		s.Slug = "abroad"
		d.Section(s)
		x := d.Topic(topic.Topic{Name: "War"})
		d.Do(func(ctx context.Context, tx *store.Tx) error {
			for _, target := range []id.ID{1, 2} { // the latest wins
				if err := topic.SetAddress(ctx, tx, "/2019/old", topic.StoryNoun, target); err != nil {
					return err
				}
			}
			return nil
		})
		d.Read(func(ctx context.Context, tx *store.Tx) error {
			for _, c := range []struct {
				path   string
				noun   topic.Noun
				target id.ID
			}{
				{"/world", topic.SectionNoun, s.ID}, {"/abroad", topic.SectionNoun, s.ID}, {"/topics/war", topic.TopicNoun, x.ID},
				{"/2019/old", topic.StoryNoun, 2}, {"/never", "", 0},
			} {
				noun, target, ok, err := topic.Lookup(ctx, tx, c.path)
				if noun != c.noun || target != c.target || ok != (c.target != 0) || err != nil {
					t.Errorf("%s leads to %q %d, %v, %v", c.path, noun, target, ok, err)
				}
			}
			return nil
		})
	})
}
