package account

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
)

// Person is somebody who may use the desk.
type Person struct {
	ID        id.ID
	Name      string
	Email     string // in lower case; no two people share one
	Role      Role
	Sections  []id.ID // where the person may act; none for everywhere
	Active    bool    // false: shut out
	Invited   bool    // has not taken up the invitation yet
	CreatedAt time.Time
	SeenAt    time.Time // zero for never
	Version   int64
}

// PersonChange is what changes of a person; what is nil stays as it is.
type PersonChange struct {
	Name     *string
	Role     *Role
	Sections *[]id.ID
	Active   *bool
}

// PeopleFilter chooses among people; the zero one chooses all.
type PeopleFilter struct {
	Query  string // a part of the name or the e-mail address
	Active *bool
}

// maxSections bounds the sections that a person is limited to.
const maxSections = 100

const personColumns = `SELECT id, name, email, role, sections, active, invited, created_at, seen_at, version FROM person`

func scanPerson(row store.Row) (p Person, err error) {
	var sections string
	var created, seen int64
	var active, invited int
	err = row.Scan(&p.ID, &p.Name, &p.Email, (*string)(&p.Role), &sections, &active, &invited, &created, &seen, &p.Version)
	if err != nil {
		return p, err
	}
	p.Active, p.Invited, p.CreatedAt, p.SeenAt = active != 0, invited != 0, store.Time(created), sometime(seen)
	for _, s := range strings.Fields(sections) {
		i, err := id.Parse(s)
		if err != nil {
			return p, fmt.Errorf("reading the sections of a person: %w", err)
		}
		p.Sections = append(p.Sections, i)
	}
	return p, nil
}

// sometime reads a moment that is kept as 0 for never.
func sometime(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return store.Time(ms)
}

func encodeSections(sections []id.ID) string {
	texts := make([]string, len(sections))
	for i, s := range sections {
		texts[i] = s.String()
	}
	return strings.Join(texts, " ")
}

func cleanSections(sections []id.ID) []id.ID {
	sections = slices.Clone(sections)
	slices.Sort(sections)
	return slices.Compact(sections)
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// People returns the people of the newsroom by name.
func People(ctx context.Context, tx *store.Tx, actor Actor, f PeopleFilter) ([]Person, error) {
	if err := actor.May(UseDesk); err != nil {
		return nil, err
	}
	rows, err := tx.Query(ctx, personColumns)
	all, err := store.Collect(rows, err, scanPerson)
	if err != nil {
		return nil, fmt.Errorf("reading people: %w", err)
	}
	query := strings.ToLower(strings.TrimSpace(f.Query))
	all = slices.DeleteFunc(all, func(p Person) bool {
		return f.Active != nil && p.Active != *f.Active ||
			!strings.Contains(strings.ToLower(p.Name), query) && !strings.Contains(p.Email, query)
	})
	slices.SortFunc(all, func(a, b Person) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// ByID finds a person. The error is of kind NotFound where there is none.
func ByID(ctx context.Context, tx *store.Tx, person id.ID) (Person, error) {
	return onePerson(tx.QueryRow(ctx, personColumns+` WHERE id = ?1`, person))
}

// ByEmail finds a person by e-mail address, in any case. The error is of kind NotFound where there is none.
func ByEmail(ctx context.Context, tx *store.Tx, email string) (Person, error) {
	return onePerson(tx.QueryRow(ctx, personColumns+` WHERE email = ?1`, foldEmail(email)))
}

func onePerson(row store.Row) (Person, error) {
	p, err := scanPerson(row)
	if errors.Is(err, sql.ErrNoRows) {
		return p, errs.New(errs.NotFound, "There is no such person.")
	}
	if err != nil {
		return p, fmt.Errorf("reading a person: %w", err)
	}
	return p, nil
}

// Add makes a person who can sign in at once with the password of a hash. People come by Invite; this is for the
// operator and for demos.
func Add(ctx context.Context, tx *store.Tx, actor Actor, p Person, password Hash) (Person, error) {
	if err := actor.May(ManageAccounts); err != nil {
		return p, err
	}
	p.Invited = false
	p, err := insertPerson(ctx, tx, p, password)
	if err != nil {
		return p, err
	}
	return p, Record(ctx, tx, actor, p.event("person.add", map[string]string{"role": string(p.Role)}))
}

func insertPerson(ctx context.Context, tx *store.Tx, p Person, password Hash) (Person, error) {
	var err error
	if p.Name, err = cleanName(p.Name); err != nil {
		return p, err
	}
	if p.Email, err = cleanEmail(p.Email); err != nil {
		return p, err
	}
	p.Sections = cleanSections(p.Sections)
	if err := p.check(); err != nil {
		return p, err
	}
	p.ID, p.Active, p.CreatedAt, p.SeenAt, p.Version = id.New(tx.Now()), true, tx.Now(), time.Time{}, 1
	if _, err := ByEmail(ctx, tx, p.Email); err == nil {
		return p, errs.New(errs.Conflict, "%s has an account already.", p.Email)
	} else if !errs.Is(err, errs.NotFound) {
		return p, err
	}
	_, err = tx.Exec(ctx, `INSERT INTO person (id, email, name, role, sections, active, invited, password, created_at, seen_at, version)
		VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?7, ?8, 0, 1)`,
		p.ID, p.Email, p.Name, p.Role, encodeSections(p.Sections), number(p.Invited), password, store.Millis(p.CreatedAt))
	if err != nil {
		return p, fmt.Errorf("adding a person: %w", err)
	}
	return p, nil
}

// check reports what is wrong with a person's role and sections.
func (p Person) check() error {
	switch {
	case !p.Role.Known():
		return errs.New(errs.Invalid, "There is no role %q.", clip(string(p.Role), 40))
	case p.Role == Administrator && len(p.Sections) > 0:
		// Who may change people's rights could lift the limit.
		return errs.New(errs.Invalid, "An administrator works in all sections.")
	case len(p.Sections) > maxSections:
		return errs.New(errs.Invalid, "A person is limited to at most %d sections, or to none.", maxSections)
	case slices.Contains(p.Sections, 0):
		return errs.New(errs.Invalid, "A section is missing.")
	}
	return nil
}

func (p Person) event(act string, detail map[string]string) Event {
	return Event{Act: act, Noun: "person", Target: p.ID, About: p.Name, Detail: detail}
}

// Change changes what a person is called and may do, from their next request on. Version is the one that the actor has
// seen; where it is not the present one the error is of kind Stale. Shutting a person out ends their sessions, tokens and links.
func Change(ctx context.Context, tx *store.Tx, actor Actor, person id.ID, version int64, c PersonChange) (Person, error) {
	if err := actor.May(ManageAccounts); err != nil {
		return Person{}, err
	}
	before, err := ByID(ctx, tx, person)
	if err != nil {
		return before, err
	}
	if before.Version != version {
		return before, errs.New(errs.Stale, "%s has been changed by somebody else in the meantime.", before.Name)
	}
	after, err := c.apply(before)
	if err != nil {
		return before, err
	}
	if err := mayLoseAdministrator(ctx, tx, before, after); err != nil {
		return before, err
	}
	detail := difference(before, after)
	if len(detail) == 0 {
		return before, nil
	}
	after.Version++
	_, err = tx.Exec(ctx, `UPDATE person SET name = ?2, role = ?3, sections = ?4, active = ?5, version = ?6 WHERE id = ?1`,
		after.ID, after.Name, after.Role, encodeSections(after.Sections), number(after.Active), after.Version)
	if err != nil {
		return before, fmt.Errorf("changing a person: %w", err)
	}
	act := "person.change"
	if before.Active && !after.Active {
		act = "person.disable"
		if err := shutOut(ctx, tx, person); err != nil {
			return before, err
		}
	}
	return after, Record(ctx, tx, actor, after.event(act, detail))
}

func (c PersonChange) apply(p Person) (Person, error) {
	if c.Name != nil {
		name, err := cleanName(*c.Name)
		if err != nil {
			return p, err
		}
		p.Name = name
	}
	if c.Role != nil {
		p.Role = *c.Role
	}
	if c.Sections != nil {
		p.Sections = cleanSections(*c.Sections)
	}
	if c.Active != nil {
		p.Active = *c.Active
	}
	return p, p.check()
}

// difference is what a change changed, for the audit log.
func difference(before, after Person) Difference {
	d := Difference{}
	d.Add("name", before.Name, after.Name)
	d.Add("role", string(before.Role), string(after.Role))
	d.Add("sections", encodeSections(before.Sections), encodeSections(after.Sections))
	d.Add("active", fmt.Sprint(before.Active), fmt.Sprint(after.Active))
	return d
}

// mayLoseAdministrator refuses the change that would leave nobody who can let people in.
func mayLoseAdministrator(ctx context.Context, tx *store.Tx, before, after Person) error {
	rules := func(p Person) bool { return p.Role == Administrator && p.Active && !p.Invited }
	if !rules(before) || rules(after) {
		return nil
	}
	var others int
	err := tx.QueryRow(ctx, `SELECT count(*) FROM person WHERE role = ?1 AND active = 1 AND invited = 0 AND id <> ?2`,
		Administrator, before.ID).Scan(&others)
	if err != nil {
		return fmt.Errorf("counting administrators: %w", err)
	}
	if others == 0 {
		return errs.New(errs.Conflict, "%s is the last administrator. Make another person administrator first.", before.Name)
	}
	return nil
}

// shutOut ends every way in that a person has now. Passkeys stay, for the day that the person comes back.
func shutOut(ctx context.Context, tx *store.Tx, person id.ID) error {
	for _, table := range []string{"session", "token", "invitation", "passkey_flow"} {
		if _, err := tx.Exec(ctx, `DELETE FROM `+table+` WHERE person_id = ?1`, person); err != nil {
			return fmt.Errorf("shutting a person out: %w", err)
		}
	}
	return nil
}

// Rename changes the actor's own name.
func Rename(ctx context.Context, tx *store.Tx, actor Actor, name string) (Person, error) {
	if err := actor.signedIn(); err != nil {
		return Person{}, err
	}
	p, err := ByID(ctx, tx, actor.person)
	if err != nil {
		return p, err
	}
	name, err = cleanName(name)
	if err != nil || name == p.Name {
		return p, err
	}
	detail := Difference{}
	detail.Add("name", p.Name, name)
	p.Name, p.Version = name, p.Version+1
	if _, err := tx.Exec(ctx, `UPDATE person SET name = ?2, version = ?3 WHERE id = ?1`, p.ID, p.Name, p.Version); err != nil {
		return p, fmt.Errorf("renaming a person: %w", err)
	}
	return p, Record(ctx, tx, actor, p.event("person.change", detail))
}
