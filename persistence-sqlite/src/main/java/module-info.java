/** The ports of Mediakeep's records on one SQLite file. */
module dev.mediakeep.sqlite {
  requires com.zaxxer.hikari;
  requires transitive dev.mediakeep.domain;
  requires java.logging;
  requires java.sql;
  requires liquibase.core;
  requires static transitive org.jspecify;
  requires org.xerial.sqlitejdbc;

  // Liquibase's own, which it cannot ask for itself: it has no module descriptor.
  requires org.apache.commons.io;
  requires org.apache.commons.lang3;
  requires org.yaml.snakeyaml;

  exports dev.mediakeep.sqlite;
}
