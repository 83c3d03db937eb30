--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0035-index-job-key-by-end.sql

--changeset mediakeep:0035-index-job-key-by-end
CREATE INDEX job_key_by_end ON job_key (valid_until);
--rollback DROP INDEX job_key_by_end;
