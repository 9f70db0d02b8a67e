package api

import (
	"encoding/json"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"masthead/internal/id"
	"masthead/internal/store"
)

// The forms that answers share.

// nothing is the input of an operation that wants none.
type nothing struct{}

// done is the answer of an operation that has nothing to tell.
type done struct{}

// answer is a body that has no version of its own.
type answer[T any] struct{ Body T }

// tagged is a thing with its version.
type tagged[T any] struct {
	ETag string `header:"ETag" doc:"The version, for If-Match and If-None-Match." example:"\"7\""`
	Body T
}

// etag is the version by which a client has all of it already; none where it tells more than the version stands for.
func (t *tagged[T]) etag() string {
	if s, ok := any(t.Body).(interface{ settled() bool }); ok && !s.settled() {
		return ""
	}
	return t.ETag
}

// created is a thing that has just been made.
type created[T any] struct {
	Status   int
	Location string `header:"Location" doc:"The address of what was made."`
	ETag     string `header:"ETag" doc:"The version, for If-Match."`
	Body     T
}

// List is a part of a list.
type List[T any] struct {
	Items []Item[T] `json:"items" doc:"The entries of this part."`
	Next  *string   `json:"next" doc:"Send it as 'cursor' for the next part; null on the last."`
}

// settled is false: the version of a list stands for what is in it, and not for all that is told of that.
func (List[T]) settled() bool { return false }

// Item is an entry of a list, of which perhaps only some members are wanted.
type Item[T any] struct {
	value  T
	fields map[string]bool // nil for all
}

// Schema is huma's.
func (Item[T]) Schema(r huma.Registry) *huma.Schema {
	return r.Schema(reflect.TypeFor[T](), true, "")
}

// MarshalJSON writes the members that are wanted.
func (i Item[T]) MarshalJSON() ([]byte, error) {
	whole, err := json.Marshal(i.value)
	if err != nil || i.fields == nil {
		return whole, err
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(whole, &members); err != nil {
		return nil, err
	}
	for name := range members {
		if !i.fields[name] {
			delete(members, name)
		}
	}
	return json.Marshal(members)
}

// listOf makes a list of values; next is empty on the last part.
func listOf[T any](values []T, next string, fields map[string]bool) *answer[List[T]] {
	list := List[T]{Items: make([]Item[T], len(values))}
	for i, v := range values {
		list.Items[i] = Item[T]{v, fields}
	}
	if next != "" {
		list.Next = &next
	}
	return &answer[List[T]]{list}
}

// Maybe is an object or null.
type Maybe[T any] struct{ Value *T }

// Schema is huma's.
func (Maybe[T]) Schema(r huma.Registry) *huma.Schema {
	return &huma.Schema{OneOf: []*huma.Schema{r.Schema(reflect.TypeFor[T](), true, ""), {Type: "null"}}}
}

// MarshalJSON writes the object, or null.
func (m Maybe[T]) MarshalJSON() ([]byte, error) { return json.Marshal(m.Value) }

// UnmarshalJSON reads the object, or null.
func (m *Maybe[T]) UnmarshalJSON(data []byte) error { return json.Unmarshal(data, &m.Value) }

// Node is a node of a document, or null where a field may be empty. The document's own grammar checks it.
type Node json.RawMessage

// Schema is huma's.
func (Node) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}
}

// MarshalJSON writes the node as it is.
func (n Node) MarshalJSON() ([]byte, error) {
	if len(n) == 0 {
		return []byte("null"), nil
	}
	return n, nil
}

// UnmarshalJSON keeps the node as it is.
func (n *Node) UnmarshalJSON(data []byte) error {
	*n = append((*n)[:0], data...)
	return nil
}

// optional is a query parameter that may be left out, where leaving it out is not the same as its zero.
type optional[T any] struct {
	Value T
	Set   bool
}

// Schema is huma's.
func (optional[T]) Schema(r huma.Registry) *huma.Schema {
	return huma.SchemaFromType(r, reflect.TypeFor[T]())
}

// Receiver is huma's.
func (o *optional[T]) Receiver() reflect.Value { return reflect.ValueOf(o).Elem().Field(0) }

// OnParamSet is huma's.
func (o *optional[T]) OnParamSet(set bool, _ any) { o.Set = set }

// Page are the parameters of a list that comes in parts.
type Page struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many entries at most."`
	Cursor string `query:"cursor" maxLength:"500" doc:"'next' of the part before."`
}

// Selection are the members that are wanted of each entry.
type Selection struct {
	Fields []string `query:"fields" maxItems:"50" doc:"Only these members of each entry, separated by commas." example:"[\"id\",\"headline\"]"`
}

// IfMatchField is the version that a change is based on.
type IfMatchField struct {
	IfMatch string `header:"If-Match" maxLength:"100" doc:"The ETag of the version that this change is based on. Without it 428; where somebody has changed the thing since, 412 with 'current'." example:"\"7\""`
}

// OnlyOnce makes a creation repeatable.
type OnlyOnce struct {
	Key string `header:"Idempotency-Key" maxLength:"200" doc:"Any text of your own, new for each thing to be made. The same request with the same key within 24 hours makes nothing again and has the first answer."`
}

// ref is an id in an address or a query, where huma would take an id.ID for a number.
type ref struct{ id.ID }

// TheID is a thing's id in the address.
type TheID struct {
	ID ref `path:"id" doc:"The id." example:"01h2xcejqtf2n"`
}

// moment writes a time, or null for none: the zero time and the open end.
func moment(t time.Time) *time.Time {
	if t.IsZero() || store.Millis(t) >= store.Forever {
		return nil
	}
	utc := t.UTC()
	return &utc
}

// given reads a time that may be null.
func given(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

// ids keeps an empty list from being null.
func ids(list []id.ID) []id.ID {
	if list == nil {
		return []id.ID{}
	}
	return list
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// statusOf returns the status of a creation: 200 where the thing was there already.
func statusOf(isNew bool) int {
	if isNew {
		return http.StatusCreated
	}
	return http.StatusOK
}

// Hero is a node that may be null.
type Hero struct{ Node }

// Schema is huma's.
func (Hero) Schema(r huma.Registry) *huma.Schema {
	s := Node{}.Schema(r)
	s.Nullable = true
	return s
}

// oneInput is the input of an operation on one thing.
type oneInput struct{ TheID }
