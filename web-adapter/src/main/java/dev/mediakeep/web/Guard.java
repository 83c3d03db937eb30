package dev.mediakeep.web;

/** What stands before an endpoint. */
@FunctionalInterface
interface Guard {
  /** Lets every call pass. */
  Guard NONE = endpoint -> endpoint;

  /** The same endpoint, reached only by calls that pass. */
  Endpoint before(Endpoint endpoint);
}
