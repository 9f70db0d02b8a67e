package wordpress

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"masthead/internal/doc"
	"masthead/internal/newstest"
)

// exports returns every WordPress export of the corpus.
func exports(t testing.TB) (files []string) {
	t.Helper()
	root := newstest.Corpus(t)
	err := filepath.WalkDir(filepath.Join(root, "data/wxr"), func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".xml") || strings.HasSuffix(path, ".wxr") {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) < 18 {
		t.Fatalf("%d exports in the corpus: %v", len(files), err)
	}
	return append(files, filepath.Join(root, "specimen/specimen.wxr.xml"), filepath.Join(root, "data/news-corpus/open-news.wxr.xml.gz"))
}

// TestWordsAreKept converts every item of the corpus and looks for each of its visible words in the document.
func TestWordsAreKept(t *testing.T) {
	for _, file := range exports(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			s, err := Open(t.Context(), file, Options{})
			if err != nil {
				return // TestEveryExport knows which are refused
			}
			defer s.Close()
			ignore := handler{begin: func(*channel) {}, term: func(term) error { return nil }, author: func(author) error { return nil }}
			ignore.item = func(v *item) error {
				if s.Total() > 1000 && v.seq%4 != 0 {
					return nil // a quarter of the archive shows enough
				}
				c := newConverter(s.index, s.site, v)
				d := c.body(v.content)
				if c.err != nil {
					return c.err
				}
				if err := doc.Validate(d); err != nil {
					t.Errorf("%s: %v", itemKey(v), err)
				}
				if missing := lost(v.content, d); missing != "" {
					t.Errorf("%s %q: words are lost: %s", itemKey(v), v.title, missing)
				}
				return nil
			}
			if _, _, err := s.scan(t.Context(), ignore); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// FuzzConvert checks that any content becomes a valid document that has all its words.
func FuzzConvert(f *testing.F) {
	for _, seed := range []string{
		"One\n\ntwo<br>\nthree", "<p>a<p>b<b>c<p>d</b>e", "<ul>x<li>a<ul><li>b</ul>c<h2>d</h2></ul>", "<table><tr><td>a<table><tr><th>b</table></table>",
		"<!-- wp:group --><div><!-- wp:image {\"id\":7} --><figure><img src=x class=wp-image-7><figcaption>c</figcaption></figure><!-- /wp:image --></div><!-- /wp:group -->",
		"[caption id=\"attachment_7\"]<img src=\"/a.jpg\"> words[/caption] [gallery ids=\"7,8\"] [[gallery]]",
		"<blockquote>a<cite>b</cite></blockquote><blockquote class=\"twitter-tweet\">c<a href=\"https://twitter.com/a/status/1\">d</a></blockquote>",
		"<figure class=\"wp-block-pullquote\"><blockquote><p>x</p></blockquote><figcaption>y</figcaption></figure>", "<dl><dt>a<dd>b</dl><details><summary>c</summary>d</details>",
		"<pre>a\nb</pre><code>c\n\nd</code>", "<p><strong>Read more:</strong> <a href=\"/x\">Title</a></p>", "<select><option>a</select><textarea>b</textarea><form>c</form>",
		"<iframe src=\"https://youtu.be/abcdefghijk\">x</iframe><video>y<source src=/v.mp4></video>", "<dl class=wp-caption><dt><img src=/a.jpg><dd class=wp-caption-dd>c</dl>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content string) {
		if len(content) > 20_000 {
			return
		}
		d := testConverter().body(content)
		if err := doc.Validate(d); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(content, "[") {
			return // what a shortcode takes is not visible
		}
		if missing := lost(content, d); missing != "" {
			t.Fatalf("words are lost: %s\n%s", missing, dump(d))
		}
	})
}
