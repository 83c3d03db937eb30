/**
 * What adapters of Mediakeep's ports are tested with: contract suites, clocks, samples and doubles.
 */
module dev.mediakeep.testkit {
  requires transitive dev.mediakeep.domain;
  requires static transitive org.jspecify;
  requires transitive org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires transitive org.assertj.core;

  exports dev.mediakeep.testkit;
}
