--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0036-log-new-jobs.sql

-- A job and its line in the log always go together.
--changeset mediakeep:0036-log-new-jobs splitStatements:false
CREATE TRIGGER job_is_new AFTER INSERT ON job BEGIN
  INSERT INTO job_event (number, job_number, at, command, state)
    VALUES (NEW.event, NEW.number, NEW.changed_at, NULL, NEW.state);
END;
--rollback DROP TRIGGER job_is_new;
