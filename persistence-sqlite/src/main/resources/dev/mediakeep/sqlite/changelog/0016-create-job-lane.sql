--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0016-create-job-lane.sql

-- round and last_pick are where the lane's fair sharing has come to.
--changeset mediakeep:0016-create-job-lane
CREATE TABLE job_lane (
  lane         TEXT    NOT NULL PRIMARY KEY CHECK (length(lane) BETWEEN 3 AND 193),
  max_queued   INTEGER NOT NULL CHECK (max_queued >= 1),
  max_running  INTEGER NOT NULL CHECK (max_running >= 1),
  mode         TEXT    NOT NULL DEFAULT 'open' CHECK (mode IN ('open', 'paused', 'draining')),
  paused_until INTEGER,
  round        INTEGER NOT NULL DEFAULT 0,
  last_pick    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
--rollback DROP TABLE job_lane;
