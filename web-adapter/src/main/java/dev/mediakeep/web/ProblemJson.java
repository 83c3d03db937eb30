package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.Problem;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import java.util.Locale;
import java.util.Optional;

/** A problem as problem+json (RFC 9457). */
final class ProblemJson {
  static final Header CONTENT_TYPE =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/problem+json");

  private static final String TYPE_PREFIX = "urn:mediakeep:error:";

  private ProblemJson() {}

  /**
   * Renders a problem.
   *
   * @param incident what it is found under in the log, where it is there
   */
  static byte[] of(Problem problem, Status status, Optional<String> incident) {
    return Json.bytes(json -> {
      ErrorCode code = problem.code();
      json.writeStartObject();
      json.writeStringField("type", TYPE_PREFIX + nameOf(code, '-'));
      json.writeStringField("title", nameOf(code, ' '));
      json.writeNumberField("status", status.code());
      json.writeStringField("detail", problem.message());
      json.writeStringField("code", code.name());
      Json.optional(json, "field", problem.field());
      json.writeStringField("hint", problem.hint());
      json.writeBooleanField("retryable", code.isRetryable());
      Json.optional(json, "incident", incident);
      json.writeEndObject();
    });
  }

  private static String nameOf(ErrorCode code, char separator) {
    return code.name().toLowerCase(Locale.ROOT).replace('_', separator);
  }
}
