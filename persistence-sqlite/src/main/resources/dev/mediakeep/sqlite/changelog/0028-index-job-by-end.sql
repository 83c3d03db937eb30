--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0028-index-job-by-end.sql

--changeset mediakeep:0028-index-job-by-end
CREATE INDEX job_by_end ON job (ended_at) WHERE ended_at IS NOT NULL;
--rollback DROP INDEX job_by_end;
