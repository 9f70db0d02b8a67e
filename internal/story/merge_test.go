package story_test

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
	"masthead/internal/story"
	"masthead/internal/topic"
)

func merge(d *newstest.Desk, from, into id.ID) error {
	return d.Try(func(ctx context.Context, tx *store.Tx) error {
		return story.MergeTopic(ctx, tx, newstest.Editor, from, into)
	})
}

// standing returns the stories of a list as it stands at a moment, the newest first.
func standing(d *newstest.Desk, list id.ID, at time.Time) (stories []id.ID) {
	d.Read(func(ctx context.Context, tx *store.Tx) error {
		places, err := story.Older(ctx, tx, story.Moment{Time: at}, list, story.Place{}, 100)
		for _, p := range places {
			stories = append(stories, p.Story)
		}
		return err
	})
	return stories
}

func TestAMergedTopicsStoriesGoOver(t *testing.T) {
	start := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	newstest.EachDesk(t, start, func(t *testing.T, d *newstest.Desk) {
		s := d.Section(topic.Section{Name: "Harbour"})
		storm, gale := d.Topic(topic.Topic{Name: "Storm"}), d.Topic(topic.Topic{Name: "Gale"})
		draft := func(topics ...id.ID) story.Draft {
			return story.Draft{Headline: "Wind", Section: s.ID, Topics: topics, Body: newstest.Paragraphs("It blew.")}
		}
		one := d.Publish(draft(gale.ID), start.Add(-3*time.Hour))
		both := d.Publish(draft(gale.ID, storm.ID), start.Add(-2*time.Hour))
		other := d.Publish(draft(storm.ID), start.Add(-time.Hour))
		later := d.Publish(draft(gale.ID), start.Add(time.Hour))
		moves := d.Publish(draft(gale.ID), start.Add(-4*time.Hour)) // will leave the one topic for the other
		d.Update(moves, draft(storm.ID), story.Publication{From: start.Add(2 * time.Hour)})
		leaves := d.Publish(draft(gale.ID), start.Add(-5*time.Hour))
		d.Update(leaves, draft(), story.Publication{From: start.Add(2 * time.Hour)})
		d.Clock.Add(time.Minute)
		merged := d.Clock.Now()
		if err := merge(d, gale.ID, storm.ID); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			when         string
			list         id.ID
			at           time.Time
			want         []id.ID
			wantInMerged []id.ID
		}{
			{"before", storm.ID, merged.Add(-time.Millisecond), []id.ID{other, both}, []id.ID{both, one, moves, leaves}},
			{"after", storm.ID, merged, []id.ID{other, both, one, moves, leaves}, nil},
			{"when one more is published", storm.ID, start.Add(90 * time.Minute), []id.ID{later, other, both, one, moves, leaves}, nil},
			{"after the changes that were scheduled", storm.ID, start.Add(3 * time.Hour), []id.ID{later, other, both, one, moves}, nil},
		} {
			if diff := cmp.Diff(c.want, standing(d, c.list, c.at)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.when, diff)
			}
			if diff := cmp.Diff(c.wantInMerged, standing(d, gale.ID, c.at)); diff != "" {
				t.Errorf("%s, in the topic that was merged (-want +got):\n%s", c.when, diff)
			}
		}
		// A revision of before, published now, stands in the topic of now.
		d.Update(one, draft(gale.ID), story.Publication{})
		if got := standing(d, gale.ID, d.Clock.Now()); len(got) != 0 {
			t.Errorf("the merged topic has %v again", got)
		}
		d.Read(func(ctx context.Context, tx *store.Tx) error {
			counts, err := story.CountIn(ctx, tx, merged, []id.ID{storm.ID, gale.ID})
			if counts[storm.ID] != 5 || counts[gale.ID] != 0 {
				t.Errorf("the topics have %v stories", counts)
			}
			return err
		})
	})
}

func TestMergesThatAreRefused(t *testing.T) {
	newstest.EachDesk(t, time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC), func(t *testing.T, d *newstest.Desk) {
		storm, gale, wind := d.Topic(topic.Topic{Name: "Storm"}), d.Topic(topic.Topic{Name: "Gale"}), d.Topic(topic.Topic{Name: "Wind"})
		for doing, c := range map[string]struct {
			from, into id.ID
			kind       errs.Kind
		}{
			"into itself": {storm.ID, storm.ID, errs.Invalid}, "of none": {99, storm.ID, errs.NotFound}, "into none": {storm.ID, 99, errs.NotFound},
		} {
			if err := merge(d, c.from, c.into); !errs.Is(err, c.kind) {
				t.Errorf("%s: %v", doing, err)
			}
		}
		err := d.Try(func(ctx context.Context, tx *store.Tx) error {
			return story.MergeTopic(ctx, tx, account.Actor{}, gale.ID, storm.ID)
		})
		if !errs.Is(err, errs.Forbidden) {
			t.Errorf("by nobody: %v", err)
		}
		if err := merge(d, gale.ID, storm.ID); err != nil {
			t.Fatal(err)
		}
		if err := merge(d, gale.ID, wind.ID); !errs.Is(err, errs.NotFound) {
			t.Errorf("a second time: %v", err)
		}
	})
}
