package cli

import (
	"masthead/internal/account"
	"masthead/internal/app"
)

type user struct {
	Add     addUser     `cmd:"" help:"Invite somebody: print a link by which they set their password."`
	List    listUsers   `cmd:"" help:"List who has an account."`
	Reset   resetUser   `cmd:"" help:"Print a link by which somebody sets a new password."`
	Disable disableUser `cmd:"" help:"Shut somebody out, at once and on every device."`
	Enable  enableUser  `cmd:"" help:"Let somebody in again."`
}

type addUser struct {
	Email string `arg:"" help:"Their e-mail address, by which they sign in."`
	Name  string `required:"" placeholder:"NAME" help:"What they are called."`
	Role  string `required:"" enum:"reporter,sub-editor,editor,picture-editor,administrator" placeholder:"ROLE" help:"reporter, sub-editor, editor, picture-editor or administrator."`
}

func (c *addUser) Run(s *session) error {
	return app.AddPerson(s, s.options, c.Name, c.Email, account.Role(c.Role))
}

type listUsers struct{}

func (listUsers) Run(s *session) error { return app.ListPeople(s, s.options) }

type resetUser struct {
	Email string `arg:"" help:"Their e-mail address."`
}

func (c *resetUser) Run(s *session) error { return app.ResetPerson(s, s.options, c.Email) }

type disableUser struct {
	Email string `arg:"" help:"Their e-mail address."`
}

func (c *disableUser) Run(s *session) error { return app.DisablePerson(s, s.options, c.Email, false) }

type enableUser struct {
	Email string `arg:"" help:"Their e-mail address."`
}

func (c *enableUser) Run(s *session) error { return app.DisablePerson(s, s.options, c.Email, true) }

type openAPI struct{}

func (openAPI) Run(s *session) error { return app.PrintOpenAPI(s.options) }
