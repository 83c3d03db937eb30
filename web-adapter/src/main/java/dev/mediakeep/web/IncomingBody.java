package dev.mediakeep.web;

import org.jspecify.annotations.Nullable;

/** The body of a request as it comes in, in the form in which the server reads it. */
interface IncomingBody {
  /**
   * The next bytes, at most as many as came in at once; null where the connection ends.
   *
   * @throws io.helidon.http.RequestException when the body breaks a rule; from then on always
   */
  byte @Nullable [] next();

  /** Whether {@link #next} has given all of it. */
  boolean isComplete();
}
