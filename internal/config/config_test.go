package config

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

func parse(t *testing.T, env map[string]string, args ...string) (Config, error) {
	t.Helper()
	var c Config
	lookup := func(name string) (string, bool) { v, ok := env[name]; return v, ok }
	parser, err := kong.New(&c, kong.Resolvers(NewSources(lookup)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err = parser.Parse(args); err != nil {
		return c, err
	}
	return c, c.Validate()
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestDefaults(t *testing.T) {
	c, err := parse(t, nil, "--data", "d")
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintf("%s %s %s %q %d %s %s", c.DatabaseAddress(), c.StoreAddress(), c.Addr, c.BaseURL, c.CacheSize, c.LogLevel, c.LogFormat)
	if want := `sqlite:d/masthead.db d/media 127.0.0.1:8080 "" 256000000 info text`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if c.Location() != nil {
		t.Errorf("a time zone is set: %s", c.Location())
	}
}

func TestPrecedence(t *testing.T) {
	data := t.TempDir()
	env := map[string]string{"MASTHEAD_DATA": data}
	write(t, filepath.Join(data, "masthead.yaml"), "# ours\naddr: 127.0.0.1:1001\nsite-name: \"From: the file\"\ncache-size: 5MB\nlog-level: debug\n")
	check := func(want string, args ...string) {
		t.Helper()
		c, err := parse(t, env, args...)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%s %d %s %s", c.Addr, c.CacheSize, c.LogLevel, c.SiteName); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	check("127.0.0.1:1001 5000000 debug From: the file")
	env["MASTHEAD_ADDR"] = "127.0.0.1:1002"
	check("127.0.0.1:1002 5000000 debug From: the file")
	check("127.0.0.1:1003 5000000 debug From: the file", "--addr", "127.0.0.1:1003")
	// Saying the default on the command line outranks the rest too.
	check("127.0.0.1:8080 5000000 debug From: the file", "--addr", "127.0.0.1:8080")
	other := write(t, filepath.Join(t.TempDir(), "other.yaml"), "addr: :1004\ndata: elsewhere\n")
	check("127.0.0.1:1002 256000000 info ", "--config", other)
	env["MASTHEAD_CONFIG"] = other
	delete(env, "MASTHEAD_DATA")
	delete(env, "MASTHEAD_ADDR")
	check(":1004 256000000 info ")
	if c, err := parse(t, env); err != nil || c.Data != "elsewhere" {
		t.Errorf("data is %q (%v), want what the file says", c.Data, err)
	}
}

func TestWrongSettings(t *testing.T) {
	for _, test := range []struct{ flag, value, want string }{
		{"addr", "8080", `"8080" is not an address such as 127.0.0.1:8080`},
		{"addr", "localhost:http", `"http" is not a port`},
		{"addr", ":70000", `"70000" is not a port`},
		{"base-url", "news.example", "is not an address such as https://news.example"},
		{"base-url", "ftp://news.example", "is not an address such as"},
		{"base-url", "https://news.example/path", "host to itself"},
		{"base-url", "https://user:pass@news.example", "host to itself"},
		{"database", "mysql://u:secret@h/d", `"mysql:" is not a kind of address`},
		{"database", "postgres://u:secret@h:port/d", "not a well-formed URL"},
		{"store", "gs://bucket", `"gs:" is not a kind of address`},
		{"trusted-proxies", "proxy.internal", `"proxy.internal" is not a network`},
		{"trusted-proxies", "10.0.0.0/33", "is not a network"},
		{"trusted-proxies", strings.Repeat("10.0.0.1,", 51) + "10.0.0.1", "more than"},
		{"cache-size", "lots", `"lots" is not a size`},
		{"cache-size", "1kB", "not between"},
		{"cache-size", "-5MB", "not between"},
		{"cache-size", "NaNMB", "not a size"},
		{"cache-size", "1e300GB", "not between"},
		{"time-zone", "Mars/Olympus", "is not a time zone"},
		{"time-zone", "Local", "is not a time zone"},
		{"language", "english please", "is not a language tag"},
		{"log-level", "loud", "loud"},
		{"log-format", "xml", "text"},
		{"site-name", strings.Repeat("x", 201), "longer than"},
		{"data", "", "names no folder"},
	} {
		data := t.TempDir()
		file := write(t, filepath.Join(t.TempDir(), "settings.yaml"), "\n"+test.flag+": '"+test.value+"'\n")
		for place, try := range map[string]func() (Config, error){
			"--" + test.flag:    func() (Config, error) { return parse(t, nil, "--data", data, "--"+test.flag+"="+test.value) },
			Variable(test.flag): func() (Config, error) { return parse(t, map[string]string{Variable(test.flag): test.value}) },
			file + ":2":         func() (Config, error) { return parse(t, map[string]string{"MASTHEAD_CONFIG": file}) },
		} {
			_, err := try()
			if err == nil {
				t.Errorf("%s: %q was taken", place, test.value)
				continue
			}
			got := err.Error()
			whole := strings.Contains(test.want, "longer") || strings.Contains(test.want, "names no")
			if !strings.Contains(got, test.want) || !strings.Contains(got, place) && !whole || strings.ContainsAny(got, "\n") {
				t.Errorf("%s: %q: %s; want the place and %q", place, test.value, got, test.want)
			}
			if strings.Contains(got, "secret") {
				t.Errorf("the error tells a password: %s", got)
			}
		}
	}
}

func TestWrongFiles(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"addr: :1\ncolour: red\n", `:2: there is no setting "colour" here`},
		{"Addr: :1\n", `:1: there is no setting "Addr" here`},
		{"data: /x\n", `:1: there is no setting "data" here`},
		{"config: x\n", `:1: there is no setting "config" here`},
		{"site-name: a\nsite-name: b\n", ":2:"},
		{"site-name: [a, b]\n", `:1: "site-name" wants one plain value`},
		{"site-name:\n  deep: x\n", `:1: "site-name" wants one plain value`},
		{"site-name:\n", `:1: "site-name" wants one plain value`},
		{"- addr\n", ":1: settings are lines"},
		{"just words\n", ":1: settings are lines"},
		{"a: b: c\n", ":1: "},
		{"addr: \"unclosed\n", ":1: "},
		{"addr: &x :1\nsite-name: *x\n", "wants one plain value"},
		{"\x00\x01", "masthead.yaml"},
		{strings.Repeat("# long\n", 20_000), "larger than 64 kB"},
		{strings.Repeat("[", 5_000), "masthead.yaml"},
	} {
		data := t.TempDir()
		write(t, filepath.Join(data, "masthead.yaml"), test.text)
		_, err := parse(t, nil, "--data", data)
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%.30q: %v; want one line with %q", test.text, err, test.want)
		}
	}
	for _, text := range []string{"", "\n", "# nothing yet\n", "---\n", "site-name: Bay Courier # ours\n", "cache-size: 4000000\n"} {
		data := t.TempDir()
		write(t, filepath.Join(data, "masthead.yaml"), text)
		if _, err := parse(t, nil, "--data", data); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := parse(t, nil, "--config", filepath.Join(t.TempDir(), "none.yaml")); err == nil {
		t.Error("a settings file that was asked for and does not exist is passed over")
	}
}

func TestSizes(t *testing.T) {
	for text, want := range map[string]Bytes{
		"256MB": 256e6, "1.5 GB": 15e8, "2MiB": 2 << 20, "1GiB": 1 << 30, "2000000": 2e6, "1000kB": 1e6, "1000KB": 1e6, "3000000B": 3e6,
	} {
		var got Bytes
		if err := got.UnmarshalText([]byte(text)); err != nil || got != want {
			t.Errorf("%s: %d, %v; want %d", text, got, err, want)
		}
	}
}

func TestNetworks(t *testing.T) {
	for text, want := range map[string]string{
		"": "[]", "none": "[]", "10.1.2.3/8": "[10.0.0.0/8]", "127.0.0.1, ::1": "[127.0.0.1/32 ::1/128]",
	} {
		var got Networks
		if err := got.UnmarshalText([]byte(text)); err != nil || fmt.Sprint(got) != want {
			t.Errorf("%q: %v, %v; want %s", text, got, err, want)
		}
	}
}

func TestPasswordsAreNotShown(t *testing.T) {
	for address, want := range map[Address]string{
		"postgres://u:secret@h/d":                         "postgres://u:xxxxx@h/d",
		"postgres://u@h/d?password=secret&sslmode=off":    "postgres://u@h/d?password=xxxxx&sslmode=off",
		"s3://bucket?endpoint=h&secret_access_key=secret": "s3://bucket?endpoint=h&secret_access_key=xxxxx",
		"sqlite:data/x.db":                                "sqlite:data/x.db",
		"media":                                           "media",
	} {
		var log strings.Builder
		slog.New(slog.NewTextHandler(&log, nil)).Info("open", "address", address)
		if got := address.String(); got != want || strings.Contains(log.String(), "secret@") || strings.Contains(log.String(), "=secret") {
			t.Errorf("%s, logged %s; want %s", got, log.String(), want)
		}
	}
}

func FuzzFile(f *testing.F) {
	for _, seed := range []string{"addr: :1\n", "a: [b, {c: d}]", "&x a: *x", "a: |\n  text\n", "? x\n: y\n", "%YAML 1.2\n---\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		settings, err := parseFile("f.yaml", []byte(text), map[string]bool{"addr": true})
		if err == nil && len(settings) > 1 {
			t.Errorf("%q gave %v", text, settings)
		}
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: an error of several lines: %v", text, err)
		}
	})
}
