--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0032-index-job-by-state.sql

--changeset mediakeep:0032-index-job-by-state
CREATE INDEX job_by_state ON job (state, id);
--rollback DROP INDEX job_by_state;
