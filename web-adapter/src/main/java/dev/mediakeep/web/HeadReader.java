package dev.mediakeep.web;

import io.helidon.common.buffers.Bytes;
import io.helidon.http.Status;
import org.jspecify.annotations.Nullable;

/**
 * Takes the head of a request out of what comes in: its line and its headers, whole, to the empty
 * line at their end. What is too long is refused before it is gathered.
 */
final class HeadReader {
  private static final int BROKEN_OFF = -1;
  private static final int LINE_END = 2;

  private final Incoming in;
  private final int maxBytes;

  /**
   * Reads heads.
   *
   * @param maxBytes the most that the line may have, and the most that all headers may have
   */
  HeadReader(Incoming in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /** The next head, or what there is of it where the connection ends within it; null at its end. */
  byte @Nullable [] read() {
    if (!in.await()) {
      return null;
    }
    int headers = endOfLine(0, 0);
    int line = headers;
    while (line != BROKEN_OFF) {
      int next = endOfLine(line, headers);
      if (next == line + LINE_END) {
        return in.take(next);
      }
      line = next;
    }
    return in.take(in.available());
  }

  /** The place after the line that starts there, once it has come in. */
  private int endOfLine(int line, int headers) {
    int searched = line;
    int end = in.indexOf(Bytes.LF_BYTE, searched);
    while (end < 0) {
      searched = in.available();
      requireRoom(searched, headers);
      if (!in.awaitMore()) {
        return BROKEN_OFF;
      }
      end = in.indexOf(Bytes.LF_BYTE, searched);
    }
    if (end == 0 || in.peek(end - 1) != Bytes.CR_BYTE) {
      throw Refusal.of(Status.BAD_REQUEST_400, "lines of a head must end in CRLF, one does not");
    }
    requireRoom(end + 1 - LINE_END, headers);
    return end + 1;
  }

  private void requireRoom(int end, int headers) {
    if (end - headers <= maxBytes) {
      return;
    }
    throw headers == 0
        ? Refusal.of(
            Status.REQUEST_URI_TOO_LONG_414,
            "request line must have at most " + maxBytes + " bytes, has more")
        : Refusal.of(
            HttpStatus.HEADERS_TOO_LARGE_431,
            "headers must have at most " + maxBytes + " bytes, have more");
  }
}
