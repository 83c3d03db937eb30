--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0033-index-job-event-by-job.sql

--changeset mediakeep:0033-index-job-event-by-job
CREATE INDEX job_event_by_job ON job_event (job_number, number);
--rollback DROP INDEX job_event_by_job;
