--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0017-create-job.sql

-- rank: the smaller goes first among the owner's. overdue_at: when its lease ends or it must be done, whichever is
-- first. event: the number of its last line in the log. command: what made the job so last, for that line. failure_kind
-- and failure_message: why the last attempt that failed did, also while the next one is under way.
--changeset mediakeep:0017-create-job
CREATE TABLE job (
  number          INTEGER NOT NULL PRIMARY KEY,
  id              TEXT    NOT NULL UNIQUE CHECK (length(id) = 36),
  owner           TEXT    NOT NULL CHECK (length(owner) BETWEEN 1 AND 200),
  lane            TEXT    NOT NULL REFERENCES job_lane (lane),
  priority        INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 9),
  cost            INTEGER NOT NULL CHECK (cost >= 1),
  parameters      TEXT    NOT NULL CHECK (json_type(parameters) = 'object'),
  not_before      INTEGER,
  time_limit_ms   INTEGER NOT NULL CHECK (time_limit_ms >= 1),
  address         TEXT,
  webhook         TEXT    CHECK (length(webhook) BETWEEN 8 AND 2048),
  created_at      INTEGER NOT NULL,
  state           TEXT    NOT NULL,
  rank            INTEGER,
  since           INTEGER,
  due_at          INTEGER,
  worker          TEXT,
  fence           INTEGER NOT NULL CHECK (fence >= 0),
  lease_until     INTEGER,
  provider_key    TEXT,
  intent_at       INTEGER,
  handle          TEXT,
  operation_at    INTEGER,
  stop_reason     TEXT    CHECK (stop_reason IN ('cancelled', 'time_limit')),
  stop_at         INTEGER,
  media           TEXT    CHECK (json_type(media) = 'array'),
  failure_kind    TEXT    CHECK (failure_kind IN ('transient', 'unavailable', 'permanent', 'poison', 'time_limit',
                                                  'abandoned')),
  failure_message TEXT,
  ended_at        INTEGER,
  spent           INTEGER NOT NULL CHECK (spent >= 0),
  lost_leases     INTEGER NOT NULL CHECK (lost_leases >= 0),
  submission      INTEGER NOT NULL CHECK (submission >= 1),
  started_at      INTEGER,
  overdue_at      INTEGER,
  percent         INTEGER CHECK (percent BETWEEN 0 AND 100),
  message         TEXT,
  changed_at      INTEGER NOT NULL,
  command         TEXT,
  event           INTEGER NOT NULL,
  -- What is known in each state.
  CHECK (CASE state
           WHEN 'queued'     THEN rank IS NOT NULL AND since IS NOT NULL AND due_at IS NOT NULL
           WHEN 'running'    THEN lease_until IS NOT NULL
           WHEN 'submitting' THEN lease_until IS NOT NULL AND intent_at IS NOT NULL
           WHEN 'uncertain'  THEN intent_at IS NOT NULL
           WHEN 'looking'    THEN lease_until IS NOT NULL AND intent_at IS NOT NULL
           WHEN 'waiting'    THEN handle IS NOT NULL AND due_at IS NOT NULL
           WHEN 'polling'    THEN handle IS NOT NULL AND lease_until IS NOT NULL
           WHEN 'succeeded'  THEN ended_at IS NOT NULL AND media IS NOT NULL
           WHEN 'failed'     THEN ended_at IS NOT NULL AND failure_kind IS NOT NULL
           WHEN 'cancelled'  THEN ended_at IS NOT NULL
           ELSE FALSE
         END),
  -- And what is known in no other.
  CHECK (state = 'queued' OR (rank IS NULL AND since IS NULL)),
  CHECK (lease_until IS NULL OR state IN ('running', 'submitting', 'looking', 'polling')),
  CHECK (intent_at IS NULL OR state IN ('submitting', 'uncertain', 'looking')),
  CHECK (media IS NULL OR state = 'succeeded'),
  CHECK (failure_kind IS NULL OR state <> 'succeeded'),
  CHECK (ended_at IS NULL OR state IN ('succeeded', 'failed', 'cancelled')),
  CHECK ((worker IS NULL) = (lease_until IS NULL)),
  CHECK ((handle IS NULL) = (operation_at IS NULL)),
  CHECK ((stop_reason IS NULL) = (stop_at IS NULL)),
  CHECK ((failure_kind IS NULL) = (failure_message IS NULL))
) STRICT;
--rollback DROP TABLE job;
