--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0023-index-job-not-ended.sql

-- Read at the start. No step of a job but its last touches it.
--changeset mediakeep:0023-index-job-not-ended
CREATE INDEX job_not_ended ON job (number) WHERE ended_at IS NULL;
--rollback DROP INDEX job_not_ended;
