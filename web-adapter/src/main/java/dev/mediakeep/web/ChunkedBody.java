package dev.mediakeep.web;

import io.helidon.common.buffers.Bytes;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A body in chunks (RFC 9112, 7.1), given on in chunks of its own: each as large as what came in at
 * once, and none larger than the sender's. Extensions of chunks, and the fields after the last one,
 * are left out once their form is checked.
 */
final class ChunkedBody implements IncomingBody {
  private static final int MAX_SIZE_LINE_BYTES = 256;
  private static final String SIZE_RULE =
      "the line of a chunk's size must have at most " + MAX_SIZE_LINE_BYTES + " bytes, has more";
  private static final int HEX = 16;
  private static final int DELETE = 0x7f;
  private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

  /** At most 15 digits: those fit a long. */
  private static final Pattern SIZE = Pattern.compile("([0-9A-Fa-f]{1,15})[ \\t]*(?:;.*)?");

  private static final Pattern FIELD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:.*");

  private final Incoming in;
  private final long maxBytes;
  private final int maxTrailerBytes;

  private long allowed;
  private long left;
  private boolean started;
  private boolean complete;
  private @Nullable RequestException refusal;

  /**
   * A body of which nothing has been read.
   *
   * @param maxBytes the most that all chunks may have
   * @param maxTrailerBytes the most that the fields after them may have
   */
  ChunkedBody(Incoming in, long maxBytes, int maxTrailerBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
    this.maxTrailerBytes = maxTrailerBytes;
    this.allowed = maxBytes;
  }

  @Override
  public byte @Nullable [] next() {
    if (refusal != null) {
      throw refusal; // what follows a fault is no body: who reads on must not take it for one
    }
    try {
      if (left == 0) {
        startChunk();
      }
      return left == 0 ? end() : data();
    } catch (RequestException e) {
      refusal = e;
      throw e;
    }
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  private void startChunk() {
    if (started) {
      require(take(), Bytes.CR_BYTE);
      require(take(), Bytes.LF_BYTE);
    }
    started = true;
    left = size();
    if (left > allowed) {
      throw Refusal.of(
          Status.REQUEST_ENTITY_TOO_LARGE_413,
          "body must have at most " + maxBytes + " bytes, has more");
    }
    allowed -= left;
  }

  private long size() {
    Matcher line = SIZE.matcher(line(MAX_SIZE_LINE_BYTES, SIZE_RULE));
    if (!line.matches()) {
      throw malformed("a chunk must begin with its size in hex digits");
    }
    return Long.parseLong(line.group(1), HEX);
  }

  private byte[] data() {
    await();
    int count = (int) Math.min(left, in.available());
    left -= count;
    byte[] size = Integer.toHexString(count).getBytes(StandardCharsets.US_ASCII);
    byte[] chunk = new byte[size.length + count + 4];
    System.arraycopy(size, 0, chunk, 0, size.length);
    endLine(chunk, size.length);
    in.take(chunk, size.length + 2, count);
    endLine(chunk, chunk.length - 2);
    return chunk;
  }

  private static void endLine(byte[] target, int at) {
    target[at] = Bytes.CR_BYTE;
    target[at + 1] = Bytes.LF_BYTE;
  }

  private byte[] end() {
    String rule =
        "the fields after the last chunk must have at most "
            + maxTrailerBytes
            + " bytes, have more";
    int allowedBytes = maxTrailerBytes;
    String field = line(allowedBytes, rule);
    while (!field.isEmpty()) {
      if (!FIELD.matcher(field).matches()) {
        throw malformed("what follows the last chunk must be fields");
      }
      allowedBytes -= field.length();
      field = line(allowedBytes, rule);
    }
    complete = true;
    return LAST_CHUNK.clone();
  }

  /**
   * Takes a line; what ends one in other software, and is no CRLF, is refused.
   *
   * @param rule what is broken by more bytes than that
   */
  private String line(int most, String rule) {
    StringBuilder line = new StringBuilder();
    int next = take();
    while (next != Bytes.CR_BYTE) {
      if ((next < ' ' && next != Bytes.TAB_BYTE) || next == DELETE) {
        throw malformed("the lines around chunks must not hold control characters");
      }
      if (line.length() == most) {
        throw Refusal.of(Status.REQUEST_ENTITY_TOO_LARGE_413, rule);
      }
      line.append((char) next);
      next = take();
    }
    require(take(), Bytes.LF_BYTE);
    return line.toString();
  }

  private static void require(int found, byte wanted) {
    if (found != wanted) {
      throw malformed("a chunk and its lines must end in CRLF");
    }
  }

  private static RequestException malformed(String message) {
    return Refusal.of(Status.BAD_REQUEST_400, message);
  }

  private int take() {
    await();
    return in.take();
  }

  private void await() {
    if (!in.await()) {
      throw new DataReader.InsufficientDataAvailableException();
    }
  }
}
