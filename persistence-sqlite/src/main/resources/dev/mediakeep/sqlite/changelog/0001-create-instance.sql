--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0001-create-instance.sql

--changeset mediakeep:0001-create-instance
CREATE TABLE instance (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  instance_id TEXT    NOT NULL CHECK (length(instance_id) = 36),
  created_at  INTEGER NOT NULL
) STRICT;
--rollback DROP TABLE instance;
