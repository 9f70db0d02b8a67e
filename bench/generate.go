package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"time"

	"masthead/internal/account"
	"masthead/internal/contributor"
	"masthead/internal/doc"
	"masthead/internal/id"
	"masthead/internal/newsroom"
	"masthead/internal/store"
	"masthead/internal/story"
	"masthead/internal/topic"
)

// The made-up archive: as many labels as a regional newsroom has, and stories of some 450 words.
const (
	sections     = 8
	topics       = 200
	contributors = 60
	paragraphs   = 15
	batch        = 1000
)

// generator fills a newsroom with made-up stories, the same ones for the same number.
type generator struct {
	random   *rand.Rand
	actor    account.Actor
	sections []id.ID
	topics   []id.ID
	people   []id.ID
}

// generate makes a newsroom of n stories in a directory, as serve finds it there.
func generate(ctx context.Context, dir string, n int) error {
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, "masthead.db"), store.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	g := &generator{random: rand.New(rand.NewPCG(1, 2)), actor: account.System("bench")}
	if err := db.Transact(ctx, g.labels); err != nil {
		return err
	}
	first := time.Now().AddDate(-10, 0, 0)
	step := time.Since(first) / time.Duration(n+1)
	for start := 0; start < n; start += batch {
		err := db.Transact(ctx, func(ctx context.Context, tx *store.Tx) error {
			for i := start; i < min(start+batch, n); i++ {
				if err := g.story(ctx, tx, first.Add(time.Duration(i)*step)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (g *generator) labels(ctx context.Context, tx *store.Tx) error {
	err := newsroom.Save(ctx, tx, g.actor, newsroom.Newsroom{Name: "The Daily Measure", Language: "en-GB", TimeZone: "Europe/London"})
	if err != nil {
		return err
	}
	for i := range sections {
		s, err := topic.SaveSection(ctx, tx, g.actor, topic.Section{Slug: fmt.Sprintf("section-%d", i), Name: fmt.Sprintf("Section %d", i), Position: i})
		if err != nil {
			return err
		}
		g.sections = append(g.sections, s.ID)
	}
	for i := range topics {
		t, err := topic.SaveTopic(ctx, tx, g.actor, topic.Topic{Slug: fmt.Sprintf("topic-%d", i), Name: fmt.Sprintf("Topic %d", i)})
		if err != nil {
			return err
		}
		g.topics = append(g.topics, t.ID)
	}
	for i := range contributors {
		c, err := contributor.Save(ctx, tx, g.actor, contributor.Contributor{Slug: fmt.Sprintf("writer-%d", i), Name: fmt.Sprintf("Writer %d", i)})
		if err != nil {
			return err
		}
		g.people = append(g.people, c.ID)
	}
	return nil
}

func (g *generator) story(ctx context.Context, tx *store.Tx, at time.Time) error {
	i, err := story.Create(ctx, tx, g.actor, story.Article, at)
	if err != nil {
		return err
	}
	d := story.Draft{
		Headline:   g.words(9),
		Standfirst: g.words(24) + ".",
		Section:    g.pick(g.sections),
		Byline:     []id.ID{g.pick(g.people)},
	}
	for range 1 + g.random.IntN(4) {
		d.Topics = append(d.Topics, g.pick(g.topics))
	}
	for p := range paragraphs {
		if p == 5 || p == 10 {
			d.Body.Blocks = append(d.Body.Blocks, &doc.Heading{Level: 2, Text: doc.Plain(g.words(4))})
		}
		d.Body.Blocks = append(d.Body.Blocks, &doc.Paragraph{Text: doc.Plain(g.words(30) + ".")})
	}
	revision, err := story.Save(ctx, tx, g.actor, i, d)
	if err != nil {
		return err
	}
	return story.Publish(ctx, tx, g.actor, i, revision, story.Publication{From: at})
}

func (g *generator) pick(ids []id.ID) id.ID { return ids[g.random.IntN(len(ids))] }

var vocabulary = strings.Fields(`the harbour council vote a bridge storm ferry of and to in for minister said on market price
	school hospital with report after before city coast river team final goal train station strike worker night morning plan
	budget million people year new old first last police court judge trial witness water power wind solar energy home street`)

func (g *generator) words(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		word := vocabulary[g.random.IntN(len(vocabulary))]
		if i == 0 {
			word = strings.ToUpper(word[:1]) + word[1:]
		}
		b.WriteString(word)
	}
	return b.String()
}
