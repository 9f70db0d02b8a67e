package importer

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"media/2024/05/a.jpg", "media/wp-content/uploads/2024/06/b.jpg", "media/elsewhere/Deep/C.JPG", "media/2024/05/big-scaled.jpg", "media/original.png", "secret.jpg"} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("../secret.jpg", filepath.Join(dir, "media/link.jpg")); err != nil {
		t.Fatal(err)
	}
	f, err := openFolder(filepath.Join(dir, "media"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	const site = "https://gazette.example/wp-content/uploads/"
	for _, c := range []struct {
		addresses []string
		want      string
	}{
		{[]string{site + "2024/05/a.jpg"}, "media/2024/05/a.jpg"},
		{[]string{site + "2024/06/b.jpg"}, "media/wp-content/uploads/2024/06/b.jpg"},
		{[]string{site + "2020/01/c.jpg"}, "media/elsewhere/Deep/C.JPG"},
		{[]string{site + "2024/05/big.jpg"}, "media/2024/05/big-scaled.jpg"},
		{[]string{site + "original-scaled.png"}, "media/original.png"},
		{[]string{site + "none.jpg", site + "2024/05/a.jpg"}, "media/2024/05/a.jpg"},
		{[]string{"https://cdn.example/2024/05/a.jpg?w=300"}, "media/2024/05/a.jpg"},
		{[]string{site + "2024/05"}, ""}, {[]string{site + "../secret.jpg"}, ""}, {[]string{site + "%2e%2e/secret.jpg"}, ""}, {[]string{site + "link.jpg"}, ""},
		{[]string{"file:///etc/passwd"}, ""}, {[]string{"https://x.example/"}, ""}, {[]string{"%zz"}, ""}, {nil, ""},
	} {
		got := ""
		if file := f.open(c.addresses); file != nil {
			data, _ := io.ReadAll(file)
			file.Close()
			got = string(data)
		}
		if got != c.want {
			t.Errorf("%v is %q, not %q", c.addresses, got, c.want)
		}
	}
	if _, err := openFolder(filepath.Join(dir, "nothing")); err == nil {
		t.Error("a folder that is not there was opened")
	}
}

func TestPlainProgress(t *testing.T) {
	var b strings.Builder
	clock := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	p := plainLines(&b, func() time.Time { return clock }, 5*time.Second)
	for _, done := range []int{100, 200, 1000} {
		clock = clock.Add(4 * time.Second)
		p(done, 1000)
	}
	if got, want := b.String(), "200 of 1000 items, 25 a second, 32s left\n"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}
