package account

import (
	"strings"
	"testing"
	"unicode/utf8"

	"masthead/internal/store"
)

func TestCleanEmail(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{" Ada@Example.ORG ", "ada@example.org"},
		{"ada.o'neill+desk@news.example", "ada.o'neill+desk@news.example"},
		{"åsa@exämple.se", "åsa@exämple.se"},
		{"ada", ""}, {"ada@", ""}, {"@example.org", ""}, {"a@b@c", ""}, {"Ada <ada@example.org>", ""}, {"ada@example.org, bo@example.org", ""},
		{"\"a b\"@example.org", ""}, {strings.Repeat("a", 250) + "@example.org", ""},
	} {
		got, err := cleanEmail(c.typed)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%.40q becomes %q, %v; want %q", c.typed, got, err, c.want)
		}
	}
}

func TestAnAddressStandsForItsNetwork(t *testing.T) {
	for _, c := range []struct{ address, key string }{
		{"192.0.2.7", "address 192.0.2.7"},
		{"::ffff:192.0.2.7", "address 192.0.2.7"},
		{"2001:db8:1:2:3:4:5:6", "address 2001:db8:1:2::/64"},
		{"fe80::1%eth0", "address fe80::/64"},
		{"", "address "},
		{"@", "address @"},
	} {
		if got := addressSubject(c.address).key; got != c.key {
			t.Errorf("%q counts as %q, want %q", c.address, got, c.key)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"Ada Quay", "ada@example.org", "\xff\x00\n", "é́", "ada@exa mple.org", "2001:db8::1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		kept := []string{clip(s, 50), foldEmail(s), addressSubject(s).key}
		if len(kept[0]) > 50 || len(kept[1]) > maxEmail+10 {
			t.Errorf("%q is too long", kept)
		}
		if name, err := cleanName(s); err == nil {
			kept = append(kept, name)
			if again, err := cleanName(name); again != name || err != nil || utf8.RuneCountInString(name) > maxName {
				t.Errorf("the name %q becomes %q, %v", name, again, err)
			}
		}
		if email, err := cleanEmail(s); err == nil {
			kept = append(kept, email)
			if again, err := cleanEmail(email); again != email || err != nil {
				t.Errorf("the address %q becomes %q, %v", email, again, err)
			}
		}
		if !store.IsText(kept...) {
			t.Errorf("%q cannot be kept", kept)
		}
	})
}

func TestNobodysPasswordTakesAsLongAsAnothers(t *testing.T) {
	if ok, err := nobody.matches(t.Context(), ""); ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	if want := "$argon2id$v=19$m=19456,t=2,p=1$"; !strings.HasPrefix(string(nobody), want) || hashing.Memory != 19456 || hashing.Iterations != 2 || hashing.Parallelism != 1 {
		t.Error("the hash that unknown addresses are compared with has other parameters than real ones")
	}
	if ok, err := Hash("").matches(t.Context(), ""); ok || err != nil {
		t.Errorf("no password lets somebody in: %v, %v", ok, err)
	}
}
