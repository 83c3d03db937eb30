--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0037-log-changed-jobs.sql

--changeset mediakeep:0037-log-changed-jobs splitStatements:false
CREATE TRIGGER job_has_changed AFTER UPDATE OF event ON job BEGIN
  INSERT INTO job_event (number, job_number, at, command, state, percent, message)
    VALUES (NEW.event, NEW.number, NEW.changed_at, NEW.command, NEW.state, NEW.percent, NEW.message);
END;
--rollback DROP TRIGGER job_has_changed;
