--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0005-index-media-by-time.sql

--changeset mediakeep:0005-index-media-by-time
CREATE INDEX media_by_time ON media (trashed, kind, starred, created_at, id);
--rollback DROP INDEX media_by_time;
