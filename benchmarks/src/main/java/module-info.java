/** Mediakeep measured against its peers. */
module dev.mediakeep.benchmarks {
  requires dev.mediakeep.domain;
  requires dev.mediakeep.sqlite;
  requires dev.mediakeep.testkit;
  requires java.desktop;
  requires java.sql;
  requires static org.jspecify;
  requires org.xerial.sqlitejdbc;
}
