package doc

import "slices"

// tags are the elements of the marks but link, by type.
var tags = [...]string{
	Strong: "strong", Emphasis: "em", Strikethrough: "s", Subscript: "sub", Superscript: "sup", Code: "code",
}

// inline writes inline content: nothing for words that are only spaces. An element that neighbouring runs share stays
// open across them, line breaks too, so that one link in the story is one link on the page.
func (w *writer) inline(t Text) {
	if t.blank() {
		return
	}
	var open []Mark
	for i := range t {
		if t[i].Break {
			if i > 0 && !t[i-1].Break {
				open = w.change(open, shared(open, w.next(t[i:])))
			}
			w.raw("<br>")
			continue
		}
		open = w.change(open, w.marks(t[i].Marks))
		w.text(t[i].Text)
	}
	w.change(open, nil)
}

// next returns the marks of the next run that is no line break.
func (w *writer) next(t Text) []Mark {
	for i := range t {
		if !t[i].Break {
			return w.marks(t[i].Marks)
		}
	}
	return nil
}

// marks returns what is to be shown of a run's marks: its link with the address that it leads to, and none that leads
// nowhere.
func (w *writer) marks(marks []Mark) []Mark {
	if !slices.ContainsFunc(marks, isLink) {
		return marks
	}
	shown := make([]Mark, 0, len(marks))
	for _, m := range marks {
		if isLink(m) {
			if m.Story != "" {
				m.Href = w.story(m.Story).address
			}
			if !linkAddress(m.Href) || slices.ContainsFunc(shown, isLink) {
				continue
			}
		}
		shown = append(shown, m)
	}
	return shown
}

func isLink(m Mark) bool { return m.Type == Link }

// shared returns the marks with which both lists start.
func shared(a, b []Mark) []Mark {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return a[:n]
}

// change closes and opens elements until those that are open are those of the marks wanted.
func (w *writer) change(open, want []Mark) []Mark {
	keep := len(shared(open, want))
	for i := len(open) - 1; i >= keep; i-- {
		if open[i].Type == Link {
			w.raw("</a>")
		} else if tag := tagOf(open[i]); tag != "" {
			w.raw("</", tag, ">")
		}
	}
	for _, m := range want[keep:] {
		if m.Type == Link {
			w.openLink(m.Href, m.Story == "")
		} else if tag := tagOf(m); tag != "" {
			w.raw("<", tag, ">")
		}
	}
	return want
}

func tagOf(m Mark) string {
	if m.Type <= Link || int(m.Type) >= len(tags) {
		return ""
	}
	return tags[m.Type]
}
