package importer

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// Progress is told how many items are done.
type Progress func(done, total int)

// ShowProgress returns a Progress that draws a bar, with the rate and the time left, where w is a terminal, and else
// writes a plain line every few seconds. finish must be called before anything else is written to w.
func ShowProgress(w io.Writer) (p Progress, finish func()) {
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return bar(w)
	}
	return plainLines(w, time.Now, 5*time.Second), func() {}
}

func bar(w io.Writer) (Progress, func()) {
	var b *progressbar.ProgressBar
	p := func(done, total int) {
		if b == nil {
			b = progressbar.NewOptions(total, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription("Importing"),
				progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("items"),
				progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
		}
		b.ChangeMax(max(total, done))
		b.Set(done)
	}
	return p, func() {
		if b != nil {
			b.Clear()
		}
	}
}

func plainLines(w io.Writer, now func() time.Time, every time.Duration) Progress {
	start := now()
	next := start.Add(every)
	return func(done, total int) {
		t := now()
		if t.Before(next) {
			return
		}
		next = t.Add(every)
		rate := float64(done) / t.Sub(start).Seconds()
		left := "unknown"
		if rate > 0 && total >= done {
			left = (time.Duration(float64(total-done) / rate * float64(time.Second))).Round(time.Second).String()
		}
		fmt.Fprintf(w, "%d of %d items, %.0f a second, %s left\n", done, total, rate, left)
	}
}
