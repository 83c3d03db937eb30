--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0040-create-webhook.sql

-- Messages that tell of the ends of jobs. One outlives its job, which may be purged before it was delivered. number
-- is its place among all; created_at is the end that it tells of. address is empty where none counts; since is when it was made, or was
-- to be sent anew; waited_ms is how long its tries have put it off in all.
--changeset mediakeep:0040-create-webhook
CREATE TABLE webhook (
  number     INTEGER NOT NULL PRIMARY KEY,
  job_id     TEXT    NOT NULL CHECK (length(job_id) = 36),
  owner      TEXT    NOT NULL,
  address    TEXT    NOT NULL,
  url        TEXT    NOT NULL CHECK (length(url) BETWEEN 8 AND 2048),
  host       TEXT    NOT NULL,
  body       TEXT    NOT NULL CHECK (json_valid(body)),
  created_at INTEGER NOT NULL,
  since      INTEGER NOT NULL,
  state      TEXT    NOT NULL CHECK (state IN ('due', 'delivered', 'failed')),
  tries      INTEGER NOT NULL CHECK (tries >= 0),
  waited_ms  INTEGER NOT NULL CHECK (waited_ms >= 0),
  due_at     INTEGER,
  ended_at   INTEGER,
  problem    TEXT,
  CHECK ((due_at IS NOT NULL) = (state = 'due')),
  CHECK ((ended_at IS NOT NULL) = (state <> 'due'))
) STRICT;
--rollback DROP TABLE webhook;
