--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0037-log-changed-jobs.sql

-- A job keeps why its last attempt failed; only the line in which it did tells so.
--changeset mediakeep:0037-log-changed-jobs splitStatements:false
CREATE TRIGGER job_has_changed AFTER UPDATE OF event ON job BEGIN
  INSERT INTO job_event (number, job_number, at, command, state, percent, message, failure_kind, failure_message)
    VALUES (NEW.event, NEW.number, NEW.changed_at, NEW.command, NEW.state, NEW.percent, NEW.message,
            iif(NEW.command = 'fail' OR NEW.state = 'failed', NEW.failure_kind, NULL),
            iif(NEW.command = 'fail' OR NEW.state = 'failed', NEW.failure_message, NULL));
END;
--rollback DROP TRIGGER job_has_changed;
