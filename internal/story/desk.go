package story

import (
	"context"
	"errors"
	"time"

	"masthead/internal/account"
	"masthead/internal/id"
	"masthead/internal/newsroom"
	"masthead/internal/store"
)

// ErrEmbargo is the cause of the refusal to make a story public before its embargo ends.
var ErrEmbargo = errors.New("story: under embargo")

// ErrTransition is the cause of the refusal of an act that a story's state does not allow.
var ErrTransition = errors.New("story: no such step")

var errNotYet = errors.New("story: not built yet")

// Begin adds a story with its first draft, owned by the actor. Everything of the draft may be empty.
func Begin(ctx context.Context, tx *store.Tx, actor account.Actor, kind Kind, d Draft) (id.ID, error) {
	return 0, errNotYet
}

// Get returns a story as the desk knows it.
func Get(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID) (Working, error) {
	return Working{}, errNotYet
}

// Content returns the text of a story as it was last saved, by a draft or a revision.
func Content(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID) (Draft, error) {
	return Draft{}, errNotYet
}

// SaveDraft keeps the text of a story as it is being written. No revision is made, and nothing public changes. The
// error is of kind Stale where version is not the story's, as with every call that takes one.
func SaveDraft(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64, d Draft) (Saved, error) {
	return Saved{}, errNotYet
}

// PermitsFor says what an actor may do with a story at a moment.
func PermitsFor(actor account.Actor, w Working, n newsroom.Newsroom, now time.Time) Permits {
	return Permits{}
}

// Move takes a story one step on, and keeps a revision. note says why; for a withdrawal it is what readers are told.
func Move(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64, act Act, note string) error {
	return errNotYet
}

// PublishDraft makes the text of a story public as ordered.
func PublishDraft(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64, o Order) error {
	return errNotYet
}

// Unschedule cancels the publication that is still to come, with its correction; what stood before it stays.
func Unschedule(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64) error {
	return errNotYet
}

// SetEmbargo sets, changes or, with the zero time, lifts an embargo.
func SetEmbargo(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64, until time.Time) error {
	return errNotYet
}

// Assign makes a story a person's work; zero is nobody's.
func Assign(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64, person id.ID) error {
	return errNotYet
}

// AddCorrection publishes, now, a note of what was wrong with a public story.
func AddCorrection(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64, note string) error {
	return errNotYet
}

// TakeDown withdraws a public story now or, where at is later, sets its end.
func TakeDown(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64, at time.Time, reason string) error {
	return errNotYet
}

// Revisions returns the revisions of a story, the newest first.
func Revisions(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID) ([]Revision, error) {
	return nil, errNotYet
}

// RevisionContent returns one revision of a story and its text.
func RevisionContent(ctx context.Context, tx *store.Tx, actor account.Actor, story, revision id.ID) (Revision, Draft, error) {
	return Revision{}, Draft{}, errNotYet
}

// Restore makes the text of a revision that of the story, as a new revision.
func Restore(ctx context.Context, tx *store.Tx, actor account.Actor, story id.ID, version int64, revision id.ID) error {
	return errNotYet
}

// Publications returns what was, is and will be public of a story, in the order of time.
func Publications(ctx context.Context, tx *store.Tx, story id.ID) ([]Presence, error) {
	return nil, errNotYet
}

// Corrections returns the corrections of a story, the newest first, and those that appear with a publication to come.
func Corrections(ctx context.Context, tx *store.Tx, story id.ID) ([]Correction, error) {
	return nil, errNotYet
}

// WithdrawalOf returns the withdrawal that stands or is to come, or nil.
func WithdrawalOf(ctx context.Context, tx *store.Tx, story id.ID) (*Withdrawal, error) {
	return nil, errNotYet
}

// List returns a page of the desk's stories. An empty cursor begins at the top; limit is at most 200.
func List(ctx context.Context, tx *store.Tx, actor account.Actor, f Filter, s Sort, cursor string, limit int) (Listed, error) {
	return Listed{}, errNotYet
}

// Counts says how many stories of each status a filter leaves; its State, Status, Mine and Scheduled are taken for zero.
func Counts(ctx context.Context, tx *store.Tx, actor account.Actor, f Filter) (Tally, error) {
	return Tally{}, errNotYet
}

// Bulk does one act to at most 500 stories. Each is checked on its own. What it changes of a public story is its text on
// the desk, not the public page.
func Bulk(ctx context.Context, tx *store.Tx, actor account.Actor, stories []id.ID, act BulkAct, value id.ID) (BulkResult, error) {
	return BulkResult{}, errNotYet
}

// UndoBulk gives each story back what it had before a bulk act of the actor, but for those that have changed since.
func UndoBulk(ctx context.Context, tx *store.Tx, actor account.Actor, bulk id.ID) (BulkResult, error) {
	return BulkResult{}, errNotYet
}
