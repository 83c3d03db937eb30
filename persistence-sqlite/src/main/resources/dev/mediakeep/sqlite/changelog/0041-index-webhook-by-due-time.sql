--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0041-index-webhook-by-due-time.sql

--changeset mediakeep:0041-index-webhook-by-due-time
CREATE INDEX webhook_by_due_time ON webhook (address, owner, host, due_at, number) WHERE due_at IS NOT NULL;
--rollback DROP INDEX webhook_by_due_time;
