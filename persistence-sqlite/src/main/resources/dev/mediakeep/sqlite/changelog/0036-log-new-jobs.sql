--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0036-log-new-jobs.sql

-- What must always go together is held by triggers: a job, its line in the log, and all counts. A job begins queued.
--changeset mediakeep:0036-log-new-jobs splitStatements:false
CREATE TRIGGER job_is_new AFTER INSERT ON job BEGIN
  INSERT INTO job_event (job_number, at, command, state) VALUES (NEW.number, NEW.changed_at, NULL, NEW.state);
  UPDATE job_lane SET queued = queued + 1 WHERE lane = NEW.lane;
  INSERT INTO job_owner (owner, queued, running) VALUES (NEW.owner, 1, 0)
    ON CONFLICT (owner) DO UPDATE SET queued = queued + 1;
  INSERT INTO job_address (address, queued, running) SELECT NEW.address, 1, 0 WHERE NEW.address IS NOT NULL
    ON CONFLICT (address) DO UPDATE SET queued = queued + 1;
  INSERT INTO job_turn (lane, owner, paid_until, ready, queued, queued_cost)
    VALUES (NEW.lane, NEW.owner, 0, NEW.ready, 1, NEW.cost)
    ON CONFLICT (lane, owner) DO UPDATE
      SET ready = ready + excluded.ready, queued = queued + 1, queued_cost = queued_cost + excluded.queued_cost;
END;
--rollback DROP TRIGGER job_is_new;
