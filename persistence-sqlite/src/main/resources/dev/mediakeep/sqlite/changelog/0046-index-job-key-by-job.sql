--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0046-index-job-key-by-job.sql

--changeset mediakeep:0046-index-job-key-by-job
CREATE INDEX job_key_by_job ON job_key (job_id, valid_until);
--rollback DROP INDEX job_key_by_job;
