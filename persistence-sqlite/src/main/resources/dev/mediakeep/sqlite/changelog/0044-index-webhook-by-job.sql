--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0044-index-webhook-by-job.sql

--changeset mediakeep:0044-index-webhook-by-job
CREATE INDEX webhook_by_job ON webhook (job_id, number);
--rollback DROP INDEX webhook_by_job;
