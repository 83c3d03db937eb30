--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0047-create-job-lineage.sql

-- Drawn at each start, and written beside the manifests too: an older copy that was put back is told by it.
--changeset mediakeep:0047-create-job-lineage
CREATE TABLE job_lineage (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  lineage TEXT    NOT NULL CHECK (length(lineage) BETWEEN 1 AND 64)
) STRICT;
--rollback DROP TABLE job_lineage;
