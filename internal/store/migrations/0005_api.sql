-- +goose Up

-- What was answered to a creation under a client's key, so that the same request sent again makes nothing again. The key
-- is kept as a hash, and the answer sealed with the key.
CREATE TABLE creation (
  hash {{blob}} NOT NULL PRIMARY KEY,
  person_id BIGINT NOT NULL,
  request {{blob}} NOT NULL,
  answer {{blob}} NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX creation_expires ON creation (expires_at);
CREATE INDEX creation_person ON creation (person_id, expires_at);

-- Tells one state of a picture's words from the next.
ALTER TABLE picture ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
