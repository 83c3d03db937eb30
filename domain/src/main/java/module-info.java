/**
 * Concepts, services and ports of Mediakeep, with in-memory adapters. Needs nothing but java.base.
 */
module dev.mediakeep.domain {
  requires static transitive org.jspecify;

  exports dev.mediakeep.error;
  exports dev.mediakeep.format;
  exports dev.mediakeep.id;
  exports dev.mediakeep.job;
  exports dev.mediakeep.media;
  exports dev.mediakeep.memory;
  exports dev.mediakeep.net;
  exports dev.mediakeep.schema;
  exports dev.mediakeep.webhook;
}
