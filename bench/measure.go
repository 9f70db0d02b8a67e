package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// measureImport imports the real archive into a new newsroom, and once more into the same.
func measureImport(ctx context.Context, out io.Writer, program, archive, data string) error {
	for _, name := range []string{"import", "import again"} {
		began := time.Now()
		cmd := exec.CommandContext(ctx, program, "import", "wordpress", archive, "--no-fetch", "--data", data)
		if text, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("import: %w\n%s", err, text)
		}
		took := time.Since(began)
		peak := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
		fmt.Fprintf(out, "%s of %d stories\t%.0f stories/s\t%v\tpeak %d MB\n", name, smallArchive,
			smallArchive/took.Seconds(), took.Round(time.Millisecond), peak/1024)
	}
	return nil
}

// server is the program while it serves.
type server struct {
	cmd *exec.Cmd
	url string
}

var address = regexp.MustCompile(`https?://[\w.:\[\]-]+`)

// serve starts the program and returns when it has said its address.
func serve(ctx context.Context, program, data string) (*server, error) {
	cmd := exec.CommandContext(ctx, program, "serve", "--data", data, "--addr", "127.0.0.1:0", "--log-level", "error")
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		if url := address.FindString(lines.Text()); url != "" {
			go io.Copy(io.Discard, stdout)
			return &server{cmd, url}, nil
		}
	}
	return nil, errors.Join(errors.New("the program did not say its address"), cmd.Wait())
}

func (s *server) stop() error {
	s.cmd.Process.Signal(syscall.SIGTERM)
	return s.cmd.Wait()
}

// measurePages measures what readers and editors meet, and returns the median time of an uncached article in milliseconds.
func measurePages(ctx context.Context, out io.Writer, program, data string, stories int) (float64, error) {
	size := fmt.Sprintf("%d stories", stories)
	cookie, err := hire(ctx, data)
	if err != nil {
		return 0, err
	}
	began := time.Now()
	s, err := serve(ctx, program, data)
	if err != nil {
		return 0, err
	}
	defer s.stop()
	if _, err := fetch(s.url + "/"); err != nil {
		return 0, err
	}
	fmt.Fprintf(out, "start to first page, %s\t%.0f ms\n", size, ms(time.Since(began)))
	paths, err := articlePaths(s.url, 1200)
	if err != nil {
		return 0, err
	}
	// The first ones pay for statements that are prepared once.
	var times []float64
	for i, path := range paths {
		began := time.Now()
		if _, err := fetch(s.url + path); err != nil {
			return 0, err
		}
		if i >= 100 {
			times = append(times, ms(time.Since(began)))
		}
	}
	slices.Sort(times)
	median := times[len(times)/2]
	fmt.Fprintf(out, "uncached article, %s\tmedian %.2f ms\t99th percentile %.2f ms\t%d pages\n", size, median, times[len(times)*99/100], len(times))
	if err := measureCached(out, s.url+paths[0], size); err != nil {
		return 0, err
	}
	return median, measureDesk(out, &editor{s.url, cookie}, stories)
}

// measureCached asks for one cached page as fast as it comes, in turn with a bare handler that writes the same bytes.
func measureCached(out io.Writer, url, size string) error {
	body, err := fetch(url)
	if err != nil {
		return err
	}
	bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(body)
	}))
	defer bare.Close()
	var page, yardstick []float64
	for range 3 {
		rate, err := load(url)
		if err != nil {
			return err
		}
		page = append(page, rate)
		if rate, err = load(bare.URL); err != nil {
			return err
		}
		yardstick = append(yardstick, rate)
	}
	slices.Sort(page)
	slices.Sort(yardstick)
	fmt.Fprintf(out, "cached article, %s\t%.0f requests/s\t%.2f times a bare Go handler inside the client\t%d bytes\n", size, page[1], page[1]/yardstick[1], len(body))
	return nil
}

// load asks for a page over 32 connections for two seconds and returns the requests answered in a second.
func load(url string) (float64, error) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 32, DisableCompression: true}}
	defer client.CloseIdleConnections()
	var done atomic.Int64
	var failed atomic.Pointer[error]
	var readers sync.WaitGroup
	began := time.Now()
	for range 32 {
		readers.Go(func() {
			for time.Since(began) < 2*time.Second {
				if _, err := get(client, url); err != nil {
					failed.Store(&err)
					return
				}
				done.Add(1)
			}
		})
	}
	readers.Wait()
	if err := failed.Load(); err != nil {
		return 0, *err
	}
	return float64(done.Load()) / time.Since(began).Seconds(), nil
}

var locations = regexp.MustCompile(`<loc>https?://[^/<]+(/[^<]*)</loc>`)

// articlePaths returns the addresses of n articles, spread over the archive, as the sitemap gives them.
func articlePaths(url string, n int) ([]string, error) {
	index, err := fetch(url + "/sitemap.xml")
	if err != nil {
		return nil, err
	}
	var all []string
	monthly := regexp.MustCompile(`^/sitemap/\d{4}-\d{2}\.xml$`)
	for _, file := range locations.FindAllSubmatch(index, -1) {
		if !monthly.Match(file[1]) {
			continue
		}
		month, err := fetch(url + string(file[1]))
		if err != nil {
			return nil, err
		}
		for _, page := range locations.FindAllSubmatch(month, -1) {
			all = append(all, string(page[1]))
		}
	}
	if len(all) < n {
		return nil, fmt.Errorf("the sitemap names %d articles, want %d", len(all), n)
	}
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	runtime.GC()
	return all[:n], nil
}

func fetch(url string) ([]byte, error) { return get(http.DefaultClient, url) }

func get(client *http.Client, url string) ([]byte, error) {
	response, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answered %s", url, response.Status)
	}
	return body, err
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
