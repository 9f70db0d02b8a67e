package api

import (
	"context"
	"maps"
	"slices"

	"masthead/internal/errs"
	"masthead/internal/newsroom"
	"masthead/internal/store"
)

func (a *API) settingsOf(n newsroom.Newsroom) Settings {
	s := Settings{
		Name: n.Name, Tagline: n.Tagline, Language: n.Language, TimeZone: n.TimeZone, SkipSubs: n.SkipSubs, SkipApproval: n.SkipApproval,
		Choices: n.Choices, Version: n.Version, Declared: []Declared{}, Fixed: []string{},
	}
	if s.Choices == nil {
		s.Choices = map[string]string{}
	}
	if a.o.Declared != nil {
		s.Declared = orEmpty(a.o.Declared())
		// What was chosen for an earlier theme is nothing that this one takes.
		maps.DeleteFunc(s.Choices, func(name, _ string) bool {
			return !slices.ContainsFunc(s.Declared, func(d Declared) bool { return d.Name == name })
		})
	}
	for _, f := range []struct {
		name, fixed string
		value       *string
	}{
		{"name", a.o.Fixed.Name, &s.Name}, {"tagline", a.o.Fixed.Tagline, &s.Tagline},
		{"language", a.o.Fixed.Language, &s.Language}, {"time_zone", a.o.Fixed.TimeZone, &s.TimeZone},
	} {
		if f.fixed != "" {
			*f.value = f.fixed
			s.Fixed = append(s.Fixed, f.name)
		}
	}
	return s
}

func (a *API) getSettings(c *call, _ *nothing) (*tagged[Settings], error) {
	out := &tagged[Settings]{}
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		n, err := newsroomNow(ctx, tx)
		out.ETag, out.Body = etagOf(n.Version), a.settingsOf(n)
		return err
	})
}

func (a *API) changeSettings(c *call, in *settingsInput) (*tagged[Settings], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	b := in.Body
	if a.o.CheckChoices != nil {
		if err := a.o.CheckChoices(b.Choices); err != nil {
			return nil, at("body.choices", err)
		}
	}
	out := &tagged[Settings]{}
	return out, a.change(c, func(ctx context.Context, tx *store.Tx) error {
		before, err := newsroomNow(ctx, tx)
		if err != nil {
			return err
		}
		if before.Version != version {
			return errs.New(errs.Stale, "The settings have been changed since you read them.")
		}
		wanted := newsroom.Newsroom{
			Name: b.Name, Tagline: b.Tagline, Language: b.Language, TimeZone: b.TimeZone,
			SkipSubs: b.SkipSubs, SkipApproval: b.SkipApproval, Choices: b.Choices, Version: version,
		}
		a.keepOwn(&wanted, before)
		if err := newsroom.Save(ctx, tx, c.actor, wanted); err != nil {
			return err
		}
		n, err := newsroomNow(ctx, tx)
		out.ETag, out.Body = etagOf(n.Version), a.settingsOf(n)
		return err
	}, func(ctx context.Context, tx *store.Tx) (any, error) {
		n, err := newsroomNow(ctx, tx)
		return a.settingsOf(n), err
	})
}

// keepOwn leaves the newsroom's own words, which the operator's stand over, as they are.
func (a *API) keepOwn(wanted *newsroom.Newsroom, before newsroom.Newsroom) {
	for _, f := range []struct {
		fixed, own string
		value      *string
	}{
		{a.o.Fixed.Name, before.Name, &wanted.Name}, {a.o.Fixed.Tagline, before.Tagline, &wanted.Tagline},
		{a.o.Fixed.Language, before.Language, &wanted.Language}, {a.o.Fixed.TimeZone, before.TimeZone, &wanted.TimeZone},
	} {
		if f.fixed != "" && f.own != "" {
			*f.value = f.own
		}
	}
}

// newsroomNow returns the newsroom, or what stands in for one that nobody has set up yet.
func newsroomNow(ctx context.Context, tx *store.Tx) (newsroom.Newsroom, error) {
	n, found, err := newsroom.At(ctx, tx, tx.Now())
	if !found {
		n = newsroom.Unnamed()
	}
	return n, err
}
