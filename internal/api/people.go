package api

import (
	"context"
	"encoding/csv"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"masthead/internal/account"
	"masthead/internal/id"
	"masthead/internal/store"
)

func personOf(p account.Person) Person {
	return Person{
		ID: p.ID, Name: p.Name, Email: p.Email, Role: string(p.Role), Sections: ids(p.Sections), Active: p.Active, Invited: p.Invited,
		CreatedAt: p.CreatedAt.UTC(), SeenAt: moment(p.SeenAt), Version: p.Version,
	}
}

func (a *API) listPeople(c *call, in *peopleInput) (*answer[List[Person]], error) {
	f := account.PeopleFilter{Query: in.Q}
	if in.Active.Set {
		f.Active = &in.Active.Value
	}
	var out *answer[List[Person]]
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		found, err := account.People(ctx, tx, c.actor, f)
		if err != nil {
			return err
		}
		people := make([]Person, len(found))
		for i, p := range found {
			people[i] = personOf(p)
		}
		out, err = part(people, in.Page, func(p Person) id.ID { return p.ID })
		return err
	})
}

func (a *API) getPerson(c *call, in *oneInput) (*tagged[Person], error) {
	out := &tagged[Person]{}
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		p, err := account.ByID(ctx, tx, in.ID.ID)
		out.ETag, out.Body = etagOf(p.Version), personOf(p)
		return err
	})
}

func (a *API) invitePerson(c *call, in *inviteInput) (*created[Invited], error) {
	b := in.Body
	return once(a, c, in.OnlyOnce, b, func(ctx context.Context, tx *store.Tx) (*created[Invited], error) {
		p, i, token, err := account.Invite(ctx, tx, c.actor, account.Person{Name: b.Name, Email: b.Email, Role: account.Role(b.Role), Sections: b.Sections})
		return newThing("/people/", p.ID, p.Version, Invited{personOf(p), a.InvitationLink(token), i.ExpiresAt.UTC()}), err
	})
}

// InvitationLink is the address of a link that lets its bearer in once.
func (a *API) InvitationLink(token account.Secret) string {
	return InvitationLink(a.o.BaseURL, token)
}

// InvitationLink is the address, on a site, of a link that lets its bearer in once.
func InvitationLink(baseURL string, token account.Secret) string {
	return baseURL + "/desk/invitation/" + token.Reveal()
}

func (a *API) changePerson(c *call, in *changePersonInput) (*tagged[Person], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	change := account.PersonChange{Name: in.Body.Name, Sections: in.Body.Sections, Active: in.Body.Active}
	if in.Body.Role != nil {
		role := account.Role(*in.Body.Role)
		change.Role = &role
	}
	out := &tagged[Person]{}
	return out, a.change(c, func(ctx context.Context, tx *store.Tx) error {
		p, err := account.Change(ctx, tx, c.actor, in.ID.ID, version, change)
		out.ETag, out.Body = etagOf(p.Version), personOf(p)
		return err
	}, func(ctx context.Context, tx *store.Tx) (any, error) {
		p, err := account.ByID(ctx, tx, in.ID.ID)
		return personOf(p), err
	})
}

func (a *API) resetPerson(c *call, in *oneInput) (*answer[Link], error) {
	out := &answer[Link]{}
	return out, a.write(c, func(ctx context.Context, tx *store.Tx) error {
		i, token, err := account.Reset(ctx, tx, c.actor, in.ID.ID)
		out.Body = Link{a.InvitationLink(token), i.ExpiresAt.UTC()}
		return err
	})
}

func (a *API) listSessions(c *call, in *oneInput) (*answer[List[Session]], error) {
	return a.sessions(c, in.ID.ID)
}

func (a *API) endSessions(c *call, in *oneInput) (*done, error) { return a.endSessionsOf(c, in.ID.ID) }

func (a *API) listRoles(*call, *nothing) (*answer[Roles], error) {
	out := &answer[Roles]{}
	for _, action := range account.Actions() {
		out.Body.Actions = append(out.Body.Actions, ActionInfo{action.Name(), action.String()})
	}
	for _, role := range account.Roles {
		info := RoleInfo{Name: string(role), Title: role.Title()}
		for _, action := range role.Actions() {
			info.Actions = append(info.Actions, action.Name())
		}
		out.Body.Roles = append(out.Body.Roles, info)
	}
	return out, nil
}

func (f AuditFilter) filter() account.AuditFilter {
	return account.AuditFilter{Person: f.Person.ID, Act: f.Act, Noun: f.Noun, Target: f.Target.ID, From: f.From, To: f.To}
}

func (a *API) listAudit(c *call, in *auditInput) (*answer[List[AuditEvent]], error) {
	var out *answer[List[AuditEvent]]
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		entries, next, err := account.Audit(ctx, tx, c.actor, in.filter(), in.Cursor, in.Limit)
		events := make([]AuditEvent, len(entries))
		for i, e := range entries {
			events[i] = AuditEvent{
				ID: e.ID, At: e.At.UTC(), PersonID: e.Person, Name: e.Name, Via: e.Via, Address: e.Address,
				Act: e.Act, Noun: e.Noun, Target: e.Target, About: e.About, Detail: e.Detail,
			}
			if e.Detail == nil {
				events[i].Detail = map[string]string{}
			}
		}
		out = listOf(events, next, nil)
		return err
	})
}

// exportAudit writes the log as it reads it: however long it is, little of it is in memory.
func (a *API) exportAudit(c *call, in *auditCSVInput) (*huma.StreamResponse, error) {
	// What is wrong with the filter is told before the answer begins.
	if err := a.read(c, func(ctx context.Context, tx *store.Tx) error {
		_, _, err := account.Audit(ctx, tx, c.actor, in.filter(), "", 1)
		return err
	}); err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(answer huma.Context) {
		answer.SetHeader("Content-Type", "text/csv; charset=utf-8")
		answer.SetHeader("Content-Disposition", `attachment; filename="audit.csv"`)
		answer.SetStatus(http.StatusOK)
		if err := writeAudit(answer.BodyWriter(), func(fn func([]account.Entry) error) error {
			return account.AuditEach(c, a.o.DB, c.actor, in.filter(), func(entries []account.Entry) error {
				_ = http.NewResponseController(c.w).SetWriteDeadline(time.Now().Add(writeAfter)) // a long log on a slow line
				return fn(entries)
			})
		}); err != nil {
			c.failure = err
			a.log(c)
			panic(http.ErrAbortHandler) // so that the client sees that what it has is not whole
		}
	}}, nil
}

func writeAudit(w io.Writer, each func(func([]account.Entry) error) error) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"at", "person_id", "name", "via", "address", "act", "noun", "target", "about", "detail"}); err != nil {
		return err
	}
	err := each(func(entries []account.Entry) error {
		for _, e := range entries {
			row := []string{e.At.UTC().Format(time.RFC3339Nano), e.Person.String(), e.Name, e.Via, e.Address, e.Act, e.Noun, e.Target.String(), e.About, detailText(e.Detail)}
			for i, cell := range row {
				row[i] = harmless(cell)
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
		out.Flush()
		return out.Error()
	})
	if err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

func detailText(detail map[string]string) string {
	var parts []string
	for name, value := range detail {
		parts = append(parts, name+": "+value)
	}
	slices.Sort(parts)
	return strings.Join(parts, "; ")
}

// harmless keeps a spreadsheet from taking a cell for a formula, which somebody may have put into a headline.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
