package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"masthead/internal/account"
	"masthead/internal/id"
	"masthead/internal/newsroom"
	"masthead/internal/store"
)

func TestAStoryFromItsBeginningToItsWithdrawal(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		editor := s.as(account.Editor)
		begun := into[Story](t, editor.do("POST", "/stories", `{"kind":"article"}`))
		if begun.State != "draft" || begun.Owner != editor.person.ID || begun.Path != "" || !begun.May.Write {
			t.Errorf("begun: %+v", begun)
		}
		saved := into[DraftSaved](t, editor.change("PUT", storyPath(begun, "/draft"), begun.Version, map[string]any{"content": s.content("Ferry back")}))
		if saved.Version <= begun.Version || saved.Words != 4 {
			t.Errorf("saved: %+v", saved)
		}
		public := into[Story](t, editor.change("POST", storyPath(begun, "/publish"), saved.Version, map[string]any{"significant": false}))
		if public.Status != "published" || !strings.HasPrefix(public.Path, "/world/ferry-back-") || len(public.Publications) != 1 || !public.Publications[0].First {
			t.Errorf("published: %+v", public)
		}
		s.Clock.Add(time.Minute)
		changed := into[DraftSaved](t, editor.change("PUT", storyPath(begun, "/draft"), public.Version, map[string]any{"content": s.content("Ferry back at last")}))
		if !changed.Changed {
			t.Error("a changed text is not told as changed")
		}
		later := s.Clock.Now().Add(time.Hour)
		scheduled := into[Story](t, editor.change("POST", storyPath(begun, "/publish"), changed.Version, map[string]any{"significant": true, "at": later}))
		if scheduled.Scheduled.Value == nil || !scheduled.Scheduled.Value.From.Equal(later) || scheduled.Status != "published" {
			t.Errorf("scheduled: %+v", scheduled)
		}
		cancelled := into[Story](t, editor.change("DELETE", storyPath(begun, "/schedule"), scheduled.Version, nil))
		if cancelled.Scheduled.Value != nil || !cancelled.Changed {
			t.Errorf("cancelled: %+v", cancelled)
		}
		corrected := into[Story](t, editor.change("POST", storyPath(begun, "/corrections"), cancelled.Version, map[string]any{"note": "It was 2020."}))
		if len(corrected.Corrections) != 1 || corrected.Corrections[0].Note != "It was 2020." {
			t.Errorf("corrected: %+v", corrected.Corrections)
		}
		withdrawn := into[Story](t, editor.change("POST", storyPath(begun, "/withdrawal"), corrected.Version, map[string]any{"reason": "It was wrong."}))
		if withdrawn.State != "withdrawn" || withdrawn.Withdrawal.Value == nil || withdrawn.Withdrawal.Value.Reason != "It was wrong." {
			t.Errorf("withdrawn: %+v", withdrawn)
		}
		revisions := into[struct{ Items []Revision }](t, editor.get(storyPath(begun, "/revisions"))).Items
		if len(revisions) < 2 {
			t.Fatalf("revisions: %+v", revisions)
		}
		first := revisions[len(revisions)-1]
		whole := into[Revision](t, editor.get(storyPath(begun, "/revisions/"+first.ID.String())))
		if whole.Content == nil || whole.Content.Headline != "Ferry back" || whole.Person != editor.person.ID {
			t.Errorf("a revision: %+v", whole)
		}
		events := into[struct{ Items []AuditEvent }](t, s.as(account.Administrator).get("/audit?target="+begun.ID.String())).Items
		acts := map[string]bool{}
		for _, e := range events {
			acts[e.Act] = true
		}
		for _, act := range []string{"story.create", "story.publish", "story.schedule", "story.unschedule", "story.correct", "story.withdraw"} {
			if !acts[act] {
				t.Errorf("%s is not in the audit log: %v", act, acts)
			}
		}
	})
}

func TestAStaleWriteLosesNothing(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		one, other := s.as(account.Editor), s.as(account.SubEditor)
		begun := one.begin("As it was")
		path := storyPath(begun, "/draft")
		if r := one.do("PUT", path, map[string]any{"content": s.content("Blind")}); r.status != 428 || r.problem() != "precondition-required" {
			t.Errorf("without a version: %s", r)
		}
		for _, wrong := range []string{"7", "*", `W/"1"`, `"x"`, `"1", "2"`, `"`} {
			if r := one.with("If-Match", wrong).do("PUT", path, map[string]any{"content": s.content("Blind")}); r.problem() != "invalid" {
				t.Errorf("with %s: %s", wrong, r)
			}
		}
		saved := into[DraftSaved](t, one.change("PUT", path, begun.Version, map[string]any{"content": s.content("By one")}))
		stale := other.change("PUT", path, begun.Version, map[string]any{"content": s.content("By the other")})
		if stale.status != 412 || stale.problem() != "stale" {
			t.Fatalf("over another's change: %s", stale)
		}
		var problem struct{ Current Story }
		if err := json.Unmarshal(stale.raw, &problem); err != nil || problem.Current.Content.Headline != "By one" || problem.Current.Version != saved.Version {
			t.Errorf("the problem does not say how the story stands: %v %s", err, stale)
		}
		if now := into[Story](t, one.get(storyPath(begun, ""))); now.Content.Headline != "By one" {
			t.Errorf("it now reads %q", now.Content.Headline)
		}
		into[DraftSaved](t, other.change("PUT", path, problem.Current.Version, map[string]any{"content": s.content("By both")}))
	})
}

func TestTwoPublishAtOnce(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		editor := s.as(account.Editor)
		begun := editor.begin("Once")
		answers := make([]response, 8)
		var all sync.WaitGroup
		for i := range answers {
			all.Go(func() {
				r, err := editor.with("If-Match", etagOf(begun.Version)).try("POST", storyPath(begun, "/publish"), `{"significant":true}`)
				if err != nil {
					t.Error(err)
				}
				answers[i] = r
			})
		}
		all.Wait()
		done := 0
		for _, r := range answers {
			switch {
			case r.status == 200:
				done++
			case r.problem() != "stale":
				t.Errorf("the others: %s", r)
			}
		}
		now := into[Story](t, editor.get(storyPath(begun, "")))
		if done != 1 || len(now.Publications) != 1 {
			t.Errorf("%d published, and there are the publications %+v", done, now.Publications)
		}
	})
}

func TestRefusalsOfTheWorkflowHaveNamesOfTheirOwn(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		admin := s.as(account.Administrator)
		begun := admin.begin("Under embargo")
		until := s.Clock.Now().Add(time.Hour)
		held := into[Story](t, admin.change("PUT", storyPath(begun, "/embargo"), begun.Version, map[string]any{"until": until}))
		if held.Embargo == nil || held.May.Publish || !held.May.Schedule {
			t.Errorf("under embargo: %+v", held)
		}
		for _, body := range []string{`{"significant":false}`, `{"significant":false,"at":"` + until.Add(-time.Second).Format(time.RFC3339) + `"}`} {
			if r := admin.change("POST", storyPath(begun, "/publish"), held.Version, body); r.problem() != "embargo" || r.status != 403 {
				t.Errorf("%s: %s", body, r)
			}
		}
		if r := admin.change("POST", storyPath(begun, "/acts"), held.Version, `{"act":"reopen"}`); r.problem() != "bad-transition" {
			t.Errorf("reopening a draft: %s", r)
		}
		lifted := into[Story](t, admin.change("PUT", storyPath(begun, "/embargo"), held.Version, `{"until":null}`))
		into[Story](t, admin.change("POST", storyPath(begun, "/publish"), lifted.Version, `{"significant":false}`))
	})
}

func TestWhatAStoryMayNotHold(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		editor := s.as(account.Editor)
		begun := editor.begin("Fine")
		with := func(change func(*Content)) map[string]any {
			c := s.content("Fine")
			change(&c)
			return map[string]any{"content": c}
		}
		node := func(text string) func(*Content) {
			return func(c *Content) { c.Body = Node(`{"type":"doc","attrs":{"version":1},"content":[` + text + `]}`) }
		}
		blocks := strings.Repeat(`{"type":"paragraph","content":[{"type":"text","text":"x"}]},`, 50_000)
		for name, test := range map[string]struct {
			body   any
			status int
			place  string
		}{
			"an unknown block":          {with(node(`{"type":"carousel"}`)), 400, "body.content.body.content[0]"},
			"a bad link":                {with(node(`{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"javascript:alert(1)"}}]}]}`)), 400, "body.content.body.content[0].content[0].marks[0]"},
			"a level that is none":      {with(node(`{"type":"heading","attrs":{"level":9},"content":[{"type":"text","text":"x"}]}`)), 400, "body.content.body.content[0].attrs.level"},
			"too many blocks":           {with(node(blocks + `{"type":"paragraph"}`)), 400, "body.content.body"},
			"five megabytes":            {with(func(c *Content) { c.Body = paragraph(strings.Repeat("x", 5<<20)) }), 400, "body.content.body"},
			"seven megabytes":           {with(func(c *Content) { c.Body = paragraph(strings.Repeat("x", 7<<20)) }), 413, ""},
			"a hero that is no picture": {with(func(c *Content) { c.Hero = Hero{Node(`{"type":"paragraph"}`)} }), 400, "body.content.hero"},
			"a hero that is text":       {with(func(c *Content) { c.Hero = Hero{Node(`"x"`)} }), 400, "body.content.hero"},
			"a body that is text":       {with(func(c *Content) { c.Body = Node(`"x"`) }), 400, "body.content.body"},
			"nesting without end":       {`{"content":{"body":` + strings.Repeat(`{"type":"doc","content":[`, 30_000) + `}`, 400, "body"},
			"no body at all":            {nil, 400, ""},
			"half a body":               {`{"content":{"headline":"x`, 400, "body"},
			"an unknown member":         {`{"content":{},"colour":"red"}`, 400, "body.colour"},
			"a list":                    {`[]`, 400, "body"},
			"a headline of a number":    {`{"content":{"headline":7}}`, 400, "body.content.headline"},
			"an id that is none":        {with(func(c *Content) { c.Topics = []id.ID{}; c.Section = 7 }), 400, ""},
			"two documents":             {`{}{}`, 400, "body"},
			"bytes that are no text":    {"{\"content\":\"\xff\xfe\"}", 400, ""},
		} {
			r := editor.change("PUT", storyPath(begun, "/draft"), begun.Version, test.body)
			if r.status != test.status || len(r.raw) > 20_000 {
				t.Errorf("%s: %s, want %d", name, r, test.status)
				continue
			}
			if test.place != "" && !strings.Contains(string(r.raw), `"location":"`+test.place) {
				t.Errorf("%s: %s does not name the place %s", name, r, test.place)
			}
		}
		if r := editor.with("Content-Type", "text/plain", "If-Match", etagOf(begun.Version)).do("PUT", storyPath(begun, "/draft"), "{}"); r.problem() != "wrong-form" {
			t.Errorf("plain text: %s", r)
		}
		if now := into[Story](t, editor.get(storyPath(begun, ""))); now.Version != begun.Version || now.Content.Headline != "Fine" {
			t.Errorf("something was written: %+v", now)
		}
		many := strings.Repeat(`{"type":"paragraph","content":[{"type":"text","text":"x"}]},`, 9_999)
		into[DraftSaved](t, editor.change("PUT", storyPath(begun, "/draft"), begun.Version, with(node(many+`{"type":"paragraph","content":[{"type":"text","text":"y"}]}`))))
	})
}

func TestHeadlines(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		editor := s.as(account.Editor)
		begun := editor.begin("Fine")
		saved := into[DraftSaved](t, editor.change("PUT", storyPath(begun, "/draft"), begun.Version, map[string]any{"content": s.content("")}))
		if r := editor.change("POST", storyPath(begun, "/publish"), saved.Version, `{"significant":false}`); r.problem() != "invalid" || !strings.Contains(string(r.raw), "headline") {
			t.Errorf("publishing without a headline: %s", r)
		}
		for _, letters := range []int{1001, 6000} {
			r := editor.change("PUT", storyPath(begun, "/draft"), saved.Version, map[string]any{"content": s.content(strings.Repeat("é", letters))})
			if r.problem() != "invalid" || !strings.Contains(string(r.raw), "headline") {
				t.Errorf("a headline of %d letters: %s", letters, r)
			}
		}
	})
}

func TestTimesOutsideReason(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		editor := s.as(account.Administrator)
		begun := editor.begin("When")
		for _, at := range []string{"0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-02-30T00:00:00Z", "tomorrow", "10000-01-01T00:00:00Z", "1768-01-01T00:00:00Z"} {
			for path, body := range map[string]string{
				"/publish": `{"significant":false,"at":"` + at + `"}`, "/embargo": `{"until":"` + at + `"}`,
			} {
				method := "POST"
				if path == "/embargo" {
					method = "PUT"
				}
				r := editor.change(method, storyPath(begun, path), begun.Version, body)
				// The first moment of all is how no time is written: publishing then is publishing now.
				if r.status >= 500 || r.status == 200 && !strings.HasPrefix(at, "0001") && !strings.HasPrefix(at, "1768") {
					t.Errorf("%s %s: %s", path, at, r)
				}
				begun = into[Story](t, editor.get(storyPath(begun, "")))
			}
			if r := editor.get("/stories?from=" + at + "&to=" + at); r.status >= 500 {
				t.Errorf("from %s: %s", at, r)
			}
		}
	})
}

func TestListsInParts(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		editor := s.as(account.Editor)
		for i := range 7 {
			s.Clock.Add(time.Second)
			editor.begin(fmt.Sprintf("Story number %d", i))
		}
		seen, next := 0, ""
		for part := 0; part < 10; part++ {
			r := into[struct {
				Items []map[string]any
				Next  *string
			}](t, editor.get("/stories?limit=3&fields=id,headline&cursor="+next))
			for _, item := range r.Items {
				if want := fmt.Sprintf("Story number %d", 6-seen); item["headline"] != want || len(item) != 2 {
					t.Errorf("entry %d: %v, want %s", seen, item, want)
				}
				seen++
			}
			if r.Next == nil {
				break
			}
			next = *r.Next
		}
		if seen != 7 {
			t.Errorf("%d stories in all parts", seen)
		}
		for _, path := range []string{"/stories", "/audit", "/pictures", "/contributors", "/people", storyPath(editor.begin("x"), "/revisions")} {
			r := s.as(account.Administrator).get(path + "?cursor=AAAA%00forged")
			if r.problem() != "invalid" {
				t.Errorf("a forged cursor of %s: %s", path, r)
			}
		}
		if r := editor.get("/stories?fields=headline,secret"); r.problem() != "invalid" || !strings.Contains(string(r.raw), "query.fields") {
			t.Errorf("a member that there is not: %s", r)
		}
	})
}

func TestAClientThatHasItIsToldSo(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		editor := s.as(account.Editor)
		begun := editor.begin("Fine")
		r := editor.get(storyPath(begun, ""))
		if again := editor.with("If-None-Match", r.header.Get("ETag")).get(storyPath(begun, "")); again.status != http.StatusNotModified || again.header.Get("ETag") == "" || len(again.raw) > 0 {
			t.Errorf("asked again: %s %v", again, again.header)
		}
		later := s.Clock.Now().Add(time.Hour)
		scheduled := into[Story](t, editor.change("POST", storyPath(begun, "/publish"), begun.Version, map[string]any{"significant": false, "at": later}))
		s.Clock.Set(later)
		again := editor.with("If-None-Match", etagOf(scheduled.Version)).get(storyPath(begun, ""))
		if got := into[Story](t, again); got.Status != "published" {
			t.Errorf("what the clock has turned is told as %s", got.Status)
		}
		me := editor.get("/me")
		s.Newsroom(newsroom.Newsroom{Name: "Bay Herald", Language: "en-GB", TimeZone: "Europe/London"})
		if now := into[Me](t, editor.with("If-None-Match", me.header.Get("ETag")).get("/me")); now.Newsroom.Name != "Bay Herald" {
			t.Errorf("the newsroom is told as %s", now.Newsroom.Name)
		}
	})
}

func TestManyAtOnce(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		editor := s.as(account.Editor)
		one, other := editor.begin("One"), editor.begin("Other")
		missing := id.ID(1 << 50)
		result := into[BulkDone](t, editor.do("POST", "/stories/bulk", map[string]any{"ids": []id.ID{one.ID, other.ID, missing}, "act": "assign", "value": editor.person.ID}))
		if len(result.Done) != 2 || len(result.Refused) != 1 || result.Refused[0].Why == "" {
			t.Errorf("%+v", result)
		}
		if now := into[Story](t, editor.get(storyPath(one, ""))); now.Assignee != editor.person.ID {
			t.Errorf("assigned to %s", now.Assignee)
		}
		into[BulkDone](t, editor.do("POST", "/stories/bulk/"+result.ID.String()+"/undo", nil))
		if now := into[Story](t, editor.get(storyPath(one, ""))); now.Assignee != 0 {
			t.Errorf("after undoing, assigned to %s", now.Assignee)
		}
	})
}

func TestSectionsOfAPerson(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		begun := s.as(account.Editor).begin("In World")
		var elsewhere id.ID
		s.Do(func(ctx context.Context, tx *store.Tx) error { elsewhere = id.New(tx.Now()); return nil })
		limited := s.as(account.Editor, elsewhere)
		if r := limited.change("POST", storyPath(begun, "/publish"), begun.Version, `{"significant":false}`); r.problem() != "forbidden" {
			t.Errorf("an editor of another section: %s", r)
		}
		if r := limited.get(storyPath(begun, "")); r.status != 200 {
			t.Errorf("reading it: %s", r)
		}
	})
}
