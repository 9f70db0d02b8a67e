package api

import (
	"time"

	"masthead/internal/id"
)

// Me is the person who asks.
type Me struct {
	Person   Person       `json:"person"`
	May      []string     `json:"may" doc:"The actions that this session or token allows, anywhere. Where 'person.sections' names sections, only there."`
	Version  int64        `json:"version" doc:"The person's version, for If-Match."`
	Newsroom NewsroomInfo `json:"newsroom"`
}

// settled is false: a person's version stands neither for their role's rights nor for the newsroom.
func (Me) settled() bool { return false }

// NewsroomInfo is what a client wants to know of the newsroom at once.
type NewsroomInfo struct {
	Name         string `json:"name" example:"Bay Courier"`
	TimeZone     string `json:"time_zone" example:"Europe/London"`
	Language     string `json:"language" example:"en-GB"`
	SkipSubs     bool   `json:"skip_subs" doc:"Stories go without sub-editing."`
	SkipApproval bool   `json:"skip_approval" doc:"Stories go without approval."`
	BaseURL      string `json:"base_url" doc:"The site's public address." example:"https://news.example"`
}

// Person is somebody with an account.
type Person struct {
	ID        id.ID      `json:"id" example:"01h2xcejqtf2n"`
	Name      string     `json:"name" example:"Ada Moreno"`
	Email     string     `json:"email" example:"ada@news.example"`
	Role      string     `json:"role" enum:"reporter,sub-editor,editor,picture-editor,administrator"`
	Sections  []id.ID    `json:"sections" doc:"The sections that the person is limited to; empty for everywhere."`
	Active    bool       `json:"active" doc:"False for somebody who was shut out."`
	Invited   bool       `json:"invited" doc:"True until the invitation is taken up."`
	CreatedAt time.Time  `json:"created_at"`
	SeenAt    *time.Time `json:"seen_at"`
	Version   int64      `json:"version"`
}

// Passkey is a key on a person's device.
type Passkey struct {
	ID        id.ID      `json:"id"`
	Name      string     `json:"name" example:"Laptop"`
	CreatedAt time.Time  `json:"created_at"`
	UsedAt    *time.Time `json:"used_at"`
}

// Ceremony begins the use or the making of a passkey.
type Ceremony struct {
	Flow    string `json:"flow" doc:"Send it back with the credential."`
	Options Node   `json:"options" doc:"For navigator.credentials, in the JSON form of WebAuthn."`
}

// Session is a browser that is signed in.
type Session struct {
	ID        id.ID     `json:"id"`
	Current   bool      `json:"current" doc:"The one that asks."`
	Agent     string    `json:"agent" doc:"What the browser said of itself."`
	Address   string    `json:"address" doc:"The network address that it was last seen at."`
	CreatedAt time.Time `json:"created_at"`
	SeenAt    time.Time `json:"seen_at"`
}

// Token lets a program act for a person.
type Token struct {
	ID        id.ID      `json:"id"`
	Name      string     `json:"name" example:"Wire import"`
	Scopes    []string   `json:"scopes" doc:"What the token may do of what its person may." example:"[\"read\",\"write\"]"`
	CreatedAt time.Time  `json:"created_at"`
	UsedAt    *time.Time `json:"used_at"`
	ExpiresAt time.Time  `json:"expires_at"`
	Token     string     `json:"token,omitempty" doc:"The token itself, told once, when it is made."`
}

// Invitation is what a link that lets somebody in is for.
type Invitation struct {
	Kind  string `json:"kind" enum:"setup,invitation,reset"`
	Name  string `json:"name"`
	Email string `json:"email" doc:"Empty on 'setup': whoever follows the link says it."`
	Role  string `json:"role"`
}

// Link lets its bearer in once.
type Link struct {
	Link      string    `json:"link" doc:"Give it to the person and nobody else." example:"https://news.example/desk/invitation/…"`
	ExpiresAt time.Time `json:"expires_at"`
}

// Invited is somebody new, and the link for them.
type Invited struct {
	Person    Person    `json:"person"`
	Link      string    `json:"link" doc:"Give it to the person and nobody else."`
	ExpiresAt time.Time `json:"expires_at"`
}

// Roles is the table of who may do what.
type Roles struct {
	Actions []ActionInfo `json:"actions"`
	Roles   []RoleInfo   `json:"roles"`
}

// ActionInfo is something that a role may allow.
type ActionInfo struct {
	Name   string `json:"name" example:"publish"`
	Phrase string `json:"phrase" doc:"It completes 'You may …'." example:"publish stories"`
}

// RoleInfo is a role with what it allows.
type RoleInfo struct {
	Name    string   `json:"name" example:"sub-editor"`
	Title   string   `json:"title" example:"Sub-editor"`
	Actions []string `json:"actions"`
}

// AuditEvent is one entry of the record of who did what.
type AuditEvent struct {
	ID       id.ID             `json:"id"`
	At       time.Time         `json:"at"`
	PersonID id.ID             `json:"person_id" doc:"Empty where nobody was signed in."`
	Name     string            `json:"name" doc:"Who, as they were called then."`
	Via      string            `json:"via" doc:"'session:…' or 'token:…' with its id."`
	Address  string            `json:"address" doc:"The network address."`
	Act      string            `json:"act" example:"story.publish"`
	Noun     string            `json:"noun" example:"story"`
	Target   id.ID             `json:"target"`
	About    string            `json:"about" doc:"What the target was called then."`
	Detail   map[string]string `json:"detail"`
}

// Picture is an original in the library.
type Picture struct {
	ID        id.ID     `json:"id"`
	Width     int       `json:"width" doc:"In pixels, as it is seen."`
	Height    int       `json:"height"`
	Format    string    `json:"format" enum:"jpeg,png,gif,webp"`
	Bytes     int64     `json:"bytes"`
	Filename  string    `json:"filename" doc:"As it came."`
	Alt       string    `json:"alt" doc:"What a person who cannot see it needs to know."`
	Caption   string    `json:"caption"`
	Credit    string    `json:"credit"`
	CreatedAt time.Time `json:"created_at"`
	Src       string    `json:"src" doc:"The address of a rendition."`
	Srcset    string    `json:"srcset" doc:"The addresses of all renditions, for an img element."`
	Version   int64     `json:"version"`
}

// Section is a part of the site.
type Section struct {
	ID          id.ID  `json:"id"`
	Slug        string `json:"slug" example:"world"`
	Name        string `json:"name" example:"World"`
	Description string `json:"description"`
	Colour      string `json:"colour" doc:"'#rrggbb', or empty for the theme's own." example:"#0a5c8a"`
	Position    int    `json:"position" doc:"The order in the navigation."`
	Path        string `json:"path" example:"/world"`
	Version     int64  `json:"version"`
}

// Topic is what stories are about.
type Topic struct {
	ID          id.ID  `json:"id"`
	Slug        string `json:"slug" example:"ferries"`
	Name        string `json:"name" example:"Ferries"`
	Description string `json:"description"`
	Featured    bool   `json:"featured" doc:"It stands in 'More Topics'."`
	Stories     int    `json:"stories" doc:"How many public stories have it."`
	Path        string `json:"path" example:"/topics/ferries"`
	Version     int64  `json:"version"`
}

// settled is false: a topic's version does not stand for the stories that have it.
func (Topic) settled() bool { return false }

// Contributor is a name in bylines.
type Contributor struct {
	ID      id.ID  `json:"id"`
	Slug    string `json:"slug" example:"ada-moreno"`
	Name    string `json:"name" example:"Ada Moreno"`
	Role    string `json:"role" example:"Maritime correspondent"`
	Bio     string `json:"bio"`
	Picture id.ID  `json:"picture"`
	Path    string `json:"path" example:"/by/ada-moreno"`
	Version int64  `json:"version"`
}

// Settings is what the newsroom has decided for its site.
type Settings struct {
	Name         string            `json:"name"`
	Tagline      string            `json:"tagline"`
	Language     string            `json:"language" example:"en-GB"`
	TimeZone     string            `json:"time_zone" example:"Europe/London"`
	SkipSubs     bool              `json:"skip_subs"`
	SkipApproval bool              `json:"skip_approval"`
	Choices      map[string]string `json:"choices" doc:"What was chosen of what the theme declares, by name."`
	Version      int64             `json:"version"`
	Declared     []Declared        `json:"declared" doc:"What the theme leaves to the newsroom."`
	Fixed        []string          `json:"fixed" doc:"The settings that the operator's configuration has set; here they cannot be changed."`
}

// settled is false: the version of the settings stands neither for the theme nor for the operator's configuration.
func (Settings) settled() bool { return false }

// Declared is a choice that the theme leaves to the newsroom.
type Declared struct {
	Name    string           `json:"name" example:"accent"`
	Label   string           `json:"label" example:"Accent colour"`
	Kind    string           `json:"kind" enum:"colour,choice,text,switch"`
	Help    string           `json:"help"`
	Options []DeclaredOption `json:"options,omitempty" doc:"For a 'choice'."`
	Default string           `json:"default"`
}

// DeclaredOption is one of the values of a choice.
type DeclaredOption struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Lookup is what an address is.
type Lookup struct {
	Kind     string     `json:"kind" enum:"story,embed,link"`
	Story    *StoryLink `json:"story,omitempty"`
	Provider string     `json:"provider,omitempty" doc:"Of an embed." example:"youtube"`
	URL      string     `json:"url,omitempty" doc:"The clean address of an embed or a link."`
	Title    string     `json:"title,omitempty"`
}

// StoryLink is a story of the site, to link to.
type StoryLink struct {
	ID         id.ID      `json:"id"`
	Headline   string     `json:"headline"`
	Path       string     `json:"path" doc:"Empty where it has no address yet."`
	Status     string     `json:"status" enum:"draft,subs,approval,scheduled,published,ended,held,withdrawn"`
	PublicFrom *time.Time `json:"public_from"`
}
