/** Mediakeep as a library: a home folder opened behind the domain's services. */
module dev.mediakeep.embedded {
  requires transitive dev.mediakeep.domain;
  requires transitive dev.mediakeep.fs;
  requires dev.mediakeep.sqlite;
  requires dev.mediakeep.webhook.http;
  requires static transitive org.jspecify;

  exports dev.mediakeep.embedded;
}
