package dev.mediakeep.web;

import java.io.IOException;

/** Answers one call: parses it, asks the library once, renders the outcome. */
@FunctionalInterface
interface Endpoint {
  /**
   * Answers the call, or throws what {@link Problems} turns into an answer.
   *
   * @throws IOException when the call's body cannot be read
   */
  void answer(Call call) throws IOException;
}
