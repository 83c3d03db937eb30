--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0032-index-job-that-came-to-nothing.sql

-- The few that somebody looks for among the many that succeeded.
--changeset mediakeep:0032-index-job-that-came-to-nothing
CREATE INDEX job_that_came_to_nothing ON job (state, id) WHERE state IN ('failed', 'cancelled');
--rollback DROP INDEX job_that_came_to_nothing;
