package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"masthead/internal/account"
	"masthead/internal/store"
)

// editor works at the desk, as its client does.
type editor struct{ site, cookie string }

// hire makes an administrator who is signed in, before the program serves.
func hire(ctx context.Context, data string) (cookie string, err error) {
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(data, "masthead.db"), store.Options{})
	if err != nil {
		return "", err
	}
	defer db.Close()
	return cookie, db.Transact(ctx, func(ctx context.Context, tx *store.Tx) error {
		p, err := account.Add(ctx, tx, account.System("bench"), account.Person{Name: "Bench", Email: "bench@news.example", Role: account.Administrator}, "")
		if err != nil {
			return err
		}
		login, err := account.StartSession(ctx, tx, p.ID, account.Client{Address: "127.0.0.1", Agent: "bench"})
		cookie = "masthead=" + login.Token.Reveal()
		return err
	})
}

// told is what the API tells of a story that a measurement needs.
type told struct {
	ID      string          `json:"id"`
	Version int64           `json:"version"`
	Path    string          `json:"path"`
	Content json.RawMessage `json:"content"`
}

func (e *editor) ask(method, path string, version int64, body any, answer any) error {
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequest(method, e.site+"/api/v1"+path, bytes.NewReader(data))
	if err != nil {
		return err
	}
	req.Header = http.Header{"Cookie": {e.cookie}, "Content-Type": {"application/json"}, "If-Match": {fmt.Sprintf(`"%d"`, version)}}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode >= 300 {
		err = fmt.Errorf("%s %s answered %d: %.300s", method, path, res.StatusCode, text)
	}
	if err != nil || answer == nil {
		return err
	}
	return json.Unmarshal(text, answer)
}

// tries is how often each thing is done at the desk. All of it together stays below what one person may ask in a minute.
const tries = 60

// measureDesk measures what editors wait for.
func measureDesk(out io.Writer, e *editor, stories int) error {
	for _, list := range []struct{ name, path string }{
		{"the stories list", "/stories?limit=50"},
		{"a search in it", "/stories?limit=50&q=harbour%20bri"},
		{"its counts", "/stories/counts"},
	} {
		if err := timed(out, fmt.Sprintf("%s, %d stories", list.name, stories), func(int) error { return e.ask("GET", list.path, 0, nil, nil) }); err != nil {
			return err
		}
	}
	var s told
	if err := e.ask("POST", "/stories", 0, map[string]any{"kind": "article"}, &s); err != nil {
		return err
	}
	content, err := fiveThousandWords(e, s)
	if err != nil {
		return err
	}
	err = timed(out, "saving a draft of 5,000 words", func(i int) error {
		content["headline"] = fmt.Sprintf("Draft number %d", i)
		return e.ask("PUT", "/stories/"+s.ID+"/draft", s.Version, map[string]any{"content": content}, &s)
	})
	if err != nil {
		return err
	}
	for _, act := range []string{"send_to_subs", "send_for_approval"} {
		if err := e.ask("POST", "/stories/"+s.ID+"/acts", s.Version, map[string]any{"act": act}, &s); err != nil {
			return err
		}
	}
	return measurePublishing(out, e, s, content)
}

// measurePublishing publishes a change to a story again and again, and asks for its page: the next answer has it.
func measurePublishing(out io.Writer, e *editor, s told, content map[string]any) error {
	var took []float64
	for i := range tries {
		headline := fmt.Sprintf("Published number %d", i)
		content["headline"], content["slug"] = headline, "published"
		if err := e.ask("PUT", "/stories/"+s.ID+"/draft", s.Version, map[string]any{"content": content}, &s); err != nil {
			return err
		}
		began := time.Now()
		if err := e.ask("POST", "/stories/"+s.ID+"/publish", s.Version, map[string]any{"significant": false}, &s); err != nil {
			return err
		}
		page, err := fetch(e.site + s.Path)
		if err != nil {
			return err
		}
		took = append(took, ms(time.Since(began)))
		if !strings.Contains(string(page), headline) {
			return errors.New("the page that follows a publication does not show it")
		}
	}
	report(out, "publishing until the public page shows it", took)
	return nil
}

func timed(out io.Writer, name string, do func(i int) error) error {
	var took []float64
	for i := range tries {
		began := time.Now()
		if err := do(i); err != nil {
			return err
		}
		took = append(took, ms(time.Since(began)))
	}
	report(out, name, took)
	return nil
}

func report(out io.Writer, name string, took []float64) {
	slices.Sort(took)
	fmt.Fprintf(out, "%s\tmedian %.2f ms\t99th percentile %.2f ms\n", name, took[len(took)/2], took[len(took)*99/100])
}

// fiveThousandWords makes the content of a long story in the first section.
func fiveThousandWords(e *editor, s told) (map[string]any, error) {
	var sections struct{ Items []told }
	if err := e.ask("GET", "/sections", 0, nil, &sections); err != nil {
		return nil, err
	}
	if err := e.ask("GET", "/stories/"+s.ID, 0, nil, &s); err != nil {
		return nil, err
	}
	var content map[string]any
	if err := json.Unmarshal(s.Content, &content); err != nil {
		return nil, err
	}
	var paragraphs []any
	for range 100 {
		text := strings.TrimSpace(strings.Repeat("The harbour council votes on a bridge. ", 7)) + " So it goes."
		paragraphs = append(paragraphs, map[string]any{"type": "paragraph", "content": []any{map[string]any{"type": "text", "text": text}}})
	}
	content["section"] = sections.Items[0].ID
	content["body"] = map[string]any{"type": "doc", "attrs": map[string]any{"version": 1}, "content": paragraphs}
	return content, nil
}
