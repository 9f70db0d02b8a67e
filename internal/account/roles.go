package account

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

// Allows reports whether a role allows an action.
func (r Role) Allows(action Action) bool {
	for _, a := range rights[r] {
		if a == action {
			return true
		}
	}
	return false
}
