--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0043-index-webhook-by-end.sql

--changeset mediakeep:0043-index-webhook-by-end
CREATE INDEX webhook_by_end ON webhook (ended_at, number) WHERE ended_at IS NOT NULL;
--rollback DROP INDEX webhook_by_end;
