--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0021-create-job-turn.sql

-- An owner in a lane: the round until which he has paid for what was handed out, and what he has in line.
--changeset mediakeep:0021-create-job-turn
CREATE TABLE job_turn (
  lane        TEXT    NOT NULL REFERENCES job_lane (lane),
  owner       TEXT    NOT NULL,
  paid_until  INTEGER NOT NULL,
  ready       INTEGER NOT NULL CHECK (ready >= 0),
  queued      INTEGER NOT NULL CHECK (queued >= ready),
  queued_cost INTEGER NOT NULL CHECK (queued_cost >= queued),
  PRIMARY KEY (lane, owner)
) STRICT, WITHOUT ROWID;
--rollback DROP TABLE job_turn;
