-- What the desk knows of a story, apart from its revisions, which are never changed. "None" of a moment is the beginning of
-- time (-62135596800000) where a thing begins, and {{forever}} where it ends.
-- +goose Up

ALTER TABLE revision ADD COLUMN act TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN person_id BIGINT NOT NULL DEFAULT 0;

-- 1 where a correction was dated ahead, to appear with a publication.
ALTER TABLE correction ADD COLUMN scheduled BIGINT NOT NULL DEFAULT 0;

-- One narrow row a story: lists and counts read all of them where no index helps.
CREATE TABLE working (
  story_id {{id}} REFERENCES story (id),
  version BIGINT NOT NULL,
  state TEXT NOT NULL,
  came_from TEXT NOT NULL, -- the state to which a release from hold, or the end of a schedule, leads back
  section_id BIGINT NOT NULL,
  owner_id BIGINT NOT NULL,
  assignee_id BIGINT NOT NULL,
  embargo_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  updated_by BIGINT NOT NULL,
  saved_at BIGINT NOT NULL,
  saved_by BIGINT NOT NULL,
  drafted BIGINT NOT NULL, -- 1 where the text differs from the latest revision: it is in working_body
  changed BIGINT NOT NULL, -- 1 where the text differs from the revision published last
  latest_revision BIGINT NOT NULL,
  published_revision BIGINT NOT NULL, -- of the publication that begins last
  first_at BIGINT NOT NULL,
  public_from BIGINT NOT NULL, -- the unbroken presence on the site that is or is to come
  public_until BIGINT NOT NULL,
  last_from BIGINT NOT NULL, -- when the publication that begins last begins: in the future, it is scheduled
  kept_until BIGINT NOT NULL, -- the end that stood before a change was scheduled, which comes back if that is cancelled
  kept_reason TEXT NOT NULL,
  search TEXT NOT NULL -- the words by which it is found, without case and accents, each behind a hyphen: '-storm-ada'
);
CREATE INDEX working_updated ON working (updated_at, story_id);
CREATE INDEX working_state ON working (state, updated_at, story_id);
CREATE INDEX working_scheduled ON working (last_from);

-- What a list shows of the text.
CREATE TABLE working_line (
  story_id {{id}} REFERENCES story (id),
  slug TEXT NOT NULL,
  kicker TEXT NOT NULL,
  headline TEXT NOT NULL,
  short_headline TEXT NOT NULL,
  byline TEXT NOT NULL,
  topics TEXT NOT NULL,
  hero_picture BIGINT NOT NULL,
  words BIGINT NOT NULL
);

-- The whole text, only where it differs from the latest revision; the columns are those of revision and body.
CREATE TABLE working_body (
  story_id {{id}} REFERENCES story (id),
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
  words BIGINT NOT NULL,
  hero {{blob}} NOT NULL,
  data {{blob}} NOT NULL
);

CREATE TABLE working_topic (
  topic_id BIGINT NOT NULL,
  story_id BIGINT NOT NULL,
  PRIMARY KEY (topic_id, story_id)
){{without_rowid}};

CREATE TABLE working_word (
  word TEXT NOT NULL,
  story_id BIGINT NOT NULL,
  PRIMARY KEY (word, story_id)
){{without_rowid}};

-- What each story had before a bulk act, and the version that the act made, so that undoing it leaves alone what has changed since.
CREATE TABLE bulk_act (
  id {{id}},
  at BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  act TEXT NOT NULL,
  value BIGINT NOT NULL,
  undone BIGINT NOT NULL
);
CREATE TABLE bulk_story (
  bulk_id BIGINT NOT NULL REFERENCES bulk_act (id),
  story_id BIGINT NOT NULL,
  before BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (bulk_id, story_id)
){{without_rowid}};

-- Stories that exist.
INSERT INTO working (story_id, version, state, came_from, section_id, owner_id, assignee_id, embargo_at, created_at, updated_at,
  updated_by, saved_at, saved_by, drafted, changed, latest_revision, published_revision, first_at, public_from, public_until, last_from,
  kept_until, kept_reason, search)
SELECT s.id, 1, CASE WHEN p.from_at IS NULL THEN 'draft' WHEN w.from_at IS NULL THEN 'published' ELSE 'withdrawn' END, '',
  coalesce(r.section_id, 0), 0, 0, -62135596800000, s.created_at, coalesce(r.at, s.created_at), 0, coalesce(r.at, s.created_at), 0, 0,
  CASE WHEN p.revision_id < r.id THEN 1 ELSE 0 END, coalesce(r.id, 0), coalesce(p.revision_id, 0), coalesce(p.first_at, -62135596800000),
  coalesce(p.first_at, -62135596800000), coalesce(p.until_at, {{forever}}), coalesce(p.from_at, -62135596800000), {{forever}}, '',
  CASE WHEN r.slug <> '' THEN '-' || r.slug ELSE '' END
FROM story s
LEFT JOIN revision r ON r.id = (SELECT max(id) FROM revision WHERE story_id = s.id)
LEFT JOIN publication p ON p.story_id = s.id AND p.from_at = (SELECT max(from_at) FROM publication WHERE story_id = s.id)
LEFT JOIN withdrawal w ON w.story_id = s.id AND w.from_at <=
{{sqlite}} unixepoch() * 1000
{{postgres}} CAST(extract(epoch FROM now()) * 1000 AS BIGINT)
AND w.until_at = {{forever}};

INSERT INTO working_line (story_id, slug, kicker, headline, short_headline, byline, topics, hero_picture, words)
SELECT w.story_id, coalesce(r.slug, ''), coalesce(r.kicker, ''), coalesce(r.headline, ''), coalesce(r.short_headline, ''),
  coalesce(r.byline, ''), coalesce(r.topics, ''), coalesce(r.hero_picture, 0), coalesce(r.words, 0)
FROM working w LEFT JOIN revision r ON r.id = w.latest_revision;

-- A revision names its topics by their short forms, 13 digits of base 32 and a space each.
INSERT INTO working_topic (topic_id, story_id)
WITH RECURSIVE
  number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 99),
  digit (n, weight) AS (SELECT 13, CAST(1 AS BIGINT) UNION ALL SELECT n - 1, weight * 32 FROM digit WHERE n > 1),
  named (story_id, topic) AS (SELECT l.story_id, substr(l.topics, 14 * n + 1, 13) FROM working_line l JOIN number ON 14 * n < length(l.topics)),
  value (letter, v) AS (VALUES ('1', 1), ('2', 2), ('3', 3), ('4', 4), ('5', 5), ('6', 6), ('7', 7), ('8', 8), ('9', 9), ('a', 10),
    ('b', 11), ('c', 12), ('d', 13), ('e', 14), ('f', 15), ('g', 16), ('h', 17), ('j', 18), ('k', 19), ('m', 20), ('n', 21), ('p', 22),
    ('q', 23), ('r', 24), ('s', 25), ('t', 26), ('v', 27), ('w', 28), ('x', 29), ('y', 30), ('z', 31))
SELECT DISTINCT CAST(sum(v * weight) AS BIGINT), story_id
FROM named JOIN digit ON 1 = 1 JOIN value ON letter = substr(topic, n, 1) GROUP BY story_id, topic;

-- Until they are next saved, these are found by the words of their slugs: the engines cannot fold the letters of a headline.
INSERT INTO working_word (word, story_id)
SELECT DISTINCT w.value, l.story_id FROM working l,
{{sqlite}} json_each('["' || replace(l.search, '-', '","') || '"]') w
{{postgres}} unnest(string_to_array(l.search, '-')) w (value)
WHERE w.value <> '';
