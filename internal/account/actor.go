// Package account knows who acts, and what they may do: people, their roles, how they sign in, and the record of what they did.
package account

import (
	"slices"

	"masthead/internal/errs"
	"masthead/internal/id"
)

// Actor is who asks. It is a parameter of every domain call that changes something, never hidden in a context. The zero
// Actor may do nothing.
type Actor struct {
	person   id.ID // zero for a part of the program
	name     string
	allowed  uint64
	sections []id.ID // where the actor may act; empty for everywhere
	from     string  // the network address that the request came from
	via      string  // how: the id of a session or token and never its secret; empty for what is not recorded
	session  id.ID   // zero where the actor came by another way
}

// System is a part of the program itself that acts for the operator who started it (an import, the demo newsroom). It may do everything.
func System(name string) Actor { return Actor{name: name, allowed: ^uint64(0)} }

// Operator is who runs the program, at its command line. It may do everything, and is recorded.
func Operator() Actor { return Actor{name: "operator", via: "command line", allowed: ^uint64(0)} }

// Anonymous is who has not signed in. It may do nothing; what it tried is recorded with its network address.
func Anonymous(address string) Actor { return Actor{via: "sign-in", from: clip(address, maxAddress)} }

// by is a person who came by a session or a token.
func by(p Person, allowed uint64, via, address string) Actor {
	return Actor{person: p.ID, name: p.Name, allowed: allowed, sections: p.Sections, via: via, from: clip(address, maxAddress)}
}

// Session returns the session that the actor came by, or zero.
func (a Actor) Session() id.ID { return a.session }

// signedIn refuses everybody but a person who signed in to the desk: a stolen token must not become a password or
// another token.
func (a Actor) signedIn() error {
	if a.session == 0 {
		return errs.New(errs.Forbidden, "Sign in to the desk to do this; a token cannot.")
	}
	return nil
}

// atDesk refuses a token that would make a link by which somebody comes in: it would become a password by a detour. Parts of
// the program, and its operator, have no session and need none.
func (a Actor) atDesk() error {
	if a.person == 0 {
		return nil
	}
	return a.signedIn()
}

// Person returns the id of the person who acts, or zero for a part of the program.
func (a Actor) Person() id.ID { return a.person }

// Name says who acted, for history.
func (a Actor) Name() string { return a.name }

// Sections returns the sections that the actor is limited to; none for no limit.
func (a Actor) Sections() []id.ID { return slices.Clone(a.sections) }

// Can reports whether the actor may do something somewhere.
func (a Actor) Can(action Action) bool { return a.allowed&(1<<action) != 0 }

// CanIn reports whether the actor may do something in a section. A story that has no section yet is in everybody's.
func (a Actor) CanIn(action Action, section id.ID) bool {
	return a.Can(action) && (len(a.sections) == 0 || section == 0 || slices.Contains(a.sections, section))
}

// May returns an error of kind Forbidden where a may not do what is asked.
func (a Actor) May(action Action) error {
	if !a.Can(action) {
		return errs.New(errs.Forbidden, "You may not %s.", action)
	}
	return nil
}

// MayIn is May, for something that is filed in a section.
func (a Actor) MayIn(action Action, section id.ID) error {
	if err := a.May(action); err != nil {
		return err
	}
	if !a.CanIn(action, section) {
		return errs.New(errs.Forbidden, "You may not %s in this section.", action)
	}
	return nil
}
