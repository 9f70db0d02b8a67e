package api

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"masthead/internal/id"
	"masthead/internal/store"
)

// Bounds of what is remembered of creations.
const (
	answersKept = 24 * time.Hour
	maxAnswers  = 1000     // of one person; the oldest give way
	maxAnswer   = 16 << 20 // bytes of one
)

// once creates something, once for each key: the answer is kept in the same transaction in which the thing is made, so
// that neither can be there without the other. Without a key it just creates.
func once[T any](a *API, c *call, key OnlyOnce, body any, create func(ctx context.Context, tx *store.Tx) (*created[T], error)) (*created[T], error) {
	var out *created[T]
	if key.Key == "" {
		return out, a.write(c, func(ctx context.Context, tx *store.Tx) (err error) {
			out, err = create(ctx, tx)
			return err
		})
	}
	request, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	k := keyed{person: c.actor.Person(), hash: digest(c.actor.Person().String(), c.r.Method, c.r.URL.Path, key.Key), request: digest(string(request))}
	return out, a.write(c, func(ctx context.Context, tx *store.Tx) error {
		sealed, err := k.find(ctx, tx)
		if err != nil {
			return err
		}
		if sealed != nil {
			out = new(created[T])
			return unseal(key.Key, k.hash, sealed, out)
		}
		if out, err = create(ctx, tx); err != nil {
			return err
		}
		sealed, err = seal(key.Key, k.hash, out)
		if err != nil {
			return err
		}
		return k.keep(ctx, tx, sealed)
	})
}

// keyed is a creation under a key of a person's. Of key and request only a hash is kept.
type keyed struct {
	person        id.ID
	hash, request []byte
}

func digest(parts ...string) []byte {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return sum[:]
}

// find returns the answer that was given, nil where none was.
func (k keyed) find(ctx context.Context, tx *store.Tx) (sealed []byte, err error) {
	var request []byte
	err = tx.QueryRow(ctx, `SELECT request, answer FROM creation WHERE hash = ?1 AND expires_at > ?2`, k.hash, store.Millis(tx.Now())).Scan(&request, &sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("looking for a creation: %w", err)
	}
	if string(request) != string(k.request) {
		return nil, newProblem("key-reused", "This Idempotency-Key was used for another request before.")
	}
	return sealed, nil
}

func (k keyed) keep(ctx context.Context, tx *store.Tx, sealed []byte) error {
	now := store.Millis(tx.Now())
	for _, s := range []struct {
		statement string
		args      []any
	}{
		{`DELETE FROM creation WHERE expires_at <= ?1`, []any{now}},
		{`DELETE FROM creation WHERE person_id = ?1 AND expires_at <= (SELECT expires_at FROM creation
			WHERE person_id = ?1 ORDER BY expires_at DESC LIMIT 1 OFFSET ?2)`, []any{k.person, maxAnswers - 1}},
		{`INSERT INTO creation (hash, person_id, request, answer, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)`,
			[]any{k.hash, k.person, k.request, sealed, now + answersKept.Milliseconds()}},
	} {
		if _, err := tx.Exec(ctx, s.statement, s.args...); err != nil {
			return fmt.Errorf("remembering a creation: %w", err)
		}
	}
	return nil
}

// An answer may hold a secret that is told once, such as a token, of which the database otherwise keeps a hash alone. So
// it is sealed with the client's key, which the database does not have either.
func seal(key string, hash []byte, v any) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	aead, err := sealer(key)
	if err != nil {
		return nil, err
	}
	e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer e.Close()
	return aead.Seal(nil, nil, e.EncodeAll(plain, nil), hash), nil
}

func unseal(key string, hash, sealed []byte, v any) error {
	aead, err := sealer(key)
	if err != nil {
		return err
	}
	packed, err := aead.Open(nil, nil, sealed, hash)
	if err != nil {
		return fmt.Errorf("opening a remembered answer: %w", err)
	}
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxAnswer))
	if err != nil {
		return err
	}
	defer d.Close()
	plain, err := d.DecodeAll(packed, nil)
	if err != nil {
		return fmt.Errorf("unpacking a remembered answer: %w", err)
	}
	return json.Unmarshal(plain, v)
}

func sealer(key string) (cipher.AEAD, error) {
	derived, err := hkdf.Key(sha256.New, []byte(key), nil, "masthead answer", 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(derived)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// newThing is the answer of a creation.
func newThing[T any](under string, i id.ID, version int64, body T) *created[T] {
	return &created[T]{Status: statusOf(true), Location: Base + under + i.String(), ETag: etagOf(version), Body: body}
}
