--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0011-index-media-tag-by-time.sql

--changeset mediakeep:0011-index-media-tag-by-time
CREATE INDEX media_tag_by_time ON media_tag (tag, trashed, kind, starred, created_at, media_id);
--rollback DROP INDEX media_tag_by_time;
