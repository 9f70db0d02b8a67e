package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"masthead/internal/cli"
)

// outcome is how a command ended.
type outcome struct {
	code          int
	out, problems string
}

// masthead runs a command to its end.
func masthead(t *testing.T, args ...string) outcome {
	t.Helper()
	var out, problems bytes.Buffer
	code := cli.Run(t.Context(), args, cli.Terminal{In: strings.NewReader(""), Out: &out, Err: &problems, Lookup: noEnvironment})
	return outcome{code, out.String(), problems.String()}
}

// succeed runs a command that must succeed.
func succeed(t *testing.T, args ...string) outcome {
	t.Helper()
	o := masthead(t, args...)
	if o.code != 0 {
		t.Fatalf("masthead %s: exit code %d: %s", strings.Join(args, " "), o.code, o.problems)
	}
	return o
}

// log is what a running program says, to be read while it runs.
type log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// site is a program that serves.
type site struct {
	t       *testing.T
	host    string // and port
	url     string
	log     *log
	process *os.Process // nil where it runs within the test
	stop    func()      // asks it to stop
	ended   chan int    // its exit code
}

// open starts serving within the test, and sees at its end that it stops well.
func open(t *testing.T, args ...string) *site {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	s := &site{t: t, log: &log{}, stop: stop, ended: make(chan int, 1)}
	out, in := io.Pipe()
	go func() {
		code := cli.Run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...),
			cli.Terminal{In: strings.NewReader(""), Out: in, Err: s.log, Lookup: noEnvironment})
		in.Close()
		s.ended <- code
	}()
	t.Cleanup(func() {
		stop()
		if code := <-s.ended; code != 0 {
			t.Errorf("serve ended with exit code %d\n%s", code, s.log)
		}
		s.ended <- 0
	})
	s.readAddress(out)
	return s
}

// start starts serving as a process of its own, which is killed at the end of the test if it still runs.
func start(t *testing.T, args ...string) *site {
	t.Helper()
	s := &site{t: t, log: &log{}, ended: make(chan int, 1)}
	cmd := exec.Command("masthead", append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)
	cmd.Stderr = s.log
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	s.process = cmd.Process
	s.readAddress(out)
	waited := make(chan struct{})
	go func() {
		defer close(waited)
		cmd.Wait()
		s.ended <- cmd.ProcessState.ExitCode()
	}()
	t.Cleanup(func() {
		cmd.Process.Kill()
		<-waited
	})
	return s
}

var addressForm = regexp.MustCompile(`http://(\S+)`)

func (s *site) readAddress(out io.Reader) {
	s.t.Helper()
	line, _ := bufio.NewReader(out).ReadString('\n')
	found := addressForm.FindStringSubmatch(line)
	if found == nil {
		s.t.Fatalf("it did not say its address, but %q\n%s", line, s.log)
	}
	s.url, s.host = found[0], found[1]
	go io.Copy(io.Discard, out)
}

// answer is what a reader got.
type answer struct {
	status int
	header http.Header
	body   string
}

func (a answer) String() string { return fmt.Sprintf("%d %v\n%.500s", a.status, a.header, a.body) }

// get asks for an address, without following a redirect.
func (s *site) get(path string, header ...string) answer {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, s.url+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(body)}
}

// page is get for a page that must be there.
func (s *site) page(path string) string {
	s.t.Helper()
	a := s.get(path)
	if a.status != http.StatusOK {
		s.t.Fatalf("%s: %s", path, a)
	}
	return a.body
}

// raw sends bytes as they are and reads the answer, which ends with the connection.
func (s *site) raw(request string) answer {
	s.t.Helper()
	c, err := net.Dial("tcp", s.host)
	if err != nil {
		s.t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(time.Minute))
	go io.WriteString(c, request) // may fail where the answer comes before the request is read
	method, _, _ := strings.Cut(request, " ")
	response, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: method})
	if err != nil {
		s.t.Fatalf("%.100q: %v", request, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatalf("%.100q: %v", request, err)
	}
	return answer{response.StatusCode, response.Header, string(body)}
}

// metric returns the number of a metric without labels.
func (s *site) metric(name string) string {
	s.t.Helper()
	found := regexp.MustCompile(`(?m)^` + name + ` (\S+)$`).FindStringSubmatch(s.page("/metrics"))
	if found == nil {
		s.t.Fatalf("there is no metric %s", name)
	}
	return found[1]
}

// eventually waits until something holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("it never happened: %s", what)
		}
	}
}

// post is a story of an export.
type post struct {
	number int
	title  string
	body   string
	date   string // "2026-01-05 08:00:00"; empty for an hour of its own
	more   string // further elements
}

// export writes an export of a site at https://old.example and returns the file's name.
func export(t *testing.T, posts ...post) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "old.xml")
	if err := os.WriteFile(file, []byte(exported(posts...)), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func exported(posts ...post) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old Bay Gazette</title><link>https://old.example</link><language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://old.example</wp:base_site_url><wp:base_blog_url>https://old.example</wp:base_blog_url>
`)
	for _, p := range posts {
		if p.date == "" {
			p.date = time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC).Add(time.Duration(p.number) * time.Hour / 60).Format(time.DateTime)
		}
		fmt.Fprintf(&b, `<item><title>%s</title><link>https://old.example/2026/01/story-%d/</link><dc:creator>jo</dc:creator>
<guid isPermaLink="false">https://old.example/?p=%[2]d</guid><content:encoded><![CDATA[%[3]s]]></content:encoded><wp:post_id>%[2]d</wp:post_id>
<wp:post_date>%[4]s</wp:post_date><wp:post_date_gmt>%[4]s</wp:post_date_gmt><wp:post_name>story-%[2]d</wp:post_name>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>%[5]s</item>
`, p.title, p.number, p.body, p.date, p.more)
	}
	b.WriteString("</channel></rss>\n")
	return b.String()
}
