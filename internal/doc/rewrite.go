package doc

import "slices"

// RewriteStories gives every link and 'read more' line that leads to a story the id that fn returns for the one it has:
// importers know stories by other names until they are saved.
func RewriteStories(d *Document, fn func(story string) string) {
	Walk(*d, func(b Block) bool {
		if m, ok := b.(*ReadMore); ok && m.Story != "" {
			m.Story = fn(m.Story)
		}
		for _, t := range texts(b) {
			for i := range *t {
				in := &(*t)[i]
				k := slices.IndexFunc(in.Marks, func(m Mark) bool { return m.Story != "" })
				if k < 0 {
					continue
				}
				in.Marks = slices.Clone(in.Marks) // runs may share their marks
				in.Marks[k].Story = fn(in.Marks[k].Story)
			}
		}
		return true
	})
}
