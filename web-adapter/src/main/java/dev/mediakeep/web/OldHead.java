package dev.mediakeep.web;

import io.helidon.common.buffers.Bytes;
import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The head of a request in HTTP/1.0, told in HTTP/1.1, which alone the server reads. Reverse
 * proxies speak 1.0 (nginx does so unless it is told otherwise); what the two versions take for
 * granted is said here (RFC 9112, 9.3 and appendix C.2).
 *
 * @param told the head in HTTP/1.1
 * @param keepsAlive whether the sender asked to keep the connection
 */
record OldHead(String told, boolean keepsAlive) {
  /** The most bytes by which a head grows when it is told anew. */
  static final int MOST_ADDED_BYTES = 64;

  private static final byte[] VERSION = "HTTP/1.0".getBytes(StandardCharsets.US_ASCII);
  private static final String LINE_END = "\r\n";

  /** Whether a head is one of HTTP/1.0. */
  static boolean isOld(byte[] head) {
    int end = Bytes.firstIndexOf(head, 0, head.length, Bytes.CR_BYTE);
    int start = end - VERSION.length;
    return start > 0 && Arrays.equals(head, start, end, VERSION, 0, VERSION.length);
  }

  static OldHead parse(byte[] head) {
    String[] lines = new String(head, StandardCharsets.ISO_8859_1).split(LINE_END);
    StringBuilder told = new StringBuilder(head.length + MOST_ADDED_BYTES);
    told.append(lines[0], 0, lines[0].length() - 1).append('1').append(LINE_END);
    boolean keepsAlive = false;
    boolean hasHost = false;
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      int colon = Math.max(0, line.indexOf(':'));
      switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "connection" -> keepsAlive |= namesKeepAlive(line.substring(colon));
        case "expect" -> {} // its sender would not know the interim answer that it asks for
        case "transfer-encoding" -> throw unknownFraming();
        case "host" -> {
          hasHost = true;
          told.append(line).append(LINE_END);
        }
        default -> told.append(line).append(LINE_END);
      }
    }
    told.append(hasHost ? "" : "Host: localhost" + LINE_END)
        .append(keepsAlive ? "Connection: keep-alive" : "Connection: close")
        .append(LINE_END + LINE_END);
    return new OldHead(told.toString(), keepsAlive);
  }

  byte[] bytes() {
    return told.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean namesKeepAlive(String value) {
    return Arrays.asList(value.toLowerCase(Locale.ROOT).split("[:, \\t]+")).contains("keep-alive");
  }

  private static RuntimeException unknownFraming() {
    return Refusal.of(
        Status.BAD_REQUEST_400, "a request of HTTP/1.0 must not have a Transfer-Encoding");
  }
}
