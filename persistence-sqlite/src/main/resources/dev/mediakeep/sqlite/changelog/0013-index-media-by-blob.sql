--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0013-index-media-by-blob.sql

--changeset mediakeep:0013-index-media-by-blob
CREATE INDEX media_by_blob ON media (sha256, owner, trashed, created_at, id);
--rollback DROP INDEX media_by_blob;
