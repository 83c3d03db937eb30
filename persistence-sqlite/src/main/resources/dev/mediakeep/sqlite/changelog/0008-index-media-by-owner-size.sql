--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0008-index-media-by-owner-size.sql

--changeset mediakeep:0008-index-media-by-owner-size
CREATE INDEX media_by_owner_size ON media (owner, trashed, kind, starred, size_bytes, id, created_at, model);
--rollback DROP INDEX media_by_owner_size;
