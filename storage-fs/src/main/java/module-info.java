/** The home folder and the blobs in it, on a file system. */
module dev.mediakeep.fs {
  requires transitive dev.mediakeep.domain;
  requires static transitive org.jspecify;

  exports dev.mediakeep.fs;
}
