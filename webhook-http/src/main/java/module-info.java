/** Webhooks over HTTP, with a guard against requests into private networks. */
module dev.mediakeep.webhook.http {
  requires transitive dev.mediakeep.domain;
  requires static transitive org.jspecify;

  exports dev.mediakeep.webhook.http;
}
