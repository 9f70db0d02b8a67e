package account_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"masthead/internal/account"
	"masthead/internal/errs"
	"masthead/internal/newstest"
	"masthead/internal/store"
)

func TestGuessingIsSlowedAndNeverLocksOut(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		o.invite(o.administrator(), "Bo", "bo@example.org", account.Reporter)
		begin := o.Clock.Now()
		for _, email := range []string{"bo@example.org", "nobody@example.org"} {
			var waits []time.Duration
			for range 14 {
				_, err := o.login(email, "a wrong password")
				for errs.Is(err, errs.TooMany) {
					waits = append(waits, account.RetryAfter(err))
					o.Clock.Add(account.RetryAfter(err))
					_, err = o.login(email, "a wrong password")
				}
				want(t, email, err, errs.Unauthenticated)
				if errs.Public(err) != "The e-mail address or the password is not right." {
					t.Errorf("%s: %v", email, err)
				}
			}
			const s = time.Second
			wantWaits := []time.Duration{2 * s, 4 * s, 8 * s, 16 * s, 32 * s, 64 * s, 128 * s, 256 * s, 300 * s}
			if diff := cmp.Diff(wantWaits, waits); diff != "" {
				t.Errorf("%s waits (-want +got):\n%s", email, diff)
			}
			o.Clock.Add(2 * time.Hour)
		}
		o.Clock.Set(begin.Add(12 * time.Hour))
		_, err := o.login("bo@example.org", password)
		must(t, "the right password in the end", err)
		_, err = o.login("bo@example.org", "a wrong password")
		want(t, "a slip afterwards", err, errs.Unauthenticated)
		_, err = o.login("bo@example.org", password)
		must(t, "which costs no wait", err)
		slowed := o.acts(account.AuditFilter{Act: "login.slowed"})
		if len(slowed) != 18 {
			t.Errorf("the audit log has %d waits, want one for each", len(slowed))
		}
	})
}

func TestARowOfAccountsFromOneAddressIsSlowed(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		o.invite(o.administrator(), "Bo", "bo@example.org", account.Reporter)
		spray := func(k int, from account.Client) error {
			_, err := account.LogIn(t.Context(), o.DB, string(rune('a'+k))+"@example.org", "a wrong password", from)
			return err
		}
		network := func(host string) account.Client { return account.Client{Address: "2001:db8:1:2::" + host} }
		for k := range 20 {
			want(t, "a guess", spray(k, network("1")), errs.Unauthenticated)
		}
		want(t, "the next, from the same network", spray(21, network("beef")), errs.TooMany)
		want(t, "from another network", spray(22, account.Client{Address: "2001:db8:1:3::1"}), errs.Unauthenticated)
		_, err := account.LogIn(t.Context(), o.DB, "bo@example.org", password, network("1"))
		want(t, "the right password from there", err, errs.TooMany)
		o.Clock.Add(account.RetryAfter(err))
		_, err = account.LogIn(t.Context(), o.DB, "bo@example.org", password, network("1"))
		must(t, "the right password after the wait", err)
		want(t, "a guess, paid for by a good login", spray(23, network("1")), errs.Unauthenticated)
		err = spray(24, network("1"))
		if account.RetryAfter(err) != 4*time.Second {
			t.Errorf("a good login forgives the guesses at others: %v", err)
		}
	})
}

// A hundred guesses at once are no hundred guesses: they are counted before they are looked at.
func TestAHundredLoginsAtOnce(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		o.invite(o.administrator(), "Bo", "bo@example.org", account.Reporter)
		kinds := make([]errs.Kind, 100)
		var all sync.WaitGroup
		for k := range kinds {
			all.Go(func() {
				_, err := o.login("bo@example.org", "a wrong password")
				kinds[k] = errs.KindOf(err)
			})
		}
		all.Wait()
		looked := len(slices.DeleteFunc(slices.Clone(kinds), func(k errs.Kind) bool { return k == errs.TooMany }))
		if looked == 0 || looked > 5 || slices.Contains(kinds, errs.Internal) || slices.Contains(kinds, errs.Unavailable) {
			t.Errorf("%d of 100 guesses were looked at: %v", looked, kinds)
		}
	})
}

// However many passwords come at once, few are hashed at once: each takes 19 MiB. On a slow machine some wait for longer
// than anybody would, and are told so.
func TestAHundredPeopleAtOnce(t *testing.T) {
	o := office{newstest.NewDesk(t, newstest.SQLiteAddress(t), noon), t}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	kinds := make([]errs.Kind, 100)
	var all sync.WaitGroup
	for k := range kinds {
		all.Go(func() {
			_, err := account.LogIn(t.Context(), o.DB, fmt.Sprintf("person%d@example.org", k), password, account.Client{Address: fmt.Sprint("192.0.2.", k)})
			kinds[k] = errs.KindOf(err)
		})
	}
	all.Wait()
	runtime.ReadMemStats(&after)
	others := slices.DeleteFunc(slices.Clone(kinds), func(k errs.Kind) bool { return k == errs.Unauthenticated || k == errs.TooMany })
	if len(others) > 0 || !slices.Contains(kinds, errs.Unauthenticated) {
		t.Errorf("a hundred people unknown get %v", kinds)
	}
	if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 400<<20 {
		t.Errorf("the heap grew by %d MiB", grown>>20)
	}
}

func TestWhatTheAuditLogSaysOfAFailedLogin(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		bo := o.invite(o.administrator(), "Bo", "bo@example.org", account.Reporter)
		o.login("BO@example.org", "a wrong password")
		o.login("eve\x00@example.org\n"+strings.Repeat("x", 5000), "hunter2hunter2")
		type failure struct{ Name, Via, Address, About, Reason string }
		var got []failure
		o.Read(func(ctx context.Context, tx *store.Tx) error {
			entries, _, err := account.Audit(ctx, tx, account.Operator(), account.AuditFilter{Act: "login.failed"}, "", 10)
			for _, e := range entries {
				if strings.Contains(e.About, "hunter2") || len(e.About) > 300 {
					t.Errorf("about %q", e.About)
				}
				got = append(got, failure{e.Name, e.Via, e.Address, e.About[:14], e.Detail["reason"]})
			}
			if entries[1].Target != bo.Person.ID {
				t.Errorf("the failure is at %s", entries[1].Target)
			}
			return err
		})
		wantFailures := []failure{{"", "sign-in", browser.Address, "eve@example.or", "no such account"}, {"", "sign-in", browser.Address, "bo@example.org", "wrong password"}}
		if diff := cmp.Diff(wantFailures, got); diff != "" {
			t.Errorf("failures (-want +got):\n%s", diff)
		}
	})
}

func TestChangingAPassword(t *testing.T) {
	eachOffice(t, func(t *testing.T, o office) {
		here := o.invite(o.administrator(), "Bo", "bo@example.org", account.Reporter)
		there, err := o.login("bo@example.org", password)
		must(t, "signing in elsewhere", err)
		change := func(actor account.Actor, current, next string) error {
			return account.ChangePassword(t.Context(), o.DB, actor, current, next)
		}
		want(t, "without the old one", change(here.Actor, "a wrong password", another), errs.Invalid)
		want(t, "to a poor one", change(here.Actor, password, "password1234"), errs.Invalid)
		want(t, "by one who is not signed in", change(account.Anonymous("192.0.2.1"), password, another), errs.Forbidden)
		must(t, "changing", change(here.Actor, password, another))
		_, err = o.bySession(here.Token)
		must(t, "going on here", err)
		_, err = o.bySession(there.Token)
		want(t, "going on elsewhere", err, errs.Unauthenticated)
		_, err = o.login("bo@example.org", password)
		want(t, "the old password", err, errs.Unauthenticated)
		_, err = o.login("bo@example.org", another)
		must(t, "the new password", err)
		for range 5 {
			want(t, "a guess in a browser left open", change(here.Actor, "a wrong password", password), errs.Invalid)
		}
		want(t, "one guess more", change(here.Actor, "a wrong password", password), errs.TooMany)
	})
}

func TestPasswordsThatWillNotDo(t *testing.T) {
	for _, c := range []struct{ password, why string }{
		{"", "at least 10"},
		{"kz8!Qw2#x", "at least 10"},
		{strings.Repeat("é", 201), "more than 200"},
		{"copper\x00lantern walks", "cannot be typed"},
		{"copper\xff lantern walks", "cannot be typed"},
		{"password1234", "easily guessed"},
		{"qwertyuiop12", "easily guessed"},
		{"1234567890", "easily guessed"},
		{"aaaaaaaaaaaaaaaaaaaaaaaa", "easily guessed"},
		{"P@ssw0rd2024", "easily guessed"},
		{strings.Repeat("abc", 60), "easily guessed"},
		{"lantern Marchetti uphill", "your name"},
		{"copper ana.marchetti walks", "your name"},
		{"TheKilbrannan copper walks", "your name"},
	} {
		err := account.CheckPassword(c.password, "Ana Marchetti", "ana.m@kilbrannan.example")
		if !errs.Is(err, errs.Invalid) || !strings.Contains(errs.Public(err), c.why) {
			t.Errorf("%.30q: %v, want %q", c.password, err, c.why)
		}
		if c.password != "" && strings.Contains(err.Error(), c.password) {
			t.Errorf("%q is in the message", c.password)
		}
	}
	for _, good := range []string{password, another, "kZ8!qW2#xR0p", strings.Repeat("wärme und 7 Katzen ", 10)} {
		must(t, good, account.CheckPassword(good, "Ana Marchetti", "ana.m@kilbrannan.example"))
	}
}

func FuzzCheckPassword(f *testing.F) {
	f.Add(password, "Ana Marchetti", "ana@example.org")
	f.Add("\xff\x00", "\xff", "@@")
	f.Add(strings.Repeat("1a", 120), strings.Repeat("é ", 99), "x@")
	f.Fuzz(func(t *testing.T, password, name, email string) {
		if err := account.CheckPassword(password, name, email); err != nil && !errs.Is(err, errs.Invalid) {
			t.Errorf("%v", err)
		}
	})
}
