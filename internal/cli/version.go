package cli

import (
	"runtime"
	"runtime/debug"
)

// version says which program this is, as far as the build told it.
type version struct {
	number, commit, built string
	modified              bool
}

func readVersion() version {
	v := version{number: "unknown"}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	if info.Main.Version != "" {
		v.number = info.Main.Version
	}
	for _, setting := range info.Settings {
		switch setting.Key {
		case "vcs.revision":
			v.commit = setting.Value[:min(12, len(setting.Value))]
		case "vcs.time":
			v.built = setting.Value
		case "vcs.modified":
			v.modified = setting.Value == "true"
		}
	}
	return v
}

func (v version) String() string {
	s := "masthead " + v.number
	if v.commit != "" {
		s += " (commit " + v.commit + " of " + v.built
		if v.modified {
			s += ", changed since"
		}
		s += ")"
	}
	return s + ", " + runtime.Version() + ", " + runtime.GOOS + "/" + runtime.GOARCH
}
