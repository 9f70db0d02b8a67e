-- +goose Up

-- The stages that a newsroom skips, and what it chose of what its theme leaves to it (JSON, by name).
ALTER TABLE newsroom ADD COLUMN skip_subs BIGINT NOT NULL DEFAULT 0;
ALTER TABLE newsroom ADD COLUMN skip_approval BIGINT NOT NULL DEFAULT 0;
ALTER TABLE newsroom ADD COLUMN choices TEXT NOT NULL DEFAULT '{}';

-- The words of a name as an address would have them, without case and accents: '-storm-ada'. Pickers search in them.
ALTER TABLE topic ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE contributor ADD COLUMN words TEXT NOT NULL DEFAULT '';
UPDATE topic SET words = '-' || slug;
UPDATE contributor SET words = '-' || slug;

-- What a topic has become part of. Where that one is merged itself there is a further span, so that one look is enough.
CREATE TABLE merged (
  topic_id BIGINT NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  into_id BIGINT NOT NULL,
  PRIMARY KEY (topic_id, from_at)
){{without_rowid}};
CREATE INDEX merged_into ON merged (into_id, until_at);

-- The topics that the newsroom features, in their order: ids with spaces between them.
CREATE TABLE featured (
  from_at {{id}},
  until_at BIGINT NOT NULL,
  topics TEXT NOT NULL
);

-- A link by which people without an account see the draft of a story. Of its token only a hash is kept. At is the moment
-- that it shows, 0 for that of the look.
CREATE TABLE preview (
  id {{id}},
  token_hash TEXT NOT NULL UNIQUE,
  story_id BIGINT NOT NULL REFERENCES story (id),
  at BIGINT NOT NULL,
  created_by BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX preview_story ON preview (story_id, expires_at);
