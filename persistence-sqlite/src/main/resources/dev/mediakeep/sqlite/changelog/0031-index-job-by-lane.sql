--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0031-index-job-by-lane.sql

--changeset mediakeep:0031-index-job-by-lane
CREATE INDEX job_by_lane ON job (lane, id);
--rollback DROP INDEX job_by_lane;
