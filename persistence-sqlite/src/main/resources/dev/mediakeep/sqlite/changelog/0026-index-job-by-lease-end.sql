--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0026-index-job-by-lease-end.sql

--changeset mediakeep:0026-index-job-by-lease-end
CREATE INDEX job_by_lease_end ON job (lease_until, id) WHERE lease_until IS NOT NULL;
--rollback DROP INDEX job_by_lease_end;
