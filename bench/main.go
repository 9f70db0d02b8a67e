// Command bench measures Masthead as a newsroom and its readers meet it: the program is started, given an archive, and
// asked for pages over HTTP. It prints one table. Figures that depend on the machine stand beside a yardstick taken in
// the same run.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"text/tabwriter"
)

func main() {
	program := flag.String("program", "bin/masthead", "the program to measure")
	corpus := flag.String("corpus", os.Getenv("MASTHEAD_CORPUS"), "the folder with data/news-corpus, for the import")
	large := flag.Int("large", 100_000, "stories of the large archive")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *program, *corpus, *large); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// smallArchive is the number of stories of the small archive, that of the real one.
const smallArchive = 2559

func run(ctx context.Context, program, corpus string, large int) error {
	program, err := filepath.Abs(program)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "masthead-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	defer table.Flush()
	info, err := os.Stat(program)
	if err != nil {
		return err
	}
	fmt.Fprintf(table, "binary\t%.1f MB\n", float64(info.Size())/1e6)
	archive := filepath.Join(corpus, "data/news-corpus/open-news.wxr.xml.gz")
	if _, err := os.Stat(archive); err == nil {
		if err := measureImport(ctx, table, program, archive, filepath.Join(dir, "import")); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(table, "import\tnot measured: no archive at %s\n", archive)
	}
	var medians []float64
	for _, n := range []int{smallArchive, large} {
		data := filepath.Join(dir, fmt.Sprint(n))
		if err := os.MkdirAll(data, 0o755); err != nil {
			return err
		}
		if err := generate(ctx, data, n); err != nil {
			return fmt.Errorf("making %d stories: %w", n, err)
		}
		median, err := measurePages(ctx, table, program, data, n)
		if err != nil {
			return err
		}
		medians = append(medians, median)
	}
	fmt.Fprintf(table, "uncached article, large to small\t%.2f times\n", medians[1]/medians[0])
	return nil
}
