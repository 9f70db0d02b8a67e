package api

import (
	"bytes"
	"encoding/csv"
	"io"
	"net/http"
	"strings"
	"testing"

	"masthead/internal/account"
	"masthead/internal/id"
)

func TestPeople(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		admin := s.as(account.Administrator)
		invited := into[Invited](t, admin.with("Idempotency-Key", "1").do("POST", "/people/invitations", `{"name":"Tom Reed","email":"Tom@News.example","role":"reporter","sections":[]}`))
		link, ok := strings.CutPrefix(invited.Link, "https://news.example/desk/invitation/")
		if !ok || !invited.Person.Invited || invited.Person.Email != "tom@news.example" {
			t.Errorf("invited: %+v", invited)
		}
		seen := into[Invitation](t, s.anonymous().get("/invitations/"+link))
		if seen.Kind != "invitation" || seen.Name != "Tom Reed" || seen.Role != "reporter" {
			t.Errorf("the link: %+v", seen)
		}
		if r := s.anonymous().do("POST", "/invitations/"+link, `{"name":"Tom","password":"password"}`); r.problem() != "invalid" || !strings.Contains(string(r.raw), "body.password") {
			t.Errorf("a common password: %s", r)
		}
		r := s.anonymous().do("POST", "/invitations/"+link, `{"name":"Tom Reed","password":"the gannet leaves at first light"}`)
		me := into[Me](t, r)
		tom := s.anonymous().with("Cookie", strings.Split(r.header.Get("Set-Cookie"), ";")[0])
		if me.Person.ID != invited.Person.ID || into[Me](t, tom.get("/me")).Person.Name != "Tom Reed" {
			t.Errorf("came in as %+v", me)
		}
		if r := s.anonymous().get("/invitations/" + link); r.problem() != "not-found" {
			t.Errorf("the link again: %s", r)
		}
		r = s.anonymous().do("POST", "/login", `{"email":"tom@news.example","password":"the gannet leaves at first light"}`)
		into[Me](t, r)
		if set := r.header.Get("Set-Cookie"); !strings.Contains(set, "HttpOnly") || !strings.HasPrefix(set, "masthead=") {
			t.Errorf("the cookie: %s", set)
		}
		sessions := into[struct{ Items []Session }](t, tom.get("/me/sessions")).Items
		if len(sessions) != 2 || sessions[0].Current == sessions[1].Current {
			t.Errorf("sessions: %+v", sessions)
		}
		person := into[Person](t, admin.get("/people/"+me.Person.ID.String()))
		shut := into[Person](t, admin.change("PATCH", "/people/"+person.ID.String(), person.Version, `{"active":false}`))
		if shut.Active {
			t.Errorf("shut out: %+v", shut)
		}
		if r := tom.get("/me"); r.problem() != "not-signed-in" {
			t.Errorf("somebody shut out: %s", r)
		}
		if r := admin.change("PATCH", "/people/"+person.ID.String(), person.Version, `{"role":"editor"}`); r.problem() != "stale" || r.body["current"] == nil {
			t.Errorf("over another's change: %s", r)
		}
		active := into[struct{ Items []Person }](t, admin.get("/people?active=false&q=tom")).Items
		if len(active) != 1 || active[0].ID != person.ID {
			t.Errorf("those shut out: %+v", active)
		}
	})
}

func TestYourself(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		reporter := s.as(account.Reporter)
		me := into[Me](t, reporter.get("/me"))
		if strings.Join(me.May, " ") != "use_desk write add_pictures" || me.Newsroom.Name != "Bay Courier" || me.Newsroom.BaseURL != "https://news.example" {
			t.Errorf("%+v", me)
		}
		renamed := into[Me](t, reporter.change("PATCH", "/me", me.Version, `{"name":"Ada Moreno"}`))
		if renamed.Person.Name != "Ada Moreno" || renamed.Version == me.Version {
			t.Errorf("%+v", renamed)
		}
		if r := reporter.change("PATCH", "/me", me.Version, `{"name":"Another"}`); r.problem() != "stale" {
			t.Errorf("over another's change: %s", r)
		}
		if r := reporter.do("POST", "/me/passkeys/begin", nil); r.problem() != "conflict" {
			t.Errorf("a passkey where there are none: %s", r)
		}
	})
}

func TestFiling(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		admin := s.as(account.Administrator)
		sport := into[Section](t, admin.do("POST", "/sections", `{"name":"Sport","colour":"#1c3f94"}`))
		if sport.Slug != "sport" || sport.Position <= s.section.Position {
			t.Errorf("%+v", sport)
		}
		moved := into[Section](t, admin.change("PUT", "/sections/"+sport.ID.String(), sport.Version, `{"name":"Sports","slug":"sports"}`))
		if moved.Path != "/sports" || moved.Position != sport.Position {
			t.Errorf("%+v", moved)
		}
		if r := admin.change("PUT", "/sections/"+sport.ID.String(), sport.Version, `{"name":"x"}`); r.problem() != "stale" || r.body["current"] == nil {
			t.Errorf("over another's change: %s", r)
		}
		order := map[string]any{"ids": []id.ID{sport.ID, s.section.ID}}
		as := admin.get("/sections").header.Get("ETag")
		ordered := into[struct{ Items []Section }](t, admin.with("If-Match", as).do("PUT", "/sections/order", order)).Items
		if len(ordered) != 2 || ordered[0].ID != sport.ID {
			t.Errorf("%+v", ordered)
		}
		ferries := into[Topic](t, admin.do("POST", "/topics", `{"name":"Ferries"}`))
		boats := into[Topic](t, admin.do("POST", "/topics", `{"name":"Boats"}`))
		if r := admin.do("POST", "/topics", `{"name":"Ferries"}`); r.problem() != "conflict" {
			t.Errorf("the same name again: %s", r)
		}
		chosen := map[string]any{"ids": []id.ID{boats.ID, ferries.ID}}
		before := admin.get("/topics/featured").header.Get("ETag")
		featured := into[struct{ Items []Topic }](t, admin.with("If-Match", before).do("PUT", "/topics/featured", chosen)).Items
		if len(featured) != 2 || !featured[0].Featured || featured[0].ID != boats.ID {
			t.Errorf("%+v", featured)
		}
		found := into[struct{ Items []Topic }](t, admin.get("/topics?q=fer")).Items
		if len(found) != 1 || found[0].ID != ferries.ID {
			t.Errorf("%+v", found)
		}
		if got := into[Topic](t, admin.change("POST", "/topics/"+boats.ID.String()+"/merge", boats.Version, map[string]any{"into": ferries.ID})); got.ID != ferries.ID {
			t.Errorf("%+v", got)
		}
		for path, stale := range map[string]string{"/sections/order": as, "/topics/featured": before} {
			body := map[string]any{"/sections/order": order, "/topics/featured": chosen}[path]
			if r := admin.do("PUT", path, body); r.problem() != "precondition-required" {
				t.Errorf("%s without a version: %s", path, r)
			}
			r := admin.with("If-Match", stale).do("PUT", path, body)
			current, _ := r.body["current"].(map[string]any)
			if r.problem() != "stale" || current["items"] == nil {
				t.Errorf("%s over another's change: %s", path, r)
			}
		}
		merging := "/topics/" + ferries.ID.String() + "/merge"
		if r := admin.do("POST", merging, map[string]any{"into": boats.ID}); r.problem() != "precondition-required" {
			t.Errorf("merging without a version: %s", r)
		}
		if r := admin.change("POST", merging, ferries.Version+1, map[string]any{"into": boats.ID}); r.problem() != "stale" || r.body["current"] == nil {
			t.Errorf("merging what somebody else has changed: %s", r)
		}
		tag := admin.get("/sections").header.Get("ETag")
		into[Section](t, admin.do("POST", "/sections", `{"name":"Weather"}`))
		if admin.get("/sections").header.Get("ETag") == tag {
			t.Error("the sections have the same version with one more of them")
		}
		ada := into[Contributor](t, admin.do("POST", "/contributors", `{"name":"Ada Moreno"}`))
		changed := into[Contributor](t, admin.change("PUT", "/contributors/"+ada.ID.String(), ada.Version, `{"name":"Ada Moreno","role":"Editor"}`))
		if changed.Role != "Editor" {
			t.Errorf("%+v", changed)
		}
		for _, missing := range []string{"/sections/", "/topics/", "/contributors/"} {
			if r := admin.change("PUT", missing+id.ID(1<<50).String(), 1, `{"name":"x"}`); r.problem() != "not-found" {
				t.Errorf("%s: %s", missing, r)
			}
		}
	})
}

func TestSettings(t *testing.T) {
	o := Options{Declared: func() []Declared { return []Declared{{Name: "accent", Kind: "colour"}} }}
	o.Fixed.Language = "cy"
	serveWith(t, o, func(t *testing.T, s *served) {
		admin := s.as(account.Administrator)
		was := into[Settings](t, admin.get("/settings"))
		if was.Language != "cy" || len(was.Fixed) != 1 || was.Fixed[0] != "language" || len(was.Declared) != 1 {
			t.Errorf("%+v", was)
		}
		body := map[string]any{"name": "Bay Post", "tagline": "", "language": "de", "time_zone": "Europe/Berlin", "skip_subs": false, "skip_approval": true, "choices": map[string]string{"accent": "#112233"}}
		now := into[Settings](t, admin.change("PUT", "/settings", was.Version, body))
		if now.Name != "Bay Post" || now.TimeZone != "Europe/Berlin" || now.Language != "cy" || now.Choices["accent"] != "#112233" || now.SkipSubs {
			t.Errorf("%+v", now)
		}
		if r := admin.change("PUT", "/settings", was.Version, body); r.problem() != "stale" || r.body["current"] == nil {
			t.Errorf("over another's change: %s", r)
		}
		body["time_zone"] = "Mars/Olympus"
		if r := admin.change("PUT", "/settings", now.Version, body); r.problem() != "invalid" {
			t.Errorf("a time zone that is none: %s", r)
		}
	})
}

func TestLookUp(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		editor := s.as(account.Editor)
		begun := editor.begin("Ferry back")
		public := into[Story](t, editor.change("POST", storyPath(begun, "/publish"), begun.Version, `{"significant":false}`))
		for address, want := range map[string]string{
			"https://news.example" + public.Path:                 "story",
			"https://NEWS.example" + public.Path + "?from=x#top": "story",
			public.Path: "story",
			"https://news.example/desk/stories/" + begun.ID.String(): "story",
			"https://news.example/no-such-page":                      "link",
			"https://youtu.be/dQw4w9WgXcQ":                           "embed",
			"https://other.example" + public.Path:                    "link",
			"mailto:ada@news.example":                                "link",
		} {
			got := into[Lookup](t, editor.get("/lookup?url="+strings.NewReplacer("#", "%23", "?", "%3F", "&", "%26").Replace(address)))
			if got.Kind != want || want == "story" && got.Story.ID != begun.ID {
				t.Errorf("%s: %+v, want a %s", address, got, want)
			}
		}
		for _, bad := range []string{"javascript:alert(1)", "nonsense", "", "data:text/html,x", "https://"} {
			if r := editor.get("/lookup?url=" + bad); r.problem() != "invalid" {
				t.Errorf("%s: %s", bad, r)
			}
		}
		found := into[struct{ Items []StoryLink }](t, editor.get("/search/stories?q=ferr")).Items
		if len(found) != 1 || found[0].ID != begun.ID || found[0].Path != public.Path {
			t.Errorf("%+v", found)
		}
	})
}

func TestPreviewLinks(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		editor := s.as(account.Editor)
		begun := editor.begin("Fine")
		made := into[Preview](t, editor.do("POST", storyPath(begun, "/previews"), `{"expires_in":3600}`))
		if !strings.HasPrefix(made.URL, "https://news.example/preview/") {
			t.Errorf("%+v", made)
		}
		list := into[struct{ Items []Preview }](t, editor.get(storyPath(begun, "/previews"))).Items
		if len(list) != 1 || list[0].ID != made.ID || list[0].URL != "" {
			t.Errorf("%+v", list)
		}
		if r := editor.do("DELETE", storyPath(begun, "/previews/"+made.ID.String()), nil); r.status != http.StatusNoContent {
			t.Errorf("%s", r)
		}
		for _, body := range []string{`{"expires_in":0}`, `{"expires_in":99999999}`, `{}`} {
			if r := editor.do("POST", storyPath(begun, "/previews"), body); r.problem() != "invalid" {
				t.Errorf("%s: %s", body, r)
			}
		}
	})
}

func TestTheAuditLogAsCSV(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		admin := s.as(account.Administrator)
		for _, headline := range []string{`=HYPERLINK("https://evil.example")`, "+1", "-1", "@SUM(A1)", "Quote \" and, comma"} {
			admin.begin(headline)
		}
		r := admin.get("/audit.csv?act=story.create")
		if r.status != 200 || r.header.Get("Content-Type") != "text/csv; charset=utf-8" || r.header.Get("Cache-Control") != "no-store" {
			t.Fatalf("%s %v", r, r.header)
		}
		rows, err := csv.NewReader(bytes.NewReader(r.raw)).ReadAll()
		if err != nil || len(rows) != 6 {
			t.Fatalf("%v: %q", err, rows)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@") {
					t.Errorf("a spreadsheet would take %q for a formula", cell)
				}
			}
		}
		if r := admin.get("/audit.csv?from=yesterday"); r.problem() != "invalid" {
			t.Errorf("%s", r)
		}
	})
}

func TestAWriteOfCSVThatFails(t *testing.T) {
	failed := io.ErrClosedPipe
	err := writeAudit(io.Discard, func(func([]account.Entry) error) error { return failed })
	if err != failed {
		t.Errorf("%v", err)
	}
}
