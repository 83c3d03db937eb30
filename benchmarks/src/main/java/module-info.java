/** Mediakeep measured against its peers. */
module dev.mediakeep.benchmarks {
  requires com.github.kagkarlsson.scheduler;
  requires com.zaxxer.hikari;
  requires dev.mediakeep.domain;
  requires dev.mediakeep.sqlite;
  requires dev.mediakeep.testkit;
  requires java.desktop;
  requires java.net.http;
  requires java.sql;
  requires org.jobrunr.core;
  requires static org.jspecify;
  requires org.xerial.sqlitejdbc;
}
