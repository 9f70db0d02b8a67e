package doc

// Walk calls fn for every block in the order of reading, and goes into a block for which fn returns true: the blocks of
// a quote, a list's items and a fact box, the pictures of a gallery.
func Walk(d Document, fn func(Block) bool) { walk(d.Blocks, fn) }

func walk(blocks []Block, fn func(Block) bool) {
	for _, b := range blocks {
		if !fn(b) {
			continue
		}
		switch v := b.(type) {
		case *List:
			for _, item := range v.Items {
				walk(item.Blocks, fn)
			}
		case *Quote:
			walk(v.Blocks, fn)
		case *Gallery:
			for _, p := range v.Pictures {
				fn(p)
			}
		case *FactBox:
			walk(v.Blocks, fn)
		}
	}
}

// Pictures returns the pictures of a document in the order of reading, those of galleries too. They are the document's
// own: a change to one changes the document.
func Pictures(d Document) []*Picture {
	var pictures []*Picture
	Walk(d, func(b Block) bool {
		if p, ok := b.(*Picture); ok {
			pictures = append(pictures, p)
		}
		return true
	})
	return pictures
}

// Stories returns the ids of the stories that links and 'read more' lines lead to, each once, in the order of reading.
func Stories(d Document) []string {
	var stories []string
	seen := map[string]bool{"": true}
	add := func(id string) {
		if !seen[id] {
			seen[id] = true
			stories = append(stories, id)
		}
	}
	Walk(d, func(b Block) bool {
		if m, ok := b.(*ReadMore); ok {
			add(m.Story)
		}
		for _, t := range texts(b) {
			for _, in := range *t {
				for _, m := range in.Marks {
					add(m.Story)
				}
			}
		}
		return true
	})
	return stories
}

// texts returns the inline content of a block itself, without that of the blocks in it.
func texts(b Block) []*Text {
	switch v := b.(type) {
	case *Paragraph:
		return []*Text{&v.Text}
	case *Heading:
		return []*Text{&v.Text}
	case *Quote:
		return []*Text{&v.Attribution}
	case *PullQuote:
		return []*Text{&v.Text, &v.Attribution}
	case *Picture:
		return []*Text{&v.Caption}
	case *Embed:
		return []*Text{&v.Caption}
	case *Table:
		all := []*Text{&v.Caption}
		for _, row := range v.Rows {
			for i := range row.Cells {
				all = append(all, &row.Cells[i].Text)
			}
		}
		return all
	}
	return nil
}
