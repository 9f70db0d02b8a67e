package cli_test

import (
	"io"
	"net"
	"net/url"
	"sync"
	"testing"
)

// wire stands between a program and its database, and can be cut and mended.
type wire struct {
	host   string // where the program connects to
	server string

	mu   sync.Mutex
	cut  bool
	open map[net.Conn]bool
}

// newWire returns a wire to the database at an address, and the address by way of the wire, with a password that must
// not be seen anywhere.
func newWire(t *testing.T, address string) (*wire, string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{host: l.Addr().String(), server: u.Host, open: map[net.Conn]bool{}}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go w.carry(c)
		}
	}()
	t.Cleanup(func() {
		l.Close()
		w.set(true)
	})
	u.Host = w.host
	u.User = url.UserPassword(u.User.Username(), password)
	return w, u.String()
}

// password is that of the database.
const password = "hush-hush"

// set cuts the wire, or mends it.
func (w *wire) set(cut bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut = cut
	for c := range w.open {
		if cut {
			c.Close()
		}
	}
}

func (w *wire) carry(program net.Conn) {
	defer program.Close()
	if !w.join(program) {
		return
	}
	defer w.leave(program)
	server, err := net.Dial("tcp", w.server)
	if err != nil {
		return
	}
	defer server.Close()
	go func() {
		io.Copy(program, server)
		program.Close()
	}()
	io.Copy(server, program)
}

func (w *wire) join(c net.Conn) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.cut {
		w.open[c] = true
	}
	return !w.cut
}

func (w *wire) leave(c net.Conn) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.open, c)
}
