--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0030-index-job-by-owner.sql

--changeset mediakeep:0030-index-job-by-owner
CREATE INDEX job_by_owner ON job (owner, id);
--rollback DROP INDEX job_by_owner;
