package api

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"masthead/internal/account"
	"masthead/internal/id"
	"masthead/internal/store"
)

func TestACreationHappensOnce(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		editor := s.as(account.Editor)
		keyed := editor.with("Idempotency-Key", "7d0c")
		ids := make([]id.ID, 8)
		var all sync.WaitGroup
		for i := range ids {
			all.Go(func() {
				r, err := keyed.try("POST", "/stories", map[string]any{"kind": "article", "content": s.content("Once")})
				if err != nil || r.status != http.StatusCreated || r.header.Get("ETag") == "" || r.header.Get("Location") == "" {
					t.Errorf("%v: %s", err, r)
					return
				}
				ids[i] = into[Story](t, r).ID
			})
		}
		all.Wait()
		for _, i := range ids {
			if i != ids[0] || i == 0 {
				t.Errorf("several were made: %v", ids)
			}
		}
		if counts := into[Counts](t, editor.get("/stories/counts")); counts.All != 1 {
			t.Errorf("there are %d stories", counts.All)
		}
		if r := keyed.do("POST", "/stories", `{"kind":"page"}`); r.status != 422 || r.problem() != "key-reused" {
			t.Errorf("the key for something else: %s", r)
		}
		other := s.as(account.Editor).with("Idempotency-Key", "7d0c")
		if got := into[Story](t, other.do("POST", "/stories", map[string]any{"kind": "article", "content": s.content("Once")})); got.ID == ids[0] {
			t.Error("another person's key led to the same story")
		}
		if r := keyed.do("POST", "/topics", `{"name":"Ferries"}`); r.status != http.StatusCreated {
			t.Errorf("the key for another kind of thing: %s", r)
		}
		// What fails is not remembered.
		failing := editor.with("Idempotency-Key", "9f")
		if r := failing.do("POST", "/contributors", `{"name":""}`); r.problem() != "invalid" {
			t.Errorf("%s", r)
		}
		if r := failing.do("POST", "/contributors", `{"name":"Ada"}`); r.status != http.StatusCreated {
			t.Errorf("trying again: %s", r)
		}
		s.Clock.Add(answersKept + time.Minute)
		editor.header = s.as(account.Editor).header
		if got := into[Story](t, keyed.do("POST", "/stories", `{"kind":"page"}`)); got.ID == ids[0] {
			t.Error("the key is remembered for ever")
		}
	})
}

func TestARememberedSecretIsSealed(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		editor := s.as(account.Editor).with("Idempotency-Key", "only the client has this")
		body := map[string]any{"name": "Wire", "scopes": []string{"read"}, "expires_at": s.Clock.Now().Add(time.Hour)}
		first := into[Token](t, editor.do("POST", "/me/tokens", body))
		if again := into[Token](t, editor.do("POST", "/me/tokens", body)); again.Token != first.Token || again.ID != first.ID {
			t.Errorf("again: %+v, first %+v", again, first)
		}
		s.Read(func(ctx context.Context, tx *store.Tx) error {
			var answer []byte
			if err := tx.QueryRow(ctx, `SELECT answer FROM creation`).Scan(&answer); err != nil {
				return err
			}
			if strings.Contains(string(answer), first.Token) || strings.Contains(string(answer), "Wire") {
				t.Error("the database holds the answer as it was")
			}
			return nil
		})
	})
}

func TestRememberedAnswersAreBounded(t *testing.T) {
	serve(t, func(t *testing.T, s *served) {
		person := id.ID(7)
		for i := range maxAnswers + 20 {
			s.Clock.Add(time.Millisecond)
			s.Do(func(ctx context.Context, tx *store.Tx) error {
				return keyed{person: person, hash: digest(id.ID(i + 1).String()), request: []byte("x")}.keep(ctx, tx, []byte("x"))
			})
		}
		s.Read(func(ctx context.Context, tx *store.Tx) error {
			var n int
			err := tx.QueryRow(ctx, `SELECT count(*) FROM creation WHERE person_id = ?1`, person).Scan(&n)
			if n > maxAnswers {
				t.Errorf("%d answers are kept", n)
			}
			return err
		})
	})
}
