// Package account knows who acts, and what they may do.
package account

import "masthead/internal/errs"

// Action is something that a person or program may be allowed to do.
type Action int

// The actions.
const (
	Configure      Action = iota // the newsroom's name, language, time zone
	ManageSections               // sections
	ManageTopics                 // topics
	ManagePeople                 // contributors
	AddPictures
	Write   // stories and their revisions
	Publish // publish, schedule, correct
	Withdraw
	Curate // fronts and rails
)

// Actor is who asks. It is a parameter of every domain call that changes something, never hidden in a context. The zero
// Actor may do nothing.
type Actor struct {
	name    string
	allowed uint64
}

// System is a part of the program itself that acts for the operator who started it (an import, the demo newsroom). It may do everything.
func System(name string) Actor { return Actor{name: name, allowed: ^uint64(0)} }

// Name says who acted, for history.
func (a Actor) Name() string { return a.name }

// May returns an error of kind Forbidden where a may not do what is asked.
func (a Actor) May(action Action) error {
	if a.allowed&(1<<action) == 0 {
		return errs.New(errs.Forbidden, "You may not do that.")
	}
	return nil
}
