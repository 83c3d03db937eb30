--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0010-index-media-by-model-size.sql

--changeset mediakeep:0010-index-media-by-model-size
CREATE INDEX media_by_model_size ON media (model, trashed, kind, starred, size_bytes, id, created_at, owner)
  WHERE model IS NOT NULL;
--rollback DROP INDEX media_by_model_size;
