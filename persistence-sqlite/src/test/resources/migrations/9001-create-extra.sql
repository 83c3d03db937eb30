--liquibase formatted sql logicalFilePath:migrations/9001-create-extra.sql

--changeset mediakeep:9001-create-extra
CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;
--rollback DROP TABLE extra;
