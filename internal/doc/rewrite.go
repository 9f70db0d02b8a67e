package doc

import "slices"

// RewriteLinks gives every link and 'read more' line that leads to an address the story or address that fn returns for
// it, in place. Where fn returns neither, a link's words stay without the link, and a 'read more' line keeps its title.
func RewriteLinks(d *Document, fn func(href string) (story, newHref string)) {
	rewrite(d, func(m *ReadMore) {
		if m.Story == "" && m.URL != "" {
			m.Story, m.URL = fn(m.URL)
		}
	}, func(link *Mark) {
		if link.Story != "" || link.Href == "" {
			return
		}
		if link.Story, link.Href = fn(link.Href); link.Story != "" {
			link.Href = ""
		}
	})
}

// RewriteStories gives every link and 'read more' line that leads to a story the id that fn returns for the one it has,
// in place: importers know stories by other names until they are saved. Where fn returns none, a link's words stay
// without the link, and a 'read more' line keeps its title and address.
func RewriteStories(d *Document, fn func(story string) string) {
	rewrite(d, func(m *ReadMore) {
		if m.Story != "" {
			m.Story = fn(m.Story)
		}
	}, func(link *Mark) {
		if link.Story != "" {
			link.Story = fn(link.Story)
		}
	})
}

func rewrite(d *Document, readMore func(*ReadMore), link func(*Mark)) {
	Walk(*d, func(b Block) bool {
		if m, ok := b.(*ReadMore); ok {
			readMore(m)
		}
		for _, t := range texts(b) {
			for i := range *t {
				(*t)[i].Marks = rewritten((*t)[i].Marks, link)
			}
		}
		return true
	})
}

// rewritten returns marks with their link changed, and without one that leads nowhere any more. Runs may share their
// marks, so those given are left alone.
func rewritten(marks []Mark, link func(*Mark)) []Mark {
	i := slices.IndexFunc(marks, isLink)
	if i < 0 {
		return marks
	}
	changed := marks[i]
	if link(&changed); changed == marks[i] {
		return marks
	}
	marks = slices.Clone(marks)
	if changed.Story == "" && changed.Href == "" {
		return slices.Delete(marks, i, i+1)
	}
	marks[i] = changed
	return marks
}
