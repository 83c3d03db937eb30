/** The HTTP API and the gallery page, over the domain's media library. */
module dev.mediakeep.web {
  requires transitive dev.mediakeep.domain;
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.core;
  requires io.helidon.common.buffers;
  requires io.helidon.common.concurrency.limits;
  requires io.helidon.common.socket;
  requires io.helidon.http;
  requires io.helidon.webserver;

  exports dev.mediakeep.web;
}
