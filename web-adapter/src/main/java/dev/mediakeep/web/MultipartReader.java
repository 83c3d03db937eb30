package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the parts of a form one after the other as they come in (RFC 7578), in a buffer of constant
 * size. Not thread-safe.
 */
final class MultipartReader {
  private static final int BUFFER_BYTES = 65_536;
  private static final int MAX_HEAD_BYTES = 8_192;
  private static final int MAX_PREAMBLE_BYTES = 8_192;
  private static final int LINE_END_BYTES = 2;

  private final InputStream source;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int start;
  private int end;

  /** Up to here the buffer holds bytes of the part; from here on, perhaps a delimiter. */
  private int safeEnd;

  private State state = State.PREAMBLE;

  private enum State {
    PREAMBLE,
    HEAD,
    BODY,
    END
  }

  MultipartReader(InputStream source, String boundary) {
    this.source = source;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    // A delimiter takes in the end of the line before it, and the first one may have none before.
    buffer[0] = '\r';
    buffer[1] = '\n';
    end = LINE_END_BYTES;
  }

  /**
   * The next part, once the part before is read to its end; empty after the last one.
   *
   * @throws BodyException when the form is malformed, or ends before its last boundary
   */
  Optional<FormPart> next() throws IOException {
    if (state == State.BODY) {
      throw new IllegalStateException("the part before must be read to its end");
    }
    if (state == State.PREAMBLE) {
      skipPreamble();
    }
    if (state == State.END) {
      return Optional.empty();
    }
    List<String> head = readHead();
    state = State.BODY;
    safeEnd = start;
    return Optional.of(FormPart.of(head, new Body()));
  }

  private void skipPreamble() throws IOException {
    byte[] skipped = new byte[MAX_PREAMBLE_BYTES];
    state = State.BODY;
    int count = new Body().readNBytes(skipped, 0, skipped.length);
    if (count == skipped.length) {
      throw malformed("form must begin with its boundary, within " + MAX_PREAMBLE_BYTES + " bytes");
    }
  }

  private List<String> readHead() throws IOException {
    List<String> lines = new ArrayList<>();
    int left = MAX_HEAD_BYTES;
    for (String line = readLine(left); !line.isEmpty(); line = readLine(left)) {
      left -= line.length();
      lines.add(line);
    }
    return lines;
  }

  private String readLine(int most) throws IOException {
    int length = 0;
    while (true) {
      require(length + LINE_END_BYTES);
      if (buffer[start + length] == '\r' && buffer[start + length + 1] == '\n') {
        String line = new String(buffer, start, length, StandardCharsets.UTF_8);
        start += length + LINE_END_BYTES;
        return line;
      }
      if (++length > most) {
        throw malformed("the head of a part must have at most " + MAX_HEAD_BYTES + " bytes");
      }
    }
  }

  /** Reads on until so many bytes are in the buffer. */
  private void require(int bytes) throws IOException {
    while (end - start < bytes) {
      fill();
    }
  }

  private void fill() throws IOException {
    if (end == buffer.length) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    int count = source.read(buffer, end, buffer.length - end);
    if (count < 0) {
      throw new BodyException(
          Problem.of(ErrorCode.UPLOAD_INTERRUPTED, "the form broke off before its last boundary"));
    }
    end += count;
  }

  private static BodyException malformed(String message) {
    return new BodyException(Problem.of(ErrorCode.REQUEST_MALFORMED, message));
  }

  /** The bytes of the part at hand. */
  private final class Body extends InputStream {
    private boolean ended;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (length == 0) {
        return 0;
      }
      if (ended || !advance()) {
        ended = true;
        return -1;
      }
      int count = Math.min(length, safeEnd - start);
      System.arraycopy(buffer, start, target, offset, count);
      start += count;
      return count;
    }

    /** Sees to it that there are bytes to hand out; false at the end of the part. */
    private boolean advance() throws IOException {
      while (start >= safeEnd) {
        safeEnd = candidate(start);
        if (safeEnd > start) {
          return true;
        }
        if (end - start >= delimiter.length) {
          start += delimiter.length;
          endDelimiter();
          return false;
        }
        fill();
        safeEnd = start;
      }
      return true;
    }

    /** The first place that a delimiter starts at, as far as can be seen, or the buffer's end. */
    private int candidate(int from) {
      for (int at = from; at < end; at++) {
        if (buffer[at] == '\r') {
          int seen = Math.min(delimiter.length, end - at);
          if (Arrays.equals(buffer, at, at + seen, delimiter, 0, seen)) {
            return at;
          }
        }
      }
      return end;
    }

    private void endDelimiter() throws IOException {
      require(LINE_END_BYTES);
      if (buffer[start] == '-' && buffer[start + 1] == '-') {
        state = State.END;
        return;
      }
      if (!readLine(MAX_HEAD_BYTES).isBlank()) {
        throw malformed("a boundary must stand on a line of its own");
      }
      state = State.HEAD;
    }
  }
}
