package story

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
	"masthead/internal/topic"
)

// maxListed bounds one page of a list.
const maxListed = 200

// selection is a filter as the conditions of a query over working w.
type selection struct {
	where []string
	args  []any
	walk  bool // so many stories meet it that reading them in their order soon has enough
}

// arg adds an argument and returns its placeholder.
func (s *selection) arg(v any) string {
	s.args = append(s.args, v)
	return "?" + strconv.Itoa(len(s.args))
}

// and adds a condition, with a placeholder for each %s.
func (s *selection) and(condition string, values ...any) {
	places := make([]any, len(values))
	for i, v := range values {
		places[i] = s.arg(v)
	}
	s.where = append(s.where, fmt.Sprintf(condition, places...))
}

// from returns what follows SELECT and its columns.
func (s *selection) from() string {
	if len(s.where) == 0 {
		return " FROM working w"
	}
	return " FROM working w WHERE " + strings.Join(s.where, " AND ")
}

// List returns a page of the desk's stories. An empty cursor begins at the top; limit is at most 200.
func List(ctx context.Context, tx *store.Tx, actor account.Actor, f Filter, sort Sort, cursor string, limit int) (Listed, error) {
	if err := actor.May(account.UseDesk); err != nil {
		return Listed{}, err
	}
	if limit < 1 || limit > maxListed {
		return Listed{}, errs.New(errs.Invalid, "A page of a list has from 1 to %d stories.", maxListed)
	}
	column, ok := map[Sort]string{ByUpdated: "updated_at", ByCreated: "created_at", ByPublished: "first_at"}[sort]
	if !ok {
		return Listed{}, errs.New(errs.Invalid, "A list is not sorted by %q.", sort)
	}
	s, err := f.selection(ctx, tx, actor, column)
	if err != nil {
		return Listed{}, err
	}
	if cursor != "" {
		at, story, err := parseCursor(cursor)
		if err != nil {
			return Listed{}, err
		}
		s.and("("+s.column(column)+", w.story_id) < (%s, %s)", at, story)
	}
	rows, err := tx.Query(ctx, s.page(column, limit+1), s.args...)
	all, err := store.Collect(rows, err, func(row store.Row) (Working, error) {
		d, err := scanDesk(row, tx.Now())
		if err != nil {
			return Working{}, err
		}
		return d.Working, nil
	})
	if err != nil {
		return Listed{}, wrap(err, "listing stories")
	}
	listed := Listed{Stories: all}
	if len(all) > limit {
		listed.Stories = all[:limit]
		last := all[limit-1]
		at := map[Sort]time.Time{ByUpdated: last.Updated, ByCreated: last.Created, ByPublished: last.First}[sort]
		listed.Next = fmt.Sprintf("%d.%s", store.Millis(at), last.Story)
	}
	return listed, nil
}

// page is the query of one page of a list.
func (s *selection) page(column string, limit int) string {
	key := s.column(column)
	return `SELECT ` + workingColumns + ` FROM (SELECT w.story_id, w.` + column + ` AS at` + s.from() +
		` ORDER BY ` + key + ` DESC, w.story_id DESC LIMIT ` + s.arg(limit) + `) AS p JOIN working w ON w.story_id = p.story_id
		JOIN story s ON s.id = p.story_id LEFT JOIN working_line l ON l.story_id = p.story_id ORDER BY p.at DESC, p.story_id DESC`
}

func parseCursor(cursor string) (at int64, story id.ID, err error) {
	before, after, _ := strings.Cut(cursor, ".")
	at, err = strconv.ParseInt(before, 10, 64)
	if err == nil {
		story, err = id.Parse(after)
	}
	return at, story, errs.Wrap(err, errs.Invalid, "This is not a cursor of this list.")
}

// column is a column to compare or sort by. Where all rows are to be read the sign keeps the engines from an index, in
// which they would look for rows that are far down or many: all rows of working are soon read.
func (s *selection) column(name string) string {
	switch {
	case s.walk:
		return "w." + name
	case name == "state":
		return "w.state || ''"
	}
	return "+w." + name
}

// selection returns the conditions of a filter. From and To are of the column by which the list is sorted.
func (f Filter) selection(ctx context.Context, tx *store.Tx, actor account.Actor, sorted string) (*selection, error) {
	s := &selection{}
	now := store.Millis(tx.Now())
	s.walk = sorted == "updated_at" && f == Filter{State: f.State, Status: f.Status, Query: f.Query} && f.Status != Scheduled && f.Status != Ended
	if err := s.search(ctx, tx, f.Query); err != nil {
		return nil, err
	}
	if f.State != "" {
		s.and(s.column("state")+" = %s", string(f.State))
	}
	if err := s.status(f.Status, now); err != nil {
		return nil, err
	}
	if f.Section != 0 {
		s.and("w.section_id = %s", f.Section)
	}
	if f.Topic != 0 {
		s.and("w.story_id IN (SELECT story_id FROM working_topic WHERE topic_id = %s)", f.Topic)
	}
	if f.Person != 0 {
		s.and("(w.owner_id = %s OR w.assignee_id = %s OR w.updated_by = %s)", f.Person, f.Person, f.Person)
	}
	if f.Mine {
		s.and("(w.owner_id = %s OR w.assignee_id = %s)", actor.Person(), actor.Person())
	}
	if f.Scheduled {
		s.and("w.last_from > %s", now)
	}
	if !f.From.IsZero() {
		s.and(s.column(sorted)+" >= %s", store.Millis(f.From))
	}
	if !f.To.IsZero() {
		s.and(s.column(sorted)+" < %s", store.Millis(f.To))
	}
	return s, nil
}

func (s *selection) status(status State, now int64) error {
	state := s.column("state")
	switch status {
	case "":
	case Scheduled:
		s.and(state+" = 'published' AND w.public_from > %s", now)
	case Ended:
		s.and(state+" = 'published' AND w.public_until <= %s", now)
	case Published:
		s.and(state+" = 'published' AND w.public_from <= %s AND w.public_until > %s", now, now)
	case InDraft, WithSubs, InApproval, Held, Withdrawn:
		s.and(state+" = %s", string(status))
	default:
		return errs.New(errs.Invalid, "A story's status is not %q.", status)
	}
	return nil
}

const (
	maxTerms = 8    // words of a query; further ones are not taken into account
	maxFound = 2000 // how many stories a word may find for the search to start from it
)

// search adds the conditions of a query: an address or id of a story, or the beginnings of words. It starts from the
// rarest word; where all are common, every row is compared.
func (s *selection) search(ctx context.Context, tx *store.Tx, query string) error {
	query = strings.TrimSpace(query)
	if query == "" {
		return nil
	}
	story, err := pasted(ctx, tx, query)
	if err != nil {
		return err
	}
	if story != 0 {
		s.walk = false
		s.and("w.story_id = %s", story)
		return nil
	}
	terms := wordsOf(searchOf(Draft{Headline: query}))
	if len(terms) == 0 {
		s.where = append(s.where, "1 = 0")
		return nil
	}
	terms = terms[:min(len(terms), maxTerms)]
	rarest, fewest := "", maxFound+1
	for _, term := range terms {
		var n int
		if err := tx.QueryRow(ctx, `SELECT count(*) FROM (SELECT 1 FROM working_word WHERE word >= ?1 AND word < ?2 LIMIT ?3) AS found`,
			term, after(term), maxFound+1).Scan(&n); err != nil {
			return wrap(err, "searching")
		}
		if n < fewest {
			rarest, fewest = term, n
		}
	}
	s.walk = s.walk && rarest == "" && len(terms) == 1
	for _, term := range terms {
		if term == rarest {
			s.and("w.story_id IN (SELECT story_id FROM working_word WHERE word >= %s AND word < %s)", term, after(term))
			continue
		}
		s.and("w.search LIKE %s", "%-"+term+"%")
	}
	return nil
}

// after is above every word that begins with a term.
func after(term string) string { return term + "\U0010ffff" }

// pasted returns the story whose id or address somebody has pasted, or zero.
func pasted(ctx context.Context, tx *store.Tx, query string) (id.ID, error) {
	if story, err := id.Parse(query); err == nil {
		return existing(ctx, tx, story)
	}
	_, path, address := strings.Cut(query, "://")
	if address {
		_, path, _ = strings.Cut(path, "/")
		path = "/" + path
	} else if path = query; !strings.HasPrefix(path, "/") {
		return 0, nil
	}
	if end := strings.IndexAny(path, "?#"); end >= 0 {
		path = path[:end]
	}
	path = strings.TrimSuffix(path, "/")
	if story, ok := FromPath(path); ok {
		return existing(ctx, tx, story)
	}
	noun, target, found, err := topic.Lookup(ctx, tx, path)
	if !found || noun != topic.StoryNoun {
		return 0, err
	}
	return target, err
}

func existing(ctx context.Context, tx *store.Tx, story id.ID) (id.ID, error) {
	ok, err := Exists(ctx, tx, story)
	if !ok {
		story = 0
	}
	return story, err
}

// counted are the states that Counts counts each, by where they stand in its answer. The most are published: they are what is left.
var counted = []State{InDraft, WithSubs, InApproval, Held, Withdrawn}

// Counts says how many stories of each status a filter leaves; its State, Status, Mine and Scheduled are taken for zero.
// From and To are of the last change.
func Counts(ctx context.Context, tx *store.Tx, actor account.Actor, f Filter) (Tally, error) {
	var t Tally
	if err := actor.May(account.UseDesk); err != nil {
		return t, err
	}
	f.State, f.Status, f.Mine, f.Scheduled = "", "", false, false
	s, err := f.selection(ctx, tx, actor, "updated_at")
	if err != nil {
		return t, err
	}
	err = tx.QueryRow(ctx, s.tally(actor, store.Millis(tx.Now())), s.args...).Scan(&t.All, &t.Mine, &t.Scheduled, &t.Ended,
		&t.Draft, &t.Subs, &t.Approval, &t.Held, &t.Withdrawn)
	if actor.Person() == 0 {
		t.Mine = 0
	}
	t.Published = t.All - t.Scheduled - t.Ended - t.Draft - t.Subs - t.Approval - t.Held - t.Withdrawn
	return t, wrap(err, "counting stories")
}

// tally is the query that counts, in one reading of the rows.
func (s *selection) tally(actor account.Actor, now int64) string {
	columns := []string{"count(*)"}
	count := func(condition string, values ...any) {
		places := make([]any, len(values))
		for i, v := range values {
			places[i] = s.arg(v)
		}
		columns = append(columns, fmt.Sprintf("count(*) FILTER (WHERE "+condition+")", places...))
	}
	count("w.owner_id = %[1]s OR w.assignee_id = %[1]s", actor.Person())
	count("w.public_from > %s AND w.state = 'published'", now)
	count("w.public_until <= %s AND w.state = 'published'", now)
	for _, state := range counted {
		count("w.state = %s", string(state))
	}
	return "SELECT " + strings.Join(columns, ", ") + s.from()
}
