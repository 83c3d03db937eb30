--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0003-create-media.sql

-- number is where indexes and tags lead to; outside of this file nobody knows it. What describes the blob repeats its
-- row, which never changes, and tags repeats media_tag: so a page of the gallery reads one row an item.
--changeset mediakeep:0003-create-media
CREATE TABLE media (
  number          INTEGER NOT NULL PRIMARY KEY,
  id              TEXT    NOT NULL UNIQUE CHECK (length(id) = 36),
  sha256          TEXT    NOT NULL REFERENCES blob (sha256),
  format          TEXT    NOT NULL
                  CHECK (format IN ('png', 'jpeg', 'webp', 'gif', 'avif', 'mp4', 'mov', 'webm')),
  kind            TEXT    NOT NULL GENERATED ALWAYS AS (iif(format IN ('mp4', 'mov', 'webm'), 'video', 'image')) VIRTUAL,
  size_bytes      INTEGER NOT NULL CHECK (size_bytes >= 1),
  width           INTEGER NOT NULL CHECK (width >= 1),
  height          INTEGER NOT NULL CHECK (height >= 1),
  duration_ms     INTEGER          CHECK (duration_ms >= 0),
  created_at      INTEGER NOT NULL,
  version         INTEGER NOT NULL CHECK (version >= 1),
  trashed_at      INTEGER,
  trashed         INTEGER NOT NULL GENERATED ALWAYS AS (trashed_at IS NOT NULL) VIRTUAL,
  owner           TEXT    NOT NULL CHECK (length(owner) BETWEEN 1 AND 200),
  visibility      TEXT    NOT NULL CHECK (visibility IN ('private', 'unlisted', 'public')),
  starred         INTEGER NOT NULL CHECK (starred IN (0, 1)),
  tags            TEXT    NOT NULL CHECK (json_valid(tags) AND json_type(tags) = 'array'),
  prompt          TEXT    CHECK (length(prompt) <= 16384),
  negative_prompt TEXT    CHECK (length(negative_prompt) <= 16384),
  model           TEXT    CHECK (length(model) BETWEEN 1 AND 200),
  provider        TEXT    CHECK (length(provider) BETWEEN 1 AND 200),
  seed            INTEGER,
  -- Older SQLite, with which people open this file, answers json_valid(NULL) with 0.
  parameters      TEXT    CHECK (parameters IS NULL OR (json_valid(parameters) AND json_type(parameters) = 'object')),
  parent_id       TEXT    REFERENCES media (id) ON DELETE SET NULL CHECK (parent_id <> id),
  job_id          TEXT    CHECK (length(job_id) = 36),
  client          TEXT    CHECK (length(client) BETWEEN 1 AND 200),
  CHECK ((duration_ms IS NOT NULL) = (kind = 'video'))
) STRICT;
--rollback DROP TABLE media;
