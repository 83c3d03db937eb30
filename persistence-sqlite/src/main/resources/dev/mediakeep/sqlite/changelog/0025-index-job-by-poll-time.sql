--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0025-index-job-by-poll-time.sql

--changeset mediakeep:0025-index-job-by-poll-time
CREATE INDEX job_by_poll_time ON job (lane, due_at, id) WHERE state IN ('waiting', 'uncertain');
--rollback DROP INDEX job_by_poll_time;
