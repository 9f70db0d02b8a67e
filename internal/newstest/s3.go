package newstest

import (
	"crypto/rand"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// VersityVariable names the environment variable with the path of versitygw, an S3 server, which tools/go.mod pins.
const VersityVariable = "MASTHEAD_TEST_VERSITYGW"

const accessKey, secretKey = "masthead", "only-for-tests"

// S3Address starts an S3 server for the test and returns the address of a new bucket on it, with the credentials in the
// environment; or skips the test where there is no such server.
func S3Address(t *testing.T) string {
	t.Helper()
	program := os.Getenv(VersityVariable)
	if program == "" {
		t.Skip("no S3 server: " + VersityVariable + " is not set")
	}
	folder := t.TempDir()
	bucket := "masthead-" + strings.ToLower(rand.Text()[:12])
	for _, name := range []string{filepath.Join("buckets", bucket), "attributes"} {
		if err := os.MkdirAll(filepath.Join(folder, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	var endpoint string
	err := fmt.Errorf("not started")
	for attempt := 0; err != nil; attempt++ {
		if attempt == 5 {
			t.Fatal(err)
		}
		endpoint, err = startS3(t, program, folder)
	}
	t.Setenv("AWS_ACCESS_KEY_ID", accessKey)
	t.Setenv("AWS_SECRET_ACCESS_KEY", secretKey)
	return "s3://" + bucket + "?region=us-east-1&endpoint=" + endpoint
}

// startS3 fails where another program takes the free port first.
func startS3(t *testing.T, program, folder string) (endpoint string, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	host := l.Addr().String()
	l.Close()
	cmd := exec.Command(program, "--quiet", "--port", host, "--access", accessKey, "--secret", secretKey,
		"posix", "--sidecar", filepath.Join(folder, "attributes"), filepath.Join(folder, "buckets"))
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		return "", err
	}
	ended := make(chan struct{})
	go func() { cmd.Wait(); close(ended) }()
	stop := func() { cmd.Process.Kill(); <-ended }
	client := http.Client{Timeout: time.Second}
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); {
		if resp, err := client.Get("http://" + host + "/"); err == nil {
			resp.Body.Close()
			t.Cleanup(stop)
			return "http://" + host, nil
		}
		select {
		case <-ended:
			return "", fmt.Errorf("the S3 server ended: %s", said.String())
		case <-time.After(20 * time.Millisecond):
		}
	}
	stop()
	return "", fmt.Errorf("the S3 server does not answer: %s", said.String())
}
