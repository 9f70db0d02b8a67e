package api

import (
	"time"

	"masthead/internal/account"
	"masthead/internal/id"
)

type (
	StoryFilter struct {
		Section   ref       `query:"section" doc:"Only stories of this section."`
		Topic     ref       `query:"topic" doc:"Only stories with this topic."`
		Person    ref       `query:"person" doc:"Only stories of this person: begun by them, or assigned to them."`
		Mine      bool      `query:"mine" doc:"Only your own: begun by you, or assigned to you."`
		Scheduled bool      `query:"scheduled" doc:"Only stories with something that becomes public later."`
		From      time.Time `query:"from" doc:"Only stories from this moment on, by the time that 'sort' names."`
		To        time.Time `query:"to" doc:"Only stories before this moment, by the time that 'sort' names."`
		Q         string    `query:"q" maxLength:"300" doc:"Words of the headline; the last may be unfinished."`
		Sort      string    `query:"sort" enum:"updated,created,published" default:"updated" doc:"Newest first by this time."`
	}
	storiesInput struct {
		State  string `query:"state" enum:"draft,subs,approval,published,held,withdrawn" doc:"Only stories in this state."`
		Status string `query:"status" enum:"draft,subs,approval,scheduled,published,ended,held,withdrawn" doc:"Only stories in this status."`
		StoryFilter
		Page
		Selection
	}
	countsInput   struct{ StoryFilter }
	newStoryInput struct {
		OnlyOnce
		Body struct {
			Kind    string   `json:"kind" enum:"article,page"`
			Content *Content `json:"content,omitempty"`
		}
	}
	draftInput struct {
		TheID
		IfMatchField
		Body struct {
			Content Content `json:"content"`
		}
	}
	actInput struct {
		TheID
		IfMatchField
		Body struct {
			Act  string `json:"act" enum:"send_to_subs,send_for_approval,send_back,hold,release,reopen" doc:"One of 'may.acts' of the story."`
			Note string `json:"note,omitempty" maxLength:"5000" doc:"Why. Sending back and holding want one."`
		}
	}
	publishInput struct {
		TheID
		IfMatchField
		Body struct {
			At          *time.Time `json:"at,omitempty" doc:"When it becomes public; now where it is left out."`
			Until       *time.Time `json:"until,omitempty" doc:"When it ends; where it is left out, the end that stands stays."`
			Endless     bool       `json:"endless,omitempty" doc:"It ends no more."`
			UntilReason string     `json:"until_reason,omitempty" maxLength:"5000" doc:"What readers are told then."`
			Significant bool       `json:"significant" doc:"Whether an update to a public story changes the time that readers see, and is no silent fix."`
			Correction  string     `json:"correction,omitempty" maxLength:"5000" doc:"A public, dated note of what was wrong, published at the same moment."`
			Note        string     `json:"note,omitempty" maxLength:"5000" doc:"Why, for the newsroom."`
		}
	}
	storyChange struct {
		TheID
		IfMatchField
	}
	correctionInput struct {
		TheID
		IfMatchField
		Body struct {
			Note string `json:"note" maxLength:"5000" doc:"Readers see it."`
		}
	}
	withdrawalInput struct {
		TheID
		IfMatchField
		Body struct {
			Reason string     `json:"reason" maxLength:"5000" doc:"Readers see it."`
			At     *time.Time `json:"at,omitempty" doc:"When; now where it is left out."`
		}
	}
	embargoInput struct {
		TheID
		IfMatchField
		Body struct {
			Until *time.Time `json:"until" doc:"Nobody can make the story public before; null lifts the embargo."`
		}
	}
	assigneeInput struct {
		TheID
		IfMatchField
		Body struct {
			Person id.ID `json:"person" doc:"Empty for nobody."`
		}
	}
	bulkInput struct {
		Body struct {
			IDs   []id.ID `json:"ids" minItems:"1" maxItems:"500"`
			Act   string  `json:"act" enum:"assign,section,add_topic,remove_topic"`
			Value id.ID   `json:"value" doc:"The person, section or topic; empty to assign to nobody."`
		}
	}
	RevisionInput struct {
		TheID
		Rev ref `path:"rev" doc:"The revision's id."`
	}
	restoreInput struct {
		RevisionInput
		IfMatchField
	}
	newPreviewInput struct {
		TheID
		OnlyOnce
		Body struct {
			ExpiresIn int        `json:"expires_in" minimum:"60" maximum:"2592000" doc:"In how many seconds the link ends." example:"86400"`
			At        *time.Time `json:"at,omitempty" doc:"Show the story as at this moment; now where it is left out."`
		}
	}
	previewInput struct {
		TheID
		Preview ref `path:"preview" doc:"The link's id."`
	}
	revisionsInput struct {
		TheID
		Page
	}
)

func (a *API) addStories() {
	add(a, op{method: "GET", path: "/stories", id: "list-stories", tag: tagStories, access: may(account.UseDesk), summary: "List stories"}, a.listStories)
	add(a, op{method: "GET", path: "/stories/counts", id: "count-stories", tag: tagStories, access: may(account.UseDesk), summary: "Count stories by status"}, a.countStories)
	add(a, op{method: "POST", path: "/stories", id: "create-story", tag: tagStories, access: may(account.Write), status: 201, body: draftBody,
		summary: "Begin a story", example: `{"kind":"article"}`}, a.createStory)
	add(a, op{method: "GET", path: "/stories/{id}", id: "get-story", tag: tagStories, access: may(account.UseDesk), summary: "Read a story"}, a.getStory)
	add(a, op{method: "PUT", path: "/stories/{id}/draft", id: "save-draft", tag: tagStories, access: may(account.UseDesk), body: draftBody,
		summary: "Save what is written", problems: []string{"bad-transition"},
		description: "All of it, as it stands; it need not be complete. No revision is made, and what is public stays. A whole document is checked: what is wrong is told with its place."}, a.saveDraft)
	add(a, op{method: "PUT", path: "/stories/{id}/assignee", id: "assign-story", tag: tagStories, access: may(account.Assign), summary: "Say whose work a story is",
		example: `{"person":"01h2xcejqtf2n"}`}, a.assignStory)
	add(a, op{method: "POST", path: "/stories/bulk", id: "change-stories", tag: tagStories, access: may(account.UseDesk), status: 200,
		summary: "Change many stories at once", description: "What cannot be done to a story is told, and done to the others."}, a.changeStories)
	add(a, op{method: "POST", path: "/stories/bulk/{id}/undo", id: "undo-change", tag: tagStories, access: may(account.UseDesk), status: 200,
		summary: "Undo a change to many stories", description: "It puts back what each had. A story that was changed in the same respect since is left alone."}, a.undoChange)

	add(a, op{method: "POST", path: "/stories/{id}/acts", id: "act-on-story", tag: tagWorkflow, access: may(account.UseDesk), status: 200,
		summary: "Take a step of the workflow", problems: []string{"bad-transition", "forbidden"}, example: `{"act":"send_to_subs"}`}, a.actOnStory)
	add(a, op{method: "POST", path: "/stories/{id}/publish", id: "publish-story", tag: tagWorkflow, access: may(account.Publish), status: 200,
		summary: "Publish a story, or a change to it", problems: []string{"bad-transition", "embargo"},
		description: "Now, or at a time. A change that is scheduled leaves what is public as it is until then.",
		example:     `{"significant":false}`}, a.publishStory)
	add(a, op{method: "DELETE", path: "/stories/{id}/schedule", id: "unschedule-story", tag: tagWorkflow, access: may(account.Publish), status: 200,
		summary: "Cancel what is scheduled", problems: []string{"bad-transition"}}, a.unscheduleStory)
	add(a, op{method: "POST", path: "/stories/{id}/corrections", id: "correct-story", tag: tagWorkflow, access: may(account.Publish), status: 200,
		summary: "Add a correction to a public story", problems: []string{"bad-transition"},
		example: `{"note":"An earlier version misstated the year in which the ferry stopped. It was 2020."}`}, a.correctStory)
	add(a, op{method: "POST", path: "/stories/{id}/withdrawal", id: "withdraw-story", tag: tagWorkflow, access: may(account.Withdraw), status: 200,
		summary: "Withdraw a story", problems: []string{"bad-transition"}, description: "Its address says that it was withdrawn, and why.",
		example: `{"reason":"The report could not be confirmed."}`}, a.withdrawStory)
	add(a, op{method: "PUT", path: "/stories/{id}/embargo", id: "set-embargo", tag: tagWorkflow, access: may(account.Embargo),
		summary: "Set or lift an embargo", problems: []string{"embargo"}, example: `{"until":"2026-03-04T18:00:00Z"}`}, a.setEmbargo)

	add(a, op{method: "GET", path: "/stories/{id}/revisions", id: "list-revisions", tag: tagHistory, access: may(account.UseDesk), summary: "List the revisions of a story"}, a.listRevisions)
	add(a, op{method: "GET", path: "/stories/{id}/revisions/{rev}", id: "get-revision", tag: tagHistory, access: may(account.UseDesk), summary: "Read a revision, with its content"}, a.getRevision)
	add(a, op{method: "POST", path: "/stories/{id}/revisions/{rev}/restore", id: "restore-revision", tag: tagHistory, access: may(account.UseDesk), status: 200,
		summary: "Take up a revision again", description: "As a new revision; nothing is lost, and what is public stays."}, a.restoreRevision)
	add(a, op{method: "GET", path: "/stories/{id}/appearances", id: "list-appearances", tag: tagHistory, access: may(account.UseDesk), summary: "See where a story stands on the site"}, a.listAppearances)

	add(a, op{method: "GET", path: "/stories/{id}/previews", id: "list-previews", tag: tagPreviews, access: may(account.Share), summary: "List the links that show a story"}, a.listPreviews)
	add(a, op{method: "POST", path: "/stories/{id}/previews", id: "create-preview", tag: tagPreviews, access: may(account.Share), status: 201,
		summary: "Make a link that shows a story", description: "To anybody who has the link, until it expires.", example: `{"expires_in":86400}`}, a.createPreview)
	add(a, op{method: "DELETE", path: "/stories/{id}/previews/{preview}", id: "remove-preview", tag: tagPreviews, access: may(account.Share), summary: "End a link"}, a.removePreview)
}
