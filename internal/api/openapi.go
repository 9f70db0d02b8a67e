package api

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/danielgtaylor/huma/v2"
)

const introduction = `Everything that the desk can do, a program can do, under the same rules.

**Signing in.** A browser logs in with POST /login and keeps a cookie. A program sends a token, which a person makes for it: Authorization: Bearer mh_….

**Changing.** Everything has a version, which answers carry as their ETag. A change sends it as If-Match: without it the answer is 428, and where somebody has changed the thing since, 412 with the thing as it stands. Nothing is ever overwritten unseen.

**Making.** A creation may carry an Idempotency-Key. Sent again with the same key within 24 hours, it makes nothing again and has the first answer.

**Lists** come in parts: send 'next' as 'cursor' for the part that follows. 'fields' leaves out of each entry what you do not need.

**Problems** are RFC 9457: 'type' names the kind, and 'detail' says in plain words what went wrong.

**Limits.** RateLimit-Limit, RateLimit-Remaining and RateLimit-Reset stand on every answer; a 429 says in Retry-After how many seconds to wait.

Ids are 13 letters and digits. Times are RFC 3339, in UTC; null where there is none. Members that are not known are refused.`

// The parts of the description, in the order in which they are read.
const (
	tagSignIn       = "Signing in"
	tagMe           = "Yourself"
	tagStories      = "Stories"
	tagWorkflow     = "Workflow and publishing"
	tagHistory      = "History"
	tagPreviews     = "Previews"
	tagPictures     = "Pictures"
	tagSections     = "Sections"
	tagTopics       = "Topics"
	tagContributors = "Contributors"
	tagLinks        = "Links"
	tagPeople       = "People"
	tagSettings     = "Settings"
	tagAudit        = "Audit log"
)

var tags = []*huma.Tag{
	{Name: tagSignIn, Description: "By password, by passkey, by a link that lets in once."},
	{Name: tagMe, Description: "Your account: name, password, passkeys, sessions, tokens."},
	{Name: tagStories, Description: "Finding stories, beginning them, saving drafts."},
	{Name: tagWorkflow, Description: "From the desk to the public, and after."},
	{Name: tagHistory, Description: "Every state of a story that was kept."},
	{Name: tagPreviews, Description: "Links that show a story before it is public."},
	{Name: tagPictures, Description: "Originals, and what is said of them."},
	{Name: tagSections, Description: "The parts of the site."},
	{Name: tagTopics, Description: "What stories are about."},
	{Name: tagContributors, Description: "The names in bylines."},
	{Name: tagLinks, Description: "What an address is, and which story is meant."},
	{Name: tagPeople, Description: "Who has an account, and what they may do."},
	{Name: tagSettings, Description: "What the newsroom has decided for its site."},
	{Name: tagAudit, Description: "Who did what."},
}

// limitHeaders stand on every answer.
var limitHeaders = map[string]string{
	"RateLimit-Limit":     "How many requests are allowed a minute.",
	"RateLimit-Remaining": "How many of them are left at once.",
	"RateLimit-Reset":     "In how many seconds all of them are.",
}

func rawExample(s string) json.RawMessage { return json.RawMessage(s) }

func marshal(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// Document returns the OpenAPI document: the same bytes for the same operations.
func (a *API) Document() []byte { return a.document }

func (a *API) describeAll() ([]byte, error) {
	raw, err := json.Marshal(a.huma.OpenAPI())
	if err != nil {
		return nil, err
	}
	// By way of a map, which is written in the order of its names.
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err = e.Encode(tree)
	return out.Bytes(), err
}
