package config

import (
	"encoding"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Group is the key of the group of flags that are settings.
const Group = "settings"

// Sources finds the settings that no flag gives: in the environment, then in the file. It is a kong.Resolver.
type Sources struct {
	lookup func(string) (string, bool)
	file   map[string]setting // read when first asked
}

// setting is a value with the place that it stands at.
type setting struct {
	value string
	place string // "MASTHEAD_ADDR" or "data/masthead.yaml:3"
}

// NewSources returns sources over an environment; lookup is os.LookupEnv or what stands for it.
func NewSources(lookup func(string) (string, bool)) *Sources { return &Sources{lookup: lookup} }

// Variable returns the name of the environment variable of a setting.
func Variable(flag string) string {
	return "MASTHEAD_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// Validate is part of kong.Resolver; the settings are checked as they are resolved.
func (s *Sources) Validate(*kong.Application) error { return nil }

// FileError says what is wrong with the settings file, whichever setting was looked for in it.
type FileError struct{ error }

func (e FileError) Unwrap() error { return e.error }

// Resolve finds the value of a flag, and checks it so that the error can name its place.
func (s *Sources) Resolve(ctx *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if flag.Group == nil || flag.Group.Key != Group {
		return nil, nil
	}
	if s.file == nil {
		if err := s.readFile(ctx); err != nil {
			return nil, FileError{err}
		}
	}
	found, ok := s.file[flag.Name]
	if value, set := s.lookup(Variable(flag.Name)); set {
		found, ok = setting{value, Variable(flag.Name)}, true
	}
	if !ok {
		return nil, nil
	}
	if scratch, ok := reflect.New(flag.Target.Type()).Interface().(encoding.TextUnmarshaler); ok {
		if err := scratch.UnmarshalText([]byte(found.value)); err != nil {
			return nil, fmt.Errorf("%s: %w", found.place, err)
		}
	}
	if flag.Enum != "" && !flag.EnumMap()[found.value] {
		return nil, fmt.Errorf("%s: %q is not one of %s", found.place, found.value, strings.Join(flag.EnumSlice(), ", "))
	}
	return found.value, nil
}

// early returns a setting that decides which file is read: from the command line or the environment only.
func (s *Sources) early(ctx *kong.Context, name string) string {
	for _, flag := range ctx.Model.Flags {
		if flag.Name != name {
			continue
		}
		for _, step := range ctx.Path {
			if step.Flag == flag {
				return fmt.Sprint(ctx.FlagValue(flag))
			}
		}
		if value, set := s.lookup(Variable(name)); set {
			return value
		}
		return flag.Default
	}
	return ""
}

func (s *Sources) readFile(ctx *kong.Context) error {
	s.file = map[string]setting{}
	name, given := s.early(ctx, "config"), true
	if name == "" {
		name, given = filepath.Join(s.early(ctx, "data"), "masthead.yaml"), false
	}
	text, err := readBounded(name)
	if errors.Is(err, os.ErrNotExist) && !given {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading settings: %w", err)
	}
	allowed := map[string]bool{}
	for _, flag := range ctx.Model.Flags {
		if flag.Group != nil && flag.Group.Key == Group {
			allowed[flag.Name] = true
		}
	}
	// A file cannot say where it lies itself.
	delete(allowed, "config")
	if !given {
		delete(allowed, "data")
	}
	s.file, err = parseFile(name, text, allowed)
	return err
}

// maxFile bounds a settings file.
const maxFile = 64 << 10

func readBounded(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxFile {
		return nil, fmt.Errorf("%s is larger than %d kB", name, maxFile>>10)
	}
	return text, nil
}

// parseFile reads a YAML mapping of names to plain values. Every error names the line.
func parseFile(name string, text []byte, allowed map[string]bool) (map[string]setting, error) {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		if syntax, ok := errors.AsType[*yaml.SyntaxError](err); ok && syntax.Token != nil {
			return nil, fmt.Errorf("%s:%d: %s", name, syntax.Token.Position.Line, syntax.Message)
		}
		return nil, fmt.Errorf("%s is not YAML", name)
	}
	settings := map[string]setting{}
	for _, document := range file.Docs {
		entries, err := entriesOf(document.Body)
		if err != nil {
			return nil, fmt.Errorf("%s:%w", name, err)
		}
		for _, entry := range entries {
			key, line := entry.Key.GetToken().Value, entry.Key.GetToken().Position.Line
			place := fmt.Sprintf("%s:%d", name, line)
			value, ok := scalar(entry.Value)
			switch {
			case !allowed[key]:
				return nil, fmt.Errorf("%s: there is no setting %q here", place, key)
			case settings[key] != setting{}:
				return nil, fmt.Errorf("%s: %q is set twice", place, key)
			case !ok:
				return nil, fmt.Errorf("%s: %q wants one plain value", place, key)
			}
			settings[key] = setting{value, place}
		}
	}
	return settings, nil
}

func entriesOf(body ast.Node) ([]*ast.MappingValueNode, error) {
	switch node := body.(type) {
	case nil, *ast.CommentGroupNode, *ast.NullNode:
		return nil, nil
	case *ast.MappingNode:
		return node.Values, nil
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{node}, nil
	}
	return nil, fmt.Errorf("%d: settings are lines such as 'addr: 127.0.0.1:8080'", body.GetToken().Position.Line)
}

func scalar(node ast.Node) (string, bool) {
	switch node := node.(type) {
	case *ast.StringNode:
		return node.Value, true
	case *ast.LiteralNode:
		return strings.TrimSpace(node.Value.Value), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return node.GetToken().Value, true
	}
	return "", false
}
