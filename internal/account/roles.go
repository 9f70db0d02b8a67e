package account

import "slices"

// Action is something that a person or program may be allowed to do.
type Action int

// The actions.
const (
	UseDesk        Action = iota // see every story of the desk, and the library
	Write                        // begin stories, and change one's own or those that one is assigned
	WriteAny                     // change everybody's stories
	Subedit                      // take a story from sub-editing on
	Publish                      // publish, schedule, correct
	Withdraw                     // take a story off the site
	Hold                         // put a story on legal hold, and release it
	Embargo                      // set, change and lift an embargo
	Assign                       // say whose work a story is
	Share                        // make links by which people without an account see a story before it is public
	AddPictures                  // add pictures to the library, and say what they show
	CreateTopics                 // create topics
	ManageTopics                 // rename, merge, describe, feature and order topics
	ManageSections               // sections
	ManagePeople                 // contributors: the people in bylines
	Curate                       // fronts and rails
	Configure                    // the newsroom's name, language, time zone, the workflow's stages, the theme's choices
	ManageAccounts               // invite people, change their roles, shut them out
	ReadAudit                    // the record of who did what
	actions                      // how many there are
)

// phrases complete 'You may not …'.
var phrases = [actions]string{
	UseDesk: "see the desk", Write: "write stories", WriteAny: "change other people's stories", Subedit: "sub-edit stories",
	Publish: "publish stories", Withdraw: "withdraw stories", Hold: "put stories on legal hold", Embargo: "set embargoes",
	Assign: "assign stories", Share: "share previews", AddPictures: "add pictures", CreateTopics: "create topics",
	ManageTopics: "change topics", ManageSections: "change sections", ManagePeople: "change contributors",
	Curate: "change fronts and rails", Configure: "change the newsroom's settings", ManageAccounts: "manage accounts",
	ReadAudit: "read the audit log",
}

// String says what is done, as it stands after 'may' and 'may not'.
func (a Action) String() string { return phrases[a] }

// names are the actions' names on the API.
var names = [actions]string{
	UseDesk: "use_desk", Write: "write", WriteAny: "write_any", Subedit: "subedit", Publish: "publish", Withdraw: "withdraw",
	Hold: "hold", Embargo: "embargo", Assign: "assign", Share: "share", AddPictures: "add_pictures", CreateTopics: "create_topics",
	ManageTopics: "manage_topics", ManageSections: "manage_sections", ManagePeople: "manage_people", Curate: "curate",
	Configure: "configure", ManageAccounts: "manage_accounts", ReadAudit: "read_audit",
}

// Name is the action's name on the API.
func (a Action) Name() string { return names[a] }

// Actions returns all actions.
func Actions() []Action {
	all := make([]Action, actions)
	for i := range all {
		all[i] = Action(i)
	}
	return all
}

// Role is what a person is in the newsroom.
type Role string

// The roles.
const (
	Reporter      Role = "reporter"
	SubEditor     Role = "sub-editor"
	Editor        Role = "editor"
	PictureEditor Role = "picture-editor"
	Administrator Role = "administrator"
)

// Roles lists all roles.
var Roles = []Role{Reporter, SubEditor, Editor, PictureEditor, Administrator}

// rights is the one table of who may do what.
var rights = map[Role][]Action{
	Reporter:      {UseDesk, Write, AddPictures},
	PictureEditor: {UseDesk, AddPictures},
	SubEditor:     {UseDesk, Write, WriteAny, Subedit, Assign, Share, AddPictures, CreateTopics},
	Editor: {UseDesk, Write, WriteAny, Subedit, Publish, Withdraw, Hold, Embargo, Assign, Share, AddPictures, CreateTopics,
		ManageTopics, ManagePeople, Curate},
	Administrator: {UseDesk, Write, WriteAny, Subedit, Publish, Withdraw, Hold, Embargo, Assign, Share, AddPictures, CreateTopics,
		ManageTopics, ManageSections, ManagePeople, Curate, Configure, ManageAccounts, ReadAudit},
}

// titles are the roles' names for people.
var titles = map[Role]string{Reporter: "Reporter", SubEditor: "Sub-editor", Editor: "Editor", PictureEditor: "Picture editor",
	Administrator: "Administrator"}

// Title is the role's name for people.
func (r Role) Title() string { return titles[r] }

// Known reports whether there is such a role.
func (r Role) Known() bool { return rights[r] != nil }

// Actions returns what the role allows.
func (r Role) Actions() []Action { return slices.Clone(rights[r]) }

// Allows reports whether a role allows an action.
func (r Role) Allows(action Action) bool { return slices.Contains(rights[r], action) }

// mask is a set of actions as an Actor keeps it.
func mask(allowed []Action) (m uint64) {
	for _, a := range allowed {
		m |= 1 << a
	}
	return m
}
