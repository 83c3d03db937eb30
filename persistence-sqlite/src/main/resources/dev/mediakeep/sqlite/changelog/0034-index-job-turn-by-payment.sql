--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0034-index-job-turn-by-payment.sql

-- Unique, as lane and owner are: from that SQLite knows that the jobs of the owners come in order without sorting.
--changeset mediakeep:0034-index-job-turn-by-payment
CREATE UNIQUE INDEX job_turn_by_payment ON job_turn (lane, paid_until, owner) WHERE ready > 0;
--rollback DROP INDEX job_turn_by_payment;
