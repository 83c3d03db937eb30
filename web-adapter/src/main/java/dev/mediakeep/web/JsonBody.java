package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import io.helidon.http.HttpMediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/** Bodies that are one small JSON object. */
final class JsonBody {
  /** Enough for the 65,536 characters that parameters may have, in whatever script. */
  static final int MAX_JOB_BYTES = 262_144;

  /** Enough for the longest message, and for a hundred lanes. */
  static final int MAX_COMMAND_BYTES = 65_536;

  private static final String WHOLE = "body";

  private JsonBody() {}

  /**
   * Reads the call's body. One that is declared to be too long is refused before it is read.
   *
   * @param known the members that it may have
   */
  static JsonFields read(Call call, int maxBytes, Set<String> known) throws IOException {
    requireType(call);
    if (call.declaredBytes().orElse(0) > maxBytes) {
      throw new MediakeepException(
          ErrorCode.REQUEST_TOO_LARGE,
          "body must have at most "
              + maxBytes
              + " bytes, declared were "
              + call.declaredBytes().getAsLong());
    }
    return JsonFields.read(WHOLE, call.body(), maxBytes, known);
  }

  /** Makes sure that the call has nothing to say: it has no body, or an object without members. */
  static void requireEmpty(Call call) throws IOException {
    byte[] body = call.body().readNBytes(MAX_COMMAND_BYTES + 1);
    if (body.length > 0) {
      requireType(call);
      InputStream source = new ByteArrayInputStream(body);
      JsonFields.read(WHOLE, source, MAX_COMMAND_BYTES, Set.of());
    }
  }

  /** Refuses a body that is declared to be something else than JSON. */
  static void requireType(Call call) {
    Optional<HttpMediaType> type = call.headers().contentType();
    if (type.isPresent() && !type.get().mediaType().subtype().matches("json|.*\\+json")) {
      throw new MediakeepException(
          ErrorCode.BODY_TYPE_UNSUPPORTED, "body must be JSON, declared is " + type.get().text());
    }
  }
}
