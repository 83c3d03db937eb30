--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0042-index-webhook-by-age.sql

--changeset mediakeep:0042-index-webhook-by-age
CREATE INDEX webhook_by_age ON webhook (host, since) WHERE due_at IS NOT NULL;
--rollback DROP INDEX webhook_by_age;
