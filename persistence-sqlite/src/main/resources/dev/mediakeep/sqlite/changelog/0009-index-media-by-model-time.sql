--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0009-index-media-by-model-time.sql

--changeset mediakeep:0009-index-media-by-model-time
CREATE INDEX media_by_model_time ON media (model, trashed, kind, starred, created_at, id, owner)
  WHERE model IS NOT NULL;
--rollback DROP INDEX media_by_model_time;
