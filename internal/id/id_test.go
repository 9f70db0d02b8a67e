package id

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestIDsSortByTheTimeTheyWereMade(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	var before ID
	for i := range 5000 {
		next := New(now.Add(time.Duration(i/1000) * time.Millisecond))
		if next <= before || next.String() <= before.String() {
			t.Fatalf("id %d (%s) does not follow %d (%s)", next, next, before, before)
		}
		before = next
	}
}

func TestIDOfATimeBeforeTheEpochIsPositive(t *testing.T) {
	if i := New(time.Date(1815, 6, 18, 0, 0, 0, 0, time.UTC)); i < 0 {
		t.Fatalf("got %d", i)
	}
}

func TestParseReadsWhatStringWrites(t *testing.T) {
	for _, i := range []ID{1, 31, 32, 1 << 40, 1<<63 - 1, New(time.Now())} {
		got, err := Parse(i.String())
		if err != nil || got != i {
			t.Errorf("Parse(%q) = %d, %v; want %d", i.String(), got, err, i)
		}
	}
}

func TestParseRefusesWhatIsNoID(t *testing.T) {
	for _, s := range []string{"", "0", "0000000000000", "zzzzzzzzzzzzz", "01ABCDEFGHJKM", "01abcdefghijk", "01abcdefghjkmn", strings.Repeat("x", 100000)} {
		if i, err := Parse(s); err == nil {
			t.Errorf("Parse(%.20q) = %d, want an error", s, i)
		}
	}
}

func TestTextFormOfZeroIsEmpty(t *testing.T) {
	i := ID(7)
	if err := i.UnmarshalText(nil); err != nil || i != 0 {
		t.Errorf("got %d, %v", i, err)
	}
	if text, _ := ID(0).MarshalText(); len(text) != 0 {
		t.Errorf("got %q", text)
	}
}

func TestSlug(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Harbour bridge to close for a week", "harbour-bridge-to-close-for-a-week"},
		{"  What’s next?  ", "whats-next"},
		{"Crime & Police", "crime-and-police"},
		{"Größe, Æther und Łódź", "grosse-aether-und-lodz"},
		{"Éire / Île", "eire-ile"},
		{"東京の天気", "東京の天気"},
		{"–––", ""},
		{"", ""},
		{"'Ghost' ship", "ghost-ship"},
		{strings.Repeat("word ", 40), strings.TrimSuffix(strings.Repeat("word-", 16), "-")},
	} {
		if got := Slug(c.text); got != c.want {
			t.Errorf("Slug(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"A headline", "é́", "İstanbul", "\xff\xfe", strings.Repeat("å", 100), "ǅ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := Slug(text)
		if len(s) > maxSlug || !utf8.ValidString(s) || strings.HasPrefix(s, "-") || strings.HasSuffix(s, "-") || strings.ContainsAny(s, "/?#%. \\\"'<>") {
			t.Errorf("Slug(%q) = %q", text, s)
		}
		if again := Slug(s); again != s {
			t.Errorf("the slug of the slug %q is %q", s, again)
		}
	})
}
