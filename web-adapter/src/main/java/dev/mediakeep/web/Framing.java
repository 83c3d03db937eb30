package dev.mediakeep.web;

import dev.mediakeep.error.Rules;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what comes in on a connection into requests, and each into its head and its body. Used by
 * the connection's own thread only.
 */
final class Framing {
  /*
   * Where a request ends decides what the next one is. If this service and a proxy before it differ
   * about that, somebody can hide a request in the body of another one and so pass by whatever the
   * proxy forbids. Helidon 4.5 is not strict enough here: after each chunk it skips two bytes
   * without a look at them; it takes a chunk into memory before it gives any of it on; it refuses
   * trailers, and what belongs to the next request lies in the same buffer as this one's body.
   *
   * So its reader never sees the connection. It is given
   *
   *     head          whole, from the request line to the empty line; within its limits; one of
   *                   HTTP/1.0 is told anew in HTTP/1.1 (see OldHead)
   *     sized body    as it comes in, cut at its declared end
   *     chunks        checked, and made anew in pieces as they come in (see ChunkedBody)
   *
   * and only when it asks, so that it can hold no byte of a later request. Helidon still parses and
   * checks each head itself, and still finds the bodies' ends: it finds them where they are cut.
   * Between the head and the body it says what headers it has read (see body), and these, read once,
   * are what both go by. Where it refuses a head, the connection ends, and nothing is read as a
   * request any more.
   */

  private static final String IDENTITY = "identity";

  private final Incoming in;
  private final HeadReader heads;
  private final long maxBodyBytes;
  private final int maxHeaderBytes;
  private @Nullable IncomingBody body;
  private boolean isOld;
  private boolean mustSayKeepAlive;
  private boolean isLast;
  private boolean broken;

  Framing(Supplier<byte[]> socket, HttpConfig config) {
    this.in = new Incoming(socket);
    this.heads = new HeadReader(in, config.maxHeaderBytes());
    this.maxBodyBytes = config.maxBodyBytes();
    this.maxHeaderBytes = config.maxHeaderBytes();
  }

  /** The next bytes of the request at hand, or the head of the next one; null at the end. */
  byte @Nullable [] next() {
    IncomingBody current = body;
    if (current == null) {
      return head();
    }
    try {
      byte[] bytes = current.next();
      if (current.isComplete()) {
        body = null;
      }
      return bytes;
    } catch (RequestException e) {
      broken = true;
      throw e;
    }
  }

  private byte @Nullable [] head() {
    byte[] head = isLast ? null : heads.read();
    mustSayKeepAlive = false;
    isOld = head != null && OldHead.isOld(head);
    if (head == null || !isOld) {
      return head;
    }
    OldHead old = OldHead.parse(head);
    mustSayKeepAlive = old.keepsAlive();
    return old.bytes();
  }

  /** Says what headers the head had, and so which body follows it. */
  void body(WritableHeaders<?> headers) {
    if (headers.contains(HeaderNames.TRANSFER_ENCODING)) {
      body = new ChunkedBody(in, maxBodyBytes, maxHeaderBytes);
    } else {
      long length = declared(headers);
      requireWithin(length);
      body = length == 0 ? null : new SizedBody(in, length);
    }
    if (body != null && headers.contains(HeaderNames.CONTENT_ENCODING)) {
      requirePlain(headers);
    }
  }

  private void requireWithin(long length) {
    if (length > maxBodyBytes) {
      throw Refusal.of(
          Status.REQUEST_ENTITY_TOO_LARGE_413,
          "body must have at most " + maxBodyBytes + " bytes, declared were " + length);
    }
  }

  private static void requirePlain(WritableHeaders<?> headers) {
    String encoding = headers.get(HeaderNames.CONTENT_ENCODING).values();
    if (!encoding.equalsIgnoreCase(IDENTITY)) {
      throw Refusal.of(
          Status.UNSUPPORTED_MEDIA_TYPE_415,
          "body must not be encoded, Content-Encoding was " + Rules.quote(encoding),
          HeaderValues.create(HeaderNames.ACCEPT_ENCODING, IDENTITY));
    }
    headers.remove(HeaderNames.CONTENT_ENCODING); // the server refuses any
  }

  private static long declared(WritableHeaders<?> headers) {
    try {
      return headers.contentLength().orElse(0);
    } catch (IllegalArgumentException e) {
      return 0; // the server finds the same, and ends the connection
    }
  }

  /** Whether the answer has to say that the connection stays, which the sender would not expect. */
  boolean mustSayKeepAlive() {
    return mustSayKeepAlive;
  }

  /** Whether the request at hand is one of HTTP/1.0, whose sender knows of no chunks. */
  boolean isOld() {
    return isOld;
  }

  /** Reads no request after the one at hand. */
  void endAfterThis() {
    isLast = true;
  }

  /** Whether a body broke a rule, so that nobody knows any more where its request ends. */
  boolean isBroken() {
    return broken;
  }

  /** Whether some of a request's body is still to come in. */
  boolean isInBody() {
    return body != null;
  }
}
