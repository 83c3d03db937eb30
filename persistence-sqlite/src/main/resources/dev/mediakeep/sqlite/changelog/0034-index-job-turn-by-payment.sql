--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0034-index-job-turn-by-payment.sql

--changeset mediakeep:0034-index-job-turn-by-payment
CREATE INDEX job_turn_by_payment ON job_turn (lane, paid_until, owner) WHERE ready > 0;
--rollback DROP INDEX job_turn_by_payment;
