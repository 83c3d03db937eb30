--liquibase formatted sql logicalFilePath:migrations/9002-fail-midway.sql

--changeset mediakeep:9002-fail-midway
CREATE TABLE extra_half (id INTEGER PRIMARY KEY) STRICT;
INSERT INTO extra_half (id) VALUES (1);
INSERT INTO extra_half (id) VALUES (1);
--rollback DROP TABLE extra_half;
