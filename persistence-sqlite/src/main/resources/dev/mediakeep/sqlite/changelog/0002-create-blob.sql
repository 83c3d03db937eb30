--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0002-create-blob.sql

--changeset mediakeep:0002-create-blob
CREATE TABLE blob (
  sha256      TEXT    NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
  format      TEXT    NOT NULL
              CHECK (format IN ('png', 'jpeg', 'webp', 'gif', 'avif', 'mp4', 'mov', 'webm')),
  size_bytes  INTEGER NOT NULL CHECK (size_bytes >= 1),
  width       INTEGER NOT NULL CHECK (width >= 1),
  height      INTEGER NOT NULL CHECK (height >= 1),
  duration_ms INTEGER          CHECK (duration_ms >= 0),
  CHECK ((duration_ms IS NOT NULL) = (format IN ('mp4', 'mov', 'webm')))
) STRICT, WITHOUT ROWID;
--rollback DROP TABLE blob;
