package wordpress_test

import (
	"testing"

	"masthead/internal/importer"
	"masthead/internal/importer/wordpress"
	"masthead/internal/newstest"
)

// BenchmarkImport imports a real archive into a fresh database.
func BenchmarkImport(b *testing.B) {
	file := corpus(b, "data/news-corpus/open-news.wxr.xml.gz")
	stories := 0
	for b.Loop() {
		b.StopTimer()
		db, lib := newstest.SQLite(b), library(b)
		b.StartTimer()
		r := run(b, db, lib, file, importer.Options{})
		stories += r.Counts["story"][importer.Imported]
	}
	b.ReportMetric(float64(stories)/b.Elapsed().Seconds(), "stories/s")
}

// BenchmarkConvert reads and converts the same archive, and saves nothing.
func BenchmarkConvert(b *testing.B) {
	file := corpus(b, "data/news-corpus/open-news.wxr.xml.gz")
	items := 0
	for b.Loop() {
		source, err := wordpress.Open(b.Context(), file, wordpress.Options{})
		if err != nil {
			b.Fatal(err)
		}
		for _, err := range source.Items(b.Context()) {
			if err != nil {
				b.Fatal(err)
			}
			items++
		}
		source.Close()
	}
	b.ReportMetric(float64(items)/b.Elapsed().Seconds(), "items/s")
}
