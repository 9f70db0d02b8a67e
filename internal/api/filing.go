package api

import (
	"context"
	"slices"

	"masthead/internal/account"
	"masthead/internal/contributor"
	"masthead/internal/errs"
	"masthead/internal/id"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

func sectionOf(s topic.Section) Section {
	return Section{s.ID, s.Slug, s.Name, s.Description, s.Colour, s.Position, s.Path(), s.Version}
}

func (w SectionWords) section(i id.ID, version int64) topic.Section {
	return topic.Section{ID: i, Slug: slugOr(w.Slug, w.Name), Name: w.Name, Description: w.Description, Colour: w.Colour, Version: version}
}

func slugOr(slug, name string) string {
	if slug != "" {
		return slug
	}
	return id.Slug(name)
}

func (a *API) listSections(c *call, _ *nothing) (out *tagged[List[Section]], err error) {
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		out, err = sections(ctx, tx)
		return err
	})
}

// sections tells all sections, with the version of the whole.
func sections(ctx context.Context, tx *store.Tx) (*tagged[List[Section]], error) {
	all, err := topic.Sections(ctx, tx, store.Latest)
	told := make([]Section, len(all))
	for i, s := range all {
		told[i] = sectionOf(s)
	}
	return &tagged[List[Section]]{etagOf(topic.SectionsVersion(all)), listOf(told, "", nil).Body}, err
}

func (a *API) createSection(c *call, in *newSectionInput) (*created[Section], error) {
	return once(a, c, in.OnlyOnce, in.Body, func(ctx context.Context, tx *store.Tx) (*created[Section], error) {
		all, err := topic.Sections(ctx, tx, tx.Now())
		if err != nil {
			return nil, err
		}
		wanted := in.Body.section(0, 0)
		for _, s := range all {
			wanted.Position = max(wanted.Position, s.Position+1) // at the end
		}
		s, err := topic.SaveSection(ctx, tx, c.actor, wanted)
		return newThing("/sections/", s.ID, s.Version, sectionOf(s)), err
	})
}

func (a *API) changeSection(c *call, in *sectionInput) (*tagged[Section], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	out := &tagged[Section]{}
	return out, a.change(c, func(ctx context.Context, tx *store.Tx) error {
		before, err := topic.SectionByID(ctx, tx, tx.Now(), in.ID.ID)
		if err != nil {
			return err
		}
		wanted := in.Body.section(in.ID.ID, version)
		wanted.Position = before.Position
		s, err := topic.SaveSection(ctx, tx, c.actor, wanted)
		out.ETag, out.Body = etagOf(s.Version), sectionOf(s)
		return err
	}, func(ctx context.Context, tx *store.Tx) (any, error) {
		s, err := topic.SectionByID(ctx, tx, tx.Now(), in.ID.ID)
		return sectionOf(s), err
	})
}

func (a *API) orderSections(c *call, in *orderInput) (*tagged[List[Section]], error) {
	return reorder(a, c, in, "The sections have been changed since you read them.", sections, topic.OrderSections)
}

// reorder puts a list into the order wanted, unless it has changed since it was read.
func reorder[T any](a *API, c *call, in *orderInput, stale string, read func(context.Context, *store.Tx) (*tagged[List[T]], error),
	order func(context.Context, *store.Tx, account.Actor, []id.ID) error) (*tagged[List[T]], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	out := &tagged[List[T]]{}
	return out, a.change(c, func(ctx context.Context, tx *store.Tx) error {
		before, err := read(ctx, tx)
		if err != nil {
			return err
		}
		if before.ETag != etagOf(version) {
			return errs.New(errs.Stale, "%s", stale)
		}
		if err := order(ctx, tx, c.actor, in.Body.IDs); err != nil {
			return err
		}
		after, err := read(ctx, tx)
		if err == nil {
			*out = *after
		}
		return err
	}, func(ctx context.Context, tx *store.Tx) (any, error) {
		now, err := read(ctx, tx)
		if err != nil {
			return nil, err
		}
		return now.Body, nil
	})
}

// topicsOf tells topics with the number of their stories.
func topicsOf(ctx context.Context, tx *store.Tx, topics []topic.Topic) ([]Topic, error) {
	all := make([]id.ID, len(topics))
	for i, t := range topics {
		all[i] = t.ID
	}
	counts, err := story.CountIn(ctx, tx, tx.Now(), all)
	if err != nil {
		return nil, err
	}
	featured, err := topic.Featured(ctx, tx, store.Latest)
	if err != nil {
		return nil, err
	}
	isFeatured := map[id.ID]bool{}
	for _, i := range featured {
		isFeatured[i] = true
	}
	out := make([]Topic, len(topics))
	for i, t := range topics {
		out[i] = Topic{t.ID, t.Slug, t.Name, t.Description, isFeatured[t.ID], counts[t.ID], t.Path(), t.Version}
	}
	return out, nil
}

func oneTopic(ctx context.Context, tx *store.Tx, i id.ID) (Topic, error) {
	found, err := topic.TopicsByID(ctx, tx, tx.Now(), []id.ID{i})
	if err != nil || len(found) == 0 {
		return Topic{}, orNotFound(err, "There is no such topic.")
	}
	told, err := topicsOf(ctx, tx, found)
	if err != nil {
		return Topic{}, err
	}
	return told[0], nil
}

func (a *API) listTopics(c *call, in *topicsInput) (*answer[List[Topic]], error) {
	fields, err := in.fields(Topic{})
	if err != nil {
		return nil, err
	}
	after, err := in.after(1)
	if err != nil {
		return nil, err
	}
	var out *answer[List[Topic]]
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		found, next := []topic.Topic(nil), ""
		switch {
		case in.Q != "":
			found, err = topic.Find(ctx, tx, in.Q, in.Limit)
		default:
			found, err = topic.Topics(ctx, tx, tx.Now(), topic.Topic{Slug: after[0]}, in.Limit+1)
		}
		if err != nil {
			return err
		}
		if len(found) > in.Limit {
			found = found[:in.Limit]
			next = cursor(found[len(found)-1].Slug)
		}
		told, err := topicsOf(ctx, tx, found)
		out = listOf(told, next, fields)
		return err
	})
}

func (a *API) getTopic(c *call, in *oneInput) (*tagged[Topic], error) {
	out := &tagged[Topic]{}
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) (err error) {
		out.Body, err = oneTopic(ctx, tx, in.ID.ID)
		out.ETag = etagOf(out.Body.Version)
		return err
	})
}

func (w TopicWords) topic(i id.ID, version int64) topic.Topic {
	return topic.Topic{ID: i, Slug: slugOr(w.Slug, w.Name), Name: w.Name, Description: w.Description, Version: version}
}

func (a *API) createTopic(c *call, in *newTopicInput) (*created[Topic], error) {
	return once(a, c, in.OnlyOnce, in.Body, func(ctx context.Context, tx *store.Tx) (*created[Topic], error) {
		t, err := topic.SaveTopic(ctx, tx, c.actor, in.Body.topic(0, 0))
		if err != nil {
			return nil, err
		}
		told, err := oneTopic(ctx, tx, t.ID)
		return newThing("/topics/", t.ID, t.Version, told), err
	})
}

func (a *API) changeTopic(c *call, in *topicInput) (*tagged[Topic], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	out := &tagged[Topic]{}
	current := func(ctx context.Context, tx *store.Tx) (any, error) { return oneTopic(ctx, tx, in.ID.ID) }
	return out, a.change(c, func(ctx context.Context, tx *store.Tx) error {
		if _, err := oneTopic(ctx, tx, in.ID.ID); err != nil {
			return err
		}
		t, err := topic.SaveTopic(ctx, tx, c.actor, in.Body.topic(in.ID.ID, version))
		if err != nil {
			return err
		}
		out.Body, err = oneTopic(ctx, tx, t.ID)
		out.ETag = etagOf(t.Version)
		return err
	}, current)
}

func (a *API) mergeTopic(c *call, in *mergeInput) (*tagged[Topic], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	out := &tagged[Topic]{}
	return out, a.change(c, func(ctx context.Context, tx *store.Tx) error {
		before, err := oneTopic(ctx, tx, in.ID.ID)
		if err != nil {
			return err
		}
		if before.Version != version {
			return errs.New(errs.Stale, "The topic has been changed since you read it.")
		}
		if err := story.MergeTopic(ctx, tx, c.actor, in.ID.ID, in.Body.Into); err != nil {
			return err
		}
		out.Body, err = oneTopic(ctx, tx, in.Body.Into)
		out.ETag = etagOf(out.Body.Version)
		return err
	}, func(ctx context.Context, tx *store.Tx) (any, error) { return oneTopic(ctx, tx, in.ID.ID) })
}

func (a *API) featureTopics(c *call, in *orderInput) (*tagged[List[Topic]], error) {
	return reorder(a, c, in, "The featured topics have been changed since you read them.", featured, topic.Feature)
}

func (a *API) featuredTopics(c *call, _ *nothing) (out *tagged[List[Topic]], err error) {
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		out, err = featured(ctx, tx)
		return err
	})
}

// featured tells the topics of 'More Topics' in their order, with the version of the choice.
func featured(ctx context.Context, tx *store.Tx) (*tagged[List[Topic]], error) {
	version, err := topic.FeaturedVersion(ctx, tx)
	if err != nil {
		return nil, err
	}
	chosen, err := topic.Featured(ctx, tx, store.Latest)
	if err != nil {
		return nil, err
	}
	found, err := topic.TopicsByID(ctx, tx, store.Latest, chosen)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(found, func(a, b topic.Topic) int { return slices.Index(chosen, a.ID) - slices.Index(chosen, b.ID) })
	told, err := topicsOf(ctx, tx, found)
	return &tagged[List[Topic]]{etagOf(version), listOf(told, "", nil).Body}, err
}

func contributorOf(c contributor.Contributor) Contributor {
	return Contributor{c.ID, c.Slug, c.Name, c.Role, c.Bio, c.Picture, c.Path(), c.Version}
}

func (w ContributorWords) contributor(i id.ID, version int64) contributor.Contributor {
	return contributor.Contributor{ID: i, Slug: slugOr(w.Slug, w.Name), Name: w.Name, Role: w.Role, Bio: w.Bio, Picture: w.Picture, Version: version}
}

func (a *API) listContributors(c *call, in *contributorsInput) (*answer[List[Contributor]], error) {
	fields, err := in.fields(Contributor{})
	if err != nil {
		return nil, err
	}
	after, err := in.afterID()
	if err != nil {
		return nil, err
	}
	var out *answer[List[Contributor]]
	return out, a.read(c, func(ctx context.Context, tx *store.Tx) error {
		found, next := []contributor.Contributor(nil), ""
		if in.Q != "" {
			found, err = contributor.Find(ctx, tx, in.Q, in.Limit)
		} else {
			found, err = contributor.All(ctx, tx, tx.Now(), after, in.Limit+1)
		}
		if len(found) > in.Limit {
			found = found[:in.Limit]
			next = cursor(found[len(found)-1].ID.String())
		}
		told := make([]Contributor, len(found))
		for i, v := range found {
			told[i] = contributorOf(v)
		}
		out = listOf(told, next, fields)
		return err
	})
}

func (a *API) createContributor(c *call, in *newContributorInput) (*created[Contributor], error) {
	return once(a, c, in.OnlyOnce, in.Body, func(ctx context.Context, tx *store.Tx) (*created[Contributor], error) {
		v, err := contributor.Save(ctx, tx, c.actor, in.Body.contributor(0, 0))
		return newThing("/contributors/", v.ID, v.Version, contributorOf(v)), err
	})
}

func oneContributor(ctx context.Context, tx *store.Tx, i id.ID) (Contributor, error) {
	found, err := contributor.ByID(ctx, tx, tx.Now(), []id.ID{i})
	if err != nil || len(found) == 0 {
		return Contributor{}, orNotFound(err, "There is no such contributor.")
	}
	return contributorOf(found[0]), nil
}

func (a *API) changeContributor(c *call, in *contributorInput) (*tagged[Contributor], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	out := &tagged[Contributor]{}
	return out, a.change(c, func(ctx context.Context, tx *store.Tx) error {
		if _, err := oneContributor(ctx, tx, in.ID.ID); err != nil {
			return err
		}
		v, err := contributor.Save(ctx, tx, c.actor, in.Body.contributor(in.ID.ID, version))
		out.ETag, out.Body = etagOf(v.Version), contributorOf(v)
		return err
	}, func(ctx context.Context, tx *store.Tx) (any, error) { return oneContributor(ctx, tx, in.ID.ID) })
}
