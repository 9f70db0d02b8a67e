package store

import (
	"container/list"
	"context"
	"database/sql/driver"
	"fmt"
)

// maxPrepared bounds the statements that one connection keeps prepared.
const maxPrepared = 256

// preparing opens SQLite connections that keep their statements prepared, per text, as pgx does by itself. It is done
// below database/sql because sql.DB.Prepare would wait for the writer's only connection while a transaction holds it.
type preparing struct{ driver.Connector }

func (p preparing) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := p.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	base, ok := c.(connection)
	if !ok {
		c.Close()
		return nil, fmt.Errorf("store: %T lacks the interfaces of a connection", c)
	}
	return &preparedConn{connection: base, kept: map[string]*list.Element{}}, nil
}

type connection interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type statement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// preparedConn is used by one goroutine at a time, as every driver.Conn.
type preparedConn struct {
	connection
	kept map[string]*list.Element // of *kept
	used list.List                // the most recently used first
}

type kept struct {
	text string
	stmt statement
	busy bool // its rows are being read: the same text is prepared anew meanwhile
}

// take returns the statement of a text, marked busy, or nil where it is busy already.
func (c *preparedConn) take(ctx context.Context, text string) (*kept, error) {
	if e, ok := c.kept[text]; ok {
		k := e.Value.(*kept)
		if k.busy {
			return nil, nil
		}
		c.used.MoveToFront(e)
		k.busy = true
		return k, nil
	}
	prepared, err := c.connection.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	stmt, ok := prepared.(statement)
	if !ok {
		prepared.Close()
		return nil, fmt.Errorf("store: %T lacks the interfaces of a statement", prepared)
	}
	k := &kept{text: text, stmt: stmt, busy: true}
	c.kept[text] = c.used.PushFront(k)
	c.trim()
	return k, nil
}

func (c *preparedConn) trim() {
	for e := c.used.Back(); e != nil && c.used.Len() > maxPrepared; {
		k, before := e.Value.(*kept), e.Prev()
		if !k.busy {
			c.used.Remove(e)
			delete(c.kept, k.text)
			k.stmt.Close()
		}
		e = before
	}
}

func (c *preparedConn) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	k, err := c.take(ctx, text)
	if err != nil {
		return nil, err
	}
	if k == nil {
		return c.connection.ExecContext(ctx, text, args)
	}
	defer func() { k.busy = false }()
	return k.stmt.ExecContext(ctx, args)
}

func (c *preparedConn) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	k, err := c.take(ctx, text)
	if err != nil {
		return nil, err
	}
	if k == nil {
		return c.connection.QueryContext(ctx, text, args)
	}
	rows, err := k.stmt.QueryContext(ctx, args)
	if err != nil {
		k.busy = false
		return nil, err
	}
	return &keptRows{Rows: rows, statement: k}, nil
}

func (c *preparedConn) Close() error {
	for e := c.used.Front(); e != nil; e = e.Next() {
		e.Value.(*kept).stmt.Close()
	}
	return c.connection.Close()
}

type keptRows struct {
	driver.Rows
	statement *kept
}

func (r *keptRows) Close() error {
	r.statement.busy = false
	return r.Rows.Close()
}
