--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0014-index-media-by-parent.sql

--changeset mediakeep:0014-index-media-by-parent
CREATE INDEX media_by_parent ON media (parent_id)
  WHERE parent_id IS NOT NULL;
--rollback DROP INDEX media_by_parent;
