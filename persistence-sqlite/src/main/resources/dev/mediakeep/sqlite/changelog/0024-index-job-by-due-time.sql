--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0024-index-job-by-due-time.sql

--changeset mediakeep:0024-index-job-by-due-time
CREATE INDEX job_by_due_time ON job (due_at) WHERE state = 'queued' AND ready = 0;
--rollback DROP INDEX job_by_due_time;
