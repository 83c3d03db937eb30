/** The home folder with the blobs and the manifests in it, on a file system. */
module dev.mediakeep.fs {
  requires transitive dev.mediakeep.domain;
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.core;

  exports dev.mediakeep.fs;
}
