-- Secrets are kept as their SHA-256 (tokens) or argon2id hash (passwords): who reads the database cannot act with what is in it.
-- +goose Up

CREATE TABLE person (
  id {{id}},
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  sections TEXT NOT NULL,
  active BIGINT NOT NULL,
  invited BIGINT NOT NULL,
  password TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);

-- A link that lets its bearer in once: to be the first administrator, to take up an account, to set a new password.
CREATE TABLE invitation (
  hash {{blob}} NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
){{without_rowid}};
CREATE INDEX invitation_person ON invitation (person_id);

CREATE TABLE session (
  id {{id}},
  hash {{blob}} NOT NULL UNIQUE,
  person_id BIGINT NOT NULL REFERENCES person (id),
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  agent TEXT NOT NULL,
  address TEXT NOT NULL
);
CREATE INDEX session_person ON session (person_id);
CREATE INDEX session_seen ON session (seen_at);

CREATE TABLE token (
  id {{id}},
  hash {{blob}} NOT NULL UNIQUE,
  person_id BIGINT NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX token_person ON token (person_id);

CREATE TABLE passkey (
  id {{id}},
  credential_id {{blob}} NOT NULL UNIQUE,
  person_id BIGINT NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,
  credential TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL
);
CREATE INDEX passkey_person ON passkey (person_id);

-- A passkey's ceremony under way: its challenge stays here, where the browser cannot change it.
CREATE TABLE passkey_flow (
  hash {{blob}} NOT NULL PRIMARY KEY,
  person_id BIGINT NOT NULL,
  data TEXT NOT NULL,
  expires_at BIGINT NOT NULL
){{without_rowid}};
CREATE INDEX passkey_flow_expires ON passkey_flow (expires_at);

-- Failed logins, by account and by network address, here so that all nodes slow them down together.
CREATE TABLE login_failure (
  subject TEXT PRIMARY KEY,
  failures BIGINT NOT NULL,
  at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL
){{without_rowid}};
CREATE INDEX login_failure_at ON login_failure (at);

-- Who did what. Rows are only ever added.
CREATE TABLE audit (
  id {{id}},
  at BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  via TEXT NOT NULL,
  address TEXT NOT NULL,
  act TEXT NOT NULL,
  noun TEXT NOT NULL,
  target_id BIGINT NOT NULL,
  about TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_person ON audit (person_id, at, id);
CREATE INDEX audit_act ON audit (act, at, id);
CREATE INDEX audit_target ON audit (target_id, at, id);
