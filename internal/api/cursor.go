package api

import (
	"encoding/base64"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"masthead/internal/id"
	"masthead/internal/store"
)

// cursor writes where the next part of a list begins, in a form that asks nobody to read it.
func cursor(after ...string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strings.Join(after, "\x00")))
}

// after reads a cursor of so many parts. None is the beginning.
func (p Page) after(parts int) ([]string, error) {
	if p.Cursor == "" {
		return make([]string, parts), nil
	}
	text, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	found := strings.Split(string(text), "\x00")
	if err != nil || len(found) != parts || !store.IsText(found...) {
		return nil, badCursor()
	}
	return found, nil
}

func badCursor() error {
	return invalid("query.cursor", "The cursor is not one that this list has given out.")
}

// afterID reads a cursor that is an id; zero is the beginning.
func (p Page) afterID() (id.ID, error) {
	parts, err := p.after(1)
	if err != nil || parts[0] == "" {
		return 0, err
	}
	i, err := id.Parse(parts[0])
	if err != nil {
		return 0, badCursor()
	}
	return i, nil
}

// part is the part of a whole list that a page asks for.
func part[T any](all []T, p Page, idOf func(T) id.ID) (*answer[List[T]], error) {
	after, err := p.afterID()
	if err != nil {
		return nil, err
	}
	if after != 0 {
		at := slices.IndexFunc(all, func(v T) bool { return idOf(v) == after })
		if at < 0 {
			return nil, badCursor()
		}
		all = all[at+1:]
	}
	next := ""
	if len(all) > p.Limit {
		all = all[:p.Limit]
		next = cursor(idOf(all[len(all)-1]).String())
	}
	return listOf(all, next, nil), nil
}

// fields reads the members that are wanted of entries like one; nil for all.
func (s Selection) fields(one any) (map[string]bool, error) {
	if len(s.Fields) == 0 {
		return nil, nil
	}
	known := membersOf(reflect.TypeOf(one))
	wanted := map[string]bool{}
	for _, name := range s.Fields {
		if !slices.Contains(known, name) {
			return nil, invalid("query.fields", fmt.Sprintf("%.50q is not a member; there are %s.", name, strings.Join(known, ", ")))
		}
		wanted[name] = true
	}
	return wanted, nil
}

// membersOf lists the members of a struct as JSON has them.
func membersOf(t reflect.Type) (names []string) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			names = append(names, membersOf(f.Type)...)
			continue
		}
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			names = append(names, name)
		}
	}
	return names
}
