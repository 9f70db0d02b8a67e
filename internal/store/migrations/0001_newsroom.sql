-- Times are Unix milliseconds; an open end is {{forever}}, never NULL. Spans are half-open: from_at <= t < until_at.
-- No index is partial: SQLite would prepare every statement anew that compares an indexed condition with a parameter.
-- +goose Up

-- What each committed transaction changed, as keys that pages note when they read.
CREATE TABLE change_log (seq {{serial}}, at BIGINT NOT NULL{{xid}}, keys TEXT NOT NULL);
{{postgres}}CREATE UNIQUE INDEX change_log_xid ON change_log (xid);

CREATE TABLE newsroom (
  from_at {{id}},
  until_at BIGINT NOT NULL,
  name TEXT NOT NULL,
  tagline TEXT NOT NULL,
  language TEXT NOT NULL,
  time_zone TEXT NOT NULL
);

CREATE TABLE section (
  id BIGINT NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  colour TEXT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (id, from_at)
){{without_rowid}};
CREATE UNIQUE INDEX section_slug ON section (slug, until_at);

CREATE TABLE topic (
  id BIGINT NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  PRIMARY KEY (id, from_at)
){{without_rowid}};
CREATE UNIQUE INDEX topic_slug ON topic (slug, until_at);

CREATE TABLE contributor (
  id BIGINT NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  bio TEXT NOT NULL,
  picture_id BIGINT NOT NULL,
  PRIMARY KEY (id, from_at)
){{without_rowid}};
CREATE UNIQUE INDEX contributor_slug ON contributor (slug, until_at);

-- Every address that ever led to something: its path (a query only where the path alone says too little, '/?p=12')
-- and what it leads to now. The one that is current serves the page; the others redirect to it.
CREATE TABLE address (
  path TEXT PRIMARY KEY,
  noun TEXT NOT NULL,
  target_id BIGINT NOT NULL,
  at BIGINT NOT NULL
){{without_rowid}};

-- An original: addressed by its content, so that the same file twice is one picture.
CREATE TABLE picture (
  id {{id}},
  hash TEXT NOT NULL UNIQUE,
  format TEXT NOT NULL,
  width BIGINT NOT NULL,
  height BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  filename TEXT NOT NULL,
  alt TEXT NOT NULL,
  caption TEXT NOT NULL,
  credit TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE story (
  id {{id}},
  kind TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE revision (
  id {{id}},
  story_id BIGINT NOT NULL REFERENCES story (id),
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  slug TEXT NOT NULL,
  kicker TEXT NOT NULL,
  headline TEXT NOT NULL,
  short_headline TEXT NOT NULL,
  standfirst TEXT NOT NULL,
  dateline TEXT NOT NULL,
  language TEXT NOT NULL,
  section_id BIGINT NOT NULL,
  byline TEXT NOT NULL,
  topics TEXT NOT NULL,
  hero_picture BIGINT NOT NULL,
  hero_alt TEXT NOT NULL,
  words BIGINT NOT NULL
);
CREATE INDEX revision_story ON revision (story_id, id);

-- The hero picture with its words, and the body, apart from their revision, so that lists of cards never read them: two documents in JSON, compressed with zstd.
CREATE TABLE body (
  revision_id {{id}} REFERENCES revision (id),
  hero {{blob}} NOT NULL,
  data {{blob}} NOT NULL
);

-- The span of time in which one revision of a story was the public one.
CREATE TABLE publication (
  story_id BIGINT NOT NULL REFERENCES story (id),
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  revision_id BIGINT NOT NULL REFERENCES revision (id),
  first_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (story_id, from_at)
){{without_rowid}};
CREATE INDEX publication_from ON publication (from_at);
CREATE INDEX publication_until ON publication (until_at);

-- One unbroken presence of a story in a list: everything (0), a section, a topic, a contributor.
CREATE TABLE listing (
  list_id BIGINT NOT NULL,
  first_at BIGINT NOT NULL,
  story_id BIGINT NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  PRIMARY KEY (list_id, first_at, story_id, from_at)
){{without_rowid}};
-- The present reads the rows that stand open, and the few that will close, without those that have closed.
CREATE INDEX listing_until ON listing (list_id, until_at, first_at, story_id);
CREATE INDEX listing_story ON listing (story_id, until_at);

CREATE TABLE correction (
  id {{id}},
  story_id BIGINT NOT NULL REFERENCES story (id),
  at BIGINT NOT NULL,
  note TEXT NOT NULL
);
CREATE INDEX correction_story ON correction (story_id, at);

CREATE TABLE withdrawal (
  story_id BIGINT NOT NULL REFERENCES story (id),
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (story_id, from_at)
){{without_rowid}};

-- The fronts and rails of every kind of page, as one document.
CREATE TABLE layout (
  from_at {{id}},
  until_at BIGINT NOT NULL,
  document TEXT NOT NULL
);

-- What an item of another system became here, and what it looked like then, so that a second import changes nothing.
CREATE TABLE imported (
  source TEXT NOT NULL,
  item TEXT NOT NULL,
  noun_id BIGINT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (source, item)
){{without_rowid}};
