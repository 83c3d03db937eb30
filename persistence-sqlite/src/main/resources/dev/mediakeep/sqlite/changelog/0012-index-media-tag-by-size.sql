--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0012-index-media-tag-by-size.sql

--changeset mediakeep:0012-index-media-tag-by-size
CREATE INDEX media_tag_by_size ON media_tag (tag, trashed, kind, starred, size_bytes, media_id, created_at);
--rollback DROP INDEX media_tag_by_size;
