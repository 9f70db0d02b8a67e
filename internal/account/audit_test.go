package account_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/newstest"
	"masthead/internal/store"
)

func TestTheAuditLog(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		ada, bo := o.Person(account.Administrator), o.Person(account.Editor)
		record := func(actor account.Actor, act, noun string, target id.ID) {
			o.Clock.Add(time.Minute)
			o.Do(func(ctx context.Context, tx *store.Tx) error {
				return account.Record(ctx, tx, actor, account.Event{Act: act, Noun: noun, Target: target, About: "Harbour", Detail: map[string]string{"note": "why"}})
			})
		}
		record(bo, "story.publish", "story", 7)          // 12:01
		record(bo, "story.withdraw", "story", 8)         // 12:02
		record(ada, "story.publish", "story", 8)         // 12:03
		record(ada, "storyline.make", "storyline", 8)    // 12:04
		record(account.Operator(), "user.list", "", 0)   // 12:05
		record(account.System("import"), "x.y", "x", 1)  // 12:06
		record(account.Actor{}, "x.y", "x", 1)           // 12:07
		record(account.Anonymous(""), "login.no", "", 0) // 12:08
		minute := func(m int) time.Time { return noon.Add(time.Duration(m) * time.Minute) }
		for _, c := range []struct {
			doing string
			f     account.AuditFilter
			want  []string
		}{
			{"all", account.AuditFilter{}, []string{"story.publish", "story.withdraw", "story.publish", "storyline.make", "user.list", "login.no"}},
			{"a person", account.AuditFilter{Person: bo.Person()}, []string{"story.publish", "story.withdraw"}},
			{"an act", account.AuditFilter{Act: "story.publish"}, []string{"story.publish", "story.publish"}},
			{"all acts of a noun", account.AuditFilter{Act: "story."}, []string{"story.publish", "story.withdraw", "story.publish"}},
			{"a noun", account.AuditFilter{Noun: "storyline"}, []string{"storyline.make"}},
			{"a target", account.AuditFilter{Target: 8, Noun: "story"}, []string{"story.withdraw", "story.publish"}},
			{"a time", account.AuditFilter{From: minute(2), To: minute(4)}, []string{"story.withdraw", "story.publish"}},
			{"nothing", account.AuditFilter{Act: "nothing"}, nil},
		} {
			if diff := cmp.Diff(c.want, o.acts(c.f)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.doing, diff)
			}
		}
		o.Read(func(ctx context.Context, tx *store.Tx) error {
			got, _, err := account.Audit(ctx, tx, ada, account.AuditFilter{Target: 7}, "", 1)
			wantEntry := account.Entry{At: minute(1), Person: bo.Person(), Name: bo.Name(), Via: "session:" + bo.Session().String(), Address: "192.0.2.1",
				Event: account.Event{Act: "story.publish", Noun: "story", Target: 7, About: "Harbour", Detail: map[string]string{"note": "why"}}}
			wantEntry.ID = got[0].ID
			if diff := cmp.Diff([]account.Entry{wantEntry}, got); diff != "" || err != nil {
				t.Errorf("an entry (-want +got):\n%s%v", diff, err)
			}
			_, _, err = account.Audit(ctx, tx, bo, account.AuditFilter{}, "", 1)
			want(t, "an editor", err, errs.Forbidden)
			_, _, err = account.Audit(ctx, tx, ada, account.AuditFilter{Act: "\xff"}, "", 1)
			want(t, "an act that is no text", err, errs.Invalid)
			return nil
		})
	})
}

func TestTheAuditLogPageByPage(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		var want []string
		o.Do(func(ctx context.Context, tx *store.Tx) error {
			for k := range 1203 {
				act := fmt.Sprint("act.", k)
				want = append(want, act)
				if err := account.Record(ctx, tx, account.Operator(), account.Event{Act: act}); err != nil {
					return err
				}
			}
			return nil
		})
		if diff := cmp.Diff(want, o.acts(account.AuditFilter{})); diff != "" {
			t.Errorf("an export (-want +got):\n%s", diff)
		}
		pages, seen := 0, 0
		for cursor := ""; pages == 0 || cursor != ""; pages++ {
			o.Read(func(ctx context.Context, tx *store.Tx) error {
				entries, next, err := account.Audit(ctx, tx, account.Operator(), account.AuditFilter{}, cursor, 1000)
				for k, e := range entries {
					if e.Act != want[len(want)-1-seen-k] {
						t.Fatalf("entry %d is %s", seen+k, e.Act)
					}
				}
				seen, cursor = seen+len(entries), next
				return err
			})
		}
		if pages != 7 || seen != 1203 {
			t.Errorf("%d entries on %d pages of at most 200", seen, pages)
		}
	})
}

func FuzzAuditCursor(f *testing.F) {
	f.Add("1772452800000-0000000000001")
	f.Add("-")
	d := newstest.NewDesk(f, newstest.SQLiteAddress(f), noon)
	f.Fuzz(func(t *testing.T, cursor string) {
		tx, err := d.DB.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Close()
		if _, _, err := account.Audit(t.Context(), tx, account.Operator(), account.AuditFilter{}, cursor, 1); err != nil && !errs.Is(err, errs.Invalid) {
			t.Errorf("%q: %v", cursor, err)
		}
	})
}
