package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/png"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// startFresh serves a newsroom in which nobody has an account, and returns its address and the secret of the link for the
// first administrator.
func startFresh(t *testing.T, args ...string) (site, secret string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	out, in := io.Pipe()
	var log lockedBuffer
	ended := make(chan int, 1)
	go func() {
		ended <- Run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...), Terminal{In: strings.NewReader(""), Out: in, Err: &log, Lookup: nothing})
		in.Close()
	}()
	t.Cleanup(func() { stop(); <-ended })
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, found, ok := strings.Cut(lines.Text(), "answers at "); ok {
			site = found
		}
		if _, found, ok := strings.Cut(lines.Text(), "/desk/invitation/"); ok {
			go io.Copy(io.Discard, out)
			return site, found
		}
	}
	t.Fatalf("it told no link\n%s", log.String())
	return "", ""
}

// setUp makes the first administrator.
func setUp(t *testing.T, site, secret, email, password string) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"name": "Ada Moreno", "email": email, "password": password})
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.Post(site+"/api/v1/invitations/"+secret, "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if answer, _ := io.ReadAll(res.Body); res.StatusCode != http.StatusOK {
		t.Fatalf("setting up: %d %s", res.StatusCode, answer)
	}
}

var shellBlock = regexp.MustCompile("(?s)```sh\n(.*?)```")

// The worked example of docs/api.md is run as it stands there.
func TestTheDocumentedExampleWorks(t *testing.T) {
	for _, program := range []string{"sh", "curl"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("the example needs %s", program)
		}
	}
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "api.md"))
	if err != nil {
		t.Fatal(err)
	}
	script := "set -eu\n"
	for _, block := range shellBlock.FindAllStringSubmatch(string(text), -1) {
		script += block[1]
	}
	folder := t.TempDir()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 640, 360))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "ferry.png"), picture.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	site, secret := startFresh(t, "--data", t.TempDir())
	const email, password = "ada@news.example", "the gannet leaves at first light"
	setUp(t, site, secret, email, password)
	example := exec.CommandContext(t.Context(), "sh", "-c", script)
	example.Dir = folder
	example.Env = append(os.Environ(), "SITE="+site, "EMAIL="+email, "PASSWORD="+password)
	if out, err := example.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestTheLinkForTheFirstAdministratorWorksOnce(t *testing.T) {
	site, secret := startFresh(t, "--data", t.TempDir())
	setUp(t, site, secret, "ada@news.example", "the gannet leaves at first light")
	res, err := http.Get(site + "/api/v1/invitations/" + secret)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusNotFound {
		t.Errorf("the link answers %d after it was used", res.StatusCode)
	}
}
