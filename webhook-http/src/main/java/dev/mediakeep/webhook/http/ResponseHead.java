package dev.mediakeep.webhook.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The little of an answer that matters.
 *
 * @param retryAfter as it stands in the header
 * @param isEmpty whether it says that no body follows
 */
record ResponseHead(int status, Optional<String> retryAfter, boolean isEmpty) {
  private static final int MAX_BYTES = 16_384;
  private static final int FIRST_FINAL = 200;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  /** Reads the head of the final answer; those of provisional ones before it are skipped. */
  static ResponseHead read(InputStream in) throws IOException {
    Lines lines = new Lines(in);
    ResponseHead head = readOne(lines);
    while (head.status() < FIRST_FINAL) {
      head = readOne(lines);
    }
    return head;
  }

  private static ResponseHead readOne(Lines lines) throws IOException {
    Matcher status = STATUS_LINE.matcher(lines.next());
    if (!status.matches()) {
      throw new ProtocolException("answered something else than HTTP/1.1");
    }
    Optional<String> retryAfter = Optional.empty();
    boolean isEmpty = false;
    for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
      int colon = line.indexOf(':');
      String name = line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      if (name.equals("retry-after")) {
        retryAfter = Optional.of(value);
      } else if (name.equals("content-length")) {
        isEmpty = value.equals("0");
      }
    }
    return new ResponseHead(Integer.parseInt(status.group(1)), retryAfter, isEmpty);
  }

  /** How long it asks to be left alone, in seconds or until a date; empty where it does not. */
  Optional<Duration> rest(Instant now) {
    return retryAfter.flatMap(text -> rest(text, now)).filter(rest -> !rest.isNegative());
  }

  private static Optional<Duration> rest(String text, Instant now) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
      return Optional.of(Duration.between(now, until));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Lines of all heads together, as long as they are not too many bytes. */
  private static final class Lines {
    private final InputStream in;
    private int left = MAX_BYTES;

    Lines(InputStream in) {
      this.in = in;
    }

    String next() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int read = in.read();
      while (read != '\n') {
        if (read < 0) {
          throw new EOFException("hung up before its answer was complete");
        }
        if (--left < 0) {
          throw new ProtocolException("answered with too much before its body");
        }
        line.write(read);
        read = in.read();
      }
      String text = line.toString(ISO_8859_1);
      return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
  }
}
