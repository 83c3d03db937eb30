/** The runnable service: wires the adapters and reads the environment. */
module dev.mediakeep.app {
  requires dev.mediakeep.embedded;
  requires dev.mediakeep.fs;
  requires dev.mediakeep.ops;
  requires dev.mediakeep.web;
  requires java.logging;
  requires org.xerial.sqlitejdbc;
  requires static org.jspecify;
}
