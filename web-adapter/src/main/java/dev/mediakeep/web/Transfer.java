package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Sends bytes of files in pieces, so that memory stays constant whatever a file's size.
 * Thread-safe.
 */
final class Transfer {
  private static final int BUFFER_BYTES = 131_072;

  /** The server copies the first piece, to send it together with the headers. */
  private static final int FIRST_BYTES = 8_192;

  private static final int MAX_SPARE_BUFFERS = 64;

  private final BlockingQueue<byte[]> spare = new ArrayBlockingQueue<>(MAX_SPARE_BUFFERS);

  /**
   * Answers with a part of a file; to HEAD with its length only.
   *
   * @throws IOException when the connection fails
   */
  void send(Call call, Status status, SeekableByteChannel file, ByteRange.Part part)
      throws IOException {
    call.with(HeaderValues.create(HeaderNames.CONTENT_LENGTH, part.length()));
    if (call.isHead()) {
      call.answer(status);
      return;
    }
    byte[] kept = spare.poll();
    byte[] buffer = kept == null ? new byte[BUFFER_BYTES] : kept;
    try {
      copy(call, status, file, part, buffer);
    } finally {
      spare.offer(buffer);
    }
  }

  /** The answer begins when the first bytes are there, so that it can still be another one. */
  private static void copy(
      Call call, Status status, SeekableByteChannel file, ByteRange.Part part, byte[] buffer)
      throws IOException {
    enter(file, part.first());
    long left = part.length();
    int count = read(file, left, buffer);
    try (OutputStream out = call.stream(status)) {
      int first = Math.min(count, FIRST_BYTES);
      out.write(buffer, 0, first);
      if (count > first) {
        out.write(buffer, first, count - first);
      }
      left -= count;
      while (left > 0) {
        count = read(file, left, buffer);
        out.write(buffer, 0, count);
        left -= count;
      }
    }
  }

  private static void enter(SeekableByteChannel file, long first) {
    try {
      file.position(first);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static int read(SeekableByteChannel file, long left, byte[] buffer) {
    ByteBuffer target = ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, left));
    try {
      while (target.hasRemaining()) {
        if (file.read(target) < 0) {
          throw new MediakeepException(
              ErrorCode.STORE_DAMAGED, "a file is shorter than its record says");
        }
      }
      return target.position();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static MediakeepException unreadable(IOException e) {
    return new MediakeepException(ErrorCode.STORE_UNAVAILABLE, "reading a file failed", e);
  }
}
