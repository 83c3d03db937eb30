--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0044-index-webhook-by-job.sql

-- An end of a job is told of once, also when a store learns of it again.
--changeset mediakeep:0044-index-webhook-by-job
CREATE UNIQUE INDEX webhook_by_job ON webhook (job_id, created_at);
--rollback DROP INDEX webhook_by_job;
