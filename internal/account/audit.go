package account

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// Event is one entry of the audit log: what was done, to what. Detail holds no secret.
type Event struct {
	Act    string            // "story.publish", "login.failed"
	Noun   string            // "story", "person", "topic"; empty where the act has no object
	Target id.ID             // of the noun; zero where it has none
	About  string            // what a person calls the target: a headline, a name
	Detail map[string]string // what changed: "from", "to", "reason" …
}

// Record writes an event into the audit log, in the transaction that does the thing. What a part of the program does is
// not recorded: an import would bury what people did.
func Record(ctx context.Context, tx *store.Tx, actor Actor, e Event) error {
	if actor.via == "" {
		return nil
	}
	detail, err := json.Marshal(e.Detail)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO audit (id, at, person_id, name, via, address, act, noun, target_id, about, detail)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)`,
		id.New(tx.Now()), store.Millis(tx.Now()), actor.person, actor.name, actor.via, actor.from, e.Act, e.Noun, e.Target, e.About, string(detail))
	if err != nil {
		return fmt.Errorf("writing the audit log: %w", err)
	}
	return nil
}

// Entry is an event as the audit log keeps it.
type Entry struct {
	ID      id.ID
	At      time.Time
	Person  id.ID  // who did it; zero for the operator and for who had not signed in
	Name    string // what the person was called then
	Via     string // "session:…", "token:…", "link", "command line", "sign-in"
	Address string // the network address
	Event
}

// AuditFilter chooses among the entries of the audit log; the zero one chooses all.
type AuditFilter struct {
	Person   id.ID
	Act      string // "story.publish", or "story." for every act on stories
	Noun     string
	Target   id.ID
	From, To time.Time // from <= at < to; zero for no bound
}

const (
	maxAuditPage  = 200
	auditEachPage = 500
)

// Audit returns entries, the newest first, from a cursor on ("" for the first page), and the cursor of the next page, ""
// where there is none.
func Audit(ctx context.Context, tx *store.Tx, actor Actor, f AuditFilter, cursor string, limit int) ([]Entry, string, error) {
	return audit(ctx, tx, actor, f, cursor, min(max(limit, 1), maxAuditPage))
}

func audit(ctx context.Context, tx *store.Tx, actor Actor, f AuditFilter, cursor string, limit int) ([]Entry, string, error) {
	if err := actor.May(ReadAudit); err != nil {
		return nil, "", err
	}
	where, args, err := f.where(cursor)
	if err != nil {
		return nil, "", err
	}
	args = append(args, limit+1)
	rows, err := tx.Query(ctx, fmt.Sprintf(`SELECT id, at, person_id, name, via, address, act, noun, target_id, about, detail FROM audit
		WHERE %s ORDER BY at DESC, id DESC LIMIT ?%d`, where, len(args)), args...)
	entries, err := store.Collect(rows, err, scanEntry)
	if err != nil {
		return nil, "", fmt.Errorf("reading the audit log: %w", err)
	}
	if len(entries) <= limit {
		return entries, "", nil
	}
	entries = entries[:limit]
	last := entries[limit-1]
	return entries, fmt.Sprintf("%d-%s", store.Millis(last.At), last.ID), nil
}

func scanEntry(row store.Row) (e Entry, err error) {
	var at int64
	var detail string
	err = row.Scan(&e.ID, &at, &e.Person, &e.Name, &e.Via, &e.Address, &e.Act, &e.Noun, &e.Target, &e.About, &detail)
	if err != nil {
		return e, err
	}
	e.At = store.Time(at)
	return e, json.Unmarshal([]byte(detail), &e.Detail)
}

func (f AuditFilter) where(cursor string) (string, []any, error) {
	if !store.IsText(f.Act, f.Noun) {
		return "", nil, errs.New(errs.Invalid, "The audit log has no such act.")
	}
	var parts []string
	var args []any
	add := func(condition string, values ...any) {
		for _, v := range values {
			args = append(args, v)
			condition = strings.Replace(condition, "?", "$"+strconv.Itoa(len(args)), 1)
		}
		parts = append(parts, strings.ReplaceAll(condition, "$", "?"))
	}
	if f.Person != 0 {
		add("person_id = ?", f.Person)
	}
	if noun, all := strings.CutSuffix(f.Act, "."); all {
		add("act >= ? AND act < ?", f.Act, noun+"/") // '/' follows '.'
	} else if f.Act != "" {
		add("act = ?", f.Act)
	}
	if f.Noun != "" {
		add("noun = ?", f.Noun)
	}
	if f.Target != 0 {
		add("target_id = ?", f.Target)
	}
	if !f.From.IsZero() {
		add("at >= ?", store.Millis(f.From))
	}
	until := store.Forever
	if !f.To.IsZero() {
		until = store.Millis(f.To)
	}
	add("at < ?", until)
	if cursor != "" {
		at, last, err := parseCursor(cursor)
		if err != nil {
			return "", nil, err
		}
		add("(at, id) < (?, ?)", at, last)
	}
	return strings.Join(parts, " AND "), args, nil
}

func parseCursor(cursor string) (at int64, last id.ID, err error) {
	ms, short, ok := strings.Cut(cursor, "-")
	if ok {
		at, err = strconv.ParseInt(ms, 10, 64)
	}
	if ok && err == nil {
		last, err = id.Parse(short)
	}
	if !ok || err != nil {
		return 0, 0, errs.New(errs.Invalid, "This is not a cursor of the audit log.")
	}
	return at, last, nil
}

// AuditEach calls fn with all entries that a filter chooses, the newest first, a page at a time. It holds no transaction
// while fn runs, so that a slow reader is in nobody's way.
func AuditEach(ctx context.Context, db *store.DB, actor Actor, f AuditFilter, fn func([]Entry) error) error {
	for cursor := ""; ; {
		entries, next, err := auditPage(ctx, db, actor, f, cursor)
		if err != nil {
			return err
		}
		if err := fn(entries); err != nil {
			return err
		}
		if cursor = next; cursor == "" {
			return nil
		}
	}
}

func auditPage(ctx context.Context, db *store.DB, actor Actor, f AuditFilter, cursor string) ([]Entry, string, error) {
	tx, err := db.Snapshot(ctx)
	if err != nil {
		return nil, "", err
	}
	defer tx.Close()
	return audit(ctx, tx, actor, f, cursor, auditEachPage)
}
