--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0045-index-webhook-by-state.sql

--changeset mediakeep:0045-index-webhook-by-state
CREATE INDEX webhook_by_state ON webhook (state, number);
--rollback DROP INDEX webhook_by_state;
