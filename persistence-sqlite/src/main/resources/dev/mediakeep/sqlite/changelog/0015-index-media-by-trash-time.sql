--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0015-index-media-by-trash-time.sql

--changeset mediakeep:0015-index-media-by-trash-time
CREATE INDEX media_by_trash_time ON media (trashed_at, id)
  WHERE trashed_at IS NOT NULL;
--rollback DROP INDEX media_by_trash_time;
