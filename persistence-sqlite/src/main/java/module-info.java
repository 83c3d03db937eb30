/** The ports of Mediakeep's records on one SQLite file. */
module dev.mediakeep.sqlite {
  requires com.zaxxer.hikari;
  requires transitive dev.mediakeep.domain;
  requires java.logging;
  requires java.sql;
  requires liquibase.core;
  requires static transitive org.jspecify;
  requires org.xerial.sqlitejdbc;

  exports dev.mediakeep.sqlite;
}
