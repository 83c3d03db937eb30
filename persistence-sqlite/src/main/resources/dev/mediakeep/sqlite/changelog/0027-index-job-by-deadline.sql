--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0027-index-job-by-deadline.sql

--changeset mediakeep:0027-index-job-by-deadline
CREATE INDEX job_by_deadline ON job (deadline, id) WHERE deadline IS NOT NULL;
--rollback DROP INDEX job_by_deadline;
