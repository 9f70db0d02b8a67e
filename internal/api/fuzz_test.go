package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"masthead/internal/id"
	"masthead/internal/story"
)

func FuzzCursor(f *testing.F) {
	for _, seed := range []string{"", cursor("a"), cursor(id.ID(7).String()), "AAAA", "%%", cursor("a", "b")} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := Page{Cursor: text}
		if parts, err := p.after(1); err == nil && text != "" && cursor(parts...) != text {
			// Base 64 has several forms of a text whose last bits are not used; what was read is what counts.
			again, err := (Page{Cursor: cursor(parts...)}).after(1)
			if err != nil || again[0] != parts[0] {
				t.Errorf("%q: %q, %v", text, again, err)
			}
		}
		if i, err := p.afterID(); err == nil && i < 0 {
			t.Errorf("%q is the id %d", text, i)
		}
	})
}

func FuzzFields(f *testing.F) {
	for _, seed := range []string{"", "id", "id,headline", "secret", "id,,id", strings.Repeat("id,", 100)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := Selection{Fields: strings.Split(text, ",")}
		wanted, err := s.fields(Summary{})
		if err != nil {
			return
		}
		raw, err := Item[Summary]{Summary{}, wanted}.MarshalJSON()
		var members map[string]any
		if err == nil {
			err = json.Unmarshal(raw, &members)
		}
		if err != nil || len(members) != len(wanted) {
			t.Errorf("%q gave %s, %v", text, raw, err)
		}
	})
}

func FuzzIfMatch(f *testing.F) {
	for _, seed := range []string{`"7"`, `"-62135596800000"`, `W/"7"`, "*", `""`, `"9223372036854775808"`, `"+7"`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := IfMatchField{text}.version()
		if err != nil {
			return
		}
		if again, err := (IfMatchField{etagOf(v)}).version(); err != nil || again != v || text[0] != '"' || !strings.HasSuffix(text[1:], `"`) {
			t.Errorf("%q is the version %d", text, v)
		}
	})
}

func FuzzRememberedAnswer(f *testing.F) {
	f.Add("key", []byte("sealed"))
	f.Add("", []byte(nil))
	f.Fuzz(func(t *testing.T, key string, text []byte) {
		var out string
		if unseal(key, []byte("hash"), text, &out) == nil {
			t.Errorf("%q was taken for an answer", text)
		}
		sealed, err := seal(key, []byte("hash"), string(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := unseal(key, []byte("hash"), sealed, &out); err != nil {
			t.Errorf("%q cannot be opened again: %v", text, err)
		}
		if unseal(key, []byte("other"), sealed, &out) == nil || unseal(key+"x", []byte("hash"), sealed, &out) == nil {
			t.Errorf("%q was opened with another key", text)
		}
	})
}

func FuzzAccept(f *testing.F) {
	for _, seed := range []string{"", "*/*", "application/json;q=0", "a/b;;;;q=,", "application/json;version=1;q=0.0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, field string) {
		acceptsJSON(http.Header{"Accept": {field}})
		bearerToken(&http.Request{Header: http.Header{"Authorization": {field}}})
	})
}

// A draft that was read is told as it was read.
func FuzzContent(f *testing.F) {
	f.Add([]byte(`null`), []byte(paragraph("x")))
	f.Add([]byte(`{"type":"picture","attrs":{"picture":"01h2xcejqtf2n","alt":"A ferry"}}`), []byte(paragraph("x")))
	f.Add([]byte(`{"type":"picture"}]},{"type":"doc"`), []byte(`{`))
	f.Fuzz(func(t *testing.T, hero, body []byte) {
		c := Content{Hero: Hero{hero}, Body: body}
		d, err := c.draft("body.content")
		if err != nil {
			if p := problemOf(err); p.Status != 400 || len(p.Errors) != 1 || !strings.HasPrefix(p.Errors[0].Location, "body.content") {
				t.Errorf("%s %s: %+v", hero, body, p)
			}
			return
		}
		told, err := contentOf(d)
		if err != nil {
			t.Fatal(err)
		}
		again, err := told.draft("body.content")
		if err != nil || !sameBody(t, d, again) {
			t.Errorf("%s %s is told as %s %s: %v", hero, body, told.Hero.Node, told.Body, err)
		}
	})
}

func sameBody(t *testing.T, a, b story.Draft) bool {
	t.Helper()
	one, err := a.Body.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	other, err := b.Body.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Equal(one, other) && (a.Hero == nil) == (b.Hero == nil)
}
