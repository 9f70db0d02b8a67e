package account

import (
	"context"
	"encoding/json"
	"fmt"

	"masthead/internal/id"
	"masthead/internal/store"
)

// Event is one entry of the audit log: what was done, to what. Detail holds no secret.
type Event struct {
	Act    string            // "story.publish", "login.failed"
	Noun   string            // "story", "person", "topic"; empty where the act has no object
	Target id.ID             // of the noun; zero where it has none
	About  string            // what a person calls the target: a headline, a name
	Detail map[string]string // what changed: "from", "to", "reason" …
}

// Record writes an event into the audit log, in the transaction that does the thing. What a part of the program does is
// not recorded: an import would bury what people did.
func Record(ctx context.Context, tx *store.Tx, actor Actor, e Event) error {
	if actor.person == 0 && actor.from == "" {
		return nil
	}
	detail, err := json.Marshal(e.Detail)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO audit (id, at, person_id, name, via, address, act, noun, target_id, about, detail)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)`,
		id.New(tx.Now()), store.Millis(tx.Now()), actor.person, actor.name, actor.via, actor.from, e.Act, e.Noun, e.Target, e.About, string(detail))
	if err != nil {
		return fmt.Errorf("writing the audit log: %w", err)
	}
	return nil
}
