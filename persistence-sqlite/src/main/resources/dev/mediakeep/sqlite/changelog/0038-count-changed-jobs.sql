--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0038-count-changed-jobs.sql

--changeset mediakeep:0038-count-changed-jobs splitStatements:false
CREATE TRIGGER job_is_counted AFTER UPDATE OF state, ready ON job
WHEN (OLD.state = 'queued') <> (NEW.state = 'queued')
  OR (OLD.ended_at IS NULL) <> (NEW.ended_at IS NULL)
  OR OLD.ready <> NEW.ready
BEGIN
  UPDATE job_lane
     SET queued  = queued  + (NEW.state = 'queued') - (OLD.state = 'queued'),
         running = running + (NEW.state <> 'queued' AND NEW.ended_at IS NULL)
                           - (OLD.state <> 'queued' AND OLD.ended_at IS NULL)
   WHERE lane = NEW.lane;
  UPDATE job_owner
     SET queued  = queued  + (NEW.state = 'queued') - (OLD.state = 'queued'),
         running = running + (NEW.state <> 'queued' AND NEW.ended_at IS NULL)
                           - (OLD.state <> 'queued' AND OLD.ended_at IS NULL)
   WHERE owner = NEW.owner;
  UPDATE job_address
     SET queued  = queued  + (NEW.state = 'queued') - (OLD.state = 'queued'),
         running = running + (NEW.state <> 'queued' AND NEW.ended_at IS NULL)
                           - (OLD.state <> 'queued' AND OLD.ended_at IS NULL)
   WHERE address = NEW.address;
  INSERT INTO job_turn (lane, owner, paid_until, ready, queued, queued_cost)
    SELECT NEW.lane, NEW.owner, 0, 0, 0, 0 WHERE NEW.state = 'queued'
    ON CONFLICT (lane, owner) DO NOTHING;
  UPDATE job_turn
     SET ready       = ready + NEW.ready - OLD.ready,
         queued      = queued + (NEW.state = 'queued') - (OLD.state = 'queued'),
         queued_cost = queued_cost + NEW.cost * ((NEW.state = 'queued') - (OLD.state = 'queued'))
   WHERE lane = NEW.lane AND owner = NEW.owner;
END;
--rollback DROP TRIGGER job_is_counted;
