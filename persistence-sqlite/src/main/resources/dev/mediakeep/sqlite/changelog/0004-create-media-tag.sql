--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0004-create-media-tag.sql

-- All but the tag repeats what the item says, so that an index can sort and filter by it.
--changeset mediakeep:0004-create-media-tag
CREATE TABLE media_tag (
  media_number INTEGER NOT NULL REFERENCES media (number) ON DELETE CASCADE,
  tag          TEXT    NOT NULL CHECK (length(tag) BETWEEN 1 AND 100),
  media_id     TEXT    NOT NULL CHECK (length(media_id) = 36),
  trashed      INTEGER NOT NULL CHECK (trashed IN (0, 1)),
  kind         TEXT    NOT NULL CHECK (kind IN ('image', 'video')),
  starred      INTEGER NOT NULL CHECK (starred IN (0, 1)),
  created_at   INTEGER NOT NULL,
  size_bytes   INTEGER NOT NULL CHECK (size_bytes >= 1),
  PRIMARY KEY (media_number, tag)
) STRICT, WITHOUT ROWID;
--rollback DROP TABLE media_tag;
