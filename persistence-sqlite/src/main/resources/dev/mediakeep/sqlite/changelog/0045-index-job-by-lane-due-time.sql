--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0045-index-job-by-lane-due-time.sql

-- Jobs for later only: those that are due already cost nothing here.
--changeset mediakeep:0045-index-job-by-lane-due-time
CREATE INDEX job_by_lane_due_time ON job (lane, due_at) WHERE state = 'queued' AND ready = 0;
--rollback DROP INDEX job_by_lane_due_time;
