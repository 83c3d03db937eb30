--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0006-index-media-by-size.sql

--changeset mediakeep:0006-index-media-by-size
CREATE INDEX media_by_size ON media (trashed, kind, starred, size_bytes, id, created_at);
--rollback DROP INDEX media_by_size;
