/** The command line of Mediakeep and the configuration that it is started with. */
module dev.mediakeep.ops {
  requires transitive dev.mediakeep.domain;
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.core;
  requires info.picocli;

  exports dev.mediakeep.ops;

  // picocli reads the annotations of the verbs and sets their fields.
  opens dev.mediakeep.ops to
      info.picocli;
}
