--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0029-index-job-by-run.sql

--changeset mediakeep:0029-index-job-by-run
CREATE INDEX job_by_run ON job (lane, ended_at, started_at) WHERE state = 'succeeded';
--rollback DROP INDEX job_by_run;
