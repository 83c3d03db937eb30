--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0003-create-media.sql

-- kind and size_bytes repeat what the blob says, so that an index can sort and filter by them.
--changeset mediakeep:0003-create-media
CREATE TABLE media (
  id              TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
  sha256          TEXT    NOT NULL REFERENCES blob (sha256),
  kind            TEXT    NOT NULL CHECK (kind IN ('image', 'video')),
  size_bytes      INTEGER NOT NULL CHECK (size_bytes >= 1),
  created_at      INTEGER NOT NULL,
  version         INTEGER NOT NULL CHECK (version >= 1),
  trashed_at      INTEGER,
  trashed         INTEGER NOT NULL GENERATED ALWAYS AS (trashed_at IS NOT NULL) VIRTUAL,
  owner           TEXT    NOT NULL CHECK (length(owner) BETWEEN 1 AND 200),
  visibility      TEXT    NOT NULL CHECK (visibility IN ('private', 'unlisted', 'public')),
  starred         INTEGER NOT NULL CHECK (starred IN (0, 1)),
  prompt          TEXT    CHECK (length(prompt) <= 16384),
  negative_prompt TEXT    CHECK (length(negative_prompt) <= 16384),
  model           TEXT    CHECK (length(model) BETWEEN 1 AND 200),
  provider        TEXT    CHECK (length(provider) BETWEEN 1 AND 200),
  seed            INTEGER,
  -- Older SQLite, with which people open this file, answers json_valid(NULL) with 0.
  parameters      TEXT    CHECK (parameters IS NULL OR (json_valid(parameters) AND json_type(parameters) = 'object')),
  parent_id       TEXT    REFERENCES media (id) ON DELETE SET NULL CHECK (parent_id <> id),
  job_id          TEXT    CHECK (length(job_id) = 36),
  client          TEXT    CHECK (length(client) BETWEEN 1 AND 200)
) STRICT;
--rollback DROP TABLE media;
