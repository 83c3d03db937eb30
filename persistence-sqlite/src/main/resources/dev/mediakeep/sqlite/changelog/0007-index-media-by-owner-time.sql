--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0007-index-media-by-owner-time.sql

--changeset mediakeep:0007-index-media-by-owner-time
CREATE INDEX media_by_owner_time ON media (owner, trashed, kind, starred, created_at, id, model);
--rollback DROP INDEX media_by_owner_time;
