package api

import (
	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"masthead/internal/obs"
)

// huma keeps its words, its form of errors and whether lists may be null in variables of its packages. They are set once
// here: nothing else in the program uses it.
func init() {
	huma.DefaultArrayNullable = false
	huma.NewError = humaProblem
	huma.NewErrorWithContext = func(c huma.Context, status int, message string, faults ...error) huma.StatusError {
		err := humaProblem(status, message, faults...)
		if p, ok := err.(*Problem); ok {
			p.RequestID = obs.RequestID(c.Context())
		}
		return err
	}
	for message, words := range map[*string]string{
		&validation.MsgUnexpectedProperty:       "is not known here",
		&validation.MsgExpectedRFC3339DateTime:  "is not a time such as 2026-03-04T18:00:00Z",
		&validation.MsgExpectedBoolean:          "is not true or false",
		&validation.MsgExpectedNumber:           "is not a number",
		&validation.MsgExpectedInteger:          "is not a whole number",
		&validation.MsgExpectedString:           "is not text",
		&validation.MsgExpectedArray:            "is not a list",
		&validation.MsgExpectedObject:           "is not an object",
		&validation.MsgExpectedOneOf:            "is not one of \"%s\"",
		&validation.MsgExpectedMinimumNumber:    "is less than %v",
		&validation.MsgExpectedMaximumNumber:    "is more than %v",
		&validation.MsgExpectedMinLength:        "is shorter than %d characters",
		&validation.MsgExpectedMaxLength:        "is longer than %d characters",
		&validation.MsgExpectedBePattern:        "is not %s",
		&validation.MsgExpectedMatchPattern:     "does not match %s",
		&validation.MsgExpectedMinItems:         "has fewer than %d entries",
		&validation.MsgExpectedMaxItems:         "has more than %d entries",
		&validation.MsgExpectedArrayItemsUnique: "names something twice",
		&validation.MsgExpectedRequiredProperty: "lacks %s",
	} {
		*message = words
	}
}
