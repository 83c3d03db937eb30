--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0023-index-job-by-rank.sql

--changeset mediakeep:0023-index-job-by-rank
CREATE INDEX job_by_rank ON job (lane, owner, rank, id) WHERE ready = 1;
--rollback DROP INDEX job_by_rank;
