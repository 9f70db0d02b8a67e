package site

import (
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"text/template/parse"
)

// checker holds every field and method that templates name against the types of the page models, in branches that are
// never taken, too, so that a theme's mistake is found when the theme is loaded and not when a reader comes.
type checker struct {
	set   *template.Template
	funcs template.FuncMap
	kinds map[string]ChoiceKind // of what the theme leaves to the newsroom, by name
	seen  map[string]bool       // templates already checked with a type
}

// fault is a mistake in a template.
type fault struct{ error }

// checkTemplate checks a template of a set, and those it calls, with data of a type. It must be called before the set is
// first executed: html/template rewrites its trees then.
func checkTemplate(set *template.Template, funcs template.FuncMap, choices []Choice, name string, data reflect.Type) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			f, ok := reason.(fault)
			if !ok {
				panic(reason)
			}
			err = f.error
		}
	}()
	c := checker{set: set, funcs: funcs, kinds: map[string]ChoiceKind{}, seen: map[string]bool{}}
	for _, choice := range choices {
		c.kinds[choice.Name] = choice.Kind
	}
	c.template(name, data)
	return nil
}

// scope is what a template sees at one place. A nil type is not known.
type scope struct {
	tree *parse.Tree
	dot  reflect.Type
	vars []variable
}

type variable struct {
	name string
	typ  reflect.Type
}

func (c *checker) fail(s *scope, n parse.Node, format string, args ...any) {
	location, _ := s.tree.ErrorContext(n)
	panic(fault{fmt.Errorf("%s: %s", location, fmt.Sprintf(format, args...))})
}

func (c *checker) template(name string, data reflect.Type) {
	key := name + " " + fmt.Sprint(data)
	if c.seen[key] {
		return
	}
	c.seen[key] = true
	t := c.set.Lookup(name)
	if t == nil || t.Tree == nil {
		panic(fault{fmt.Errorf("there is no template %q", name)})
	}
	s := &scope{tree: t.Tree, dot: data, vars: []variable{{"$", data}}}
	c.list(s, t.Tree.Root)
}

func (c *checker) list(s *scope, l *parse.ListNode) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		c.node(s, n)
	}
}

func (c *checker) node(s *scope, n parse.Node) {
	switch n := n.(type) {
	case *parse.ActionNode:
		c.pipe(s, n.Pipe)
	case *parse.IfNode:
		c.branch(s, &n.BranchNode, func(inner *scope, _ reflect.Type) {})
	case *parse.WithNode:
		c.branch(s, &n.BranchNode, func(inner *scope, t reflect.Type) { inner.dot = t })
	case *parse.RangeNode:
		c.branch(s, &n.BranchNode, func(inner *scope, t reflect.Type) { c.enter(inner, n, t) })
	case *parse.TemplateNode:
		var data reflect.Type
		if n.Pipe != nil {
			data = c.pipe(s, n.Pipe)
		}
		if c.set.Lookup(n.Name) == nil {
			c.fail(s, n, "there is no template %q", n.Name)
		}
		c.template(n.Name, data)
	}
}

// branch checks both arms of an if, a with or a range; variables declared in it end with it.
func (c *checker) branch(s *scope, n *parse.BranchNode, enter func(*scope, reflect.Type)) {
	inner := *s
	inner.vars = append([]variable(nil), s.vars...)
	t := c.pipe(&inner, n.Pipe)
	orElse := inner
	enter(&inner, t)
	c.list(&inner, n.List)
	c.list(&orElse, n.ElseList)
}

// enter sets dot and the variables of a range to the elements of what is ranged over.
func (c *checker) enter(s *scope, n *parse.RangeNode, t reflect.Type) {
	var key, element reflect.Type
	switch known := deref(t); {
	case known == nil:
	case known.Kind() == reflect.Slice || known.Kind() == reflect.Array:
		key, element = reflect.TypeFor[int](), known.Elem()
	case known.Kind() == reflect.Map:
		key, element = known.Key(), known.Elem()
	case known.Kind() == reflect.Int:
		key, element = known, known
	default:
		c.fail(s, n, "range over %s, which is no list", known)
	}
	s.dot = element
	declared := s.vars[len(s.vars)-len(n.Pipe.Decl):]
	switch len(declared) {
	case 1:
		declared[0].typ = element
	case 2:
		declared[0].typ, declared[1].typ = key, element
	}
}

func (c *checker) pipe(s *scope, p *parse.PipeNode) reflect.Type {
	var t reflect.Type
	for i, cmd := range p.Cmds {
		t = c.command(s, cmd, i > 0)
	}
	for _, v := range p.Decl {
		if !p.IsAssign {
			s.vars = append(s.vars, variable{v.Ident[0], t})
		}
	}
	return t
}

// command returns the type of a command's value. Its arguments are checked for what they name; how many a function
// takes, and of which types, shows when the template is executed.
func (c *checker) command(s *scope, cmd *parse.CommandNode, piped bool) reflect.Type {
	args := make([]reflect.Type, 0, len(cmd.Args))
	for _, arg := range cmd.Args[1:] {
		args = append(args, c.operand(s, arg, false))
	}
	if name, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
		return c.call(name.Ident, args)
	}
	c.choice(s, cmd)
	return c.operand(s, cmd.Args[0], len(args) > 0 || piped)
}

// choice holds the name of a choice against what the theme leaves to the newsroom.
func (c *checker) choice(s *scope, cmd *parse.CommandNode) {
	var names []string
	switch n := cmd.Args[0].(type) {
	case *parse.FieldNode:
		names = n.Ident
	case *parse.VariableNode:
		names = n.Ident
	}
	if len(names) == 0 || len(cmd.Args) != 2 {
		return
	}
	name, ok := cmd.Args[1].(*parse.StringNode)
	method := names[len(names)-1]
	if !ok || method != "Choice" && method != "Switch" {
		return
	}
	if kind, known := c.kinds[name.Text]; !known || method == "Switch" && kind != SwitchChoice {
		c.fail(s, cmd, "%s has no such %s: %s", choicesFile, strings.ToLower(method), name.Text)
	}
}

func (c *checker) call(name string, args []reflect.Type) reflect.Type {
	switch name {
	case "not", "eq", "ne", "lt", "le", "gt", "ge":
		return reflect.TypeFor[bool]()
	case "len":
		return reflect.TypeFor[int]()
	case "print", "printf", "println", "html", "js", "urlquery":
		return reflect.TypeFor[string]()
	case "slice":
		if len(args) > 0 {
			return args[0]
		}
	case "index":
		t := deref(first(args))
		for range args[min(1, len(args)):] {
			if t == nil || t.Kind() != reflect.Slice && t.Kind() != reflect.Array && t.Kind() != reflect.Map {
				return nil
			}
			t = t.Elem()
		}
		return t
	}
	if f := c.funcs[name]; f != nil {
		return reflect.TypeOf(f).Out(0)
	}
	return nil
}

func first(types []reflect.Type) reflect.Type {
	if len(types) == 0 {
		return nil
	}
	return types[0]
}

func (c *checker) operand(s *scope, n parse.Node, called bool) reflect.Type {
	switch n := n.(type) {
	case *parse.DotNode:
		return s.dot
	case *parse.FieldNode:
		return c.fields(s, n, s.dot, n.Ident, called)
	case *parse.VariableNode:
		for i := len(s.vars) - 1; i >= 0; i-- {
			if s.vars[i].name == n.Ident[0] {
				return c.fields(s, n, s.vars[i].typ, n.Ident[1:], called)
			}
		}
	case *parse.ChainNode:
		return c.fields(s, n, c.operand(s, n.Node, false), n.Field, called)
	case *parse.PipeNode:
		inner := *s
		return c.pipe(&inner, n)
	case *parse.IdentifierNode:
		return c.call(n.Ident, nil)
	case *parse.StringNode:
		return reflect.TypeFor[string]()
	case *parse.BoolNode:
		return reflect.TypeFor[bool]()
	}
	return nil
}

// fields follows names from a type: fields, and methods without arguments but for the last name of what is called.
func (c *checker) fields(s *scope, n parse.Node, t reflect.Type, names []string, called bool) reflect.Type {
	for i, name := range names {
		if t == nil || t.Kind() == reflect.Interface {
			return nil
		}
		if m, ok := t.MethodByName(name); ok {
			if takes := m.Type.NumIn() > 1; takes && (!called || i < len(names)-1) {
				c.fail(s, n, "%s of %s wants arguments", name, t)
			}
			t = m.Type.Out(0)
			continue
		}
		known := deref(t)
		if known.Kind() != reflect.Struct {
			c.fail(s, n, "%s has no .%s", known, name)
		}
		f, ok := known.FieldByName(name)
		if !ok || !f.IsExported() {
			c.fail(s, n, "%s has no field .%s; it has %s", known.Name(), name, fieldsOf(known))
		}
		t = f.Type
	}
	return t
}

func deref(t reflect.Type) reflect.Type {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

func fieldsOf(t reflect.Type) string {
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() && !f.Anonymous {
			names = append(names, "."+f.Name)
		}
	}
	return strings.Join(names, ", ")
}
