package api

import (
	"time"

	"masthead/internal/id"
)

// Content is all that is written of a story.
type Content struct {
	Slug          string  `json:"slug" maxLength:"300" doc:"The words in the address; made of the headline where empty."`
	Kicker        string  `json:"kicker" maxLength:"5000" doc:"The label over the headline." example:"Exclusive"`
	Headline      string  `json:"headline" maxLength:"5000" doc:"Empty at first; it must be there to publish." example:"Ferry service returns after six years"`
	ShortHeadline string  `json:"short_headline" maxLength:"5000" doc:"For cards; the headline where empty."`
	Standfirst    string  `json:"standfirst" maxLength:"10000" doc:"The sentence or two under the headline."`
	Dateline      string  `json:"dateline" maxLength:"5000" example:"KILBRANNAN"`
	Language      string  `json:"language" maxLength:"100" doc:"A BCP 47 tag; the newsroom's own where empty."`
	Section       id.ID   `json:"section" doc:"Empty at first, and for a plain page."`
	Byline        []id.ID `json:"byline" maxItems:"100" doc:"Contributors, in order."`
	Topics        []id.ID `json:"topics" maxItems:"100"`
	Hero          Hero    `json:"hero" doc:"The picture over the story: a 'picture' node of the document, or null."`
	Body          Node    `json:"body" doc:"A document: its JSON Schema is at /schema/document.json."`
}

// Summary is a story in a list.
type Summary struct {
	ID               id.ID      `json:"id"`
	Version          int64      `json:"version" doc:"For If-Match. Every write raises it."`
	Kind             string     `json:"kind" enum:"article,page"`
	State            string     `json:"state" enum:"draft,subs,approval,published,held,withdrawn" doc:"Where it is in the workflow."`
	Status           string     `json:"status" enum:"draft,subs,approval,scheduled,published,ended,held,withdrawn" doc:"The state, as the clock makes it: 'published' is 'scheduled' before its time, and 'ended' after its end."`
	Changed          bool       `json:"changed" doc:"What is written is not what is public."`
	Headline         string     `json:"headline"`
	Kicker           string     `json:"kicker"`
	Section          id.ID      `json:"section"`
	Topics           []id.ID    `json:"topics"`
	Byline           []id.ID    `json:"byline"`
	Owner            id.ID      `json:"owner" doc:"The person who began it; empty for an imported story."`
	Assignee         id.ID      `json:"assignee" doc:"The person whose work it is now; empty for nobody."`
	Words            int        `json:"words"`
	Hero             id.ID      `json:"hero" doc:"The hero picture."`
	CreatedAt        time.Time  `json:"created_at"`
	UpdatedAt        time.Time  `json:"updated_at"`
	UpdatedBy        id.ID      `json:"updated_by"`
	PublicFrom       *time.Time `json:"public_from" doc:"When what is public, or scheduled for the first time, began or begins."`
	PublicUntil      *time.Time `json:"public_until"`
	FirstPublishedAt *time.Time `json:"first_published_at"`
	ScheduledAt      *time.Time `json:"scheduled_at" doc:"When a change that is scheduled becomes public."`
	Embargo          *time.Time `json:"embargo" doc:"Nobody can make it public before this moment."`
	Path             string     `json:"path" doc:"Its address on the site; empty where it has none yet."`
}

// Story is a story with all that the desk knows of it.
type Story struct {
	Summary
	Content      Content          `json:"content"`
	SavedAt      time.Time        `json:"saved_at"`
	SavedBy      id.ID            `json:"saved_by"`
	May          StoryMay         `json:"may" doc:"What whoever asks may do with it now."`
	Publications []Publication    `json:"publications"`
	Scheduled    Maybe[Scheduled] `json:"scheduled" doc:"A change that becomes public at its time; null where there is none."`
	Corrections  []Correction     `json:"corrections"`
	Withdrawal   Maybe[Withdrawn] `json:"withdrawal"`
	HeldFrom     string           `json:"held_from" doc:"On legal hold: the state that it goes back to."`
}

// StoryMay is what whoever asks may do with a story as it stands.
type StoryMay struct {
	Write      bool  `json:"write"`
	Acts       []Act `json:"acts" doc:"The steps of the workflow that are open."`
	Publish    bool  `json:"publish"`
	Schedule   bool  `json:"schedule" doc:"Publish it at a later moment."`
	Unschedule bool  `json:"unschedule" doc:"Cancel what is scheduled."`
	Correct    bool  `json:"correct"`
	Withdraw   bool  `json:"withdraw"`
	Embargo    bool  `json:"embargo"`
	Assign     bool  `json:"assign"`
	Share      bool  `json:"share"`
	Topics     bool  `json:"topics" doc:"Create topics on the fly."`
	Bypass     bool  `json:"bypass" doc:"The story may be published from here although stages are left out, for the site skips them."`
}

// Act is a step of the workflow.
type Act struct {
	Act       string `json:"act" example:"send_to_subs"`
	Name      string `json:"name" example:"Send to the subs"`
	NeedsNote bool   `json:"needs_note" doc:"It wants a note that says why."`
}

// Publication is a span of time in which one revision was the public one.
type Publication struct {
	From        time.Time  `json:"from"`
	Until       *time.Time `json:"until"`
	Revision    id.ID      `json:"revision"`
	First       bool       `json:"first" doc:"The story became public with it."`
	Significant bool       `json:"significant" doc:"Readers were told that the story was updated."`
}

// Scheduled is a change that becomes public at its time.
type Scheduled struct {
	From     time.Time  `json:"from"`
	Until    *time.Time `json:"until"`
	Revision id.ID      `json:"revision"`
}

// Correction is a public, dated note of what was wrong.
type Correction struct {
	At   time.Time `json:"at"`
	Note string    `json:"note"`
}

// Withdrawn is the removal of a story from the site.
type Withdrawn struct {
	At     time.Time `json:"at"`
	Reason string    `json:"reason" doc:"Readers see it."`
}

// Counts is how many stories are in each status.
type Counts struct {
	All       int `json:"all"`
	Mine      int `json:"mine"`
	Draft     int `json:"draft"`
	Subs      int `json:"subs"`
	Approval  int `json:"approval"`
	Scheduled int `json:"scheduled"`
	Published int `json:"published"`
	Ended     int `json:"ended"`
	Held      int `json:"held"`
	Withdrawn int `json:"withdrawn"`
}

// DraftSaved acknowledges that a draft was kept.
type DraftSaved struct {
	Version        int64     `json:"version" doc:"For the next If-Match."`
	SavedAt        time.Time `json:"saved_at"`
	Words          int       `json:"words"`
	ReadingSeconds int       `json:"reading_seconds"`
	Changed        bool      `json:"changed" doc:"What is written is not what is public."`
}

// Revision is a state of a story that was kept on purpose.
type Revision struct {
	ID       id.ID     `json:"id"`
	At       time.Time `json:"at"`
	By       string    `json:"by" doc:"Who, as they were called then."`
	Person   id.ID     `json:"person" doc:"Empty for a part of the program."`
	Act      string    `json:"act" doc:"What it was kept for." example:"publish"`
	Note     string    `json:"note"`
	Headline string    `json:"headline"`
	Words    int       `json:"words"`
	Live     bool      `json:"live" doc:"It is the public one now."`
	Content  *Content  `json:"content,omitempty" doc:"Only where one revision is asked for."`
}

// Appearance is a place on the site where a story stands.
type Appearance struct {
	Kind  string     `json:"kind" enum:"page,front,rail,list,feed,sitemap"`
	Title string     `json:"title" example:"Latest World News"`
	Path  string     `json:"path"`
	Since time.Time  `json:"since"`
	Until *time.Time `json:"until,omitempty"`
}

// Preview is a link by which people without an account see a story before it is public.
type Preview struct {
	ID        id.ID      `json:"id"`
	URL       string     `json:"url" doc:"Told once, when the link is made; empty in lists."`
	At        *time.Time `json:"at" doc:"The moment that it shows; null for that of the look."`
	CreatedAt time.Time  `json:"created_at"`
	CreatedBy id.ID      `json:"created_by"`
	ExpiresAt time.Time  `json:"expires_at"`
}

// BulkDone is what became of an act on many stories.
type BulkDone struct {
	ID      id.ID     `json:"id" doc:"For undoing it."`
	Done    []id.ID   `json:"done"`
	Refused []Refused `json:"refused"`
}

// Refused is a story that an act on many was not done to.
type Refused struct {
	ID  id.ID  `json:"id"`
	Why string `json:"why"`
}
