package dev.mediakeep.ops;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.OptionalInt;

/**
 * Where a verb's words go: results to one writer, everything else to another.
 *
 * @param out results, and nothing else
 * @param err errors, notes and progress
 * @param columns the terminal's width; empty when nobody watches
 */
record Console(PrintWriter out, PrintWriter err, OptionalInt columns) {
  /** Loaded with the first JSON, so that a start of the service does without. */
  private static final class Json {
    static final JsonFactory FACTORY =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
  }

  /** Writes one JSON value. */
  interface Body {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** Prints a line of the result. */
  void say(String line) {
    out.println(line);
  }

  /** Prints a line beside the result. */
  void note(String line) {
    err.println(line);
  }

  /** Prints one line of JSON as part of the result. */
  void sayJson(Body body) {
    print(out, body);
  }

  /** Prints one line of JSON beside the result. */
  void noteJson(Body body) {
    print(err, body);
  }

  /** Whether anybody still reads the result; a pipe may have been closed at its other end. */
  boolean isHeard() {
    return !out.checkError();
  }

  void flush() {
    out.flush();
    err.flush();
  }

  private static void print(PrintWriter writer, Body body) {
    try (JsonGenerator json = Json.FACTORY.createGenerator(writer)) {
      body.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a print writer does not throw", e);
    }
    writer.println();
  }
}
