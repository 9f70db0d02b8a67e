package api

import (
	"time"

	"masthead/internal/account"
	"masthead/internal/id"
)

type (
	loginInput struct {
		Body struct {
			Email    string `json:"email" maxLength:"500"`
			Password string `json:"password" maxLength:"2000"`
		}
	}
	passkeyInput struct {
		Body struct {
			Flow       string `json:"flow" maxLength:"200"`
			Credential Node   `json:"credential" doc:"What navigator.credentials gave, in the JSON form of WebAuthn."`
		}
	}
	newPasskeyInput struct {
		Body struct {
			Flow       string `json:"flow" maxLength:"200"`
			Name       string `json:"name" maxLength:"300" doc:"What you call the key." example:"Laptop"`
			Credential Node   `json:"credential" doc:"What navigator.credentials gave, in the JSON form of WebAuthn."`
		}
	}
	InvitationInput struct {
		Token string `path:"token" maxLength:"200" doc:"The last part of the link."`
	}
	acceptInput struct {
		InvitationInput
		Body struct {
			Name     string `json:"name" maxLength:"500"`
			Email    string `json:"email,omitempty" maxLength:"500" doc:"On 'setup' only."`
			Password string `json:"password" maxLength:"2000"`
		}
	}
	meInput struct {
		IfMatchField
		Body struct {
			Name string `json:"name" maxLength:"500"`
		}
	}
	passwordInput struct {
		Body struct {
			Current string `json:"current" maxLength:"2000"`
			New     string `json:"new" maxLength:"2000"`
		}
	}
	newTokenInput struct {
		OnlyOnce
		Body struct {
			Name      string    `json:"name" maxLength:"300" example:"Wire import"`
			Scopes    []string  `json:"scopes" minItems:"1" maxItems:"4" enum:"read,write,publish,admin" doc:"read: see; write: also write, and add pictures; publish: also publish, correct, withdraw; admin: also accounts and settings. Never more than you may yourself."`
			ExpiresAt time.Time `json:"expires_at" doc:"Within a year."`
		}
	}
)

func (a *API) addAccount() {
	add(a, op{method: "POST", path: "/login", id: "login", tag: tagSignIn, access: public, tries: true, summary: "Log in by password",
		description: "The answer sets the session's cookie. Whatever is wrong, the words are the same. After several failures the next one has to wait: 429, with Retry-After.",
		problems:    []string{"not-signed-in"}, example: `{"email":"ada@news.example","password":"a long sentence that nobody guesses"}`}, a.login)
	add(a, op{method: "POST", path: "/login/passkey/begin", id: "begin-passkey-login", tag: tagSignIn, access: public,
		summary: "Begin to log in by passkey", status: 200}, a.beginPasskeyLogin)
	add(a, op{method: "POST", path: "/login/passkey/finish", id: "finish-passkey-login", tag: tagSignIn, access: public, tries: true,
		summary: "Log in by passkey", problems: []string{"not-signed-in"}}, a.finishPasskeyLogin)
	add(a, op{method: "POST", path: "/logout", id: "logout", tag: tagSignIn, access: signedIn, summary: "Log out",
		description: "The session has ended when this is answered, wherever its cookie is."}, a.logout)
	add(a, op{method: "GET", path: "/invitations/{token}", id: "get-invitation", tag: tagSignIn, access: public,
		summary: "See what a link is for", description: "404 where it was used or has expired."}, a.getInvitation)
	add(a, op{method: "POST", path: "/invitations/{token}", id: "accept-invitation", tag: tagSignIn, access: public, tries: true,
		summary: "Use a link that lets in once", description: "It sets the password, logs in and ends the link.",
		example: `{"name":"Ada Moreno","password":"a long sentence that nobody guesses"}`}, a.acceptInvitation)

	add(a, op{method: "GET", path: "/me", id: "get-me", tag: tagMe, access: signedIn, summary: "See who you are",
		description: "And what you may do, and what the newsroom is called."}, a.getMe)
	add(a, op{method: "PATCH", path: "/me", id: "change-me", tag: tagMe, access: signedIn, summary: "Change your name",
		example: `{"name":"Ada Moreno"}`}, a.changeMe)
	add(a, op{method: "POST", path: "/me/password", id: "change-password", tag: tagMe, access: signedIn, summary: "Change your password",
		description: "All your other sessions end."}, a.changePassword)
	add(a, op{method: "GET", path: "/me/passkeys", id: "list-passkeys", tag: tagMe, access: signedIn, summary: "List your passkeys"}, a.listPasskeys)
	add(a, op{method: "POST", path: "/me/passkeys/begin", id: "begin-passkey", tag: tagMe, access: signedIn, summary: "Begin to add a passkey", status: 200}, a.beginPasskey)
	add(a, op{method: "POST", path: "/me/passkeys/finish", id: "finish-passkey", tag: tagMe, access: signedIn, summary: "Add a passkey", status: 201}, a.finishPasskey)
	add(a, op{method: "DELETE", path: "/me/passkeys/{id}", id: "remove-passkey", tag: tagMe, access: signedIn, summary: "Remove a passkey"}, a.removePasskey)
	add(a, op{method: "GET", path: "/me/sessions", id: "list-my-sessions", tag: tagMe, access: signedIn, summary: "List your sessions"}, a.listMySessions)
	add(a, op{method: "DELETE", path: "/me/sessions", id: "end-my-other-sessions", tag: tagMe, access: signedIn, summary: "End all your other sessions"}, a.endMyOtherSessions)
	add(a, op{method: "DELETE", path: "/me/sessions/{id}", id: "end-my-session", tag: tagMe, access: signedIn, summary: "End one of your sessions"}, a.endMySession)
	add(a, op{method: "GET", path: "/me/tokens", id: "list-tokens", tag: tagMe, access: signedIn, summary: "List your tokens"}, a.listTokens)
	add(a, op{method: "POST", path: "/me/tokens", id: "create-token", tag: tagMe, access: signedIn, summary: "Make a token for a program", status: 201,
		description: "It is told here and never again.", example: `{"name":"Wire import","scopes":["read","write"],"expires_at":"2027-01-01T00:00:00Z"}`}, a.createToken)
	add(a, op{method: "DELETE", path: "/me/tokens/{id}", id: "revoke-token", tag: tagMe, access: signedIn, summary: "Revoke a token"}, a.revokeToken)
}

type (
	peopleInput struct {
		Page
		Q      string         `query:"q" maxLength:"300" doc:"Words of the name or address."`
		Active optional[bool] `query:"active" doc:"Only those who are active, or were shut out."`
	}
	changePersonInput struct {
		TheID
		IfMatchField
		Body struct {
			Name     *string  `json:"name,omitempty" maxLength:"500"`
			Role     *string  `json:"role,omitempty" enum:"reporter,sub-editor,editor,picture-editor,administrator"`
			Sections *[]id.ID `json:"sections,omitempty" maxItems:"200" doc:"Empty for everywhere."`
			Active   *bool    `json:"active,omitempty" doc:"false shuts the person out at once, on every device."`
		}
	}
	inviteInput struct {
		OnlyOnce
		Body struct {
			Name     string  `json:"name" maxLength:"500"`
			Email    string  `json:"email" maxLength:"500"`
			Role     string  `json:"role" enum:"reporter,sub-editor,editor,picture-editor,administrator"`
			Sections []id.ID `json:"sections" maxItems:"200" doc:"Empty for everywhere."`
		}
	}
	AuditFilter struct {
		Person ref       `query:"person" doc:"Only what this person did."`
		Act    string    `query:"act" maxLength:"100" doc:"Only this act, 'story.publish', or all that begin so, 'story.'."`
		Noun   string    `query:"noun" maxLength:"100" doc:"Only what was done to things of this kind."`
		Target ref       `query:"target" doc:"Only what was done to this thing."`
		From   time.Time `query:"from" doc:"From this moment on."`
		To     time.Time `query:"to" doc:"Before this moment."`
	}
	auditInput struct {
		AuditFilter
		Page
	}
	auditCSVInput struct{ AuditFilter }
)

func (a *API) addPeople() {
	add(a, op{method: "GET", path: "/people", id: "list-people", tag: tagPeople, access: may(account.UseDesk), summary: "List people"}, a.listPeople)
	add(a, op{method: "POST", path: "/people/invitations", id: "invite-person", tag: tagPeople, access: may(account.ManageAccounts), status: 201,
		summary: "Invite somebody", description: "The answer holds the link to give them.",
		example: `{"name":"Tom Reed","email":"tom@news.example","role":"reporter","sections":[]}`}, a.invitePerson)
	add(a, op{method: "GET", path: "/people/{id}", id: "get-person", tag: tagPeople, access: may(account.UseDesk), summary: "Read a person"}, a.getPerson)
	add(a, op{method: "PATCH", path: "/people/{id}", id: "change-person", tag: tagPeople, access: may(account.ManageAccounts),
		summary: "Change a person, or shut them out", example: `{"role":"editor"}`}, a.changePerson)
	add(a, op{method: "POST", path: "/people/{id}/reset", id: "reset-person", tag: tagPeople, access: may(account.ManageAccounts), status: 200,
		summary: "Make a link to set a new password"}, a.resetPerson)
	add(a, op{method: "GET", path: "/people/{id}/sessions", id: "list-sessions", tag: tagPeople, access: may(account.ManageAccounts), summary: "List a person's sessions"}, a.listSessions)
	add(a, op{method: "DELETE", path: "/people/{id}/sessions", id: "end-sessions", tag: tagPeople, access: may(account.ManageAccounts), summary: "End all sessions of a person"}, a.endSessions)
	add(a, op{method: "GET", path: "/roles", id: "list-roles", tag: tagPeople, access: may(account.UseDesk), summary: "See who may do what"}, a.listRoles)
	add(a, op{method: "GET", path: "/audit", id: "list-audit", tag: tagAudit, access: may(account.ReadAudit), summary: "Read the audit log", description: "Newest first."}, a.listAudit)
	add(a, op{method: "GET", path: "/audit.csv", id: "export-audit", tag: tagAudit, csv: true, access: may(account.ReadAudit), summary: "Export the audit log",
		description: "As CSV, newest first, however long."}, a.exportAudit)
}
