package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.Problem;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, opened when it is first read: a sender that waits for leave to send gets
 * it no earlier. Its faults are {@code IOException}s as those of other streams are; the server's
 * own are unchecked and would pass by whoever cleans up after a broken stream.
 */
final class RequestBody extends InputStream {
  private final Supplier<InputStream> opening;
  private @Nullable InputStream body;

  RequestBody(Supplier<InputStream> opening) {
    this.opening = opening;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return opened().read(target, offset, length);
    } catch (RequestException e) {
      throw refused(e);
    } catch (IllegalArgumentException | DataReader.IncorrectNewLineException e) {
      throw malformed(e);
    } catch (DataReader.InsufficientDataAvailableException
        | CloseConnectionException
        | UncheckedIOException e) {
      throw new BodyException(
          Problem.of(ErrorCode.UPLOAD_INTERRUPTED, "the body broke off before its end"), e);
    }
  }

  private InputStream opened() {
    InputStream stream = body;
    if (stream == null) {
      stream = opening.get();
      body = stream;
    }
    return stream;
  }

  private static BodyException refused(RequestException e) {
    if (e.eventType() != Refusal.KIND) {
      return malformed(e);
    }
    return new BodyException(
        Problem.of(HttpStatus.codeOf(e.status()), String.valueOf(e.getMessage())), e);
  }

  private static BodyException malformed(RuntimeException e) {
    return new BodyException(
        Problem.of(ErrorCode.REQUEST_MALFORMED, "body must be in well-formed chunks"), e);
  }
}
