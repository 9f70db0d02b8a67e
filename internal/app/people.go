package app

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"text/tabwriter"
	"time"

	"masthead/internal/account"
	"masthead/internal/api"
	"masthead/internal/errs"
	"masthead/internal/store"
	"masthead/internal/story"
)

// welcome tells, at the start, how the first person comes in where there is nobody yet.
func (s *stores) welcome(ctx context.Context, o Options, baseURL string) error {
	if o.Demo {
		return s.createDemoPeople(ctx, o)
	}
	var token account.Secret
	var needed bool
	err := s.db.Transact(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		token, needed, err = account.Setup(ctx, tx)
		return err
	})
	if err != nil || !needed {
		return err
	}
	_, err = fmt.Fprintln(o.Out, "Nobody has an account yet. Create the administrator, within a day: "+api.InvitationLink(baseURL, token))
	return err
}

// sweepEvery is how often what is over is dropped.
const sweepEvery = time.Hour

// sweep drops now and then what is over: sessions, tokens, links, old acts on many stories. The caller calls stop.
func (s *stores) sweep(ctx context.Context, log *slog.Logger) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			for _, part := range []func(context.Context, *store.Tx) error{account.Sweep, story.Sweep} {
				if err := s.db.Transact(ctx, part); err != nil && ctx.Err() == nil {
					log.Warn("sweeping failed", "error", err)
				}
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(sweepEvery):
			}
		}
	}()
	return func() { cancel(); <-ended }
}

// publicAddress is where people reach the site, as far as the settings tell.
func (o Options) publicAddress() string {
	if o.Config.BaseURL != "" {
		return string(o.Config.BaseURL)
	}
	host, port, err := net.SplitHostPort(string(o.Config.Addr))
	if err != nil || host == "" {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// onAccounts runs fn in a transaction of a newsroom's database.
func onAccounts(ctx context.Context, o Options, fn func(ctx context.Context, tx *store.Tx) error) error {
	s, err := openStores(ctx, o)
	if err != nil {
		return err
	}
	defer s.close(o.Logger)
	return s.db.Transact(ctx, fn)
}

// AddPerson makes an account and prints the link by which its person takes it up.
func AddPerson(ctx context.Context, o Options, name, email string, role account.Role) error {
	var token account.Secret
	var i account.Invitation
	err := onAccounts(ctx, o, func(ctx context.Context, tx *store.Tx) (err error) {
		_, i, token, err = account.Invite(ctx, tx, account.Operator(), account.Person{Name: name, Email: email, Role: role})
		return err
	})
	return o.printLink(err, i, token)
}

// ResetPerson prints a link by which a person sets a new password.
func ResetPerson(ctx context.Context, o Options, email string) error {
	var token account.Secret
	var i account.Invitation
	err := onAccounts(ctx, o, func(ctx context.Context, tx *store.Tx) error {
		p, err := personByEmail(ctx, tx, email)
		if err != nil {
			return err
		}
		i, token, err = account.Reset(ctx, tx, account.Operator(), p.ID)
		return err
	})
	return o.printLink(err, i, token)
}

func (o Options) printLink(err error, i account.Invitation, token account.Secret) error {
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(o.Out, "%s\nIt works once, until %s.\n", api.InvitationLink(o.publicAddress(), token), i.ExpiresAt.Local().Format("2 January 2006, 15:04 MST"))
	return err
}

// DisablePerson shuts a person out, or lets them in again.
func DisablePerson(ctx context.Context, o Options, email string, active bool) error {
	return onAccounts(ctx, o, func(ctx context.Context, tx *store.Tx) error {
		p, err := personByEmail(ctx, tx, email)
		if err != nil {
			return err
		}
		_, err = account.Change(ctx, tx, account.Operator(), p.ID, p.Version, account.PersonChange{Active: &active})
		return err
	})
}

func personByEmail(ctx context.Context, tx *store.Tx, email string) (account.Person, error) {
	p, err := account.ByEmail(ctx, tx, email)
	if errs.Is(err, errs.NotFound) {
		return p, errs.New(errs.Invalid, "Nobody has the address %q.", email)
	}
	return p, err
}

// ListPeople prints who has an account.
func ListPeople(ctx context.Context, o Options) error {
	db, err := openDatabase(ctx, o, true)
	if err != nil {
		return err
	}
	defer db.Close()
	tx, err := db.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer tx.Close()
	people, err := account.People(ctx, tx, account.Operator(), account.PeopleFilter{})
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(o.Out, 0, 0, 3, ' ', 0)
	for _, p := range people {
		state := "active"
		switch {
		case !p.Active:
			state = "shut out"
		case p.Invited:
			state = "invited"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", p.Email, p.Name, p.Role, state)
	}
	return table.Flush()
}

// PrintOpenAPI prints the description of the API.
func PrintOpenAPI(o Options) error {
	described, err := api.New(api.Options{})
	if err != nil {
		return err
	}
	_, err = o.Out.Write(described.Document())
	return err
}
