// Package config holds the settings of a Masthead: from flags, environment and a file, in this order of precedence,
// checked when they are read.
package config

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"time"
)

// Config is every setting. The tags are kong's; the name of a flag is also the key of the file, and in capitals with
// underscores, after MASTHEAD_, the name of the environment variable.
type Config struct {
	Data     string  `group:"settings" default:"./data" placeholder:"DIR" help:"Folder of everything that is not kept elsewhere."`
	File     string  `group:"settings" name:"config" placeholder:"FILE" help:"Settings file; DATA/masthead.yaml where that exists."`
	Database Address `group:"settings" placeholder:"ADDRESS" help:"Database: postgres://USER:PASSWORD@HOST/NAME or sqlite:FILE; SQLite in DATA unless set."`
	Store    Address `group:"settings" placeholder:"ADDRESS" help:"Where pictures are kept: a folder or s3://BUCKET?region=REGION; DATA/media unless set."`

	Addr           Listen   `group:"settings" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen; port 0 takes a free one."`
	BaseURL        URL      `group:"settings" placeholder:"URL" help:"The site's public address, such as https://news.example; http:// and the address listened on unless set."`
	TrustedProxies Networks `group:"settings" default:"127.0.0.0/8,::1/128" placeholder:"NETWORKS" help:"Networks of the proxies in front, which are believed in X-Forwarded-For about whom they ask for; 'none' for none."`

	CacheSize Bytes `group:"settings" default:"256MB" placeholder:"SIZE" help:"Memory for rendered pages."`

	SiteName string   `group:"settings" placeholder:"NAME" help:"The site's name, instead of the newsroom's own."`
	Language Language `group:"settings" placeholder:"TAG" help:"The site's language, such as en-GB, instead of the newsroom's own."`
	TimeZone TimeZone `group:"settings" placeholder:"ZONE" help:"The site's time zone, such as Europe/London, instead of the newsroom's own."`

	LogLevel  string `group:"settings" default:"info" enum:"debug,info,warn,error" placeholder:"LEVEL" help:"What to log: debug, info, warn or error."`
	LogFormat string `group:"settings" default:"text" enum:"text,json" placeholder:"FORMAT" help:"How to log: text or json."`
}

// maxSiteName bounds the name that stands on every page, in bytes.
const maxSiteName = 200

// Validate checks what no single setting shows.
func (c *Config) Validate() error {
	if c.Data == "" {
		return fmt.Errorf("--data names no folder")
	}
	if len(c.SiteName) > maxSiteName {
		return fmt.Errorf("--site-name is longer than %d bytes", maxSiteName)
	}
	return nil
}

// DatabaseAddress returns the address of the database, as store.Open takes it. It may hold a password.
func (c *Config) DatabaseAddress() string {
	if c.Database != "" {
		return string(c.Database)
	}
	return "sqlite:" + filepath.Join(c.Data, "masthead.db")
}

// StoreAddress returns where blobs are kept, as blob.Open takes it. It may hold a password.
func (c *Config) StoreAddress() string {
	if c.Store != "" {
		return string(c.Store)
	}
	return filepath.Join(c.Data, "media")
}

// Location returns the time zone that was set, or nil.
func (c *Config) Location() *time.Location {
	if c.TimeZone == "" {
		return nil
	}
	return c.TimeZone.location()
}

// Level returns the least level that is logged.
func (c *Config) Level() slog.Level {
	var level slog.Level
	if level.UnmarshalText([]byte(c.LogLevel)) != nil {
		return slog.LevelInfo // not reached: the level was one of four when it was set
	}
	return level
}
