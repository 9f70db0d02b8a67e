package demo

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"

	"masthead/internal/contributor"
	"masthead/internal/newsroom"
	"masthead/internal/topic"
)

// load reads newsroom.yaml and front.yaml: everything but the stories.
func load() (*Newsroom, error) {
	data, err := files.ReadFile("newsroom.yaml")
	if err != nil {
		return nil, err
	}
	var written struct {
		Name     string `yaml:"name"`
		Tagline  string `yaml:"tagline"`
		Language string `yaml:"language"`
		TimeZone string `yaml:"time_zone"`
		Sections []struct {
			Slug        string `yaml:"slug"`
			Name        string `yaml:"name"`
			Colour      string `yaml:"colour"`
			Description string `yaml:"description"`
		} `yaml:"sections"`
		Topics []struct {
			Slug        string `yaml:"slug"`
			Name        string `yaml:"name"`
			Description string `yaml:"description"`
		} `yaml:"topics"`
		Featured     []string `yaml:"featured"`
		Contributors []struct {
			Slug string `yaml:"slug"`
			Name string `yaml:"name"`
			Role string `yaml:"role"`
			Bio  string `yaml:"bio"`
		} `yaml:"contributors"`
		Pictures []Picture `yaml:"pictures"`
	}
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(&written); err != nil {
		return nil, fmt.Errorf("newsroom.yaml: %w", err)
	}
	n := &Newsroom{
		Identity: newsroom.Newsroom{Name: written.Name, Tagline: written.Tagline, Language: written.Language, TimeZone: written.TimeZone},
		Pictures: written.Pictures,
		Featured: written.Featured,
	}
	for i, s := range written.Sections {
		n.Sections = append(n.Sections, topic.Section{Slug: s.Slug, Name: s.Name, Colour: s.Colour, Description: s.Description, Position: i + 1})
	}
	for _, t := range written.Topics {
		n.Topics = append(n.Topics, topic.Topic{Slug: t.Slug, Name: t.Name, Description: t.Description})
	}
	for _, c := range written.Contributors {
		n.Contributors = append(n.Contributors, contributor.Contributor{Slug: c.Slug, Name: c.Name, Role: c.Role, Bio: strings.TrimSpace(c.Bio)})
	}
	layout, err := files.ReadFile("front.yaml")
	n.Layout = string(layout)
	return n, err
}

func (n *Newsroom) picture(name string) (Picture, bool) {
	for _, p := range n.Pictures {
		if p.Name == name {
			return p, true
		}
	}
	return Picture{}, false
}
