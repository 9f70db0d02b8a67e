package importer

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"masthead/internal/doc"
	"masthead/internal/story"
)

// prepared is an item with its digest, which says whether it is the same as the last time.
type prepared struct {
	item    Item
	digest  string
	size    int
	refused error // why it cannot be saved
}

// content is what the digest of a story is made of: what readers see, and when.
type content struct {
	Type                               story.Kind
	Slug, Kicker, Headline, Standfirst string
	Section                            string
	Byline, Topics                     []string
	Published, Changed                 time.Time
	Hero                               bool
	Body                               doc.Document
}

func prepare(i Item) prepared {
	p := prepared{item: i}
	switch v := i.(type) {
	case *Story:
		c := content{v.Type, v.Slug, v.Kicker, v.Headline, v.Standfirst, v.Section, v.Byline, v.Topics, v.Published, v.Changed, v.Hero != nil, v.whole()}
		if p.fill(c); p.refused == nil {
			p.refused = story.Draft{Slug: v.Slug, Kicker: v.Kicker, Headline: v.Headline, Standfirst: v.Standfirst}.Check()
		}
	case *Section:
		p.fill([]string{v.Name, v.Description})
	case *Topic:
		p.fill([]string{v.Name, v.Description})
	case *Contributor:
		p.fill([]string{v.Name, v.Bio})
	}
	return p
}

// whole is the body with the hero picture before it.
func (v *Story) whole() doc.Document {
	if v.Hero == nil {
		return v.Body
	}
	return doc.Document{Blocks: append([]doc.Block{v.Hero}, v.Body.Blocks...)}
}

func (p *prepared) fill(v any) {
	data, err := json.Marshal(v)
	p.refused = err
	p.size = len(data)
	sum := sha256.Sum256(data)
	p.digest = hex.EncodeToString(sum[:16])
}

// keys returns the keys of an item and of all that it names.
func (p *prepared) keys() []string {
	keys := []string{p.item.ref().Key}
	if v, ok := p.item.(*Story); ok {
		keys = append(keys, v.Section)
		keys = append(keys, v.Byline...)
		keys = append(keys, v.Topics...)
		keys = append(keys, doc.Stories(v.whole())...)
		for _, picture := range v.Pictures {
			keys = append(keys, picture.Key)
		}
	}
	return slices.DeleteFunc(keys, func(k string) bool { return k == "" })
}

func allKeys(batch []prepared) []string {
	var all []string
	for i := range batch {
		all = append(all, batch[i].keys()...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
