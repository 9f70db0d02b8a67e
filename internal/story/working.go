package story

import (
	"time"

	"masthead/internal/id"
	"masthead/internal/topic"
)

// State is where a story is on its way. Scheduled and Ended are told from Published by the clock, and stored nowhere.
type State string

// The states.
const (
	InDraft    State = "draft"
	WithSubs   State = "subs"
	InApproval State = "approval"
	Published  State = "published" // also what is scheduled, and what has ended
	Held       State = "held"
	Withdrawn  State = "withdrawn"

	Scheduled State = "scheduled"
	Ended     State = "ended"
)

// Working is what the desk knows of a story, but for its text. A zero time is none.
type Working struct {
	Story    id.ID
	Kind     Kind
	Version  int64 // grows with every write
	State    State
	CameFrom State // of a story on hold, or scheduled for the first time: where its release, or the end of its schedule, leads
	Changed  bool  // its text is neither what is public nor what is scheduled to be
	Owner    id.ID // a person; zero for what a program brought in
	Assignee id.ID

	Slug          string // made of the headline where empty
	Kicker        string
	Headline      string
	ShortHeadline string
	Section       id.ID
	Byline        []id.ID
	Topics        []id.ID
	HeroPicture   id.ID
	Words         int

	Created   time.Time
	Updated   time.Time // when anything of it last changed
	UpdatedBy id.ID
	Saved     time.Time // when its text last changed
	SavedBy   id.ID

	First       time.Time // when it was, or will be, first published
	PublicFrom  time.Time // the unbroken presence on the site that is, or is to come
	PublicUntil time.Time
	ScheduledAt time.Time // when a publication that is still to come begins
	Embargo     time.Time // nobody may make it public before this moment

	LatestRevision    id.ID
	PublishedRevision id.ID // of the publication that begins last: the public one, or the one that is scheduled
}

// Status is the state as it shows at a moment.
func (w Working) Status(now time.Time) State {
	switch {
	case w.State != Published:
		return w.State
	case w.PublicFrom.After(now):
		return Scheduled
	case !w.PublicUntil.IsZero() && !w.PublicUntil.After(now):
		return Ended
	}
	return Published
}

// Public reports whether readers see the story at a moment.
func (w Working) Public(now time.Time) bool {
	return !w.PublicFrom.IsZero() && !w.PublicFrom.After(now) && (w.PublicUntil.IsZero() || w.PublicUntil.After(now))
}

// PathIn is where the story is, or would be, on the site.
func (w Working) PathIn(section topic.Section) string {
	c := Card{Story: w.Story, Kind: w.Kind, Slug: w.Slug}
	if c.Slug == "" {
		c.Slug = slugOf(w.Headline)
	}
	return c.PathIn(section)
}

// Saved is what saving a draft answers.
type Saved struct {
	Version int64
	At      time.Time
	Words   int
	Reading time.Duration // how long a reader takes
	Changed bool          // see Working
}

// Act is a deliberate step in a story's life.
type Act string

// The acts of the workflow.
const (
	SendToSubs      Act = "send_to_subs"
	SendForApproval Act = "send_for_approval"
	SendBack        Act = "send_back"
	ActPublish      Act = "publish"
	ActHold         Act = "hold"
	ActRelease      Act = "release"
	ActWithdraw     Act = "withdraw"
	ActReopen       Act = "reopen"
)

// Offer is an act that somebody may do to a story now.
type Offer struct {
	Act       Act
	Name      string // "Send to the subs"
	NeedsNote bool
	To        State
}

// Permits says what somebody may do with a story now.
type Permits struct {
	Write      bool    // its text
	Acts       []Offer // publish and withdraw among them, which have calls of their own
	Publish    bool    // now or at a time
	Unschedule bool    // cancel what is scheduled
	Correct    bool
	Withdraw   bool
	Embargo    bool
	Assign     bool
	Share      bool
	Topics     bool // create topics on the fly
}

// Order is how a story is to be published.
type Order struct {
	At          time.Time // zero is now
	Until       time.Time // its end; zero keeps the one that stands
	UntilReason string    // what readers are told then; a plain sentence where empty
	Endless     bool      // lifts the end that stands
	Significant bool      // readers see a new time of the last update
	Correction  string    // a public note, dated as the publication; empty for none
	Note        string    // for the newsroom
}

// Revision is one kept state of a story.
type Revision struct {
	ID       id.ID
	At       time.Time
	By       string // the name of who made it
	Person   id.ID  // zero for a part of the program
	Act      string // of the audit log, without its noun: "publish", "send_back"
	Note     string
	Headline string
	Words    int
	Live     bool // it is the public one now
}

// Presence is a publication as the desk sees it.
type Presence struct {
	From, Until time.Time // Until is zero where no end is set
	Revision    id.ID
	First       time.Time
	Significant time.Time // when the story, as it stands in it, last changed significantly
}

// Filter narrows a list. Zero fields do not.
type Filter struct {
	State     State // as stored: Published includes what is scheduled and what has ended
	Status    State // as it shows
	Section   id.ID
	Topic     id.ID
	Person    id.ID     // the owner, the assignee, or who changed it last
	Mine      bool      // the actor's own, and what the actor is assigned
	Scheduled bool      // with a publication to come: the first, or a change
	From, To  time.Time // of the time that the list is sorted by; half-open
	Query     string    // beginnings of words of the headlines, kicker and slug; or an address or id
}

// Sort is a list's order, the newest first.
type Sort string

// The orders.
const (
	ByUpdated   Sort = "updated"
	ByCreated   Sort = "created"
	ByPublished Sort = "published"
)

// Listed is one page of a list.
type Listed struct {
	Stories []Working
	Next    string // the cursor of the next page; empty where there is none
}

// Tally says how many stories there are, by what they show as.
type Tally struct {
	All, Mine                                                           int
	Draft, Subs, Approval, Scheduled, Published, Ended, Held, Withdrawn int
}

// BulkAct is an act on many stories at once.
type BulkAct string

// The bulk acts. The value of BulkAssign is a person, or zero for nobody; of the others a section or a topic.
const (
	BulkAssign      BulkAct = "assign"
	BulkSection     BulkAct = "section"
	BulkAddTopic    BulkAct = "add_topic"
	BulkRemoveTopic BulkAct = "remove_topic"
)

// Refusal is why a story was left out of a bulk act.
type Refusal struct {
	Story id.ID
	Why   string
}

// BulkResult says what a bulk act did.
type BulkResult struct {
	ID      id.ID // by which it can be undone
	Done    []id.ID
	Refused []Refusal
}
