--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0039-index-idle-job-turn.sql

--changeset mediakeep:0039-index-idle-job-turn
CREATE INDEX job_turn_idle ON job_turn (lane, paid_until) WHERE queued = 0;
--rollback DROP INDEX job_turn_idle;
