--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0019-create-job-log.sql

-- The end of the log when lines were last purged. A number is never given twice, also when the last lines were purged:
-- listeners remember how far they have read.
--changeset mediakeep:0019-create-job-log
CREATE TABLE job_log (
  one         INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  last_number INTEGER NOT NULL
) STRICT;
INSERT INTO job_log (one, last_number) VALUES (1, 0);
--rollback DROP TABLE job_log;
