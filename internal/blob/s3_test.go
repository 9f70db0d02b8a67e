package blob_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"masthead/internal/blob"
	"masthead/internal/errs"
)

// versityVariable names the environment variable with the path of versitygw, an S3 server, which tools/go.mod pins.
const versityVariable = "MASTHEAD_TEST_VERSITYGW"

const accessKey, secretKey = "masthead", "only-for-tests"

// server is the S3 server that all tests of this program share. Each has a bucket of its own.
var server struct {
	sync.Once
	stop     func()
	folder   string
	endpoint string
	err      error
}

func TestMain(m *testing.M) {
	code := m.Run()
	if server.stop != nil {
		server.stop()
	}
	if server.folder != "" {
		os.RemoveAll(server.folder)
	}
	os.Exit(code)
}

// s3Address returns the address of a new bucket, or skips the test where there is no server for it.
func s3Address(t *testing.T) string {
	t.Helper()
	program := os.Getenv(versityVariable)
	if program == "" {
		t.Skip("no S3 server: " + versityVariable + " is not set")
	}
	server.Do(func() {
		for range 5 {
			if server.err = startServer(program); server.err == nil {
				return
			}
		}
	})
	if server.err != nil {
		t.Fatal(server.err)
	}
	bucket := "masthead-" + strings.ToLower(rand.Text()[:12])
	if err := os.Mkdir(filepath.Join(server.folder, "buckets", bucket), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_ACCESS_KEY_ID", accessKey)
	t.Setenv("AWS_SECRET_ACCESS_KEY", secretKey)
	return "s3://" + bucket + "?region=us-east-1&endpoint=" + server.endpoint
}

// startServer fails where another program takes the free port first.
func startServer(program string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	host := l.Addr().String()
	l.Close()
	if server.folder == "" {
		if server.folder, err = os.MkdirTemp("", "masthead-s3-"); err != nil {
			return err
		}
		for _, name := range []string{"buckets", "attributes"} {
			if err := os.Mkdir(filepath.Join(server.folder, name), 0o700); err != nil {
				return err
			}
		}
	}
	cmd := exec.Command(program, "--quiet", "--port", host, "--access", accessKey, "--secret", secretKey,
		"posix", "--sidecar", filepath.Join(server.folder, "attributes"), filepath.Join(server.folder, "buckets"))
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	go func() { cmd.Wait(); close(ended) }()
	stop := func() { cmd.Process.Kill(); <-ended }
	client := http.Client{Timeout: time.Second}
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); {
		if resp, err := client.Get("http://" + host + "/"); err == nil {
			resp.Body.Close()
			server.stop, server.endpoint = stop, "http://"+host
			return nil
		}
		select {
		case <-ended:
			return fmt.Errorf("the S3 server ended: %s", said.String())
		case <-time.After(20 * time.Millisecond):
		}
	}
	stop()
	return fmt.Errorf("the S3 server does not answer: %s", said.String())
}

func TestS3Refusals(t *testing.T) {
	address := s3Address(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	open := func(address string) error {
		s, err := blob.Open(ctx, address)
		if err == nil {
			s.Close()
		}
		return err
	}
	if err := open(strings.Replace(address, "s3://masthead-", "s3://absent-", 1)); !errs.Is(err, errs.Unavailable) {
		t.Errorf("a bucket that does not exist: %v", err)
	}
	if err := open(address + "&nonsense=1"); !errs.Is(err, errs.Invalid) {
		t.Errorf("an unknown setting: %v", err)
	}
	if err := open(strings.Replace(address, "?", "/../x?", 1)); !errs.Is(err, errs.Invalid) {
		t.Errorf("a folder with ..: %v", err)
	}
	t.Setenv("AWS_SECRET_ACCESS_KEY", "wrong")
	if err := open(address); !errs.Is(err, errs.Unavailable) || !strings.Contains(errs.Public(err), "credentials") {
		t.Errorf("a wrong password: %v", err)
	}
}

func TestS3Folder(t *testing.T) {
	address := s3Address(t)
	whole := open(t, address)
	part := open(t, strings.Replace(address, "?", "/some/folder/?", 1))
	if err := part.PutBytes(t.Context(), "a.txt", "text/plain", []byte("x")); err != nil {
		t.Fatal(err)
	}
	if ok, err := whole.Exists(t.Context(), "some/folder/a.txt"); !ok || err != nil {
		t.Errorf("not in its folder: %v", err)
	}
}
