--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0021-create-job-turn.sql

-- The round until which an owner has paid for what a lane handed out to him; one who owes nothing has no row.
--changeset mediakeep:0021-create-job-turn
CREATE TABLE job_turn (
  lane       TEXT    NOT NULL REFERENCES job_lane (lane),
  owner      TEXT    NOT NULL,
  paid_until INTEGER NOT NULL,
  PRIMARY KEY (lane, owner)
) STRICT, WITHOUT ROWID;
--rollback DROP TABLE job_turn;
